"""Witness two: the names of the source. Speaks where the source is in an East Slavic language."""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from audit.check import Pair
from audit.finding import Evidence, Mark, Severity, Span
from audit.lexicons import romanise
from audit.lexicons.gazetteer import places
from audit.lexicons.names import Name, capitals, covered, derived, fold, is_word, native, near
from audit.lexicons.people import SURNAMES, Person, by_cyrillic, is_surname, surname_form
from corpora.language import primary


def from_source(pair: Pair, spelled_wrong: set[str]) -> Iterator[Mark]:
    """Mark names of the translation that misspell a name of the source.

    `spelled_wrong` holds words that a full name of the article already showed to be wrong.
    """
    lang = primary(pair.source_lang)
    if lang not in romanise.LANGS or not pair.source:
        return
    heard = capitals(pair.source)
    said = [t.text for text in pair.retranslations for t in capitals(text)]
    tokens = [t for t in capitals(pair.target) if t.text not in spelled_wrong and t.text not in said]
    spelled = [t.text for t in capitals(pair.target)]
    for name in heard:
        persons = _persons(name.text, lang)
        if persons:
            mark = _public(pair, name, persons, tokens, spelled)
        elif is_surname(name.text, lang):
            mark = _surname(pair, name, tokens, spelled)
        else:
            continue
        if mark:
            yield mark


def _persons(name: str, lang: str) -> list[Person]:
    table = by_cyrillic(lang)
    return [p for form in romanise.nominatives(name, lang) for p in table.get(form, ())]


def _public(pair: Pair, name: Name, persons: list[Person], tokens: list[Name], spelled: list[str]) -> Mark | None:
    """The source names someone whose surname is known; no word of the translation spells it, and one nearly does."""
    accepted = {s for p in persons for s in p.accepted[p.surname]}
    if any(t.lower() in accepted or covered(t, accepted) for t in spelled):
        return None
    for token in tokens:
        person = next((p for p in persons if _misspells_person(token.text, p)), None)
        if person is None:
            continue
        right = person.parts[person.surname]
        told = _who_say(pair, right)
        reading = token.text.lower() in person.readings(person.surname)
        if is_word(token.text, "en") and (token.initial or not reading):
            continue
        if reading or (told and len(told) == len(pair.retranslations)) or _has_given_name(pair, person):
            message = f"The source has {name.text}, in English “{right}”, not “{token.text}”."
            evidence = (Evidence("lexicon", person.name), *told)
            severity = Severity.MINOR if reading and person.origin in romanise.LANGS else Severity.MAJOR
            return _mark(name, token, message, 0.95 if told else 0.9, evidence, right, severity)
    return None


def _has_given_name(pair: Pair, person: Person) -> bool:
    """Whether the source has another part of the person's name too: a surname one letter off may be somebody else's."""
    lang = primary(pair.source_lang)
    heard = {f for n in capitals(pair.source) for f in romanise.nominatives(n.text, lang)}
    forms = [form for g, form in person.cyrillic if g == lang]
    return any(part in heard for form in forms for part in form if part != surname_form(person, form))


_FEMININE = ("aya", "aia", "ova", "eva", "ina")


def _misspells_person(token: str, person: Person) -> bool:
    if len(token) < 4 or token.lower().endswith(_FEMININE):
        return False
    if person.origin in romanise.LANGS and any(
        romanise.spells(token, surname_form(person, form), lang) for lang, form in person.cyrillic
    ):
        return False
    return token.lower() in person.readings(person.surname) or near(token, person.parts[person.surname])


def _who_say(pair: Pair, word: str) -> tuple[Evidence, ...]:
    """The re-translations that have the word."""
    texts = enumerate(pair.retranslations, 1)
    return tuple(
        Evidence(f"re-translation {k}", word) for k, t in texts if covered(word, [n.text for n in capitals(t)])
    )


def _surname(pair: Pair, name: Name, tokens: list[Name], spelled: list[str]) -> Mark | None:
    """An East Slavic surname that no word spells, and one word nearly does: a letter is missing, added or swapped."""
    lang = primary(pair.source_lang)
    spoken = {s for n in capitals(pair.source) for s in native(n.text, lang)}
    if any(covered(t, native(name.text, lang)) for t in spelled):
        return None
    forms = [romanise.usual(f, lang) for f in romanise.nominatives(name.text, lang) if f.endswith(SURNAMES)]
    for token in tokens:
        likely = [f for f in forms if _misspells(token.text, f)]
        right = min(likely, key=lambda form: int(OSA.distance(form, token.text)), default="")  # of a man or a woman
        if right and not (covered(token.text, spoken) or is_word(token.text, "en") or places().known(token.text)):
            evidence = _who_say(pair, right)
            message = f"The source has {name.text}, in Latin letters “{right}”, not “{token.text}”."
            return _mark(name, token, message, 0.9 if evidence else 0.75, evidence, right, Severity.MAJOR)
    return None


def _misspells(token: str, right: str) -> bool:
    """One slip in a name of six letters or more, two in one of nine; "Donetsk" is no misspelled "Donetskyi"."""
    a, b = fold(token), fold(right)
    if b.startswith(a) or a[:1] != b[:1] or min(len(a), len(b)) < 6 or derived(token, right):
        return False
    return int(OSA.distance(a, b)) <= (2 if min(len(a), len(b)) >= 9 else 1)


def _mark(
    name: Name, token: Name, message: str, sure: float, evidence: tuple[Evidence, ...], right: str, severity: Severity
) -> Mark:
    witnesses = (Evidence("source", name.text), *evidence)
    return Mark(Span(token.start, token.end), message, sure, witnesses, right, Span(name.start, name.end), severity)
