"""Witness ten: the other half of a name. One word of a name is the same in both texts; the word beside it is another.

"Gertrude Stein" became "Gertrude stone", "Simone Biles" became "Simone Bills": what both texts share shows where the lost word
has to stand, so that even a word of the dictionary there, small or with a capital, is known to be wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

import regex
from rapidfuzz.distance import OSA

from audit.check import Pair
from audit.finding import Evidence, Mark, Span
from audit.lexicons.attested import seen
from audit.lexicons.function_words import is_meaningful
from audit.lexicons.gazetteer import transliterated
from audit.lexicons.names import Name, capitals, derived, is_word, plain
from audit.lexicons.people import given_names, is_given_name, people, rows
from audit.naming.counterpart import has_counterpart, is_headline
from audit.naming.fit import misfit
from audit.naming.inflected import nominatives
from audit.naming.replaced import is_surely_in
from audit.naming.seats import are_joined, is_missing
from audit.naming.sound import is_audible, is_cyrillic, is_running
from audit.naming.territories import countries
from corpora.language import primary
from corpora.words import Word, words

_SHORTEST = 3  # letters of a word that is told from others
_MORE = 0.3  # Zipf: how much more often the source's spelling is seen in English
_FITTING = 1.5  # what a first name may cost against Cyrillic letters (Michael, Майкл)
_LEAST = 1.0  # ... and how often at least
_OWN = 0.7  # Zipf: what a source's language sees more often by so much is its own spelling of a name (Alexandre)
_KEPT = 1.2  # Zipf: how much rarer in English a noun of the source's language may be that is a name too
_LONG = 5  # letters from which on a word that no dictionary has is no short title ("Gov", "Sen")
_MANY_CAPITALS = ("de", "tr")  # languages that write what is no name with capitals too
_PART = regex.compile(r"[-'’]")
_ADJECTIVE = regex.compile(r"(?:с|ц)ь?к(?:ий|ого|ому|им|ом|а|ая|ої|ой|ій|у|ую|ою|е|ое|і|ие|их)$")
_CASES = frozenset("pl cs sk sl hr lt lv ro tr fi hu et".split())  # decline foreign names, spelling and all ("Jessiki")
_NAMED_AFTER = regex.compile(r"(?:вич|вна|ович|івна)\p{L}{0,3}$", regex.IGNORECASE)  # a patronymic is often left out


@dataclass(frozen=True, slots=True)
class Seat:
    """A word of the translation where a word of the source's name should stand, and the word that both texts share."""

    there: Word
    kept: Word
    lost: Name
    anchor: Name
    tight: bool
    """Nothing but a space parts the two; else they stand in a list."""


def another_half(pair: Pair) -> Iterator[Mark]:
    """Mark words that stand where the source has another part of a name."""
    for seat in _seats(pair):
        if seat.tight and _is_lost(pair, seat) and _is_strange(pair, seat) and _is_part_of_name(pair, seat):
            yield _mark(pair, seat, 0.8)


def misspelled_half(pair: Pair) -> Iterator[Mark]:
    """Mark words that are nearly the other part of a name, which the source spells as English does."""
    for seat in _seats(pair):
        if _is_misspelled(pair, seat):
            yield _mark(pair, seat, 0.85)


@lru_cache(maxsize=64)
def _seats(pair: Pair) -> tuple[Seat, ...]:
    """The words beside a name that both texts share, one on either side, where the two texts differ."""
    lang, other = primary(pair.target_lang), primary(pair.source_lang)
    if lang != "en" or not pair.source or is_running(other) or not is_audible(pair.source):
        return ()
    if is_headline(pair.target) or is_headline(pair.source):
        return ()
    told = {w.text.lower() for text in pair.retranslations for w in words(text)}
    return tuple(seat for seat in _found(pair, other) if seat.there.text.lower() not in told)


def _found(pair: Pair, other: str) -> Iterator[Seat]:
    theirs, said = capitals(pair.source), words(pair.target)
    kept = {name.text for name in theirs}
    for a, b in pairwise(theirs):
        between = pair.source[a.end : b.start]
        for anchor, lost, step in ((a, b, 1), (b, a, -1)):
            for k, word in enumerate(said):
                beside = k + step
                if not word.text[:1].isupper() or not 0 <= beside < len(said) or not _is_same(word, anchor, other):
                    continue
                first, second = sorted((_bare(word), said[beside]), key=lambda w: w.start)
                if are_joined(pair.target[first.end : second.start], between) and _bare(said[beside]).text not in kept:
                    yield Seat(_bare(said[beside]), _bare(word), lost, anchor, between == " ")


def _bare(word: Word) -> Word:
    text = regex.sub(r"['’]s?$", "", word.text)
    return Word(text, word.start, word.start + len(text))


def _is_same(word: Word, anchor: Name, other: str) -> bool:
    """Whether a word is the source's name in the same letters, or in letters that fit it."""
    text = _bare(word).text
    if len(text) < _SHORTEST or not text[1:].islower():
        return False
    if not is_cyrillic(anchor.text):
        return plain(text) in {plain(form) for form in nominatives(anchor.text, other)}
    if is_surely_in(text, "en", anchor.text, other):
        return True
    return is_first_name(text) and min(misfit(text, form) for form in nominatives(anchor.text, other)) <= _FITTING


