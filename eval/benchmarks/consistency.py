"""Many systems on the same documents, with no human scores: does the auditor say the same where it should, and how fast?

A finding that most systems and the human reference share speaks of the source or of the check, and seldom of a
translation. A finding that depends on which two re-translations were given is weak. The same text of the same source must
have the same findings whoever wrote it.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from audit.check import Pair
from audit.finding import Finding
from audit.share import Share
from corpora.words import words
from eval.baselines import against_reference
from eval.bench import Benchmark, Run, section
from eval.judged import Case, Judged
from eval.match import is_serious
from eval.modes import OTHERS, SOURCE, TWO, given
from eval.others import engines, heard, others
from eval.rows import Row
from eval.section import Row as Cells
from eval.section import Section, Table
from eval.tables import alarms, rate

FILES = {
    "wmt23-uken": "data/wmt23-uken/uk-en.docs-half1.jsonl.gz",
    "wmt24-enuk": "data/wmt24-enuk/en-uk.docs-half1.jsonl.gz",
}
MODES = (SOURCE, TWO)
OTHER_TWO = "source + 2 other re-translations"
REFERENCE = "human reference"
QUICK_STEP = 10  # documents
SPEED_DOCUMENTS = 20
_MANY = 0.5  # share of the systems from which a finding speaks of the source

Judgements = Mapping[str, Sequence[Judged]]


def measure(name: str, run: Run) -> Section:
    """Audit every system and the human reference on all documents."""
    documents = run.part(run.rows(FILES[name]), QUICK_STEP)
    cases = _cases(documents)
    judged = {mode: run.judge(heard(cases, mode), mode) for mode in MODES}
    judged[OTHER_TWO] = run.judge(heard(map(_turned, cases), TWO), TWO)
    systems = {mode: [one for one in group if one.case.system != REFERENCE] for mode, group in judged.items()}
    people = {mode: [one for one in judged[mode] if one.case.system == REFERENCE] for mode in MODES}
    tables = (
        _amounts(systems, people),
        *(_by_check(systems[mode], people[mode], systems, mode) for mode in MODES),
        _repeated(systems),
        _by_system(systems, documents),
        _speed(run, systems[SOURCE]),
    )
    lines = [line for mode in MODES for line in _details(mode, judged[mode])]
    headline = [
        (f"findings on the {REFERENCE}, major + critical, {mode}", rate(people[mode], is_serious)) for mode in MODES
    ]
    title = "many systems on the same documents"
    return section(run, name, title, tables, judged.values(), details=lines, headline=headline)


def _cases(documents: Sequence[Row]) -> list[Case]:
    segments = [segment for document in documents for segment in document["segments"]]
    names = dict.fromkeys(name for segment in segments for name in segment["mt"])
    groups = engines({name: [segment["mt"].get(name, "") for segment in segments] for name in names})
    return [
        Case(
            f"{document['doc']} by {name}",
            tuple(_pairs(document, name, others(groups, name))),
            system=name,
            group=document["doc"],
        )
        for name in (*names, REFERENCE)
        for document in documents
    ]


def _pairs(document: Row, name: str, rivals: Sequence[str]) -> Iterator[Pair]:
    source, target = document["lp"].split("-")
    for segment in document["segments"]:
        text = segment["ref"] if name == REFERENCE else segment["mt"].get(name, "")
        rest = (segment["mt"][rival] for rival in rivals if rival in segment["mt"])
        yield Pair(text, target, segment["src"], source, tuple(rest)[: 2 * OTHERS[TWO]])


def _turned(case: Case) -> Case:
    """Put the second two re-translations in the place of the first."""
    first = OTHERS[TWO]
    pairs = (replace(pair, retranslations=pair.retranslations[first:]) for pair in case.pairs)
    return replace(case, pairs=tuple(pairs))


def _amounts(systems: Judgements, people: Judgements) -> Table:
    groups = {f"systems, {mode}": systems[mode] for mode in MODES} | {
        f"{REFERENCE}, {mode}": people[mode] for mode in MODES
    }
    return replace(
        alarms(groups, "What stands in the reference is, with few exceptions, a false alarm."), title="Findings"
    )


def _by_check(group: Sequence[Judged], people: Sequence[Judged], systems: Judgements, mode: str) -> Table:
    """How each check's findings on the systems behave: on the reference, across systems, with other evidence."""
    beside = {other: _places(systems[other]) for other in (SOURCE, OTHER_TWO)}
    count = len({one.case.system for one in group})
    spread = _spread(group)
    on_reference = set(_spread(people))
    rows: list[Cells] = []
    for name in sorted({found.name for one in group for found in one.findings}):
        own = [(one, found) for one in group for found in one.findings if found.name == name]
        keys = [_key(one, found) for one, found in own]
        rows.append(
            (
                name,
                len(own),
                _share(key in on_reference for key in keys),
                _share(spread[key] >= _MANY * count for key in keys),
                *(_share(_stands(one, found, places) for one, found in own) for places in beside.values()),
            )
        )
    columns = (
        "check",
        "findings",
        "reference flagged too",
        "half the systems flagged",
        *(f"also with {one}" for one in beside),
    )
    return Table(f"By check, {mode}", columns, tuple(rows), "Flagged: by the same check, anywhere in the same segment.")


