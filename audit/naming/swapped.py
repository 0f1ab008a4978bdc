"""Witness five: names that only one side has. A name without a counterpart, where the other side has one without too."""

from collections.abc import Iterator

import regex

from audit.check import Pair
from audit.finding import Evidence, Mark, Span
from audit.lexicons import places, romanise
from audit.lexicons.attested import is_international, seen
from audit.lexicons.countries import is_country
from audit.lexicons.gazetteer import key
from audit.lexicons.names import Name, capitals, is_word, plain
from audit.lexicons.people import SURNAMES, by_cyrillic, is_given_name, is_surname
from audit.naming.counterpart import countries, countries_in, has_counterpart, is_known, is_sure, missing
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.sound import alike, is_audible, is_cyrillic, is_running, pinyin, sounds
from audit.naming.tabled import english_words, is_said, named
from corpora.language import primary


def swapped(pair: Pair) -> Iterator[Mark]:
    """Mark names of the translation that the source does not have, while it has a name that the translation lacks."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if not pair.source or not is_audible(pair.source):
        return
    yield from _by_table(pair, lang, other)
    strange = [n for n in missing(pair.target, lang, pair.source, other) if len(n.text) > 3]
    if is_running(other):
        yield from (_unheard(n) for n in strange if _is_audible(pair, n, lang, other))
        return
    lost = list(missing(pair.source, other, pair.target, lang)) if strange else []
    for name in strange:
        likely = [n for n in lost if _is_likely(name, n, lang, other)]
        if likely:
            place = name.start / len(pair.target)
            near = min(likely, key=lambda n: abs(n.start / len(pair.source) - place))
            lost.remove(near)
            yield _mark(name, near, other)


def _by_table(pair: Pair, lang: str, other: str) -> Iterator[Mark]:
    """Two places of the tables that sound alike: the source names one, the translation the other."""
    if lang != "en":
        return
    there = named(pair.source, other)
    said = english_words(pair.source, other)
    for name in capitals(pair.target):
        entries = [e for e in places.table().english.get(key(name.text), ()) if e.kind == "city"]
        if not entries or key(name.text) in said or plain(name.text) in plain(pair.source):
            continue
        lost = [
            (e, s) for e, s in there if e.kind == "city" and not is_said(e, pair.target) and alike(name.text, e.name)
        ]
        if lost and not any(
            misfit(name.text, f) <= 0.3 for f in nominatives(pair.source[lost[0][1].start : lost[0][1].end], other)
        ):
            entry, place = lost[0]
            source = pair.source[place.start : place.end]
            message = f"The source has {source}, in English “{entry.name}”; “{name.text}” is another place."
            evidence = (Evidence("source", source), Evidence("lexicon", entry.name))
            yield Mark(Span(name.start, name.end), message, 0.88, evidence, entry.name, place)


_AUDIBLE = 4  # consonants from which on a name is heard reliably
_SYLLABLES = regex.compile(r"(?:(?:[kgsztdnhbpmyrwjf]|sh|ch|ts|[kgnhbpmr]y)?[aiueoāīūēō]|n(?![aiueoy]))+")


def _is_audible(pair: Pair, name: Name, lang: str, other: str) -> bool:
    """Whether a name would be heard in a source without capitals if it were there.

    Japanese names are written in signs that do not tell their sound, in Chinese too; a name of two words is heard if one is.
    """
    low = plain(name.text)
    silent = (
        (name.initial and not is_international(name.text))
        or (low.endswith(_HALF_TRANSLATED) and not countries(name.text, lang))
        or (other in ("zh", "ja") and bool(_SYLLABLES.fullmatch(low)))
        or low in pinyin(pair.source)
    )
    if silent or any(has_counterpart(n.text, lang, pair.source, other) for n in _beside(pair.target, name)):
        return False
    if codes := countries(name.text, lang):
        return not codes & countries_in(pair.source, other) and bool(
            countries_in(pair.source, other) - countries_in(pair.target, lang)
        )
    size = len([s for s in sounds(name.text) if s.silent > 0.5])
    return not is_word(name.text, lang) and "-" not in name.text and size >= _AUDIBLE + (other == "zh")


_HALF_TRANSLATED = ("shire", "land", "ean", "ese", "ian", "ans")


def _beside(text: str, name: Name) -> list[Name]:
    """The names right before and after a name."""
    return [n for n in capitals(text) if text[n.end : name.start] == " " or text[name.end : n.start] == " "]


def _unheard(name: Name) -> Mark:
    return Mark(
        Span(name.start, name.end), f"Nothing in the source sounds like “{name.text}” or is known to mean it.", 0.6
    )


_LONGEST = 15


def _is_likely(name: Name, lost: Name, lang: str, other: str) -> bool:
    """Whether one may stand for the other: one of them is surely a name, and "the Italian side" is no one's name."""
    codes = countries(name.text, lang)
    if name.initial and lost.initial:
        return False
    if codes and not countries(lost.text, other):
        return is_country(name.text) and not lost.initial and is_sure(lost, other)
    if len(lost.text) > _LONGEST:  # "Держпродспоживслужба"
        return False
    return is_sure(lost, other) or (is_sure(name, lang) and is_known(lost.text, other))


def _mark(name: Name, lost: Name, other: str) -> Mark:
    message = f"The source has no “{name.text}”; it has {lost.text}, which the translation lacks."
    evidence = (Evidence("source", lost.text),)
    right = _english(lost, other)
    return Mark(Span(name.start, name.end), message, 0.8, evidence, right, Span(lost.start, lost.end))


def _english(name: Name, lang: str) -> str:
    """What a name of the source is called in English, "" where its letters do not tell."""
    forms = nominatives(name.text, lang)
    for form in forms:
        if found := places.find(form, lang):
            return found[0].entry.name
        if persons := by_cyrillic(lang).get(form.lower()):
            return persons[0].parts[persons[0].surname]
    if not is_cyrillic(name.text):
        return max(forms, key=lambda form: seen(form, "en"))
    native = lang in romanise.LANGS and (is_surname(name.text, lang) or is_given_name(name.text, lang))
    return romanise.usual(next((f for f in forms if f.lower().endswith(SURNAMES)), forms[0]), lang) if native else ""
