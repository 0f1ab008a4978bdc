"""One finding as reviewers see it: what is said, by what evidence, and what they can do about it."""

from collections.abc import Iterable
from datetime import UTC, datetime

from audit.finding import Severity
from audit.reports.marked import excerpt
from audit.reports.markup import language, safe, tag
from audit.reports.page import note_body
from audit.serve.articles import Article
from audit.serve.frame import choice, hidden
from audit.serve.reviews import COMMENT, MISSED, Item, Said, State

_SEVERITIES = tuple((s.value, s.value) for s in reversed(Severity))
SHOWN = 20_000  # code points of a text in one passage; a longer one has lost its line ends, and its findings are quoted
_WORDS = 80  # code points of the marked words in a heading


def card(article: Article, item: Item, csrf: str, query: str) -> str:
    """Return the finding; `query` is that of the page that it stands on."""
    f, number = item.finding, item.number
    assert article.audited is not None
    row = article.audited.rows[f.segment]
    words = f.text if len(f.text) <= _WORDS else f.text[:_WORDS] + "…"
    quote = _quote(row.target, item, row.target_lang) if len(row.target) > SHOWN else ""
    sure = "" if item.missed else f'<span class="sure">{f.confidence:.0%} sure</span>'
    label = "added" if item.missed else item.state.value
    marked = f'<bdi class="words" lang="{safe(row.target_lang)}">{safe(words)}</bdi>' if words else ""
    return (
        f'<article class="find k-{f.kind} v-{item.state}" id="f-{number}" tabindex="-1" data-finding="{safe(f.id)}"'
        f' data-state="{item.state}" aria-labelledby="h-{number}"><h3 id="h-{number}" class="what"><b class="number">{number}</b>'
        f'{tag(f.kind)}<span class="line s-{f.severity}">{f.severity}</span>{marked}{sure}'
        f'<span class="badge">{label}</span></h3>{quote}{note_body(f, row)}{_history(item)}'
        f"{_taken_back(article, item, csrf, query) if item.missed else _actions(article, item, csrf, query)}</article>"
    )


def told(item: Item, said: Said) -> str:
    """Return what has just happened, for the live region; it names whose word was replaced."""
    done = {
        State.ACCEPTED: f"accepted as {item.finding.severity}",
        State.DISMISSED: "dismissed",
        State.OPEN: "open again",
        COMMENT: "has your remark",
    }[said.verdict]
    verdicts = [one for one in item.said if one.verdict in set(State)]
    other = verdicts[-2] if len(verdicts) > 1 and said.verdict != COMMENT else None
    instead = (
        f", in place of “{other.verdict}” by {other.reviewer}" if other and other.reviewer != said.reviewer else ""
    )
    return f"Finding {item.number} {done}{instead}"


def comments(said: Iterable[Said]) -> str:
    """Return what was said, in order."""
    rows = "".join(_line(one) for one in said)
    return f'<ol class="said-list">{rows}</ol>' if rows else ""


def _quote(text: str, item: Item, lang: str) -> str:
    before, words, after = (safe(part) for part in excerpt(text, item.finding.span))
    return f'<p class="quote" {language(lang)}>{before}<b>{words}</b>{after}</p>'


def _history(item: Item) -> str:
    """The last word stands open; all that was said before is one key away."""
    if not item.said:
        return ""
    remarks = [one for one in item.said if one.comment]
    last = f'<p class="last">{_words(item.said[-1])}</p>'
    if len(item.said) == 1:
        return last
    opened = " open" if len(remarks) > 1 else ""
    return f"{last}<details{opened}><summary>All {len(item.said):,} entries</summary>{comments(item.said)}</details>"


def _line(said: Said) -> str:
    return f"<li>{_words(said)}</li>"


def _words(said: Said) -> str:
    verdict = {COMMENT: "remark", MISSED: "added", State.OPEN.value: "taken back"}.get(said.verdict, said.verdict)
    severity = f" as {safe(said.severity)}" if said.severity else ""
    when = datetime.fromtimestamp(said.made, UTC)
    remark = f": <q><bdi>{safe(said.comment)}</bdi></q>" if said.comment else ""
    who = f" by <bdi>{safe(said.reviewer)}</bdi>" if said.reviewer else ""
    return (
        f'{verdict}{severity}{who}, <time datetime="{when:%Y-%m-%dT%H:%M:%SZ}">{when:%Y-%m-%d %H:%M} UTC</time>{remark}'
    )


def _actions(article: Article, item: Item, csrf: str, query: str) -> str:
    """The form works by itself; the first button is dead, so that Enter in a field does nothing unmeant."""
    back = '<button name="verdict" value="open">Take back</button>' if item.state is not State.OPEN else ""
    number = item.number
    pressed = {s: "true" if item.state is s else "false" for s in State}
    return (
        f'<form method="post" action="/article/{article.number}/finding" class="act" aria-label="Judge finding {number}">'
        f"{hidden(csrf, query=query, finding=item.finding.id)}<button disabled hidden></button>"
        f'<button name="verdict" value="accepted" class="yes" aria-pressed="{pressed[State.ACCEPTED]}">Accept</button>'
        f"{choice('severity', 'as', _SEVERITIES, item.finding.severity)}"
        f'<button name="verdict" value="dismissed" class="no" aria-pressed="{pressed[State.DISMISSED]}">Dismiss</button>'
        '<label class="why-field"><span>Why, or a remark</span> <input name="comment" maxlength="4000" autocomplete="off"></label>'
        f'<button name="verdict" value="comment">Remark</button>{back}</form>'
    )


def _taken_back(article: Article, item: Item, csrf: str, query: str) -> str:
    return (
        f'<form method="post" action="/article/{article.number}/missed" class="act" aria-label="Added error {item.number}">'
        f"{hidden(csrf, query=query, first=item.place.start, last=item.place.end)}"
        '<button name="verdict" value="open">Take back</button></form>'
    )
