"""Which texts go through a model together, and how a text that is too long is taken apart."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import regex

from corpora.sentences import document

_WASTE = 0.15  # of a batch's tokens may be padding
# Places after which a sentence may be cut, best first: clauses, words, and any character with its marks.
_CUTS = tuple(regex.compile(p) for p in (r"(?<=[,;:—–،؛])\s+|(?<=[、，；：])\s*|\s+(?=[—–(])", r"\s+", r"\X"))

T = TypeVar("T")


def batches(lengths: Sequence[int], batch_tokens: int) -> list[list[int]]:
    """Group the indices of texts by their lengths in tokens, longest first.

    A batch has at most `batch_tokens` tokens with its padding, of which less than 15 % are padding; a longer text makes a
    batch of its own. Texts of length 0 are left out. The longest come first, so that a lack of memory shows at once.
    """
    result: list[list[int]] = []
    longest = total = 0
    for i in sorted((i for i, n in enumerate(lengths) if n > 0), key=lambda i: (-lengths[i], i)):
        count = len(result[-1]) + 1 if result else 1
        full = longest * count > batch_tokens
        if not result or full or total + lengths[i] <= (1 - _WASTE) * longest * count:
            result.append([])
            longest, total = lengths[i], 0
        result[-1].append(i)
        total += lengths[i]
    return result


def halving(
    planned: Sequence[list[int]],
    lengths: Sequence[int],
    work: Callable[[list[int]], Sequence[T]],
    out_of_memory: Callable[[BaseException], bool],
) -> Iterator[tuple[int, T]]:
    """Run `work` over batches of indices and yield (index, result); a batch that does not fit in memory is halved.

    From then on no batch has more tokens, padding included, than a half of the one that failed. What does not fit with
    a single text is raised.
    """
    waiting = list(reversed(planned))
    most = float("inf")
    while waiting:
        batch = waiting.pop()
        size = len(batch) * max(lengths[i] for i in batch)
        if size <= most or len(batch) == 1:
            done = _tried(batch, work, out_of_memory)
            if done is not None:
                yield from zip(batch, done, strict=True)
                continue
            most = size / 2
        # Not inside the handler: there the traceback would keep the failed batch's memory.
        waiting += [batch[len(batch) // 2 :], batch[: len(batch) // 2]]


def _tried(
    batch: list[int], work: Callable[[list[int]], Sequence[T]], out_of_memory: Callable[[BaseException], bool]
) -> Sequence[T] | None:
    try:
        return work(batch)
    except (RuntimeError, MemoryError) as e:
        if len(batch) == 1 or not out_of_memory(e):
            raise
        return None


def in_pieces(text: str, fits: Callable[[str], bool], lang: str = "en") -> list[str]:
    """Split a text that does not fit a model into pieces that do; joined with spaces they give the text again.

    At sentences; a sentence that does not fit, at its clauses; then at spaces; at last anywhere. Nothing is left out but
    white space at the cuts. A text that fits is one piece; a single character that does not fit is a piece.
    """
    if fits(text):
        return [text]
    sentences = [s.text for s in document("", text, lang).segments]
    pieces: list[str] = []
    for sentence in sentences:
        pieces += [sentence] if fits(sentence) else _smaller(sentence, fits)
    return pieces


def _smaller(sentence: str, fits: Callable[[str], bool]) -> list[str]:
    for cut in _CUTS:
        ends = {m.end() for m in cut.finditer(sentence)} - {0, len(sentence)}
        if ends:
            return _packed(sentence, [0, *sorted(ends), len(sentence)], fits)
    return [sentence]


def _packed(sentence: str, cuts: list[int], fits: Callable[[str], bool]) -> list[str]:
    """The longest runs of parts that fit, in order; a part that does not fit alone is split on."""
    pieces: list[str] = []
    at = 0
    while at < len(cuts) - 1:
        low, high = at + 1, len(cuts) - 1
        while low < high:  # parts that fit together: the more, the longer
            middle = (low + high + 1) // 2
            low, high = (middle, high) if fits(sentence[cuts[at] : cuts[middle]].strip()) else (low, middle - 1)
        piece = sentence[cuts[at] : cuts[low]].strip()
        pieces += [piece] if fits(piece) else _smaller(piece, fits)
        at = low
    return [p for p in pieces if p]
