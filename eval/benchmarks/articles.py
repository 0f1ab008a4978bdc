"""Two articles annotated sentence by sentence: spans, and the decision that an editor would take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.check import Pair
from audit.finding import Finding, Report
from eval.baselines import DRAWS, distance, distance_signature, everything, nothing, random_spans, unshared_words
from eval.gold import GoldArticle, read_articles
from eval.match import Matched, by_check, is_serious, match
from eval.measures import SEED, f1, ranking
from eval.modes import MODES, ONE, TWO, given
from eval.section import Benchmark, Cell, Section, Table, failures, signature
from eval.system import System

FOLDER = "data/articles-dev"


@dataclass(frozen=True, slots=True)
class Judged:
    """An article audited in one mode."""

    article: GoldArticle
    pairs: tuple[Pair, ...]
    report: Report

    @property
    def matched(self) -> Matched:
        return match(self.report.findings, self.article.gold)


def measure(shared: Path, system: System, quick: bool) -> Section:
    """Measure all articles in all modes; `quick` makes no difference to two articles."""
    folder = shared / FOLDER
    articles = read_articles(folder)
    judged = {mode: [_judge(system, article, mode) for article in articles] for mode in MODES}
    tables = (_spans(judged), _decisions(judged), _checks(judged[TWO]), _segments(judged))
    files = sorted(folder.glob("*.jsonl"))
    reports = [one.report for group in judged.values() for one in group]
    details = tuple(line for mode in MODES for one in judged[mode] for line in _details(mode, one))
    title = "two annotated articles"
    return Section("articles", title, tables, signature(reports, files, quick), failures(reports), details)


def _judge(system: System, article: GoldArticle, mode: str) -> Judged:
    pairs = tuple(given(pair, mode) for pair in article.pairs)
    return Judged(article, pairs, system.pairs(pairs))


def _spans(judged: dict[str, list[Judged]]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for mode, group in judged.items():
        rows += [(one.article.id, mode, *_figures(one.matched)) for one in group]
    for one in judged[TWO]:
        rows += [(one.article.id, name, *_figures(matched)) for name, matched in _baselines(one)]
    columns = ("article", "system", "precision", "recall", "recall, major + critical", "F1")
    return Table("Spans", columns, tuple(rows))


def _figures(matched: Matched) -> tuple[Cell, ...]:
    precision, recall = matched.precision, matched.recall
    return precision, recall, matched.recall_of(is_serious), f1(precision, recall)


def _baselines(one: Judged) -> Iterator[tuple[str, Matched]]:
    gold = one.article.gold
    draws = (random_spans(one.pairs, one.report.findings, SEED + n) for n in range(DRAWS))
    yield "flag nothing", match(nothing(one.pairs), gold)
    yield "flag every word", match(everything(one.pairs), gold)
    yield f"random, as {TWO} ({DRAWS} draws)", sum((match(draw, gold) for draw in draws), Matched())
    yield "word not in 1 re-translation", match(unshared_words([given(p, ONE) for p in one.pairs]), gold)
    yield "word not in 2 re-translations", match(unshared_words(one.pairs), gold)


def _decisions(judged: dict[str, list[Judged]]) -> Table:
    rows = tuple(
        (article.id, f"{article.decision}{' (borderline)' if article.borderline else ''}", *_decided(judged, index))
        for index, article in enumerate(one.article for one in judged[TWO])
    )
    return Table("Decisions", ("article", "editor", *MODES), rows)


def _decided(judged: dict[str, list[Judged]], index: int) -> tuple[str, ...]:
    return tuple(str(group[index].report.verdict.decision) for group in judged.values())


def _checks(judged: Sequence[Judged]) -> Table:
    rows = tuple(
        (one.article.id, figures.name, figures.precision, figures.recall)
        for one in judged
        for figures in by_check(one.report.findings, one.article.gold)
    )
    return Table(f"By check, {TWO}", ("article", "check", "precision", "share of all errors found"), rows)


def _segments(judged: dict[str, list[Judged]]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (f"auditor, {mode}", ranking([pair for one in group for pair in _scored(one)]))
        for mode, group in judged.items()
    ]
    for mode in (ONE, TWO):
        rows.append((f"100 - chrF, {mode}", ranking([pair for one in judged[mode] for pair in _distances(one)])))
    note = (
        "Chance that a sentence with a major or critical error scores higher than one without; 0.50 is what flagging "
        f"nothing gets. The auditor's score is its surest finding. chrF: `{distance_signature()}`."
    )
    return Table("Sentences with a serious error, both articles", ("score", "AUC"), tuple(rows), note)


def _scored(one: Judged) -> Iterator[tuple[float, bool]]:
    for index in range(len(one.pairs)):
        ours = (finding.confidence for finding in one.report.findings if finding.segment == index)
        yield max(ours, default=0.0), _is_bad(one.article.gold, index)


def _distances(one: Judged) -> Iterator[tuple[float, bool]]:
    for index, pair in enumerate(one.pairs):
        yield distance(pair), _is_bad(one.article.gold, index)


def _is_bad(gold: Sequence[Finding], index: int) -> bool:
    return any(one.segment == index and is_serious(one) for one in gold)


def _details(mode: str, one: Judged) -> Iterator[str]:
    for finding in one.matched.wrong:
        where = f"{one.article.id}:{finding.segment}"
        yield f"{mode}: {where} false alarm {finding.text!r} [{finding.name}] {finding.message}"
    for finding in one.matched.missed:
        where = f"{one.article.id}:{finding.segment}"
        yield f"{mode}: {where} missed {finding.severity} {finding.kind} {finding.text!r}"


BENCHMARK = Benchmark("articles", (FOLDER,), measure)
