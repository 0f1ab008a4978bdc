"""Witness six: names that the re-translations share. One that all of them have and the translation lacks, or the reverse."""

from dataclasses import dataclass
from functools import lru_cache

import regex
from rapidfuzz.distance import OSA

from audit.check import Pair
from audit.lexicons.abbreviations import accepted
from audit.lexicons.countries import by_english
from audit.lexicons.gazetteer import key, places
from audit.lexicons.names import Name, capitals, fold, plain
from audit.naming.counterpart import has_counterpart, tells
from audit.naming.sound import alike, is_running
from audit.naming.tabled import is_said
from audit.naming.territories import countries, countries_in
from corpora.language import primary
from corpora.words import words

_POSSESSIVE = regex.compile(r"['’]s?$")
_AMOUNT = regex.compile(r"\s?\d")  # "PLN 35" is a currency, which may be written in words
_SHORTENED = regex.compile(r"\p{Lu}\p{Ll}?['’]\p{Ll}")  # "I'm", "It's"
_PRONOUN = regex.compile(
    r"\b(?:he|she|him|her|his|hers|they|them|their|it|its|who|whose|whom|we|us|our|I|my)\b", regex.IGNORECASE
)


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
    found = {
        n.start: n for n in capitals(text) if tells(n, lang) or (lang != "de" and not n.initial and len(n.text) > 2)
    }
    for word in words(text):
        bare = word.text.removesuffix("'s").removesuffix("’s")
        amount = _AMOUNT.match(text, word.end)
        if len(bare) > 1 and bare.isupper() and bare.isalpha() and not amount and bare.lower() not in _SMALL:
            found[word.start] = Name(bare, word.start, word.start + len(bare), False)
    return tuple(
        found[k]
        for k in sorted(found)
        if found[k].text.lower() not in _CALENDAR and not _SHORTENED.match(found[k].text)
    )


def says(text: str, name: str, lang: str) -> bool:
    """Whether a text of the same language has a name, in some spelling, form or adjective."""
    codes = by_english().get(name.lower(), frozenset()) if lang == "en" else frozenset()
    if codes and codes & countries_in(text, lang):
        return True
    if any(_is_same(_POSSESSIVE.sub("", word.text), name, codes) for word in words(text)):
        return True
    return lang == "en" and any(is_said(entry, text) for entry in places().english.get(key(name), ()))


def _is_same(word: str, name: str, codes: frozenset[str]) -> bool:
    low, other = plain(name), plain(word)
    if other == low or fold(word) == fold(name) or (codes and codes & by_english().get(word.lower(), frozenset())):
        return True
    if len(low) > 3 and (other.startswith(low[:-1]) or low in other):
        return True
    if len(low) > 4 and len(other) > 4 and low.startswith(other[:-1]):
        return True
    if word.isupper() and len(other) > 1 and (other.startswith(low) or low.startswith(other)):
        return True
    return word[:1].isupper() and other[:1] == low[:1] and _is_variant(word, name)


def is_short_for(pair: Pair, name: Name, other: Name) -> bool:
    """Whether a name may be an abbreviation of the words at the other, such as "UAF" of "Armed Forces of Ukraine"."""
    if other.text.isupper() and other.text[0] == name.text[0] and len(name.text) > len(other.text):
        return True  # "Moscow" for "MSK"
    capitals_of = {c for c in name.text if c.isupper()}
    if len(capitals_of) < 2 and not name.text.isupper():
        return False
    first = {w.text[0].upper() for w in words(pair.retranslations[0]) if w.text[0].isupper()}
    return capitals_of <= first or any(name.text in entry for entry in _written_out(other.text))


@lru_cache(maxsize=4096)
def _written_out(word: str) -> tuple[tuple[str, ...], ...]:
    """What the table of abbreviations accepts beside a long form that has the word."""
    return tuple(entry for entry in accepted() if any(word in long.split() for long in entry))


def _is_variant(word: str, name: str) -> bool:
    """Whether two words of one initial are spellings of one name."""
    folded = fold(name)
    if len(name) > 4 and int(OSA.distance(fold(word), folded)) <= 1 + (len(folded) > 7):
        return True
    return min(len(name), len(word)) > 3 and alike(name, word)


def _is_part(pair: Pair, text: str, name: Name) -> bool:
    """Whether a neighbour in the name's run stands in the translation: "Joe Biden" and "Biden" are one."""
    listed = capitals(text)
    for other in listed:
        beside = text[other.end : name.start] == " " or text[name.end : other.start] == " "
        if (
            beside
            and tells(other, primary(pair.target_lang))
            and says(pair.target, other.text, primary(pair.target_lang))
        ):
            return True
    return False


def in_source(pair: Pair, name: str) -> bool:
    """Whether the source has the name too."""
    codes = countries(name, primary(pair.target_lang))
    if codes and is_running(primary(pair.source_lang)):  # a short name is heard anywhere
        return bool(codes & countries_in(pair.source, primary(pair.source_lang)))
    return bool(pair.source) and has_counterpart(
        name, primary(pair.target_lang), pair.source, primary(pair.source_lang)
    )


def replaced_by_pronoun(pair: Pair, place: int) -> bool:
    """Whether a pronoun stands at the place of a name, or the translation has more of them than some re-translation."""
    found = [m.span() for m in _PRONOUN.finditer(pair.target)]
    if any(start - _NEAR <= place <= end + _NEAR for start, end in found):
        return True
    return any(len(found) > len(_PRONOUN.findall(text)) for text in pair.retranslations)


