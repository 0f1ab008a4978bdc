"""A negation that was lost, or added, in translation.

Why it hurts: the sentence says the opposite. "The minister resigned" for "did not resign" is a false report about a
person.

What stays silent: negations told by another word (failed, without, refused, impossible, hardly, un-), double negation
in languages that need it, negators that deny nothing (not only, not until, чи не, не раз), questions, and every
sentence where a negation could have moved to another word. With a source alone only sentences with one plain negation
on one side and no negative word of any kind on the other are flagged; with re-translations, those where all of them
affirm the linked word that the translation denies, or deny the one that it affirms, and the source does not say otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.english import lemmas
from audit.lexicons.polarity import Negator, Polarity, listed, polarity
from audit.shifts.denial import Denied, alone, denies_verb, guessed, negated, shared, whole
from audit.shifts.marked import marked
from audit.shifts.neighbours import Beside, besides
from corpora.words import words

_LOST = "The translation has lost a negation."
_ADDED = "The translation has a negation that the source has not."
_ALONE = 0.5
_GLUED = frozenset({"zh", "ja"})  # negators that deny nothing are parts of many words there

_LONGEST = 10_000  # code points; what is longer is no aligned place of a few sentences
# "Wouldn't it be easier" asks, also where its mark is forgotten.
_ASKED = regex.compile(
    r"(?:^|[.!…]\s+|[,:]\s+)[\"“”'‘]?\p{L}+n['’]t\s+(?:it|he|she|they|we|you|I|this|that|there)\b", regex.IGNORECASE
)
_VERY_MANY_WORDS = 45
_MANY_WORDS = 25  # beyond, a source has several clauses, and a free translation moves its negations about


@declare(
    "A002",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.CRITICAL,
    Example("uk-en", "Міністр не подав у відставку.", "The minister [[has resigned]]."),
    Example("uk-en", "Міністр не подав у відставку.", "The minister has not resigned."),
    Example("uk-en", "Він не лише співає, а й танцює.", "He both sings and dances."),
    Example("de-en", "Der Vertrag ist gültig.", "The treaty [[is not]] valid."),
    Example("de-en", "Die Verhandlungen sind nicht gelungen.", "The talks failed."),
    Example(
        "ru-en",
        "Суд не признал компанию виновной.",
        "The court [[found]] the company guilty.",
        ("The court did not find the company guilty.", "The court has not found the firm guilty."),
    ),
    Example("fr-en", "Le ministre n'exclut pas une démission.", "The minister [[rules out]] a resignation."),
    Example("es-en", "El ministro no descartó dimitir.", "The minister may resign."),
    needs=Needs.SECOND,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    yield from list(_denied(pair)) or marked(pair, "negation", severity=Severity.MAJOR)


def _denied(pair: Pair) -> Iterator[Mark]:
    if max(map(len, (pair.target, pair.source, *pair.retranslations))) > _LONGEST:
        return
    target = polarity(pair.target, pair.target_lang)
    source = polarity(pair.source, pair.source_lang) if pair.source else None
    if target is None or "?" in pair.target or "？" in pair.source or _ASKED.search(pair.target):
        return
    if len(pair.retranslations) > 1 or (pair.retranslations and pair.source):
        retold = [p for text in pair.retranslations if (p := polarity(text, pair.target_lang))]
        yield from _beside(pair, target, source, retold)
    elif source is not None:
        yield from _alone(pair, target, source)


def _alone(pair: Pair, target: Polarity, source: Polarity) -> Iterator[Mark]:
    """With a source only: one plain negation on one side, and nothing negative on the other."""
    if _is_lost(pair, target, source) and (found := guessed(pair, source)):
        place = source.negators[0]
        evidence = (Evidence("source", _around(pair.source, place)),)
        yield Mark(found[0], _LOST, _ALONE, evidence, found[1], Span(place.start, place.end), Severity.MAJOR)
    elif _is_added(pair, target, source):
        negator = next(n for n in target.negators if n.verb and denies_verb(pair, n))
        span, suggestion = negated(pair.target, negator)
        yield Mark(span, _ADDED, _ALONE, (Evidence("source", pair.source),), suggestion, severity=Severity.MAJOR)


def _is_lost(pair: Pair, target: Polarity, source: Polarity) -> bool:
    return (
        target.plain
        and source.count == 1
        and source.negators[0].verb
        and _is_word(pair, source.negators[0])
        and not (source.murky or source.hints)
        and _short(pair.source)
    )


def _is_added(pair: Pair, target: Polarity, source: Polarity) -> bool:
    if target.murky or source.count or source.murky or source.hints or pair.target_lang.partition("-")[0] != "en":
        return False  # other languages than English deny where the source asserts too often
    denied = any(n.verb and denies_verb(pair, n) for n in target.negators)
    return denied and len(words(pair.target)) <= _VERY_MANY_WORDS


def _short(text: str) -> bool:
    return len(words(text)) <= _MANY_WORDS and not regex.search(r"[;:—–]|[.!?。！？].*[.!?。！？]", text)


def _is_word(pair: Pair, negator: Negator) -> bool:
    """Whether the source's negator stands by itself: a bare Chinese 不, 没 or 未 is part of many words."""
    return pair.source_lang.partition("-")[0] != "zh" or negator.end - negator.start > 1


