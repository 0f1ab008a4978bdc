"""The queue: the articles that need a person, most needy first."""

from collections.abc import Mapping
from dataclasses import asdict

from audit.finding import Decision
from audit.reports.markup import plural, safe
from audit.serve.articles import Asked, Entry, Queue
from audit.serve.forms import query_of
from audit.serve.frame import Page, choice, counted, pages

_DECISIONS = (("", "all"), *((d.value, d.value) for d in reversed(Decision)), ("none", "not audited"))
_STATUSES = (("todo", "to do"), ("open", "open"), ("taken", "taken"), ("done", "done"), ("all", "all"))


def render(queue: Queue, asked: Asked, offered: Mapping[str, tuple[str, ...]], csrf: str) -> Page:
    """Return the page."""
    rows = "\n".join(map(_row, queue.entries))
    table = (
        '<table id="ranking"><caption class="unseen">Articles, those that need a person most first</caption><thead><tr>'
        '<th scope="col">decision</th><th scope="col">article</th><th scope="col">outlet</th><th scope="col">languages</th>'
        '<th scope="col">reviewed</th><th scope="col" class="n"><abbr title="penalty points per 1,000 words">points</abbr></th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
        if rows
        else "<p>No article is like that.</p>"
    )
    number = min(asked.page, queue.pages)
    links = (_query(asked, number - 1), _query(asked, number + 1))
    body = (
        f'<main id="main" tabindex="-1"><div class="top"><h1>Queue</h1><p class="about"><span>{plural(queue.total, "article")}</span>'
        '<a href="/gold.jsonl" download>Export the articles that are done</a></p></div>'
        f"{_filters(asked, offered)}{table}{pages(number, queue.pages, links, 'the queue')}</main>"
    )
    return Page("Queue", body)


def problem(why: str) -> Page:
    """Return a page of one line, for what cannot be done."""
    body = (
        '<main id="main" tabindex="-1"><div class="top"><h1>This cannot be done</h1>'
        f'<p role="alert">{safe(why)}</p><p><a href="/">To the queue</a></p></div></main>'
    )
    return Page("Error", body)


def _query(asked: Asked, page: int) -> str:
    return "/" + query_of(asdict(asked) | {"page": page}, asdict(Asked()))


def _filters(asked: Asked, offered: Mapping[str, tuple[str, ...]]) -> str:
    chosen = {"outlet": asked.outlet, "pair": asked.pair, "check": asked.check}
    labels = {"outlet": "Outlet", "pair": "Languages", "check": "Check"}
    lists = "".join(
        choice(name, labels[name], (("", "all"), *((v, v) for v in values)), chosen[name])
        for name, values in offered.items()
        if len(values) > 1 or chosen[name]
    )
    return (
        '<form id="filters" role="search" aria-label="Filter the articles" action="/">'
        f"{choice('status', 'Status', _STATUSES, asked.status)}{choice('decision', 'Decision', _DECISIONS, asked.decision)}{lists}"
        f'<label>Search <input type="search" name="search" value="{safe(asked.search)}"></label><button>Show</button></form>'
    )


def _row(entry: Entry) -> str:
    name = entry.decision.value if entry.decision else "none"
    said = "; ".join((*entry.reasons, *filter(None, [entry.problem])))
    status = "" if entry.status == "open" else f' <span class="status">{entry.status}</span>'
    languages = f"{entry.source_lang} → {entry.target_lang}" if entry.source_lang else entry.target_lang
    rate = f"{entry.per_thousand:,.1f}" if entry.decision else ""
    return (
        f'<tr class="d-{name}"><td class="decision"><span class="verdict">{"not audited" if name == "none" else name}</span>{status}</td>'
        f'<td class="title"><a href="/article/{entry.number}"><bdi lang="{safe(entry.target_lang)}">{safe(entry.title)}</bdi></a>'
        f'<span class="reasons">{safe(said)}</span></td><td class="outlet"><bdi>{safe(entry.outlet)}</bdi> '
        f'<span class="when">{safe(entry.published[:10])}</span></td><td class="pair">{safe(languages)}</td>'
        f'<td class="judged">{_judged(entry)}</td><td class="n rate">{rate}</td></tr>'
    )


def _judged(entry: Entry) -> str:
    if not entry.found:
        return '<span class="count">no findings</span>'
    return f'<span class="unseen">{counted(entry.judged, entry.found)}</span><span aria-hidden="true">{entry.judged} / {entry.found}<span class="shown-small"> reviewed</span></span>'
