"""Text that people wrote or translated well: what is flagged here is, with few exceptions, a false alarm."""

import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.check import Pair
from audit.finding import Report
from corpora.read import read_text
from corpora.words import words
from eval.baselines import unshared_words
from eval.match import is_serious
from eval.measures import Rate, per_thousand
from eval.section import Benchmark, Cell, Section, Table, failures, signature
from eval.system import System

SEEDS, NTREX, WMT23 = "seeds", "data/ntrex", "data/wmt23-uken"
NTREX_FILE, WMT23_FILE = "ntrex13.jsonl.gz", "uk-en.docs-half1.jsonl.gz"

# NTREX columns that stand in as the source of its English, and their tags.
SOURCES = {"ukr": "uk", "rus": "ru", "deu": "de", "fra": "fr", "spa": "es", "pol": "pl", "por": "pt", "zho": "zh"}
# An online engine and a language model: the two most unlike of the eleven systems.
OTHERS = ("ONLINE-B", "GPT4-5shot")
QUICK_DOCUMENTS = 8


@dataclass(frozen=True, slots=True)
class Judged:
    """One document: its words, its report, and what the re-translation baseline flags in it."""

    name: str
    words: int
    report: Report
    unshared: int
    pairs: tuple[Pair, ...] = ()

    def count(self, serious: bool) -> int:
        return sum(is_serious(one) or not serious for one in self.report.findings)


def measure(shared: Path, system: System, quick: bool) -> Section:
    """Measure the seeds (text only), NTREX (with each source) and WMT23 (source, and one or two re-translations)."""
    groups = {**_seeds(shared, system), **_ntrex(shared, system, quick), **_wmt23(shared, system, quick)}
    files = [*_seed_files(shared), shared / NTREX / NTREX_FILE, shared / WMT23 / WMT23_FILE]
    reports = [one.report for group in groups.values() for one in group]
    details = tuple(line for name, group in groups.items() for line in _details(name, group))
    tables = (_overview(groups), _checks(groups))
    return Section("clean", "people's English", tables, signature(reports, files, quick), failures(reports), details)


Groups = dict[str, list[Judged]]


def _seed_files(shared: Path) -> list[Path]:
    return [
        path for number in ("000", "001", "002", "003") for path in sorted((shared / SEEDS).glob(f"{number}_*.txt"))
    ]


def _seeds(shared: Path, system: System) -> Groups:
    groups: Groups = {}
    for path in _seed_files(shared):
        text = read_text(str(path))
        report = system.texts(text, None, ())
        groups[f"seed {path.name[:3]}, text only"] = [Judged(path.name[:3], len(words(text.text)), report, 0)]
    groups["seeds 000-003, text only"] = [one for group in groups.values() for one in group]
    return groups


def _ntrex(shared: Path, system: System, quick: bool) -> Groups:
    documents: dict[str, list[Any]] = defaultdict(list)
    for row in _rows(shared / NTREX / NTREX_FILE):
        documents[row["doc"]].append(row["text"])
    chosen = dict(list(documents.items())[: QUICK_DOCUMENTS if quick else None])
    groups: Groups = {}
    for column in ("", *SOURCES)[: 2 if quick else None]:
        mode = f"source {SOURCES[column]}" if column else "text only"
        groups[f"NTREX, {mode}"] = [
            _audit(system, name, [_ntrex_pair(text, column) for text in texts]) for name, texts in chosen.items()
        ]
    return groups


def _ntrex_pair(text: Any, column: str) -> Pair:
    return Pair(text["eng"], "en", text[column], SOURCES[column]) if column else Pair(text["eng"], "en")


def _wmt23(shared: Path, system: System, quick: bool) -> Groups:
    documents = list(_rows(shared / WMT23 / WMT23_FILE))[: QUICK_DOCUMENTS if quick else None]
    groups: Groups = {}
    for others in range(len(OTHERS) + 1):
        mode = ["source", "source + 1 re-translation", "source + 2 re-translations"][others]
        groups[f"WMT23 references, {mode}"] = [
            _audit(system, row["doc"], [_wmt23_pair(one, OTHERS[:others]) for one in row["segments"]])
            for row in documents
        ]
    return groups


def _wmt23_pair(segment: Any, others: Sequence[str]) -> Pair:
    return Pair(segment["ref"], "en", segment["src"], "uk", tuple(segment["mt"][name] for name in others))


def _audit(system: System, name: str, pairs: Sequence[Pair]) -> Judged:
    length = sum(len(words(pair.target)) for pair in pairs)
    return Judged(name, length, system.pairs(pairs), len(unshared_words(pairs)), tuple(pairs))


def _rows(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _overview(groups: Groups) -> Table:
    rows = tuple(
        (
            name,
            len(group),
            sum(one.words for one in group),
            _rate(group, lambda one: one.count(serious=True)),
            _rate(group, lambda one: one.count(serious=False)),
            _rate(group, lambda one: one.unshared) if group[0].pairs and group[0].pairs[0].retranslations else "-",
        )
        for name, group in groups.items()
        if group
    )
    columns = ("text", "documents", "words", "major + critical", "all", "baseline: word not in re-translation")
    note = (
        "Findings per 1,000 words (count) [interval]. Flag nothing has 0, flag every word has 1,000. English is the "
        "original of NTREX, its sources are translations of it; some WMT23 sources are broken speech or clipboard text."
    )
    return Table("False alarms", columns, rows, note)


def _rate(group: Iterable[Judged], count: Callable[[Judged], int]) -> Rate:
    documents = list(group)
    return per_thousand([count(one) for one in documents], [one.words for one in documents])


def _checks(groups: Groups) -> Table:
    chosen: Groups = defaultdict(list)
    for name, group in groups.items():
        if not name.startswith("seed "):
            chosen["NTREX, all sources" if name.startswith("NTREX, source") else name] += group
    names = sorted({one.name for group in chosen.values() for document in group for one in document.report.findings})
    rows = tuple((name, *(_by_check(group, name) for group in chosen.values())) for name in names)
    return Table(
        "Findings per 1,000 words by check", ("check", *chosen), rows, "A check that is not listed was silent."
    )


def _by_check(group: Sequence[Judged], name: str) -> Cell:
    return _rate(group, lambda one: sum(finding.name == name for finding in one.report.findings)).value


def _details(name: str, group: Sequence[Judged]) -> Iterator[str]:
    for document in group:
        for one in document.report.findings:
            yield f"{name}, {document.name}: {one.severity} {one.text!r} [{one.name}] {one.message}"


BENCHMARK = Benchmark("clean", (SEEDS, NTREX, WMT23), measure)
