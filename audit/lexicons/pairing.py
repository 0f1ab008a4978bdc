"""Which numbers of a translation nothing stands for, which of its source are missing, and which of the two belong together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audit.check import Pair
from audit.lexicons.likeness import alike, distance, kin, twins, written_alike
from audit.lexicons.numerals import Number, Sort, numbers, reads_words
from audit.lexicons.values import agree, convertible, equal, same

_NEXT = re.compile(r"[\s\-‑]*([^\W\d_]{3,})")
_RUN = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Texts:
    """The numbers of all texts of one pair; `excuses` are those that no accusation may name."""

    pair: Pair
    target: tuple[Number, ...]
    source: tuple[Number, ...]
    retold: tuple[tuple[Number, ...], ...]
    excuses: tuple[tuple[Number, ...], ...]


def read(pair: Pair) -> Texts:
    """Read the numbers of the translation, its source and its re-translations."""
    lang = pair.target_lang
    source = numbers(pair.source, pair.source_lang) if pair.source else ()
    retold = tuple(numbers(text, lang) for text in pair.retranslations)
    further = tuple(numbers(text, lang) for text in pair.alternatives)
    return Texts(pair, numbers(pair.target, lang), source, retold, (source, *retold, *further))


def extra(texts: Texts) -> list[Number]:
    """The numbers of the translation that nothing in the other texts stands for."""
    return [t for t in texts.target if t.weight and _readable(texts.pair, t) and not _excused(texts, t)]


def _readable(pair: Pair, number: Number) -> bool:
    """Whether the source could say it in a form that is read: without a table "four" may be "neli"."""
    return number.digits or not pair.source or reads_words(pair.source_lang)


def _excused(texts: Texts, number: Number) -> bool:
    if any(_found(number, text, texts.target, exact=bool(texts.pair.source)) for text in texts.excuses):
        return True
    return number.sort is not Sort.CLOCK and written(texts.pair.target, number, texts.pair.source)


def written(text: str, number: Number, other: str) -> bool:
    """Whether the same figure stands in the other text as often, as part of what is read in another way ("3:10" for a score of 3-10)."""
    figure, *more = _RUN.findall(text[number.start : number.end]) or [""]
    if not figure or more or number.scaled > 1:
        return False
    same_figure = re.compile(rf"(?<!\d)(?<!\d[.,]){figure}(?![.,]?\d)")
    return len(same_figure.findall(other)) >= max(1, len(same_figure.findall(text)))


def missing(texts: Texts) -> list[Number]:
    """Return the numbers that the translation should have and has not: the source's that half of the re-translations confirm.

    Without a number in the source, those that at least two re-translations have, and all of them.
    """
    own: Sequence[Number] = texts.source
    if own:
        wanted = [s for s in own if 2 * count(s, texts.retold) >= len(texts.retold)]
    elif len(texts.retold) > 1 and not texts.pair.source:
        own = texts.retold[0]
        wanted = [n for n in own if count(n, texts.retold) == len(texts.retold)]
    else:
        return []
    return [n for n in wanted if n.weight and not _rendered(n, texts.target, own)]


def _rendered(number: Number, target: Sequence[Number], own: Sequence[Number]) -> bool:
    """Whether the translation has the number of `own`; in another unit only where that is not the equal of another one."""
    if any(equal(n, number) for n in target):
        return True
    return any(convertible(n, number) and not any(same(n, o) for o in own) for n in target)


def _found(number: Number, text: Sequence[Number], own: Sequence[Number], *, exact: bool) -> bool:
    """Whether `text` has the number; one in another unit counts unless it stands for its equal in `own`, the number's text.

    `exact`: the number must not be finer than what it stands for.
    """
    if any(equal(number, n) or (not exact and equal(n, number)) for n in text):
        return True
    return any(convertible(number, n) and not any(same(n, o) for o in own) for n in text)


def count(number: Number, texts: Sequence[tuple[Number, ...]]) -> int:
    return sum(any(agree(number, n) for n in text) for text in texts)


def matched(texts: Texts) -> list[tuple[Number, Number]]:
    """Pair each unexpected number with the missing one that is most like it.

    Numbers that are said once more than in the other text are a last resort, and only against one that is not there at all.
    """
    here, there = extra(texts), missing(texts)
    if bool(here) != bool(there) and texts.source:
        spare_here, spare_there = _spare(texts)
        return _pairs(texts, here or spare_here, there or spare_there, spare=True)
    return _pairs(texts, here, there, spare=False)


def _pairs(texts: Texts, here: list[Number], there: list[Number], *, spare: bool) -> list[tuple[Number, Number]]:
    found = []
    left = list(there)
    for wrong in here:
        fitting = [
            right
            for right in left
            if alike(wrong, right)
            and (
                (wrong.firm and right.firm and not spare and kin(wrong, right))
                or (_only(wrong, right, here, there) and _sure(texts, wrong, right))
            )
        ]
        if fitting:
            best = min(fitting, key=lambda right: distance(wrong, right))
            left.remove(best)
            found.append((wrong, best))
    return found


def _spare(texts: Texts) -> tuple[list[Number], list[Number]]:
    """The numbers that one text says more often than the other, which the re-translations do not."""
    here, there = _unmatched(texts.target, texts.source)
    for text in texts.retold:
        here = [n for n in here if n in _unmatched(texts.target, text)[0]]
        there = [n for n in there if n in _unmatched(texts.source, text)[0] or count(n, (text,))]
    pair = texts.pair
    there = [n for n in there if n.weight and not written(pair.source, n, pair.target)]
    return [n for n in here if n.weight and not written(pair.target, n, pair.source)], there


def _unmatched(a: tuple[Number, ...], b: tuple[Number, ...]) -> tuple[list[Number], list[Number]]:
    """What is left of two texts when each number has been put beside one that agrees, the most alike first."""
    left, right = list(a), list(b)
    for fits in (twins, written_alike, equal, agree):
        for x in tuple(left):
            partner = next((y for y in right if fits(x, y)), None)
            if partner:
                left.remove(x)
                right.remove(partner)
    return left, right


def _sure(texts: Texts, wrong: Number, right: Number) -> bool:
    """Whether a re-translation says the other number too; else both must stand alike, an ordinal for an ordinal."""
    if count(right, texts.retold):
        return True
    if right.sort is Sort.ORDINAL and right.values[0] == 1 and not right.digits:  # "the first" is said in many ways
        return False
    related = kin(wrong, right) or Sort.DECADE in (wrong.sort, right.sort)
    return related and _placed(texts, wrong, right)


def _only(wrong: Number, right: Number, here: list[Number], there: list[Number]) -> bool:
    """Whether neither number has another partner: what is soft is said in too many ways to choose."""
    return sum(alike(wrong, m) for m in there) == 1 and sum(alike(e, right) for e in here) == 1


def _placed(texts: Texts, wrong: Number, right: Number) -> bool:
    """Whether both stand beside the same number, or each is the first, or the last, of its text."""
    theirs = texts.source if right in texts.source else texts.retold[0]
    here, there = ([n for n in text if n.weight] for text in (texts.target, theirs))
    if wrong not in here or right not in there:
        return False
    at, its = here.index(wrong), there.index(right)
    if at == its == 0 or (at == len(here) - 1 and its == len(there) - 1):
        return True
    ours, others = ([*text[max(0, i - 1) : i], *text[i + 1 : i + 2]] for text, i in ((here, at), (there, its)))
    sides = [(a, b, (a.start < wrong.start) is (b.start < right.start)) for a in ours for b in others]
    return any(agree(a, b) and (same_side or a.sort is Sort.MONTH) for a, b, same_side in sides)


def anchored(texts: Texts) -> Iterator[tuple[Number, Number]]:
    """Numbers that stand before the same word as another number of the re-translations, which the source has."""
    if not texts.retold or not texts.source:
        return
    for wrong in texts.target:
        word = _next_word(texts.pair.target, wrong)
        if not word or any(agree(wrong, n) for text in texts.excuses for n in text):
            continue
        rights = [_beside(texts, index, word) for index in range(len(texts.retold))]
        known = [r for r in rights if r and alike(wrong, r) and not any(twins(r, t) for t in texts.target)]
        sources = [s for s in texts.source if known and agree(s, known[0])]
        if sources and 2 * len(known) >= len(rights) and len({r.values[0] for r in known}) == 1:
            yield wrong, sources[0]


def _beside(texts: Texts, index: int, word: str) -> Number | None:
    text = texts.pair.retranslations[index]
    return next((n for n in texts.retold[index] if _next_word(text, n) == word), None)


def _next_word(text: str, number: Number) -> str:
    match = _NEXT.match(text, number.end)
    return match[1].lower() if match else ""
