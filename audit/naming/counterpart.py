"""Which name of one text has a counterpart in the other: by its letters, its sound, or what the tables know."""

from dataclasses import dataclass
from functools import lru_cache

import regex

from audit.lexicons.countries import beginnings, by_english
from audit.lexicons.names import Name, capitals, is_word, plain
from audit.naming.sound import alike, heard_in, is_running, sounds
from corpora.language import primary
from corpora.words import words

_SHORT = 3  # letters up to which a country's beginning must be the whole word, in capitals ("US", "UE", "ЄС")
_PART = regex.compile(r"[-‑'’ʼ]")


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words side by side, such as a full name; `text` as it stands."""

    text: str
    start: int
    end: int
    names: tuple[Name, ...]


def runs(text: str) -> tuple[Run, ...]:
    """Return the names of a text, words that only a space parts in one run."""
    groups: list[list[Name]] = []
    for name in capitals(text):
        if groups and text[groups[-1][-1].end : name.start] == " ":
            groups[-1].append(name)
        else:
            groups.append([name])
    return tuple(Run(text[g[0].start : g[-1].end], g[0].start, g[-1].end, tuple(g)) for g in groups)


@lru_cache(maxsize=100_000)
def countries(word: str, lang: str) -> frozenset[str]:
    """Return the codes of countries that a word may name, mean or belong to."""
    low = word.lower()
    if lang == "en":
        return by_english().get(low, frozenset())
    return frozenset(
        code
        for code, forms in beginnings(lang).items()
        if any(low.startswith(f) if len(f) > _SHORT or not f.isascii() else word.isupper() and low == f for f in forms)
    )


@lru_cache(maxsize=4096)
def countries_in(text: str, lang: str) -> frozenset[str]:
    """Return the codes of all countries that a text may speak of."""
    if is_running(lang):
        return frozenset(code for code, forms in beginnings(lang).items() if any(f in text for f in forms))
    listed = [w.text for w in words(text)]
    found = {code for word in listed for part in (word, *_PART.split(word)) for code in countries(part, lang)}
    if lang == "en":
        found |= {c for a, b in zip(listed, listed[1:], strict=False) for c in countries(f"{a} {b}", lang)}
    return frozenset(found)


@lru_cache(maxsize=50_000)
def has_counterpart(name: str, lang: str, text: str, other: str) -> bool:
    """Whether a name of a text in `lang` is found in a text in `other`, however it is inflected there."""
    if countries(name, lang) & countries_in(text, other) or plain(name) in plain(text):
        return True
    if is_running(other):
        return heard_in(name, text)
    return any(_matches(part, text) for part in {name, *_PART.split(name)} if len(part) > 1)


def _matches(name: str, text: str) -> bool:
    for word in words(text):
        for part in {word.text, *_PART.split(word.text)}:
            if (part[:1].isupper() or len(sounds(part)) > 2) and len(part) > 1 and alike(name, part):
                return True
    return False


def missing(text: str, lang: str, beside: str, other: str) -> tuple[Run, ...]:
    """Return the runs of names in a text that have no counterpart, in any of their words, in the text beside it."""
    return tuple(
        run
        for run in runs(text)
        if any(_tells(n, lang) for n in run.names)
        and not any(has_counterpart(n.text, lang, beside, other) for n in run.names)
    )


def _tells(name: Name, lang: str) -> bool:
    """Whether a capitalised word is surely a name: no word of the dictionary, or a country."""
    if len(name.text) < 3 or not name.text.replace("-", "").isalpha():
        return False
    return not is_word(name.text, lang) or (lang == "en" and bool(countries(name.text, lang)))
