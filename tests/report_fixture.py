"""Audits made by hand for the tests of the reports: a realistic one, a long one, right-to-left ones, a hostile one.

`sample()` is a Ukrainian news item as a machine would put it into English, with findings of every kind and severity.
"""

from dataclasses import replace

from report_flags import FLAGS, SKIPS, Flag
from report_texts import PARAGRAPHS

from audit.finding import (
    Category,
    Decision,
    Evidence,
    Finding,
    Kind,
    Report,
    Score,
    Severity,
    Skip,
    Span,
    Verdict,
)
from audit.reports.view import Audited, Row
from corpora.words import words


def sample() -> Audited:
    """Return the news item with two re-translations."""
    return _audited("bridge.en.txt", _rows(), tuple(_finding(n, f, _rows()) for n, f in enumerate(FLAGS, 1)))


def text_only() -> Audited:
    """Return the news item without source and re-translations, with the findings that need neither."""
    rows = tuple(replace(r, source="", source_start=0, source_lang="", retranslations=()) for r in _rows())
    found = tuple(replace(f, source=None) for f in sample().report.findings if f.code.startswith("L"))
    made = _audited("bridge.en.txt", rows, found)
    return replace(made, retranslation_names=())


def long(times: int = 39) -> Audited:
    """Return the news item `times` times over: 507 rows and 624 findings by default."""
    rows: list[Row] = []
    found: list[Finding] = []
    short = sample()
    for turn in range(times):
        add, first = turn * 10_000, len(rows)
        found += (
            replace(f, id=f"{turn}-{f.id}", segment=first + f.segment, document_start=add + f.document_start)
            for f in short.report.findings
        )
        rows += (replace(r, target_start=add + r.target_start, paragraph=turn * 4 + r.paragraph) for r in short.rows)
    return _audited("long.en.txt", tuple(rows), tuple(found))


def arabic() -> Audited:
    """Return an English text put into Arabic, with Hebrew words inside."""
    rows = (
        _row(
            0,
            "The museum opens at 9 a.m. and closes at 17:00.",
            "en",
            "يفتح المتحف في الساعة 9 صباحاً ويغلق في الساعة 15:00.",
            "ar",
            "يفتح المتحف أبوابه الساعة 9 صباحاً ويغلقها الساعة 17:00.",
        ),
        _row(
            1,
            "The exhibits came from the National Library of Israel (הספרייה הלאומית).",
            "en",
            "جاءت المعروضات من مكتبة إسرائيل الوطنية (הספרייה הלאומית) المكتبة.",
            "ar",
            "جاءت المعروضات من المكتبة الوطنية الإسرائيلية.",
        ),
    )
    number = Flag(
        0,
        "15:00",
        "17:00",
        "A001",
        "changed-number",
        Category.MISTRANSLATION,
        Kind.MEANING,
        Severity.CRITICAL,
        0.97,
        "The source says 17:00, the translation 15:00.",
        "17:00",
        (("source", "17:00"), ("re-translation 1", "17:00")),
    )
    word = Flag(
        1,
        "المكتبة",
        "",
        "L001",
        "doubled-word",
        Category.GRAMMAR,
        Kind.LANGUAGE,
        Severity.MINOR,
        0.6,
        "The word stands twice.",
        "",
        (),
    )
    return _audited(
        "museum.ar.txt", rows, (_finding(1, number, rows), _finding(2, word, rows)), names=("recorded.ar.txt",)
    )


def hostile() -> Audited:
    """Return texts that try to break out: mark-up, escapes, bidi overrides, NUL, a lone surrogate."""
    evil = (
        "</p><script>alert(1)</script> \x1b[31mred \x00 \u202eesrever\u2066 "
        "\ud800 \x9b2J \"'><img src=x onerror=alert(2)>"
    )
    rows = (_row(0, evil, '"><script>', evil, 'en" onload="x', evil),)
    found = tuple(
        Finding(
            id=f"x{n}{evil}",
            segment=0,
            span=Span(n, n + 12),
            source=Span(n, n + 3),
            code=evil,
            name=evil,
            category=Category.UNINTELLIGIBLE,
            kind=Kind.LANGUAGE,
            severity=Severity.MAJOR,
            confidence=0.5,
            message=evil,
            suggestion=evil,
            evidence=(Evidence(evil, evil),),
            text=evil[n : n + 12],
        )
        for n in (0, 5, 9)
    )
    made = _audited(evil, rows, found, names=(evil,))
    verdict = Verdict(Decision.REVIEW, (evil,))
    return replace(
        made, report=replace(made.report, verdict=verdict, notes=(evil,), skips=(Skip(evil, evil),), signature=evil)
    )


