"""Words of the source that the translation lacks.

Why it hurts: a verb, a subject or a whole clause is gone. The sentence still reads well, so that nobody notices; it only says
less than the author did, or something else.

What stays silent: what is said in another way, a word that a re-translation has not either, articles, pronouns, prepositions
and other words of grammar, and what is counted or measured beside a figure, which other checks look at. What may have
been left out on purpose is minor. Where the reader is asked (`--reader auto`), it also finds holes by itself. Without an encoder,
and without a re-translation, nothing is told.
"""

from collections.abc import Iterator, Sequence
from math import exp

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lacking import Lost, counted, is_major, limits, together
from audit.undone import HOLE, Hole, holes, surely_lost

_NAMED = -1.5  # log odds from which on a lost word is named for a hole


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
        yield from (_hole(hole, (), "") for hole in holes(pair))
        return
    limit = limits("LOST", pair)
    text = pair.source if found[0].in_source else pair.retranslations[0]
    told = [one for one in found if one.odds >= limit.minor and not counted(text, one.word)]
    seen = holes(pair)
    groups = ([told[k] for k in group] for group in together([one.word for one in told], text))
    marked = [_mark(group, text, limit.major, seen) for group in groups]
    yield from marked
    for hole in seen:
        if not any(hole.place.overlaps(mark.span) for mark in marked):
            yield _hole(hole, [one for one in found if one.odds >= _NAMED and hole.place.overlaps(one.gap)], text)


def _hole(hole: Hole, near: Sequence[Lost], text: str) -> Mark:
    """What the reader alone sees, with the likeliest word that may stand there."""
    major = hole.odds >= HOLE.major
    sure = 1 / (1 + exp(-hole.odds))
    evidence = [Evidence("reader", f"{sure:.0%} likely that something is missing here")]
    best = max(near, key=lambda one: one.odds, default=None)
    if best:
        evidence.append(
            Evidence("source" if best.in_source else "re-translation 1", text[best.word.start : best.word.end])
        )
    return Mark(
        hole.place,
        f"Nothing here says “{best.word.text}”." if best else "A word is missing here.",
        0.6 if major else 0.4,
        tuple(evidence),
        source=Span(best.word.start, best.word.end) if best and best.in_source else None,
        severity=Severity.MAJOR if major else Severity.MINOR,
    )


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
