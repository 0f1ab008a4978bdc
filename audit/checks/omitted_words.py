"""Words of the source that the translation lacks.

Why it hurts: a verb, a subject or a whole clause is gone. The sentence still reads well, so that nobody notices; it only says
less than the author did, or something else.

What stays silent: what is said in another way, a word that a re-translation has not either, articles, pronouns, prepositions
and other words of grammar, and what is counted or measured beside a figure, which other checks look at. What may have
been left out on purpose is minor. Where the reader is asked (`--reader auto`), it also finds holes by itself, told as
minor where no word can be named for them. Without an encoder, and without a re-translation, nothing is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import exp

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lacking import Lost, counted, is_major, limits, together
from audit.otherwise import is_said
from audit.undone import HOLE, Hole, holes, surely_lost

_NAMED = -1.5  # log odds from which on a lost word is named for a hole
_NAMELESS = 2.0  # log odds of the reader from which on a hole is told without a word for it


@declare(
    "O001",
    Category.OMISSION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "de-en",
        "Die Stadt will die alte Schule im Sommer abreißen und einen Park anlegen.",
        "The city wants to demolish the old school in [[summer]].",
        ("The city wants to demolish the old school in summer and create a park.",),
    ),
    Example(
        "ru-en",
        "Врач сказал, что операция прошла успешно и пациент скоро поправится.",
        "The doctor said [[that the]] patient will recover soon.",
        ("The doctor said that the operation was successful and the patient will recover soon.",),
    ),
    Example(
        "uk-en", "Поїзд запізнився на годину.", "The train was an hour late.", ("The train arrived an hour late.",)
    ),
    Example(
        "de-en",
        "Der Arzt sagte, dass die Operation gut verlaufen sei.",
        "The doctor said that the operation went well.",
        ("The doctor said the surgery had gone well.",),
    ),
    needs=Needs.LINKS,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Mark each place where words are lost."""
    found = surely_lost(pair) if pair.retranslations else ()
    if not found:
        yield from (_nameless(hole) for hole in holes(pair) if hole.odds >= _NAMELESS)
        return
    limit = limits("LOST", pair)
    text = pair.source if found[0].in_source else pair.retranslations[0]
    lost = [one for one in found if not is_said(pair, one)]
    told = [one for one in lost if one.odds >= limit.minor and not counted(text, one.word)]
    seen = holes(pair)
    groups = ([told[k] for k in group] for group in together([one.word for one in told], text))
    marked = [_mark(group, text, limit.major, seen) for group in groups]
    yield from marked
    for hole in seen:
        if not any(hole.place.overlaps(mark.span) for mark in marked):
            yield from _alone(hole, [one for one in lost if one.odds >= _NAMED and hole.place.overlaps(one.gap)], text)


def _alone(hole: Hole, near: Sequence[Lost], text: str) -> Iterator[Mark]:
    """What the reader alone sees, with the likeliest word that may stand there; without one only where it is sure."""
    best = max(near, key=lambda one: one.odds, default=None)
    if best:
        name = "source" if best.in_source else "re-translation 1"
        yield replace(
            _nameless(hole),
            message=f"Nothing here says “{best.word.text}”.",
            confidence=0.6 if hole.odds >= HOLE.major else 0.4,
            evidence=(_doubt(hole), Evidence(name, text[best.word.start : best.word.end])),
            source=Span(best.word.start, best.word.end) if best.in_source else None,
            severity=Severity.MAJOR if hole.odds >= HOLE.major else Severity.MINOR,
        )
    elif hole.odds >= _NAMELESS:
        yield _nameless(hole)


def _nameless(hole: Hole) -> Mark:
    """What nobody has a word for is minor: an editor has to find it."""
    return Mark(hole.place, "A word is missing here.", 0.4, (_doubt(hole),), severity=Severity.MINOR)


def _doubt(hole: Hole) -> Evidence:
    return Evidence("reader", f"{1 / (1 + exp(-hole.odds)):.0%} likely that something is missing here")


def _mark(group: Sequence[Lost], text: str, serious: float, seen: Sequence[Hole]) -> Mark:
    surest = max(group, key=lambda one: one.odds)
    place = Span(group[0].word.start, group[-1].word.end)
    said = text[place.start : place.end]
    heard = " ".join(dict.fromkeys(word for one in group for word in one.heard))
    evidence = [Evidence("source" if surest.in_source else "re-translation 1", said)]
    if heard and surest.in_source:
        evidence.append(Evidence("re-translations", heard))
    torn = any(hole.odds >= HOLE.major and hole.place.overlaps(surest.gap) for hole in seen)
    major = torn or is_major([one.odds for one in group], serious)
    return Mark(
        surest.gap,
        f"Nothing here says “{said}”" + (f" ({heard})." if heard and surest.in_source else "."),
        0.6 if major else 0.4,
        tuple(evidence),
        source=place if surest.in_source else None,
        severity=Severity.MAJOR if major else Severity.MINOR,
    )
