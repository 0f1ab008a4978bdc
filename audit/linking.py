"""Word links of a pair: which word of its source, its target and its re-translations stands for which word of another.

What checks call are the functions `across`, `beside`, `again` and `gains`. Nothing is computed before a check asks, and nothing twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.align.side import Side
    from audit.align.words import WordAlignment
    from audit.check import Pair
    from audit.models.encoders.encoder import Encoder, Tokens, Vectors

Text = tuple[str, str]
"""A text and the tag of its language."""

_WEAK = 0.05  # least probability of a link that is kept for `weak`
_KEPT = 64  # texts whose vectors are kept
_AT_ONCE = 64  # pairs whose texts are encoded together, sorted by length so that little is padded
# How the name of an encoder begins that knows no meaning: it is not asked, since names, numbers and lengths by themselves align
# sentences better than with its vectors (textberg's `dev` .81 strict against .80, half of NTREX .90 against .84).
_BY_SPELLING = "hashing"


def knowing(encoder: "Encoder | None") -> "Encoder | None":
    """Return the encoder where it knows meaning, else None. Opens one that is opened on demand."""
    return encoder if encoder and not encoder.name.startswith(_BY_SPELLING) else None


class Sides:
    """The texts of one audit, linked word by word when a check first asks for any text of their portion.

    Links are kept, vectors are not: an article of any length holds those of one portion.
    """

    def __init__(self, pairs: "Sequence[Pair]", encoder: "Encoder | None" = None) -> None:
        self._given = encoder
        self._linked: dict[tuple[Text, Text], WordAlignment] = {}
        self._strong: dict[tuple[Text, Text], WordAlignment] = {}
        self._meant: dict[str, Vectors] = {}
        self._portions = [tuple(pairs[first : first + _AT_ONCE]) for first in range(0, len(pairs), _AT_ONCE)]

    @cached_property
    def encoder(self) -> "Encoder | None":
        """The encoder, opened when somebody first asks; None for one that knows no meaning."""
        return knowing(self._given)

    @property
    def name(self) -> str:
        """The encoder's name where it has linked anything, else ""."""
        return self.encoder.name if self._linked and self.encoder else ""

    def link(self, near: Text, far: Text, *, weak: bool = False) -> "WordAlignment":
        """Link two texts, by vectors where there is an encoder; `weak`: also where the probability of a link is small."""
        from audit.align.words import THRESHOLD  # noqa: PLC0415  (numpy, only for checks that ask)

        both = near, far
        if both not in self._linked:
            self._align(self._portion.get(both, (both,)) if self.encoder else (both,))
        if weak:
            return self._linked[both]
        if both not in self._strong:
            found = self._linked[both]
            self._strong[both] = replace(found, links=tuple(x for x in found.links if x.probability >= THRESHOLD))
        return self._strong[both]

    def whole(self, texts: Sequence[str]) -> "Vectors":
        """Return (texts, dimension): what whole texts mean. Those asked for last are kept. ValueError without an encoder."""
        import numpy as np  # noqa: PLC0415

        if not self.encoder:
            raise ValueError("Sides.whole: needs an encoder")
        if len(self._meant) > _KEPT:
            self._meant.clear()
        new = [text for text in dict.fromkeys(texts) if text not in self._meant]
        if new:
            self._meant |= zip(new, self.encoder.sentences(new), strict=True)
        return np.stack([self._meant[text] for text in texts])

    @cached_property
    def _portion(self) -> dict[tuple[Text, Text], tuple[tuple[Text, Text], ...]]:
        """What is linked together with any two texts."""
        portions = (tuple(dict.fromkeys(both for pair in part for both in _wanted(pair))) for part in self._portions)
        return {both: portion for portion in portions for both in portion}

    def _align(self, wanted: Sequence[tuple[Text, Text]]) -> None:
        from audit.align.words import align_words  # noqa: PLC0415  (numpy)

        texts = list(dict.fromkeys(text for both in wanted for text in both))
        ready = dict(zip(texts, self._made(texts), strict=True))
        self._linked |= {(near, far): align_words(ready[near], ready[far], threshold=_WEAK) for near, far in wanted}

    def _made(self, texts: list[Text]) -> "Iterator[Side]":
        from audit.align.side import side  # noqa: PLC0415  (numpy)

        known: list[Tokens | None] = [None] * len(texts)
        if self.encoder:
            order = sorted(range(len(texts)), key=lambda n: len(texts[n][0]))
            for n, tokens in zip(order, self.encoder.words([texts[n][0] for n in order]), strict=True):
                known[n] = tokens
        return (side(*text, tokens) for text, tokens in zip(texts, known, strict=True))


def _wanted(pair: "Pair") -> "Iterator[tuple[Text, Text]]":
    """The texts that checks may ask to be linked."""
    source, target = (pair.source, pair.source_lang), (pair.target, pair.target_lang)
    others = [(text, pair.target_lang) for text in (*pair.retranslations, *pair.alternatives)]
    yield from ((target, other) for other in others)
    if pair.source:
        yield from ((source, text) for text in (target, *others))


def across(pair: "Pair", *, weak: bool = False) -> "WordAlignment | None":
    """Link the source's words with the target's; None without a source or an encoder."""
    if not pair.source or not encoded(pair):
        return None
    return _sides(pair).link((pair.source, pair.source_lang), (pair.target, pair.target_lang), weak=weak)


def beside(pair: "Pair", *, weak: bool = False) -> "tuple[WordAlignment, ...]":
    """Link the target's words, as the alignments' `source`, with those of each re-translation."""
    own = pair.target, pair.target_lang
    return tuple(_sides(pair).link(own, (text, pair.target_lang), weak=weak) for text in pair.retranslations)


def again(pair: "Pair", *, weak: bool = False) -> "tuple[WordAlignment, ...]":
    """Link the source's words with those of each re-translation; () without a source or an encoder."""
    if not pair.source or not encoded(pair):
        return ()
    own = pair.source, pair.source_lang
    return tuple(_sides(pair).link(own, (text, pair.target_lang), weak=weak) for text in pair.retranslations)


def gains(pair: "Pair", variants: Sequence[str]) -> list[tuple[float, float]]:
    """Return for each variant of the target how much nearer it is than the target to the source, and, on average, to the
    re-translations, as differences of cosines. Needs an encoder, a source and a re-translation."""
    if not variants:
        return []
    others = pair.source, *pair.retranslations
    vectors = _sides(pair).whole([pair.target, *others, *variants])
    own, far, new = vectors[0], vectors[1 : len(others) + 1], vectors[len(others) + 1 :]
    nearer = (new - own) @ far.T
    return [(float(row[0]), float(row[1:].mean())) for row in nearer]


def encoded(pair: "Pair") -> bool:
    """Whether there is an encoder, so that words are linked across languages."""
    return bool(pair.sides and pair.sides.encoder)


def _sides(pair: "Pair") -> Sides:
    return pair.sides or Sides((pair,))
