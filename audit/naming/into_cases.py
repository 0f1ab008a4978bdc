"""Witness nine: English names in a Ukrainian, Russian or German translation, where cases change their endings (Байденом).

Only names that the tables know in that language are told of: their forms are a set, any case of any of them is right.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from audit.check import Pair
from audit.finding import Evidence, Mark, Severity, Span
from audit.lexicons.attested import seen
from audit.lexicons.gazetteer import key, places
from audit.lexicons.names import Name, capitals, plain
from audit.lexicons.people import by_accepted, by_cyrillic
from audit.naming.counterpart import is_headline, tells
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.sound import alike, is_cyrillic
from audit.naming.territories import countries
from corpora.language import primary
from corpora.words import words

LANGS = frozenset({"uk", "ru"})
_GERMAN = "de"  # names are copied there, so that the tables' English spellings are right too
_FITS = 0.05  # what a spelling may cost that is another right reading of the Latin name
_SHORTEST = 5  # letters of the shortest name in which a slip is told
_USUAL = 1.0  # Zipf: how much more often the right spelling is seen
_ENDING = 3  # letters that a case may put in the stead of the last two


@dataclass(frozen=True, slots=True)
class _Known:
    """A name of the source with its dictionary forms in the target language, lower case; `kind` as that of `_kind`."""

    name: Name
    forms: frozenset[str]
    kind: str


def misspelled_in_case(pair: Pair) -> Iterator[Mark]:
    """Mark words that are one letter away from the form of a name which stands nowhere in the translation."""
    lang = primary(pair.target_lang)
    for one in _lost(pair, lang):
        for word in _candidates(pair, lang):
            right = _slip(word.text, one, lang)
            if right:
                what = f"The source has {one.name.text}, in the dictionary form “{right.title()}”; “{word.text}” has other letters."
                yield _mark(pair, one, word, what, right, 0.8)
                break


def another_in_case(pair: Pair) -> Iterator[Mark]:
    """Mark the one known name that the source has not, where the one known name of the source is missing."""
    lang = primary(pair.target_lang)
    ours, theirs = [n.text for n in capitals(pair.target)], [n.text for n in capitals(pair.source)]
    lost = [one for one in _lost(pair, lang) if not any(alike(one.name.text, word) for word in ours)]
    left = [w for w in _candidates(pair, lang) if lost and not w.initial and not any(alike(t, w.text) for t in theirs)]
    strange = [(w, kind) for w in left if (kind := _kind(w.text, lang))]
    likely = [one for one in lost if len(strange) == 1 and one.kind == strange[0][1]]
    if len(likely) == 1:
        one, (word, _) = likely[0], strange[0]
        right = max(one.forms, key=lambda form: (seen(form, lang), form))
        what = f"The source has {one.name.text}, which the translation lacks; “{word.text}” is another name."
        yield _mark(pair, one, word, what, right, 0.8)


def _lost(pair: Pair, lang: str) -> list[_Known]:
    """The known names of the source of which the translation has no form and nothing that sounds like them."""
    if lang not in LANGS | {_GERMAN} or primary(pair.source_lang) != "en" or is_headline(pair.source):
        return []
    listed = [part for w in words(pair.target) for part in {w.text, *w.text.replace("-", " ").split()}]
    found = (_known(n, lang) for n in capitals(pair.source) if len(n.text) > 3 and tells(n, "en"))
    return [
        one
        for one in found
        if one and one.name.text not in listed and not any(_is_form(word, one.forms, lang) for word in listed)
    ]


def _known(name: Name, lang: str) -> _Known | None:
    if countries(name.text, "en"):
        return None
    low = name.text.lower()
    if lang == _GERMAN:
        return _copied(name, low)
    people = {part for person, i in by_accepted().get(low, ()) for tag, part in person.forms(i) if tag == lang}
    sites = {form for entry in places().english.get(key(low), ()) for form in _forms(lang).get(entry.id, ())}
    kind = "" if people and sites else "person" if people else "place"
    return _Known(name, frozenset(people | sites), kind) if people | sites else None


def _copied(name: Name, low: str) -> _Known | None:
    """A name that German writes as English does, or with a form of its own."""
    people = {part for person, i in by_accepted().get(low, ()) for part in person.accepted[i]}
    sites = {form for entry in places().english.get(key(low), ()) for form in _forms(_GERMAN).get(entry.id, ())}
    return _Known(name, frozenset(people | sites | {low}), "") if people or places().known(low) else None


@cache
def _forms(lang: str) -> dict[str, frozenset[str]]:
    """The dictionary forms of the places that are one word, by row."""
    table: dict[str, set[str]] = {}
    for form in places().all(lang):
        if " " not in form.text and not form.quoted:
            table.setdefault(form.entry.id, set()).add(form.text.lower())
    return {row: frozenset(forms) for row, forms in table.items()}


@lru_cache(maxsize=50_000)
def _is_form(word: str, forms: frozenset[str], lang: str) -> bool:
    """Whether a word is one of the names in some case, or an adjective made of it."""
    low = _plain(word.lower())
    right = {_plain(form) for form in forms}
    if right & {_plain(form.lower()) for form in nominatives(word, lang)}:
        return True
    return any(
        low.startswith(form[: max(3, len(form) - 2)]) and abs(len(low) - len(form)) <= _ENDING + 2 for form in right
    )


def _plain(word: str) -> str:
    return (
        plain(word) if word.isascii() else word.replace("ґ", "г").replace("ё", "е").replace("’", "'").replace("ʼ", "'")
    )


def _candidates(pair: Pair, lang: str) -> list[Name]:
    """Capitalised words of the translation that no name of the source can be heard in."""
    theirs = [n.text for n in capitals(pair.source)]
    return [
        n
        for n in capitals(pair.target)
        if len(n.text) >= _SHORTEST - 1
        and is_cyrillic(n.text) == (lang in LANGS)
        and not countries(n.text, lang)
        and not any(_is_read(n.text, t, lang) for t in theirs)
    ]


@lru_cache(maxsize=50_000)
def _is_read(word: str, name: str, lang: str) -> bool:
    """Whether a word is a right reading of a Latin name, whether the tables know it or not."""
    if lang == _GERMAN:
        return any(plain(form) == plain(name) for form in nominatives(word, lang))
    return min(misfit(name, form) for form in nominatives(word, lang)) <= _FITS


def _slip(word: str, one: _Known, lang: str) -> str:
    """The form of a name that a word misspells by one letter, "" for none; a word that many write is no slip."""
    read = tuple(form.lower() for form in nominatives(word, lang))
    often = max(seen(form, lang) for form in read)
    for form in sorted(one.forms):
        near = any(
            min(len(form), len(w)) >= _SHORTEST and w[0] == form[0] and OSA.distance(_plain(w), _plain(form)) == 1
            for w in read
        )
        if near and seen(form, lang) - often >= _USUAL:
            return form
    return ""


def _kind(word: str, lang: str) -> str:
    """What the tables know a word as in some case: "place", "person", "" for neither or both."""
    read = tuple(form.lower() for form in nominatives(word, lang))
    person = any(form in by_cyrillic(lang) for form in read)
    place = any(places().find(form, lang) for form in read)
    return "" if person == place else "person" if person else "place"


def _mark(pair: Pair, one: _Known, word: Name, message: str, right: str, sure: float) -> Mark:
    told = [
        k
        for k, text in enumerate(pair.retranslations, 1)
        if any(_is_form(w.text, one.forms, primary(pair.target_lang)) for w in words(text))
    ]
    evidence = [Evidence("source", one.name.text), Evidence("lexicon", right.title())]
    evidence += (Evidence(f"re-translation {k}", right.title()) for k in told)
    place = Span(one.name.start, one.name.end)
    return Mark(
        Span(word.start, word.end),
        message,
        min(sure + 0.05 * len(told), 0.95),
        tuple(evidence),
        right.title(),
        place,
        Severity.MAJOR,
    )
