"""One article: source, translation and re-translations side by side, each finding under its passage with what can be done about it."""

from collections.abc import Iterator, Sequence

from audit.finding import Kind, Severity
from audit.reports.markup import plural, safe
from audit.reports.page import head_row
from audit.serve.articles import Article
from audit.serve.card import card, comments, told
from audit.serve.forms import Wanted
from audit.serve.frame import Page, choice, counted, hidden, pages
from audit.serve.passage import passage
from audit.serve.reviews import Item, State

__all__ = ["card", "progress", "render", "told"]
_PASSAGES = 400  # of a page
_POINTS = 200_000  # code points of the translation on a page, about
_STATES = (("", "all"), *((s.value, s.value) for s in State))
_KINDS = (("", "all"), *((k.value, k.value) for k in Kind))
_SEVERITIES = (("", "all"), *((s.value, s.value) for s in reversed(Severity)))


def render(article: Article, wanted: Wanted, following: int, csrf: str) -> Page:
    """Return the page; `following` is the next article, 0 for none."""
    audited = article.audited
    lang = safe(audited.target_lang) if audited else ""
    way = f'<a href="/article/{following}" rel="next" id="next">Next article</a>' if following else ""
    body = (
        f'<main id="main" tabindex="-1"><nav class="way" aria-label="Articles"><a href="/" id="to-queue">Queue</a>{way}</nav>'
        f'<div class="top"><h1><bdi lang="{lang}">{safe(article.title)}</bdi></h1><p class="about">{_about(article)}</p></div>'
        f"{_summary(article, csrf)}"
        + (_text(article, wanted, csrf) if audited else "<p>This article has no audit yet.</p>")
        + f"{_comments(article, wanted, csrf)}</main>"
    )
    return Page(article.title, body, "text" if audited else "main")


def progress(article: Article) -> str:
    """Return how far the article's findings are reviewed, in words."""
    ours = [i for i in article.items if not i.missed]
    added = len(article.items) - len(ours)
    said = counted(sum(i.state is not State.OPEN for i in ours), len(ours))
    return f"{said}, {added:,} added" if added else said


def _about(article: Article) -> str:
    audited = article.audited
    languages = f"{audited.source_lang} → {audited.target_lang}" if audited and audited.source_lang else ""
    parts = [article.outlet, article.published[:10], languages, article.problem]
    if article.stale:
        parts.append(f"{plural(article.stale, 'added error')} lie in an earlier version of the text")
    link = f'<a href="{safe(article.url)}" rel="noreferrer">original page</a>' if _is_web(article.url) else ""
    return "".join(f"<span><bdi>{safe(part)}</bdi></span>" for part in parts if part) + link


def _is_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))  # never javascript: and its like


def _summary(article: Article, csrf: str) -> str:
    audited = article.audited
    decided = audited.report.verdict if audited else None
    reasons = "".join(f"<li>{safe(reason)}</li>" for reason in decided.reasons) if decided else ""
    verdict = f'<p class="verdict">{decided.decision.value.capitalize()}</p>' if decided else ""
    buttons = "".join(
        f'<button name="status" value="{value}" aria-pressed="{"true" if article.status == value else "false"}">{words}</button>'
        for value, words in (("open", "Open"), ("taken", "Taken"), ("done", "Done"))
    )
    return (
        f'<section class="sum d-{decided.decision if decided else "none"}" aria-labelledby="sum-title"><h2 id="sum-title" class="unseen">Summary</h2>'
        f'<div>{verdict}<ul class="reasons">{reasons}</ul></div><div class="state"><p id="progress">{progress(article)}</p>'
        f'<form method="post" action="/article/{article.number}/status" id="status" class="status-form" aria-label="Status of the article">{hidden(csrf)}{buttons}</form>'
        f'<p><a href="/article/{article.number}/gold.jsonl" download id="export">Export what was accepted</a></p></div></section>'
    )


