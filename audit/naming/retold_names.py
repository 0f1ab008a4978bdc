"""Witness six: names that the re-translations share. One that all of them have and the translation lacks, or the reverse."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex
from rapidfuzz.distance import OSA

from audit.check import Pair
from audit.lexicons.abbreviations import accepted
from audit.lexicons.attested import seen
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
    r"\b(?:[Hh]e|[Ss]he|[Hh]im|[Hh]er|[Hh]is|[Hh]ers|[Tt]hey|[Tt]hem|[Tt]heir|[Ii]t|[Ii]ts|[Ww]ho|[Ww]hose|[Ww]hom|[Ww]e|[Uu]s|[Oo]ur|I|[Mm]y)\b"
)


_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december internet mr mrs ms dr jan feb mar apr jun jul aug sep sept oct nov dec am pm saint st".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """`lost`: names that all re-translations have and the translation lacks; `strange`: names that none of them has.

    `fewer`: names that the translation has too, but that all re-translations have more often.
    """

    lost: tuple[Name, ...]
    strange: tuple[Name, ...]
    fewer: tuple[Name, ...] = ()


def told(pair: Pair) -> Told:
    """Compare the names of the translation with those of its re-translations; empty without any."""
    if not pair.retranslations:
        return Told((), ())
    first, *others = pair.retranslations
    lang = primary(pair.target_lang)
    named = (*_named(first, lang), *_begun(pair, first, lang))
    lost = [n for n in named if not says(pair.target, n.text, lang)]
    lost = [n for n in lost if all(says(text, n.text, lang) for text in others) and not _is_part(pair, first, n)]
    strange = [n for n in _named(pair.target, lang) if not any(says(t, n.text, lang) for t in pair.retranslations)]
    fewer = [n for n in named if mentions(pair.target, n.text, lang) and _is_fewer(pair, n.text, lang)]
    return Told(tuple(sorted(lost, key=_start)), tuple(strange), tuple(sorted(fewer, key=_start)))


def _start(name: Name) -> int:
    return name.start


def _is_fewer(pair: Pair, name: str, lang: str) -> bool:
    """Whether the translation has a name less often than each re-translation."""
    often = mentions(pair.target, name, lang)
    return all(mentions(text, name, lang) > often for text in pair.retranslations)


def _begun(pair: Pair, text: str, lang: str) -> list[Name]:
    """Words at the beginning of a sentence that the source has with the same letters and a capital: names, not words."""
    other = primary(pair.source_lang)
    if other in ("de", lang):  # German writes all nouns so
        return []
    copied = {n.text for n in capitals(pair.source) if len(n.text) > 3 and seen(n.text, other) < _UNUSUAL}
    return [n for n in capitals(text) if n.initial and n.text in copied and not tells(n, lang)]


_UNUSUAL = 4.0  # Zipf frequency under which a word that two languages begin a sentence with is no common one


def runs(text: str, lang: str) -> tuple[tuple[Name, ...], ...]:
    """Return the names of a text, those that are parts of one together."""
    return _joined(text, _named(text, lang), _OF)


_OF = frozenset("of the for".split())


@lru_cache(maxsize=50_000)
def mentions(text: str, name: str, lang: str) -> int:
    """Return how often a text has a name, in some spelling, form or adjective."""
    codes = by_english().get(name.lower(), frozenset()) if lang == "en" else frozenset()
    listed = [_POSSESSIVE.sub("", word.text) for word in words(text)]
    often = sum(_is_same(word, name, codes) for word in listed)
    for one, other in pairwise(listed) if codes else ():  # "United Kingdom"
        alone = _is_same(one, name, codes) or _is_same(other, name, codes)
        often += bool(codes & countries(f"{one} {other}", lang)) and not alone
    return often


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
        if len(bare) > 1 and bare.isupper() and bare.isalpha() and not amount and bare.lower() not in SMALL:
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
    head, _, tail = name.partition("-")
    if tail.islower() and tail.isalpha() and says(text, head, lang):  # "US-led"
        return True
    if "-" in name and name.replace("-", " ").lower() in text.lower():
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


def replaced_by_pronoun(pair: Pair, place: int, shown: bool, after: bool) -> bool:
    """Whether a pronoun stands at the place of a name, or the translation has more of them than some re-translation.

    Where words show the place (`shown`), a pronoun far away stands for something else; where they are those before it
    (`after`), one among them does too.
    """
    found = [m.span() for m in _PRONOUN.finditer(pair.target)]
    if any(start - _NEAR <= place <= end + _NEAR and not (after and end <= place) for start, end in found):
        return True
    close = [start for start, _ in found if not shown or abs(start - place) <= _CLOSE]
    return bool(close) and any(len(found) > len(_PRONOUN.findall(text)) for text in pair.retranslations)


_NEAR = 6  # characters
_CLOSE = 40  # characters between a pronoun and a place that is known


SMALL = frozenset("a an the of in at by for from to with and or on into near between as that is was".split())


def groups(text: str, names: tuple[Name, ...]) -> tuple[tuple[Name, ...], ...]:
    """Join names of a text that stand side by side or with small words between them."""
    return _joined(text, names, SMALL)


_POSSESSED = regex.compile(r"^['’]s?(?=\s)")


def _joined(text: str, names: tuple[Name, ...], small: frozenset[str]) -> tuple[tuple[Name, ...], ...]:
    found: list[list[Name]] = []
    for name in names:
        between = _POSSESSED.sub("", text[found[-1][-1].end : name.start]).split() if found else ["."]
        if found and all(w.lower() in small for w in between):
            found[-1].append(name)
        else:
            found.append([name])
    return tuple(tuple(g) for g in found)


_LINK = r"of|in|at|by|for|from|to|with|the|an?|between|on|into|near|via|than|as in"
_NEXT = r"and|or|is|are|was|were|will|has|have|had|may|can|of|to|for|by|in|at|from|with|could|would|should"
_SAYS = r"(?:said|says|told|added|explained|explains|noted|notes|stated|states|wrote|writes|asked|asks|replied|recalled|stressed)"
_AFTER = r"(?:in|at|on|during|after|before|of|to|when|while|during|adding|referring|students|reporters|journalists|\p{Ll}+ing|\p{Ll}+ly)\b"
_HOLE = regex.compile(
    rf"\b(?:{_LINK})\s*(?=[,.;:)!?”»]|$)|,\s*,|\(\s*[,)]|(?:^|[\s“\"(])['’]s\b|\b(?:is|and|that)\s*[,.;]"
    rf"|\b(?:of|at|by|from|with|the|an?|between|in|near|under)\s+(?=(?:{_NEXT})\s)"
    rf"|\b(?:the|an?)\s+(?=wh(?:ich|o)\s)|\bsuch as\s*[,.;]|\b(?:The|after|before|if|whether|because|although)\s+(?=(?:had|has|have|was|were|is|are|would)\s)|\b(?:Mr|Dr|Mrs|Ms)\.?\s+(?=\p{{Ll}})"
    rf"|^\W*(?=(?:Has|Is|Was|And|Said|Are|Were|Will|Had|Have|\p{{Lu}}\p{{Ll}}+ed)\s(?!.*\?))|^(?=\s*[,;])|[,?!][\"”]\s+(?={_SAYS}(?:[.;:—–]|\s+{_AFTER}))|[,?!][\"”]\s+{_SAYS}(?=,)"
    rf"|\bfor\s+(?=to\s)|\b(?:of|at|by|from|with|in|near|between)\s+(?=(?:he|she|they|we)\s)"
)


@lru_cache(maxsize=4096)
def holes(text: str) -> tuple[int, ...]:
    """Return the places where the grammar of an English text wants a name: "of ,", "the and", "'s" after nothing."""
    return tuple(m.end() for m in _HOLE.finditer(text))
