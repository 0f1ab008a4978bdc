"""Where a name of the first re-translation belongs in the translation, and what stands there: another name, or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from audit.check import Pair
from audit.lexicons.names import Name
from audit.naming.retold_names import SMALL, holes, mentions, runs
from corpora.language import primary
from corpora.words import Word, words

Names = tuple[Name, ...]

_ARTICLES = frozenset(("a", "an", "the"))
_BEFORE = frozenset("of by from with to in at for near between and".split())
_BEGINS = 5  # letters that two forms of one word share
_SEEN = 4  # words on either side that may show the place
_LATER = 3  # characters between the end of a word and the hole after it
_TORN, _ONE_SIDE, _AT_EDGE, _SURE, _BOTH = 8.0, 1.0, 1.8, 2.0, 2.5
_BROKEN = regex.compile(r"\s[,.;](?:\s|$)|,\s?,")  # what a word left behind that was taken out


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a name is missing in the translation: behind the word that ends at `place`.

    `torn`: the grammar there wants a name. `left`, `right`: how well the words on either side are those beside the name in the
    first re-translation; 0.5 to 1 for a small word, 2 for another, 3 for both.
    """

    place: int
    torn: bool
    left: float
    right: float

    @property
    def closed(self) -> bool:
        """Whether what stood on both sides of the name has closed up."""
        return _is_tight(self.left, self.right)

    @property
    def surely_closed(self) -> bool:
        """Whether it has closed up between words that are no small ones, or one such and the edge of the text."""
        return min(self.left, self.right) >= _AT_EDGE

    @property
    def shown(self) -> bool:
        """Whether any word beside it shows the place."""
        return self.left + self.right >= _ONE_SIDE


def _is_tight(left: float, right: float) -> bool:
    return left >= _ONE_SIDE and right >= _ONE_SIDE and left + right >= _BOTH


