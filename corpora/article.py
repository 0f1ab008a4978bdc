"""The article on a web page: its headline and main text, without menus, adverts, captions and buttons (by trafilatura)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any
from urllib.parse import urljoin, urlsplit

import regex

from corpora.charset import decoded
from corpora.read import InputError, Text

INSTALL = "pip install 'mtaudit[feeds]'"
_TAG = regex.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_BLOCKS = frozenset({"p", "head", "item", "quote", "code", "cell", "lb", "row", "list", "table"})
_SKIPPED = frozenset({"graphic", "figure", "fw"})
_SPACE = regex.compile(r"\s+")
_LETTER = regex.compile(r"\p{L}")
_LEAST = 20  # letters; a page with fewer has a menu and no article
# Buttons and pointers that pages put between paragraphs. Only a paragraph that is nothing else is left out, or, for those that
# end in a colon, that begins so.
_BUTTONS = frozenset(
    "advertisement|advertising|ad|sponsored|sponsored content|share|share this|share this article|share on facebook|share on twitter|tweet|"
    "copy link|print|print this page|subscribe|subscribe now|sign up|sign in|log in|read more|continue reading|keep scrolling|most read|"
    "story continues below advertisement|click here|show more|load more|comments|leave a comment|newsletter|follow us|"
    "реклама|поділитися|поширити|поділитись|читати далі|читайте також|підписатися|підписатись|коментарі|"
    "поделиться|читать далее|читайте также|подписаться|комментарии|"
    "anzeige|werbung|teilen|artikel teilen|weiterlesen|mehr lesen|drucken|kommentare|newsletter abonnieren|"
    "publicité|partager|lire aussi|lire la suite|s'abonner|imprimer|publicidad|compartir|leer más|lea también|suscríbete|"
    "publicidade|compartilhar|partilhar|leia mais|leia também|reklama|udostępnij|czytaj więcej|czytaj także|czytaj też|sdílet|číst dále|"
    "pubblicità|condividi|leggi anche|leggi di più|advertentie|delen|lees meer|lees ook|广告|分享|広告|シェア|공유|광고".split(
        "|"
    )
)
_POINTERS = tuple(
    "read more:|read also:|see also:|related:|more on this story:|читайте також:|читати також:|дивіться також:|читайте также:|смотрите также:|"
    "lesen sie auch:|mehr zum thema:|lire aussi :|lire aussi:|à lire aussi :|lea también:|leia também:|leia mais:|czytaj też:|czytaj także:|"
    "leggi anche:|lees ook:".split("|")
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says: headline, paragraphs (parted by blank lines, headline first), language tag, outlet, and addresses.

    `alternates` are (language tag, absolute URL) of the same article in other languages, as the page names them by hreflang.
    Unknown is "".
    """

    title: str
    text: str
    lang: str
    outlet: str
    published: str
    alternates: tuple[tuple[str, str], ...]


def article_text(data: bytes, name: str, lang: str = "") -> Text:
    """Return headline and main text of a page, to be audited as a text."""
    return Text(name, read_page(decoded(data, name), name).text, lang)


def read_page(html: str, name: str, url: str = "") -> Page:
    """Find the article on a page. `url` is where the page was found, for its relative addresses.

    Raises InputError where there is no article, and where trafilatura is not installed.
    """
    trafilatura = library("trafilatura", name)
    tree = _tree(html, name)
    links = tuple(_alternates(tree, url))
    lang = str(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    try:
        found = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False},
        )
    except Exception as e:  # whatever odd markup does to it, the other articles go on
        raise InputError(f"{name}: its article cannot be found ({type(e).__name__}); give its plain text") from None
    paragraphs = list(_prose(_paragraphs(found.body))) if found is not None else []
    if sum(len(_LETTER.findall(p)) for p in paragraphs) < _LEAST:
        raise InputError(f"{name}: no article on this page; give its plain text")
    title = _plain(found.title or "")
    return Page(
        title,
        "\n\n".join(_headed(title, paragraphs)),
        lang if _TAG.fullmatch(lang) else "",
        _plain(found.sitename or found.hostname or "") or outlet_of(url),
        str(found.date or ""),
        links,
    )


