"""The tables that benchmarks share. Each takes what was judged, by the name of its row: a mode, a baseline, a system."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import isnan, nan

import numpy as np

from audit.finding import Decision, Finding
from audit.match import Matched, total
from audit.share import Share
from eval.judged import Judged, characters_of, labels, pairing_of, segments_of, suspicions, words_of
from eval.match import by_check, is_serious
from eval.measures.confusion import Confusion, mcc
from eval.measures.decisions import PRICES, cost
from eval.measures.decisions import decisions as counted
from eval.measures.ranking import ranking
from eval.measures.rates import Rate, per_thousand
from eval.measures.resample import Figure, Figures, resampled
from eval.measures.scores import agreement, calibrated_accuracy, kendall, pairwise_accuracy, pearson, spearman
from eval.section import Row, Table

Groups = Mapping[str, Sequence[Judged]]


def spans(groups: Groups, title: str = "Spans", note: str = "") -> Table:
    """Precision, recall and F1 by overlap; F1 by characters, with severity and without; F1 one to one."""
    columns = (
        "system",
        "precision",
        "recall",
        "recall, major + critical",
        "F1",
        "F1 by characters",
        "same, severity-blind",
        "F1 one to one",
    )
    return Table(title, columns, tuple((name, *_span_figures(group)) for name, group in groups.items()), note)


def _span_figures(group: Sequence[Judged]) -> Row:
    matches = [one.matched for one in group]
    matched = total(matches)
    return (
        matched.precision,
        matched.recall,
        matched.recall_of(is_serious),
        resampled([_row(one) for one in matches], _f1_of),
        resampled([characters_of(one).row for one in group], _f1_of),
        resampled([characters_of(one, blind=True).row for one in group], _f1_of),
        resampled([pairing_of(one).row for one in group], _f1_of),
    )


def _row(matched: Matched) -> tuple[float, float, float, float]:
    precision, recall = matched.precision, matched.recall
    return precision.hits, precision.total, recall.hits, recall.total


def _f1_of(sums: Figures) -> Figures:
    """F1 of rows (won, flagged, regained, annotated): 0 where nothing was won, NaN where nothing was to be found."""
    won, flagged, regained, annotated = sums.T
    precision, recall = won / np.maximum(flagged, 1), regained / np.maximum(annotated, 1)
    whole = np.maximum(precision + recall, 1e-12)
    return np.where(annotated > 0, 2 * precision * recall / whole, nan)


def recalls(groups: Groups, of: Callable[[Finding], str], what: str) -> Table:
    """Recall by a property of the annotated error (its kind, severity, category), a column for each of `groups`."""
    matches = {name: total(one.matched for one in group) for name, group in groups.items()}
    first = next(iter(matches.values()), Matched())
    values = sorted({of(one) for one in first.found + first.missed})
    rows: tuple[Row, ...] = tuple(
        (value, *(_recall(matched, of, value) for matched in matches.values())) for value in values
    )
    return Table(f"Recall by {what}", (what, *groups), rows)


def _recall(matched: Matched, of: Callable[[Finding], str], value: str) -> Share:
    return matched.recall_of(lambda one: of(one) == value)


def checks(group: Sequence[Judged], mode: str) -> Table:
    """Each check by itself: how many of its findings are right, what share of all errors it found."""
    figures = by_check((one.findings, one.case.gold) for one in group)
    rows = tuple((one.name, one.precision, one.recall) for one in figures)
    return Table(f"By check, {mode}", ("check", "precision", "share of all errors found"), rows)


def by_group(group: Sequence[Judged], mode: str, what: str) -> Table:
    """Spans by `Case.group`, in the order in which the groups first come."""
    names = dict.fromkeys(one.case.group for one in group)
    table = spans({name: [one for one in group if one.case.group == name] for name in names})
    return Table(f"By {what}, {mode}", (what, *table.columns[1:]), table.rows)


def words(groups: Groups, note: str = "") -> Table:
    """Matthews correlation of words that are touched with words that are annotated."""
    rows: list[Row] = []
    for name, group in groups.items():
        units = [words_of(one) for one in group]
        whole = sum(units, Confusion())
        flagged, bad = whole.hits + whole.alarms, whole.hits + whole.misses
        rows.append((name, mcc(units), Share(flagged, sum(whole.row)), Share(bad, sum(whole.row))))
    return Table("Words", ("system", "MCC", "words touched", "words annotated"), tuple(rows), note)


def segments(groups: Groups, scores: Mapping[str, Iterable[tuple[float, bool]]] | None = None, note: str = "") -> Table:
    """Segments with an error or not: area under the curve of the surest finding, and what is flagged.

    `scores` adds rows of another judge, such as chrF: (score, whether people call it wrong) for each segment.
    """
    rows: list[Row] = [(name, ranking(scored(group)), *_flagged(group)) for name, group in groups.items()]
    rows += [(name, ranking(list(values)), "-", "-", "-") for name, values in (scores or {}).items()]
    columns = ("system", "AUC", "MCC", "wrong segments flagged", "sound segments flagged")
    return Table("Segments, wrong or sound", columns, tuple(rows), note)


def scored(group: Iterable[Judged]) -> list[tuple[float, bool]]:
    """Return (how sure the surest finding is, whether people call it wrong) for each segment."""
    return [pair for one in group for pair in zip(suspicions(one), labels(one.case), strict=True)]


def _flagged(group: Sequence[Judged]) -> tuple[Figure, Share, Share]:
    units = [segments_of(one) for one in group]
    whole = sum(units, Confusion())
    bad, sound = Share(whole.hits, whole.hits + whole.misses), Share(whole.alarms, whole.alarms + whole.rests)
    return mcc(units), bad, sound


def alarms(groups: Groups, note: str = "") -> Table:
    """Findings per 1,000 words on text that is sound."""
    rows = tuple(
        (name, len(group), sum(one.length for one in group), rate(group, is_serious), rate(group))
        for name, group in groups.items()
    )
    return Table("False alarms", ("text", "documents", "words", "major + critical", "all"), rows, note)


def rate(group: Sequence[Judged], wanted: Callable[[Finding], bool] = lambda _: True) -> Rate:
    """Return the findings that are `wanted` per 1,000 words of the translations."""
    return per_thousand([sum(map(wanted, one.findings)) for one in group], [one.length for one in group])


def documents(groups: Groups, note: str = "") -> Table:
    """Our score of each text (MQM points per 1,000 words) against people's. Texts without a score are left out."""
    rows: list[Row] = []
    for name, group in groups.items():
        known = [one for one in group if not isnan(one.case.score)]
        ours, people = [one.score for one in known], [one.case.score for one in known]
        rows.append((name, len(known), agreement(pearson, ours, people), agreement(spearman, ours, people)))
    return Table("Texts, our score against people's", ("system", "texts", "Pearson", "Spearman"), tuple(rows), note)


