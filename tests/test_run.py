"""What the checks say of one place, put together."""

from dataclasses import replace

from audit.check import Pair
from audit.run import audit_pairs


def test_two_checks_of_the_very_same_words_are_one_finding() -> None:
    pair = Pair(
        "Odesa, Чорноморськ and Pivdennyi sent 33 ships.",
        "en",
        "Одеса, Чорноморськ і Південний відправили 33 судна.",
        "uk",
        ("Odesa, Chornomorsk and Pivdennyi sent 33 ships.",),
    )
    (one,) = audit_pairs([pair]).findings
    assert (one.text, one.suggestion) == ("Чорноморськ", "Chornomorsk")
    assert {"source", "re-translation 1"} <= {e.origin for e in one.evidence}


def test_a_slip_inside_a_wrong_phrase_is_a_finding_of_its_own() -> None:
    pair = Pair("They hang hang noodles on our ears.", "en", "Нам вішають локшину на вуха.", "uk")
    assert {one.name for one in audit_pairs([pair]).findings} == {"doubled-word", "calqued-expression"}


def test_text_without_a_counterpart_is_told() -> None:
    pair = Pair("Nothing more is known.", "en", "Більше нічого не відомо.", "uk")
    report = audit_pairs([pair, pair, pair, replace(pair, target="")])
    assert report.verdict.decision == "review"
    assert report.verdict.reasons == ("1 segment without a sure counterpart in a text of 3: little could be compared",)
    assert audit_pairs([pair] * 9, doubtful=1).verdict.decision == "publish"
    assert audit_pairs([pair] * 9, doubtful=2).verdict.decision == "review"
