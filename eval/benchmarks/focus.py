"""The Focus article: a machine translation of a Ukrainian news article, annotated in its first 3,500 characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from audit.check import Pair
from audit.finding import Finding, Kind, Report, Span
from corpora.read import Text, read_text
from eval.baselines import DRAWS, everything, nothing, random_spans, unshared_words
from eval.gold import FOCUS_ANNOTATED, read_focus
from eval.match import Matched, by_check, in_document, is_serious, match
from eval.measures import SEED, f1
from eval.section import Benchmark, Cell, Section, Table, failures, signature
from eval.system import System

FOLDER = "seeds/focus"
FILES = ("translation.en.txt", "source.uk.txt", "reference.en.txt", "retranslation-b.en.txt")

TEXT_ONLY, SOURCE, REFERENCE, TWO = "text only", "source", "source + reference", "source + reference + second"
MODES = (TEXT_ONLY, SOURCE, REFERENCE, TWO)
_GIVEN = {TEXT_ONLY: (False, 0), SOURCE: (True, 0), REFERENCE: (True, 1), TWO: (True, 2)}  # source?, re-translations


@dataclass(frozen=True, slots=True)
class Catch:
    """A fault that readers of the article know: what stands there, and what a right suggestion may hold."""

    wrong: str
    rights: tuple[str, ...]


CATCHES = (
    Catch("Joe Baiden", ("Biden",)),
    Catch("One Belt, One Way", ("One Belt, One Road", "Belt and Road")),
    Catch("SI", ("Xi",)),
    Catch("Anthony Blinken", ("Antony",)),
)


@dataclass(frozen=True, slots=True)
class Focus:
    """The texts of the benchmark: translation, source, and two re-translations, with the annotation."""

    translation: Text
    source: Text
    retranslations: tuple[Text, ...]
    gold: tuple[Finding, ...]


def read(folder: Path) -> Focus:
    """Read the texts and the annotation."""
    translation, source, *others = (read_text(str(folder / name)) for name in FILES)
    return Focus(translation, source, tuple(others), read_focus(folder))


def audit(focus: Focus, system: System, mode: str) -> Report:
    """Audit the whole article in one of `MODES`."""
    with_source, others = _GIVEN[mode]
    return system.texts(focus.translation, focus.source if with_source else None, focus.retranslations[:others])


def annotated(report: Report) -> tuple[Finding, ...]:
    """Return the findings that begin where the annotator read, placed in the file as read."""
    return tuple(one for one in map(in_document, report.findings) if one.span.start < FOCUS_ANNOTATED)


def catches(focus: Focus, findings: tuple[Finding, ...]) -> Iterator[tuple[Catch, Span, str]]:
    """Yield each place of `CATCHES` in the annotated part, with the first right suggestion there ("" without one)."""
    for catch in CATCHES:
        for place in re.finditer(rf"\b{re.escape(catch.wrong)}\b", focus.translation.text[:FOCUS_ANNOTATED]):
            span = Span(*place.span())
            offers = [one.suggestion for one in findings if one.span.overlaps(span)]
            yield catch, span, next((o for o in offers if any(right in o for right in catch.rights)), "")


def measure(shared: Path, system: System, quick: bool) -> Section:
    """Measure all modes; `quick` makes no difference to one article."""
    folder = shared / FOLDER
    focus = read(folder)
    reports = [audit(focus, system, mode) for mode in MODES]
    found = dict(zip(MODES, map(annotated, reports), strict=True))
    matched = {mode: match(findings, focus.gold) for mode, findings in found.items()}
    tables = (
        _overview(focus, found, matched),
        _kinds(matched),
        _checks(focus, found[TWO]),
        _catches(focus, found),
    )
    files = [folder / name for name in (*FILES, "gold.dev.jsonl")]
    details = tuple(line for mode in MODES for line in _details(mode, matched[mode]))
    title = "a machine translation of a Ukrainian news article"
    return Section("focus", title, tables, signature(reports, files, quick), failures(reports), details)


def _overview(focus: Focus, found: dict[str, tuple[Finding, ...]], matched: dict[str, Matched]) -> Table:
    part = (_annotated_part(focus),)
    baselines = {
        "flag nothing": match(nothing(part), focus.gold),
        "flag every word": match(everything(part), focus.gold),
        f"random, as {REFERENCE} ({DRAWS} draws)": _random(focus, found[REFERENCE]),
        "word not in reference": match(_unshared(focus, 1), focus.gold),
        "word not in reference or second": match(_unshared(focus, 2), focus.gold),
    }
    rows = tuple(_row(name, one) for name, one in {**matched, **baselines}.items())
    note = (
        "Only the annotated first 3,500 characters count. Sentence chrF does not apply: every paragraph but the "
        "headline holds an annotated error, so there is nothing to tell apart."
    )
    return Table("All findings", ("system", "precision", "recall, major + critical", "recall", "F1"), rows, note)


def _row(name: str, one: Matched) -> tuple[Cell, ...]:
    return name, one.precision, one.recall_of(is_serious), one.recall, f1(one.precision, one.recall)


def _kinds(matched: dict[str, Matched]) -> Table:
    kinds = [kind for kind in Kind if any(one.kind is kind for one in matched[TWO].found + matched[TWO].missed)]
    rows = tuple((kind.value, *(_recall(matched[mode], kind) for mode in MODES)) for kind in kinds)
    return Table(
        "Recall by kind", ("kind", *MODES), rows, "Wrong word senses stand under `meaning` in this annotation."
    )


def _recall(matched: Matched, kind: Kind) -> Cell:
    return matched.recall_of(lambda one: one.kind is kind)


def _checks(focus: Focus, findings: tuple[Finding, ...]) -> Table:
    rows = tuple((one.name, one.precision, one.recall) for one in by_check(findings, focus.gold))
    return Table(f"By check, {TWO}", ("check", "precision", "share of all errors found"), rows)


def _catches(focus: Focus, found: dict[str, tuple[Finding, ...]]) -> Table:
    columns = [[offer or "no" for _, _, offer in catches(focus, found[mode])] for mode in MODES]
    places = [f"{catch.wrong} (at {span.start})" for catch, span, _ in catches(focus, found[TEXT_ONLY])]
    rows = tuple((place, *offers) for place, *offers in zip(places, *columns, strict=True))
    return Table("Catches that everyone knows", ("place", *MODES), rows, "A right suggestion, or `no`.")


def _details(mode: str, matched: Matched) -> Iterator[str]:
    for one in matched.wrong:
        yield f"{mode}: false alarm {one.span.start}:{one.span.end} {one.text!r} [{one.name}] {one.message}"
    for one in matched.missed:
        yield f"{mode}: missed {one.span.start}:{one.span.end} {one.severity} {one.kind} {one.text!r}"


_PARAGRAPH = re.compile(r"\S.*?(?=\n\s*\n|\s*\Z)", re.DOTALL)


def _unshared(focus: Focus, others: int) -> tuple[Finding, ...]:
    """Flag words by `unshared_words`, paragraph by paragraph: all files have the same paragraphs."""
    own = list(_PARAGRAPH.finditer(focus.translation.text[:FOCUS_ANNOTATED]))
    theirs = [_PARAGRAPH.findall(text.text) for text in focus.retranslations[:others]]
    pairs = [Pair(p.group(), "en", retranslations=tuple(t[n] for t in theirs if n < len(t))) for n, p in enumerate(own)]
    found = unshared_words(pairs)
    return tuple(in_document(replace(one, document_start=own[one.segment].start())) for one in found)


def _random(focus: Focus, ours: tuple[Finding, ...]) -> Matched:
    part = (_annotated_part(focus),)
    draws = (random_spans(part, ours, SEED + n) for n in range(DRAWS))
    return sum((match(draw, focus.gold) for draw in draws), Matched())


def _annotated_part(focus: Focus) -> Pair:
    return Pair(focus.translation.text[:FOCUS_ANNOTATED], "en")


BENCHMARK = Benchmark("focus", (FOLDER,), measure)
