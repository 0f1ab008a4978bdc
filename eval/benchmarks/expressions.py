"""Sentences written to hold one wrong name, idiom, sense or meaning, and sound ones that only look different."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from audit.match import total
from audit.share import Share
from eval.baselines import distance, distance_signature, rival, rivals, unshared_words
from eval.bench import Benchmark, Run, section
from eval.benchmarks.phrases import by_lexicon
from eval.gold import annotation, paired
from eval.judged import Case, Judged, labels
from eval.modes import MODES, ONE, TWO
from eval.plots import curves
from eval.rows import Row
from eval.section import Rows, Section, Table
from eval.tables import checks, costs, details, segments, spans

FILE = "data/expressions-dev/expressions.jsonl"
LANGUAGES = ("uk", "ru", "other")
CLEAN, RIGHT = "clean", "right version"
QUICK_STEP = 5  # quick reads every fifth item

Groups = Mapping[str, Sequence[Judged]]


def measure(run: Run) -> Section:
    """Measure all items in all modes, each faulty translation beside its right version."""
    cases = [case for row in run.part(run.rows(FILE), QUICK_STEP) for case in cases_of(row)]
    everything = {mode: run.judge(cases, mode) for mode in MODES}
    items = {mode: _items(group) for mode, group in everything.items()}
    groups = {**everything, **rivals(everything[TWO], TWO)}
    groups[f"word in no re-translation, {ONE}"] = rival(everything[ONE], unshared_words)
    note = (
        "Wrong: an item with a fault; sound: a clean item or a right version. AUC: chance that a wrong one scores higher; "
        f"0.50 is what flagging nothing gets. chrF: `{distance_signature()}`."
    )
    tables = (
        spans({name: _items(group) for name, group in groups.items()}, "All items", "Right versions not counted."),
        _sound(groups),
        *(_kinds(mode, everything[mode]) for mode in MODES),
        *by_lexicon(run, cases, everything, CLEAN),
        checks(items[TWO], TWO),
        segments(everything, {f"100 - chrF, {mode}": _distances(everything[mode]) for mode in (ONE, TWO)}, note),
        costs(everything, "A sentence with any finding that is serious and sure is kept from the reader."),
    )
    lines = [line for mode in MODES for line in details(mode, everything[mode])]
    plots = (curves(items[TWO], "expressions-checks", f"Sentences with one fault, {TWO}"),)
    title = "sentences with one fault, and sound ones"
    whole = total(one.matched for one in items[TWO])
    return section(
        run,
        "expressions",
        title,
        tables,
        everything.values(),
        annotated=everything[TWO],
        plots=plots,
        details=lines,
        headline=((f"recall, {TWO}", whole.recall), (f"precision, {TWO}", whole.precision)),
    )


def cases_of(row: Row) -> Iterator[Case]:
    """Yield the item, and its right version where it is faulty."""
    pair = paired(row, tuple(row["rt"]))
    gold = tuple(annotation(span, kind=row["kind"]) for span in row["spans"])
    yield Case(row["id"], (pair,), gold, bad=(row["kind"] != CLEAN,), group=row["kind"])
    if row["kind"] != CLEAN:
        right = replace(pair, target=row["right"])
        yield Case(f"{row['id']} {RIGHT}", (right,), bad=(False,), group=RIGHT, system=row["kind"])


def _items(group: Sequence[Judged]) -> list[Judged]:
    return [one for one in group if one.case.group != RIGHT]


def _flagged(group: Sequence[Judged]) -> Share:
    return Share(sum(bool(one.findings) for one in group), len(group))


def _sound(groups: Groups) -> Table:
    rows: Rows = tuple(
        (name, *(_flagged([one for one in group if one.case.group == sound]) for sound in (CLEAN, RIGHT)))
        for name, group in groups.items()
    )
    return Table("Sound sentences flagged", ("system", "clean items", "right versions"), rows)


def _kinds(mode: str, group: Sequence[Judged]) -> Table:
    kinds = [kind for kind in dict.fromkeys(one.case.group for one in group) if kind not in (CLEAN, RIGHT)]
    rows: Rows = tuple((kind, *_kind_row(group, kind)) for kind in kinds)
    columns = ("kind", *(f"found, {name}" for name in LANGUAGES), "found, all", "precision", "right versions flagged")
    return Table(f"By kind, {mode}", columns, rows, "Found: share of items where a finding overlaps an annotated span.")


def _kind_row(group: Sequence[Judged], kind: str) -> tuple[Share, ...]:
    items = [one for one in group if one.case.group == kind]
    right = [one for one in group if one.case.group == RIGHT and one.case.system == kind]
    parts = [_found([one for one in items if _language(one) == name]) for name in LANGUAGES]
    return (*parts, _found(items), total(one.matched for one in items).precision, _flagged(right))


def _found(group: Sequence[Judged]) -> Share:
    return Share(sum(bool(one.matched.found) for one in group), len(group))


def _language(one: Judged) -> str:
    source = one.case.pairs[0].source_lang
    return source if source in LANGUAGES else LANGUAGES[-1]


def _distances(group: Sequence[Judged]) -> list[tuple[float, bool]]:
    return [(distance(one.pairs[0]), labels(one.case)[0]) for one in group]


BENCHMARK = Benchmark("expressions", (FILE,), measure)
