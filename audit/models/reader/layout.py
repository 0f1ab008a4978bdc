"""A pair as rows of tokens for the reader: `<s> text </s> re-translation ... </s> source </s>`, with the place of each word.

A text that is too long is read in windows of whole words; beside each stands the like stretch of the other texts.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from audit.check import Pair
from corpora.words import Word, words

TEXT, FIRST, SOURCE = 0, 1, 4
"""What a token belongs to: the text, the re-translations 1 to 3, the source."""
PARTS = 5
_WINDOW = 110  # tokens of the text in one row
_OTHER = 150  # tokens of another text in one row
_MARGIN = 12  # tokens that another text reaches over its stretch on either side


@dataclass(frozen=True, slots=True)
class Tokenized:
    """The ids of a text's tokens, and where each begins and ends in it."""

    ids: Sequence[int]
    spans: Sequence[tuple[int, int]]


class Tokenizer(Protocol):
    """What the layout asks of a model's tokenizer. `first` and `last` are the ids that begin a row and close each text."""

    first: int
    last: int
    limit: int

    def __call__(self, text: str) -> Tokenized: ...


class Library:
    """A Tokenizer around one of the library `tokenizers`."""

    def __init__(self, made: Any, first: int, last: int, limit: int) -> None:
        made.no_padding()
        made.no_truncation()
        self._made = made
        self.first, self.last, self.limit = first, last, limit

    def __call__(self, text: str) -> Tokenized:
        found = self._made.encode(
            text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), add_special_tokens=False
        )
        return Tokenized(found.ids, found.offsets)


@dataclass(frozen=True, slots=True)
class Laid:
    """One row. `parts` tells of each token what it belongs to; word `begin + k` of the text has the tokens `places[k]`.

    A place (start, end) is half-open and may be empty, where the tokenizer has nothing for a word. `close` is the token
    that ends the text.
    """

    ids: list[int]
    parts: list[int]
    begin: int
    places: list[tuple[int, int]]
    close: int


def lay(pair: Pair, tokenizer: Tokenizer) -> Iterator[Laid]:
    """Yield the rows of a pair, which together have each word of the target once; none for a target without words."""
    said = words(pair.target)
    if not said:
        return
    text = tokenizer(pair.target)
    tokens = _tokens(said, text)
    others = [(FIRST + k, tokenizer(t)) for k, t in enumerate(pair.retranslations[: SOURCE - FIRST]) if t]
    if pair.source:
        others.append((SOURCE, tokenizer(pair.source)))
    for begin, end in _windows(tokens):
        yield _row(text, tokens, (begin, end), others, tokenizer)


def _tokens(said: Sequence[Word], text: Tokenized) -> list[tuple[int, int]]:
    """The half-open range of tokens of each word; a token belongs to the word in which it ends."""
    ends = [word.end for word in said]
    ranges = [(0, 0)] * len(said)
    for n, (start, end) in enumerate(text.spans):
        at = bisect_left(ends, end)
        if start < end and at < len(said) and end > said[at].start:
            first, last = ranges[at]
            ranges[at] = (first if last else n, n + 1)
    return ranges


def _windows(tokens: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges of words whose tokens fit into a window."""
    begin, first = 0, None
    for n, (start, end) in enumerate(tokens):
        if start == end:
            continue
        first = start if first is None else first
        if end - first > _WINDOW and n > begin:
            yield begin, n
            begin, first = n, start
    yield begin, len(tokens)


def _row(
    text: Tokenized,
    tokens: Sequence[tuple[int, int]],
    window: tuple[int, int],
    others: Sequence[tuple[int, Tokenized]],
    tokenizer: Tokenizer,
) -> Laid:
    begin, end = window
    full = [place for place in tokens[begin:end] if place[0] < place[1]] or [(0, 0)]
    start = 0 if begin == 0 else full[0][0]
    stop = len(text.ids) if end == len(tokens) else full[-1][1]
    stop = min(stop, start + 2 * _WINDOW)
    ids = [tokenizer.first, *text.ids[start:stop], tokenizer.last]
    parts = [TEXT] * len(ids)
    close = len(ids) - 1
    room = (tokenizer.limit - len(ids)) // max(len(others), 1) - 1
    whole = max(len(text.ids), 1)
    for part, other in others:
        stretch = _stretch(len(other.ids), start / whole, stop / whole, min(room, _OTHER))
        ids += [*other.ids[stretch], tokenizer.last]
        parts += [part] * (len(ids) - len(parts))
    places = [(a + 1 - start, b + 1 - start) if a < b <= stop else (0, 0) for a, b in tokens[begin:end]]
    return Laid(ids, parts, begin, places, close)


def _stretch(size: int, start: float, stop: float, room: int) -> slice:
    """The part of another text of `size` tokens that stands beside a window of the text."""
    first, last = max(int(size * start) - _MARGIN, 0), min(int(size * stop) + _MARGIN, size)
    if start == 0 and stop == 1:
        first, last = 0, size
    over = max(last - first - room, 0)
    return slice(first + over // 2, last - over + over // 2)
