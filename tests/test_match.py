"""Matching of findings with annotations, and the baselines, on cases small enough to count by hand."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from audit.check import Pair
from audit.finding import Finding, Kind, Severity, Span
from audit.match import match
from audit.share import Share
from eval.baselines import distance, everything, nothing, random_spans, unshared_words
from eval.gold import annotation
from eval.match import by_check, in_document, is_serious


def gold(start: int, end: int, segment: int = 0, kind: str = "name", severity: str = "major") -> Finding:
    return annotation({"start": start, "end": end, "kind": kind, "severity": severity}, segment)


def ours(start: int, end: int, segment: int = 0, name: str = "a-check") -> Finding:
    return replace(gold(start, end, segment), name=name)


def test_one_shared_code_point_is_enough_and_touching_is_not() -> None:
    assert match([ours(0, 5)], [gold(4, 9)]).precision == Share(1, 1)
    assert match([ours(0, 4)], [gold(4, 9)]).precision == Share(0, 1)


def test_the_segment_must_be_the_same() -> None:
    matched = match([ours(0, 5, segment=1)], [gold(0, 5, segment=0)])
    assert (matched.precision, matched.recall) == (Share(0, 1), Share(0, 1))


def test_an_omission_is_found_by_a_span_that_touches_its_place() -> None:
    assert match([ours(0, 5)], [gold(5, 5)]).recall == Share(1, 1)
    assert match([ours(0, 4)], [gold(5, 5)]).recall == Share(0, 1)


def test_one_finding_may_find_two_errors_and_two_findings_one() -> None:
    long = match([ours(0, 20)], [gold(1, 3), gold(5, 8)])
    assert (long.precision, long.recall) == (Share(1, 1), Share(2, 2))
    twice = match([ours(0, 3), ours(2, 6)], [gold(1, 4)])
    assert (twice.precision, twice.recall) == (Share(2, 2), Share(1, 1))


def test_recall_by_severity_and_kind() -> None:
    errors = [gold(0, 2), gold(5, 7, severity="minor"), gold(10, 12, kind="idiom", severity="critical")]
    matched = match([ours(0, 2), ours(5, 6)], errors)
    assert matched.recall_of(is_serious) == Share(1, 2)
    assert matched.recall_of(lambda one: one.severity is Severity.MINOR) == Share(1, 1)
    assert matched.recall_of(lambda one: one.kind is Kind.IDIOM) == Share(0, 1)


def test_checks_are_matched_by_themselves() -> None:
    found = [ours(0, 2, name="b"), ours(0, 3, name="a"), ours(8, 9, name="a")]
    first, second = by_check([(found, [gold(1, 4)]), ([], [gold(20, 22)])])
    assert (first.name, first.precision, first.recall) == ("a", Share(1, 2), Share(1, 2))
    assert (second.name, second.precision, second.recall) == ("b", Share(1, 1), Share(1, 2))


def test_results_of_two_texts_add() -> None:
    both = match([ours(0, 2)], [gold(0, 2)]) + match([ours(0, 2)], [gold(3, 4)])
    assert (both.precision, both.recall) == (Share(1, 2), Share(1, 2))


def test_places_in_the_document() -> None:
    finding = in_document(replace(ours(3, 7, segment=4), document_start=100))
    assert (finding.segment, finding.span, finding.document_start) == (0, Span(103, 107), 0)


spans = st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(spans), st.lists(spans))
def test_everything_is_counted_once(found: list[tuple[int, int]], errors: list[tuple[int, int]]) -> None:
    matched = match([ours(*span) for span in found], [gold(*span) for span in errors])
    assert matched.precision.total == len(found)
    assert matched.recall.total == len(errors)
    assert (matched.precision.hits == 0) == (matched.recall.hits == 0)


PAIRS = (
    Pair("The harbour stays shut.", "en", retranslations=("The port stays closed.", "The harbour remains closed.")),
    Pair("Boats wait.", "en"),
)


def test_flag_nothing_and_flag_every_word() -> None:
    assert nothing(PAIRS) == ()
    words = [PAIRS[one.segment].target[one.span.start : one.span.end] for one in everything(PAIRS)]
    assert words == ["The", "harbour", "stays", "shut", "Boats", "wait"]


def test_words_that_no_retranslation_has() -> None:
    (only,) = unshared_words(PAIRS)
    assert (only.segment, only.span) == (0, Span(18, 22))  # "shut"; the pair without a re-translation stays silent


def test_random_spans_are_as_many_and_as_long_as_ours_and_follow_the_seed() -> None:
    long = (Pair("one two three four five six seven eight nine ten", "en"),)
    found = [ours(0, 7), ours(8, 13), ours(4, 4)]  # two words, one word, an omission
    drawn = random_spans(long, found, seed=3)
    words = [len(long[0].target[one.span.start : one.span.end].split()) for one in drawn]
    assert len(words) == 3
    assert words[0] in (1, 2)  # cut where the text ends
    assert words[1:] == [1, 0]
    assert drawn == random_spans(long, found, seed=3)
    assert len({random_spans(long, found, seed=n) for n in range(20)}) > 1


def test_random_spans_reach_every_word() -> None:
    starts = {(d.segment, d.span.start) for n in range(200) for d in random_spans(PAIRS, [ours(0, 3)], seed=n)}
    assert starts == {(one.segment, one.span.start) for one in everything(PAIRS)}


def test_random_spans_of_no_words_are_none() -> None:
    assert random_spans((Pair("...", "en"),), [ours(0, 3)], seed=1) == ()


def test_distance_grows_with_what_changes() -> None:
    text = "The harbour stays shut until the storm has passed."
    near = "The harbour stays shut until the gale has passed."
    far = "Nobody may leave port while it blows."
    scores = [distance(Pair(text, "en", retranslations=(other,))) for other in (text, near, far)]
    assert scores[0] == 0
    assert all(a < b for a, b in pairwise(scores))
    assert distance(Pair(text, "en")) == 0
