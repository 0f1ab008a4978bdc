"""Which name of one text has a counterpart in the other: by its letters, its sound, or what the tables know."""

from functools import lru_cache

import regex

from audit.lexicons.attested import is_international, seen
from audit.lexicons.countries import is_country
from audit.lexicons.gazetteer import key, places
from audit.lexicons.names import Name, capitals, is_name, is_word, plain
from audit.lexicons.people import by_accepted, by_cyrillic
from audit.naming.famous import is_famous
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.sound import alike, begins_alike, heard_in, is_cyrillic, is_running, sounds
from audit.naming.tabled import english_words, is_said, named
from audit.naming.territories import countries, countries_in
from corpora.words import words

_COMMON = 4.5  # Zipf frequency of German words that are nouns, whatever name is spelled so
_EXACT = 0.1  # what a word may cost that is the name beyond doubt
_SIDE = regex.compile(
    r"(?:north|south|east|west|mid)(?:$|ern|ward|north|south|east|west)", regex.IGNORECASE
)  # of a country
_PART = regex.compile(r"[-‑'’ʼ]")


@lru_cache(maxsize=50_000)
def has_counterpart(name: str, lang: str, text: str, other: str) -> bool:
    """Whether a name of a text in `lang` is found in a text in `other`, however it is inflected there."""
    if (
        countries(name, lang) & countries_in(text, other)
        or plain(name) in plain(text)
        or is_tabled(name, lang, text, other)
    ):
        return True
    if is_running(other):
        return heard_in(name, text)
    cyrillic = other if is_cyrillic(text) else lang
    return any(_matches(part, text, cyrillic) for part in {name, *_PART.split(name)} if len(part) > 1)


@lru_cache(maxsize=50_000)
def is_tabled(name: str, lang: str, text: str, other: str) -> bool:
    """Whether the tables know the name as the English of what the text names, or the other way round."""
    if lang == "en":
        return key(name) in english_words(text, other)
    return other == "en" and any(is_said(entry, text) for entry, _ in named(name, lang))


def _matches(name: str, text: str, lang: str) -> bool:
    """Whether a capitalised word sounds so, or a word in small letters begins so (an adjective made of the name)."""
    for word in words(text):
        for part in {word.text, *_PART.split(word.text)}:
            if part[:1].isupper() and len(part) > 1:
                if alike(name, part) or _fits(name, part, lang) or (len(part) > 5 and begins_alike(name, part)):
                    return True
            elif len(part) > 5 and _is_adjective(part, name) and begins_alike(name, part):
                return True
    return False


_OF_A_PLACE = regex.compile(r"[сц]ь?к|цы?[ямвы]?$|ян")


def _is_adjective(word: str, name: str) -> bool:
    """Whether a word in small letters may be made of a name; one of few consonants is heard in too many words."""
    size = len(sounds(name))
    if size > 3:
        return True
    made = bool(_OF_A_PLACE.search(word)) if is_cyrillic(word) else plain(word)[:3] == plain(name)[:3]
    return size == 3 and made


def _fits(name: str, other: str, lang: str) -> bool:
    """Whether a Latin name can be read as a Cyrillic one, letter by letter."""
    if is_cyrillic(name):
        name, other = other, name
    if not is_cyrillic(other) or is_cyrillic(name) or not name[:1].isascii():
        return False
    most = 0.6 if len(name) < 5 else 1.0
    return any(misfit(name, form) <= most for form in nominatives(other, lang))


def missing(text: str, lang: str, beside: str, other: str) -> tuple[Name, ...]:
    """Return the names of a text that have no counterpart in the text beside it."""
    if is_headline(text):
        return ()
    named = tuple(n for n in capitals(text) if tells(n, lang))
    found = [n for n in named if not has_counterpart(n.text, lang, beside, other)]
    if is_running(other) or is_running(lang):
        return tuple(found)
    taken = {t for n in named for t in _exact(n.text, lang, beside, other)}
    weak = (n for n in named if n not in found and taken and not _exact(n.text, lang, beside, other))
    found += (n for n in weak if _is_heard_only_in(n.text, lang, beside, other, taken))
    return tuple(sorted(found, key=lambda n: n.start))


@lru_cache(maxsize=20_000)
def _exact(name: str, lang: str, text: str, other: str) -> frozenset[str]:
    """The capitalised words of the other text that are the name beyond doubt."""
    cyrillic = other if is_cyrillic(text) else lang
    return frozenset(n.text for n in capitals(text) if _is_exact(name, n.text, cyrillic))


