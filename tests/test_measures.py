"""The figures of the harness, each against a value worked out by hand."""

import doctest
from collections.abc import Sequence
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import measures
from eval.measures import Interval, Share, auc, bootstrap, f1, per_thousand, ranking, wilson


def test_worked_examples_in_the_docstrings_hold() -> None:
    outcome = doctest.testmod(measures)
    assert outcome.attempted >= 10
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


def test_bootstrap_of_nothing_is_not_a_number() -> None:
    assert isnan(bootstrap([], lambda values: sum(values) / len(values) if values else float("nan")).low)


def test_bootstrap_covers_the_mean_and_follows_its_seed() -> None:
    values = [0.0, 1.0] * 50

    def mean(sample: Sequence[float]) -> float:
        return sum(sample) / len(sample)

    first = bootstrap(values, mean, seed=1)
    assert first.low < 0.5 < first.high
    assert 0.15 < first.high - first.low < 0.25  # 2 * 1.96 * 0.5 / sqrt(100) = 0.196
    assert first == bootstrap(values, mean, seed=1)


def test_auc_counts_pairs_in_order() -> None:
    # bad 3, 2; good 2, 1: pairs 3>2, 3>1, 2=2 (half), 2>1 -> 3.5 of 4
    assert auc([(3, True), (2, True), (2, False), (1, False)]) == 0.875


def test_ranking_without_sound_segments_has_no_value() -> None:
    assert isnan(ranking([(1.0, True), (2.0, True)]).value)
