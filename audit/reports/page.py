"""The report for people: one HTML page that needs nothing beside it, and can be read without scripts."""

import base64
import hashlib
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from audit.finding import Decision, Evidence, Finding, Kind, Score, Severity, Span
from audit.reports.marked import Piece, excerpt, pieces
from audit.reports.view import Audited, Row
from audit.reports.visible import visible

_ADVICE = {
    Decision.PUBLISH: "It can go out as it is.",
    Decision.REVIEW: "An editor should look at the marked places first.",
    Decision.RETRANSLATE: "It should not go out; correcting it is not worth the time.",
}
_RTL_LANGS = frozenset("ar arc ckb dv fa he iw ks nqo pnb ps sd syr ug ur yi".split())
_RTL_SCRIPTS = frozenset(("adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"))
_WORST_FIRST = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR, Severity.NEUTRAL)

Numbered = tuple[int, Finding]  # a finding and the number that the page gives it, from 1


def render(audited: Audited) -> str:
    """Return the page. The same audit gives the same page, byte for byte."""
    report = audited.report
    css, js = _asset("page.css"), _asset("page.js")
    return Template(_asset("page.html")).substitute(
        policy=f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(js)}'; "
        "base-uri 'none'; form-action 'none'",
        css=css,
        js=js,
        title=_safe(audited.title),
        about=_about(audited),
        decision=f"d-{report.verdict.decision}",
        verdict=_verdict(audited),
        score=_score(report.score, report.findings),
        counts=_counts(report.findings),
        filters=_filters(report.findings),
        columns=f"columns-{len(_columns(audited))}",
        heads=_heads(audited),
        rows=_rows(audited),
        findings=_findings(audited),
        extras=_extras(audited),
        signature=_safe(report.signature),
    )


@cache
def _asset(name: str) -> str:
    return files("audit.reports").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """Return the hash by which the page's policy knows its own style and script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _safe(text: str) -> str:
    return escape(visible(text))


def _lang(tag: str) -> str:
    """Return the attributes that tell a reader's software the language and its direction."""
    parts = tag.lower().split("-")
    rtl = parts[0] in _RTL_LANGS or any(part in _RTL_SCRIPTS for part in parts[1:])
    return f'lang="{_safe(tag)}" dir="{"rtl" if rtl and "latn" not in parts else "ltr"}"'


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


# The summary


def _about(audited: Audited) -> str:
    said = [f"{_safe(audited.source_lang)} → {_safe(audited.target_lang)}" if audited.source_lang else
            f"in {_safe(audited.target_lang)}, without its source"]  # fmt: skip
    said.append(_plural(len(audited.rows), "passage"))
    said += (
        f"re-translation {number}: <bdi>{_safe(name)}</bdi>"
        for number, name in enumerate(audited.retranslation_names, 1)
    )
    return "".join(f"<span>{part}</span>" for part in said)


def _verdict(audited: Audited) -> str:
    verdict = audited.report.verdict
    reasons = "".join(f"<li>{_safe(reason)}</li>" for reason in verdict.reasons)
    return (
        f'<p class="big">{verdict.decision.value.capitalize()}</p><p class="advice">{_ADVICE[verdict.decision]}</p>'
        + (f'<ul class="reasons">{reasons}</ul>' if reasons else "")
    )


def _score(score: Score, findings: tuple[Finding, ...]) -> str:
    counts = [(sum(f.severity is s for f in findings), s.points) for s in _WORST_FIRST]
    terms = " + ".join(f"{count} × {points}" for count, points in counts if count and points)
    adds_up = terms and sum(count * points for count, points in counts) == score.points
    counted = _safe(score.counted)
    return (
        f'<p class="big">{score.per_thousand:,.1f}</p>'
        f'<p class="advice">penalty points per 1,000 words of the {counted}</p>'
        f'<p class="formula">1,000 × {_plural(score.points, "point")} ÷ {_plural(score.words, "word")}'
        f" = {score.per_thousand:,.1f}</p>"
        + (f'<p class="formula">{terms} = {_plural(score.points, "point")}</p>' if adds_up else "")
        + '<p class="formula">critical 25, major 5, minor 1, neutral 0</p>'
        + ('<p class="formula unsure">Under 300 words this figure is unreliable.</p>' if score.unreliable else "")
    )


