"""The figures of the harness, each against a value worked out by hand."""

import doctest
from collections.abc import Sequence
from importlib import import_module
from itertools import permutations
from math import isnan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.finding import Severity, Span
from audit.share import Interval, Share, f1, wilson
from eval.measures.calibration import bins, calibration_error
from eval.measures.confusion import Confusion, mcc, touched, yes_no
from eval.measures.ranking import auc, ranking
from eval.measures.rates import per_thousand
from eval.measures.resample import ROUNDS, bootstrap, of_cells, resampled
from eval.measures.scores import (
    accuracy_with_ties,
    agreement,
    calibrated_accuracy,
    kendall,
    pairwise_accuracy,
    pearson,
    spearman,
)
from eval.measures.spans import Credit, characters, one_to_one
from eval.measures.threshold import choose, is_first_half

FAMILIES = sorted(path.stem for path in (Path(__file__).parents[1] / "eval" / "measures").glob("[a-z]*.py"))
MINOR, MAJOR, CRITICAL = Severity.MINOR, Severity.MAJOR, Severity.CRITICAL


@pytest.mark.parametrize("module", ["audit.share", *(f"eval.measures.{name}" for name in FAMILIES)])
def test_worked_examples_in_the_docstrings_hold(module: str) -> None:
    outcome = doctest.testmod(import_module(module))
    assert outcome.attempted >= 2
    assert outcome.failed == 0


def test_wilson_agrees_with_published_values() -> None:
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3
    assert wilson(81, 263) == Interval(0.2553, 0.3662)
    assert wilson(15, 148) == Interval(0.0624, 0.1605)
    assert wilson(0, 20) == Interval(0.0, 0.1611)
    assert wilson(1, 29) == Interval(0.0061, 0.1718)


@given(st.integers(0, 500), st.integers(0, 500))
def test_wilson_holds_the_share_and_stays_in_the_unit_interval(hits: int, misses: int) -> None:
    bounds = wilson(hits, hits + misses)
    assert 0 <= bounds.low <= bounds.high <= 1
    if hits + misses:
        assert bounds.low - 1e-4 <= hits / (hits + misses) <= bounds.high + 1e-4


def test_shares_add_and_an_empty_share_has_no_value() -> None:
    assert Share(1, 2) + Share(2, 2) == Share(3, 4)
    assert isnan(Share(0, 0).value)


@pytest.mark.parametrize(
    ("precision", "recall", "expected"),
    [(Share(1, 1), Share(1, 1), 1.0), (Share(1, 2), Share(1, 2), 0.5), (Share(0, 5), Share(0, 3), 0.0)],
)
def test_f1(precision: Share, recall: Share, expected: float) -> None:
    assert f1(precision, recall) == expected


def test_f1_is_not_defined_without_anything_to_find() -> None:
    assert isnan(f1(Share(0, 2), Share(0, 0)))


def test_rate_of_few_texts_is_bounded_even_without_a_finding() -> None:
    rate = per_thousand([0, 0], [400, 600])
    assert (rate.value, rate.interval) == (0.0, Interval(0.0, 3.8))


def test_rate_of_many_texts_resamples_texts() -> None:
    # one text of fifty holds all ten findings: the interval must reach from none at all to well over the mean of 2
    rate = per_thousand([10] + [0] * 49, [100] * 50)
    assert rate.value == 2.0
    assert rate.interval.low == 0.0
    assert rate.interval.high > 4.0
    assert rate == per_thousand([10] + [0] * 49, [100] * 50)


def test_a_bootstrap_of_few_units_says_nothing() -> None:
    assert isnan(bootstrap(9, lambda drawn: 1.0).low)
    assert isnan(resampled([[1, 2]] * 9, lambda sums: sums[:, 0] / sums[:, 1]).interval.low)
    assert isnan(resampled([], lambda sums: sums[:, 0]).value)


def test_bootstrap_covers_the_mean_and_follows_its_seed() -> None:
    values = np.array([0.0, 1.0] * 50)

    def mean(drawn: np.ndarray) -> float:
        return float(values[drawn].mean())

    first = bootstrap(100, mean, seed=1)
    assert first.low < 0.5 < first.high
    assert 0.15 < first.high - first.low < 0.25  # 2 * 1.96 * 0.5 / sqrt(100) = 0.196
    assert first == bootstrap(100, mean, seed=1)


