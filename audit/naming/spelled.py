"""Witness four: what is attested. A spelling that nobody uses, beside one that many use and that the source supports."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex
from rapidfuzz.distance import OSA

from audit.check import Pair
from audit.finding import Evidence, Mark, Severity, Span
from audit.lexicons import romanise
from audit.lexicons.attested import has_list, seen
from audit.lexicons.gazetteer import key, places
from audit.lexicons.names import Name, capitals, plain
from audit.lexicons.people import by_accepted, by_cyrillic, is_given_name, is_surname
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.overheard import overheard
from audit.naming.slips import attested_near, is_form, is_only_name, same_sound, undoubled
from audit.naming.sound import alike, is_cyrillic, is_running, sounds
from audit.naming.trusted import is_reading, is_right
from corpora.language import primary, script
from corpora.words import words

_PLAIN = regex.compile(r"\p{Lu}\p{Ll}{2,}")
_VOWELS = regex.compile(r"[aeiouy]+(?<!e$)")  # a mute e at the end is none
_WELL_KNOWN = 2.3  # Zipf frequency from which on a spelling is taken as the usual one of a name
_KNOWN = 1.3
_ATTESTED = 0.9
_FAMOUS = 3.0
_HEARD = 2.5  # of a name that is heard in a source without capitals
_USUAL = 3.5  # of a name that one letter leads to from a spelling that nobody has written
_RARE, _RARELY = 2.0, 1.5  # Zipf frequency up to which a spelling may be a slip: one that reads the letters, any other
_EXACTLY = 0.1  # what a spelling may cost that is the name beyond doubt
_FITS = 0.3  # what a right spelling may cost against the source's letters


def from_attested(pair: Pair) -> Iterator[Mark]:
    """Mark names whose spelling is hardly ever seen while the source has a name of that sound that is often spelled so."""
    lang = primary(pair.target_lang)
    if not pair.source or not has_list(lang) or script(pair.target) != "Latin":
        return
    told = {plain(w.text) for text in pair.retranslations for w in words(text)}
    copied = plain(pair.source)
    for name in capitals(pair.target):
        low = plain(name.text)
        if not _PLAIN.fullmatch(name.text) or len(low) < 4 or low in told or low in copied or places().known(name.text):
            continue
        if found := _right(pair, name, lang):
            heard, right, sure = found
            if told and plain(right) not in told:  # the re-translations know another reading of that name
                continue
            yield _mark(pair, name, heard, right, sure)


def _right(pair: Pair, name: Name, lang: str) -> tuple[Name | None, str, float] | None:
    """The source's name, how it is spelled, and how sure that is; None where the spelling may stand."""
    if is_running(primary(pair.source_lang)):
        return overheard(pair, name, lang)
    cyrillic = [n for n in _parts(pair.source) if is_cyrillic(n.text)]
    latin = [n for n in _parts(pair.source) if n not in cyrillic]
    return _copied(pair, name, lang, latin) or _fitting(pair, name, lang, cyrillic)


@lru_cache(maxsize=1024)
def _parts(text: str) -> tuple[Name, ...]:
    """The names of a text, those with hyphens in their parts too."""
    found = []
    for name in capitals(text):
        found.append(name)
        if "-" in name.text:
            places = regex.finditer(r"[^-]+", name.text)
            found += (Name(m.group(), name.start + m.start(), name.start + m.end(), name.initial) for m in places)
    return tuple(found)


def _copied(pair: Pair, name: Name, lang: str, listed: list[Name]) -> tuple[Name | None, str, float] | None:
    """A name of a source in Latin letters is copied: one that is nearly a copy is a slip, unless it is a usual form."""
    low, often = plain(name.text), seen(name.text, lang)
    there = {plain(n.text) for n in capitals(pair.target)}
    for heard in listed:
        forms = nominatives(heard.text, primary(pair.source_lang))
        if len(heard.text) < 4 or any(plain(f) in there for f in forms) or is_form(heard.text, name.text, often):
            continue
        right = max(forms, key=lambda f: seen(f, lang))
        if is_form(right, name.text, often) or _is_stem(low, plain(heard.text)) or not _begins_alike(right, name.text):
            continue
        if not any(_near(low, plain(f)) for f in forms) and not (often == 0 and alike(name.text, heard.text)):
            continue
        well_known = seen(right, lang) - often >= 1.0 and _is_shared(right, primary(pair.source_lang), lang)
        if often == 0 or well_known:
            return heard, _cased(right), 0.85 if often == 0 else 0.7
    return None


def _begins_alike(a: str, b: str) -> bool:
    """Whether both begin with one letter or one sound ("Wladimir" and "Vladimir")."""
    x, y = sounds(a), sounds(b)
    return plain(a)[:1] == plain(b)[:1] or bool(x and y and x[0].kin & y[0].mask)


def _syllables(name: str) -> int:
    return len(_VOWELS.findall(name))


def _is_stem(name: str, inflected: str) -> bool:
    """Whether a form is the name with an ending that no table here has."""
    return len(name) > 3 and inflected.startswith(name) and 1 < len(inflected) - len(name) <= 4


