"""Witness ten: a stranger. A source without capitals has a foreign name that the translation lacks, which has another at its place.

Foreign names only sound there. One that no word of the translation is heard in is lost; a name that is heard in none of them is
a stranger. The place is told by the other part of the same name beside both, or both are the only ones and near.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from audit.check import Pair
from audit.finding import Evidence, Mark, Span
from audit.lexicons.attested import is_international, seen
from audit.lexicons.countries import is_country
from audit.lexicons.gazetteer import key, places
from audit.lexicons.names import Name, capitals, grows, plain
from audit.naming.counterpart import is_headline, is_known, tells
from audit.naming.hearing import hears, loud, ways
from audit.naming.replaced import is_firm
from audit.naming.sound import alike, distance, heard_in, is_running, pinyin, sounds
from audit.naming.stretches import UNSPACED, Stretch, stretches
from audit.naming.tabled import english_words, is_said, named
from audit.naming.territories import countries, countries_in
from corpora.language import primary
from corpora.words import words

_APART = 0.35  # how far apart the two may stand, of a text
_NEAR = 0.2  # ... where any word may be the lost one
_UNLIKE = 1.25  # what it costs at least to take the one for the other
_ANCHOR = 0.35  # what it may cost to take a word for the other part of the lost name
_BETTER = 0.1  # how much worse than elsewhere a name may be heard in the stretch that it is
_EXACT = 0.2  # what a name may cost that is heard in a word of the source's language
_LONG = 4  # consonants of a lost name where any word may be one
_GLUED = 8  # letters of a word that another may be written onto


@dataclass(frozen=True, slots=True)
class _Source:
    """A pair, the language of its source, and where that may have foreign names."""

    pair: Pair
    lang: str
    stretches: tuple[Stretch, ...]

    @property
    def spaced(self) -> bool:
        """Whether any word may be a name, for want of characters that are only for names."""
        return self.lang not in UNSPACED


def strangers(pair: Pair) -> Iterator[Mark]:
    """Mark names of an English translation in whose stead a source without capitals has another."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if lang != "en" or not pair.source or not is_running(other) or is_headline(pair.target):
        return
    source = _Source(pair, other, stretches(pair.source, other))
    if any(s.likely for s in source.stretches):
        found = list(_beside(source)) or list(_alone(source))
        yield from (_mark(name, lost) for name, lost in found)


def _beside(source: _Source) -> Iterator[tuple[Name, Stretch]]:
    """Each stranger with the lost part of a name whose other part stands beside them in both texts."""
    joined = [(s, t) for s, t in pairwise(source.stretches) if s.joined]
    for a, b in pairwise(capitals(source.pair.target)) if joined else ():
        if source.pair.target[a.end : b.start] != " ":
            continue
        for s, t in joined:
            for name, lost, ours, theirs in ((b, t, a, s), (a, s, b, t)):
                may = _is_anchor(ours.text, theirs.text) and not (name is a and _is_title(name))
                if may and _may_sit(name, lost, source) and _is_lost(lost, source):
                    yield name, lost


_TITLES = frozenset("Lady Saint Dame Imam Madame Monsieur Herr Frau Don Donna Sen Rep Gov".split())


def _is_title(name: Name) -> bool:
    """Whether a word says what somebody is whose name follows: it is not their other name."""
    return name.text in _TITLES or not tells(name, "en") or bool(countries(name.text, "en"))


@lru_cache(maxsize=50_000)
def _is_anchor(word: str, text: str) -> bool:
    return any(alike(way, text) and distance(way, text) <= _ANCHOR for way in ways(word))


def _may_sit(name: Name, lost: Stretch, source: _Source) -> bool:
    """Whether a word may be a name that the source has not; any word with a capital where signs show the parts of a name."""
    if not lost.likely or len(name.text) < 3 or not name.text.isalpha() or not _is_unlike(name.text, lost.text):
        return False
    sure = not source.spaced or (tells(name, "en") if lost.sure else _is_surely(name))
    return sure and not _is_told(name, source) and (not source.spaced or _is_unspoken(name, source))


@lru_cache(maxsize=50_000)
def _is_unlike(name: str, text: str) -> bool:
    return (
        bool(sounds(name))
        and distance(name, text) >= _UNLIKE
        and hears(name, text) is None
        and not heard_in(name, text)
    )


def _alone(source: _Source) -> Iterator[tuple[Name, Stretch]]:
    """The only stranger, with the lost name that is nearest to its place."""
    strange = [n for n in capitals(source.pair.target) if _is_strange(n, source)]
    first = [n for n in strange if not any(source.pair.target[m.end : n.start] == " " for m in strange)]
    if len(first) != 1:
        return
    name, most = first[0], _NEAR if source.spaced else _APART
    likely = [g for g in _names_in(source) if any(s.sure and (not source.spaced or loud(s.text) >= _LONG) for s in g)]
    near = [g for g in likely if _gap(source.pair, name, g) <= most and all(_is_unlike(name.text, s.text) for s in g)]
    lost = [g for g in near if all(_is_lost(s, source) for s in g)]
    if lost:
        yield name, min(lost, key=lambda g: _gap(source.pair, name, g))[-1]


