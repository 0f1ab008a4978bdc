"""A bracket or a quotation mark whose other half is lost.

Why it hurts: the reader cannot see where the aside or the quoted words end, and who says what.

What stays silent: a text whose source, or a re-translation, is itself unbalanced or has no such marks (a quotation that goes on),
a half that stands in the next segment, apostrophes, inches, and the brackets of lists.
"""

from collections import Counter
from collections.abc import Iterator

import regex

from audit.check import Article, Example, Needs, Pair, declare
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span

_BRACKETS = ("(（", ")）"), ("[【", "]】")
_QUOTES = regex.compile(r"[«»“”„‟「」『』]|(?<!\d)\"")
_FACE = regex.compile(r"[:;=8xX]['-]?[()\[\]]+|^\s*\w{1,3}[)\]]|[()]{2,}")


@declare(
    "L003",
    Category.PUNCTUATION,
    Kind.LANGUAGE,
    Severity.MINOR,
    Example("uk-en", "Він (міністр оборони) приїхав учора.", "He [[(]]the minister of defence arrived yesterday."),
    Example("de-en", "Er sagte: „Wir kommen wieder.“", "He said: [[“]]We will come again."),
    Example("uk-en", "Вона сказала: «Так».", "She said: “Yes.”"),
    Example("de-en", "a) Der erste Punkt", "a) The first point"),
    needs=Needs.SOURCE,
)
def check(article: Article) -> Iterator[tuple[int, Mark]]:
    """Mark the half that is there; where the other one stands in the segment before or after, nothing is lost."""
    alone = [{_sort(pair.target[place]) for place in _lone(pair.target)} for pair in article.pairs]
    for n, pair in enumerate(article.pairs):
        around = alone[max(n - 1, 0) : n] + alone[n + 1 : n + 2]
        for mark in _marks(pair):
            if not any(_sort(pair.target[mark.span.start]) in sorts for sorts in around):
                yield n, mark


def _marks(pair: Pair) -> Iterator[Mark]:
    if not pair.source or any(_lone(text) for text in (pair.source, *pair.retranslations)):
        return
    said, here = Counter(map(_sort, pair.source)), Counter(map(_sort, pair.target))
    for place in _lone(pair.target):
        mark = pair.target[place]
        if said[_sort(mark)] > here[_sort(mark)]:
            yield Mark(Span(place, place + 1), f"“{mark}” has no other half.", 0.8, (Evidence("source", pair.source),))


def _sort(letter: str) -> int:
    """Which brackets a mark belongs to, 9 for quotation marks, -1 for what is none."""
    if _QUOTES.fullmatch(letter):
        return 9
    return next((n for n, both in enumerate(_BRACKETS) if letter in "".join(both)), -1)


def _lone(text: str) -> list[int]:
    """The places of marks without their other half."""
    shown = _FACE.sub(lambda m: " " * len(m.group()), text)
    found = [place for both in _BRACKETS for place in _unpaired(shown, *both)]
    quotes = [m.start() for m in _QUOTES.finditer(shown)]
    return sorted([*found, *(quotes[-1:] if len(quotes) % 2 else [])])


def _unpaired(text: str, opening: str, closing: str) -> list[int]:
    waiting: list[int] = []
    alone: list[int] = []
    for place, letter in enumerate(text):
        if letter in opening:
            waiting.append(place)
        elif letter in closing:
            if waiting:
                waiting.pop()
            else:
                alone.append(place)
    return waiting + alone
