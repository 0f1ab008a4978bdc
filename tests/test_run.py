"""What the checks say of one place, put together."""

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
