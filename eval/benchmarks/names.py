"""Names: wrong ones found, right ones left alone, and what the checks cost.

Three sets: sentences written for it (expressions-dev), machine English with a name replaced or removed (DEMETR), and
people's English with names planted wrong (NTREX, `eval.planted_names`). Documents of DEMETR and NTREX fall into two
halves by a hash: authors of checks read the half `look`, and --verbose lists only that one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from audit.check import Pair
from audit.finding import Finding, Kind, Span
from corpora.words import words
from eval.baselines import DRAWS
from eval.bench import Benchmark, Run
from eval.demetr import DEMETR, Damaged, read_damaged, read_undamaged
from eval.gold import annotation, paired
from eval.judged_names import (
    Bench,
    Judged,
    as_baseline,
    at_random,
    flagged,
    hits,
    hits_by_any,
    of,
    unheard_capitals,
)
from eval.measures.rates import Rate, per_thousand
from eval.modes import MODES, ONE, SOURCE, TEXT_ONLY, given
from eval.name_cost import measure as measure_cost
from eval.ntrex import HALVES, LOOK, NTREX, REPORT, SOURCES, Ntrex, half, read_ntrex
from eval.planted_names import DICTIONARIES, KINDS, PER_KIND, QUICK_PER_KIND, Planted, plant
from eval.section import Row, Rows, Section, Table, signature

EXPRESSIONS = "data/expressions-dev/expressions.jsonl"
QUICK_COLUMNS, QUICK_STEP, QUICK_DOCUMENTS = ("ukr", "deu"), 10, 8
SCRIPTS = {"uk": "Cyrillic", "ru": "Cyrillic", "zh": "zh", "ar": "ar"}  # the others are Latin
CLEAN = "clean"
BASELINE = "baseline: capital that the source's romanisation lacks"

ByMode = dict[str, list[Judged]]


def measure(run: Run) -> Section:
    """Measure expressions-dev, DEMETR and NTREX; a quick run reads a fixed part of each."""
    bench, quick = Bench(run), run.quick
    ntrex = read_ntrex(run.data.folder)
    columns = QUICK_COLUMNS if quick else tuple(SOURCES)
    damaged, undamaged = _demetr(bench, quick)
    planted, untouched = _planted(bench, ntrex, columns, quick), _untouched(bench, ntrex, columns, quick)
    tables = (
        _expressions(bench),
        *(_demetr_table(mode, damaged[mode], undamaged[mode]) for mode in damaged),
        _by_language(planted[SOURCE]),
        _by_group(planted),
        _alarms(untouched),
        _cost(ntrex, quick),
    )
    files = [run.file(one) for one in (EXPRESSIONS, DEMETR, NTREX)]
    missed = [*damaged[SOURCE], *damaged[ONE], *planted[SOURCE]]
    details = (*_misses(missed), *_on_sound(undamaged[SOURCE], untouched))
    every = [one for mode, group in untouched.items() if mode != TEXT_ONLY for one in group]
    headline = (
        (f"planted names found, {SOURCE}", hits(planted[SOURCE])),
        ("false alarms on untouched text, name checks", _rate(every)),
    )
    line = signature(bench.signatures, files, quick)
    return Section("names", "names", tables, line, bench.failures, details, headline=headline)


def _expressions(bench: Bench) -> Table:
    items = list(bench.run.rows(EXPRESSIONS))
    pairs = [(one, paired(one, tuple(one["rt"]))) for one in items]
    wrong = [
        (annotation(one["spans"][0], kind=one["kind"]).span, pair) for one, pair in pairs if one["kind"] == Kind.NAME
    ]
    sound = [replace(pair, target=one["right"] if one["kind"] != CLEAN else one["mt"]) for one, pair in pairs]
    rows: list[Row] = []
    for mode in MODES:
        found = bench.fill([_asked(given(pair, mode), span) for span, pair in wrong])
        silent = bench.fill([_asked(given(pair, mode), None) for pair in sound])
        rows.append((mode, hits(found), hits_by_any(found), flagged(silent)))
    columns = ("given", "found by a name check", "found by any check", "right sentences with a name finding")
    note = "Right sentences: the clean items and the right versions of all others."
    return Table("expressions-dev, kind name", columns, tuple(rows), note)


def _asked(pair: Pair, wrong: Span | None, kind: str = "", part: str = "", note: str = "") -> Judged:
    return Judged(pair, wrong, (), pair.source_lang, kind, part, note)


def _demetr(bench: Bench, quick: bool) -> tuple[ByMode, ByMode]:
    step, shared = QUICK_STEP if quick else 1, bench.run.data.folder
    damaged, undamaged = read_damaged(shared)[::step], read_undamaged(shared)[::step]
    return (
        {mode: bench.fill([_of_demetr(one, mode) for one in damaged]) for mode in (SOURCE, ONE)},
        {mode: bench.fill([_of_demetr(one, mode) for one in undamaged]) for mode in (SOURCE, ONE)},
    )


def _of_demetr(one: Damaged, mode: str) -> Judged:
    note = f"DEMETR, {mode}, {one.id}: {one.lost!r}"
    return _asked(given(one.pair, mode), one.span, one.kind, half(one.id), note)


def _demetr_table(mode: str, damaged: list[Judged], undamaged: list[Judged]) -> Table:
    rows = [_demetr_row("all", damaged, undamaged)]
    rows += [_demetr_row(f"half {part}", of(damaged, half=part), of(undamaged, half=part)) for part in HALVES]
    langs = sorted({one.lang for one in undamaged})
    rows += [_demetr_row(lang, of(damaged, lang=lang), of(undamaged, lang=lang)) for lang in langs]
    rows.append(_demetr_row("baseline: flag nothing", as_baseline(damaged, _nothing), as_baseline(undamaged, _nothing)))
    loud = [as_baseline(group, unheard_capitals) for group in (damaged, undamaged)]
    rows.append(_demetr_row(BASELINE, *loud))
    rows.append(_demetr_row(f"baseline: random ({DRAWS} draws)", at_random(damaged), at_random(undamaged)))
    columns = ("source", "replaced: hit", "removed: hit", "removed: sentence flagged", "undamaged: sentence flagged")
    note = (
        "Name findings only. A removed name is hit by a finding that touches the gap. The re-translation is DEMETR's "
        "reference, a person's. The undamaged sentences are machine English that people found good."
    )
    return Table(f"DEMETR, {mode}", columns, tuple(rows), note)


def _nothing(_: Sequence[Pair]) -> tuple[Finding, ...]:
    return ()


def _demetr_row(name: str, damaged: list[Judged], undamaged: list[Judged]) -> Row:
    removed = of(damaged, kind="removed")
    return name, hits(of(damaged, kind="replaced")), hits(removed), flagged(removed), flagged(undamaged)


def _planted(bench: Bench, ntrex: Ntrex, columns: Sequence[str], quick: bool) -> ByMode:
    count = QUICK_PER_KIND if quick else PER_KIND
    chosen = [one for column in columns for kind in KINDS for one in plant(ntrex, column, kind, count)]
    return {mode: bench.fill([_of_planted(one, mode) for one in chosen]) for mode in (SOURCE, TEXT_ONLY)}


def _of_planted(one: Planted, mode: str) -> Judged:
    note = f"NTREX, {one.id}, {one.kind}: {one.right!r}"
    return replace(_asked(given(one.pair, mode), one.span, one.kind, one.half, note), lang=SOURCES[one.column])


PLANTED = (*KINDS, "all", "all, any check", "half report")


def _planted_row(name: str, planted: list[Judged]) -> Row:
    kinds = [hits(of(planted, kind=kind)) for kind in KINDS]
    return name, *kinds, hits(planted), hits_by_any(planted), hits(of(planted, half=REPORT))


def _by_language(planted: list[Judged]) -> Table:
    langs = dict.fromkeys(one.lang for one in planted)
    rows = [_planted_row("all", planted), *(_planted_row(lang, of(planted, lang=lang)) for lang in langs)]
    note = "Share of the planted names that a name finding touches; each sentence audited by itself, with its source."
    return Table("NTREX, names planted wrong, by language", ("source", *PLANTED), tuple(rows), note)


def _by_group(planted: ByMode) -> Table:
    """Return recall by script and half, without a source, and of the baselines."""
    ours = planted[SOURCE]
    scripts: dict[str, list[Judged]] = defaultdict(list)
    for one in ours:
        scripts[SCRIPTS.get(one.lang, "Latin")].append(one)
    groups = {
        **scripts,
        **{f"half {part}": of(ours, half=part) for part in HALVES},
        TEXT_ONLY: planted[TEXT_ONLY],
        "baseline: flag nothing": as_baseline(ours, _nothing),
        BASELINE: as_baseline(ours, unheard_capitals),
        f"baseline: random ({DRAWS} draws)": at_random(ours),
    }
    rows = tuple(_planted_row(name, group) for name, group in groups.items())
    note = "With the source where nothing else is said. What the baselines cost in false alarms stands below."
    return Table("NTREX, names planted wrong, by group", ("group", *PLANTED), rows, note)


@dataclass(frozen=True, slots=True)
class Article:
    """An untouched article: its name findings and how often the baseline flags it."""

    name: str
    half: str
    words: int
    findings: tuple[Finding, ...]
    baseline: int
    pairs: tuple[Pair, ...]


def _untouched(bench: Bench, ntrex: Ntrex, columns: Sequence[str], quick: bool) -> dict[str, list[Article]]:
    documents: dict[str, list[int]] = defaultdict(list)
    for row, doc in enumerate(ntrex.docs):
        documents[doc].append(row)
    chosen = dict(list(documents.items())[: QUICK_DOCUMENTS if quick else None])
    groups: dict[str, list[Article]] = {}
    for mode, column in ((TEXT_ONLY, columns[0]), *((SOURCES[column], column) for column in columns)):
        pairs = {doc: [ntrex.pair(row, column) for row in rows] for doc, rows in chosen.items()}
        shown = {
            doc: [given(pair, mode if mode == TEXT_ONLY else SOURCE) for pair in found] for doc, found in pairs.items()
        }
        found = bench.audit(list(shown.values()))
        groups[mode] = [_article(doc, shown[doc], findings) for doc, findings in zip(shown, found, strict=True)]
    return groups


def _article(doc: str, pairs: Sequence[Pair], findings: Sequence[Finding]) -> Article:
    names = tuple(one for one in findings if one.kind is Kind.NAME)
    length = sum(len(words(pair.target)) for pair in pairs)
    return Article(doc, half(doc), length, names, len(tuple(unheard_capitals(pairs))), tuple(pairs))


def _alarms(groups: dict[str, list[Article]]) -> Table:
    every = [one for mode, group in groups.items() if mode != TEXT_ONLY for one in group]
    rows: Rows = tuple(
        (name, _rate(group), *(_rate([one for one in group if one.half == part]) for part in HALVES), _loud(group))
        for name, group in {"all sources": every, **groups}.items()
    )
    columns = ("source", "all", *(f"half {part}" for part in HALVES), BASELINE)
    note = (
        "Name findings per 1,000 words (count) [interval] of the untouched English, each article audited whole. "
        "1 in 2,000 words is 0.50."
    )
    return Table("NTREX untouched: false alarms", columns, rows, note)


def _rate(group: Sequence[Article]) -> Rate:
    return per_thousand([len(one.findings) for one in group], [one.words for one in group])


def _loud(group: Sequence[Article]) -> Rate:
    return per_thousand([one.baseline for one in group], [one.words for one in group])


def _cost(ntrex: Ntrex, quick: bool) -> Table:
    step = QUICK_STEP if quick else 1
    rows: list[Row] = []
    for column in QUICK_COLUMNS:
        cost = measure_cost([ntrex.pair(row, column) for row in range(0, len(ntrex.rows), step)])
        rows.append((f"NTREX, source {SOURCES[column]}", cost.load, cost.tables, cost.process, round(cost.pace)))
    columns = ("text", "seconds to load", "MiB of code and tables", "MiB of the process", "segments a minute")
    note = (
        "The name checks alone, on one core, in a process of its own; the figures depend on the machine and its load."
    )
    return Table("Cost", columns, tuple(rows), note)


def _misses(judged: Iterable[Judged]) -> Iterator[str]:
    for one in judged:
        if one.half == LOOK and one.wrong is not None and not one.hit_by(one.names):
            place = one.pair.target[one.wrong.start : one.wrong.end]
            yield f"missed {one.lang} {one.note} -> {place!r} | {one.pair.target} | {one.pair.source}"


def _on_sound(undamaged: Iterable[Judged], groups: dict[str, list[Article]]) -> Iterator[str]:
    for one in undamaged:
        if one.half == LOOK:
            yield from (_alarm(f"{one.lang} {one.note}", finding, one.pair) for finding in one.names)
    for mode, articles in groups.items():
        for article in articles:
            if article.half == LOOK:
                name = f"{mode} NTREX {article.name}"
                yield from (_alarm(name, finding, article.pairs[finding.segment]) for finding in article.findings)


def _alarm(where: str, finding: Finding, pair: Pair) -> str:
    return f"false alarm {where} {finding.text!r} [{finding.name}] {finding.message} | {pair.target} | {pair.source}"


FILES = (EXPRESSIONS, DEMETR, NTREX, f"{DICTIONARIES}/uk-en.tsv.gz")
BENCHMARK = Benchmark("names", FILES, measure)
