"""Words of a text that exclude what every re-translation has at the linked place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from audit.check import Pair
from audit.finding import Evidence, Mark, Severity, Span
from audit.lexicons.english import light
from audit.lexicons.opposites import Entry, denies, entries
from audit.lexicons.polarity import polarity
from audit.shifts.neighbours import Beside, Side, besides

# Sorts, the vaguest first: a change that two of them know has the name of the later.
_SPECIFIC = ("opposite", "converse", "quantifier", "gender", "time", "comparison")
_AROUND = 4  # words within which another word of the same meaning says the same as an opposite does
_BACK = 4, 6  # words before an opposite among which a negation may stand, near or at the beginning of a longer clause
_ORDERED = frozenset({"converse", "time", "comparison"})  # the same fact may be told from its other end
_ABOUT = 0.2  # share of a text by which the order of words in two languages may differ
_ORDERLY = 8  # words on each side that must keep their order
# Estimated share of marks that are right: one re-translation says the opposite, and two or more do.
_ONE, _MORE = 0.55, 0.8
# Also where a negator denies nothing: "no more than" is "at most".
_NO = regex.compile(
    r"n['’]t\b|\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|less|least|beyond|fail\w*|depriv\w*|(?:loss|lack|absence|end) of)\b|\boff(?= balance)",
    regex.IGNORECASE,
)
_STUCK = regex.compile(r"\p{Ll}\p{Lu}")
_AUXILIARY = 3  # words before a participle among which its auxiliary stands
_BE = frozenset("is are am was were be been being get gets got isn't aren't wasn't weren't".split())
_HAVE = frozenset("has have had having hasn't haven't hadn't".split())
_LONGEST = 10_000  # code points; what is longer is no aligned place of a few sentences


@dataclass(frozen=True, slots=True)
class Opposed:
    """A place of the text, its sort, and the place of each re-translation that says the opposite."""

    sort: str
    place: Span
    others: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """One text's entries of the table by the index of their first word, and the places of its negations."""

    entries: tuple[tuple[Entry, ...], ...]
    negators: tuple[tuple[int, int], ...]


@lru_cache(maxsize=16)
def opposed(pair: Pair) -> tuple[Opposed, ...]:
    """Return the places where the text says the opposite of what all its re-translations say, in order."""
    if not pair.retranslations or pair.target_lang.partition("-")[0] != "en":
        return ()
    if max(len(text) for text in (pair.target, *pair.retranslations)) > _LONGEST:
        return ()
    sides = besides(pair)
    seen = [(_seen(b.ours), _seen(b.theirs)) for b in sides]
    found = tuple(_all_opposed(sides, seen))
    return found if len(sides) > 1 else tuple(one for one in found if not _is_unsaid(pair, one))


def _is_unsaid(pair: Pair, one: Opposed) -> bool:
    """Whether the source denies something about there that the only re-translation does not: "not easy" is difficult."""
    source, theirs = polarity(pair.source, pair.source_lang), polarity(pair.retranslations[0], "en")
    if one.sort != "opposite" or not source or not theirs or source.count <= theirs.count + theirs.hints:
        return False
    there = one.place.start / len(pair.target)
    return any(abs(negator.start / len(pair.source) - there) < _ABOUT for negator in source.negators)


def _all_opposed(sides: tuple[Beside, ...], seen: list[tuple[_Seen, _Seen]]) -> Iterator[Opposed]:
    first = sides[0].ours
    for i in range(len(first.words)):
        found = [_best(b, ours, theirs, i) for b, (ours, theirs) in zip(sides, seen, strict=True)]
        told = [f for f in found if f]
        if len(told) == len(found):
            sort, length = told[0][0], told[0][3]
            others = tuple(b.theirs.span(a, z) for b, (_, a, z, _) in zip(sides, told, strict=True))
            yield Opposed(sort, first.span(i, i + length - 1), others)


def _seen(side: Side) -> _Seen:
    found = tuple(tuple(entries(side.words, side.lemmas, k)) for k in range(len(side.words)))
    return _Seen(found, tuple(m.span() for m in _NO.finditer(side.text)))


def _best(beside: Beside, ours: _Seen, theirs: _Seen, i: int) -> tuple[str, int, int, int] | None:
    """Return (sort, first and last word of theirs, number of our words) of the likeliest opposite of our word `i`."""
    found = []
    for j in range(len(beside.theirs.words)):
        for mine, other in _pairs(beside, ours, theirs, i, j):
            if _sound(beside, ours, theirs, (i, j), (mine, other)):
                found.append((beside.company(i, j), _SPECIFIC.index(mine.sort), j, j + other.words - 1, mine.words))
    if not found:
        return None
    _, sort, first, last, length = max(found)
    return _SPECIFIC[sort], first, last, length


def _pairs(beside: Beside, ours: _Seen, theirs: _Seen, i: int, j: int) -> Iterator[tuple[Entry, Entry]]:
    for mine in ours.entries[i]:
        for other in theirs.entries[j]:
            if mine.row != other.row or mine.side == other.side:
                continue
            if not (_has(beside, ours, other) or _has(beside.turned, theirs, mine)):  # else neither is missing
                yield mine, other
    for a in beside.ours.lemmas[i]:
        for b in beside.theirs.lemmas[j]:
            if (denies(a, b) or denies(b, a)) and not (_parted(beside.ours, i) or _parted(beside.theirs, j)):
                yield Entry(-1, 0, "opposite", 1), Entry(-1, 1, "opposite", 1)