def _names_in(source: _Source) -> list[list[Stretch]]:
    """The stretches that make one name each; where words are spaced it does not show which do."""
    found: list[list[Stretch]] = []
    goes_on = False
    for stretch in source.stretches:
        if goes_on:
            found[-1].append(stretch)
        else:
            found.append([stretch])
        goes_on = stretch.joined and not source.spaced
    return found


def _gap(pair: Pair, name: Name, lost: list[Stretch]) -> float:
    return abs(lost[0].start / len(pair.source) - name.start / len(pair.target))


def _is_strange(name: Name, source: _Source) -> bool:
    if len(name.text) < 4 or not name.text.isalpha() or not _is_surely(name):
        return False
    return not _is_told(name, source) and _is_unspoken(name, source)


def _is_surely(name: Name) -> bool:
    """Whether a word can be nothing but a name, of the dictionary's only those that are known or used in all languages."""
    if countries(name.text, "en"):
        return is_country(name.text) or places().known(name.text)
    known = is_known(name.text, "en") or (is_international(name.text) and not grows(name.text.lower()))
    return is_firm(name, "en") or (known and tells(name, "en")) or (not name.initial and places().known(name.text))


def _is_told(name: Name, source: _Source) -> bool:
    """Whether a source has a name as it stands, by the tables, as a country or in pinyin."""
    text, low = source.pair.source, plain(name.text)
    if low in plain(text) or key(name.text) in english_words(text, source.lang) or low in pinyin(text):
        return True
    codes = countries(name.text, "en")
    short = countries_in(_without(text, source.stretches), source.lang) if codes else frozenset()
    return bool(codes & (short | countries_in(text, source.lang, shortest=2)))


def _without(text: str, taken: tuple[Stretch, ...]) -> str:
    """A text without its foreign names: 德 is Germany, and not in 莱德."""
    for stretch in reversed(taken):
        text = f"{text[: stretch.start]} {text[stretch.end :]}"
    return text


def _is_unspoken(name: Name, source: _Source) -> bool:
    """Whether a name is heard in no stretch but those in which another name of the translation is heard better."""
    rest = {n.text for n in capitals(source.pair.target)} - {name.text}
    for stretch in source.stretches:
        price = _price(name.text, stretch, spaced=source.spaced)
        if price is not None and not any((p := hears(n, stretch.text)) is not None and p < price for n in rest):
            return False
    two = (s.text + t.text for s, t in pairwise(source.stretches) if s.joined and source.spaced)
    return not any(alike(name.text, text) for text in two)


def _price(name: str, stretch: Stretch, *, spaced: bool) -> float | None:
    """How badly a name is heard in a stretch, in a part of it too where several words may be written as one."""
    price = hears(name, stretch.text)
    if price is None and (not spaced or len(stretch.text) >= _GLUED):
        return 0.5 if any(heard_in(way, stretch.text) for way in ways(name)) else None
    return None if price is not None and price > _EXACT and spaced and not stretch.sure else price


def _is_lost(stretch: Stretch, source: _Source) -> bool:
    """Whether a part of a foreign name is heard in no word of the translation, and is none that the tables know it to have."""
    target, lang = source.pair.target, source.lang
    if any(_is_best(n, stretch.text, source.stretches) for n in _names(target)):
        return False
    if any(_is_shared(w.text, stretch.text, lang) for w in words(target) if w.text.islower()):
        return False
    if countries_in(stretch.text, lang, shortest=2) & countries_in(target, "en"):
        return False
    there = [e for e, s in named(source.pair.source, lang) if s.start < stretch.end and stretch.start < s.end]
    return not any(is_said(entry, target) for entry in there)


@lru_cache(maxsize=4096)
def _names(text: str) -> tuple[str, ...]:
    """The words of a text that may be names, countries apart, and what two of them sound like as one."""
    listed = [n for n in capitals(text) if len(n.text) > 2 and not countries(n.text, "en")]
    two = (a.text + b.text for a, b in pairwise(listed) if text[a.end : b.start] in (" ", "'", "-"))
    return (*(n.text for n in listed), *two)


def _is_best(name: str, text: str, listed: tuple[Stretch, ...]) -> bool:
    """Whether a name is heard in a stretch, and in no other much better."""
    price = hears(name, text)
    if price is None:
        return False
    others = (hears(name, s.text) for s in listed if s.text != text)
    return price <= min((o for o in others if o is not None), default=price) + _BETTER


def _is_shared(word: str, text: str, lang: str) -> bool:
    """Whether a stretch is a word that the two languages share, and not only seems one by its sound."""
    if lang != "ja" and seen(text, lang) == 0:
        return False
    size = loud(word)
    return size > 2 and size == loud(text) and alike(word, text)


def _mark(name: Name, lost: Stretch) -> Mark:
    message = f"The source has no “{name.text}”; it has {lost.text}, which the translation lacks."
    there = Span(lost.start, lost.end)
    return Mark(Span(name.start, name.end), message, 0.75, (Evidence("source", lost.text),), "", there)
