"""Forced decoding: the subwords of a given translation, their places in it, and what the model thinks of each.

Shared by the backends that can force a translation through a model. The place of a subword comes from the tokenizer;
`placed` then settles what tokenizers leave open: subwords of nothing, of half a character, and characters of no subword.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from audit.finding import Span
from audit.models.translator import TokenScore

_DROPPED = regex.compile(r"\A[\s\p{C}]+")
_SPACE = "▁"  # how SentencePiece writes a space


@dataclass(frozen=True, slots=True)
class Subwords:
    """The subwords of a text as a model sees them, without tokens of the model's own: ids, pieces and spans in the text."""

    ids: tuple[int, ...]
    pieces: tuple[str, ...]
    spans: tuple[Span, ...]


def subwords(tokenizer: Any, text: str) -> Subwords:
    """Take apart a text of the target language with a transformers tokenizer of any of the families.

    Spans lie in the text, in order, and together cover every character that is no white space; several subwords of
    one character share its span, and a bare space shares that of the word it begins.
    """
    if tokenizer.is_fast:
        # Characters that the normaliser drops at the beginning would shift the offsets of what follows.
        start = len(text) - len(_DROPPED.sub("", text))
        found = tokenizer(text_target=text[start:], add_special_tokens=False, split_special_tokens=True,
                          return_offsets_mapping=True, verbose=False)  # fmt: skip
        ids = found["input_ids"]
        places = [(a + start, b + start) for a, b in found["offset_mapping"]]
        return Subwords(tuple(ids), tuple(tokenizer.convert_ids_to_tokens(ids)), placed(text, places))
    marian = hasattr(tokenizer, "spm_target")  # with a SentencePiece model for each side, and sometimes a vocabulary
    found = _proto(tokenizer.spm_target if marian else tokenizer.sp_model, text).pieces
    pieces = tuple(p.piece for p in found)
    if marian:
        tokenizer._switch_to_target_mode()
    ids = tokenizer.convert_tokens_to_ids(list(pieces))
    if marian:
        tokenizer._switch_to_input_mode()
    return Subwords(tuple(ids), pieces, placed(text, _walked(text, [p.surface for p in found])))


def _proto(model: Any, text: str) -> Any:
    """SentencePiece's pieces with their surfaces; the argument changed its name in 0.2.2."""
    try:
        return model.encode(text, return_type="proto")
    except TypeError:
        return model.encode(text, out_type="immutable_proto")


def _walked(text: str, surfaces: Iterable[str]) -> list[tuple[int, int]]:
    """Places of surfaces that follow each other in the text, in code points (SentencePiece counts bytes, in some versions)."""
    places, at = [], 0
    for surface in surfaces:
        start = max(text.find(surface, at), at)
        at = min(start + len(surface), len(text))
        places.append((start, at))
    return places


def placed(text: str, places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Settle the spans of subwords in order, from rough (start, end) places in the text, in code points.

    White space around a place is left out. An empty place goes to the next subword that has one (a normaliser that makes
    several subwords of a character leaves it to the last), or at the end to the one before. What no subword has, such as
    a zero-width space, goes to the subword before, or at the beginning to the first.
    """
    spans: list[Span] = []
    waiting = 0  # subwords without a place, before the next that has one
    for rough in places:
        start, end = _trimmed(text, *rough)
        waiting += 1
        if start < end:
            before = spans[-1] if spans else Span(0, 0)
            span = Span(max(start, before.start), max(end, before.end))
            spans += [span] * waiting
            waiting = 0
    spans += [spans[-1] if spans else Span(*_trimmed(text, 0, len(text)))] * waiting
    return tuple(_covering(text, spans))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, start), min(end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _covering(text: str, spans: list[Span]) -> list[Span]:
    """Stretch spans over the characters between them; equal spans stay equal, and the order stays."""
    if not spans:
        return []
    starts = [s.start for s in spans]
    first = _trimmed(text, 0, starts[0])
    if first[0] < first[1]:
        starts = [first[0] if s == starts[0] else s for s in starts]
    ends = [s.end for s in spans]
    limit = len(text)  # where the next different span begins
    for i in range(len(spans) - 1, -1, -1):
        if i + 1 < len(spans) and spans[i + 1] != spans[i]:
            limit = starts[i + 1]
        gap = _trimmed(text, ends[i], limit)
        if gap[0] < gap[1]:
            ends[i] = gap[1]
    for i in range(1, len(ends)):
        ends[i] = max(ends[i], ends[i - 1])
    return [Span(a, b) for a, b in zip(starts, ends, strict=True)]


def readable(piece: str) -> str:
    """A piece as text: a leading space says that it begins a word."""
    return piece.replace(_SPACE, " ")


def token_scores(
    text: str,
    parts: Subwords,
    logprobs: Sequence[float],
    ranks: Sequence[int],
    best: Sequence[str],
    best_logprobs: Sequence[float],
) -> tuple[TokenScore, ...]:
    """Put together the scores of a text's subwords and of the end after them.

    The lists have one more item than there are subwords: the last is the end of the sentence, with an empty span at the
    end of the text; where the model would have gone on, its `best` says with what.
    """
    spans = (*parts.spans, Span(len(text), len(text)))
    return tuple(
        TokenScore(*facts) for facts in zip(spans, logprobs, ranks, map(readable, best), best_logprobs, strict=True)
    )