def _is_lost(pair: Pair, seat: Seat) -> bool:
    """Whether the translation has nothing like the source's word beside the name, and surely not elsewhere."""
    lost, other = seat.lost.text, primary(pair.source_lang)
    if len(lost) < _SHORTEST or not lost[1:].islower() or _NAMED_AFTER.search(lost):
        return False
    if not is_cyrillic(lost):
        return is_missing(seat.lost, other, pair.target, "en")
    beside = [s.there.text for s in _seats(pair) if s.lost == seat.lost]
    if any(has_counterpart(word.title(), "en", lost, other) for word in beside):
        return False
    return not any(is_surely_in(n.text, "en", lost, other) for n in capitals(pair.target))


def _is_strange(pair: Pair, seat: Seat) -> bool:
    """Whether the source has nothing like the word that stands there."""
    word, other = seat.there, primary(pair.source_lang)
    if len(word.text) < _SHORTEST or not word.text.isalpha() or word.text.isupper():
        return False
    if word.text[0].islower():
        return is_meaningful(word.text, "en")
    if is_cyrillic(seat.lost.text):
        return not is_surely_in(word.text, "en", pair.source, other) and not countries(word.text, "en")
    return is_missing(Name(word.text, word.start, word.end, False), "en", pair.source, other)


def _is_part_of_name(pair: Pair, seat: Seat) -> bool:
    """Whether the source's word surely belongs to the name, so that no title and no kind of thing stands in either place."""
    lost, there, other = seat.lost, seat.there.text, primary(pair.source_lang)
    if is_cyrillic(lost.text) != is_cyrillic(seat.anchor.text):
        return False
    if lost.start < seat.anchor.start:  # before a surname stands a first name, or a title in any other words
        return there[0].isupper() and not is_word(there, "en") and (is_first_name(there) or len(there) >= _LONG)
    first = is_first_name(seat.kept.text) or (is_cyrillic(lost.text) and is_given_name(seat.anchor.text, other))
    if other in _MANY_CAPITALS:
        return first and _is_kept(_PART.split(lost.text)[0], other)
    words_of_source = is_word(lost.text, other) or is_word(seat.anchor.text, other) or _ADJECTIVE.search(lost.text)
    return first or not (there[0].islower() or words_of_source)


def _is_kept(word: str, lang: str) -> bool:
    """Whether English has a word nearly as often as its language has it: what is only a noun there it has hardly ever."""
    return seen(word, "en") >= max(_LEAST, seen(word, lang) - _KEPT)


def _is_misspelled(pair: Pair, seat: Seat) -> bool:
    """Whether a word has nearly the letters of the source's, and the source's are the ones that English is seen to use."""
    there, lost, other = seat.there.text, seat.lost, primary(pair.source_lang)
    if is_cyrillic(lost.text) or len(there) < _SHORTEST or not there.isalpha() or not there[0].isupper():
        return False
    cases = nominatives(lost.text, other)
    usual = [form for form in cases if seen(form, "en") >= max(_LEAST, seen(form, other) - _OWN)]
    forms = usual if other not in _CASES else [form for form in usual if form == lost.text]
    if not forms or derived(there, lost.text) or plain(there) in map(plain, cases):
        return False
    right = max(forms, key=lambda form: seen(form, "en"))
    if OSA.distance(plain(there), plain(right)) > len(right) // 2 or countries(there, "en"):
        return False
    if is_word(there, "en"):
        return seat.there.start > 0 and seen(lost.text, other) <= seen(lost.text, "en")
    return seen(right, "en") >= seen(there, "en") + _MORE


@cache
def _first_names() -> frozenset[str]:
    """First names in Latin letters, lower case, that the tables know."""
    listed = {row["names"] for row in rows("first_names.tsv")}
    listed |= {e.name for e in transliterated().entries if e.kind == "given"}
    known = {p.parts[0].lower() for p in people() if p.surname and len(p.parts) > 1}
    native = {form for lang in ("uk", "ru") for one in given_names(lang).values() for form in one.international}
    return frozenset(plain(name) for name in listed | known | native)


def is_first_name(name: str) -> bool:
    """Whether the tables know a word in Latin letters as somebody's first name."""
    return plain(name) in _first_names()


def _mark(pair: Pair, seat: Seat, sure: float) -> Mark:
    message = f"The source has {seat.lost.text} beside {seat.anchor.text}; “{seat.there.text}” is not that."
    right = seat.lost.text if not is_cyrillic(seat.lost.text) else ""
    first, last = sorted((seat.lost, seat.anchor), key=lambda name: name.start)
    evidence = (Evidence("source", pair.source[first.start : last.end]),)
    place = Span(seat.lost.start, seat.lost.end)
    return Mark(Span(seat.there.start, seat.there.end), message, sure, evidence, right, place)