def engines(groups: Groups, others: Mapping[str, Mapping[str, float]] | None = None, note: str = "") -> Table:
    """Systems that translated, ranked by us and by people; `others` are further scores of the systems, higher is better."""
    rows: list[Row] = []
    people: dict[str, float] = {}
    for name, group in groups.items():
        people = _means(group, lambda one: one.case.score)
        rows.append((name, *_engine_figures(_means(group, lambda one: one.score), people)))
    rows += [(name, *_engine_figures(values, people)) for name, values in (others or {}).items()]
    columns = ("score", "systems", "pairwise accuracy", "same, ties counted", "Kendall")
    return Table("Translation systems, ranked", columns, tuple(rows), note)


def _means(group: Iterable[Judged], of: Callable[[Judged], float]) -> dict[str, float]:
    """The mean over texts for each system that people scored."""
    values: dict[str, list[float]] = {}
    for one in group:
        if not isnan(one.case.score):
            values.setdefault(one.case.system, []).append(of(one))
    return {name: sum(found) / len(found) for name, found in values.items()}


def _engine_figures(ours: Mapping[str, float], people: Mapping[str, float]) -> Row:
    names = [name for name in people if name in ours]
    both = [ours[name] for name in names], [people[name] for name in names]
    return len(names), pairwise_accuracy(*both), calibrated_accuracy(*both), kendall(*both)


def decisions(groups: Groups) -> Table:
    """How often each decision of people met each of ours."""
    rows: list[Row] = []
    for name, group in groups.items():
        found = counted((one.case.decision, one.decision) for one in group if one.case.decision)
        rows += [(name, people.value, *(found[people, ours] for ours in Decision)) for people in Decision]
    return Table("Decisions", ("system", "people say", *(f"we say {one}" for one in Decision)), tuple(rows))


def costs(groups: Groups, note: str = "") -> Table:
    """What it costs to review the texts that we do not publish, at several prices of a bad text that is published."""
    rows: list[Row] = []
    whole = Confusion()
    for name, group in groups.items():
        whole = sum((_sent_back(one) for one in group), Confusion())
        rows.append((name, *(cost(whole, price) for price in PRICES)))
    bad, sound = whole.hits + whole.misses, whole.alarms + whole.rests
    rows.append(("publish all", *(cost(Confusion(0, 0, bad, sound), price) for price in PRICES)))
    rows.append(("review all", *(cost(Confusion(bad, sound, 0, 0), price) for price in PRICES)))
    columns = ("system", *(f"bad = {price}" for price in PRICES))
    meaning = "Cost a text, a needless review being 1, at the price of one bad text published."
    return Table("Cost of decisions", columns, tuple(rows), f"{meaning} {note}".strip())


def _sent_back(one: Judged) -> Confusion:
    """Whether the text was kept from the reader, against whether it should have been."""
    people = one.case.decision is not Decision.PUBLISH if one.case.decision else any(labels(one.case))
    ours = one.decision is not Decision.PUBLISH
    return Confusion(
        int(ours and people), int(ours and not people), int(people and not ours), int(not people and not ours)
    )


def details(mode: str, group: Iterable[Judged]) -> list[str]:
    """Return a line for each false alarm and each miss. The lines hold text of the data: shown, never stored."""
    return [line for one in group for line in _lines(f"{mode}: {one.case.id}", one.matched)]


def _lines(place: str, matched: Matched) -> Iterable[str]:
    for one in matched.wrong:
        yield f"{place}:{one.segment} false alarm {one.text!r} [{one.name}] {one.message}"
    for one in matched.missed:
        yield f"{place}:{one.segment} missed {one.severity} {one.kind} {one.text!r}"