def _beside(pair: Pair, target: Polarity, source: Polarity | None, retold: list[Polarity]) -> Iterator[Mark]:
    """With re-translations: what one side denies must be affirmed at the linked place of the other, in all of them."""
    if any(r.murky != target.murky for r in retold):
        yield from _limited(pair, target, source, retold)
    elif all(r.count < target.count for r in retold) and _may_add(pair, source, target, retold):
        found = list(_added(pair, target, source, retold))
        told = source is not None and all(r.hints <= target.hints for r in retold)
        yield from found or (
            _alone(pair, target, source) if source and told and _is_added(pair, target, source) else ()
        )
    elif all(r.count > target.count + max(0, target.hints - r.hints) for r in retold) and _may_lose(
        source, target, retold
    ):
        found = list(_lost(pair, target, source, retold))
        yield from found or (_heard(pair, target, source, retold) if source else ())


def _limited(pair: Pair, target: Polarity, source: Polarity | None, retold: list[Polarity]) -> Iterator[Mark]:
    """A negation that mostly limits ("not very", "not always") before a word that all others have, in a sentence that denies nothing."""
    others = [*retold, *([source] if source else [])]
    if target.count or any(one.count or one.hints or one.murky for one in others):
        return
    for start, end in target.idles:
        not_ = _NOT.match(pair.target, start)
        rest = {key for w in words(pair.target[not_.end() : end]) for key in lemmas(w.text)} if not_ else frozenset()
        if not_ and rest and rest <= shared(pair):
            span, suggestion = negated(pair.target, Negator(*not_.span(), verb=True))
            yield Mark(span, _ADDED, _confidence(source, retold), _evidence(pair, source, ()), suggestion)


_NOT = regex.compile(r"not|n['’]t", regex.IGNORECASE)


def _heard(pair: Pair, target: Polarity, source: Polarity, retold: list[Polarity]) -> Iterator[Mark]:
    """What the source alone says is lost, where every re-translation denies something too: surer, though not at a linked word."""
    if _is_lost(pair, target, source):
        for mark in _alone(pair, target, source):
            evidence = _evidence(pair, source, [r.negators[0] for r in retold])
            yield replace(mark, confidence=_confidence(source, retold), evidence=evidence, severity=None)


def _may_add(pair: Pair, source: Polarity | None, target: Polarity, retold: list[Polarity]) -> bool:
    """Whether the source leaves one of the target's negations over, and none of its own is untold."""
    if source is None:
        return True
    unclear = source.murky and len(retold) == 1 and pair.source_lang.partition("-")[0] not in _GLUED
    untold = source.count > min(r.count + r.hints for r in retold) or unclear
    return source.count < target.count and not untold


def _may_lose(source: Polarity | None, target: Polarity, retold: list[Polarity]) -> bool:
    """Whether the source denies more than the target, or leaves it open, so that several re-translations decide."""
    if source is None or source.count > target.count:
        return True
    return len(retold) > 1 and not target.count and (source.murky or source.hints > 0)


def _added(pair: Pair, target: Polarity, source: Polarity | None, retold: list[Polarity]) -> Iterator[Mark]:
    lang = pair.target_lang.partition("-")[0]
    sides = besides(pair)
    left = target.count - max(r.count for r in retold)
    evidence = _evidence(pair, source, ())
    hinted = source is not None and source.hints > max(r.hints for r in retold)
    for negator in target.negators:
        if left and not _goes_on(pair, negator, retold) and not _is_hinted(pair, negator, target, source, retold):
            found = [alone(b, target, r, negator, lang) for b, r in zip(sides, retold, strict=True)]
            told = [f for f in found if f]
            if len(told) == len(found) and _enough(pair, source, told):
                span, suggestion = negated(pair.target, negator)
                left -= 1
                severity = Severity.MAJOR if hinted and not all(f.same for f in told) else None
                yield Mark(span, _ADDED, _confidence(source, told), evidence, suggestion, severity=severity)


