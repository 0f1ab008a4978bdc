"""Words of one text that another lacks: what tells a loss from another way to say it, word by word. Pure functions.

A word without a link may be said otherwise: then words without links stand in its place on the other side, between what its
neighbours are linked to. Where its neighbours' counterparts stand next to each other, nothing is there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from audit.align.lexical import Matrix
from audit.align.words import THRESHOLD, WordAlignment, WordLink
from audit.lexicons.function_words import is_meaningful
from corpora.language import primary
from corpora.words import Word

LACKS = (
    "link",
    "left",
    "right",
    "room",
    "stretch",
    "order",
    "run",
    "unsaid",
    "unheard",
    "longer",
    "edge",
    "rival",
    "net",
)
WORD = ("length", "capital", "again", "figure")
BOTH = ("best link", "least stretch", "most room", "best net", "least net")
_ODDS = 6.0  # log odds beyond which a link is as good as certain
_FEW = 4.0  # words from which on more make no difference
_LONG = 10  # letters from which on a word is long


@dataclass(frozen=True, slots=True)
class Seen:
    """How the words of a near text fare in a far one.

    `near` are its words, `own` whether each has a meaning of its own. `best` (near words,) is the probability of each word's best link,
    `other` the far word that it leads to, -1 where none does. `features` is (near words, len(LACKS)). `places` are for each near word
    the far words between which it would stand: the index after the last far word before it, and the index of the first one after
    it; they cross where the order differs.
    """

    near: tuple[Word, ...]
    own: tuple[bool, ...]
    best: Matrix
    other: tuple[int, ...]
    features: Matrix
    places: tuple[tuple[int, int], ...]


def meaningful(units: Sequence[Word], lang: str) -> tuple[bool, ...]:
    """Tell which words of a text in language `lang` (BCP-47) have a meaning of their own."""
    base = primary(lang)
    return tuple(is_meaningful(unit.text, base) for unit in units)


def turned(links: WordAlignment) -> WordAlignment:
    """Return the alignment seen from the other side."""
    return WordAlignment(
        links.target, links.source, tuple(WordLink(x.target, x.source, x.probability) for x in links.links)
    )


def seen(links: WordAlignment, langs: tuple[str, str]) -> Seen:
    """Look from the alignment's source, the near text, at its target. It should hold weak links too."""
    n, m = len(links.source), len(links.target)
    own, theirs = (meaningful(words, lang) for words, lang in zip((links.source, links.target), langs, strict=True))
    best, other, heard = np.zeros(n, np.float32), [-1] * n, np.zeros((2, m), np.float32)
    for link in links.links:
        if link.probability > best[link.source]:
            best[link.source], other[link.source] = link.probability, link.target
        heard[:, link.target] = sorted((*heard[:, link.target], link.probability))[1:]
    places = tuple(_place(k, best, other, m) for k in range(n))
    found = Seen(links.source, own, best, tuple(other), np.zeros((n, len(LACKS)), np.float32), places)
    return replace(found, features=_features(found, np.array(theirs, bool), heard)) if n else found


def _features(one: Seen, theirs: NDArray[np.bool_], heard: Matrix) -> Matrix:
    """Fill (near words, len(LACKS)); `theirs` tells which far words mean something, `heard` are the second best and the best
    link of each."""
    n, m = len(one.near), len(theirs)
    linked, own, free = one.best >= THRESHOLD, np.array(one.own, bool), theirs & (heard[1] < THRESHOLD)
    runs = _runs(linked)
    found = np.zeros((n, len(LACKS)), np.float32)
    found[:, 0] = _logit(one.best)
    found[1:, 1] = linked[:-1]
    found[:-1, 2] = linked[1:]
    for k, (left, right) in enumerate(one.places):
        found[k, 3] = min(free[min(left, right) : max(left, right)].sum(), _FEW)
        found[k, 4] = np.clip((right - left) - max(runs[k], 1), -_FEW, _FEW)
        found[k, 5] = left <= right
    found[:, 6] = np.minimum(runs, _FEW)
    found[:, 7] = (own & ~linked).sum() / max(own.sum(), 1)
    found[:, 8] = free.sum() / max(theirs.sum(), 1)
    found[:, 9] = np.log((n + 1) / (m + 1))
    found[[0, -1], 10] = 1
    if m:
        rivals = np.where(heard[1][list(one.other)] > one.best, heard[1][list(one.other)], heard[0][list(one.other)])
        found[:, 11] = np.where(np.array(one.other) >= 0, rivals, 0)
    found[:, 12] = _logit(one.best * (1 - found[:, 11]))  # what is left of the link where another word has a better one
    return found


def _logit(chance: Matrix) -> Matrix:
    odds: Matrix = np.clip(np.log(chance + 1e-4) - np.log(1 - chance + 1e-4), -_ODDS, _ODDS)
    return odds


def _place(k: int, best: Matrix, other: Sequence[int], size: int) -> tuple[int, int]:
    before = next((other[i] + 1 for i in range(k - 1, -1, -1) if best[i] >= THRESHOLD), 0)
    after = next((other[i] for i in range(k + 1, len(other)) if best[i] >= THRESHOLD), size)
    return before, after


def _runs(linked: NDArray[np.bool_]) -> list[int]:
    """How many words without links stand in a row with each."""
    n = len(linked)
    sizes = [0] * n
    first = 0
    for k in range(n + 1):
        if k == n or linked[k]:
            sizes[first:k] = [k - first] * (k - first)
            first = k + 1
    return sizes


def of_words(one: Seen) -> Matrix:
    """Return (near words, len(WORD)): what the word itself is."""
    lower = [word.text.lower() for word in one.near]
    rows = [
        (
            min(len(word.text), _LONG) / _LONG,
            k > 0 and word.text[0].isupper(),
            lower.count(lower[k]) > 1,
            any(letter.isdigit() for letter in word.text),
        )
        for k, word in enumerate(one.near)
    ]
    return np.array(rows, np.float32).reshape(len(rows), len(WORD))


def alone(one: Seen) -> Matrix:
    """Return (near words, len(LACKS + WORD)): what one far text says of each word."""
    return np.concatenate([one.features, of_words(one)], 1)


def jointly(one: Seen, other: Seen) -> Matrix:
    """Return (near words, 2 len(LACKS) + len(BOTH + WORD)): what two far texts say of the same near one."""
    return _joined(one.features, other.features, of_words(one))


def through(one: Seen, bridge: Seen, other: Seen) -> Matrix:
    """Return (near words, 2 len(LACKS) + 1 + len(BOTH + WORD)): what a far text says of each word, and of its counterpart.

    `bridge` leads from the near text of `one` to that of `other`, whose far text is the same.
    """
    places = np.array(bridge.other, np.intp)
    rows = np.zeros((len(one.near), len(LACKS)), np.float32)
    if len(other.near):
        rows = np.where((places >= 0)[:, None], other.features[np.maximum(places, 0)], rows)
    return np.concatenate([_joined(one.features, rows, of_words(one)), bridge.features[:, :1]], 1)


def _joined(first: Matrix, second: Matrix, word: Matrix) -> Matrix:
    both = np.stack(
        [
            np.maximum(first[:, 0], second[:, 0]),
            np.minimum(first[:, 4], second[:, 4]),
            np.maximum(first[:, 3], second[:, 3]),
            np.maximum(first[:, 12], second[:, 12]),
            np.minimum(first[:, 12], second[:, 12]),
        ],
        1,
    )
    return np.concatenate([first, second, both, word], 1)
