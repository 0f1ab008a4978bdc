"""Witness five: names that only one side has. A name without a counterpart, where the other side has one without too."""

from collections.abc import Iterator

import regex

from audit.check import Pair
from audit.finding import Evidence, Mark, Span
from audit.lexicons import romanise
from audit.lexicons.attested import is_international, seen
from audit.lexicons.countries import is_country
from audit.lexicons.gazetteer import key, places
from audit.lexicons.names import Name, capitals, is_word, plain
from audit.lexicons.people import SURNAMES, by_accepted, by_cyrillic, is_given_name, is_surname
from audit.naming.counterpart import has_counterpart, is_cry, is_headline, is_known, is_sure, kinds, missing, tells
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.replaced import is_firm, is_in_rest, is_like, is_surely_in
from audit.naming.sound import alike, is_audible, is_cyrillic, is_running
from audit.naming.tabled import english_words, is_said, named
from audit.naming.territories import countries, countries_in
from corpora.language import primary


def swapped(pair: Pair) -> Iterator[Mark]:
    """Mark names of the translation that the source does not have, while it has a name that the translation lacks."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if not pair.source or not is_audible(pair.source):
        return
    yield from _by_table(pair, lang, other)
    if is_running(other):
        for name in missing(pair.target, lang, pair.source, other):
            if len(name.text) > 3 and _is_other_country(pair, name, lang, other):
                yield Mark(Span(name.start, name.end), f"The source names another country than “{name.text}”.", 0.6)
            elif lang == "en" and _is_unspoken(pair, name, other):
                yield Mark(Span(name.start, name.end), f"The source has nothing like “{name.text}”.", 0.6)
        return
    found = tuple(_left_over(pair, lang, other))
    yield from found
    if lang == "en" and not found:
        yield from _from_nowhere(pair, other)


def _left_over(pair: Pair, lang: str, other: str) -> Iterator[Mark]:
    """Names without a counterpart on either side: beside one that both sides have, or the only ones that are left."""
    left = missing if is_cyrillic(pair.source) else _uncopied  # a name in the same letters is copied, not heard
    strange = [
        n
        for n in left(pair.target, lang, pair.source, other)
        if len(n.text) > 3 and not (n.initial and is_word(n.text, lang)) and not is_cry(n, pair.target, lang)
    ]
    ours = [
        n
        for n in strange
        if is_surely_name(n, lang)
        and not (is_in_rest(pair, (n,)) or begins_there(n, pair, other) or is_kind(n, pair.target))
    ]
    if not ours:
        return
    lost = [n for n in left(pair.source, other, pair.target, lang) if is_sure(n, other)]
    for name in ours:
        beside = [n for n in lost if _is_beside(pair, name, n, lang, other)]
        alone = len(_apart(ours, pair.target)) == 1
        most = _NEAR if len(_apart(lost, pair.source)) == 1 else _NEARER
        near = [n for n in lost if alone and not n.initial and _distance(pair, name, n) <= most]
        likely = [n for n in lost if kinds(name.text, lang) & kinds(n.text, other)]
        likely, near = (
            [n for n in group if bool(countries(name.text, lang)) == bool(countries(n.text, other))]
            for group in (likely, near)
        )  # a capital may speak for its country
        if found := beside or near or likely:
            right = min(found, key=lambda n: _distance(pair, name, n))
            lost.remove(right)
            yield in_stead(name, right, other)


def _from_nowhere(pair: Pair, other: str) -> Iterator[Mark]:
    """Names that no word of the source is like, in its letters or by its sound, where some name of the source is lost."""
    if is_headline(pair.target):
        return
    for name in capitals(pair.target):
        if _is_unlike(name, pair, other) and _loses_any(pair, other, bool(countries(name.text, "en"))):
            yield Mark(Span(name.start, name.end), f"The source has nothing like “{name.text}”.", 0.6)


def _is_unlike(name: Name, pair: Pair, other: str) -> bool:
    if name.initial or len(name.text) < _LONG or _ADJECTIVE.search(name.text) or not is_surely_name(name, "en"):
        return False
    if is_like(name.text, "en", pair.source, other) or has_counterpart(name.text, "en", pair.source, other):
        return False
    if countries(name.text, "en"):
        return _is_other_country(pair, name, "en", other)
    apart = not is_in_rest(pair, (name,)) and not begins_there(name, pair, other)
    return apart and not is_kind(name, pair.target)


def is_kind(name: Name, text: str) -> bool:
    """Whether a word of the dictionary beside another capital says what kind of thing bears the name ("Saint Paul", "Palms Hotel")."""
    beside = any(text[n.end : name.start] == " " or text[name.end : n.start] == " " for n in capitals(text))
    return beside and is_word(name.text, "en") and not is_known(name.text, "en")


def _loses_any(pair: Pair, other: str, country: bool) -> bool:
    """Whether a word with a capital inside the source has nothing like it in the translation; any rare one in German.

    Only a country is missing for a country: a capital may speak for its own.
    """
    return any(
        not n.initial
        and bool(countries(n.text, other)) == country
        and (other != "de" or seen(n.text, other) < _RARE)
        and not is_like(n.text, other, pair.target, "en")
        and not has_counterpart(n.text, other, pair.target, "en")
        for n in capitals(pair.source)
    )


_LONG = 5  # letters under which a name is easily another's short form
_RARE = 3.5  # Zipf frequency under which a German noun may be a name


def begins_there(name: Name, pair: Pair, other: str) -> bool:
    """Whether a name of the source begins as the tables' name of that place does, whatever became of its ending (Віднем)."""
    entries = places().english.get(key(name.text), ())
    return bool(entries) and any(
        form.entry in entries for n in capitals(pair.source) for form in places().starting(n.text, other)
    )


