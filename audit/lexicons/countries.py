"""Countries, regions, peoples and languages by name: those of CLDR (package babel) and of the table countries.tsv."""

from collections import defaultdict
from functools import cache

import regex

from audit.lexicons.names import plain
from audit.lexicons.people import rows, several

_LETTERS = regex.compile(r"[\p{L}\p{M}]+")
_UNNAMED = frozenset({"XA", "XB", "ZZ", "QO", "EZ", "001", "UM"})


@cache
def by_english() -> dict[str, frozenset[str]]:
    """English name of a country, a people or a language, lower case -> codes of what it may mean."""
    table: dict[str, set[str]] = defaultdict(set)
    for code, name in _territories("en").items():
        table[name.lower()].add(code)
    for row in rows("countries.tsv"):
        for name in several(row["english"]):
            table[name.lower()].add(row["code"])
    return {name: frozenset(codes) for name, codes in table.items()}


@cache
def _english_names() -> frozenset[str]:
    return frozenset(name.lower() for name in _territories("en").values())


def is_country(name: str) -> bool:
    """Whether a word is the English name of a country, not of its people or language."""
    return name.lower() in _english_names()


@cache
def beginnings(lang: str) -> dict[str, tuple[str, ...]]:
    """Code -> how words of a language begin that name the country, its people or its language; lower case."""
    table: dict[str, set[str]] = defaultdict(set)
    for code, name in _territories(lang).items():
        table[code].add(_stem(name))
    languages = _languages(lang)
    for row in rows("countries.tsv"):
        table[row["code"]] |= {plain(form) for form in several(row["others"])}
        spoken = [languages[code] for code in row["languages"].split(",") if code in languages]
        table[row["code"]] |= {_stem(name) for name in spoken}
    return {code: tuple(sorted(forms - {""})) for code, forms in table.items()}


@cache
def named(lang: str) -> dict[str, str]:
    """Names of countries that are one word in a language, lower case -> code."""
    return {name.lower(): code for code, name in _territories(lang).items() if code.isalpha() and name.isalpha()}


def _stem(name: str) -> str:
    """The first word of a name without what inflection or derivation may change: four letters, or more of a long word.

    Of several words the first mostly is a common noun, which others begin like: "Estados Unidos" and "esta".
    """
    found = _LETTERS.search(plain(name))
    word = found.group() if found else ""
    if regex.search(r"\p{Han}", word):
        return word[:-1] if len(word) > 2 and word[-1] in "国语語文" else word
    if len(word) <= 3:
        return word
    return word[: max(5, len(word) - 2)] if " " in name and word.isascii() else word[: max(4, len(word) - 3)]


@cache
def _territories(lang: str) -> dict[str, str]:
    locale = _locale(lang)
    return {code: str(name) for code, name in (locale or {}).items() if code not in _UNNAMED}


def _locale(lang: str) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  (a language's names load in 30 ms, only when needed)

    try:
        return dict(Locale.parse(lang.replace("-", "_")).territories)
    except (UnknownLocaleError, ValueError):
        return {}


@cache
def _languages(lang: str) -> dict[str, str]:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        return {code: str(name) for code, name in Locale.parse(lang.replace("-", "_")).languages.items()}
    except (UnknownLocaleError, ValueError):
        return {}
