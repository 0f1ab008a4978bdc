"""When a name of a re-translation is not lost after all: the translation has it otherwise, or it was no name.

One re-translation may be the wrong one: it reads a word letter by letter ("Boltunam" for Болтунам, to talkers), makes a John of
Ян, or says twice what the source says once. What the translation has of its own for the same word of the source is the name.
"""

from collections.abc import Callable

import regex
from rapidfuzz.distance import OSA

from audit.check import Pair
from audit.lexicons.attested import seen
from audit.lexicons.names import capitals, is_word, plain
from audit.lexicons.people import is_given_name, is_surname
from audit.naming.counterpart import is_headline, is_known, is_ordinary
from audit.naming.facing import Names
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.replaced import is_surely_in
from audit.naming.retold_names import mentions
from audit.naming.sound import alike, is_cyrillic, is_running
from audit.naming.territories import countries
from corpora.language import primary
from corpora.words import words

_FITS = 1.0  # what a spelling may cost that stands for a word of the source in its own way (Anna, Ганна)
_SMALL = 5  # letters of a word written small that may be the name
_LIKE = 3  # of so many letters one may differ in two spellings of a name
_QUOTED = regex.compile(r"[\"“„«]([^\"“”„«»]{2,60})[\"”“»]")
_ROMAN = regex.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_COUNTED = regex.compile(r"(\p{Lu})-?(\d+)")  # "G7"
_DIGITS = dict(zip("two three four five six seven eight nine ten twenty".split(), (*range(2, 11), 20), strict=True))
_VALUES = {"I": 1, "V": 5, "X": 10}


def is_kept(pair: Pair, names: Names) -> bool:
    """Whether names of the first re-translation are not missing in an English translation."""
    return primary(pair.target_lang) == "en" and any(rule(pair, names) for rule in _RULES)


def _is_rendered(pair: Pair, names: Names) -> bool:
    """Whether a word that no re-translation has stands for the same word of the source, or is nearly the name."""
    told = {plain(w.text) for text in pair.retranslations for w in words(text)}
    new = [w for w in words(pair.target) if plain(w.text) not in told and len(w.text) > 1]
    ours = [w.text for w in new if w.text[0].isupper() or len(w.text) >= _SMALL]
    sure = [n.text for n in names if not is_ordinary(n.text, "en") or is_known(n.text, "en")]
    return bool(sure) and bool(ours) and all(_has_own(pair, name, ours) for name in sure)


def _has_own(pair: Pair, name: str, ours: list[str]) -> bool:
    lang = primary(pair.source_lang)
    if any(_is_like(name, one) for one in ours if one[0].isupper()):
        return True
    if not is_cyrillic(pair.source) or countries(name, "en"):
        return False
    heard = [w.text for w in words(pair.source) if is_cyrillic(w.text) and alike(name, w.text)]
    return any(_stands_for(one, word, lang) for word in heard for one in ours)


def _stands_for(word: str, heard: str, lang: str) -> bool:
    """Whether a word is one of the source in letters of its own; a word of English written small is a word."""
    if word[0].islower() and (is_word(word, "en") or not alike(word, heard)):
        return False
    return any(misfit(word, form) <= (_FITS if alike(word, heard) else 0.3) for form in nominatives(heard, lang))


def _is_like(name: str, one: str) -> bool:
    """Whether a word that is none of the dictionary is a name but for a letter in three, and sounds like it."""
    low, other = plain(name), plain(one)
    near = int(OSA.distance(low, other)) <= min(len(low), len(other)) // _LIKE
    return near and len(low) >= _SMALL and not is_word(one, "en") and alike(name, one)


def _is_counted(pair: Pair, names: Names) -> bool:
    """Whether the translation has each word, and as often as the source: the re-translation says it more often."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if is_running(other) or not pair.source:
        return False
    ours = [mentions(pair.target, n.text, lang) for n in names]
    there = [sum(is_surely_in(n.text, lang, w.text, other) for w in words(pair.source)) for n in names]
    counted = [(a, b) for a, b in zip(ours, there, strict=True) if b]
    return all(ours) and bool(counted) and all(a >= b for a, b in counted)


def _is_title(pair: Pair, names: Names) -> bool:
    """Whether the source has it in quotes, where the translation has words of its own: a title that was translated."""
    ours = {w.text.lower() for text in pair.retranslations for w in words(text)}
    own = any(
        any(w.text[0].isupper() for w in words(m.group(1)))
        and not any(w.text.lower() in ours for w in words(m.group(1)))
        for m in _QUOTED.finditer(pair.target)
    )
    there = [w.text for m in _QUOTED.finditer(pair.source) for w in words(m.group(1))]
    return own and all(any(alike(n.text, word) for word in there) for n in names)


def _is_shouted(pair: Pair, names: Names) -> bool:
    """Whether it is only words of the dictionary, in a re-translation that writes all with capitals, or so loud."""
    loud = len(names) > 1 and all(n.text.isupper() for n in names)
    return (loud or is_headline(pair.retranslations[0])) and all(
        is_word(n.text, "en") and not is_known(n.text, "en") for n in names
    )


def _is_numbered(pair: Pair, names: Names) -> bool:
    """Whether the translation has it with a figure: "G7" for the Group of Seven, "21st" for XXI."""
    if len(names) == 1 and len(names[0].text) > 1 and _ROMAN.fullmatch(names[0].text):
        return str(_value(names[0].text)) in regex.findall(r"\d+", pair.target)
    said = {n.text.lower() for n in names}
    short = _COUNTED.findall(pair.target)
    return any(
        letter == names[0].text[0] and any(_DIGITS.get(word) == int(figure) for word in said)
        for letter, figure in short
    )


def _value(roman: str) -> int:
    listed = [_VALUES[c] for c in roman]
    return sum(-a if a < b else a for a, b in zip(listed, [*listed[1:], 0], strict=True))


def _is_misread(pair: Pair, names: Names) -> bool:
    """Whether it begins the re-translation and the source, whose word it is letter by letter, in a case that no name is in.

    A word of the language there, and the name of nobody: the re-translation did not know it.
    """
    name, lang = names[0], primary(pair.source_lang)
    if len(names) > 1 or not name.initial or is_known(name.text, "en") or seen(name.text, "en") > 1:
        return False
    heard = [n.text for n in capitals(pair.source) if n.initial and is_cyrillic(n.text)]
    return any(_is_word_there(word, lang) for word in heard if misfit(name.text, word) <= 0.3)


def _is_word_there(word: str, lang: str) -> bool:
    if _LIKE_A_SURNAME.search(word) or is_surname(word, lang) or is_given_name(word, lang) or is_known(word, lang):
        return False
    return max(seen(form.lower(), lang) for form in nominatives(word, lang)) >= _COMMON


_LIKE_A_SURNAME = regex.compile(r"(?:[оеє]в|[иіы]н)а?$")
_COMMON = 3.0  # Zipf frequency from which on a word of the source is one of its dictionary
_RULES: tuple[Callable[[Pair, Names], bool], ...] = (
    *(_is_rendered, _is_counted, _is_title),
    *(_is_shouted, _is_numbered, _is_misread),
)
