"""The words that are aligned: those of corpora/words.py, and smaller pieces in scripts that write no spaces."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from audit.finding import Span
from corpora.words import Word, words

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_RUN = regex.compile(rf"(?P<unspaced>[{_UNSPACED}]+)|[^{_UNSPACED}]+")
_HAS_UNSPACED = regex.compile(rf"[{_UNSPACED}]")
_GRAPHEME = regex.compile(r"\X")
_LONGEST = 8  # characters; a longer piece is no word, the tokeniser only did not cut there


def units(text: str, tokens: Sequence[Span] = ()) -> tuple[Word, ...]:
    """Return the words of `text`; in Chinese, Japanese, Thai, Lao, Khmer and Burmese what `tokens` make of them, else characters.

    >>> [u.text for u in units("降至4.8%", (Span(0, 2), Span(2, 6)))], [u.text for u in units("降至4.8%")]
    (['降至', '4.8'], ['降', '至', '4.8'])
    """
    listed = words(text)
    if not _HAS_UNSPACED.search(text):
        return listed
    cuts = sorted({at for token in tokens for at in (token.start, token.end)})
    return tuple(unit for word in listed for unit in _pieces(word, cuts))


def _pieces(word: Word, cuts: Sequence[int]) -> Iterator[Word]:
    for run in _RUN.finditer(word.text):
        start = word.start + run.start()
        if not run["unspaced"]:
            yield from (Word(w.text, start + w.start, start + w.end) for w in words(run.group()))
            continue
        end = word.start + run.end()
        inside = [start, *(at for at in cuts if start < at < end), end] if cuts else [start, end]
        for a, b in pairwise(inside):
            yield from _cut(word.text[a - word.start : b - word.start], a, whole=bool(cuts) and b - a <= _LONGEST)


def _cut(text: str, start: int, *, whole: bool) -> Iterator[Word]:
    if whole:
        yield Word(text, start, start + len(text))
        return
    for m in _GRAPHEME.finditer(text):
        yield Word(m.group(), start + m.start(), start + m.end())