def _text(article: Article, wanted: Wanted, csrf: str) -> str:
    audited = article.audited
    assert audited is not None
    shown = [i for i in article.items if _passes(i, wanted)]
    here: dict[int, list[Item]] = {}
    for item in shown:
        here.setdefault(item.finding.segment, []).append(item)
    chosen = [n for n in range(len(audited.rows)) if not wanted.only or n in here]
    parts = list(_divided(chosen, [len(row.target) for row in audited.rows]))
    at = min(wanted.page, len(parts))
    columns, heads = head_row(audited)
    links = (wanted.query(page=at - 1) or "?", wanted.query(page=at + 1))
    rows = "\n".join(passage(article, n, here.get(n, []), wanted, csrf) for n in parts[at - 1])
    way = pages(at, len(parts), links, "the article")
    return (
        f'{_filters(article, wanted, len(shown))}<section id="text" class="columns-{columns}" aria-labelledby="text-title" tabindex="-1">'
        f'<h2 id="text-title" class="unseen">The text</h2>{way}{heads}{rows or "<p>No passage is like that.</p>"}{way}</section>'
        f"{_add(article, wanted, csrf)}"
    )


def _passes(item: Item, wanted: Wanted) -> bool:
    return (
        wanted.state in {"", item.state}
        and wanted.kind in {"", item.finding.kind}
        and wanted.severity in {"", item.finding.severity}
    )


def _divided(rows: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the passages of each page; one page at least."""
    part: list[int] = []
    points = 0
    for row in rows:
        if part and (len(part) == _PASSAGES or points > _POINTS):
            yield part
            part, points = [], 0
        part.append(row)
        points += lengths[row]
    yield part


def _filters(article: Article, wanted: Wanted, shown: int) -> str:
    only = " checked" if wanted.only else ""
    return (
        f'<form id="filters" aria-label="Filter the findings" action="/article/{article.number}">'
        f"{choice('state', 'Findings', _STATES, wanted.state)}{choice('kind', 'Kind', _KINDS, wanted.kind)}"
        f"{choice('severity', 'Severity', _SEVERITIES, wanted.severity)}"
        f'<label><input type="checkbox" name="only" value="1"{only}> only their passages</label><button>Show</button>'
        f'<p id="shown">{shown:,} of {plural(len(article.items), "finding")}</p></form>'
    )


def _add(article: Article, wanted: Wanted, csrf: str) -> str:
    kinds = (("", "choose"), *_KINDS[1:])
    return (
        '<section id="missed" aria-labelledby="missed-title"><h2 id="missed-title">Add an error that was missed</h2>'
        f'<form method="post" action="/article/{article.number}/missed" class="add">{hidden(csrf, query=wanted.query(), first="", last="")}'
        '<label class="wide">Words of the translation, as they stand <input name="words" required autocomplete="off"></label>'
        '<label>Passage <input name="passage" inputmode="numeric" pattern="[0-9]+" required size="5" autocomplete="off"></label>'
        f"{choice('kind', 'Kind', kinds, '').replace('<select', '<select required')}"
        f"{choice('severity', 'Severity', _SEVERITIES[1:], 'major')}"
        '<label class="wide">Better <input name="correction" maxlength="4000" autocomplete="off"></label>'
        '<label class="wide">Why <input name="comment" maxlength="4000" autocomplete="off"></label>'
        '<div class="buttons"><button class="main">Add</button></div></form></section>'
    )


def _comments(article: Article, wanted: Wanted, csrf: str) -> str:
    form = (
        f'<form method="post" action="/article/{article.number}/finding" class="add">{hidden(csrf, query=wanted.query(), finding="", verdict="comment")}'
        '<label class="wide">Remark <input name="comment" maxlength="4000" required autocomplete="off"></label>'
        '<div class="buttons"><button>Keep</button></div></form>'
    )
    return (
        '<section id="comments" aria-labelledby="comments-title"><h2 id="comments-title">About the article</h2>'
        f"{comments(article.comments)}{form}</section>"
    )
