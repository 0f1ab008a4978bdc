"""A capital that only renders the source: it fits a word there, or translates what a re-translation left in the source's sounds.

Another name is a fault only where a name was lost. "Stasi" for штазі, written small, lost none; nor did "State Publishing House"
where the re-translation has "Gosizdat", which is the source's word in Latin letters and known to nobody.
"""

from collections.abc import Callable
from functools import lru_cache

import regex

from audit.check import Pair
from audit.lexicons import romanise
from audit.lexicons.attested import seen
from audit.lexicons.countries import is_country
from audit.lexicons.names import Name, capitals, fold, grows, is_word, plain
from audit.lexicons.people import is_given_name, is_surname
from audit.naming.anchored import is_first_name
from audit.naming.counterpart import has_counterpart, is_known, is_ordinary
from audit.naming.facing import same_slot
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.retold_names import in_source, says
from audit.naming.sound import is_cyrillic
from audit.naming.territories import countries
from corpora.language import primary
from corpora.words import words

_FITS, _EXACT = 0.3, 0.1  # what a spelling may cost that fits a word with a capital, and one that is written small
_SHORTEST = 4  # letters of a name that is heard in a word written small
_SHARED = 5  # letters at the beginning that a name and a small word for the same have in common
_STEM = 7  # ... and that it has in common with a word of the source, letter by letter
_HEARD_OF = 1.5  # Zipf frequency from which on English has a name
_LOOK_ALIKE = str.maketrans("АВСЕНІКМОРТХ", "ABCEHIKMOPTX")
_OF_A_PLACE = regex.compile(r"(?:ian|ean|ese|ish)s?$")
_OF_AN_OFFICE = regex.compile(r"\p{Lu}\p{L}+ of (?:the )?$")
_PARTS = regex.compile(r"[-‑'’]")


def fits_source(pair: Pair, name: Name) -> bool:
    """Whether a Cyrillic source has a word that the name fits, small letters included, as often as the translation has the name."""
    if not is_cyrillic(pair.source) or primary(pair.target_lang) != "en":
        return False
    low = plain(_PARTS.sub("", name.text))
    said = sum(plain(_PARTS.sub("", n.text)) == low for n in capitals(pair.target))
    return 0 < max(said, 1) <= _fitting(low, name.text, pair.source, primary(pair.source_lang))


@lru_cache(maxsize=20_000)
def _fitting(low: str, name: str, source: str, lang: str) -> int:
    """How many words of the source a spelling fits; an abbreviation also by the look of its letters."""
    return sum(_is_fit(low, name, word.text, lang) for word in words(source) if is_cyrillic(word.text))


def _is_fit(low: str, name: str, word: str, lang: str) -> bool:
    if name.isupper() and word.isupper() and word.translate(_LOOK_ALIKE) == name:
        return True
    small = word[:1].islower()
    if small and len(low) < _SHORTEST:
        return False
    return any(misfit(low, form) <= (_EXACT if small else _FITS) for form in nominatives(word, lang))


def is_heard(pair: Pair, name: Name) -> bool:
    """Whether a word is heard in the source as it is written, or a re-translation has an ordinary word for the same."""
    return fits_source(pair, name) or (
        primary(pair.target_lang) == "en" and (_is_stem(pair, name) or _is_retold(pair, name))
    )


def is_translated(pair: Pair, name: Name, right: Name | None) -> bool:
    """Whether a word may translate what the source has, so that nothing shows a lost name.

    `right` is what a re-translation has in its stead, None where the word stands in no other text at all.
    """
    if primary(pair.target_lang) != "en":
        return False
    if right is None:
        return (not is_country(name.text) and any(rule(pair, name) for rule in _NO_NAME)) or _is_written_out(pair, name)
    if _is_stem(pair, name):
        return True
    if not (is_cyrillic(pair.source) and _is_weak(pair, name)):  # a source in Latin letters has the name itself
        return False
    return only_read(pair, right.text) or _is_plain(right.text) or not _is_named(pair, right.text)


