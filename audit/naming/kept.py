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
from audit.naming.counterpart import is_known, is_ordinary
from audit.naming.facing import Names
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.replaced import is_surely_in
from audit.naming.retold_names import mentions, told
from audit.naming.sound import alike, is_cyrillic, is_running
from audit.naming.territories import countries
from audit.naming.trusted import fits
from corpora.language import primary
from corpora.words import words

_FITS = 1.0  # what a spelling may cost that stands for a word of the source in its own way (Anna, Ганна)
_SMALL = 5  # letters of a word written small that may be the name
_LIKE = 3  # of so many letters one may differ in two spellings of a name
_QUOTED = regex.compile(r"[\"“„«]([^\"“”„«»]{2,60})[\"”“»]")
_LIKE_A_SURNAME = regex.compile(r"(?:[оеє]в|[иіы]н)а?$")
_HEARD_OF = 1.5  # Zipf frequency from which on English has a name
_COMMON = 2.5  # Zipf frequency from which on a word of the source is one of its dictionary


def is_kept(pair: Pair, names: Names) -> bool:
    """Whether names of the first re-translation are not missing in an English translation."""
    return primary(pair.target_lang) == "en" and any(rule(pair, names) for rule in _RULES)


def is_untranslated(pair: Pair, names: Names) -> bool:
    """Whether it is a word of the source, written small there too, that the re-translation left at the head of a sentence."""
    said = {w.text for w in words(pair.source)}
    return all(n.text in said and n.text.lower() in said for n in names)


def is_answered(pair: Pair, names: Names) -> bool:
    """Whether the translation has a name of the source that the only re-translation lacks: it took "Jan" for John."""
    if len(pair.retranslations) > 1 or not pair.source or len(names) > 1:
        return False
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    own = [n for n in told(pair).strange if n.text[0] == names[0].text[0]]
    return any(is_surely_in(n.text, lang, pair.source, other) or fits(n.text, pair.source, other) for n in own)


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
    if word[0].islower() and heard[0].islower():
        return True
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
    """Whether it is only words of the dictionary that the re-translation shouts, so that capitals tell nothing."""
    loud = len(names) > 1 and all(n.text.isupper() for n in names)
    return loud and all(is_word(n.text, "en") and not is_known(n.text, "en") for n in names)


def _is_misread(pair: Pair, names: Names) -> bool:
    """Whether it begins the re-translation and the source, whose word it is letter by letter, in a case that no name is in.

    A word of the language there, and the name of nobody: the re-translation did not know it.
    """
    name, lang = names[0], primary(pair.source_lang)
    if len(names) > 1 or not name.initial or is_known(name.text, "en") or seen(name.text, "en") > _HEARD_OF:
        return False
    heard = [n.text for n in capitals(pair.source) if n.initial and is_cyrillic(n.text)]
    return any(_is_word_there(word, lang) for word in heard if misfit(name.text, word) <= 0.3)


def _is_word_there(word: str, lang: str) -> bool:
    if _LIKE_A_SURNAME.search(word) or is_surname(word, lang) or is_given_name(word, lang) or is_known(word, lang):
        return False
    return max(seen(form.lower(), lang) for form in nominatives(word, lang)) >= _COMMON


_RULES: tuple[Callable[[Pair, Names], bool], ...] = (_is_rendered, _is_counted, _is_title, _is_shouted, _is_misread)
