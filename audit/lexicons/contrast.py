"""Words of the translation that render a source word, but in no sense that a re-translation has of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

from audit.check import Pair
from audit.lexicons.kinship import Circle, apart, circle, close
from audit.lexicons.romanise import LANGS, usual
from audit.lexicons.wordwise import Content, Rendered, contents, rendered, vocabulary
from audit.packs import installed
from corpora.language import primary

_LONG, _BEGINS = 5, 8  # letters that a lookalike has at least, and of its beginning that are compared
_LOOKALIKE = 0.3  # share of the letters in which a false friend may differ from the source word


@dataclass(frozen=True, slots=True)
class Lone:
    """A word that no re-translation has, nor one near in meaning, and the source words that it may render.

    `at` counts the content words of the translation.
    """

    word: Content
    at: int
    sources: tuple[Rendered, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """A source word that the translation and the re-translations render in senses apart.

    `told` has for each re-translation its rendering, "" where it has none that is known. A `friend` only looks like the source
    word.
    """

    word: Content
    source: Rendered
    told: tuple[str, ...]
    friend: bool


@dataclass(frozen=True, slots=True)
class Texts:
    """What the dictionary says of a pair: the source words it knows, the words of the translation and of each other one."""

    lang: str
    sources: tuple[Rendered, ...]
    mine: frozenset[str]
    heard: tuple[frozenset[str], ...]

    @property
    def theirs(self) -> frozenset[str]:
        return frozenset().union(*self.heard)

    def elsewhere(self, source: Rendered) -> frozenset[str]:
        """The English of all other source words: what it says may come from them."""
        low = source.word.text.lower()
        return frozenset().union(*(s.english for s in self.sources if s.word.text.lower() != low))

    def unheard(self, source: Rendered) -> bool:
        """Whether no re-translation has a rendering of the source word, or a word near to one."""
        return not any(close(e, x) for e in source.english for x in self.theirs)


def texts(pair: Pair) -> Texts | None:
    """Return what the packs say of a pair; None where they, a source or a re-translation are missing."""
    lang = primary(pair.source_lang)
    if not pair.source or not pair.retranslations or not installed.of(lang):
        return None
    return Texts(
        lang, rendered(pair.source, lang), vocabulary(pair.target), tuple(map(vocabulary, pair.retranslations))
    )


def lone(pair: Pair, known: Texts) -> Iterator[Lone]:
    """Yield the words of the translation that stand alone with their reading of the source, in order."""
    theirs = Circle(known.theirs)
    for at, word in enumerate(contents(pair.target)):
        if word.named or any(map(theirs.knows, word.lemmas)):
            continue
        yield Lone(word, at, tuple(s for s in known.sources if any(map(circle(s.english).knows, word.lemmas))))


def contrast(one: Lone, known: Texts) -> Contrast | None:
    """Return the source word that a lone word renders in another sense than the re-translations, or None."""
    for source in known.sources:
        here = one.word.lemmas & source.english
        friend = not here and not one.sources and _alike(one.word, source.word.text, known.lang)
        if here or friend:
            told = _told(here or one.word.lemmas, source, known)
            if any(told):
                return Contrast(one.word, source, told, friend)
    return None


def _told(here: frozenset[str], source: Rendered, known: Texts) -> tuple[str, ...]:
    """For each re-translation its rendering of the source word in a sense apart from the words `here`, or ""."""
    fits = [
        e
        for e in sorted((source.english & known.theirs) - known.mine - known.elsewhere(source))
        if all(apart(lemma, e) for lemma in here)
    ]
    return tuple(next((x for x in fits if x in vocabulary), "") for vocabulary in known.heard)


def _alike(word: Content, source: str, lang: str) -> bool:
    """Whether an English word looks like the source word, as false friends do."""
    latin = (usual(source, lang) if lang in LANGS else normalize("NFD", source)).lower()
    latin = "".join(c for c in latin if c.isascii() and c.isalpha())
    if len(latin) < _LONG:
        return False
    return any(
        lemma[0] == latin[0]
        and len(lemma) >= _LONG
        and Levenshtein.normalized_distance(lemma[:_BEGINS], latin[:_BEGINS]) <= _LOOKALIKE
        for lemma in word.lemmas
    )
