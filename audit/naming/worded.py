"""Names that the translation has word for word: renderings that machines are known to make, and a source's own name of a place."""

from collections.abc import Iterator

import regex

from audit.check import Pair
from audit.finding import Evidence, Mark, Span
from audit.lexicons.gazetteer import Entry, key, places
from audit.lexicons.names import capitals, is_word
from audit.lexicons.titles import Title, in_source, pattern
from audit.naming.inflected import nominatives
from audit.naming.sound import is_running
from audit.naming.tabled import is_said, named
from audit.naming.territories import countries
from corpora.language import primary


def in_words(pair: Pair) -> Iterator[Mark]:
    """Mark wrong renderings of what the source names; the suggestion is the right name."""
    for title, place in dict(in_source(pair.source, primary(pair.source_lang))).items():
        if mark := _mark(pair, title, place):
            yield mark
    for entry, place in named(pair.source, primary(pair.source_lang)):
        if mark := _tabled(pair, entry, place):
            yield mark


def _tabled(pair: Pair, entry: Entry, place: Span) -> Mark | None:
    """A word-for-word rendering, or the source's own name of a place that English calls otherwise."""
    if is_said(entry, pair.target):
        return None
    source = pair.source[place.start : place.end]
    lang = primary(pair.source_lang)
    own = _in_other_languages(pair, entry) if entry.kind in _SINGLE else ()
    quoted = pair.source[place.start - 1 : place.start] in tuple(_QUOTES) and pair.source[
        place.end : place.end + 1
    ] in tuple(_CLOSED)
    for rendering in (*entry.literal, *own):
        if " " not in rendering and not (quoted or rendering in own or _is_plain(pair, source, entry, lang)):
            continue
        found = pattern(rendering).search(pair.target)
        small = found and " " not in rendering and found.group().islower() and entry.kind != "publication"
        if found and not small and not any(pattern(rendering).search(t) for t in pair.retranslations):
            told = [k for k, t in enumerate(pair.retranslations, 1) if is_said(entry, t)]
            evidence = [Evidence("source", source), Evidence("lexicon", entry.name)]
            evidence += (Evidence(f"re-translation {k}", entry.name) for k in told)
            message = f"The source names {source}, in English “{entry.name}”."
            return Mark(Span(*found.span()), message, 0.95 if told else 0.85, tuple(evidence), entry.name, place)
    return None


def _in_other_languages(pair: Pair, entry: Entry) -> tuple[str, ...]:
    """Names in the translation by which some other language calls a place that English calls otherwise."""
    said = (n.text for n in capitals(pair.target) if not countries(n.text, "en"))  # "Mexico" is the country too
    return tuple(n for n in said if key(n) not in entry.accepted and entry in places().elsewhere(n))


def _is_plain(pair: Pair, source: str, entry: Entry, lang: str) -> bool:
    """Whether a word that may be an ordinary one is surely the name: a place in its own form, no neighbour in capitals."""
    if entry.kind not in _PLACES or is_running(lang):
        return is_running(lang) and entry.kind in _PLACES
    near = regex.search(
        rf"\p{{Lu}}\p{{Ll}}+ {regex.escape(source)}|{regex.escape(source)} (?:\p{{Lu}}|окр|рай|обл)", pair.source
    )
    forms = {key(f) for f in nominatives(source, lang)}
    return not near and any(key(f.text) in forms for f in places().starting(source, lang) if f.entry is entry)


_CLOSED = '»”“"》」』’'
_QUOTES = '«“„"《「『‘'
_PLACES = frozenset({"city", "region", "district", "river", "island", "mountain", "lake", "sea", "site", "village"})
_SINGLE = frozenset({"city"})  # kinds whose English name is no translation of the source's


def _mark(pair: Pair, title: Title, place: Span) -> Mark | None:
    """The first wrong rendering, unless a right name stands elsewhere or a re-translation has the wrong one too."""
    for rendering in (*title.wrong, title.name.lower()) if title.cased else title.wrong:
        found = pattern(rendering).search(pair.target) if rendering in title.wrong else _lowered(title, pair.target)
        if not found or any(pattern(r).search(t) for t in pair.retranslations for r in title.wrong):
            continue
        if any(_has(right, pair.target[: found.start()] + " " + pair.target[found.end() :]) for right in title.right):
            continue
        told = [k for k, text in enumerate(pair.retranslations, 1) if any(_has(right, text) for right in title.right)]
        name = pair.source[place.start : place.end]
        evidence = [Evidence("source", name), Evidence("lexicon", title.name)]
        evidence += (Evidence(f"re-translation {k}", title.name) for k in told)
        span = Span(found.start(), found.end())
        message = f"The source names {name}, in English “{title.name}”."
        return Mark(span, message, 0.95 if told else 0.88, tuple(evidence), title.name, place)
    return None


def _has(right: str, text: str) -> bool:
    return right in text.lower() and bool(regex.search(rf"\b{regex.escape(right)}\b", text, regex.IGNORECASE))


def _lowered(title: Title, text: str) -> "regex.Match[str] | None":
    """The name in lower case, where it then reads as a word ("says focus"); "twitter" misleads nobody."""
    low = title.name.lower()
    return regex.search(rf"\b{regex.escape(low)}\b", text) if title.name != low and is_word(low, "en") else None
