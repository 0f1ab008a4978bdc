"""One passage: its texts side by side, marked, with its findings below. The translation's words know where they stand."""

from audit.finding import Span
from audit.reports.marked import Piece, pieces
from audit.reports.markup import WORST_FIRST, safe
from audit.reports.page import again, cell
from audit.reports.visible import stretches
from audit.serve.articles import Article
from audit.serve.card import SHOWN, card
from audit.serve.forms import Wanted
from audit.serve.reviews import Item, State


def passage(article: Article, index: int, found: list[Item], wanted: Wanted, csrf: str) -> str:
    """Return a passage with its findings; `found` are those that are shown."""
    assert article.audited is not None
    audited = article.audited
    row = audited.rows[index]
    texts = ""
    if any(r.source for r in audited.rows):
        here = [(i, i.finding.source) for i in found if i.finding.source]
        texts += cell("source", "Source", row.source_lang, _marked(row.source, here, None))
    texts += cell(
        "target",
        "Translation",
        row.target_lang,
        _marked(row.target, [(i, i.finding.span) for i in found], row.target_start),
    )
    if audited.retranslation_names:
        texts += again(tuple(t if len(t) <= SHOWN else t[:SHOWN] + "…" for t in row.retranslations), row.target_lang)
    query = wanted.query()
    cards = "".join(card(article, i, csrf, query) for i in found)
    return (
        f'<div class="paragraph"><div class="row" id="p-{index + 1}" data-n="{index + 1}"><a class="place" href="#p-{index + 1}"'
        f' aria-label="Passage {index + 1}">{index + 1}</a>{texts}{f"""<div class="cards">{cards}</div>""" if cards else ""}</div></div>'
    )


def _marked(text: str, found: list[tuple[Item, Span]], start: int | None) -> str:
    """Return the text with its marks; with `start`, each stretch knows where it stands, so that words can be pointed at."""
    length = min(len(text), SHOWN)
    near = [(item, span) for item, span in found if span.end <= length]
    made = "".join(_piece(text, piece, [i for i, _ in near], start) for piece in pieces(length, [s for _, s in near]))
    left = len(text) - length
    return made + (f'<span class="nothing" lang="en" dir="ltr"> … {left:,} more characters</span>' if left else "")


def _piece(text: str, piece: Piece, found: list[Item], start: int | None) -> str:
    inner = _plain(text[piece.start : piece.end], piece.start, start)
    if not piece.covering:
        return inner
    covering = sorted((found[i] for i in piece.covering), key=_worst_first)
    worst = covering[0]
    several = " several" if len(covering) > 1 else ""
    ends = "".join(_reference(found[i], linked=start is not None) for i in piece.ending)
    body = f"<u>{inner}</u>" if piece.start < piece.end else '<span class="caret"></span>'
    numbers = " ".join(str(i.number) for i in covering)
    return f'<span class="mark k-{worst.finding.kind} s-{worst.finding.severity} v-{worst.state}{several}" data-f="{numbers}">{body}{ends}</span>'


def _worst_first(item: Item) -> tuple[bool, int, int]:
    return item.state is State.DISMISSED, WORST_FIRST.index(item.finding.severity), item.number


def _plain(text: str, at: int, start: int | None) -> str:
    if start is None:
        return safe(text)
    made = []
    for first, last, shown in stretches(text):
        whole = f' data-e="{start + at + last}"' if len(shown) != last - first else ""
        made.append(f'<span data-s="{start + at + first}"{whole}>{safe(shown)}</span>')
    return "".join(made)


def _reference(item: Item, *, linked: bool) -> str:
    kind, number = item.finding.kind, item.number
    face = f"{number}<small>{kind.value[0].upper()}</small>"
    if not linked:
        return f'<sup class="ref k-{kind}" aria-hidden="true">{face}</sup>'
    label = f"Finding {number}: {kind}, {item.finding.severity}, {item.state}"
    return f'<a class="ref k-{kind}" id="m-{number}" href="#f-{number}" aria-label="{label}">{face}</a>'
