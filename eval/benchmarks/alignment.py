"""Alignment of sentences and of words against gold: old alpine prose, news with sentences moved about, engines' own sentences.

Strict links are those of the gold, lax ones overlap one (Thompson and Koehn 2019). Published on textberg, with encoders five to
ten times larger: Bertalign .936 strict and .989 lax, SentAlign .932 and .964, Vecalign .902 and .986.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from typing import Any

from audit.align.segmented import MOST
from audit.align.sentences import align, settled
from audit.models.cache import Cache
from audit.models.encoders import bundled
from audit.models.encoders.encoder import Encoder
from audit.models.encoders.load import load
from audit.share import Share
from corpora.document import Link, Segment
from corpora.sentences import document
from eval.alignment_speed import speed
from eval.bench import Benchmark, Run, section
from eval.benchmarks import word_alignment
from eval.gale_church import gale_church
from eval.links import Bead, LinkCounts, alone, beads, count, strict
from eval.rearranged import Rearranged, held_out, rearranged
from eval.rows import Row
from eval.section import Cell, Section, Table

TEXTBERG = "data/align-textberg/de-fr.part1.jsonl.gz"
NTREX = "data/ntrex/ntrex13.jsonl.gz"
WMT23 = "data/wmt23-uken/uk-en.docs-half1.jsonl.gz"
COLUMNS = {"uk": "ukr", "ru": "rus", "de": "deu", "zh": "zho", "ar": "ara", "tr": "tur", "pl": "pol"}
DEV = "dev"  # the text of textberg on which weights were fitted, with half of NTREX's documents
NEWS_DOCUMENTS, QUICK_DOCUMENTS = 20, 1  # of NTREX, in each language
WMT_STEP, QUICK_STEP = 6, 30  # of WMT23, every sixth document: each is aligned for a dozen systems
OURS, BARE, LENGTHS, ORDER = "mtaudit", "mtaudit, no encoder", "Gale-Church (lengths)", "same vectors, first to first"
_HEADLINES = (
    "F1 strict, textberg",
    "F1 of links, NTREX rearranged",
    "F1 of dropped and added, NTREX rearranged",
    "WMT23 sentences linked right",
)
_PEERS = ("sentweave",)  # of PyPI, after Vecalign; `sentalign` is the same code under an older name
_WORD_LAYER = 7  # of the bundled encoder; set on half of the words' gold

Aligner = Callable[[Sequence[Segment], Sequence[Segment]], Iterable[Link]]


def measure(run: Run) -> Section:
    """Measure all aligners that can be had on this machine."""
    encoder = load("auto", cache=Cache())
    found = bundled.lacking() == ""
    methods = dict(_methods(encoder if found else None, run.quick))
    tables = [_textberg(run, methods, encoder.name), *_ntrex(run, methods), _wmt(run, methods)]
    if found and not run.quick:
        tables += word_alignment.section(load("e5", layer=_WORD_LAYER)).tables
    if not run.quick:
        tables.append(speed(_PEERS))
    return section(run, "align", "sentences and words", tables, [], headline=tuple(_headline(tables)))


def _headline(tables: Sequence[Table]) -> Iterator[tuple[str, Cell]]:
    """The figures of our best aligner: the first row of each table of sentences and of the first of words."""
    for table, column, what in zip(tables, (3, -1, -1, 1), _HEADLINES, strict=False):
        yield f"{what}, {table.rows[0][0]}", table.rows[0][column]


def _methods(encoder: Encoder | None, quick: bool) -> Iterator[tuple[str, Aligner]]:
    if encoder:
        yield OURS, partial(_as_users, encoder)
    yield BARE, lambda x, y: align(x, y, same_language=False)
    yield LENGTHS, gale_church
    yield ORDER, _in_order
    for name in _PEERS:
        if encoder and not quick and find_spec(name):
            yield name, _peer(name, encoder)


def _as_users(encoder: Encoder, source: Sequence[Segment], target: Sequence[Segment]) -> tuple[Link, ...]:
    """Ask the encoder where names, numbers and lengths leave doubt, as `mtaudit check` does."""
    links = align(source, target, same_language=False)
    return links if settled(links) else align(source, target, same_language=False, encode=encoder.sentences)


def _in_order(source: Sequence[Segment], target: Sequence[Segment]) -> Iterator[Link]:
    """First to first, second to second; what is left over stands alone."""
    shared = min(len(source), len(target))
    yield from (Link((i, i + 1), (i, i + 1)) for i in range(shared))
    yield from (Link((i, i + 1), (shared, shared)) for i in range(shared, len(source)))
    yield from (Link((len(source), len(source)), (j, j + 1)) for j in range(shared, len(target)))


def _peer(name: str, encoder: Encoder) -> Aligner:
    module: Any = import_module(name)
    most = MOST + 1  # segments in one link, as ours

    def aligned(source: Sequence[Segment], target: Sequence[Segment]) -> Iterator[Link]:
        said = module.align(
            [s.text for s in source], [s.text for s in target], encoder=encoder.sentences, alignment_max_size=most
        )
        i = j = 0
        for one in said.alignments:
            a, b = len(one.src_indices), len(one.tgt_indices)
            yield Link((i, i + a), (j, j + b))
            i, j = i + a, j + b

    return aligned


def _textberg(run: Run, methods: Mapping[str, Aligner], encoder: str) -> Table:
    rows = [row for row in run.rows(TEXTBERG) if row["id"] != DEV]
    rows = rows[-1:] if run.quick else rows
    lines = []
    for name, aligner in methods.items():
        parts = [count(_gold(row), beads(aligner(_segments(row["src"]), _segments(row["tgt"])))) for row in rows]
        total = sum(parts, LinkCounts())
        said, found = Share(total.right, total.said), Share(total.found, total.gold)
        lines.append((name, said, found, total.strict, total.lax))
    note = (
        "Without the text `dev`, on which weights were fitted. Larger encoders, as published: Bertalign .936 and .989."
    )
    columns = ("aligner", "precision, strict", "recall, strict", "F1 strict", "F1 lax")
    return Table("textberg, German and French", columns, tuple(lines), note)


def _segments(texts: Sequence[str]) -> tuple[Segment, ...]:
    return tuple(Segment(text, 0, 0) for text in texts)


def _gold(row: Row) -> list[Bead]:
    return [(tuple(source), tuple(target)) for source, target in row["gold"]]


def _ntrex(run: Run, methods: Mapping[str, Aligner]) -> Iterator[Table]:
    rows = list(run.rows(NTREX))
    last = QUICK_DOCUMENTS if run.quick else NEWS_DOCUMENTS
    made = {lang: list(islice(documents(rows, column, held_out), last)) for lang, column in COLUMNS.items()}
    links: list[tuple[str | float, ...]] = []
    lonely: list[tuple[str | float, ...]] = []
    for name, aligner in methods.items():
        if name in _PEERS:
            continue
        linked, left = {}, {}
        for lang, texts in made.items():
            said = [(beads(one.links), beads(aligner(one.source, one.target))) for one in texts]
            linked[lang] = sum((strict(*both) for both in said), LinkCounts())
            left[lang] = sum((alone(*both) for both in said), LinkCounts())
        links.append((name, *(one.strict for one in linked.values()), sum(linked.values(), LinkCounts()).strict))
        lonely.append((name, *(one.strict for one in left.values()), sum(left.values(), LinkCounts()).strict))
    columns = ("aligner", *(f"{lang}-en" for lang in COLUMNS), "all")
    note = (
        "Documents of people's translations whose sentences a seeded script joined, split, dropped and added, one in four; the half "
        "of the documents on which nothing was fitted. Links are right when both of their sides are."
    )
    yield Table("NTREX rearranged, F1 of links", columns, tuple(links), note)
    yield Table("NTREX rearranged, F1 of dropped and added sentences", columns, tuple(lonely))


def documents(rows: Iterable[Row], column: str, wanted: Callable[[str], bool]) -> Iterator[Rearranged]:
    """Yield the wanted documents of NTREX in one language and English, rearranged."""
    texts: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        texts.setdefault(row["doc"], []).append((row["text"][column], row["text"]["eng"]))
    names = list(texts)
    for k, name in enumerate(names):
        if wanted(name):
            yield rearranged(texts[name], texts[names[(k + 7) % len(names)]], f"{column} {name}")


def _wmt(run: Run, methods: Mapping[str, Aligner]) -> Table:
    documents = list(run.rows(WMT23))[:: QUICK_STEP if run.quick else WMT_STEP]
    lines = []
    for name in (one for one in (OURS, BARE, LENGTHS) if one in methods):
        right, worst = Share(0, 0), 1.0
        for system in sorted(documents[0]["segments"][0]["mt"]):
            found = sum((_resplit(row, system, methods[name]) for row in documents), Share(0, 0))
            right, worst = right + found, min(worst, found.value)
        lines.append((name, right, worst))
    note = (
        "Source and each system's output as whole texts, split into their own sentences and aligned: the share of the output's "
        "sentences that stand beside the source segments they translate, and no other."
    )
    return Table("WMT23 uk-en, sentences linked right", ("aligner", "all systems", "worst system"), tuple(lines), note)


def _resplit(row: Row, system: str, aligner: Aligner) -> Share:
    source = _Joined([s["src"] for s in row["segments"]], "uk")
    target = _Joined([s["mt"][system] or "" for s in row["segments"]], "en")
    right = total = 0
    for link in aligner(source.segments, target.segments):
        here = target.owners(link.target)
        total += link.target[1] - link.target[0]
        right += (link.target[1] - link.target[0]) * (here == source.owners(link.source))
    return Share(right, total)


class _Joined:
    """A document's segments as one text, split anew."""

    def __init__(self, texts: Sequence[str], lang: str) -> None:
        self.starts: list[int] = []
        whole = ""
        for text in texts:
            self.starts.append(len(whole))
            whole += " ".join(text.split()) + " "
        self.ends = [*self.starts[1:], len(whole)]
        self.segments = document("text", whole, lang).segments

    def owners(self, place: tuple[int, int]) -> set[int]:
        """The segments as given that a range of sentences touches, those without a text left out."""
        if place[0] == place[1]:
            return set()
        start, end = self.segments[place[0]].start, self.segments[place[1] - 1].end
        return {k for k, (a, b) in enumerate(zip(self.starts, self.ends, strict=True)) if a < end and start < b - 1}


BENCHMARK = Benchmark("align", (TEXTBERG, NTREX, WMT23), measure)
