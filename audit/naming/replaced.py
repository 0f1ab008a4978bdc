"""Witness seven: one name in the stead of another, shown twice: the source has the one of the re-translations, and not ours."""

from collections.abc import Iterator
from functools import lru_cache

import regex
from rapidfuzz.distance import OSA

from audit.check import Pair
from audit.lexicons import romanise
from audit.lexicons.attested import is_international
from audit.lexicons.countries import is_country
from audit.lexicons.gazetteer import places
from audit.lexicons.names import Name, capitals, fold, is_word, plain
from audit.naming.counterpart import has_counterpart, is_headline, is_known, is_ordinary, is_tabled, tells
from audit.naming.facing import Names, facing, same_slot
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.retold_names import groups, is_short_for, mentions, told
from audit.naming.sound import is_cyrillic, is_running, pinyin, sounds
from audit.naming.territories import countries, countries_in
from corpora.language import primary
from corpora.words import words

_EXACT = 0.3  # what a Latin spelling may cost that is the Cyrillic name beyond doubt
_AUDIBLE = 3  # consonants from which on a name is surely heard where names have no capitals
_PART = regex.compile(r"[-'’]")
_BEGINS = 4  # letters that two forms of one name share


def replaced(pair: Pair) -> Iterator[tuple[Name, Name | None]]:
    """Return names of the translation, each with the name of the re-translations in whose stead it stands.

    Either both stand between the same words, or they are the only ones that the two texts do not share.
    """
    sides = told(pair)
    if not pair.source or not sides.strange or is_headline(pair.target):
        return
    ours = [g for g in groups(pair.target, sides.strange) if not _is_in_source(pair, g)]
    missing = groups(pair.retranslations[0], sides.lost)
    theirs = [g for g in missing if is_sourced(pair, g)]
    clear = [g for g in ours if _is_name(pair, g) and not is_in_rest(pair, g)]
    named = [g for g in theirs if _is_name(pair, g)]
    for strange in ours:
        slot = [g for g in theirs if same_slot(pair, strange, g)]
        alone = [strange] == clear and len(named) == 1
        for lost in slot or (named if alone else []):
            if not _is_same_thing(pair, strange, lost) and (_is_name(pair, strange) or _is_name(pair, lost)):
                yield _first(pair, strange), _first(pair, lost)
                break
        else:
            firm = [n for n in strange if strange in clear and _is_foreign(pair, n) and not _only_begins(pair, (n,))]
            if firm and not _is_joined(pair, firm[0]) and not any(_is_same_thing(pair, strange, g) for g in missing):
                yield firm[0], None


def faced(pair: Pair) -> Iterator[tuple[Name, Name]]:
    """Return names of the translation with those that the first re-translation has between the same words, and the source too."""
    if not pair.source or not pair.retranslations or is_headline(pair.target):
        return
    sides = told(pair)
    for lost in groups(pair.retranslations[0], (*sides.lost, *sides.fewer)):
        strange = facing(pair, lost)
        if strange and _is_another(pair, strange, lost):
            yield _first(pair, strange), _first(pair, lost)


def _is_joined(pair: Pair, name: Name) -> bool:
    """Whether a re-translation has the same letters as one word, in any case ("wifi" for Wi-Fi)."""
    mine = _PART.sub("", name.text).casefold()
    return any(_PART.sub("", w.text).casefold() == mine for text in pair.retranslations for w in words(text))