@dataclass(frozen=True, slots=True)
class _Context:
    """The words before and after a place, in lower case, the nearest first, without articles."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def gap(pair: Pair, names: Names) -> Gap:
    """Return where names that stand together in the first re-translation are missing in the translation."""
    wanted, ours = _around(pair.retranslations[0], names, pair.target), words(pair.target)
    torn = _new_holes(pair)
    share = names[0].start / max(len(pair.retranslations[0]), 1)
    best, found = -1.0, Gap(0, torn=False, left=0.0, right=0.0)
    for k in range(len(ours) + 1):
        at = ours[k - 1].end if k else 0
        here = _context(ours[:k], ours[k:])
        left, right = _sides(wanted, here)
        end = (
            ours[k].end + (ours[k].text == "s") if k < len(ours) else at + _LATER + 1
        )  # "'s" of a name is part of its hole
        hole = any(at <= h <= at + _LATER and h < end for h in torn)
        near = _likeness(wanted.before, here.before) + _likeness(wanted.after, here.after)
        worth = left + right + 0.5 * near + _TORN * hole + _pull(pair.target, at, ours[k - 1 : k] if k else ())
        worth -= abs(at / max(len(pair.target), 1) - share)
        if worth > best:
            best, found = worth, Gap(at, hole, left, right)
    return found


def _new_holes(pair: Pair) -> tuple[int, ...]:
    """The holes in the grammar of the translation that the first re-translation does not have in the same words."""
    if primary(pair.target_lang) != "en":
        return ()
    text, told = (f"{_EDGE}{one}".lower() for one in (pair.target, pair.retranslations[0]))
    torn = tuple(h for h in holes(pair.target) if text[max(0, h - _LONG) + 1 : h + _LONG] not in told)
    return torn if len(torn) > len(holes(pair.retranslations[0])) or len(torn) == len(holes(pair.target)) else ()


_EDGE = "\n\n"  # before the first word, so that it is not found inside the other text
_LONG = 8  # characters on either side of a hole that tell it from others


def _pull(text: str, at: int, before: Sequence[Word]) -> float:
    """What speaks for a place by itself: a preposition before it, or a space where none belongs."""
    low = before[0].text.lower() if before else ""
    return 0.3 * (low in _BEFORE) + 0.5 * (low in _ARTICLES) + 4.0 * bool(_BROKEN.match(text, at))


def same_slot(pair: Pair, ours: Names, theirs: Names) -> bool:
    """Whether words of the translation and words of the first re-translation stand between the same words."""
    return _is_tight(*_beside(pair, ours, theirs))


def _beside(pair: Pair, ours: Names, theirs: Names) -> tuple[float, float]:
    told = pair.retranslations[0]
    return _sides(_around(told, theirs, pair.target), _around(pair.target, ours, told))


def _sides(theirs: _Context, ours: _Context) -> tuple[float, float]:
    """How well the words on either side of two places agree."""
    return _worth(theirs.before, ours.before), _worth(theirs.after, ours.after)


@lru_cache(maxsize=4096)
def _around(text: str, names: Names, beside: str) -> _Context:
    """The words around a name; capitalised neighbours that the text beside it lacks belong to the name."""
    listed, said = words(text), {w.text.lower() for w in words(beside)}
    before = _small([w for w in listed if w.end <= names[0].start][::-1], said)
    return _context(before[::-1], _small([w for w in listed if w.start >= names[-1].end], said))


def _small(listed: list[Word], said: set[str]) -> list[Word]:
    k = 0
    while k < min(_LONGEST, len(listed)) and listed[k].text[:1].isupper() and listed[k].text.lower() not in said:
        k += 1
    return listed[k:]


_LONGEST = 3  # capitalised words beside a name that belong to it


def _context(before: Sequence[Word], after: Sequence[Word]) -> _Context:
    one, other = before[-_SEEN - 2 :][::-1], after[: _SEEN + 2]
    lower = [tuple(t for w in side if (t := w.text.lower()) not in _ARTICLES)[:_SEEN] for side in (one, other)]
    return _Context(lower[0], lower[1])


def _worth(theirs: tuple[str, ...], ours: tuple[str, ...]) -> float:
    """How well the two nearest words on one side of a place agree; the edge of both texts agrees too."""
    if not theirs:
        return 0.0 if ours else _AT_EDGE
    total = 0.0
    for a, b in zip(theirs[:2], ours[:2], strict=False):
        if a[:_BEGINS] != b[:_BEGINS] and not (a in SMALL and b in SMALL):
            break
        total += 0.5 if a != b else 1.0 if a in SMALL else 2.0
    if not total and len(theirs) > 1 and ours and theirs[1][:_BEGINS] == ours[0][:_BEGINS] and theirs[0] in SMALL:
        return 0.5 if theirs[1] in SMALL else 1.5
    return total


def _likeness(theirs: tuple[str, ...], ours: tuple[str, ...]) -> float:
    """How much of what stands around a place is the same, in whatever order: the nearer, the more it counts."""
    total = 0.0
    for far, a in enumerate(theirs):
        apart = next((k for k, b in enumerate(ours) if a[:_BEGINS] == b[:_BEGINS]), None)
        if apart is not None:
            total += (0.5 if a in SMALL else 2.0) / (1 + max(far, apart))
    return total


def facing(pair: Pair, names: Names) -> Names:
    """Return the names of the translation that stand where these of the first re-translation stand; () where none do.

    They stand between the same words, or right before or behind words of some meaning that the other ones have there.
    """
    found = [(_beside(pair, one, names), one) for one in _new(pair)]
    slots = [(sum(sides), one) for sides, one in found if _is_tight(*sides) or max(sides) >= _SURE]
    return max(slots, key=lambda both: (both[0], -both[1][0].start))[1] if slots else ()


def _new(pair: Pair) -> Iterator[Names]:
    """Runs of names of the translation that no re-translation says as often."""
    lang = primary(pair.target_lang)
    for run in runs(pair.target, lang):
        if any(_is_new(pair, name, lang) for name in run):
            yield run


def _is_new(pair: Pair, name: Name, lang: str) -> bool:
    often = mentions(pair.target, name.text, lang)
    return all(mentions(text, name.text, lang) < often for text in pair.retranslations)