def _share(values: Iterable[bool]) -> Share:
    told = list(values)
    return Share(sum(told), len(told))


def _key(one: Judged, found: Finding) -> tuple[str, int, str]:
    return one.case.group, found.segment, found.name


def _spread(group: Sequence[Judged]) -> dict[tuple[str, int, str], int]:
    """How many systems each check flags in each segment."""
    flagged = {(_key(one, found), one.case.system) for one in group for found in one.findings}
    counts: dict[tuple[str, int, str], int] = {}
    for key, _ in flagged:
        counts[key] = counts.get(key, 0) + 1
    return counts


def _places(group: Sequence[Judged]) -> dict[str, tuple[Finding, ...]]:
    return {one.case.id: one.findings for one in group}


def _stands(one: Judged, found: Finding, places: Mapping[str, Sequence[Finding]]) -> bool:
    return any(
        other.name == found.name and other.segment == found.segment and other.span.overlaps(found.span)
        for other in places[one.case.id]
    )


def _repeated(systems: Judgements) -> Table:
    """Segments that several systems translate alike, word for word: do they have the same findings?"""
    rows: list[Cells] = []
    for mode, group in systems.items():
        seen: dict[tuple[str, int, str], list[frozenset[tuple[str, int, int]]]] = {}
        for one in group:
            found = _by_segment(one)
            for index, pair in enumerate(one.pairs):
                seen.setdefault((one.case.group, index, pair.target), []).append(found.get(index, frozenset()))
        alike = [marks for marks in seen.values() if len(marks) > 1]
        flagged = [marks for marks in alike if any(marks)]
        rows.append((mode, len(alike), len(flagged), _share(len(set(marks)) == 1 for marks in flagged)))
    columns = ("system", "texts that systems share", "flagged at all", "of these, the same findings in all")
    note = "Names are compared inside a document, and the re-translations differ, so not all can be alike."
    return Table("The same text by several systems", columns, tuple(rows), note)


def _by_segment(one: Judged) -> dict[int, frozenset[tuple[str, int, int]]]:
    found: dict[int, set[tuple[str, int, int]]] = {}
    for mark in one.findings:
        found.setdefault(mark.segment, set()).add((mark.name, mark.span.start, mark.span.end))
    return {segment: frozenset(marks) for segment, marks in found.items()}


def _by_system(systems: Judgements, documents: Sequence[Row]) -> Table:
    references = [segment["ref"] for document in documents for segment in document["segments"]]
    rows: list[Cells] = []
    signature = ""
    for name in dict.fromkeys(one.case.system for one in systems[SOURCE]):
        texts = [pair.target for one in systems[SOURCE] if one.case.system == name for pair in one.pairs]
        score, signature = against_reference("chrF", texts, references)
        rows.append(
            (name, score, *(_points([one for one in systems[mode] if one.case.system == name]) for mode in MODES))
        )
    rows.sort(key=lambda row: -float(str(row[1])))
    columns = ("system", "chrF", *MODES)
    return Table("Systems", columns, tuple(rows), f"Points per 1,000 words. chrF to the reference: `{signature}`.")


def _points(own: Sequence[Judged]) -> float:
    return 1000 * sum(one.points for one in own) / max(1, sum(one.words for one in own))


def _speed(run: Run, group: Sequence[Judged]) -> Table:
    """Time of the auditor alone, in this process; each mode on documents of its own, so that nothing is remembered."""
    rows: list[Cells] = []
    for number, mode in enumerate(MODES, 1):
        chosen = group[number * SPEED_DOCUMENTS : (number + 1) * SPEED_DOCUMENTS]
        _time(run, group[:SPEED_DOCUMENTS], mode)  # loads the tables
        segments, length = sum(len(one.pairs) for one in chosen), sum(one.words for one in chosen)
        spent = _time(run, chosen, mode)
        rows.append((mode, segments, round(segments / spent), round(length / spent)))
    columns = ("system", "segments", "segments a second", "source words a second")
    return Table("Speed", columns, tuple(rows), "One process, tables loaded; what a machine does otherwise counts too.")


def _time(run: Run, chosen: Sequence[Judged], mode: str) -> float:
    """Seconds that the auditor needs for the documents."""
    texts = [[given(pair, mode) for pair in case.pairs] for case in heard([one.case for one in chosen], mode)]
    words.cache_clear()  # `heard` has split the same texts
    began = time.perf_counter()
    for text in texts:
        run.system.pairs(text)
    return max(time.perf_counter() - began, 1e-9)


def _details(mode: str, group: Sequence[Judged]) -> Iterator[str]:
    for one in group:
        for found in one.findings:
            place = f"{mode}: {one.case.id}:{found.segment}"
            yield f"{place} {found.severity} {found.text!r} [{found.name}] {found.message}"


UKEN = Benchmark("wmt23-uken", (FILES["wmt23-uken"],), partial(measure, "wmt23-uken"))
ENUK = Benchmark("wmt24-enuk", (FILES["wmt24-enuk"],), partial(measure, "wmt24-enuk"))