def _counts(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return '<p class="big">None</p><p class="advice">No check that ran found a fault.</p>'
    columns = [s for s in _WORST_FIRST if s is not Severity.NEUTRAL or any(f.severity is s for f in findings)]
    head = "".join(f'<th scope="col"><span class="line s-{s}">{s}</span></th>' for s in columns)
    body = "".join(_count_row(kind, columns, findings) for kind in Kind if any(f.kind is kind for f in findings))
    feet = "".join(f"<td>{sum(f.severity is s for f in findings)}</td>" for s in columns)
    return (
        f'<table><caption class="unseen">Findings by kind and severity</caption>'
        f'<thead><tr><th scope="col"><span class="unseen">kind</span></th>{head}<th scope="col">all</th></tr></thead>'
        f'<tbody>{body}</tbody><tfoot><tr><th scope="row">all</th>{feet}<td>{len(findings)}</td></tr></tfoot></table>'
    )


def _count_row(kind: Kind, columns: list[Severity], findings: tuple[Finding, ...]) -> str:
    mine = [f for f in findings if f.kind is kind]
    cells = "".join(f"<td>{sum(f.severity is s for f in mine) or '·'}</td>" for s in columns)
    return f'<tr><th scope="row">{_tag(kind)}</th>{cells}<td>{len(mine)}</td></tr>'


def _tag(kind: Kind) -> str:
    return f'<span class="tag k-{kind}"><b>{kind.value[0].upper()}</b>{kind.value}</span>'


def _filters(findings: tuple[Finding, ...]) -> str:
    """Return the filters, hidden until the script that serves them runs."""
    if not findings:
        return ""
    kinds = "".join(
        _box("kind", kind.value, _tag(kind), sum(f.kind is kind for f in findings))
        for kind in Kind
        if any(f.kind is kind for f in findings)
    )
    severities = "".join(
        _box("severity", s.value, f'<span class="line s-{s}">{s}</span>', sum(f.severity is s for f in findings))
        for s in _WORST_FIRST
        if any(f.severity is s for f in findings)
    )
    return (
        '<form id="filters" aria-label="Filter the findings" hidden>'
        f'<fieldset><legend>Kind</legend>{kinds}</fieldset><fieldset><legend>Severity</legend>{severities}</fieldset>'
        '<fieldset><legend>Text</legend><label><input type="checkbox" name="only"> only passages with findings</label>'
        f'</fieldset><p id="shown" role="status">{_plural(len(findings), "finding")}</p></form>'
    )


def _box(name: str, value: str, label: str, count: int) -> str:
    return (
        f'<label><input type="checkbox" name="{name}" value="{value}" checked> {label} '
        f'<span class="count">{count}</span></label>'
    )


# The text


def _columns(audited: Audited) -> tuple[str, ...]:
    source = ("Source",) if any(row.source for row in audited.rows) else ()
    count = len(audited.retranslation_names)
    again = ("Re-translation" if count == 1 else "Re-translations",) if count else ()
    return (*source, "Translation", *again)


def _heads(audited: Audited) -> str:
    """Return the headings of the columns; each text also carries its own, for phones and for screen readers."""
    return '<div class="heads" aria-hidden="true">' + "".join(f"<div>{c}</div>" for c in _columns(audited)) + "</div>"


def _rows(audited: Audited) -> str:
    here: dict[int, list[Numbered]] = {}
    for number, finding in enumerate(audited.report.findings, 1):
        here.setdefault(finding.segment, []).append((number, finding))
    columns = _columns(audited)
    made: list[str] = []
    paragraph = None
    for index, row in enumerate(audited.rows):
        if row.paragraph != paragraph:
            made.append(('</div><div class="paragraph">' if made else '<div class="paragraph">'))
            paragraph = row.paragraph
        made.append(_row(index + 1, row, here.get(index, []), columns))
    return "\n".join((*made, "</div>" if made else "<p>There is no text.</p>"))


def _row(number: int, row: Row, found: list[Numbered], columns: tuple[str, ...]) -> str:
    cells = []
    if columns[0] == "Source":
        spans = [f.source for _, f in found if f.source is not None]
        text = _marked(row.source, spans, [(n, f) for n, f in found if f.source is not None], notes=None)
        cells.append(_cell("source", "Source", row.source_lang, text))
    text = _marked(row.target, [f.span for _, f in found], found, notes=row)
    cells.append(_cell("target", "Translation", row.target_lang, text))
    if columns[-1].startswith("Re-"):
        again = "".join(_again(n, t, row.target_lang, len(row.retranslations)) for n, t in enumerate(row.retranslations, 1))
        cells.append(f'<div class="cell again">{again}</div>')
    return f'<div class="row" id="p-{number}"><a class="place" href="#p-{number}" aria-label="Passage {number}">{number}</a>{"".join(cells)}</div>'  # noqa: E501


def _cell(name: str, label: str, lang: str, text: str) -> str:
    return f'<div class="cell {name}"><span class="label">{label}</span><p {_lang(lang)}>{text or _nothing()}</p></div>'


def _again(number: int, text: str, lang: str, count: int) -> str:
    label = f"Re-translation {number}" if count > 1 else "Re-translation"
    kept = " kept" if count > 1 else ""
    return f'<span class="label{kept}">{label}</span><p {_lang(lang)}>{_safe(text) or _nothing()}</p>'


def _nothing() -> str:
    return '<span class="nothing" lang="en" dir="ltr">nothing here</span>'


def _marked(text: str, spans: list[Span], found: list[Numbered], *, notes: Row | None) -> str:
    """Return `text` with each span marked; with `notes`, each finding's link and note stand where its span ends."""
    return "".join(_piece(text[p.start : p.end], p, found, notes) for p in pieces(len(text), spans))


def _piece(text: str, piece: Piece, found: list[Numbered], notes: Row | None) -> str:
    if not piece.covering:
        return _safe(text)
    covering = sorted((found[i] for i in piece.covering), key=lambda nf: (_WORST_FIRST.index(nf[1].severity), nf[0]))
    worst = covering[0][1]
    several = " several" if len(covering) > 1 else ""
    numbers = " ".join(str(n) for n, _ in covering)
    ends = "".join(_reference(*found[i], notes) for i in piece.ending)
    inner = _safe(text) if piece.start < piece.end else '<span class="caret"></span>'
    return f'<span class="mark k-{worst.kind} s-{worst.severity}{several}" data-f="{numbers}">{inner}{ends}</span>'


def _reference(number: int, finding: Finding, notes: Row | None) -> str:
    face = f"{number}<small>{finding.kind.value[0].upper()}</small>"
    if notes is None:
        return f'<sup class="ref" data-n="{number}" aria-hidden="true">{face}</sup>'
    label = f"Finding {number}: {finding.kind}, {finding.severity}"
    return (
        f'<a class="ref" id="m-{number}" data-n="{number}" href="#f-{number}" aria-label="{label}"'
        f' aria-describedby="n-{number}">{face}</a><span class="note" id="n-{number}" role="tooltip" lang="en" dir="ltr">'
        f"{_note(number, finding, notes)}</span>"
    )


# The findings


def _note(number: int, finding: Finding, row: Row) -> str:
    """Return what is said about a finding, in elements that may stand inside a paragraph."""
    better = finding.suggestion.strip()
    fix = f'<span class="fix"><i>Better</i> <bdi lang="{_safe(row.target_lang)}">{_safe(better)}</bdi></span>'
    said = "".join(_witness(e, row) for e in finding.evidence)
    return (
        f'<span class="what"><b class="number">{number}</b>{_tag(finding.kind)}'
        f'<span class="line s-{finding.severity}">{finding.severity}</span>'
        f'<span class="sure">{finding.confidence:.0%} sure</span></span>'
        f'<span class="why">{_safe(finding.message)}</span>{fix if better else ""}{said}'
    )


def _witness(evidence: Evidence, row: Row) -> str:
    lang = {"source": row.source_lang, "lexicon": ""}.get(evidence.origin, row.target_lang)
    known = f' lang="{_safe(lang)}"' if lang else ""
    return f'<span class="said"><i>{_safe(evidence.origin)}</i> <bdi{known}>{_safe(evidence.text)}</bdi></span>'


def _findings(audited: Audited) -> str:
    if not audited.report.findings:
        return "<p>Nothing was found.</p>"
    entries = (_entry(audited, number, f) for number, f in enumerate(audited.report.findings, 1))
    return '<ol class="list">' + "\n".join(entries) + "</ol>"


def _entry(audited: Audited, number: int, finding: Finding) -> str:
    row = audited.rows[finding.segment]
    source = "" if finding.source is None else _quote(row.source, finding.source, finding, row.source_lang)
    return (
        f'<li id="f-{number}" class="k-{finding.kind}" data-kind="{finding.kind}" data-severity="{finding.severity}">'
        f'<div class="quotes">{_quote(row.target, finding.span, finding, row.target_lang)}{source}</div>'
        f'<div class="says">{_note(number, finding, row)}</div>'
        f'<p class="facts"><a href="#m-{number}" aria-label="Finding {number} in the text">in the text</a> '
        f'<span>{_safe(finding.name)} {_safe(finding.code)}</span> <span>{_safe(finding.category.value)}</span> '
        f"<code>{_safe(finding.id)}</code></p></li>"
    )


def _quote(text: str, span: Span, finding: Finding, lang: str) -> str:
    before, marked, after = (_safe(part) for part in excerpt(text, span))
    inner = marked or '<span class="caret"></span>'
    mark = f'<span class="mark k-{finding.kind} s-{finding.severity}">{inner}</span>'
    return f"<p {_lang(lang)}>{before}{mark}{after}</p>"


def _extras(audited: Audited) -> str:
    report = audited.report
    skipped = "".join(f"<li><b>{_safe(s.name)}</b> {_safe(s.reason)}</li>" for s in report.skips)
    noted = "".join(f"<li>{_safe(note)}</li>" for note in report.notes)
    made = ""
    if skipped:
        made += (
            '<section class="extra"><h2>Not checked</h2><p>Silence of these checks says nothing about the text.</p>'
            f"<ul>{skipped}</ul></section>"
        )
    if noted:
        made += f'<section class="extra"><h2>Notes</h2><ul>{noted}</ul></section>'
    return made
