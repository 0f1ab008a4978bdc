"""The numbers of a translation against those of its source and re-translations: which are changed, missing or added."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from audit.check import Pair
from audit.lexicons.bare import same_figures
from audit.lexicons.likeness import elliptical, other_unit, year
from audit.lexicons.measures import UNITS, dimension
from audit.lexicons.numerals import Number, Sort
from audit.lexicons.pairing import Texts, anchored, extra, matched, missing, read, written
from audit.lexicons.values import agree, same

LONGEST = 10_000  # code points; what is longer is no aligned place of a few sentences
_CALENDAR = frozenset({Sort.MONTH, Sort.WEEKDAY, Sort.CLOCK, Sort.DECADE, Sort.CENTURY})
_WHOLLY = 100  # per cent: "definitely"
_CONVERTED = frozenset({"length", "mass", "volume", "area", "speed", "degree", "time"})


class Kind(Enum):
    """What became of a number."""

    VALUE = "another value"
    TIME = "another date or time"
    UNIT = "another unit"
    DROPPED = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Difference:
    """A number of the translation (`wrong`) and what it should be (`right`, of the source or of the first re-translation).

    Of a dropped number `wrong` is None, of an added one `right`. `backing` are the re-translations that have `right`, or, of
    an added number, lack `wrong`: their index and the number there.
    """

    kind: Kind
    wrong: Number | None
    right: Number | None
    in_source: bool
    backing: tuple[tuple[int, Number | None], ...]


def tally(pair: Pair) -> tuple[Difference, ...]:
    """Compare all numbers of the pair, each at most once."""
    return _compared(
        pair.target, pair.target_lang, pair.source, pair.source_lang, pair.retranslations, pair.alternatives
    )


@lru_cache(maxsize=512)
def _compared(
    target: str, lang: str, source: str, source_lang: str, retold: tuple[str, ...], further: tuple[str, ...]
) -> tuple[Difference, ...]:
    """The differences of a pair of these texts; five checks ask for them, and no cache holds the pair, with all that hangs on it."""
    if max(map(len, (target, source, *retold))) > LONGEST:
        return ()
    if source and same_figures(target, lang, source, source_lang):
        return ()
    texts = read(Pair(target, lang, source, source_lang, retold, further))
    return tuple(_differences(texts)) if texts.target or texts.source else ()


def _differences(texts: Texts) -> Iterator[Difference]:
    pairs = {wrong.start: (wrong, right) for wrong, right in (*anchored(texts), *matched(texts))}
    for _, (wrong, right) in sorted(pairs.items()):
        if elliptical(wrong, right, texts.source):
            continue
        kind = Kind.TIME if wrong.sort in _CALENDAR else Kind.VALUE
        yield Difference(kind, wrong, right, right in texts.source, _backing(texts, right))
    yield from _units(texts)
    if not pairs:
        yield from _dropped(texts)
        yield from _added(texts)


def _backing(texts: Texts, right: Number) -> tuple[tuple[int, Number | None], ...]:
    found = ((index, next((n for n in text if agree(n, right)), None)) for index, text in enumerate(texts.retold))
    return tuple(one for one in found if one[1])


def _units(texts: Texts) -> Iterator[Difference]:
    """The same value with another unit, where nothing in the source has the value and the unit of the translation."""
    for wrong in texts.target:
        equals = [s for s in texts.source if same(wrong, s)]
        if not equals or not wrong.firm or not all(other_unit(wrong, s) for s in equals):
            continue
        told = [[n for n in text if same(n, wrong)] for text in texts.retold]
        if any(not other_unit(wrong, n) for one in told for n in one):
            continue
        backing = tuple((index, one[0]) for index, one in enumerate(told) if one)
        if not texts.retold or backing:
            yield Difference(Kind.UNIT, wrong, equals[0], True, backing)


def _dropped(texts: Texts) -> Iterator[Difference]:
    """What stands in the source in digits and in every re-translation, and nowhere in the translation."""
    for number in missing(texts):
        backing = _backing(texts, number)
        there = any(agree(number, n) for n in texts.target) or written(texts.pair.source, number, texts.pair.target)
        if number in texts.source and _telling(texts, number) and not there and len(backing) == len(texts.retold):
            yield Difference(Kind.DROPPED, None, number, True, backing)


def _added(texts: Texts) -> Iterator[Difference]:
    backing = tuple((index, None) for index in range(len(texts.retold)))
    for number in extra(texts):
        if texts.pair.source and _telling(texts, number) and not any(agree(number, n) for n in texts.source):
            yield Difference(Kind.ADDED, number, None, False, backing)


def _telling(texts: Texts, number: Number) -> bool:
    """Whether people do not leave it out or say it in other words: a figure of ten and more that is no day, hour or measure.

    Without a re-translation only three digits, money and percentages outside brackets, and no years.
    """
    plain = number.sort in (Sort.PLAIN, Sort.PERCENT, Sort.POINTS)
    measured = any(unit in UNITS and dimension(unit) in _CONVERTED for unit in number.units)
    if not (number.firm and number.digits and plain and min(number.values) >= 10 and not measured):
        return False
    if number.sort is Sort.PERCENT and number.values[0] == _WHOLLY:
        return False
    if texts.retold:
        return not year(number) or len(texts.retold) > 1  # "that year"
    text = texts.pair.source if number in texts.source else texts.pair.target
    bracket = any(sign in text[max(0, number.start - 12) : number.start] for sign in "(（")
    high = min(number.values) >= 100 and not year(number)
    return (high or bool(number.units) or number.sort is Sort.PERCENT) and not bracket
