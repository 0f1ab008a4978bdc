"""Sentences written to hold one wrong name, idiom, sense or meaning, and sound ones that only look different."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit.check import Pair
from audit.finding import Finding, Report
from eval.baselines import DRAWS, distance, distance_signature, everything, nothing, random_spans, unshared_words
from eval.gold import Item, read_expressions
from eval.match import Matched, by_check, match
from eval.measures import SEED, Share, f1, ranking
from eval.modes import MODES, ONE, TWO, given
from eval.section import Benchmark, Cell, Rows, Section, Table, failures, signature
from eval.system import System

FOLDER = "data/expressions-dev"
GROUPS = ("uk", "ru", "other")
CLEAN = "clean"
QUICK_STEP = 5  # quick reads every fifth item


@dataclass(frozen=True, slots=True)
class Judged:
    """An item, what was given with it, and what is flagged in its translation and in its right version."""

    item: Item
    pair: Pair
    findings: tuple[Finding, ...]
    on_right: tuple[Finding, ...]
    reports: tuple[Report, ...] = ()

    @property
    def matched(self) -> Matched:
        return match(self.findings, self.item.gold)


def measure(shared: Path, system: System, quick: bool) -> Section:
    """Measure all items in all modes."""
    path = shared / FOLDER / "expressions.jsonl"
    items = read_expressions(path.parent)[:: QUICK_STEP if quick else 1]
    judged = {mode: [_judge(system, item, mode) for item in items] for mode in MODES}
    tables = (
        _overview(judged),
        *(_kinds(mode, judged[mode]) for mode in MODES),
        _checks(judged[TWO]),
        _segments(judged),
    )
    reports = [report for group in judged.values() for one in group for report in one.reports]
    details = tuple(line for mode in MODES for line in _details(mode, judged[mode]))
    title = "sentences with one fault, and sound ones"
    return Section("expressions", title, tables, signature(reports, [path], quick), failures(reports), details)


def _judge(system: System, item: Item, mode: str) -> Judged:
    pair = given(item.pair, mode)
    report, right = system.pairs([pair]), system.pairs([replace(pair, target=item.right)])
    return Judged(item, pair, report.findings, right.findings, (report, right))


def _as_baseline(judged: Sequence[Judged], flags: Callable[[Sequence[Pair]], Iterable[Finding]]) -> list[Judged]:
    """Replace our findings by those of a baseline."""
    return _replaced(judged, flags(_translations(judged)), flags(_right_versions(judged)))


def _random(judged: Sequence[Judged]) -> list[Judged]:
    """Return `DRAWS` copies of the items, each with random spans in the place of ours."""
    drawn: list[Judged] = []
    for seed in range(SEED, SEED + DRAWS):
        wrong = random_spans(_translations(judged), _numbered(one.findings for one in judged), seed)
        right = random_spans(_right_versions(judged), _numbered(one.on_right for one in judged), seed)
        drawn += _replaced(judged, wrong, right)
    return drawn


def _translations(judged: Iterable[Judged]) -> list[Pair]:
    return [one.pair for one in judged]


def _right_versions(judged: Iterable[Judged]) -> list[Pair]:
    return [replace(one.pair, target=one.item.right) for one in judged]


def _numbered(findings: Iterable[Iterable[Finding]]) -> list[Finding]:
    """Put the findings of all items in one list, `segment` counting the items."""
    return [replace(finding, segment=index) for index, item in enumerate(findings) for finding in item]


def _replaced(judged: Sequence[Judged], wrong: Iterable[Finding], right: Iterable[Finding]) -> list[Judged]:
    items = zip(judged, _by_item(wrong, len(judged)), _by_item(right, len(judged)), strict=True)
    return [replace(one, findings=tuple(a), on_right=tuple(b), reports=()) for one, a, b in items]


def _by_item(findings: Iterable[Finding], count: int) -> list[list[Finding]]:
    items: list[list[Finding]] = [[] for _ in range(count)]
    for one in findings:
        items[one.segment].append(replace(one, segment=0))
    return items


def _overview(judged: dict[str, list[Judged]]) -> Table:
    most = judged[TWO]
    systems = {
        **judged,
        "flag nothing": _as_baseline(most, nothing),
        "flag every word": _as_baseline(most, everything),
        f"random, as {TWO} ({DRAWS} draws)": _random(most),
        "word not in 1 re-translation": _as_baseline(judged[ONE], unshared_words),
        "word not in 2 re-translations": _as_baseline(most, unshared_words),
    }
    rows = tuple((name, *_figures(group)) for name, group in systems.items())
    columns = ("system", "recall", "precision", "F1", "clean items flagged", "right versions flagged")
    note = "Recall by annotated span; precision over all findings on the translations to audit, clean items included."
    return Table("All items", columns, rows, note)


def _figures(group: Sequence[Judged]) -> tuple[Cell, ...]:
    total = _total(group)
    sound = [one for one in group if one.item.kind == CLEAN]
    faulty = [one for one in group if one.item.kind != CLEAN]
    return (
        total.recall,
        total.precision,
        f1(total.precision, total.recall),
        Share(sum(bool(one.findings) for one in sound), len(sound)),
        Share(sum(bool(one.on_right) for one in faulty), len(faulty)),
    )


def _total(group: Iterable[Judged]) -> Matched:
    return sum((one.matched for one in group), Matched())


def _kinds(mode: str, judged: Sequence[Judged]) -> Table:
    kinds = [kind for kind in dict.fromkeys(one.item.kind for one in judged) if kind != CLEAN]
    rows: Rows = tuple((kind, *_kind_row([one for one in judged if one.item.kind == kind])) for kind in kinds)
    columns = ("kind", *(f"found, {name}" for name in GROUPS), "found, all", "precision", "right versions flagged")
    return Table(f"By kind, {mode}", columns, rows, "Found: share of items where a finding overlaps an annotated span.")


def _kind_row(group: Sequence[Judged]) -> tuple[Share, ...]:
    parts = [_found([one for one in group if _group(one.item) == name]) for name in GROUPS]
    flagged = Share(sum(bool(one.on_right) for one in group), len(group))
    return (*parts, _found(group), _total(group).precision, flagged)


def _found(group: Sequence[Judged]) -> Share:
    return Share(sum(bool(one.matched.found) for one in group), len(group))


def _group(item: Item) -> str:
    return item.pair.source_lang if item.pair.source_lang in GROUPS else GROUPS[-1]


def _checks(judged: Sequence[Judged]) -> Table:
    findings, gold = _numbered(one.findings for one in judged), _numbered(one.item.gold for one in judged)
    on_right = [finding.name for one in judged if one.item.kind != CLEAN for finding in one.on_right]
    rows: Rows = tuple(
        (one.name, one.precision, one.recall, on_right.count(one.name)) for one in by_check(findings, gold)
    )
    columns = ("check", "precision", "share of all spans found", "findings on right versions")
    return Table(f"By check, {TWO}", columns, rows)


def _segments(judged: dict[str, list[Judged]]) -> Table:
    """Tell faulty translations from clean items and right versions, by a score for each sentence."""
    scores = {f"auditor, {mode}": _scored(group) for mode, group in judged.items()}
    scores |= {f"100 - chrF, {mode}": _distances(judged[mode]) for mode in (ONE, TWO)}
    rows = tuple((name, ranking([*scored])) for name, scored in scores.items())
    note = (
        "Chance that a faulty translation scores higher than a sound one; 0.50 is what flagging nothing gets. The "
        f"auditor's score is its surest finding. chrF: `{distance_signature()}`."
    )
    return Table("Faulty or sound, by sentence", ("score", "AUC"), rows, note)


def _scored(group: Iterable[Judged]) -> Iterator[tuple[float, bool]]:
    for one in group:
        yield _suspicion(one.findings), one.item.kind != CLEAN
        if one.item.kind != CLEAN:
            yield _suspicion(one.on_right), False


def _suspicion(findings: Iterable[Finding]) -> float:
    return max((one.confidence for one in findings), default=0.0)


def _distances(group: Iterable[Judged]) -> Iterator[tuple[float, bool]]:
    for one in group:
        yield distance(one.pair), one.item.kind != CLEAN
        if one.item.kind != CLEAN:
            yield distance(replace(one.pair, target=one.item.right)), False


def _details(mode: str, judged: Iterable[Judged]) -> Iterator[str]:
    for one in judged:
        for finding in one.matched.wrong:
            yield f"{mode}: {one.item.id} false alarm {finding.text!r} [{finding.name}] {finding.message}"
        for finding in one.on_right if one.item.kind != CLEAN else ():
            yield f"{mode}: {one.item.id} false alarm on the right version {finding.text!r} [{finding.name}]"
        for finding in one.matched.missed:
            yield f"{mode}: {one.item.id} missed {finding.kind} {finding.text!r}"


BENCHMARK = Benchmark("expressions", (FOLDER,), measure)