def only_read(pair: Pair, text: str) -> bool:
    """Whether a word of a re-translation is only a word of a Cyrillic source in Latin letters: no name that anybody knows."""
    lang = primary(pair.source_lang)
    if not is_cyrillic(pair.source) or is_known(text, "en") or seen(text, "en") >= _HEARD_OF:
        return False
    bare = text.removesuffix("s") if text[:-1].isupper() else text
    found = [w.text for w in words(pair.source) if any(misfit(bare, f) <= _FITS for f in nominatives(w.text, lang))]
    return bool(found) and not any(
        is_surname(word, lang) or is_given_name(word, lang) or is_known(word, lang) for word in found
    )


def _is_named(pair: Pair, text: str) -> bool:
    """Whether the source has a name, and not only a word written small that it is heard in (an adjective of a place)."""
    if not is_cyrillic(pair.source) or countries(text, "en"):
        return in_source(pair, text)
    return in_source(pair, text) and any(
        has_counterpart(text, "en", n.text, primary(pair.source_lang)) for n in capitals(pair.source)
    )


def _is_weak(pair: Pair, name: Name) -> bool:
    """Whether a word says nothing of a name: one of the dictionary, an abbreviation that is English, an adjective of a place."""
    if name.text.isupper():
        return name.text not in {w.text for w in words(pair.source)}
    if _OF_A_PLACE.search(name.text) and not is_known(name.text, "en"):
        return True
    return all(_is_word_only(part) for part in _PARTS.split(name.text))


def _is_word_only(part: str) -> bool:
    if countries(part, "en"):
        return bool(_OF_A_PLACE.search(part)) and not is_country(part)
    common = is_ordinary(part, "en") or (is_word(part, "en") and grows(part.lower()))
    return common and not _is_named_so(part)


def _is_named_so(text: str) -> bool:
    """Whether the tables know somebody or some place by a word."""
    return is_known(text, "en") or is_first_name(text)


def _is_plain(text: str) -> bool:
    """Whether a word of a re-translation names nobody: an office, a people."""
    if countries(text, "en"):
        return not is_country(text)
    return is_ordinary(text, "en") and not is_known(text, "en")


def _is_common(pair: Pair, name: Name) -> bool:
    """Whether it is a word of the dictionary that has forms, or an adjective: any word of a title ("Short Fiction")."""
    if _is_named_so(name.text):
        return False
    return bool(_OF_A_PLACE.search(name.text)) or (is_word(name.text, "en") and grows(name.text.lower()))


def _is_retold(pair: Pair, name: Name) -> bool:
    """Whether a re-translation has nearly the word, written small, or an ordinary one with a capital at its place."""
    low = plain(name.text)
    said = [w.text for text in pair.retranslations for w in words(text)]
    if len(low) > _SHARED and any(w.islower() and w[:_SHARED] == low[:_SHARED] for w in said):
        return True
    if _is_named_so(name.text) or not pair.retranslations:
        return False
    other = (n for n in capitals(pair.retranslations[0]) if not n.initial and _is_plain(n.text))
    return any(same_slot(pair, (name,), (n,)) for n in other if not says(pair.target, n.text, "en"))


def _is_stem(pair: Pair, name: Name) -> bool:
    """Whether the last part of a name is heard in an adjective of the source ("Trans-Baikal" in забайкальская)."""
    lang = primary(pair.source_lang)
    last = fold(_PARTS.split(name.text)[-1])
    if lang not in romanise.LANGS or len(last) < _SHARED:
        return False
    read = [fold(romanise.usual(w.text, lang)) for w in words(pair.source) if is_cyrillic(w.text)]
    return any(last in one[1:] if "-" in name.text else one[:_STEM] == last[:_STEM] for one in read)


_NO_NAME: tuple[Callable[[Pair, Name], bool], ...] = (_is_common, _is_retold, _is_stem)


def _is_written_out(pair: Pair, name: Name) -> bool:
    """Whether it is the source's own country, which an office's name in full has and its short one has not."""
    home = {"uk": "Ukraine", "ru": "Russia"}.get(primary(pair.source_lang))
    return name.text == home and bool(_OF_AN_OFFICE.search(pair.target[: name.start]))
