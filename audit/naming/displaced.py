"""Witness eleven: a country that is lost. The tables know it in the source, the translation names another land or place for it.

Sounds tell little of short names ("Syria" is heard in many a sentence); which countries a text speaks of, the tables know.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from audit.check import Pair
from audit.finding import Mark
from audit.lexicons.countries import is_country, named
from audit.lexicons.gazetteer import key, places
from audit.lexicons.names import Name, capitals
from audit.naming.counterpart import is_headline
from audit.naming.inflected import nominatives
from audit.naming.replaced import is_in_rest
from audit.naming.seats import is_missing
from audit.naming.sound import is_audible, is_running
from audit.naming.swapped import begins_there, in_stead, is_kind, is_surely_name
from audit.naming.territories import countries, countries_in
from corpora.language import primary


def displaced(pair: Pair) -> Iterator[Mark]:
    """Mark the one name that stands for the one country of the source which the translation does not speak of."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if lang != "en" or not pair.source or is_running(other) or is_headline(pair.target) or not is_audible(pair.source):
        return
    lost = _lost(pair, other)
    if len(lost) == 1 and len(strange := _strange(pair, other)) == 1:
        yield in_stead(strange[0], lost[0], other)


def _lost(pair: Pair, other: str) -> list[Name]:
    """The countries that the source names, and the translation neither names nor speaks of its people or language."""
    said, table = countries_in(pair.target, "en"), named(other)
    found: dict[str, Name] = {}
    for name in capitals(pair.source):
        codes = {table[form.lower()] for form in nominatives(name.text, other) if form.lower() in table}
        if codes and not (codes | countries(name.text, other)) & said:
            found.setdefault(min(codes), name)
    return list(found.values())


def _strange(pair: Pair, other: str) -> list[Name]:
    """The countries that the source does not speak of, and other sure names that it lacks; of cities only those that lie in neither."""
    there = countries_in(pair.source, other)
    lands = list(_countries(pair.target))
    taken = {name.start for name, _, parts in lands for name in parts}
    found = [name for name, codes, _ in lands if not codes & there]
    for name in capitals(pair.target):
        if name.start not in taken and is_missing(name, "en", pair.source, other) and _is_sure(pair, name, other):
            found.append(name)
    return found


@cache
def city_lands() -> dict[str, str]:
    """Cities that give a time zone its name -> code of the country in which they lie (CLDR, package babel)."""
    from babel.core import get_global  # noqa: PLC0415  (a megabyte, only when needed)

    table = get_global("zone_territories")
    found = {zone.rpartition("/")[2].replace("_", " "): code for zone, code in table.items()}
    return {city: code for city, code in found.items() if city != "Brussels"}  # it speaks for the whole Union


def _countries(text: str) -> Iterator[tuple[Name, frozenset[str], tuple[Name, ...]]]:
    """The countries that an English text names, in one word or two, with their codes and words."""
    listed, second = capitals(text), -1
    for a, b in pairwise((*listed, None)):
        assert a is not None
        two = f"{a.text} {b.text}" if b and text[a.end : b.start] == " " else ""
        if two and b and is_country(two):
            second = b.start
            yield Name(two, a.start, b.end, a.initial), countries(two, "en"), (a, b)
        elif a.start != second and is_country(a.text):
            yield a, countries(a.text, "en"), (a,)


def _is_sure(pair: Pair, name: Name, other: str) -> bool:
    city = any(entry.kind == "city" for entry in places().english.get(key(name.text), ()))
    if city:
        land = city_lands().get(name.text)
        return land is not None and land not in countries_in(pair.source, other)
    if name.initial or countries(name.text, "en") or not is_surely_name(name, "en"):
        return False
    return not (is_in_rest(pair, (name,)) or begins_there(name, pair, other) or is_kind(name, pair.target))
