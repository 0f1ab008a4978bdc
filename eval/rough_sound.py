"""Whether two words of any scripts may be one name, by the rough order of their consonants.

Written for the benchmark of names, apart from the auditor's own romanisation, so that planted names are not only those
that the auditor can match. Loose on purpose: it looks for the name in a sentence that is known to be a translation.
"""

from functools import lru_cache
from unicodedata import normalize

import regex
from rapidfuzz.distance import Indel

# Consonants that languages write for one another share a class; vowels, y, w and the signs have none.
_CLASSES = {
    "P": "bpбпب",
    "F": "fvwфвفڤ",
    "K": "cgkqxhгґкхقكجخغحه",
    "S": "szjßšžçşсзжшщцчسشزصضظذث",
    "T": "dtдтدتط",
    "L": "lłлل",
    "N": "mnмнمن",
    "R": "rрر",
}
_CLASS = {letter: name for name, letters in _CLASSES.items() for letter in letters}
_GROUPS = (("tsch", "s"), ("sch", "s"), ("tch", "s"), ("sh", "s"), ("ch", "s"), ("cz", "s"), ("sz", "s"), ("th", "t"),
           ("ph", "f"), ("gh", "g"), ("ts", "s"), ("ce", "se"), ("ci", "si"), ("дж", "ж"), ("дз", "з"), ("кс", "x"))  # fmt: skip
_MARKS = regex.compile(r"[\p{Mn}\u0640]+")
_LATIN = str.maketrans(dict(zip(
    "абвгґдеёєжзиійїклмнопрстуфхцчшщыэюя",
    "a b v g g d e e e zh z i i y i k l m n o p r s t u f h ts ch sh sh i e u a".split(), strict=True,
)) | dict(zip(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآؤئ",
    "a b t t j h h d d r z s sh s d t z a g f k k l m n h o i a a a i a o i".split(), strict=True,
)))  # fmt: skip
ENOUGH = 0.65


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """Return the word in lower case, without accents; one letter each for ł, ø, ı and ß."""
    bare = normalize("NFC", _MARKS.sub("", normalize("NFD", word.lower())))
    return bare.translate(str.maketrans("łøıß", "lois"))


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """Return the classes of the consonants, a double one once.

    >>> skeleton("Graham"), skeleton("Грэма"), skeleton("غراهام")
    ('KRKN', 'KRN', 'KRKN')
    """
    low = plain(word)
    for group, letter in _GROUPS:
        low = low.replace(group, letter)
    classes = "".join(_CLASS.get(letter, "") for letter in low)
    return regex.sub(r"(.)\1+", r"\1", classes)


@lru_cache(maxsize=500_000)
def likeness(a: str, b: str) -> float:
    """Return in [0, 1] how far the words agree in consonants and in rough letters; 0 where they begin differently.

    >>> likeness("Graham", "Грэма") > likeness("Graham", "Громов") > likeness("Graham", "Макрон")
    True
    """
    x, y = skeleton(a), skeleton(b)
    if not x or not y or x[0] != y[0]:
        return 0.0
    letters = Indel.normalized_similarity(plain(a), plain(b).translate(_LATIN))
    return float(Indel.normalized_similarity(x, y) + letters) / 2


def alike(a: str, b: str) -> bool:
    """Whether the words may be one name.

    >>> alike("Graham", "Греема"), alike("Hatch", "Гетча"), alike("Washington", "Женщины")
    (True, True, False)
    """
    return likeness(a, b) >= ENOUGH


@lru_cache(maxsize=500_000)
def same_letters(a: str, b: str) -> bool:
    """Whether the words are one name in Latin letters, b perhaps with an ending: "Graham" and "Grahamovi"."""
    x, y = plain(a), plain(b)
    stem = x[:-1] if x[-1:] in "aeo" and len(x) > 4 else x
    return y.startswith(stem) and len(y) - len(stem) <= 3