def _near(a: str, b: str) -> bool:
    size = min(len(a), len(b))
    return size >= 4 and int(OSA.distance(a, b)) <= (1 if size < 8 else 2)


def _is_shared(word: str, source: str, lang: str) -> bool:
    """Whether a name is as usual in the one language as in the other: "Paris" is, "Londres" is not."""
    return seen(word, lang) >= seen(word, source) - 1.0


def _fitting(pair: Pair, name: Name, lang: str, listed: list[Name]) -> tuple[Name | None, str, float] | None:
    """A name that the source has in Cyrillic: another spelling fits its letters and is usual, this one is never seen."""
    often = seen(name.text, lang)
    if often > _RARE or not listed:
        return None
    low, source = plain(name.text), primary(pair.source_lang)
    hard = low.replace("h", "g")  # a Russian г, read as a Ukrainian one
    listed_near = dict(attested_near(name.text, lang) + same_sound(low, lang) + same_sound(hard, lang))
    listed_near[hard] = seen(hard, lang)
    others = [(o, f) for o, f in listed_near.items() if f - often >= _ATTESTED]
    found = (_best(name.text, often, heard, source, others) for heard in listed if len(heard.text) > 3)
    return next((one for one in found if one), None)


def _best(
    name: str, often: float, heard: Name, source: str, others: list[tuple[str, float]]
) -> tuple[Name, str, float] | None:
    """The most usual of the other spellings that fit a name of the source, where this one follows its letters or misses them.

    A spelling that is not how the letters are read, and yet fits, was written by someone who knew the name.
    """
    low, forms = plain(name), nominatives(heard.text, source)
    mine = min(misfit(name, f) for f in forms)
    native = source in romanise.LANGS and (is_surname(heard.text, source) or is_given_name(heard.text, source))
    if native and is_right(name, heard.text, source):
        return None
    reading = not native and mine <= _FITS and is_reading(low, forms)
    if (native and mine <= _FITS) or (often > _RARELY and not reading):
        return None
    best: tuple[float, str] = (0.0, "")
    for other, frequency in others:
        # Nobody writes it so, many write the other, and no syllable is lost: Марічка is no Merrick.
        read_out = reading and often == 0 and frequency >= _FAMOUS and _syllables(other) >= _syllables(low)
        if not alike(other, heard.text) or is_form(other, name, often) or not is_only_name(other):
            continue
        slips, size = int(OSA.distance(other, low)), max(len(other), len(low))
        far = slips > size // 2 or (reading and not _is_likelier(frequency, slips, size))
        # However far the letters are apart, the sound may be the same: Flitwud, Fleetwood.
        price = min(misfit(other, f) for f in forms)
        if far and not (read_out and price <= _EXACTLY):
            continue
        better = frequency >= _WELL_KNOWN and mine - price >= _EXACTLY  # it fits the source's letters better, too
        unheard_of = often == 0 and slips == 1 and (frequency >= _USUAL or better)
        # A spelling that fits the source's letters is a fault only where it is a plain slip, the tables know the name, or
        # where it is how they are read one by one and nobody bears it.
        slip = unheard_of or other in undoubled(low)
        if mine <= _FITS and not (slip or read_out or _is_tabled(other, forms, source)):
            continue
        wanted = _ATTESTED if mine - price >= 0.4 else _KNOWN if mine - price >= _FITS else _WELL_KNOWN
        dearer = _FITS if reading and frequency >= _FAMOUS else 0.05
        if price <= _FITS and price <= mine + dearer and frequency - often >= wanted:
            best = max(best, (frequency - 3 * price, other))
    return (heard, _cased(best[1]), 0.85 if mine > _FITS else 0.75 if reading else 0.7) if best[1] else None


def _is_tabled(name: str, forms: Iterable[str], lang: str) -> bool:
    """Whether the tables know one of the source's forms as this very name."""
    persons = {person for person, _ in by_accepted().get(name, ())}
    return any(
        any(key(name) in form.entry.accepted for form in places().find(f, lang))
        or any(person in persons for person in by_cyrillic(lang).get(f.lower(), ()))
        for f in forms
    )


def _is_likelier(frequency: float, slips: int, size: int) -> bool:
    """Whether a name is so usual that it is meant by letters read one by one: they may spell somebody little known."""
    return frequency >= _FAMOUS and (slips <= size // 3 or frequency >= _FAMOUS + 0.5)


def _cased(word: str) -> str:
    return word[:1].upper() + word[1:]


def _mark(pair: Pair, name: Name, heard: Name | None, right: str, sure: float) -> Mark:
    there = f"The source has {heard.text}, which" if heard else "The source has a name that"
    message = f"{there} is spelled “{right}”; “{name.text}” is hardly ever seen."
    told = [k for k, t in enumerate(pair.retranslations, 1) if plain(right) in {plain(w.text) for w in words(t)}]
    evidence = [Evidence("source", heard.text)] if heard else []
    evidence += (Evidence(f"re-translation {k}", right) for k in told)
    place = Span(heard.start, heard.end) if heard else None
    return Mark(
        Span(name.start, name.end),
        message,
        min(sure + 0.07 * len(told), 0.95),
        tuple(evidence),
        right,
        place,
        Severity.MAJOR,
    )
