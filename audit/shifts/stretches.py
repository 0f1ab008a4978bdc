"""Stretches of one text that another lacks, shown by the words on both sides, which have closed up there.

Two translations of one sentence differ in every other word, so that a missing word tells nothing. But where a run of words has
no counterpart, what stands before and after it does, and those two stand side by side in the other text, which is shorter by
about as much, then a clause is gone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

import regex

from audit.check import Pair
from audit.finding import Span
from audit.shifts.neighbours import Beside, Side, besides

_HEAVY, _COMMON = (
    4,
    3,
)  # words with a meaning that a stretch has at least, and how many of them are no names and figures
_LINKED = 0.25  # of them that may have a counterpart: links err
_SHORTER = 0.8  # of the stretch by which the other text is shorter
_BETWEEN = 1  # words that may stand where the stretch is missing
_LONGEST = 60  # words
_MIN, _MAX = 15, 3_000  # code points by which the longer text is longer, and that it has


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words of one text, and the place in the other, from the word before to the word after, where it is missing.

    `weight`: how many of its words have a meaning and no counterpart, then how few of them have one, and how few words it has.
    """

    span: Span
    gap: Span
    weight: tuple[int, int, int]


def lost(pair: Pair) -> tuple[Span, tuple[str, ...]] | None:
    """Return where the target lacks a stretch that every re-translation has, and what each of them says there."""
    found = _in_all(pair, turned=True)
    if not found or not all(one.gap.overlaps(found[0].gap) for one in found):
        return None
    told = (text[one.span.start : one.span.end] for text, one in zip(pair.retranslations, found, strict=True))
    return found[0].gap, tuple(told)


def added(pair: Pair) -> Span | None:
    """Return a stretch of the target that no re-translation has."""
    found = _in_all(pair, turned=False)
    return found[0].span if found and all(one.span.overlaps(found[0].span) for one in found) else None


def _in_all(pair: Pair, *, turned: bool) -> list[Stretch]:
    """The longest stretch for each re-translation; none where one of them has none."""
    lengths = [(text, pair.target) if turned else (pair.target, text) for text in pair.retranslations]
    if not all(len(less) + _MIN < len(more) < _MAX for more, less in lengths):
        return []
    found = [_longest(one.turned if turned else one) for one in besides(pair)] if lengths else []
    return [one for one in found if one] if all(found) else []


def _longest(beside: Beside) -> Stretch | None:
    """The heaviest stretch of our text that theirs lacks."""
    ours, theirs = beside.ours, beside.theirs
    shorter = len(ours.words) - len(theirs.words)
    if shorter < _SHORTER * _HEAVY or not theirs.words:
        return None
    return max(_stretches(ours, theirs, int(shorter / _SHORTER)), key=lambda s: s.weight, default=None)


def _stretches(ours: Side, theirs: Side, longest: int) -> Iterator[Stretch]:
    said = frozenset().union(*theirs.lemmas)
    known = [there >= 0 or bool(keys & said) for there, keys in zip(ours.to, ours.lemmas, strict=True)]
    heavy = _sums(ours.heavy)
    linked = _sums(a and b for a, b in zip(ours.heavy, known, strict=True))
    common = _sums(
        a and not b and w.text.isalpha() and w.text.islower()
        for a, b, w in zip(ours.heavy, known, ours.words, strict=True)
    )
    n = len(ours.words)
    for i in range(n):
        before = ours.to[i - 1] if i else -1
        if i and before < 0:
            continue
        for j in range(i + _HEAVY, min(n, i + min(longest, _LONGEST)) + 1):
            after = ours.to[j] if j < n else len(theirs.words)
            weight, told = heavy[j] - heavy[i], linked[j] - linked[i]
            if (
                0 <= after - before - 1 <= _BETWEEN
                and weight - told >= _HEAVY
                and told <= _LINKED * weight
                and common[j] - common[i] >= _COMMON
                and not ours.parted(i, j - 1)
                and not (_ends(ours, i) and _ends(ours, j))
            ):
                gap = theirs.span(max(before, 0), min(after, len(theirs.words) - 1))
                yield Stretch(ours.span(i, j - 1), gap, (weight - told, -told, i - j))


def _ends(side: Side, k: int) -> bool:
    """Whether a sentence, or the text, ends before a word."""
    return k in (0, len(side.words)) or bool(_END.search(side.text, side.words[k - 1].end, side.words[k].start))


_END = regex.compile(r"[.!?…]")


def _sums(flags: Iterable[bool]) -> list[int]:
    return list(accumulate(flags, initial=0))