def _is_exact(name: str, word: str, lang: str) -> bool:
    if plain(name) == plain(word):
        return True
    if is_cyrillic(word) == is_cyrillic(name):
        return False
    latin, cyrillic = (word, name) if is_cyrillic(name) else (name, word)
    return any(misfit(latin, form) <= _EXACT for form in nominatives(cyrillic, lang))


def _is_heard_only_in(name: str, lang: str, text: str, other: str, taken: set[str]) -> bool:
    """Whether a name has no counterpart but in words that surely stand for other names."""
    rest = text
    for word in taken:
        rest = regex.sub(rf"(?<!\w){regex.escape(word)}(?!\w)", "", rest)
    return not has_counterpart(name, lang, rest, other)


@lru_cache(maxsize=4096)
def is_headline(text: str) -> bool:
    """Whether nearly every longer word has a capital, so that a capital tells nothing."""
    longer = [w.text[0].isupper() for w in words(text) if len(w.text) > 3]
    return len(longer) > 3 and sum(longer) > 0.75 * len(longer)


def tells(name: Name, lang: str) -> bool:
    """Whether a capitalised word is surely a name.

    English writes much with capitals that is none; German writes all nouns so; the others only names and what begins a
    sentence.
    """
    if len(name.text) < 3 or not name.text.replace("-", "").isalpha() or not name.text[1:2].islower():
        return False
    if regex.search(r"-\p{Ll}", name.text) or (lang == "en" and _SIDE.match(name.text)):
        return False
    if name.initial:
        return _begins_as_name(name.text, lang)
    if lang == "en":
        return is_name(name.text, lang) or bool(countries(name.text, lang))
    return lang != "de" or _is_german_name(name.text)


def is_cry(name: Name, text: str, lang: str) -> bool:
    """Whether a capital begins a sentence with a word of speech, set off from the rest, that is no name known ("Geez, ...")."""
    often = seen(name.text, lang) >= _SPOKEN and not is_international(name.text)
    return name.initial and often and text[name.end : name.end + 1] in _SET_OFF and not is_known(name.text, lang)


_SPOKEN = 2.5  # Zipf frequency of a word of speech that no dictionary has; a misspelled name is hardly ever seen
_SET_OFF = (",", "!", "…", ".")


def _begins_as_name(word: str, lang: str) -> bool:
    """Whether a word at the beginning of a sentence, where all have capitals, is a name."""
    if is_international(word) and seen(word, lang) < seen(word, "en") + 0.7:
        return True
    if lang == "en" and (is_country(word) or (places().known(word) and is_name(word, lang))):
        return True
    return not is_word(word, lang) and (lang == "en" or is_known(word, lang) or is_famous(word, lang))


def _is_german_name(word: str) -> bool:
    """Whether a word is a name where all nouns have capitals: one of the tables, or as usual in English and no common noun."""
    if word.lower() in by_accepted() or places().find(word, "de"):
        return True
    often = seen(word, "de")
    return often < _COMMON and seen(word, "en") >= max(often - 1.2, 1.0) and is_name(word, "de")


@lru_cache(maxsize=50_000)
def kinds(name: str, lang: str) -> frozenset[str]:
    """What the tables know a word as, in some case: "place" (or country), "person"."""
    forms = nominatives(name, lang)
    persons = by_cyrillic(lang) if is_cyrillic(name) else by_accepted()
    place = countries(name, lang) or any(places().find(form, lang) for form in forms)
    return frozenset((["place"] if place else []) + (["person"] if any(f.lower() in persons for f in forms) else []))


def is_known(name: str, lang: str) -> bool:
    """Whether the tables know a word in some case as a place, a country or a person."""
    return bool(kinds(name, lang))


def is_ordinary(name: str, lang: str) -> bool:
    """Whether a word in capitals is one of the dictionary ("Bureau") and no country, place or name used everywhere."""
    return (
        is_word(name, lang)
        and not countries(name, lang)
        and not places().known(name)
        and (not is_international(name) or seen(name, lang) >= _COMMON)
    )


def is_sure(name: Name, lang: str) -> bool:
    """Whether a name is no word of its language, or one used in all languages: not a word of a title in capitals."""
    if not is_word(name.text, lang) or is_international(name.text):
        return True
    return lang != "en" and (is_known(name.text, lang) or is_famous(name.text, lang))
