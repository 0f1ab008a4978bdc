"""Names in running text and how alike two spellings are, whatever standard each follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

import regex
import simplemma
from rapidfuzz.distance import OSA

from audit.lexicons import romanise
from audit.lexicons.attested import is_international, seen
from corpora.words import Word, words

_ACCENT = regex.compile(r"\p{Mn}+")
# Letter groups that different standards write for one sound; longest first.
_FOLDS = (
    ("shch", "C"), ("tsch", "C"), ("sch", "S"), ("tch", "C"), ("zgh", "Z"), ("zh", "Z"), ("kh", "h"), ("sh", "S"), ("ch", "C"),
    ("ts", "T"), ("tz", "T"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("w", "v"),
    ("x", "ks"), ("y", "i"), ("j", "i"), ("iu", "u"), ("ia", "a"), ("ie", "e"), ("io", "o"), ("q", "k"), ("ß", "s"), ("đ", "d"),
    ("'", ""), ("’", ""), ("ʼ", ""),
)  # fmt: skip
_DOUBLE = regex.compile(r"(.)\1+")
_POSSESSIVE = regex.compile(r"['’](?:s|S)?$")
# Articles and prepositions that French and Italian write onto a name ("d'Anvers"); "O'Brien" is one name.
_ELIDED = regex.compile(r"(?:[dlnscjmt]|qu|dell|nell|all|sull|dall|un)['’](?=\p{Lu})|[DL]['’](?=\p{Lu}\p{Ll})")
_SENTENCE_START = regex.compile(r"(?:^|[.!?…:;]|[\"“”«»„(\[—–-])[\s\"“”«»„'‘(\[—–-]*$")
# Adjectives, peoples and their countries: "Russian" is no misspelled "Russia".
_DERIVED = frozenset(("n", "an", "ian", "i", "ish", "ese", "s", "es", "ic", "ist", "ism", "ite", "er", "ers", "ians", "ans", "ns", "a", "ist", "ists", "al", "ev", "in", "y", "ly", "ne", "ed"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised word: without a possessive 's, with its code points and whether a sentence or quotation begins here."""

    text: str
    start: int
    end: int
    initial: bool


@lru_cache(maxsize=4096)
def capitals(text: str) -> tuple[Name, ...]:
    """Return the capitalised words of a text in order; all-capital words of two or more letters are not among them.

    Hyphenated names are one word.
    """
    found: list[Name] = []
    for word in words(text):
        elided = _ELIDED.match(word.text)
        if elided:
            word = Word(word.text[elided.end() :], word.start + elided.end(), word.end)  # noqa: PLW2901
        bare = _POSSESSIVE.sub("", word.text)
        if bare[:1].isupper() and not (len(bare) > 1 and bare.isupper()):
            found.append(
                Name(bare, word.start, word.start + len(bare), bool(_SENTENCE_START.search(text[: word.start][-12:])))
            )
    return tuple(found)


@lru_cache(maxsize=20_000)
def plain(latin: str) -> str:
    """Lower case without accents: "Erdoğan" and "Erdogan" are one spelling."""
    low = latin.lower()
    return (
        low
        if low.isascii()
        else _ACCENT.sub("", normalize("NFD", low)).replace("ı", "i").replace("ł", "l").replace("ø", "o")
    )


@lru_cache(maxsize=100_000)
def fold(latin: str) -> str:
    """Return a key that accepted spellings of one name share: "Zelenskyy" and "Zelensky", "Syrskyi" and "Sirsky".

    >>> fold("Zelenskyy") == fold("Zelensky"), fold("Baiden") == fold("Biden"), fold("Müller")
    (True, False, 'muler')
    """
    key = plain(latin)
    for group, letter in _FOLDS:
        key = key.replace(group, letter)
    return _DOUBLE.sub(r"\1", key)


def slips(a: str, b: str) -> int:
    """Number of letters inserted, dropped, changed or swapped between the folded spellings (optimal string alignment)."""
    return int(OSA.distance(fold(a), fold(b)))


def near(a: str, b: str) -> bool:
    """Whether one may be a misspelling of the other: same first letter, one slip from five letters on, two from nine."""
    x, y = fold(a), fold(b)
    if x == y or x[:1] != y[:1] or min(len(x), len(y)) < 5 or derived(a, b):
        return False
    return int(OSA.distance(x, y)) <= (2 if min(len(x), len(y)) >= 9 else 1)


@lru_cache(maxsize=50_000)
def derived(a: str, b: str) -> bool:
    """Whether one is a plural, an adjective or a feminine of the other ("Russia" and "Russian", "Ivanov" and "Ivanova")."""
    short, long = sorted((a.lower(), b.lower()), key=len)
    stem = short[:-1] if short[-1:] in "aeyo" else short
    feminine = len(short) == len(long) and short[:-1] == long[:-1] and {short[-1:], long[-1:]} <= set("aeiouy")
    return feminine or any(long.startswith(one) and long[len(one) :] in _DERIVED for one in (short, stem))


@lru_cache(maxsize=50_000)
def is_word(token: str, lang: str) -> bool:
    """Whether the token in lower case is a word: of English by simplemma's dictionary, else seen once in a million words.

    The dictionaries of languages with many forms take seconds to load, so names may be among the words of those.
    """
    return bool(simplemma.is_known(token.lower(), lang=lang)) if lang == "en" else seen(token, lang) > 0


def is_name(token: str, lang: str) -> bool:
    """Whether a capitalised token is a name: no word of the dictionary, one used in all languages, or one that never grows.

    English dictionaries have names too ("Birmingham"); what has no plural and no other form there is such a one.
    """
    return not is_word(token, lang) or is_international(token) or (lang == "en" and not grows(token.lower()))


_FORMS = ("s", "es", "ly", "ed", "ing", "er", "ness", "al", "d")


@lru_cache(maxsize=50_000)
def grows(word: str) -> bool:
    """Whether the dictionary has a plural or another form made of an English word."""
    forms = [word + end for end in _FORMS] + [word[:-1] + end for end in ("ies", "ing", "")]
    forms += [word.removesuffix(end) for end in ("ly", "ing") if word.endswith(end)]
    return any(is_word(form, "en") and seen(form, "en") > 1 for form in forms) or lemma(word) != word


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """Return the dictionary form of an English word in lower case, the word itself where the dictionary has none."""
    return str(simplemma.lemmatize(word, lang="en")).lower()


@lru_cache(maxsize=50_000)
def native(name: str, lang: str) -> tuple[str, ...]:
    """Return Latin spellings that a Cyrillic name in any case may have: its possible nominatives, romanised the usual way.

    The first is that of the name as it stands. Empty for a name that is not Cyrillic.
    """
    if lang not in romanise.LANGS or not regex.fullmatch(r"[\p{Cyrillic}'’ʼ\-]+", name):
        return ()
    return tuple(dict.fromkeys(romanise.usual(n, lang) for n in romanise.nominatives(name, lang)))


def covered(token: str, others: Iterable[str]) -> bool:
    """Whether a spelling of the same name stands among the others."""
    key = fold(token)
    return any(fold(o) == key for o in others)
