"""Where terms stand in a text, in any of their inflected forms."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

from audit.finding import Span
from audit.lexicons.phrase import keys, source_words
from audit.naming.sound import is_running
from corpora.words import Word

_LETTERS = 5  # of a word from which on another ending is the same word: no table has every form
_ENDING = 3  # letters that it may have more or less
Place = tuple[Span, int]  # where a term stands, and which term it is


class Index:
    """Terms of one language, each a number, found in texts by their first word."""

    def __init__(self, terms: Iterable[tuple[int, str]], lang: str) -> None:
        self._lang = lang
        self._running: list[tuple[int, str]] = []
        self._by_key: dict[str, list[tuple[int, tuple[Word, ...]]]] = {}
        for number, text in terms:
            parts = source_words(text)
            if is_running(lang):
                self._running.append((number, text))
            elif parts:
                for key in keys(parts[0].text, lang):
                    self._by_key.setdefault(key, []).append((number, parts))

    def places(self, text: str) -> list[Place]:
        """Return where terms stand, by lemma; of terms that lie within a longer one only the longer is meant."""
        found = sorted(set(self._all(text)))
        return [(span, n) for span, n in found if not any(_inside(span, other) for other, _ in found)]

    def _all(self, text: str) -> Iterator[Place]:
        for number, term in self._running:
            if (at := text.find(term)) >= 0:
                yield Span(at, at + len(term)), number
        listed = source_words(text) if self._by_key else ()
        for first, word in enumerate(listed):
            for key in keys(word.text, self._lang):
                for number, parts in self._by_key.get(key, ()):
                    window = listed[first : first + len(parts)]
                    if len(window) == len(parts) and all(
                        keys(a.text, self._lang) & keys(b.text, self._lang) for a, b in zip(window, parts, strict=True)
                    ):
                        yield Span(word.start, window[-1].end), number


def _inside(span: Span, other: Span) -> bool:
    return span != other and other.start <= span.start and span.end <= other.end


def is_said(term: str, text: str, lang: str) -> bool:
    """Whether a text has all words of a term, in any form and order, or the term inside a longer word."""
    if term.casefold() in text.casefold():
        return True
    if is_running(lang):
        return False
    listed = source_words(text)
    return all(any(same(part.text, word.text, lang) for word in listed) for part in source_words(term))


@lru_cache(maxsize=65536)
def same(a: str, b: str, lang: str) -> bool:
    """Whether two words are forms of one: a common lemma, or the same beginning of a long word."""
    if keys(a, lang) & keys(b, lang):
        return True
    low, other = a.casefold(), b.casefold()
    shorter = min(len(low), len(other))
    if shorter < _LETTERS or abs(len(low) - len(other)) > _ENDING:
        return False
    stem = max(shorter - _ENDING, _LETTERS - 1)
    return low[:stem] == other[:stem]


def spoken(term: str, text: str) -> Iterator[Span]:
    """Yield where a term stands as it is written, as whole words with any capitals."""
    pattern = r"(?<!\w)" + r"\s+".join(regex.escape(part) for part in term.split()) + r"(?!\w)"
    for match in regex.finditer(pattern, text, regex.IGNORECASE):
        yield Span(*match.span())


def beside(text: str, other: str, place: Span) -> Span:
    """Return the empty place in `text`, before a word, that lies as far into it as `place` into `other`: a guess."""
    aim = place.start / max(len(other), 1) * len(text)
    starts = [word.start for word in source_words(text)] or [0]
    at = min(starts, key=lambda start: abs(start - aim))
    return Span(at, at)
