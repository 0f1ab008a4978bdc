"""Spellings that nobody may call wrong: those that a standard of the source's language gives, or that fit it knowingly."""

from functools import lru_cache

from audit.lexicons import romanise
from audit.lexicons.names import capitals, fold, plain
from audit.lexicons.people import by_cyrillic, given_names, is_surname
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.sound import is_cyrillic
from corpora.words import words

_ADJECTIVE = 4  # a longer name may be the stem of an adjective ("Oleksiy" of Олексієвий)
_SHORT = 6  # letters of the longest abbreviation
_FITS = 0.3  # what a spelling may cost that fits the letters of the source


@lru_cache(maxsize=50_000)
def is_right(name: str, source: str, lang: str) -> bool:
    """Whether a source has the name as it stands, or a name that this spells by a standard or as a form of a given name.

    >>> is_right("Halyna", "Тіла Галини та сина.", "uk"), is_right("Baiden", "Промова Байдена.", "uk")
    (True, True)
    """
    low = plain(name)
    if low in plain(source):
        return True
    return any(_spells(low, heard.text, lang) for heard in capitals(source)) or low in _read(source, lang)


@lru_cache(maxsize=4096)
def _read(source: str, lang: str) -> frozenset[str]:
    """The abbreviations of a Cyrillic source, letter by letter."""
    short = (w.text for w in words(source) if w.text.isupper() and 1 < len(w.text) <= _SHORT and is_cyrillic(w.text))
    return (
        frozenset(form for word in short for form in romanise.literal(word, lang))
        if lang in romanise.LANGS
        else frozenset()
    )


def _spells(low: str, heard: str, lang: str) -> bool:
    if not is_cyrillic(heard):
        return any(plain(form) == low for form in nominatives(heard, lang))
    if lang not in romanise.LANGS:
        return False
    if len(low) > _ADJECTIVE and fold(romanise.usual(heard, lang)).startswith(fold(low)):
        return True
    names = given_names(lang) if lang in ("uk", "ru") else {}
    for form in nominatives(heard, lang):
        given = names.get(form.lower())
        if romanise.spells(low, form, lang) or (given and low in given.ukrainian | given.russian | given.international):
            return True
    return False


@lru_cache(maxsize=50_000)
def fits(name: str, source: str, lang: str) -> bool:
    """Whether a spelling fits the letters of a Cyrillic name of the source without being how they are read one by one.

    >>> fits("Osteen", "Письмо от Остина.", "ru"), fits("Ostin", "Письмо от Остина.", "ru")
    (True, False)
    """
    found = [h.text for h in capitals(source) if is_cyrillic(h.text) and not _has_standard(h.text, lang)]
    forms = [form for heard in found for form in nominatives(heard, lang)]
    return any(misfit(name, form) <= _FITS for form in forms) and not is_reading(plain(name), tuple(forms))


def _has_standard(heard: str, lang: str) -> bool:
    """Whether a name of the source is of its language, so that a standard says how it is spelled."""
    if lang not in romanise.LANGS:
        return False
    persons = (p for form in nominatives(heard, lang) for p in by_cyrillic(lang).get(form.lower(), ()))
    return is_surname(heard, lang) or any(p.origin in romanise.LANGS for p in persons)


@lru_cache(maxsize=50_000)
def is_reading(low: str, forms: tuple[str, ...]) -> bool:
    """Whether a spelling is what reading one of the Cyrillic forms letter by letter gives, in Ukrainian, Russian or German."""
    return any(
        low in romanise.literal(form.lower(), lang) or romanise.spells(low, form, lang)
        for form in forms
        for lang in ("uk", "ru")
    )