_NEAR = 6  # characters


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a name is missing in the translation.

    `torn`: the grammar there wants a name; `closed`: what stood on both sides of it has closed up.
    """

    place: int
    torn: bool
    closed: bool


def gap(pair: Pair, names: tuple[Name, ...]) -> Gap:
    """Return where names that stand together in the first re-translation are missing in the translation."""
    theirs, ours = words(pair.retranslations[0]), words(pair.target)
    first = next((k for k, w in enumerate(theirs) if w.start == names[0].start), 0)
    last = next((k for k, w in enumerate(theirs) if w.start == names[-1].start), first)
    before = [w.text.lower() for w in theirs[max(0, first - 2) : first]]
    after = [w.text.lower() for w in theirs[last + 1 : last + 3]]
    torn = holes(pair.target) if primary(pair.target_lang) == "en" else ()
    torn = torn if len(torn) > len(holes(pair.retranslations[0])) else ()
    best, place, hole_here, closed = 0.0, 0, False, False
    for k in range(len(ours) + 1):
        at = ours[k - 1].end if k else 0
        left = [w.text.lower() for w in ours[max(0, k - 2) : k]]
        right = [w.text.lower() for w in ours[k : k + 2]]
        one, other = _worth(before[::-1], left[::-1], not k), _worth(after, right, k == len(ours))
        hole = any(at <= h <= at + _LATER for h in torn)
        worth = (
            one
            + other
            + (8.0 if hole else 0.0)
            - 0.001 * abs(at / max(len(pair.target), 1) - names[0].start / max(len(pair.retranslations[0]), 1))
        )
        if worth > best:
            best, place, hole_here = worth, at, hole
            closed = one >= 1 and other >= 1 and one + other >= 2.5
    return Gap(place, hole_here, closed)


def same_slot(pair: Pair, ours: tuple[Name, ...], theirs: tuple[Name, ...]) -> bool:
    """Whether words of the translation and words of the first re-translation stand between the same words."""
    one, two = _around(pair.target, ours), _around(pair.retranslations[0], theirs)
    left, right = _worth(two[0], one[0], not one[0]), _worth(two[1], one[1], not one[1])
    return left >= 1 and right >= 1 and left + right >= 2.5


def _around(text: str, names: tuple[Name, ...]) -> tuple[list[str], list[str]]:
    """The two words before a name, the nearest first, and the two after it; capitalised neighbours belong to the name."""
    listed = words(text)
    before = [w.text for w in listed if w.end <= names[0].start][::-1]
    after = [w.text for w in listed if w.start >= names[-1].end]
    return [w.lower() for w in _small(before)[:2]], [w.lower() for w in _small(after)[:2]]


def _small(listed: list[str]) -> list[str]:
    k = 0
    while k < min(3, len(listed)) and listed[k][:1].isupper():
        k += 1
    return listed[k:]


def _worth(theirs: list[str], ours: list[str], edge: bool) -> float:
    """How well the words on one side of a place agree, the nearest first; the edge of both texts agrees too."""
    if not theirs:
        return 1.5 if edge else 0.0
    total = 0.0
    for a, b in zip(theirs, ours, strict=False):
        if a[:5] != b[:5] and not (a in _SMALL and b in _SMALL):
            break
        total += 0.5 if a != b else 1.0 if a in _SMALL else 2.0
    if not total and len(theirs) > 1 and ours and theirs[1][:5] == ours[0][:5] and theirs[0] in _SMALL:
        return 0.5 if theirs[1] in _SMALL else 1.5
    return total


_SMALL = frozenset("a an the of in at by for from to with and or on into near between as that is was".split())


def groups(text: str, names: tuple[Name, ...]) -> tuple[tuple[Name, ...], ...]:
    """Join names of a text that stand side by side or with small words between them."""
    found: list[list[Name]] = []
    for name in names:
        between = text[found[-1][-1].end : name.start].split() if found else ["."]
        if found and all(w.lower() in _SMALL for w in between):
            found[-1].append(name)
        else:
            found.append([name])
    return tuple(tuple(g) for g in found)


_LINK = r"of|in|at|by|for|from|to|with|the|an?|between|on|into|near|via|than|as in"
_NEXT = r"and|or|which|who|is|are|was|were|will|has|have|had|may|can|of|to|for|by|in|at|from|with|could|would|should"
_HOLE = regex.compile(
    rf"\b(?:{_LINK})\s*(?=[,.;:)!?”»]|$)|,\s*,|\(\s*[,)]|(?:^|[\s“\"(])['’]s\b|\b(?:is|and|that)\s*[,.;]"
    rf"|\b(?:of|at|by|from|with|the|an?|between|in|near|under)\s+(?=(?:{_NEXT})\s)|\b(?:Mr|Dr|Mrs|Ms)\.?\s+(?=\p{{Ll}})"
    rf"|^\W*(?=(?:Has|Is|Was|And|Said|Are|Were|Will|Had|Have|\p{{Lu}}\p{{Ll}}+ed)\s(?!.*\?))|^(?=\s*[,;])|,\"\s+said\s*(?=,)"
)
_LATER = 3  # characters between the end of a word and the hole after it


@lru_cache(maxsize=4096)
def holes(text: str) -> tuple[int, ...]:
    """Return the places where the grammar of an English text wants a name: "of ,", "the and", "'s" after nothing."""
    return tuple(m.end() for m in _HOLE.finditer(text))
