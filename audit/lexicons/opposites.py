"""Words that exclude each other. They stand in opposites.tsv (Apache-2.0)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from audit.lexicons.english import lemmas
from audit.lexicons.word_forms import forms
from corpora.words import Word

_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "non-")
_AGAINST = (
    ("anti-", "pro-"),
    ("over", "under"),
    ("pre-", "post-"),
    ("well-", "ill-"),
    ("well-", "poorly-"),
    ("well-", "badly-"),
)
_SIDES = tuple(side for side, _ in _AGAINST)
_SHORTEST = 5  # letters of a word that a prefix denies
# Words that begin like a denial of another word and are none.
_NO_DENIALS = frozenset(
    """invaluable inflammable inhabited inhabit inhabitant impress impression impose imposed imported import impart
    discover discovered discovery display displayed dispatch discount disclose closing discharge disease distinct
    income incoming increase increased indeed inform informed information infamous invent invest investment insure
    inside intend intended intake indoor install installed instill intern internal intense intensive inquire inland
    intake input inspire inspired inspiration improve improved improving improvement implant implore imply impact
    imprint imprinted imprinting imprints impassioned impeach impending impound distill disposal disposition dispose dismay dismiss missive mission mistake
    mistaken mister unless under underage unit united unite unique uniform union university universe irritate illustrate
    illustration illuminate distress distribution discuss discussion discipline disguise dispute distant distance
    distract disturb disturbing immediate immense index indicate individual industry infection inflation influence
    initial injure innovation inscription insight insist inspection instance instant institution instruction
    instrument integrate intelligence interest introduction invasion invitation involve inbound inner insert insure
    undergo understand undertake unfold unveil unleash untie until unto unwind disrupt dissolve distil discern disaster
    discard immigrant immigrants immigrate immigrated immigration misery anticipate antique antibody antimony antiquity""".split()
)

_RIGID = frozenset("him his himself she her hers herself".split())  # "shed" is no form of "she"
_NEVER = frozenset({("left", "leave")})  # forms that mostly are another word: what is left remains


@dataclass(frozen=True, slots=True)
class Entry:
    """One side (0 or 1) of a row of the table, as found in a text: `words` words long. Row -1: a word and its denial."""

    row: int
    side: int
    sort: str
    words: int


@cache
def _rows() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    text = files("audit.lexicons").joinpath("opposites.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((sort, tuple(a.split()), tuple(b.split())) for sort, a, b in lines)


@cache
def _index() -> dict[str, tuple[tuple[tuple[str, ...], int, int, str], ...]]:
    """First word -> (all words, row, side, sort) of what begins with it."""
    found: dict[str, list[tuple[tuple[str, ...], int, int, str]]] = defaultdict(list)
    for row, (sort, *sides) in enumerate(_rows()):
        for side, listed in enumerate(sides):
            for phrase in listed:
                first, *rest = phrase.split("_")
                inflected = first.isalpha() and len(first) > 2 and first not in _RIGID
                for form in dict.fromkeys((first, *(forms(first) if inflected else ()))):
                    if (form, first) in _NEVER:
                        continue
                    found[form].append(((form, *rest), row, side, sort))
    return {first: tuple(rows) for first, rows in found.items()}


def entries(words: Sequence[Word], lemmas: Sequence[frozenset[str]], at: int) -> list[Entry]:
    """Return what of the table begins at a word of an English text; the longest phrases only."""
    found = []
    for key in lemmas[at]:
        for parts, row, side, sort in _index().get(key, ()):
            here = words[at : at + len(parts)]
            if len(here) == len(parts) and all(
                part in lemmas[at + k] or part == here[k].text.lower() for k, part in enumerate(parts)
            ):
                found.append(Entry(row, side, sort, len(parts)))
    longest = max((e.words for e in found), default=1)
    return list(dict.fromkeys(e for e in found if e.words == longest))


@lru_cache(maxsize=1 << 16)
def gendered(word: str) -> frozenset[int]:
    """Return the genders that an English word tells, as sides of the table: 0 for a man, 1 for a woman, mostly none."""
    known = lemmas(word)
    return frozenset(side for key in known for _, _, side, sort in _index().get(key, ()) if sort == "gender")


@lru_cache(maxsize=1 << 16)
def denies(word: str, other: str) -> bool:
    """Whether the first word, in small letters, is the second with a prefix that denies it, or "-less" for "-ful", "anti-" for "pro-"."""
    if word in _NO_DENIALS:
        return False
    if word.endswith("less") and other.endswith("ful") and word[:-4] == other[:-3]:
        return True
    if word.startswith(_SIDES) and any(word.startswith(a) and other == b + word[len(a) :] for a, b in _AGAINST):
        return True
    return len(other) >= _SHORTEST and word.endswith(other) and word[: -len(other)] in _PREFIXES