def empty() -> Audited:
    """Return the news item with nothing found."""
    return _audited("bridge.en.txt", _rows(), ())


def placed(audited: Audited, path: str = "news/bridge.en.txt") -> Audited:
    """The audit with its text, rebuilt from the places of its rows; a line for each paragraph."""
    text = ""
    for row in audited.rows:
        text = text.ljust(row.target_start, "\n") + row.target
    return replace(audited, path=path, source_path="news/bridge.uk.txt", text=text)


def audit_of(target: str, source: str, said: str, span: Span, origin: str = "lexicon") -> Audited:
    """One segment with one finding whose every text is what is given."""
    finding = Finding(
        id="0123456789ab",
        segment=0,
        span=span,
        source=Span(0, min(2, len(source))) if source else None,
        code="X001",
        name="made-up",
        category=Category.MISTRANSLATION,
        kind=Kind.MEANING,
        severity=Severity.CRITICAL,
        confidence=0.5,
        message=said,
        suggestion=said,
        evidence=(Evidence(origin, said),),
        text=target[span.start : span.end],
    )
    row = Row(target, 0, "en", source, 0, "uk" if source else "", (), 0)
    base = empty()
    report = replace(base.report, findings=(finding,))
    return Audited(said or "title", (row,), (), report, path=said, text=target)


def _rows() -> tuple[Row, ...]:
    rows: list[Row] = []
    source_start = target_start = 0
    for paragraph, sentences in enumerate(PARAGRAPHS):
        for source, target, first, second in sentences:
            rows.append(Row(target, target_start, "en", source, source_start, "uk", (first, second), paragraph))
            source_start += len(source) + 1
            target_start += len(target) + 1
        source_start += 1  # an empty line ends a paragraph
        target_start += 1
    return tuple(rows)


def _row(paragraph: int, source: str, source_lang: str, target: str, target_lang: str, again: str) -> Row:
    return Row(target, 0, target_lang, source, 0, source_lang, (again,), paragraph)


def _finding(number: int, flag: Flag, rows: tuple[Row, ...]) -> Finding:
    row = rows[flag.segment]
    before, bar, after = flag.words.partition("|")
    start = row.target.rindex(before + after)
    span = Span(start + len(before), start + len(before)) if bar else Span(start, start + len(flag.words))
    at = row.source.index(flag.source)
    return Finding(
        id=f"mt{number:04x}",
        segment=flag.segment,
        span=span,
        source=Span(at, at + len(flag.source)) if flag.source else None,
        code=flag.code,
        name=flag.name,
        category=flag.category,
        kind=flag.kind,
        severity=flag.severity,
        confidence=flag.confidence,
        message=flag.message,
        suggestion=flag.suggestion,
        evidence=tuple(Evidence(origin, text) for origin, text in flag.evidence),
        text=row.target[span.start : span.end],
        document_start=row.target_start,
        document_source_start=row.source_start,
    )


def _audited(
    title: str,
    rows: tuple[Row, ...],
    found: tuple[Finding, ...],
    names: tuple[str, ...] = ("first.en.txt", "second.en.txt"),
) -> Audited:
    found = tuple(sorted(found, key=lambda f: (f.segment, f.span, f.code)))
    counted = "source" if rows[0].source else "translation"
    total = sum(len(words(r.source or r.target)) for r in rows)
    points = sum(f.severity.points for f in found)
    score = Score(points, total, counted, 1000 * points / total, total < 300)
    worst = sum(f.severity is Severity.CRITICAL for f in found)
    decision = Decision.RETRANSLATE if worst > 1 else Decision.REVIEW if found else Decision.PUBLISH
    reasons = (f"{worst} critical findings change what the article says",) if worst else ("no critical finding",)
    signature = "mtaudit:0.1.0|pair:uk-en|checks:12|retranslations:2"
    notes = ("Segments 11 and 12 were aligned with little evidence.",) if found else ()
    return Audited(title, rows, names, Report(found, SKIPS, score, Verdict(decision, reasons), signature, notes))
