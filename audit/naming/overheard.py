"""Slips in names that a source without capitals has: a spelling that nobody has written, near one that is heard there."""

from collections.abc import Iterator

import regex
from rapidfuzz.distance import OSA

from audit.check import Pair
from audit.lexicons.attested import seen
from audit.lexicons.gazetteer import key
from audit.lexicons.names import Name, is_name, plain
from audit.naming.hearing import hears, loud
from audit.naming.slips import attested_near, is_form, is_only_name, same_sound, undoubled
from audit.naming.sound import heard_in
from audit.naming.stretches import stretches
from audit.naming.tabled import english_words
from audit.naming.territories import countries, countries_in
from corpora.language import primary

# Zipf frequency of a right spelling that is heard in the source
_HEARD = 2.5  # anywhere
_USUAL = 3.5  # of the same consonants, more than a letter away
_CLEARLY = 2.6  # in a stretch that only sounds, as well as the wrong one
_BETTER = 1.0  # ... and better
_DOUBLED = 1.0  # with one of two equal letters less
_MUTE = regex.compile(r"[^e\W]e$")  # many names have another with a mute e beside them (Clark, Clarke)
_AUDIBLE = 3  # consonants of a name that is heard in what may be a word
_MUCH = 0.3  # how much better one name is heard than another


def overheard(pair: Pair, name: Name, lang: str) -> tuple[Name | None, str, float] | None:
    """A name that the source has in a script without capitals: only a slip in a well-known name is told."""
    if seen(name.text, lang) > 0 or len(name.text) < 5 or (_MUTE.search(name.text) and seen(name.text[:-1], lang) > 0):
        return None
    for other, clear in _candidates(name, lang):
        doubled = other in undoubled(plain(name.text))
        if is_form(other, name.text, 0.0) or not (is_only_name(other) or (clear and (doubled or is_name(other, lang)))):
            continue
        if (
            _is_heard(other, name.text, pair)
            if clear
            else _is_there(other, pair) and not _is_rather(name.text, other, pair)
        ):
            return None, _cased(other), 0.7
    return None


def _candidates(name: Name, lang: str) -> Iterator[tuple[str, bool]]:
    """What the name may be, the surest first, and whether it must be heard clearly."""
    low = plain(name.text)
    near = attested_near(name.text, lang)
    yield from ((other, False) for other, often in near if often >= _HEARD)
    alike = same_sound(low, lang)
    yield from ((other, False) for other, often in alike if often >= _USUAL and _is_close(other, name))
    yield from ((other, True) for other in undoubled(low) if seen(other, lang) >= _DOUBLED)
    yield from ((other, True) for other, often in near if often >= _BETTER and other[0] == low[0])


def _is_heard(right: str, wrong: str, pair: Pair) -> bool:
    """Whether a stretch of the source is the right spelling, as usual as it is, rather than the wrong one."""
    listed = stretches(pair.source, primary(pair.source_lang))
    for stretch in listed:
        price = hears(_cased(right), stretch.text)
        if price is None or price > _MUCH or not (stretch.sure or (price == 0 and loud(right) >= _AUDIBLE)):
            continue
        other = hears(wrong, stretch.text)
        better = other is None or other - price >= _MUCH
        doubled = right in undoubled(plain(wrong))
        if (other is None or other >= price) and (better or doubled or seen(right, "en") >= _CLEARLY):
            return True
    return False


def _is_rather(wrong: str, right: str, pair: Pair) -> bool:
    """Whether a stretch of the source is the spelling that nobody has written, as it stands, and not the usual one."""
    listed = (s.text for s in stretches(pair.source, primary(pair.source_lang)) if s.sure)
    return any(hears(wrong, text) == 0 and hears(_cased(right), text) is None for text in listed)


def _is_there(name: str, pair: Pair) -> bool:
    """Whether a source without capitals has a name: its country, its row of a table, or its sound."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if codes := countries(name, lang):
        return bool(codes & countries_in(pair.source, other))
    return (lang == "en" and key(name) in english_words(pair.source, other)) or heard_in(_cased(name), pair.source)


def _is_close(other: str, name: Name) -> bool:
    """Whether a spelling of the same consonants has the first letter and most letters of a name."""
    low = plain(name.text)
    return other[0] == low[0] and int(OSA.distance(other, low)) <= max(2, len(low) // 3)


def _cased(word: str) -> str:
    return word[:1].upper() + word[1:]