def _parted(side: Side, k: int) -> bool:
    """Whether what denies the word stands before it by itself ("non -lethal", "off balance"), or is another word stuck to it ("inParis")."""
    if _STUCK.search(side.words[k].text):
        return True
    before, word = (side.words[n].text.lower() if n >= 0 else "" for n in (k - 1, k))
    return before == "off" or (k > 0 and denies(before + word, word))


def _has(beside: Beside, seen: _Seen, entry: Entry) -> bool:
    """Whether our text has a word of that side, other than those that stand for an equal word of theirs."""
    return any(
        e.row == entry.row and e.side == entry.side and not (entry.sort == "opposite" and _equal(beside, k))
        for k, entries in enumerate(seen.entries)
        for e in entries
    )


def _equal(beside: Beside, k: int) -> bool:
    there = beside.ours.to[k]
    return there >= 0 and bool(beside.ours.lemmas[k] & beside.theirs.lemmas[there])


def _sound(beside: Beside, ours: _Seen, theirs: _Seen, at: tuple[int, int], pair: tuple[Entry, Entry]) -> bool:
    """Whether both stand at one place, neither has a word that excuses the other, and no negation is near."""
    (i, j), (mine, other) = at, pair
    if _taken(beside, i, j) or _taken(beside.turned, j, i) or not _one_place(beside, i, j, mine, other):
        return False
    if mine.sort == "converse" and _passive(beside.ours, i) != _passive(beside.theirs, j):
        return False
    if mine.sort in _ORDERED and not _in_order(beside, i, j, both=mine.sort == "converse"):
        return False
    excused = _excuse(beside.theirs, theirs, mine, beside.ours.lemmas[i], j, i) or _excuse(
        beside.ours, ours, other, beside.theirs.lemmas[j], i, j
    )
    return not excused and all(
        _denied(beside.ours, ours, i, mine, far) == _denied(beside.theirs, theirs, j, other, far) for far in _BACK
    )


def _passive(side: Side, k: int) -> bool:
    """Whether a participle makes its subject the other party: who is given something receives it."""
    word = side.words[k].text.lower()
    before = {side.words[n].text.lower() for n in side.around(k, _AUXILIARY, 0) if n < k and not side.parted(n, k)}
    if word == "given":
        return not before & _HAVE or bool(before & _BE)
    return word.endswith(("ed", "en", "ht", "ld", "nt", "id")) and bool(before & _BE)


def _taken(beside: Beside, i: int, j: int) -> bool:
    """Whether our word `i` has an equal in theirs, apart from `j`."""
    k = beside.ours.to[i]
    return k not in (-1, j) and bool(beside.ours.lemmas[i] & beside.theirs.lemmas[k])


def _one_place(beside: Beside, i: int, j: int, mine: Entry, other: Entry) -> bool:
    """Whether the words about both are the same; grammar is about every place, so that it needs more of them."""
    company = beside.company(i, j)
    touching = beside.touching(i, j, mine.words, other.words)
    if mine.sort != "gender" and (light(beside.ours.words[i].text) or light(beside.theirs.words[j].text)):
        return company > 0 and touching
    return company > 1 or (company > 0 and touching)


def _in_order(beside: Beside, i: int, j: int, *, both: bool) -> bool:
    """Whether most linked heavy words stay on their side of the place; `both`: all of them, and each side has some."""
    to = beside.ours.to
    near = [
        k for k in range(max(i - _ORDERLY, 0), min(i + _ORDERLY + 1, len(to))) if beside.ours.heavy[k] and to[k] >= 0
    ]
    left = [to[k] < j for k in near if k < i]
    right = [to[k] > j for k in near if k > i]
    if both:
        return bool(left) and bool(right) and all(left) and all(right)
    kept = sum(left) + sum(right)
    return 2 * kept > len(left) + len(right)


def _excuse(side: Side, seen: _Seen, entry: Entry, known: frozenset[str], near: int, far: int) -> bool:
    """Whether a text has the other's word too and nothing else accounts for it, or one of the same meaning near by."""
    for k, lemmas in enumerate(side.lemmas):
        if side.to[k] not in (-1, far):
            continue
        if any(side.words[k].text.lower().startswith(f"{word}-") for word in known):
            return True
        alike = any(e.row == entry.row and e.side == entry.side for e in seen.entries[k])
        if lemmas & known or (alike and abs(k - near) <= _AROUND):
            return True
    return False


def _denied(side: Side, seen: _Seen, at: int, entry: Entry, back: int) -> bool:
    """Whether a negation stands among `back` words before a place or behind it, apart from the words of the place."""
    own = side.span(at, at + entry.words - 1)
    around = [k for k in side.around(at, back, 2) if k <= at or "," not in side.text[own.end : side.words[k].start]]
    place = side.span(around[0], around[-1])
    return any(a < place.end and place.start < b and not (a < own.end and own.start < b) for a, b in seen.negators)


def marks(pair: Pair, *sorts: str, what: str, severity: Severity | None = None) -> Iterator[Mark]:
    """Yield a mark for each place of these sorts; `what` completes "... is ..." of the message."""
    for one in opposed(pair):
        if one.sort not in sorts:
            continue
        here = pair.target[one.place.start : one.place.end]
        told = [text[s.start : s.end] for text, s in zip(pair.retranslations, one.others, strict=True)]
        evidence = tuple(Evidence(f"re-translation {k}", said) for k, said in enumerate(told, 1))
        if pair.source:
            evidence = (Evidence("source", pair.source), *evidence)
        sure = _MORE if len(told) > 1 else _ONE
        right = told[0].capitalize() if here[0].isupper() else told[0]
        yield Mark(one.place, f"“{here}” {what} “{told[0]}”.", sure, evidence, right, severity=severity)
