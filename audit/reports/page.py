"""The report for people: one HTML page that needs nothing beside it, and can be read without scripts."""

from string import Template

from audit.finding import Evidence, Finding, Span
from audit.reports import summary
from audit.reports.asset import asset, policy
from audit.reports.marked import Piece, excerpt, pieces
from audit.reports.markup import WORST_FIRST, language, safe, tag
from audit.reports.view import Audited, Row

Numbered = tuple[int, Finding]  # a finding and the number that the page gives it, from 1


def render(audited: Audited) -> str:
    """Return the page. The same audit gives the same page, byte for byte."""
    report = audited.report
    css, js = asset("page.css"), asset("page.js")
    columns, heads = head_row(audited)
    return Template(asset("page.html")).substitute(
        policy=policy(css, js),
        css=css,
        js=js,
        title=safe(audited.title),
        about=summary.about(audited),
        decision=f"d-{report.verdict.decision}",
        verdict=summary.verdict(audited),
        score=summary.score(report.score, report.findings),
        counts=summary.counts(report.findings),
        filters=summary.filters(report.findings),
        columns=f"columns-{columns}",
        heads=heads,
        rows=_rows(audited),
        findings=_findings(audited),
        extras=_extras(audited),
        signature=safe(report.signature),
    )


# The text


def _columns(audited: Audited) -> tuple[str, ...]:
    source = ("Source",) if any(row.source for row in audited.rows) else ()
    count = len(audited.retranslation_names)
    again = ("Re-translation" if count == 1 else "Re-translations",) if count else ()
    return (*source, "Translation", *again)


def head_row(audited: Audited) -> tuple[int, str]:
    """Return the number of columns and their headings; each text also carries its own, for phones and for screen readers."""
    return len(_columns(audited)), '<div class="heads" aria-hidden="true">' + "".join(
        f"<div>{c}</div>" for c in _columns(audited)
    ) + "</div>"


def _rows(audited: Audited) -> str:
    here: dict[int, list[Numbered]] = {}
    for number, finding in enumerate(audited.report.findings, 1):
        here.setdefault(finding.segment, []).append((number, finding))
    columns = _columns(audited)
    made: list[str] = []
    paragraph = None
    for index, row in enumerate(audited.rows):
        if row.paragraph != paragraph:
            made.append('</div><div class="paragraph">' if made else '<div class="paragraph">')
            paragraph = row.paragraph
        made.append(_row(index + 1, row, here.get(index, []), columns))
    return "\n".join((*made, "</div>" if made else "<p>There is no text.</p>"))


def _row(number: int, row: Row, found: list[Numbered], columns: tuple[str, ...]) -> str:
    cells = []
    if columns[0] == "Source":
        spans = [f.source for _, f in found if f.source is not None]
        text = _marked(row.source, spans, [(n, f) for n, f in found if f.source is not None], notes=None)
        cells.append(cell("source", "Source", row.source_lang, text))
    text = _marked(row.target, [f.span for _, f in found], found, notes=row)
    cells.append(cell("target", "Translation", row.target_lang, text))
    if columns[-1].startswith("Re-"):
        cells.append(again(row.retranslations, row.target_lang))
    place = f'<a class="place" href="#p-{number}" aria-label="Passage {number}">{number}</a>'
    return f'<div class="row" id="p-{number}">{place}{"".join(cells)}</div>'


def cell(name: str, label: str, lang: str, text: str) -> str:
    """Return one text of a passage, which is HTML already."""
    return (
        f'<div class="cell {name}"><span class="label">{label}</span><p {language(lang)}>{text or _nothing()}</p></div>'
    )


def again(texts: tuple[str, ...], lang: str) -> str:
    """Return the re-translations of a passage; with more than one, each with its number."""
    shown = [f"<p {language(lang)}>{safe(text) or _nothing()}</p>" for text in texts]
    if len(shown) == 1:
        return _again_cell("Re-translation", shown[0])
    numbered = (
        f'<div class="one"><span class="label"><span class="unseen">Re-translation </span>{number}</span>{text}</div>'
        for number, text in enumerate(shown, 1)
    )
    return _again_cell("Re-translations", "".join(numbered))


def _again_cell(label: str, inner: str) -> str:
    return f'<div class="cell again"><span class="label">{label}</span>{inner}</div>'


def _nothing() -> str:
    return '<span class="nothing" lang="en" dir="ltr">nothing here</span>'


def _marked(text: str, spans: list[Span], found: list[Numbered], *, notes: Row | None) -> str:
    """Return `text` with each span marked; with `notes`, each finding's link and note stand where its span ends."""
    return "".join(_piece(text[p.start : p.end], p, found, notes) for p in pieces(len(text), spans))


