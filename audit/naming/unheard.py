"""Witness eight: names that the tables know in a script without capitals, while the translation has another word at their place."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from audit.check import Pair
from audit.finding import Evidence, Mark, Severity, Span
from audit.lexicons.attested import seen
from audit.lexicons.gazetteer import Entry, key, organisations, places, transliterated
from audit.lexicons.names import Name, capitals, derived, is_word, plain
from audit.lexicons.people import by_accepted
from audit.naming.counterpart import has_counterpart, is_headline, tells
from audit.naming.replaced import is_firm
from audit.naming.sound import alike, is_running
from audit.naming.tabled import english_words, is_said, named
from audit.naming.territories import countries, countries_in
from corpora.language import primary

_KINDS = frozenset({"given", "surname", "place", "city"})
_WRITTEN = _KINDS | {"region"}  # a region may be called otherwise, but not be written as nobody has
_USUAL = 1.0  # Zipf: how much more often the right spelling is seen
_NEAR = 0.34  # letters that a misspelling may change, of all
_APART = 0.35  # how far apart two names may stand, of a text


@dataclass(frozen=True, slots=True)
class _Lost:
    """A name of the source that the translation lacks; `entries` are all that it may be there."""

    entries: tuple[Entry, ...]
    span: Span


def misspelled_there(pair: Pair) -> Iterator[Mark]:
    """Mark words that are nearly a name which the source has and the translation lacks."""
    for lost, name in _beside(pair, _WRITTEN):
        right = min((e.name for e in lost.entries), key=lambda n: int(OSA.distance(plain(n), plain(name.text))))
        usual = all(e.kind in _KINDS for e in lost.entries)
        if (usual or seen(name.text, "en") == 0) and _is_slip(name.text, right):
            yield _mark(pair, lost, name, right, "misspells it", 0.8)


def another_there(pair: Pair) -> Iterator[Mark]:
    """Mark the one name that the source has not, where the one that the tables know is missing."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    found = list(_beside(pair, _KINDS))
    strange = {
        n.start: n for _, n in found if is_firm(n, lang) and not has_counterpart(n.text, lang, pair.source, other)
    }
    missing = {lost.span.start: lost for lost, _ in found}
    if len(strange) != 1 or len(missing) != 1:
        return
    ((lost,), (name,)) = missing.values(), strange.values()
    near = abs(lost.span.start / len(pair.source) - name.start / len(pair.target)) <= _APART
    if near and not any(_is_slip(name.text, e.name) for e in lost.entries):
        yield _mark(pair, lost, name, lost.entries[0].name, "is another name", 0.75)


def _beside(pair: Pair, kinds: frozenset[str]) -> Iterator[tuple[_Lost, Name]]:
    """Each lost name with each word that may stand in its stead."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if lang != "en" or not pair.source or not is_running(other) or is_headline(pair.target):
        return
    lost = _lost(pair, other, kinds)
    said = english_words(pair.source, other) if lost else frozenset()
    there = countries_in(pair.source, other) if lost else frozenset()
    names = [n for n in capitals(pair.target) if lost and len(n.text) > 3 and n.text.isalpha() and tells(n, lang)]
    for name in names:
        copied = plain(name.text) in plain(pair.source)
        if copied or key(name.text) in said or countries(name.text, lang) & there:
            continue
        if not any(name.text in text for text in pair.retranslations):
            yield from ((one, name) for one in lost)


def _lost(pair: Pair, other: str, kinds: frozenset[str]) -> list[_Lost]:
    """The names that the tables know in the source and of which the translation has no spelling, the longest at each place."""
    by_place: dict[Span, list[Entry]] = {}
    for entry, span in named(pair.source, other):
        by_place.setdefault(span, []).append(entry)
    longest = [s for s in by_place if not any(s != t and t.start <= s.start and s.end <= t.end for t in by_place)]
    return [
        _Lost(tuple(by_place[span]), span)
        for span in longest
        if all(e.kind in kinds and not is_said(e, pair.target) for e in by_place[span])
        and not any(alike(n.text, e.name) and _is_known(n.text) for n in capitals(pair.target) for e in by_place[span])
    ]


def _is_known(name: str) -> bool:
    """Whether the tables have it as a right name of something or somebody."""
    low = key(name)
    return low in by_accepted() or any(table.known(low) for table in (places(), organisations(), transliterated()))


def _is_slip(name: str, right: str) -> bool:
    """Whether a spelling that is hardly ever seen has nearly the letters of a usual one."""
    if derived(name, right) and len(name) >= len(right) and seen(name, "en") > 0:
        return False
    if is_word(name, "en") or seen(right, "en") - seen(name, "en") < _USUAL or _is_known(name):
        return False
    slips, size = int(OSA.distance(plain(name), plain(right))), max(len(name), len(right))
    return slips == 1 or slips <= _NEAR * size or (alike(name, right) and slips <= size // 2)


def _mark(pair: Pair, lost: _Lost, name: Name, right: str, what: str, sure: float) -> Mark:
    source = pair.source[lost.span.start : lost.span.end]
    message = f"The source has {source}, in English “{right}”; “{name.text}” {what}."
    evidence = (Evidence("source", source), Evidence("lexicon", right))
    return Mark(Span(name.start, name.end), message, sure, evidence, right, lost.span, Severity.MAJOR)
