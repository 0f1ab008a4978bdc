"""A word that weakens or binds a statement, which the source and every re-translation have and the text has not."""

from audit.check import Pair
from audit.finding import Evidence, Mark, Span
from audit.lexicons.cues import cues
from audit.shifts.neighbours import Beside, besides

_LONGEST = 10_000  # code points
_MANY_WORDS = 45  # beyond, what is missing here may stand anywhere
_ARTICLES = frozenset({"the", "a", "an", "of", "to"})
_ONE, _MORE = 0.5, 0.7  # estimated share of marks that are right: one re-translation, two or more


def lost(pair: Pair, sort: str, narrow: frozenset[str], what: str, *, least: int = 1) -> Mark | None:
    """Return the mark where source and re-translations have a word of the sort and the text has none that could render it.

    `narrow` are the English words that the re-translations must use, `least` how many re-translations there must be.
    """
    said = _said(pair, sort, least)
    if not said:
        return None
    sides = besides(pair)
    told = [next((k for k, w in enumerate(b.theirs.words) if w.text.lower() in narrow), -1) for b in sides]
    if min(told) < 0 or any(_denied(b, k) for b, k in zip(sides, told, strict=True)):
        return None
    place = _place(sides[0], told[0])
    if place is None or len(sides[0].ours.words) > _MANY_WORDS:
        return None
    words = tuple(b.theirs.words[k].text for b, k in zip(sides, told, strict=True))
    source = Span(*said[0])
    evidence = (
        Evidence("source", pair.source[source.start : source.end]),
        *(Evidence(f"re-translation {k}", word) for k, word in enumerate(words, 1)),
    )
    return Mark(place, f"{what}: “{words[0]}” is missing.", _MORE if len(words) > 1 else _ONE, evidence, source=source)


def _said(pair: Pair, sort: str, least: int) -> list[tuple[int, int]] | None:
    """Return the places of the sort in the source, where the text has none and there is enough to compare."""
    if not pair.source or len(pair.retranslations) < least or pair.target_lang.partition("-")[0] != "en":
        return None
    if max(map(len, (pair.target, pair.source, *pair.retranslations))) > _LONGEST or cues(sort, pair.target, "en"):
        return None
    return cues(sort, pair.source, pair.source_lang)


def _denied(beside: Beside, at: int) -> bool:
    """Whether the re-translation denies the word, or compares by it: "not only" is no limit, "as if" no condition."""
    before = [w.text.lower() for w in beside.theirs.words[max(at - 2, 0) : at]]
    return before[-1:] in (["as"], ["even"], ["what"]) or any(w in ("not", "nor") or w.endswith("n't") for w in before)


def _place(beside: Beside, at: int) -> Span | None:
    """Return our word linked to the first word after the re-translation's, else to the last before it."""
    back = beside.theirs.to
    after = range(at + 1, min(at + 4, len(back)))
    for k in (*(k for k in after if beside.theirs.words[k].text.lower() not in _ARTICLES), at - 1):
        if 0 <= k < len(back) and back[k] >= 0 and not beside.theirs.parted(k, at):
            return beside.ours.span(back[k], back[k])
    return None
