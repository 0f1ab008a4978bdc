"""Witness ten: a stranger. In a source without capitals a foreign name is not in the translation, which has another at its place.

Foreign names sound there, so that one which no word of the translation is heard in is lost, and a name that is heard in none of
them is a stranger. The place is told by the other part of the same name, or both are the only ones.
"""

from collections.abc import Iterator
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

_APART = 0.2  # how far apart the two may stand, of a text
_NEAR = 0.0  # ... where several are strange
_UNLIKE = 1.25  # what it costs at least to take the one for the other


def strangers(pair: Pair) -> Iterator[Mark]:
    """Mark names of an English translation in whose stead a source without capitals has another."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if lang != "en" or not pair.source or not is_running(other) or is_headline(pair.target):
        return
    listed = stretches(pair.source, other)
    if not any(s.sure or s.likely for s in listed):
        return
    found = list(_beside(pair, listed, other)) or list(_alone(pair, listed, other))
    yield from (_mark(pair, name, stretch) for name, stretch in found)


def _beside(pair: Pair, listed: tuple[Stretch, ...], other: str) -> Iterator[tuple[Name, Stretch]]:
    """Names with the lost part of a name whose other part stands beside them on both sides."""
    joined = [(s, t) for s, t in pairwise(listed) if s.joined]
    for a, b in pairwise(capitals(pair.target)):
        if not joined or pair.target[a.end : b.start] != " ":
            continue
        for s, t in joined:
            for name, lost, ours, theirs in ((b, t, a, s), (a, s, b, t)):
                if not (lost.sure or lost.likely) or not _is_anchor(ours.text, theirs.text) or not _may_sit(name, lost):
                    continue
                dotted = pair.source[s.end : t.start] != " "
                fits = dotted or (_is_unspoken(pair, name, listed, other) and (tells(name, "en") if lost.sure else _is_surely(name)))
                if fits and not _is_told(pair, name, listed, other) and is_lost(lost, pair, listed, other):
                    yield name, lost


@lru_cache(maxsize=50_000)
def _is_anchor(word: str, text: str) -> bool:
    """Whether a word is surely what a stretch says."""
    return any(alike(way, text) and distance(way, text) <= _ANCHOR for way in ways(word))


_ANCHOR = 0.35


def _may_sit(name: Name, lost: Stretch) -> bool:
    """Whether a word may be a name and is unlike the lost one."""
    return len(name.text) > 2 and name.text.isalpha() and _is_unlike(name.text, lost.text)


def _is_told(pair: Pair, name: Name, listed: tuple[Stretch, ...], other: str) -> bool:
    """Whether a source has a name as it stands, by the tables, as a country or in pinyin."""
    low = plain(name.text)
    if low in plain(pair.source) or key(name.text) in english_words(pair.source, other) or low in pinyin(pair.source):
        return True
    codes = countries(name.text, "en")
    return bool(
        codes
        and codes & (countries_in(pair.source, other, shortest=2) | countries_in(_rest(pair.source, listed), other))
    )


def _rest(text: str, listed: tuple[Stretch, ...]) -> str:
    """A text without what sounds in it: 德 is Germany, and not in 莱德."""
    for s in reversed(listed):
        text = text[: s.start] + " " + text[s.end :]
    return text


@lru_cache(maxsize=50_000)
def _is_unlike(name: str, text: str) -> bool:
    return bool(sounds(name)) and distance(name, text) >= _UNLIKE and hears(name, text) is None and not heard_in(name, text)


def is_lost(stretch: Stretch, pair: Pair, listed: tuple[Stretch, ...], other: str) -> bool:
    """Whether a part of a foreign name is heard in no word of the translation, and is none that the tables know it to have."""
    if any(_is_best(n, stretch.text, listed) for n in _names(pair.target)):
        return False
    if not all(_is_unread(w.text, stretch.text, other) for w in words(pair.target) if w.text.islower()):
        return False
    if countries_in(stretch.text, other, shortest=2) & countries_in(pair.target, "en"):
        return False
    return not any(
        span.start < stretch.end and stretch.start < span.end and is_said(entry, pair.target)
        for entry, span in named(pair.source, other)
    )


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


_BETTER = 0.1


def _is_unread(word: str, text: str, other: str) -> bool:
    """Whether a stretch is no word that two languages share."""
    if other != "ja" and seen(text, other) == 0:
        return True
    size, there = loud(word), loud(text)
    return size < 3 or size != there or not alike(word, text)


def _alone(pair: Pair, listed: tuple[Stretch, ...], other: str) -> Iterator[tuple[Name, Stretch]]:
    """Names that are heard nowhere, each with the lost one that is nearest to its place."""
    strange = [n for n in capitals(pair.target) if _is_strange(pair, n, listed, other)]
    names = [n for n in strange if not any(pair.target[m.end : n.start] == " " for m in strange)]
    if not names:
        return
    gone = [g for g in _groups(listed, other) if any(s.sure and (other in UNSPACED or loud(s.text) >= _LONG) for s in g) and all(is_lost(s, pair, listed, other) for s in g)]
    for name in names:
        most = _APART if len(names) == 1 else _NEAR
        near = [g for g in gone if _gap(pair, name, g) <= most and all(_is_unlike(name.text, s.text) for s in g)]
        if near:
            yield name, min(near, key=lambda g: _gap(pair, name, g))[-1]


def _gap(pair: Pair, name: Name, lost: list[Stretch]) -> float:
    return abs(lost[0].start / len(pair.source) - name.start / len(pair.target))


def _is_strange(pair: Pair, name: Name, listed: tuple[Stretch, ...], other: str) -> bool:
    if len(name.text) < 4 or not name.text.isalpha() or not _is_surely(name) or _is_told(pair, name, listed, other):
        return False
    return _is_unspoken(pair, name, listed, other)


def _is_unspoken(pair: Pair, name: Name, listed: tuple[Stretch, ...], other: str) -> bool:
    """Whether a name is heard in no stretch but those which another name of the translation is."""
    rest = [n.text for n in capitals(pair.target) if n.text != name.text]
    for s in listed:
        price = hears(name.text, s.text)
        if price is None and (other in UNSPACED or len(s.text) >= _GLUED):
            price = 0.5 if any(heard_in(way, s.text) for way in ways(name.text)) else None
        elif price is not None and price > _EXACT and not s.sure and other not in UNSPACED:
            price = None
        if price is not None and not any((p := hears(n, s.text)) is not None and p < price for n in rest):
            return False
    return other in UNSPACED or not any(alike(name.text, s.text + t.text) for s, t in pairwise(listed) if s.joined)


_EXACT = 0.2
_LONG = 4
_GLUED = 8  # letters of a word that another may be written onto


def _is_surely(name: Name) -> bool:
    if countries(name.text, "en"):
        return is_country(name.text) or places().known(name.text)
    known = is_known(name.text, "en") or (is_international(name.text) and not grows(name.text.lower()))
    return is_firm(name, "en") or (known and tells(name, "en")) or (not name.initial and places().known(name.text))


def _groups(listed: tuple[Stretch, ...], other: str) -> list[list[Stretch]]:
    found: list[list[Stretch]] = []
    for k, stretch in enumerate(listed):
        if k and other in UNSPACED and listed[k - 1].joined:
            found[-1].append(stretch)
        else:
            found.append([stretch])
    return found


def _mark(pair: Pair, name: Name, lost: Stretch) -> Mark:
    message = f"The source has no “{name.text}”; it has {lost.text}, which the translation lacks."
    return Mark(
        Span(name.start, name.end), message, 0.75, (Evidence("source", lost.text),), "", Span(lost.start, lost.end)
    )