def test_resampling_counts_resamples_units() -> None:
    # the same hundred units as sums of counts: the interval must be as wide
    figure = resampled([[0, 1], [1, 1]] * 50, lambda sums: sums[:, 0] / sums[:, 1])
    assert figure.value == 0.5
    assert 0.15 < figure.interval.high - figure.interval.low < 0.25


def test_cells_of_many_levels_are_drawn_in_parts() -> None:
    sizes: list[int] = []
    figure = of_cells([1] * 50_000, lambda drawn: (sizes.append(len(drawn)), drawn[:, 0])[1])
    assert figure.value == 1.0
    assert sizes[0] == 1
    assert sum(sizes[1:]) == ROUNDS
    assert len(sizes) > 2


def test_auc_counts_pairs_in_order() -> None:
    # bad 3, 2; good 2, 1: pairs 3>2, 3>1, 2=2 (half), 2>1 -> 3.5 of 4
    assert auc([(3, True), (2, True), (2, False), (1, False)]) == 0.875


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), min_size=1, max_size=12))
def test_auc_is_the_share_of_pairs(scored: list[tuple[float, bool]]) -> None:
    bad, good = [s for s, b in scored if b], [s for s, b in scored if not b]
    pairs = [1.0 if b > g else 0.5 if b == g else 0.0 for b in bad for g in good]
    found = auc(scored)
    assert found == pytest.approx(sum(pairs) / len(pairs)) if pairs else isnan(found)


def test_ranking_without_sound_segments_has_no_value() -> None:
    assert isnan(ranking([(1.0, True), (2.0, True)]).value)
    assert isnan(ranking([]).value)


def test_ranking_has_the_area_and_an_interval_around_it() -> None:
    figure = ranking([(n % 7, n % 3 == 0) for n in range(60)])
    assert figure.interval.low < figure.value < figure.interval.high


def test_characters_of_a_text_by_hand() -> None:
    # "abcdefghij": people mark 2:5 major and 7:9 minor; we mark 3:8 as critical.
    # Ours: 5 characters. 3 and 4 agree (critical counts as major), 7 has another severity: 2 + 0.5.
    credit = characters([(Span(3, 8), CRITICAL)], [(Span(2, 5), MAJOR), (Span(7, 9), MINOR)])
    assert credit == Credit(2.5, 5, 2.5, 5)
    assert (credit.precision, credit.recall, credit.f1) == (0.5, 0.5, 0.5)


def test_a_character_with_both_severities_is_won_by_either() -> None:
    gold = [(Span(0, 2), MAJOR), (Span(0, 2), MINOR)]
    assert characters([(Span(0, 2), MINOR)], gold).f1 == 1.0
    assert characters([(Span(0, 2), MAJOR)], gold).f1 == 1.0


def test_credits_add_before_they_are_divided() -> None:
    both = characters([(Span(0, 1), MAJOR)], [(Span(0, 1), MAJOR)]) + characters([(Span(0, 9), MAJOR)], [])
    assert both.precision == 0.1
    assert both.recall == 1.0


def test_what_is_not_defined_is_not_a_number() -> None:
    assert isnan(characters([], []).f1)
    assert isnan(characters([], [(Span(0, 1), MAJOR)]).precision)
    assert characters([], [(Span(0, 1), MAJOR)]).f1 == 0.0


spans = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 5)).map(lambda pair: Span(pair[0], pair[0] + pair[1])), max_size=4
)


def best_by_trying(ours: Sequence[Span], gold: Sequence[Span]) -> float:
    """The highest sum of credits over all ways to pair each span with at most one, empty spans one character wide."""

    def gain(a: Span, b: Span) -> float:
        x, y = (range(s.start, max(s.end, s.start + 1)) for s in (a, b))
        common = len(set(x) & set(y))
        return common / len(x) + common / len(y)

    short, long = sorted((ours, gold), key=len)
    return max(sum(map(gain, short, chosen)) for chosen in permutations(long, len(short)))


