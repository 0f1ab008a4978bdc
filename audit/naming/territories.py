"""Countries in running text: what a word may name, mean or belong to."""

from functools import cache, lru_cache
from itertools import pairwise

import regex

from audit.lexicons.countries import beginnings, by_english
from audit.lexicons.names import plain
from audit.naming.sound import is_running
from corpora.words import words

_SHORT = 3  # letters up to which a country's beginning must be the whole word, in capitals ("US", "UE", "ЄС")
_POSSESSIVE = regex.compile(r"['’]s?$")
_PART = regex.compile(r"[-‑'’ʼ]")


@lru_cache(maxsize=100_000)
def countries(word: str, lang: str) -> frozenset[str]:
    """Return the codes of countries that a word may name, mean or belong to."""
    if lang == "en":
        return by_english().get(word.replace(".", "").lower() if "." in word else word.lower(), frozenset())
    low, table = plain(word), _by_form(lang)
    found = {
        code for end in range(2, len(low) + 1) for code in table.get(low[:end], ()) if end > _SHORT or not low.isascii()
    }
    if word.isupper() and len(low) <= _SHORT:
        found |= set(table.get(low, ()))
    return frozenset(found)


@cache
def _by_form(lang: str) -> dict[str, tuple[str, ...]]:
    """How words begin that name a country -> its code."""
    table: dict[str, list[str]] = {}
    for code, forms in beginnings(lang).items():
        for form in forms:
            table.setdefault(form, []).append(code)
    return {form: tuple(codes) for form, codes in table.items()}


@lru_cache(maxsize=4096)
def countries_in(text: str, lang: str, *, shortest: int = 1) -> frozenset[str]:
    """Return the codes of all countries that a text may speak of.

    Where names have no capitals, one of fewer letters than `shortest` is left out: 中 may be the country or "in".
    """
    if is_running(lang):
        low = plain(
            text
        )  # as the forms: without the signs for vowels that Arabic, Hindi and kana write above and below
        return frozenset(
            code for code, forms in beginnings(lang).items() if any(f in low for f in forms if len(f) >= shortest)
        )
    listed = [w.text for w in words(text)]
    found = {code for word in listed for part in (word, *_PART.split(word)) for code in countries(part, lang)}
    if lang == "en":
        found |= {c for a, b in pairwise(listed) for c in countries(f"{a} {b}", lang)}
    return frozenset(found)


def countries_about(text: str, start: int, end: int) -> frozenset[str]:
    """Return the codes of countries that a word of an English text names together with the word beside it ("United Kingdom")."""
    beside = (text[a.start : b.end] for a, b in pairwise(words(text)) if a.start <= start and end <= b.end)
    return frozenset(code for two in beside for code in countries(_POSSESSIVE.sub("", two), "en"))