def _is_another(pair: Pair, strange: Names, lost: Names) -> bool:
    """Whether the source has the one name and not the other, and they are not one thing in other words."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if _is_same_thing(pair, strange, lost) or _shares_country(strange, lost, lang) or _only_begins(pair, strange):
        return False
    if all(n.text.isupper() for n in lost) and not any(n.text.isupper() for n in strange):  # it may be written out
        return False
    copies = not is_cyrillic(pair.source) or not any(n.text.isupper() for n in lost)  # ФРС is translated, FIFA is not
    telling = [n for n in strange if is_telling(n, lang) or (copies and _is_short(n))]
    if any(
        is_surely_in(n.text, lang, pair.source, other) and not _is_surplus(pair, n, lang) for n in telling or strange
    ):
        return False
    if not is_running(other) and is_in_rest(pair, tuple(n for n in telling if not _is_short(n))):
        return False
    if not is_sourced(pair, lost):
        return bool(telling) and any(has_counterpart(n.text, lang, pair.source, other) for n in lost)
    missed = any(is_telling(n, lang) or is_copied(pair, n) for n in lost)
    return bool(telling) or missed or (len(strange) > 1 < len(lost) and same_slot(pair, strange, lost))


def _only_begins(pair: Pair, names: Names) -> bool:
    """Whether a capital begins a sentence and shows no name: a cry ("Geez"), a slip ("Abd you know"), a word that is in no dictionary."""
    lang = primary(pair.target_lang)
    name = names[0]
    return len(names) == 1 and name.initial and (is_word(name.text, lang) or not is_known(name.text, lang))


def _is_short(name: Name) -> bool:
    return name.text.isupper() and len(name.text) > _TITLE


_TITLE = 2  # letters of an abbreviation that may be short for anything


def is_copied(pair: Pair, name: Name) -> bool:
    """Whether a source that writes only names with capitals has the word as it stands."""
    return primary(pair.source_lang) != "de" and name.text in {w.text for w in words(pair.source)}


def is_telling(name: Name, lang: str) -> bool:
    """Whether a word is surely a name: none of the dictionary, or that of somebody known."""
    return tells(name, lang) and (not is_ordinary(name.text, lang) or is_known(name.text, lang))


def _shares_country(some: Names, others: Names, lang: str) -> bool:
    return any(countries(a.text, lang) & countries(b.text, lang) for a in some for b in others)


def _is_surplus(pair: Pair, name: Name, lang: str) -> bool:
    """Whether the translation has a name more often than a source that copies it."""
    copies = [w.text for w in words(pair.source)].count(name.text)
    return 0 < copies < mentions(pair.target, name.text, lang)


def _first(pair: Pair, names: Names) -> Name:
    """The word of a name that is the surest."""
    lang = primary(pair.target_lang)
    return min(names, key=lambda n: is_ordinary(n.text, lang))


def _is_name(pair: Pair, names: Names) -> bool:
    """Whether one of the words is surely a name, or an abbreviation that the source has in the same letters."""
    lang, copied = primary(pair.target_lang), _spelled(pair.source)
    return any(tells(n, lang) or (n.text.isupper() and n.text in copied) for n in names)


def is_firm(name: Name, lang: str) -> bool:
    """Whether a word can be nothing but a name: no word of English, no adjective of a country, no abbreviation."""
    if not tells(name, lang) or not all(part[1:].islower() for part in name.text.split("-")):
        return False
    if countries(name.text, lang):
        return is_country(name.text)
    plain_words = all(is_word(part, lang) for part in name.text.split("-"))
    return places().known(name.text) or not (plain_words or _is_made(name.text, lang))


@lru_cache(maxsize=50_000)
def _is_made(name: str, lang: str) -> bool:
    """Whether a word that no dictionary has is made of one of them ("Casted", "Hall of Famer")."""
    low = name.lower()
    stems = (low.removesuffix(end) for end in _MADE if low.endswith(end))
    return lang == "en" and not is_international(name) and any(len(stem) > 2 and is_word(stem, lang) for stem in stems)


_MADE = ("d", "ed", "r", "er", "rs", "ers", "ing", "ly")


def _is_foreign(pair: Pair, name: Name) -> bool:
    """Whether a word can be nothing but a name, which may be in the dictionary where other languages have it too."""
    lang = primary(pair.target_lang)
    known = tells(name, lang) and is_international(name.text) and not countries(name.text, lang)
    long = min(len(words(text)) for text in (pair.target, *pair.retranslations)) >= _FEW and len(name.text) >= _FEW
    return is_firm(name, lang) or (known and long and not is_ordinary(name.text, lang))


_FEW = 5  # words of a sentence, and letters of a name, under which it may be said in any other way


def _is_same_thing(pair: Pair, strange: Names, lost: Names) -> bool:
    """Whether one may be the other in other words: an abbreviation, a word of the same beginning."""
    if len(strange) > 1 and all(b.text.isupper() for b in lost) and not any(a.text.isupper() for a in strange):
        return True
    two = [(plain(a.text), plain(b.text)) for a in strange for b in lost]
    if any(a[:_BEGINS] == b[:_BEGINS] or a in b or (len(a) > _BEGINS and _is_cognate(a, b)) for a, b in two):
        return True
    return any(
        is_short_for(pair, a, b) or (b.text.isupper() and a.text[0] in (b.text if len(strange) > 1 else b.text[0]))
        for a in strange
        for b in lost
    )


def is_sourced(pair: Pair, names: Names) -> bool:
    """Whether the source has one of the words beyond doubt, or two re-translations have it and it is heard in the source."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if any(is_surely_in(n.text, lang, pair.source, other) for n in names):
        return True
    if len(names) > 1 and plain("".join(n.text for n in names)) in pinyin(pair.source):
        return True
    heard = any(has_counterpart(n.text, lang, pair.source, other) for n in names)
    return heard and len(pair.retranslations) > 1