@given(spans, spans)
def test_the_pairing_is_the_best_there_is(ours: list[Span], gold: list[Span]) -> None:
    credit = one_to_one(ours, gold)
    assert credit.won + credit.regained == pytest.approx(best_by_trying(ours, gold))
    assert credit.flagged == len(ours)
    assert credit.annotated == len(gold)
    assert credit.won <= len(ours)


def test_a_span_wins_once() -> None:
    # two of ours lie in one annotated span: one of them is right, as much as it covers
    credit = one_to_one([Span(0, 4), Span(4, 8)], [Span(0, 8)])
    assert (credit.precision, credit.recall) == (0.5, 0.5)


def test_words_are_touched_by_a_shared_character() -> None:
    words = [Span(0, 3), Span(4, 9)]
    assert touched(words, [Span(3, 5)]) == [False, True]
    assert touched(words, [Span(2, 2)]) == [False, False]


def test_mcc_of_perfect_inverse_and_blind_answers() -> None:
    assert yes_no([True, False], [True, False]).mcc == 1.0
    assert yes_no([True, False], [False, True]).mcc == -1.0
    assert yes_no([True, True], [False, True]).mcc == 0.0
    assert isnan(Confusion().mcc)


def test_mcc_over_units_is_that_of_the_sum() -> None:
    units = [Confusion(2, 1, 0, 3), Confusion(1, 0, 2, 4)] * 10
    assert mcc(units).value == pytest.approx(sum(units, Confusion()).mcc)


def test_scores_of_systems() -> None:
    people = [4.0, 3.0, 2.0, 1.0]
    assert pairwise_accuracy([40, 30, 10, 20], people) == 5 / 6
    assert kendall([40, 30, 10, 20], people) == pytest.approx((5 - 1) / 6)
    assert pairwise_accuracy([1, 1, 0, 0], people) == 4 / 6  # ties of ours are no order
    assert isnan(pairwise_accuracy([1.0], [1.0]))
    assert isnan(kendall([1.0, 1.0], [1.0, 2.0]))


def test_ties_count_when_people_tie() -> None:
    people = [2.0, 2.0, 1.0]
    assert accuracy_with_ties([5.0, 5.0, 1.0], people) == 1.0
    assert accuracy_with_ties([5.0, 4.0, 1.0], people) == 2 / 3
    assert calibrated_accuracy([5.0, 4.5, 1.0], people) == 1.0


def test_correlations_by_hand() -> None:
    # deviations (-1, 0, 1) and (-2, 1, 1): 3 / sqrt(2 * 6)
    assert pearson([1, 2, 3], [1, 4, 4]) == pytest.approx(3 / 12**0.5)
    # ranks of 1, 4, 4 are 1, 2.5, 2.5: deviations (-1, 0.5, 0.5): 1.5 / sqrt(2 * 1.5)
    assert spearman([1, 2, 3], [1, 4, 4]) == pytest.approx(1.5 / 3**0.5)
    assert isnan(pearson([1, 1], [1, 2]))
    assert isnan(agreement(pearson, [1.0], [2.0]).value)


def test_bins_hold_every_finding_once() -> None:
    judged = [(n / 20, n % 2 == 0) for n in range(21)]
    filled = bins(judged)
    assert sum(one.count for one in filled) == 21
    assert [one.count for one in filled][:2] == [2, 2]
    assert filled[-1].count == 3  # 0.9, 0.95 and 1.0
    assert isnan(calibration_error(bins([])))


def test_a_perfect_confidence_has_no_error() -> None:
    assert calibration_error(bins([(1.0, True)] * 5 + [(0.0, False)] * 5)) == 0.0


def test_a_threshold_needs_findings_enough_and_precision() -> None:
    assert choose([(0.9, True)] * 4) is None
    assert choose([(0.9, True)] * 5) == 0.9
    assert choose([(0.9, True)] * 5 + [(0.3, False)] * 5) == 0.9
    assert choose([(0.9, True)] * 20 + [(0.3, False)] * 5) == 0.3


def test_halves_are_about_halves_and_do_not_depend_on_spaces() -> None:
    firsts = sum(is_first_half(f"Sentence number {n}.") for n in range(1000))
    assert 450 < firsts < 550
    assert is_first_half("a  b\nc") == is_first_half("a b c")
