"""Expressions of the installed packs, and of our own table, in a source sentence, and their words rendered one by one in a translation.

A phrase of a pack is found by its words, inflected, in any order and with others between; the translation holds it word by
word when two of its words stand there close together in the English that a dictionary gives for them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from audit.finding import Span
from audit.lexicons.expressions import Expression, in_source
from audit.lexicons.kinship import close
from audit.lexicons.phrase import keys, render, source_words
from audit.lexicons.wordwise import Content, Rendered, contents, rendered, vocabulary
from audit.packs import installed
from audit.packs.pack import Phrase

_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’ʼ][\p{L}\p{M}]+)*")
_ASIDE = regex.compile(r"\([^)]*\)|\[[^\]]*\]")
_SHORT = 3  # letters of a word that is mostly grammar
_BETWEEN = 4  # other words that may stand between those of a phrase
_CLOSE = 3  # words from one word of a phrase of two to the other, at most
_NEAR = 2  # content words, from one literal word to the next, at which they stand close together
# Words of a phrase that change or go when it is used: articles, reflexives, and what stands for "someone".
_LOOSE = {
    "de": "der die das den dem des ein eine einen einem einer sich etwas jemand jemandem jemanden jemandes jdm jdn etw",
    "fr": "le la les l un une des du de se s quelqu'un quelque chose qqn qqch son sa ses",
    "es": "el la los las un una unos unas se alguien algo su sus",
    "pt": "o a os as um uma uns umas se alguém algo seu sua",
    "it": "il lo la i gli le un uno una si qualcuno qualcosa",
    "pl": "się siebie ktoś kogoś komuś coś czegoś",
    "uk": "ся себе хтось когось комусь щось чогось",
    "ru": "ся себя себе кто-то кого-то кому-то что-то кто кого кому что чего либо л",
}


@dataclass(frozen=True, slots=True)
class Booked:
    """An expression of a pack in a source text: its place, and those of its words that the dictionary renders."""

    phrase: Phrase
    span: Span
    words: tuple[Rendered, ...]


@lru_cache(maxsize=1024)
def booked(text: str, lang: str) -> tuple[Booked, ...]:
    """Return the expressions of the packs and of the table in a source text, the longest first."""
    found = {p.phrase: p for key in _keys(text, lang) for p in installed.phrases(lang, key)}
    places = ((phrase, _place(phrase.phrase, text, lang)) for phrase in found.values())
    hits = [Booked(phrase, span, _inside(text, lang, span, (phrase.phrase,))) for phrase, span in places if span]
    for row, span in in_source(text, lang):
        right = tuple(render(one) for one in row.right)
        hits.append(
            Booked(Phrase(text[span.start : span.end], right), span, _inside(text, lang, span, _forms(row, lang)))
        )
    return tuple(sorted(hits, key=lambda one: (-len(one.words), one.span, one.phrase.phrase)))


def _keys(text: str, lang: str) -> Iterator[str]:
    if lang == "zh":
        yield from dict.fromkeys(text[k : k + 2] for k in range(len(text) - 1))
    else:
        yield from dict.fromkeys(key for word in source_words(text) for key in sorted(keys(word.text, lang)))


@lru_cache(maxsize=65536)
def _lemmas(phrase: str, lang: str) -> tuple[frozenset[str], ...]:
    """The lemmas of each word of a phrase that does not change with its use."""
    loose = _LOOSE.get(lang, "").split()
    words = _WORDS.findall(_ASIDE.sub(" ", phrase) if "|" not in phrase else phrase)
    return tuple(keys(word, lang) for word in words if word.lower() not in loose)


@lru_cache(maxsize=65536)
def _firm(phrase: str, lang: str) -> tuple[frozenset[str], ...]:
    """The same; () for a phrase with fewer than two words of any length, which chance may bring together."""
    firm = _lemmas(phrase, lang)
    return firm if sum(max(map(len, lemmas)) > _SHORT for lemmas in firm) > 1 else ()


@lru_cache(maxsize=1024)
def _index(text: str, lang: str) -> dict[str, list[int]]:
    """Where each lemma stands among the words of a source text."""
    found: dict[str, list[int]] = {}
    for at, word in enumerate(source_words(text)):
        for key in keys(word.text, lang):
            found.setdefault(key, []).append(at)
    return found


def _place(phrase: str, text: str, lang: str) -> Span | None:
    """The first window of the text, of a few words more than the phrase has, with all its words in any order."""
    if lang == "zh":
        at = text.find(phrase)
        return Span(at, at + len(phrase)) if at >= 0 and len(phrase) > 2 else None
    wanted, index = _firm(phrase, lang), _index(text, lang)
    if not wanted:
        return None
    places = []
    for lemmas in wanted:
        found = sorted({at for lemma in lemmas for at in index.get(lemma, ())})
        if not found:
            return None
        places.append(found)
    words, size = source_words(text), len(wanted) + _BETWEEN
    if len(wanted) == 2:  # two words alone meet by chance: in their order and close together only
        pairs = ((a, b) for a in places[0] for b in places[1] if 0 < b - a <= _CLOSE)
        return next((Span(words[a].start, words[b].end) for a, b in pairs), None)
    for first in sorted(at for found in places for at in found):
        hits = [next((at for at in found if first <= at < first + size), None) for found in places]
        inside = {at for at in hits if at is not None}
        if len(inside) == len(wanted):
            return Span(words[min(inside)].start, words[max(inside)].end)
    return None


def _within(text: str, lang: str, span: Span) -> tuple[Rendered, ...]:
    return tuple(one for one in rendered(text, lang) if span.start <= one.word.start and one.word.end <= span.end)


def _inside(text: str, lang: str, span: Span, phrases: Iterable[str]) -> tuple[Rendered, ...]:
    """The words of some phrases at their place, without those between."""
    here = _within(text, lang, span)
    if lang == "zh":
        return here
    own = frozenset().union(*(lemmas for phrase in phrases for lemmas in _lemmas(phrase, lang)))
    return tuple(one for one in here if not own.isdisjoint(keys(one.word.text, lang)))


def _forms(row: Expression, lang: str) -> Iterator[str]:
    return (form for known, forms in row.sources if known == lang for form in forms)


def literal(one: Booked, target: str) -> Span | None:
    """Return the place in an English text where the expression stands word by word, or None.

    Two of its words at least, close together, in words that none of its right renderings has.
    """
    right = frozenset().union(*(vocabulary(text) for text in one.phrase.right))
    hits: list[tuple[int, Content, Rendered]] = []
    for at, word in enumerate(contents(target)):
        if not any(close(a, r) for a in word.lemmas for r in right):
            source = next((w for w in one.words if any(close(a, e) for a in word.lemmas for e in w.english)), None)
            if source:
                hits.append((at, word, source))
    for (i, first, a), (j, last, b) in pairwise(hits):
        if a.word != b.word and j - i <= _NEAR and not known_english(first, last):
            return Span(first.word.start, last.word.end)
    return None


def rendered_rightly(phrase: Phrase, target: str) -> bool:
    """Whether an English text has one of the right renderings: all its content words."""
    have = vocabulary(target)
    return any(all(not c.lemmas.isdisjoint(have) for c in contents(text)) for text in phrase.right if contents(text))


def known_english(*literal_words: Content) -> bool:
    """Whether a phrase of English that the packs know has all these words: English has the expression too."""
    if not literal_words:
        return False
    found = [frozenset().union(*map(installed.english, word.lemmas)) for word in literal_words]
    return bool(frozenset.intersection(*found))
