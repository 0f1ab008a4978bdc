"""A word of the text that the source's own words exclude: "before" where the source says "after", "some" where it says "all"."""

from collections.abc import Iterator

from audit.check import Pair
from audit.finding import Evidence, Mark, Severity, Span
from audit.lexicons.markers import Relation, plain, relations
from audit.lexicons.polarity import polarity
from corpora.language import primary

_LONGEST = 10_000  # code points
_MANY = 400  # code points of a text of many clauses, where a word may stand for anything
_NEAR = 25  # code points about a word within which a negation turns it round
_NEAR_ZH = 6
_SEVERAL = 2  # more of one kind have no one place
_TURNED = frozenset({"time", "comparison", "quantifier", "modality", "opposite"})  # sorts that a negation turns round
_APART = 0.35  # of the text: how far two places may lie from each other where it has several clauses
_SHORT = 90  # code points that are one clause
# Estimated share of marks that are right: the source alone, and with a re-translation that says the same.
_ALONE, _HEARD = 0.6, 0.8


def marked(pair: Pair, *sorts: str, severity: Severity | None = None) -> Iterator[Mark]:
    """Yield a mark where the source has a word of one relation and the text only one that the relation excludes.

    Silent where either text has any word of the other's relation, where a negation is near, and where a re-translation says what
    the text says.
    """
    if not pair.source or primary(pair.target_lang) != "en" or max(len(pair.source), len(pair.target)) > _MANY:
        return
    lang = primary(pair.source_lang)
    source, target = plain(pair.source, lang), plain(pair.target, "en")
    for sort in sorts:
        for relation in relations(sort, lang):
            if said := _apart(relation.source.sure.spans(source)):
                yield from _turned(pair, relation, source, target, said, severity)


def _turned(
    pair: Pair, relation: Relation, source: str, target: str, said: list[tuple[int, int]], severity: Severity | None
) -> Iterator[Mark]:
    for there, here in relation.others:
        found = _apart(here.sure.spans(target))
        if not 0 < len(found) <= _SEVERAL or _outside(relation.target.any.spans(target), found):
            continue
        if there and _outside(there.any.spans(source), said):
            continue
        at, place = _nearest(source, target, said, found)
        if relation.sort in _TURNED and (_denied(target, "en", place) or _denied(source, pair.source_lang, at)):
            continue
        heard = [bool(relation.target.any.spans(plain(text, "en"))) for text in pair.retranslations]
        if not _beside(source, target, at, place) or not all(heard):
            continue
        if any(here.sure.spans(plain(text, "en")) for text in pair.retranslations):
            continue
        yield _mark(pair, relation, Span(*at), Span(*place), severity)
        return


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest of each group of spans that overlap."""
    kept: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda s: (s[0] - s[1], s)):
        if not any(a < span[1] and span[0] < b for a, b in kept):
            kept.append(span)
    return sorted(kept)


def _outside(spans: list[tuple[int, int]], places: list[tuple[int, int]]) -> bool:
    """Whether any of the spans stands outside of all these places."""
    return any(not any(a < span[1] and span[0] < b for a, b in places) for span in spans)


def _denied(text: str, lang: str, place: tuple[int, int]) -> bool:
    """Whether a negation stands near a place, apart from one that is part of it."""
    near = _NEAR_ZH if primary(lang) == "zh" else _NEAR
    seen = polarity(text, lang)
    return seen is None or any(
        n.start < place[1] + near and place[0] - near < n.end and not (n.start < place[1] and place[0] < n.end)
        for n in seen.negators
    )


def _nearest(
    source: str, target: str, said: list[tuple[int, int]], found: list[tuple[int, int]]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the word of each that stand at the likest parts of their texts."""
    pairs = ((a, b) for a in said for b in found)
    return min(pairs, key=lambda p: abs(p[0][0] / len(source) - p[1][0] / len(target)))


def _beside(source: str, target: str, said: tuple[int, int], found: tuple[int, int]) -> bool:
    """Whether two words stand at about the same part of their texts, or the text is short."""
    return len(target) <= _SHORT or abs(said[0] / len(source) - found[0] / len(target)) <= _APART


def _mark(pair: Pair, relation: Relation, said: Span, here: Span, severity: Severity | None) -> Mark:
    words, told = pair.source[said.start : said.end], pair.target[here.start : here.end]
    evidence = (
        Evidence("source", words),
        *(Evidence(f"re-translation {k}", text) for k, text in enumerate(pair.retranslations, 1)),
    )
    right = relation.right.capitalize() if told[:1].isupper() else relation.right
    message = f"“{words}” of the source is “{relation.right}”, not “{told}”."
    return Mark(here, message, _HEARD if pair.retranslations else _ALONE, evidence, right, said, severity)
