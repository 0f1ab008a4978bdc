"""Texts -> rows of token ids that fit a model, with the exact place of each token in the text as given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from unicodedata import category

import regex

_SPACE = "▁"  # this token stands for white space, whatever place it names
_VISIBLE = regex.compile(r"[^\s\p{Z}\p{Cc}\p{Cf}]")
_LONE = regex.compile(r"[\ud800-\udfff]")  # halves of surrogate pairs, which the library does not take


@dataclass(frozen=True, slots=True)
class Piece:
    """A row for the model: `ids` with special tokens and prefix; from `first` on they are the text's own, which have `spans`.

    A span (start, end) is empty where the token stands for white space; tokens of one character share its span.
    """

    ids: list[int]
    first: int
    spans: list[tuple[int, int]]


class Reader:
    """A tokenizer of the library `tokenizers` with a model's prefix ("query: ") and its limit, special tokens included."""

    def __init__(self, tokenizer: Any, prefix: str, limit: int) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self._prefix = prefix
        self._limit = limit
        self._own = tokenizer.encode(prefix.rstrip(), add_special_tokens=False).ids
        whole, plain = tokenizer.encode("a").ids, tokenizer.encode("a", add_special_tokens=False).ids
        at = next(k for k in range(len(whole)) if whole[k : k + len(plain)] == plain)
        self._head, self._tail = whole[:at], whole[at + len(plain) :]

    def rows(self, texts: Sequence[str]) -> list[list[list[int]]]:
        """Return the rows of ids of each text: one, more where it is too long, none for a text without tokens."""
        found = self._tokenizer.encode_batch_fast([self._prefix + _whole(t) for t in texts])
        none = len(self._head) + len(self._own) + len(self._tail)
        return [
            ([x.ids] if len(x.ids) <= self._limit else [p.ids for p in self.pieces([text])[0]])
            if len(x.ids) > none and _VISIBLE.search(text)
            else []
            for text, x in zip(texts, found, strict=True)
        ]

    def pieces(self, texts: Sequence[str]) -> list[list[Piece]]:
        """Return the pieces of each text: one, more of like length where it is too long, none for a text without tokens."""
        found = self._tokenizer.encode_batch([self._prefix + _whole(t) for t in texts], add_special_tokens=False)
        return [self._cut(text, x) for text, x in zip(texts, found, strict=True)]

    def _cut(self, text: str, encoded: Any) -> list[Piece]:
        before, own = len(self._prefix), len(self._own)
        ids = encoded.ids[own:]
        places = [(max(start - before, 0), max(end - before, 0)) for start, end in encoded.offsets[own:]]
        spans = list(_trimmed(text, encoded.tokens[own:], places))
        if not any(a < b for a, b in spans):
            return []
        head = self._head + self._own
        count = -(-len(ids) // (self._limit - len(head) - len(self._tail)))
        cuts = [len(ids) * k // count for k in range(count + 1)]
        return [Piece(head + ids[a:b] + self._tail, len(head), spans[a:b]) for a, b in pairwise(cuts)]


def _trimmed(text: str, tokens: list[str], places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the places without white space and control characters around, and with the marks that belong to them."""
    following = [start for start, _ in places[1:]] + [len(text)]
    for token, (first, last), limit in zip(tokens, places, following, strict=False):
        if token == _SPACE:
            yield first, first
            continue
        start, end = first, last
        # A letter and its mark that were composed have the letter's place: the marks up to the next token are its own.
        while end < limit and category(text[end])[0] == "M":
            end += 1
        while start < end and not _VISIBLE.match(text, start):
            start += 1
        while start < end and not _VISIBLE.match(text, end - 1):
            end -= 1
        yield start, end


def _whole(text: str) -> str:
    return _LONE.sub("\ufffd", text)