def _uncopied(text: str, lang: str, beside: str, other: str) -> list[Name]:
    """The names of a text of which a text in the same letters has nothing like."""
    if is_headline(text):
        return []
    return [
        n for n in capitals(text) if len(n.text) > 3 and tells(n, lang) and not is_like(n.text, lang, beside, other)
    ]


def is_surely_name(name: Name, lang: str) -> bool:
    """Whether a word can be nothing but a name of somebody or some place; of adjectives only those that the tables know."""
    if _ADJECTIVE.search(name.text):
        return bool(kinds(name.text, lang)) and not countries(name.text, lang)
    return is_firm(name, lang) or (tells(name, lang) and not countries(name.text, lang) and is_international(name.text))


# How far apart two names may stand, of a text: the only one that is left over, and one of several.
_NEAR, _NEARER = 0.3, 0.1
_ADJECTIVE = regex.compile(r"(?:ian|ean|ese|ish)s?$")


def _distance(pair: Pair, name: Name, lost: Name) -> float:
    return abs(lost.start / len(pair.source) - name.start / len(pair.target))


def _apart(names: list[Name], text: str) -> list[Name]:
    """The names that do not stand right behind another of them."""
    return [n for n in names if not any(text[m.end : n.start] == " " for m in names)]


def _is_beside(pair: Pair, name: Name, lost: Name, lang: str, other: str) -> bool:
    """Whether both stand, on the same side, right beside a name that the two texts share."""
    for ours in capitals(pair.target):
        for theirs in capitals(pair.source):
            after = pair.target[ours.end : name.start] == " " == pair.source[theirs.end : lost.start]
            before = pair.target[name.end : ours.start] == " " == pair.source[lost.end : theirs.start]
            if (after or before) and is_surely_in(ours.text, lang, theirs.text, other):
                return True
    return False


def _by_table(pair: Pair, lang: str, other: str) -> Iterator[Mark]:
    """Two places of the tables that sound alike: the source names one, the translation the other."""
    if lang != "en":
        return
    there = named(pair.source, other)
    said = english_words(pair.source, other)
    for name in capitals(pair.target):
        entries = [e for e in places().english.get(key(name.text), ()) if e.kind == "city"]
        if not entries or key(name.text) in said or plain(name.text) in plain(pair.source):
            continue
        if "person" in kinds(name.text, lang) or is_given_name(name.text, lang):  # Volodymyr, Vladimir
            continue
        lost = [
            (e, s) for e, s in there if e.kind == "city" and not is_said(e, pair.target) and alike(name.text, e.name)
        ]
        if lost and not any(
            misfit(name.text, f) <= 0.3 for f in nominatives(pair.source[lost[0][1].start : lost[0][1].end], other)
        ):
            entry, place = lost[0]
            source = pair.source[place.start : place.end]
            read = romanise.usual(source, other) if other in romanise.LANGS else ""
            if read.startswith(name.text):  # an adjective: Тартуская
                continue
            message = f"The source has {source}, in English “{entry.name}”; “{name.text}” is another place."
            evidence = (Evidence("source", source), Evidence("lexicon", entry.name))
            yield Mark(Span(name.start, name.end), message, 0.88, evidence, entry.name, place)


def _is_other_country(pair: Pair, name: Name, lang: str, other: str) -> bool:
    """Whether a name is that of a country which a source without capitals does not name, while it names another."""
    codes, there = countries(name.text, lang), countries_in(pair.source, other)
    another = countries_in(pair.source, other, shortest=2) - countries_in(pair.target, lang)
    return bool(codes) and not codes & there and bool(another)


def _is_unspoken(pair: Pair, name: Name, other: str) -> bool:
    """Whether a name that is known cannot be in a source without capitals, where it was not heard.

    Of a country, or of a place whose name there is in the tables, in any script; of a person where names are
    spelled by their sound. A city may speak for a country that the source names.
    """
    if len(name.text) < _LONG or not is_firm(name, "en"):
        return False
    if countries(name.text, "en"):
        return is_country(name.text)
    if entries := places().english.get(key(name.text)):
        free = not countries_in(pair.source, other)
        return any((free or e.kind in _NATURE) and any(f.entry is e for f in places().all(other)) for e in entries)
    persons = [person for person, _ in by_accepted().get(name.text.lower(), ())]
    return bool(persons) and other != "zh" and not any(primary(p.origin) in _HAN for p in persons)


_NATURE = frozenset({"sea", "ocean", "river", "lake", "mountain", "island"})
_HAN = frozenset(
    {"zh", "ja", "ko", "vi", "yue"}
)  # languages of persons whose names others write in signs, not by their sound


def in_stead(name: Name, lost: Name, other: str) -> Mark:
    """Mark a name of the translation in whose stead the one should stand that the source has."""
    message = f"The source has no “{name.text}”; it has {lost.text}, which the translation lacks."
    evidence = (Evidence("source", lost.text),)
    right = _english(lost, other)
    return Mark(Span(name.start, name.end), message, 0.8, evidence, right, Span(lost.start, lost.end))


def _english(name: Name, lang: str) -> str:
    """What a name of the source is called in English, "" where its letters do not tell."""
    forms = nominatives(name.text, lang)
    for form in forms:
        if found := places().find(form, lang):
            return found[0].entry.name
        if persons := by_cyrillic(lang).get(form.lower()):
            return persons[0].parts[persons[0].surname]
    if not is_cyrillic(name.text):
        return max(forms, key=lambda form: seen(form, "en"))
    native = lang in romanise.LANGS and (is_surname(name.text, lang) or is_given_name(name.text, lang))
    return romanise.usual(next((f for f in forms if f.lower().endswith(SURNAMES)), forms[0]), lang) if native else ""