def _is_hinted(
    pair: Pair, negator: Negator, target: Polarity, source: Polarity | None, retold: Sequence[Polarity]
) -> bool:
    """Whether the source has a word about there that is negative in meaning and that nothing else of the translation says.

    It may say "without" or "un-", and one re-translation that misses it is no proof.
    """
    if source is None or len(retold) > 1 or source.hints <= target.hints:
        return False
    there = negator.start / len(pair.target)
    return any(abs(start / len(pair.source) - there) < _ABOUT for start, _ in source.likes)


_ABOUT = 0.25  # share of a text by which the order of words in two languages may differ


def _goes_on(pair: Pair, negator: Negator, retold: list[Polarity]) -> bool:
    """Whether "neither" and "nor" only go on with what was denied before, which others may do with one negation."""
    return pair.target[negator.start : negator.end].lower() in ("neither", "nor") and all(r.count for r in retold)


def _enough(pair: Pair, source: Polarity | None, told: list[Denied]) -> bool:
    """Whether the place is certain: the denied word is linked, or the negation is a verb's and the source has none."""
    negator = told[0].negator
    if pair.target_lang.partition("-")[0] != "en":  # other languages deny where English asserts
        return negator.verb and len(told) > 1 and all(f.same for f in told)
    if all(f.same for f in told):
        return source is not None or len(told) > 1 or negator.verb
    plain = source is not None and not source.count and (len(told) > 1 or not source.murky)
    return (
        (negator.verb or _NEVER.match(pair.target, negator.start) is not None) and plain and denies_verb(pair, negator)
    )


_NEVER = regex.compile(r"never|no longer", regex.IGNORECASE)


def _lost(pair: Pair, target: Polarity, source: Polarity | None, retold: list[Polarity]) -> Iterator[Mark]:
    lang = pair.target_lang.partition("-")[0]
    sides = besides(pair)
    tried = [
        [f for n in r.negators if (f := alone(b.turned, r, target, n, lang, wary=True))]
        for b, r in zip(sides, retold, strict=True)
    ]
    open_ = source is not None and bool(source.count or source.hints) and target.plain and len(retold) > 1
    for first in tried[0]:
        told = [first, *(f for other in tried[1:] for f in other[:1])]
        if not (first.negator.verb or len(retold) > 1):
            continue
        if len(told) < len(retold) or not (open_ or all(f.same for f in told)):
            continue
        span, suggestion = _unsaid(pair, sides[0], first)
        place = source.negators[0] if source and source.negators else None
        yield Mark(
            span,
            _LOST,
            _confidence(source, told),
            _evidence(pair, source, [f.negator for f in told]),
            suggestion,
            Span(place.start, place.end) if place else None,
        )
        return


def _unsaid(pair: Pair, beside: Beside, found: Denied) -> tuple[Span, str]:
    """Return our affirmed word, with its auxiliary, and how the re-translation denies it."""
    first = last = found.there
    ours, theirs = beside.ours.words, beside.theirs
    if first and ours[first - 1].text.lower() in listed("en", "auxiliary"):
        first -= 1
    suggestion = ""
    if found.same and theirs.words[found.head].start >= found.negator.end:
        begin = whole(theirs.text, found.negator).start
        before = [w for w in theirs.words if w.end <= begin][-1:]
        if before and before[0].text.lower() in listed("en", "auxiliary"):
            begin = before[0].start
        suggestion = theirs.text[begin : theirs.words[found.head].end]
    return beside.ours.span(first, last), suggestion


def _confidence(source: Polarity | None, told: Sequence[Denied | Polarity]) -> float:
    sure = 0.5 + (0.2 if source else 0.0) + 0.12 * (len(told) - 1)
    return min(0.95, sure + (0.1 if all(isinstance(f, Denied) and f.same for f in told) else 0.0))


def _evidence(pair: Pair, source: Polarity | None, negators: Sequence[Negator]) -> tuple[Evidence, ...]:
    """What the source and the re-translations say: about their negators, or, without any, as a whole."""
    found = []
    if pair.source and (source is None or not negators):
        found.append(Evidence("source", pair.source))
    elif source and source.negators:
        found.append(Evidence("source", _around(pair.source, source.negators[0])))
    for index, text in enumerate(pair.retranslations):
        found.append(Evidence(f"re-translation {index + 1}", _around(text, negators[index]) if negators else text))
    return tuple(found)


def _around(text: str, negator: Negator) -> str:
    """Return the negator with a word before it and two after it."""
    before = [w for w in words(text) if w.end <= negator.start][-1:]
    after = [w for w in words(text) if w.start >= negator.end][:2]
    return text[before[0].start if before else negator.start : after[-1].end if after else negator.end]
