"""Abbreviations of the source that the translation copies or reads letter by letter: "UE" for the EU, "MZS" for МЗС."""

from collections.abc import Iterator

import regex

from audit.check import Pair
from audit.finding import Evidence, Mark, Span
from audit.lexicons import abbreviations, romanise
from audit.lexicons.abbreviations import Abbreviation
from audit.lexicons.attested import seen
from audit.lexicons.names import is_word, plain
from audit.naming.sound import is_cyrillic
from corpora.language import primary
from corpora.words import Word, words

_LONGEST = 8
_KNOWN = 3.2  # Zipf frequency of an abbreviation that readers of English know
_CAPITALS = regex.compile(r"\p{Lu}\p{L}*\p{Lu}s?")


def left_as_they_are(pair: Pair) -> Iterator[Mark]:
    """Mark capitals that are the source's abbreviation in other letters, where English has another one."""
    lang = primary(pair.source_lang)
    if pair.source.isupper() or pair.target.isupper():
        return
    said = [w for w in words(pair.target) if w.text.isupper() and 1 < len(w.text) <= _LONGEST]
    for short in map(bare, words(pair.source) if said else ()):
        if not 1 < len(short.text) <= _LONGEST:
            continue
        found = abbreviations.find(short.text, lang)
        if not found or any(is_said(one, pair.target) for one in found):
            continue
        read = _readings(short.text, lang)
        for word in said:
            if plain(word.text) in read and not any(_has(t, word.text) for t in pair.retranslations):
                yield _mark(pair, word, short, found[0])


def bare(word: Word) -> Word:
    """Return the word without an article written onto it ("l'OTAN")."""
    cut = max(word.text.rfind(mark) for mark in "'’") + 1
    return Word(word.text[cut:], word.start + cut, word.end) if 0 < cut < len(word.text) else word


def is_english_for(pair: Pair, name: str, copied: str) -> bool:
    """Whether an abbreviation may be the English for one that a re-translation only copied from a Latin source (TPP for PTP).

    Not where the table has the copied one, or readers of English know it: these have no other English.
    """
    if not (_CAPITALS.fullmatch(name) and _CAPITALS.fullmatch(copied)) or copied not in {
        w.text for w in words(pair.source)
    }:
        return False
    known = seen(copied, "en") >= _KNOWN and not is_word(copied.lower(), "en")
    return not (known or abbreviations.find(copied, pair.source_lang))


def _readings(short: str, lang: str) -> frozenset[str]:
    """What an abbreviation is in Latin letters, lower case, without translating it."""
    if not is_cyrillic(short):
        return frozenset({plain(short)})
    return romanise.literal(short, lang) if lang in romanise.LANGS else frozenset()


def is_said(one: Abbreviation, text: str) -> bool:
    """Whether an English text has what stands for an abbreviation, in any form: plurals and possessives too."""
    return any(_has(text, name) for name in one.accepted)


def _has(text: str, name: str) -> bool:
    return bool(regex.search(rf"(?<!\w){regex.escape(name)}(?:s|['’]s)?(?!\w)", text, regex.IGNORECASE))


def _mark(pair: Pair, word: Word, short: Word, right: Abbreviation) -> Mark:
    told = [k for k, text in enumerate(pair.retranslations, 1) if is_said(right, text)]
    evidence = [Evidence("source", short.text), Evidence("lexicon", right.short)]
    evidence += (Evidence(f"re-translation {k}", right.short) for k in told)
    message = f"“{word.text}” is the source's {short.text} in other letters; English has “{right.short}”."
    place = Span(short.start, short.end)
    return Mark(Span(word.start, word.end), message, 0.95 if told else 0.85, tuple(evidence), right.short, place)
