"""Text that people wrote or translated well: what is flagged here is, with few exceptions, a false alarm."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from audit.check import Pair
from audit.checks import CHECKS
from audit.finding import Finding
from corpora.read import read_text
from eval.baselines import rival, unshared_words
from eval.bench import Benchmark, Run, section
from eval.benchmarks.references import flagged
from eval.benchmarks.references import wmt as references_of_wmt
from eval.judged import Case, Judged, judged
from eval.match import is_serious
from eval.modes import ONE, SOURCE, TEXT_ONLY, TWO
from eval.rows import NUMBER, Row, Source
from eval.section import Cell, Rows, Section, Table
from eval.tables import alarms, rate

SEEDS = "seeds"
WMT23 = "data/wmt23-uken/uk-en.docs-half1.jsonl.gz"
WRITTEN = ("000", "001", "002", "003")  # the seeds that people wrote in English

# NTREX columns that stand in as the source of its English, and their tags.
SOURCES = {"ukr": "uk", "rus": "ru", "deu": "de", "fra": "fr", "spa": "es", "pol": "pl", "por": "pt", "zho": "zh"}
# The same columns in `mteb/NTREX` on the hub. Its rows do not say where a document begins: blocks stand in.
HUB_COLUMNS = {
    "eng": ("eng_Latn",),
    "ukr": ("ukr_Cyrl",),
    "rus": ("rus_Cyrl",),
    "deu": ("deu_Latn",),
    "fra": ("fra_Latn",),
    "spa": ("spa_Latn",),
    "pol": ("pol_Latn",),
    "por": ("por_Latn",),
    "zho": ("zho_Hans", "zho_Hant"),
}
BLOCK = 16  # rows; NTREX has 1,997 rows in 123 documents


def _of_hub(row: Row) -> Row:
    texts = {name: next((row[c] for c in columns if c in row), "") for name, columns in HUB_COLUMNS.items()}
    return {"doc": f"block {row[NUMBER] // BLOCK}", "text": texts}


NTREX = Source("data/ntrex/ntrex13.jsonl.gz", hub="mteb/NTREX", split="test", adapt=_of_hub)
# An online engine and a language model: the two most unlike of the eleven systems.
OTHERS = ("ONLINE-B", "GPT4-5shot")
QUICK_DOCUMENTS = 8
# Each text once, in the mode with the most evidence: what a check's false alarms are counted on.
MEASURED = (
    f"seeds 000-003, {TEXT_ONLY}",
    "NTREX, source uk",
    f"WMT23 references, {TWO}",
    *(f"WMT22 references, {pair}, {TWO}" for pair in ("uk-en", "ru-en", "de-en")),
    f"WMT24 references, en-uk, {TWO}",
)
HEADLINE = (f"NTREX, {TEXT_ONLY}", "NTREX, source uk", f"WMT23 references, {SOURCE}")

Groups = dict[str, list[Judged]]


def measure(run: Run) -> Section:
    """Measure the seeds (text only), NTREX (with each source), and references of WMT (source, and re-translations)."""
    references = {**_wmt23(run), **references_of_wmt(run)}
    groups = {**_seeds(run), **_ntrex(run), **references}
    lines = [line for name, group in groups.items() for line in _details(name, group)]
    tables = (_overview(groups), _checks(groups), flagged(references))
    pooled = [one for name, group in groups.items() for one in group if name in MEASURED]
    by_check = tuple((check.name, rate(pooled, partial(_is_of, check.name))) for check in CHECKS)
    return section(
        run,
        "clean",
        "people's English",
        tables,
        groups.values(),
        headline=tuple(
            (f"false alarms, major + critical, {name}", rate(groups[name], is_serious))
            for name in HEADLINE
            if name in groups
        ),
        alarms=by_check,
        details=lines,
    )


def _seeds(run: Run) -> Groups:
    files = [path for number in WRITTEN for path in sorted(run.file(SEEDS).glob(f"{number}_*.txt"))]
    run.read.extend(files)
    found = [_seed(run, path) for path in files]
    if not found:
        return {}
    return {f"seed {one.case.id}, {TEXT_ONLY}": [one] for one in found} | {f"seeds 000-003, {TEXT_ONLY}": found}


def _seed(run: Run, path: Path) -> Judged:
    text = read_text(str(path))
    pairs = (Pair(text.text, "en"),)
    return judged(Case(path.name[:3], pairs), pairs, run.system.texts(text, None, ()))


def _ntrex(run: Run) -> Groups:
    documents: dict[str, list[Row]] = defaultdict(list)
    for row in run.rows(NTREX):
        documents[row["doc"]].append(row["text"])
    chosen = dict(list(documents.items())[: QUICK_DOCUMENTS if run.quick else None])
    groups: Groups = {}
    for column in ("", *SOURCES)[: 2 if run.quick else None]:
        cases = [Case(name, tuple(_ntrex_pair(text, column) for text in texts)) for name, texts in chosen.items()]
        groups[f"NTREX, {f'source {SOURCES[column]}' if column else TEXT_ONLY}"] = run.judge(cases, SOURCE)
    return groups


def _ntrex_pair(text: Row, column: str) -> Pair:
    return Pair(text["eng"], "en", text[column], SOURCES[column]) if column else Pair(text["eng"], "en")


def _wmt23(run: Run) -> Groups:
    if not run.data.has(Source(WMT23)):
        return {}
    documents = list(run.rows(WMT23))[: QUICK_DOCUMENTS if run.quick else None]
    cases = [Case(row["doc"], tuple(wmt23_pair(one) for one in row["segments"])) for row in documents]
    return {f"WMT23 references, {mode}": run.judge(cases, mode) for mode in (SOURCE, ONE, TWO)}


def wmt23_pair(segment: Row) -> Pair:
    return Pair(segment["ref"], "en", segment["src"], "uk", tuple(segment["mt"][name] for name in OTHERS))


def _overview(groups: Groups) -> Table:
    note = (
        "Findings per 1,000 words (count) [interval]. Flag nothing has 0, flag every word has 1,000. English is the "
        "original of NTREX, its sources are translations of it; some WMT23 sources are broken speech or clipboard text."
    )
    table = alarms(groups, note)
    rows = tuple((*row, _unshared(group)) for row, group in zip(table.rows, groups.values(), strict=True))
    return Table(table.title, (*table.columns, "baseline: word in no re-translation"), rows, note)


def _unshared(group: Sequence[Judged]) -> Cell:
    given = any(pair.retranslations for one in group for pair in one.pairs)
    return rate(rival(group, unshared_words)) if given else "-"


def _checks(groups: Groups) -> Table:
    chosen: Groups = defaultdict(list)
    for name, group in groups.items():
        if not name.startswith("seed "):
            chosen["NTREX, all sources" if name.startswith("NTREX, source") else name] += group
    names = sorted({found.name for group in chosen.values() for one in group for found in one.findings})
    rows: Rows = tuple((name, *(_by_check(group, name) for group in chosen.values())) for name in names)
    return Table(
        "Findings per 1,000 words by check", ("check", *chosen), rows, "A check that is not listed was silent."
    )


def _by_check(group: Sequence[Judged], name: str) -> Cell:
    return rate(group, partial(_is_of, name)).value


def _is_of(name: str, finding: Finding) -> bool:
    return finding.name == name


def _details(name: str, group: Sequence[Judged]) -> Iterator[str]:
    for one in group:
        for found in one.findings:
            yield f"{name}, {one.case.id}: {found.severity} {found.text!r} [{found.name}] {found.message}"


BENCHMARK = Benchmark("clean", (NTREX,), measure)
