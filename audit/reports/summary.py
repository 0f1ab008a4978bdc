"""The head of the page: decision, MQM figure, counts, and the filters."""

from audit.finding import Decision, Finding, Kind, Score, Severity
from audit.reports.markup import WORST_FIRST, plural, safe, tag
from audit.reports.view import Audited

_ADVICE = {
    Decision.PUBLISH: "It can go out as it is.",
    Decision.REVIEW: "An editor should look at the marked places first.",
    Decision.RETRANSLATE: "It should not go out; correcting it is not worth the time.",
}


def about(audited: Audited) -> str:
    said = [f"{safe(audited.source_lang)} → {safe(audited.target_lang)}" if audited.source_lang else
            f"in {safe(audited.target_lang)}, without its source"]  # fmt: skip
    said.append(plural(len(audited.rows), "passage"))
    said += (
        f"re-translation {number}: <bdi>{safe(name)}</bdi>"
        for number, name in enumerate(audited.retranslation_names, 1)
    )
    return "".join(f"<span>{part}</span>" for part in said)


def verdict(audited: Audited) -> str:
    verdict = audited.report.verdict
    reasons = "".join(f"<li>{safe(reason)}</li>" for reason in verdict.reasons)
    return (
        f'<p class="big">{verdict.decision.value.capitalize()}</p><p class="advice">{_ADVICE[verdict.decision]}</p>'
        + (f'<ul class="reasons">{reasons}</ul>' if reasons else "")
    )


def score(score: Score, findings: tuple[Finding, ...]) -> str:
    counts = [(sum(f.severity is s for f in findings), s.points) for s in WORST_FIRST]
    terms = " + ".join(f"{count} × {points}" for count, points in counts if count and points)
    adds_up = terms and sum(count * points for count, points in counts) == score.points
    counted = safe(score.counted)
    prices = ", ".join(f"{s} {s.points}" for s in WORST_FIRST)
    return (
        f'<p class="big">{score.per_thousand:,.1f}</p>'
        f'<p class="advice">penalty points per 1,000 words of the {counted}</p>'
        f'<p class="formula">1,000 × {plural(score.points, "point")} ÷ {plural(score.words, "word")}'
        f" = {score.per_thousand:,.1f}</p>"
        + (f'<p class="formula">{terms} = {plural(score.points, "point")}</p>' if adds_up else "")
        + f'<p class="formula">{prices}</p>'
        + ('<p class="formula unsure">Under 300 words this figure is unreliable.</p>' if score.unreliable else "")
    )


def counts(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return '<p class="big">None</p><p class="advice">No check that ran found a fault.</p>'
    columns = [s for s in WORST_FIRST if s is not Severity.NEUTRAL or any(f.severity is s for f in findings)]
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
    return f'<tr><th scope="row">{tag(kind)}</th>{cells}<td>{len(mine)}</td></tr>'


def filters(findings: tuple[Finding, ...]) -> str:
    """Return the filters, hidden until the script that serves them runs."""
    if not findings:
        return ""
    kinds = "".join(
        _box("kind", kind.value, tag(kind), sum(f.kind is kind for f in findings))
        for kind in Kind
        if any(f.kind is kind for f in findings)
    )
    severities = "".join(
        _box("severity", s.value, f'<span class="line s-{s}">{s}</span>', sum(f.severity is s for f in findings))
        for s in WORST_FIRST
        if any(f.severity is s for f in findings)
    )
    return (
        '<form id="filters" aria-label="Filter the findings" hidden>'
        f"<fieldset><legend>Kind</legend>{kinds}</fieldset><fieldset><legend>Severity</legend>{severities}</fieldset>"
        '<fieldset><legend>Text</legend><label><input type="checkbox" name="only"> only with findings</label>'
        f'</fieldset><p id="shown" role="status">{plural(len(findings), "finding")}</p></form>'
    )


def _box(name: str, value: str, label: str, count: int) -> str:
    return (
        f'<label><input type="checkbox" name="{name}" value="{value}" checked> {label} '
        f'<span class="count">{count}</span></label>'
    )
