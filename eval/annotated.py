"""Sets in which people marked error spans in the outputs of many systems: rows -> cases.

A row is one segment of one system: system, doc, seg, src, mt, spans. A case is one document by one system; it carries
the outputs of other engines for the same sources as re-translations (see `eval.others`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from audit.check import Pair
from audit.finding import Finding, Kind
from audit.match import total
from eval.baselines import distance, distance_signature, rivals
from eval.bench import Run, section
from eval.gold import annotation
from eval.judged import Case, Judged, labels
from eval.match import is_serious
from eval.modes import FOUR, ONE, SOURCE, TWO
from eval.others import MOST, engines, heard, others
from eval.peers import absent, peers
from eval.plots import curves
from eval.rows import Row
from eval.section import Section
from eval.tables import alarms, by_group, checks, details, recalls, segments, spans

MODES = (SOURCE, ONE, TWO, FOUR)
_ACCURACY = ("accuracy", "terminology", "mistranslation", "wrong term", "inconsistent use", "untranslated", "addition")

_SEGMENTS = (
    "Wrong: a major or critical error is marked. AUC: chance that a wrong segment scores higher than a sound one; 0.50 is "
    "what flagging nothing gets. chrF: `{}`. {}"
)
_HUMAN = "Text by human translators, whose own slips annotators marked too: an upper bound of the false alarms."

Segment = tuple[str, str, str]  # document, segment, source


@dataclass(frozen=True, slots=True)
class Annotated:
    """The cases of a set. `people` are the names of those systems that are human translators.

    `references` is people's translation of each source: the first of `people` that has one.
    """

    cases: tuple[Case, ...]
    people: frozenset[str]
    references: Mapping[str, str]

    @property
    def machines(self) -> tuple[Case, ...]:
        return tuple(case for case in self.cases if case.system not in self.people)

    @property
    def humans(self) -> tuple[Case, ...]:
        return tuple(case for case in self.cases if case.system in self.people)


def annotated(rows: Iterable[Row], people: Collection[str] = ()) -> Annotated:
    """Make cases of rows of one language pair, in order of first appearance.

    Where a segment of a system was annotated twice, the first row counts. `people` in the order in which they serve as
    reference.
    """
    table: dict[Segment, dict[str, Row]] = {}
    for row in rows:
        table.setdefault(_place(row), {}).setdefault(row["system"], row)
    names = dict.fromkeys(name for group in table.values() for name in group)
    machines = [name for name in names if name not in people]
    columns = {name: [group[name]["mt"] if name in group else "" for group in table.values()] for name in machines}
    groups = engines(columns)
    cases = tuple(case for name in names for case in _documents(name, table, others(groups, name)))
    references = {place[2]: found for place, group in table.items() if (found := _reference(group, people))}
    return Annotated(cases, frozenset(people), references)


def _place(row: Row) -> Segment:
    return str(row["doc"]), str(row["seg"]), row["src"]


def _reference(group: Mapping[str, Row], people: Collection[str]) -> str:
    return next((group[name]["mt"] for name in people if name in group), "")


def _documents(system: str, table: Mapping[Segment, Mapping[str, Row]], rivals: Sequence[str]) -> Iterable[Case]:
    documents: dict[str, list[Mapping[str, Row]]] = {}
    for (document, _, _), group in table.items():
        if system in group:
            documents.setdefault(document, []).append(group)
    for document, groups in documents.items():
        rows = [group[system] for group in groups]
        pairs = tuple(_pair(row, group, rivals) for row, group in zip(rows, groups, strict=True))
        gold = tuple(mark for index, row in enumerate(rows) for mark in _marks(row, index))
        yield Case(f"{document} by {system}", pairs, gold, system=system, group=rows[0]["lp"])


def _pair(row: Row, group: Mapping[str, Row], rivals: Sequence[str]) -> Pair:
    source, target = row["lp"].split("-")
    texts = (group[name]["mt"] for name in rivals if name in group)
    return Pair(row["mt"], target, row["src"], source, tuple(texts)[:MOST])


def _marks(row: Row, segment: int) -> Iterable[Finding]:
    for span in row["spans"]:
        label = span.get("category", "")
        text = row["mt"][span["start"] : span["end"]]
        yield annotation({**span, "kind": kind(label), "note": label, "text": text}, segment)


def kind(label: str) -> Kind:
    """Return `meaning` for MQM's accuracy and terminology and where there is no label, `language` for the rest."""
    return Kind.MEANING if not label or label.lower().startswith(_ACCURACY) else Kind.LANGUAGE


def measure_spans(run: Run, name: str, title: str, groups: Mapping[str, Annotated], *, note: str = "") -> Section:
    """Measure what systems wrote against people's marks, and what people wrote as text that should be silent.

    `groups` are annotated sets of one language pair each, by the name that a table by group gives them.
    """
    machines = [replace(case, group=name) for name, group in groups.items() for case in group.machines]
    humans = [replace(case, group=name) for name, group in groups.items() for case in group.humans]
    judged = {mode: run.judge(heard(machines, mode), mode) for mode in MODES}
    silent = {mode: run.judge(heard(humans, mode), mode) for mode in MODES} if humans else {}
    first, most = judged[MODES[0]], judged[MODES[-1]]
    tables = [
        spans({**judged, **rivals(most, MODES[-1])}, note=note),
        *([by_group(most, MODES[-1], "set")] if len(groups) > 1 else []),
        recalls(judged, lambda one: one.severity, "severity"),
        recalls(judged, lambda one: one.message or "no category", "category"),
        *(checks(judged[mode], mode) for mode in dict.fromkeys((MODES[0], MODES[-1]))),
        segments({**judged, **peers(first)}, _scores(judged, groups), _SEGMENTS.format(distance_signature(), absent())),
    ]
    if silent:
        tables.append(alarms({f"people's translations, {mode}": group for mode, group in silent.items()}, _HUMAN))
    shown = (MODES[0], MODES[-1])
    lines = [line for mode in shown for line in (*details(mode, judged[mode]), *details(mode, silent.get(mode, ())))]
    every = [*judged.values(), *silent.values()]
    whole = total(one.matched for one in most)
    headline = (
        (f"precision, {MODES[-1]}", whole.precision),
        (f"recall, major + critical, {MODES[-1]}", whole.recall_of(is_serious)),
    )
    plots = (curves(most, f"{name}-checks", f"{title}, {MODES[-1]}"),)
    return section(run, name, title, tables, every, annotated=most, plots=plots, details=lines, headline=headline)


def _scores(
    judged: Mapping[str, Sequence[Judged]], groups: Mapping[str, Annotated]
) -> dict[str, list[tuple[float, bool]]]:
    """chrF against one re-translation, and against a human reference where there is one, for each segment."""
    found = {f"100 - chrF, {ONE}": distances(judged[ONE])} if ONE in judged else {}
    if all(group.references for group in groups.values()):
        first = next(iter(judged.values()))
        found["100 - chrF to a human reference"] = [
            (distance(replace(pair, retranslations=(reference,))), bad)
            for one in first
            for pair, bad in zip(one.pairs, labels(one.case), strict=True)
            if (reference := groups[one.case.group].references.get(pair.source, ""))
        ]
    return found


def distances(group: Sequence[Judged]) -> list[tuple[float, bool]]:
    """Return 100 - chrF to the re-translations for each segment, and whether people call it wrong."""
    return [(distance(pair), bad) for one in group for pair, bad in zip(one.pairs, labels(one.case), strict=True)]
