"""Witness six: names that the re-translations share. One that all of them have and the translation lacks, or the reverse."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import regex
from rapidfuzz.distance import OSA

from audit.check import Pair
from audit.lexicons.countries import by_english
from audit.lexicons.names import Name, capitals, fold, plain
from audit.naming.counterpart import has_counterpart, tells
from audit.naming.sound import alike
from corpora.language import primary
from corpora.words import words

_PRONOUN = regex.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|it|its|who|whose|whom|we|us|our|I|my)\b", regex.IGNORECASE)


_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december mr mrs ms dr jan feb mar apr jun jul aug sep sept oct nov dec am pm".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """`lost`: names that all re-translations have and the translation lacks; `strange`: names that none of them has."""

    lost: tuple[Name, ...]
    strange: tuple[Name, ...]


def told(pair: Pair) -> Told:
    """Compare the names of the translation with those of its re-translations; empty without any."""
    if not pair.retranslations:
        return Told((), ())
    first, *others = pair.retranslations
    lang = primary(pair.target_lang)
    lost = [n for n in _named(first, lang) if not says(pair.target, n.text, lang)]
    lost = [n for n in lost if all(says(text, n.text, lang) for text in others) and not _is_part(pair, first, n)]
    strange = [n for n in _named(pair.target, lang) if not any(says(t, n.text, lang) for t in pair.retranslations)]
    return Told(tuple(lost), tuple(strange))


@lru_cache(maxsize=4096)
def _named(text: str, lang: str) -> tuple[Name, ...]:
    """Words that a text of the language writes with a capital because they are names, abbreviations or parts of such."""
    if text.isupper():
        return ()
    found = {n.start: n for n in capitals(text) if tells(n, lang) or (lang != "de" and not n.initial and len(n.text) > 2)}
    for word in words(text):
        bare = word.text.removesuffix("'s").removesuffix("’s")
        if len(bare) > 1 and bare.isupper() and bare.isalpha():
            found[word.start] = Name(bare, word.start, word.start + len(bare), False)
    return tuple(found[k] for k in sorted(found) if found[k].text.lower() not in _CALENDAR)


def says(text: str, name: str, lang: str) -> bool:
    """Whether a text of the same language has a name, in some spelling, form or adjective."""
    key, low = fold(name), plain(name)
    codes = by_english().get(name.lower(), frozenset()) if lang == "en" else frozenset()
    for word in words(text):
        other = plain(word.text)
        if other == low or fold(word.text) == key or (len(low) > 3 and (other.startswith(low[:-1]) or low in other)):
            return True
        if len(low) > 4 and low.startswith(other[:-1]) and len(other) > 4:
            return True
        if codes and codes & by_english().get(word.text.lower().removesuffix("'s"), frozenset()):
            return True
        if word.text[:1].isupper() and other[:1] == low[:1]:
            if len(low) > 4 and int(OSA.distance(fold(word.text), key)) <= 1 + (len(key) > 7):
                return True
            if len(low) > 3 and len(other) > 3 and alike(name, word.text):
                return True
    return False


def _is_part(pair: Pair, text: str, name: Name) -> bool:
    """Whether a neighbour in the name's run stands in the translation: "Joe Biden" and "Biden" are one."""
    listed = capitals(text)
    for other in listed:
        beside = text[other.end : name.start] == " " or text[name.end : other.start] == " "
        if beside and tells(other, primary(pair.target_lang)) and says(pair.target, other.text, primary(pair.target_lang)):
            return True
    return False


def in_source(pair: Pair, name: str) -> bool:
    """Whether the source has the name too."""
    return bool(pair.source) and has_counterpart(name, primary(pair.target_lang), pair.source, primary(pair.source_lang))


def is_backed(pair: Pair, name: Name) -> bool:
    """Whether two witnesses have the name: two re-translations, or one and the source."""
    return len(pair.retranslations) > 1 or in_source(pair, name.text)


def replaced_by_pronoun(pair: Pair) -> bool:
    """Whether the translation has as many pronouns as each re-translation: one may stand for the name."""
    count = len(_PRONOUN.findall(pair.target))
    return count > 0 and all(count >= len(_PRONOUN.findall(text)) for text in pair.retranslations)


def gap(pair: Pair, name: Name) -> int:
    """Return where a name of the first re-translation is missing in the translation: after the words that both have."""
    theirs, ours = words(pair.retranslations[0]), words(pair.target)
    index = next((k for k, w in enumerate(theirs) if w.start == name.start), 0)
    here = [w.text.lower() for w in ours]
    matcher = SequenceMatcher(a=[w.text.lower() for w in theirs], b=here, autojunk=False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size]
    before = [b for b in blocks if b.a <= index]
    if before:
        last = before[-1].b + min(before[-1].size, index - before[-1].a) - 1
        return ours[last].end if last >= 0 else 0
    return ours[blocks[0].b].start if blocks else 0


_LINK = r"of|in|at|by|for|from|to|with|the|an?|between|on|into|near|via|'s|’s"
_HOLE = regex.compile(
    rf"\b(?:{_LINK})\s*(?=[,.;:)!?”»]|$)|,\s*,|\(\s*[,)]|(?:^|[\s“\"(])['’]s\b|\b(?:and|that)\s*[,.;]"
    rf"|\b(?:of|at|by|from|with|the|an?|between)\s+(?=(?:and|or|which|who|is|are|was|were|will|has|have|had|may|can|of|to|for|by|in|at)\b)"
    rf"|^\W*(?:Has|Is|Was|Which|And|Said|Are|Were|Will|Had|Have)\s(?!\w+\s+\w+[^.]*\?)",
    regex.IGNORECASE,
)


def holes(text: str) -> tuple[int, ...]:
    """Return the places where the grammar of an English text wants a name: "of ,", "the and", "'s" after nothing."""
    return tuple(m.end() for m in _HOLE.finditer(text))
