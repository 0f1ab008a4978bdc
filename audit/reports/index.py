"""The index of a feed: one HTML page that ranks the articles that need a person, with trends; it needs nothing beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from string import Template

from audit.finding import Decision, Kind, Severity
from audit.reports.asset import asset, policy
from audit.reports.chart import Periods, Trend, bars, periods, shares
from audit.reports.markup import WORST_FIRST, language, plural, safe

_ORDER = (
    Decision.RETRANSLATE,
    Decision.REVIEW,
    None,
    Decision.PUBLISH,
)  # None: could not be audited, so a person must look
_WORDS = {
    Decision.RETRANSLATE: "retranslate",
    Decision.REVIEW: "review",
    Decision.PUBLISH: "publish",
    None: "not audited",
}
_SERIOUS = (Severity.CRITICAL, Severity.MAJOR)
_SERIOUS_RATE = "serious findings per 1,000 words"
_MOST = 12  # rows of a trend; the rest is told in a line
_MOST_NAMES = 50  # names that are spelled in several ways, likewise


@dataclass(frozen=True, slots=True)
class Count:
    """So many findings of one check and severity in one article."""

    name: str
    kind: Kind
    severity: Severity
    count: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of the index. `problem` is why it could not be audited, or what was left out; `decision` None without an audit.

    `need` is its penalty points, each weighed by its confidence; `page` the address of its own page, "" for none;
    `published` ISO 8601 or "", `seen` seconds since 1970.
    """

    number: int
    title: str
    url: str
    outlet: str
    published: str
    seen: float
    problem: str
    status: str
    page: str
    source_lang: str
    target_lang: str
    decision: Decision | None
    reasons: tuple[str, ...]
    points: int
    words: int
    per_thousand: float
    need: float
    counts: tuple[Count, ...]

    @property
    def pair(self) -> str:
        return f"{self.source_lang} → {self.target_lang}" if self.source_lang else self.target_lang

    def found(self, *severities: Severity) -> int:
        return sum(c.count for c in self.counts if c.severity in severities)


@dataclass(frozen=True, slots=True)
class Written:
    """One way in which translations write a name: how often, in how many articles, and the page of the last of them."""

    text: str
    count: int
    articles: int
    page: str


@dataclass(frozen=True, slots=True)
class Spelled:
    """A name of sources, in language `lang`, that translations write in several ways, the most usual first.

    `accepted`: each of them is allowed somewhere, so that it is a matter of style and not of right and wrong.
    """

    lang: str
    name: str
    written: tuple[Written, ...]
    accepted: bool


Dated = tuple[Listed, int]  # an article, and the place of its period


def ranked(articles: Sequence[Listed]) -> list[Listed]:
    """Return the articles, those that need a person most first: by decision, then by expected penalty."""
    return sorted(articles, key=lambda a: (_ORDER.index(a.decision), -a.need, -a.points, a.number))


def render(articles: Sequence[Listed], names: Sequence[Spelled] = ()) -> str:
    """Return the page; `names` are those that are spelled in several ways. The same store gives the same page, byte for byte."""
    css, js = asset("page.css") + asset("index.css"), asset("index.js")
    order = ranked(articles)
    return Template(asset("index.html")).substitute(
        policy=policy(css, js),
        css=css,
        js=js,
        about=_about(order),
        summary=_summary(order),
        filters=_filters(order),
        rows="\n".join(_row(n, a) for n, a in enumerate(order, 1)),
        names=_names(names),
        trends=_trends(order),
    )


def _about(articles: Sequence[Listed]) -> str:
    outlets = {a.outlet for a in articles if a.outlet}
    dates = sorted(a.published[:10] for a in articles if a.published)
    said = [plural(len(articles), "article"), plural(len(outlets), "outlet")]
    if dates:
        said.append(dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}")
    return "".join(f"<span>{part}</span>" for part in said)


