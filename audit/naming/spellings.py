"""How the names of a source are spelled in its translation, and which spellings of one name are two ways to write it.

What one article writes is collected article by article; feeds compare it, so that nobody's finding changes by what
stands elsewhere.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz.distance import OSA

from audit.check import Pair
from audit.lexicons import romanise
from audit.lexicons.gazetteer import key, places
from audit.lexicons.names import Name, capitals, derived, fold, near, plain
from audit.lexicons.people import by_accepted, by_cyrillic, is_given_name
from audit.naming.counterpart import is_headline, is_ordinary, tells
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.sound import alike, is_cyrillic
from audit.naming.territories import countries
from corpora.language import primary

_SHORTEST = 4  # letters under which two names are too easily alike
_FITS = 0.3  # what a Latin spelling may cost that is the Cyrillic name
_MAY_FIT = 1.0  # ... and one that may be it, misspelled
_SLIP = 0.25  # letters that may differ, of all, where both are written in the same script


@dataclass(frozen=True, slots=True, order=True)
class Spelling:
    """`name` is what a source calls somebody or some place, in its dictionary form; `written` what the translation has for it."""

    lang: str
    name: str
    written: str


def spellings(pairs: Iterable[Pair]) -> Counter[Spelling]:
    """Count the spellings of all names of a text that stand in source and translation; only scripts with capitals tell."""
    return Counter(one for pair in pairs for one in _of(pair))


def _of(pair: Pair) -> Iterator[Spelling]:
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if not pair.source or is_headline(pair.target) or is_headline(pair.source):
        return
    ours = [n for n in capitals(pair.target) if _counts(n, lang)]
    theirs = [n for n in capitals(pair.source) if len(n.text) >= _SHORTEST] if ours else []
    found = sorted((price, n.start, h.start, form) for n in ours for h in theirs for price, form in _fit(n, h, other))
    said = {n.start: n.text for n in ours}
    taken: set[tuple[str, int]] = set()
    for _, start, heard, form in found:
        if is_given_name(form, other):  # many bear it, each in their own way
            continue
        if not taken & {("ours", start), ("theirs", heard)}:
            taken |= {("ours", start), ("theirs", heard)}
            yield Spelling(other, form, said[start])


def _counts(name: Name, lang: str) -> bool:
    """Whether a word is surely a name, of somebody or some place, not of a people or a country."""
    return (
        len(name.text) >= _SHORTEST
        and name.text.isalpha()
        and tells(name, lang)
        and not is_ordinary(name.text, lang)
        and not countries(name.text, lang)
    )


def _fit(name: Name, heard: Name, lang: str) -> Iterator[tuple[float, str]]:
    """What it costs to take the one for the other, and the dictionary form for which it costs least; nothing for two names."""
    forms = nominatives(heard.text, lang)
    if is_cyrillic(heard.text):
        price, _, form = min((misfit(name.text, form), len(form), form) for form in forms)
        if price <= _FITS or (price <= _MAY_FIT and alike(name.text, heard.text)):
            yield price, form
        return
    low = plain(name.text)
    price, _, form = min((OSA.normalized_distance(low, plain(form)), len(form), form) for form in forms)
    if price == 0 or (price <= _SLIP and near(name.text, form)):
        yield price, form


@dataclass(frozen=True, slots=True)
class Ways:
    """Spellings of one name that differ. `accepted`: a standard or the tables allow each of them, so that it is a matter of style."""

    written: tuple[str, ...]
    accepted: bool


def ways(lang: str, name: str, written: Iterable[str]) -> Ways:
    """Return those spellings of a name that are other ways to write it; none where they are forms of one or other names."""
    listed = sorted(written)
    two = [(a, b) for a, b in combinations(listed, 2) if _differ(a, b)]
    found = tuple(one for one in listed if any(one in both for both in two))
    return Ways(found, bool(found) and all(_is_accepted(lang, name, one) for one in found))


_FEMININE = ("aya", "aia")


def _differ(a: str, b: str) -> bool:
    if plain(a) == plain(b) or a.endswith(_FEMININE) != b.endswith(_FEMININE):
        return False
    return fold(a) == fold(b) or (not derived(a, b) and (near(a, b) or alike(a, b)))


def _is_accepted(lang: str, name: str, written: str) -> bool:
    if any(key(written) in form.entry.accepted for form in places().find(name, lang)):
        return True
    known = by_cyrillic(lang).get(name.lower(), ())
    if any(p.origin not in romanise.LANGS for p in known):  # a standard of Cyrillic says nothing of it
        return any(written.lower() in p.accepted[p.surname] for p in known)
    if lang in romanise.LANGS and romanise.spells(written, name, lang):
        return True
    return any(written.lower() in person.accepted[i] for person, i in by_accepted().get(written.lower(), ()))