def fragment_text(html: str) -> str:
    """Return the paragraphs of a piece of HTML, such as feeds carry, parted by blank lines; captions and scripts are left out."""
    etree, markup = _lxml()
    try:
        tree = markup.fromstring(f"<div>{_clean(html)}</div>", parser=markup.HTMLParser(huge_tree=False))
    except (etree.LxmlError, ValueError):
        return ""
    for element in list(
        tree.iter("script", "style", "figure", "figcaption", "iframe", "noscript", "template", "button", "form")
    ):
        element.drop_tree()
    lines: list[str] = [""]
    for piece, breaks in _flow(tree):
        if breaks:
            lines.append("")
        lines[-1] += piece
    return "\n\n".join(_prose(map(_plain, lines)))


def outlet_of(url: str) -> str:
    """Return the host of an address, as an outlet's name where it gives none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def library(name: str, where: str) -> ModuleType:
    """Import a library of the extra `feeds`. Raises InputError that says what to install."""
    try:
        return import_module(name)
    except ImportError:
        raise InputError(f"{where}: to read web pages and feeds needs {name}; {INSTALL}") from None


def _lxml() -> tuple[Any, Any]:
    """lxml comes with trafilatura, and brings no types."""
    return import_module("lxml.etree"), import_module("lxml.html")


def _clean(html: str) -> str:
    """Return the page without what XML cannot hold; lxml would cut the text there."""
    return regex.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\uD800-\uDFFF\uFFFE\uFFFF]", "\ufffd", html)


def _tree(html: str, name: str) -> Any:
    library("trafilatura", name)
    etree, markup = _lxml()
    try:
        # A declaration inside the text contradicts the text being decoded already, so bytes are given.
        parser = markup.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
        return markup.document_fromstring(_clean(html).encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise InputError(f"{name}: no web page can be made of this; give the article's plain text") from None


def _alternates(tree: Any, url: str) -> Iterator[tuple[str, str]]:
    for link in tree.iter("link"):
        rel = str(link.get("rel") or "").lower().split()
        lang, place = str(link.get("hreflang") or ""), str(link.get("href") or "")
        if "alternate" in rel and place and _TAG.fullmatch(lang):
            try:
                yield lang.replace("_", "-"), urljoin(url, place)
            except ValueError:
                continue


def _paragraphs(body: Any) -> Iterator[str]:
    """Texts of trafilatura's tree, one a block."""
    line = ""
    for piece, breaks in _flow(body):
        if breaks:
            yield _plain(line)
            line = ""
        line += piece
    yield _plain(line)


_HTML_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt h1 h2 h3 h4 h5 h6 header footer hr li main nav ol p pre section table td th tr ul".split()
)


def _flow(root: Any) -> Iterator[tuple[str, bool]]:
    """(text, whether a new block begins with it), in order, without recursion: pages nest as deep as they like."""
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        name = element.tag if isinstance(element.tag, str) else ""
        block = name in _BLOCKS or name in _HTML_BLOCKS
        if leaving:
            yield element.tail or "" if element is not root else "", block
            continue
        stack.append((element, True))
        if name in _SKIPPED or not name:
            continue
        yield element.text or "", block
        stack += [(child, False) for child in reversed(element)]


def _prose(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        bare = paragraph.strip(" -–—•|.:…»>!").casefold()
        if bare and bare not in _BUTTONS and not paragraph.casefold().lstrip("-–—•* ").startswith(_POINTERS):
            yield paragraph


def _headed(title: str, paragraphs: list[str]) -> list[str]:
    """Put the headline first, once."""
    return paragraphs if not title or paragraphs[0] == title else [title, *(p for p in paragraphs if p != title)]


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