def _summary(articles: Sequence[Listed]) -> str:
    counts = [(d, sum(a.decision is d for a in articles)) for d in _ORDER]
    cards = "".join(
        f'<div class="card d-{_name(d)}"><h3>{_WORDS[d].capitalize()}</h3><p class="big">{n:,}</p>'
        f'<p class="advice">{n / max(len(articles), 1):.0%} of the articles</p></div>'
        for d, n in counts
        if n or d is not None
    )
    return cards + f'<div class="bar">{shares([(f"d-{_name(d)}", _WORDS[d], n) for d, n in counts])}</div>'


def _name(decision: Decision | None) -> str:
    return decision.value if decision else "none"


# The table


def _filters(articles: Sequence[Listed]) -> str:
    decisions = "".join(
        f'<label><input type="checkbox" name="decision" value="{_name(d)}" checked> {_WORDS[d]}</label>'
        for d in _ORDER
        if any(a.decision is d for a in articles)
    )
    outlets, pairs = sorted({a.outlet for a in articles} - {""}), sorted({a.pair for a in articles} - {""})
    chosen = _choice("outlet", "Outlet", outlets) + _choice("pair", "Languages", pairs)
    checks = sorted({c.name for a in articles for c in a.counts})
    return (
        '<form id="filters" aria-label="Filter the articles" hidden>'
        f"<fieldset><legend>Decision</legend>{decisions}</fieldset>{chosen}{_choice('check', 'Check', checks)}"
        '<label>Search <input type="search" name="search"></label>'
        f'<p id="shown" role="status">{plural(len(articles), "article")}</p></form>'
    )


def _choice(name: str, label: str, values: list[str]) -> str:
    if len(values) < 2:
        return ""
    options = "".join(f'<option value="{safe(v)}">{safe(v)}</option>' for v in values)
    return f'<label>{label} <select name="{name}"><option value="">all</option>{options}</select></label>'


def _row(rank: int, article: Listed) -> str:
    title = f'<bdi lang="{safe(article.target_lang)}">{safe(article.title)}</bdi>'
    link = f'<a href="{safe(article.page)}">{title}</a>' if article.page else title
    said = "; ".join((*article.reasons, *filter(None, [article.problem])))
    critical, major, minor = (article.found(s) for s in WORST_FIRST[:3])
    checks = " ".join(sorted({c.name for c in article.counts}))
    cells = (
        ("rank", str(rank), str(rank)),
        ("decision", str(_ORDER.index(article.decision)), f'<span class="verdict">{_WORDS[article.decision]}</span>'),
        ("title", "", f'{link}<span class="reasons">{safe(said)}</span>'),
        ("outlet", "", f"<bdi>{safe(article.outlet)}</bdi>"),
        ("pair", "", safe(article.pair)),
        ("published", "", safe(article.published[:10])),
        *(_count(name, n) for name, n in (("critical", critical), ("major", major), ("minor", minor))),
        ("n rate", f"{article.per_thousand}", f"{article.per_thousand:,.1f}" if article.decision else ""),
    )
    inner = "".join(f'<td class="{name}" data-v="{value}">{text}</td>' for name, value, text in cells)
    return (
        f'<tr class="d-{_name(article.decision)}" data-decision="{_name(article.decision)}" data-outlet="{safe(article.outlet)}"'
        f' data-pair="{safe(article.pair)}" data-check="{safe(checks)}">{inner}</tr>'
    )


def _count(severity: str, count: int) -> tuple[str, str, str]:
    return f"n {severity}{'' if count else ' zero'}", str(count), str(count or "·")


# Names


