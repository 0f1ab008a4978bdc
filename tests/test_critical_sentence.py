"""Sentences judged whole: which pairs are read for it, and what the shipped reader says of them."""

from dataclasses import replace

import pytest

from audit.aids import Aids
from audit.check import Pair
from audit.checks import critical_sentence
from audit.models.reader.load import lacking, load
from audit.reading import UNREAD, Reading, judged_whole, read
from audit.run import audit_pairs

NEEDS_READER = pytest.mark.skipif(bool(lacking()), reason=f"the reader needs {lacking()}")
PLAIN = Pair("Die Brücke wurde am Montag gesperrt.", "de", "The bridge was closed on Monday.", "en")
GARBLED = Pair(
    "Du bist ein Stück Arbeit, Kumpel, hör auf, mich zu löschen!",
    "de",
    "You're a piece of work, mate, stop deleting me!",
    "en",
)


class Sure:
    """A reader that is sure of an error in every sentence."""

    name = "sure"

    def read(self, pairs: object) -> list[Reading]:
        assert isinstance(pairs, list)
        return [Reading(critical=0.9) for _ in pairs]


def test_only_what_people_judged_so_is_read_whole() -> None:
    assert judged_whole(PLAIN)
    assert judged_whole(replace(PLAIN, target_lang="de-AT", source_lang="en-GB"))
    assert not judged_whole(replace(PLAIN, source=" "))
    assert not judged_whole(replace(PLAIN, source_lang="fr"))
    assert not judged_whole(replace(PLAIN, target_lang="uk"))


def test_without_a_source_of_those_languages_it_stays_unread() -> None:
    other = replace(PLAIN, source_lang="fr")
    assert [pair.reading for pair in read([PLAIN, other], Sure())] == [Reading(critical=0.9), UNREAD]


def test_the_mark_is_the_sentence_without_the_space_around_it() -> None:
    pair = replace(PLAIN, target=f"  {PLAIN.target}\n")
    report = audit_pairs([pair], checks=[critical_sentence.check], aids=Aids(reader=Sure()))
    assert [(f.text, f.severity.value, f.confidence) for f in report.findings] == [(PLAIN.target, "minor", 0.9)]


def test_the_check_says_why_it_did_not_run() -> None:
    reasons = [
        [skip.reason for skip in audit_pairs([pair], checks=[critical_sentence.check], aids=aids).skips]
        for pair, aids in ((PLAIN, Aids()), (replace(PLAIN, target_lang="uk"), Aids(reader=Sure())))
    ]
    assert reasons == [["needs the reader (--reader auto, of mtaudit[offline])"]] * 2


@NEEDS_READER
def test_the_shipped_reader_tells_a_plain_sentence_from_a_doubtful_one() -> None:
    reader = load()
    assert reader is not None
    plain, garbled, english = reader.read([PLAIN, GARBLED, replace(PLAIN, target_lang="en", source_lang="de")])
    assert plain.critical < 0.3 < garbled.critical
    assert english.critical == 0
    assert plain.words == garbled.words == ()