def _piece(text: str, piece: Piece, found: list[Numbered], notes: Row | None) -> str:
    if not piece.covering:
        return safe(text)
    covering = sorted((found[i] for i in piece.covering), key=lambda nf: (WORST_FIRST.index(nf[1].severity), nf[0]))
    worst = covering[0][1]
    several = " several" if len(covering) > 1 else ""
    numbers = " ".join(str(n) for n, _ in covering)
    ends = "".join(_reference(*found[i], notes) for i in piece.ending)
    inner = f"<u>{safe(text)}</u>" if piece.start < piece.end else '<span class="caret"></span>'
    return f'<span class="mark k-{worst.kind} s-{worst.severity}{several}" data-f="{numbers}">{inner}{ends}</span>'


def _reference(number: int, finding: Finding, notes: Row | None) -> str:
    face = f"{number}<small>{finding.kind.value[0].upper()}</small>"
    if notes is None:
        return f'<sup class="ref k-{finding.kind}" data-n="{number}" aria-hidden="true">{face}</sup>'
    label = f"Finding {number}: {finding.kind}, {finding.severity}"
    return (
        f'<a class="ref k-{finding.kind}" id="m-{number}" data-n="{number}" href="#f-{number}" aria-label="{label}"'
        f' aria-describedby="n-{number}">{face}</a>'
        f'<span class="note" id="n-{number}" role="tooltip" lang="en" dir="ltr">{_note(number, finding, notes)}</span>'
    )


# The findings


def _note(number: int, finding: Finding, row: Row) -> str:
    """Return what is said about a finding, in elements that may stand inside a paragraph."""
    return (
        f'<span class="what"><b class="number">{number}</b>{tag(finding.kind)}'
        f'<span class="line s-{finding.severity}">{finding.severity}</span>'
        f'<span class="sure">{finding.confidence:.0%} sure</span></span>{note_body(finding, row)}'
    )


def note_body(finding: Finding, row: Row) -> str:
    """Return the message, the correction and the evidence."""
    better = finding.suggestion.strip()
    fix = f'<span class="fix"><i>Better</i> <bdi lang="{safe(row.target_lang)}">{safe(better)}</bdi></span>'
    said = "".join(_witness(e, row) for e in finding.evidence)
    return f'<span class="why">{safe(finding.message)}</span>{fix if better else ""}{said}'


def _witness(evidence: Evidence, row: Row) -> str:
    lang = {"source": row.source_lang, "lexicon": ""}.get(evidence.origin, row.target_lang)
    known = f' lang="{safe(lang)}"' if lang else ""
    return f'<span class="said"><i>{safe(evidence.origin)}</i> <bdi{known}>{safe(evidence.text)}</bdi></span>'


def _findings(audited: Audited) -> str:
    if not audited.report.findings:
        return "<p>Nothing was found.</p>"
    entries = (_entry(audited, number, f) for number, f in enumerate(audited.report.findings, 1))
    return '<ol class="list">' + "\n".join(entries) + "</ol>"


def _entry(audited: Audited, number: int, finding: Finding) -> str:
    row = audited.rows[finding.segment]
    quotes = _quote(row.target, finding.span, finding, row.target_lang)
    if finding.source is not None:
        quotes += _quote(row.source, finding.source, finding, row.source_lang)
    return (
        f'<li id="f-{number}" class="k-{finding.kind}" data-id="{safe(finding.id)}" data-kind="{finding.kind}" '
        f'data-severity="{finding.severity}">'
        f'<b class="number">{number}</b><div class="quotes">{quotes}</div>'
        f'<div class="says">{_note(number, finding, row)}</div>'
        f'<p class="facts"><a href="#m-{number}" aria-label="Finding {number} in the text">in the text</a> '
        f"<span>{safe(finding.name)} {safe(finding.code)}</span> <span>{safe(finding.category.value)}</span> "
        f"<code>{safe(finding.id)}</code></p></li>"
    )


def _quote(text: str, span: Span, finding: Finding, lang: str) -> str:
    before, marked, after = (safe(part) for part in excerpt(text, span))
    inner = f"<u>{marked}</u>" if marked else '<span class="caret"></span>'
    mark = f'<span class="mark k-{finding.kind} s-{finding.severity}">{inner}</span>'
    return f"<p {language(lang)}>{before}{mark}{after}</p>"


def _extras(audited: Audited) -> str:
    report = audited.report
    skipped = "".join(f"<li><b>{safe(s.name)}</b> {safe(s.reason)}</li>" for s in report.skips)
    noted = "".join(f"<li>{safe(note)}</li>" for note in report.notes)
    made = ""
    if skipped:
        made += (
            '<section class="extra"><h2>Not checked</h2><p>Silence of these checks says nothing about the text.</p>'
            f"<ul>{skipped}</ul></section>"
        )
    if noted:
        made += f'<section class="extra"><h2>Notes</h2><ul>{noted}</ul></section>'
    return made