def _is_in_source(pair: Pair, names: Names) -> bool:
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    return any(is_surely_in(n.text, lang, pair.source, other) for n in names)


def is_in_rest(pair: Pair, names: Names) -> bool:
    """Whether one of the words is heard in what the other names of the translation leave of the source."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    rest = _rest(pair.target, lang, pair.source, other, frozenset(n.start for n in names))
    return any(n.text.isupper() or _is_heard(n.text, lang, rest, other) for n in names if not is_ordinary(n.text, lang))


def _is_heard(name: str, lang: str, text: str, other: str) -> bool:
    """Whether a text may have a name; one in Latin letters is copied there, so that its letters tell more than its sound."""
    if other in romanise.LANGS and any(_is_cognate(plain(name), read) for read in _read(text, other)):
        return True
    if is_running(other) or is_cyrillic(text):
        return has_counterpart(name, lang, text, other)
    return is_like(name, lang, text, other)


@lru_cache(maxsize=50_000)
def is_like(name: str, lang: str, text: str, other: str) -> bool:
    """Whether a text in the same letters has a word like a name, or another name for it."""
    if countries(name, lang) & countries_in(text, other) or is_tabled(name, lang, text, other):
        return True
    key = fold(name)
    return any(_is_cognate(key, form) or (len(key) > _BEGINS and key in form) for form in map(fold, _spelled(text)))


@lru_cache(maxsize=4096)
def _read(text: str, lang: str) -> frozenset[str]:
    """The words of a Cyrillic text that are written small, letter by letter."""
    return frozenset(
        plain(romanise.usual(w.text, lang)) for w in words(text) if w.text.islower() and len(w.text) > _BEGINS
    )


def _is_cognate(a: str, b: str) -> bool:
    """Whether two spellings begin alike or differ in a third of their letters at most."""
    if a[:_BEGINS] == b[:_BEGINS] or (len(a) > 2 and b.startswith(a)):
        return True
    return int(OSA.distance(a, b)) <= max(1, min(len(a), len(b)) // 3)


@lru_cache(maxsize=4096)
def _rest(target: str, lang: str, source: str, other: str, without: frozenset[int]) -> str:
    """The source without the words that surely stand for other names of the translation."""
    if is_running(other):
        return source
    said = [n.text for n in capitals(target) if n.start not in without]
    taken = {h.text for h in capitals(source) if any(_is_exact(name, h.text, other) for name in said)}
    return regex.sub(r"[\p{L}\p{M}'’-]+", lambda m: "" if m.group() in taken else m.group(), source)


@lru_cache(maxsize=50_000)
def is_surely_in(name: str, lang: str, text: str, other: str) -> bool:
    """Whether a text has a name beyond doubt: in its letters, in letters that fit them, as a country, or in a table.

    >>> is_surely_in("Scholz", "en", "Он встретил Шольца.", "ru"), is_surely_in("Schultz", "en", "Он спал.", "ru")
    (True, False)
    """
    if countries(name, lang) & countries_in(text, other) or is_tabled(name, lang, text, other):
        return True
    if is_running(other):
        loud = sum(s.silent > 0.5 for s in sounds(name)) >= _AUDIBLE
        return plain(name) in _spelled(text) or (loud and has_counterpart(name, lang, text, other))
    return any(_is_exact(name, heard.text, other) for heard in capitals(text)) or name in _spelled(text)


@lru_cache(maxsize=4096)
def _spelled(text: str) -> frozenset[str]:
    return frozenset(
        form for w in words(text) for part in (w.text, *_PART.split(w.text)) for form in (part, plain(part))
    )


@lru_cache(maxsize=50_000)
def _is_exact(name: str, heard: str, lang: str) -> bool:
    if not is_cyrillic(heard):
        return plain(name) in {plain(form) for form in nominatives(heard, lang)}
    return any(misfit(name, form) <= _EXACT for form in nominatives(heard, lang))
