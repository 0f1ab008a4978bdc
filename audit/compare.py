"""A translation beside a re-translation, word by word: what stands in the other at a place of the one."""

from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from audit.align.lexical import lemma
from audit.finding import Span
from corpora.words import words

_MOST = 6  # words; a longer stretch is no counterpart of one place


@lru_cache(maxsize=4096)
def _keys(text: str, lang: str) -> tuple[str, ...]:
    return tuple(lemma(w.text, lang) for w in words(text))


def counterpart(text: str, span: Span, other: str, lang: str) -> str:
    """Return the words of `other` that stand in the place of a span of `text`, both of one language; "" where that is unclear.

    Words are compared by their lemmas, in order (Levenshtein 1966).

    >>> counterpart("He smokes foreign policy.", Span(3, 9), "He oversees foreign policy.", "en")
    'oversees'
    """
    mine, theirs = words(text), words(other)
    first = next((n for n, w in enumerate(mine) if w.end > span.start), len(mine))
    last = next((n for n, w in enumerate(mine) if w.start >= span.end), len(mine))
    starts, ends = [], []
    for op in Levenshtein.opcodes(_keys(text, lang), _keys(other, lang)):
        if op.src_start < last and op.src_end > first and op.tag == "replace":
            starts.append(op.dest_start)
            ends.append(op.dest_end)
    if not starts or max(ends) - min(starts) > _MOST:
        return ""
    return other[theirs[min(starts)].start : theirs[max(ends) - 1].end]