def _names(names: Sequence[Spelled]) -> str:
    """The section of the names that are spelled in several ways, those first that no standard excuses; "" for none."""
    if not names:
        return ""
    order = sorted(names, key=lambda n: (n.accepted, -sum(w.articles for w in n.written), n.name))
    rows = "".join(map(_spelled, order[:_MOST_NAMES]))
    left = len(order) - _MOST_NAMES
    rest = f'<p class="hint">and {plural(left, "more name")}</p>' if left > 0 else ""
    return (
        '<section id="names" aria-labelledby="names-title"><h2 id="names-title">Names spelled in several ways</h2>'
        '<p class="hint">What the sources call by one name. No article is judged by it. A matter of style is what a standard or the '
        "tables allow each time.</p>"
        '<table><thead><tr><th scope="col">in the sources</th><th scope="col">spelled, and in how many articles</th>'
        f'<th scope="col">kind</th></tr></thead><tbody>{rows}</tbody></table>{rest}</section>'
    )


def _spelled(name: Spelled) -> str:
    ways = ", ".join(
        f'<a href="{safe(w.page)}"><bdi>{safe(w.text)}</bdi></a> {w.count:,}× in {plural(w.articles, "article")}'
        for w in name.written
    )
    kind = "style" if name.accepted else "to be looked at"
    return f'<tr><th scope="row"><bdi {language(name.lang)}>{safe(name.name)}</bdi></th><td>{ways}</td><td>{kind}</td></tr>'


# Trends


def _trends(articles: Sequence[Listed]) -> str:
    audited = [a for a in articles if a.decision]
    if not audited:
        return "<p>Nothing was audited yet.</p>"
    times = periods([(a.published, a.seen) for a in audited])
    dated = list(zip(audited, times.places, strict=True))
    checks = sorted({c.name for a in audited for c in a.counts})
    by_check = {name: _trend(dated, times, partial(_of_check, name)) for name in checks}
    return (
        _group("By outlet", _SERIOUS_RATE, _by(dated, times, lambda a: a.outlet or "unknown"), times)
        + _group("By languages", _SERIOUS_RATE, _by(dated, times, lambda a: a.pair), times)
        + _group("By check", "findings per 1,000 words", by_check, times)
    )


def _of_check(name: str, article: Listed) -> int:
    return sum(c.count for c in article.counts if c.name == name)


def _by(dated: list[Dated], times: Periods, name_of: Callable[[Listed], str]) -> dict[str, Trend]:
    """The serious findings of each group of articles."""
    groups: dict[str, list[Dated]] = {}
    for article, at in dated:
        groups.setdefault(name_of(article), []).append((article, at))
    return {name: _trend(group, times, lambda a: a.found(*_SERIOUS)) for name, group in groups.items()}


def _trend(dated: list[Dated], times: Periods, count: Callable[[Listed], int]) -> Trend:
    counts, words = [0] * len(times.names), [0] * len(times.names)
    for article, at in dated:
        counts[at] += count(article)
        words[at] += article.words
    return Trend(len(dated), tuple(counts), tuple(words))


def _group(title: str, unit: str, trends: dict[str, Trend], times: Periods) -> str:
    """A table with a chart in each row, on one scale; the worst first."""
    if not trends:
        return f"<section><h3>{title}</h3><p>Nothing was found.</p></section>"
    order = sorted(trends, key=lambda name: (-trends[name].rate, name))
    most = max(max(t.rates) for t in trends.values()) or 1.0
    rows = "".join(
        f'<tr><th scope="row"><bdi>{safe(name)}</bdi></th><td>{sum(trends[name].counts):,}</td><td>{trends[name].rate:,.1f}</td>'
        f'<td class="chart">{bars(trends[name], most, times, safe(name), unit)}</td></tr>'
        for name in order[:_MOST]
    )
    rest = f"<p>and {plural(len(order) - _MOST, 'more row')} with less</p>" if len(order) > _MOST else ""
    span = times.names[0] if len(times.names) == 1 else f"{times.names[0]} to {times.names[-1]}, by {times.unit}"
    return (
        f'<section><h3>{title}</h3><table><caption>{unit}; the highest bar is {most:,.1f}</caption><thead><tr><th scope="col">'
        f'<span class="unseen">name</span></th><th scope="col">findings</th><th scope="col">rate</th><th scope="col" class="chart">{span}</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>{rest}</section>"
    )
