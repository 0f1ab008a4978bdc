"""The Focus article: a machine translation of a Ukrainian news article, annotated in its first 3,500 characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from audit.check import Pair
from audit.finding import Finding, Report, Span
from corpora.read import Text, read_text
from eval.baselines import rival, rivals, unshared_words
from eval.bench import Benchmark, Run, section
from eval.gold import annotation
from eval.judged import Case, Judged, judged
from eval.match import in_document, is_serious
from eval.rows import local
from eval.section import Section, Table
from eval.system import System
from eval.tables import checks, details, recalls, spans

FOLDER = "seeds/focus"
FILES = ("translation.en.txt", "source.uk.txt", "reference.en.txt", "retranslation-b.en.txt")

TEXT_ONLY, SOURCE, REFERENCE, TWO = "text only", "source", "source + reference", "source + reference + second"
MODES = (TEXT_ONLY, SOURCE, REFERENCE, TWO)
ANNOTATED = 3500  # code points of the article that its annotator read
GOLD = "gold.dev.jsonl"
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
    return Focus(translation, source, tuple(others), tuple(annotation(row) for row in local(folder / GOLD)))


def audit(focus: Focus, system: System, mode: str) -> Report:
    """Audit the whole article in one of `MODES`."""
    with_source, others = _GIVEN[mode]
    return system.texts(focus.translation, focus.source if with_source else None, focus.retranslations[:others])


def annotated(report: Report) -> tuple[Finding, ...]:
    """Return the findings that begin where the annotator read, placed in the file as read."""
    return tuple(one for one in map(in_document, report.findings) if one.span.start < ANNOTATED)


def catches(focus: Focus, findings: tuple[Finding, ...]) -> Iterator[tuple[Catch, Span, str]]:
    """Yield each place of `CATCHES` in the annotated part, with the first right suggestion there ("" without one)."""
    for catch in CATCHES:
        for place in re.finditer(rf"\b{re.escape(catch.wrong)}\b", focus.translation.text[:ANNOTATED]):
            span = Span(*place.span())
            offers = [one.suggestion for one in findings if one.span.overlaps(span)]
            yield catch, span, next((o for o in offers if any(right in o for right in catch.rights)), "")


def measure(run: Run) -> Section:
    """Measure all modes; `quick` makes no difference to one article."""
    folder = run.file(FOLDER)
    focus = read(folder)
    run.read.extend(folder / name for name in (*FILES, GOLD))
    found = {mode: [_judged(focus, audit(focus, run.system, mode))] for mode in MODES}
    groups = {
        **found,
        **rivals(found[TWO], TWO),
        "word not in reference": _unshared(focus, found, 1),
        "word not in reference or second": _unshared(focus, found, 2),
    }
    note = (
        "Only the annotated first 3,500 characters count. Sentence chrF does not apply: every paragraph but the "
        "headline holds an annotated error, so there is nothing to tell apart."
    )
    kinds = recalls(found, lambda one: one.kind.value, "kind")
    tables = (
        spans(groups, "All findings", note),
        Table(kinds.title, kinds.columns, kinds.rows, "Wrong word senses stand under `meaning` in this annotation."),
        checks(found[TWO], TWO),
        _catches(focus, {mode: group[0].findings for mode, group in found.items()}),
    )
    lines = [line for mode in MODES for line in details(mode, found[mode])]
    title = "a machine translation of a Ukrainian news article"
    whole = found[SOURCE][0].matched
    headline = (
        (f"recall, major + critical, {SOURCE}", whole.recall_of(is_serious)),
        (f"precision, {SOURCE}", whole.precision),
    )
    return section(run, "focus", title, tables, found.values(), details=lines, headline=headline)


def _judged(focus: Focus, report: Report) -> Judged:
    """Put the findings of the annotated part beside the annotation; text of one segment."""
    pairs = (Pair(focus.translation.text[:ANNOTATED], "en"),)
    return replace(judged(Case("focus", pairs, focus.gold), pairs, report), findings=annotated(report))


def _catches(focus: Focus, found: dict[str, tuple[Finding, ...]]) -> Table:
    columns = [[offer or "no" for _, _, offer in catches(focus, found[mode])] for mode in MODES]
    places = [f"{catch.wrong} (at {span.start})" for catch, span, _ in catches(focus, found[TEXT_ONLY])]
    rows = tuple((place, *offers) for place, *offers in zip(places, *columns, strict=True))
    return Table("Catches that everyone knows", ("place", *MODES), rows, "A right suggestion, or `no`.")


_PARAGRAPH = re.compile(r"\S.*?(?=\n\s*\n|\s*\Z)", re.DOTALL)


def _unshared(focus: Focus, found: dict[str, list[Judged]], others: int) -> list[Judged]:
    """Flag words by `unshared_words`, paragraph by paragraph: all files have the same paragraphs."""
    own = list(_PARAGRAPH.finditer(focus.translation.text[:ANNOTATED]))
    theirs = [_PARAGRAPH.findall(text.text) for text in focus.retranslations[:others]]
    pairs = [Pair(p.group(), "en", retranslations=tuple(t[n] for t in theirs if n < len(t))) for n, p in enumerate(own)]
    flagged = [in_document(replace(one, document_start=own[one.segment].start())) for one in unshared_words(pairs)]
    return rival(found[TEXT_ONLY], lambda _, __: flagged)


BENCHMARK = Benchmark("focus", tuple(f"{FOLDER}/{name}" for name in (*FILES, GOLD)), measure)
