"""Names planted wrong in people's translations: the same ones every time, for a seed.

NTREX is one English text and human translations of it. A translation stands in as the source, the English as the
translation; one name that both have is then written wrong in the English. Nothing of the data is stored.
"""

import gzip
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from random import Random

import regex
import simplemma

from audit.check import Pair
from audit.finding import Span
from corpora.words import Word, words
from eval.measures.resample import SEED
from eval.ntrex import LATIN, SOURCES, Ntrex, half
from eval.rough_sound import alike, likeness, plain, same_letters, skeleton
from eval.wrong_letters import doubled, one_letter, through_another_language

DICTIONARIES, KNOWN_NAMES = "lexicons/enwiktionary-bilingual", "lexicons/wd-name-pairs"
KINDS = ("letter changed", "letter doubled", "another name", "another language", "as words")
PER_KIND, QUICK_PER_KIND = 60, 8
SAME_NAME = 2  # a name is planted at most so often for one kind and language
NEEDED = 4  # a word that so many Latin-script translations keep as it stands is a name
SURELY = 0.8  # likeness from which on a word of another script is taken as the name without a doubt
_NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december president minister senator doctor professor parliament senate congress court republic "
    "judge justice king queen prince princess general internet twitter facebook english league union party state city "
    "democrat democrats republican republicans senators christmas".split()
)
_DERIVED = regex.compile(r"(?:ians?|eans?|ish|ese|icans?|ists?|ics?|mans?|crats?)$", regex.IGNORECASE)
_GLOSS = regex.compile(r"\s*[\[(].*?[\])]")


@dataclass(frozen=True, slots=True)
class Named:
    """A name of an English sentence and the words of the source that may be it."""

    row: int
    name: Word
    heard: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planted:
    """A sentence with one wrong name: `pair` to audit, where the wrong name stands in its target, and what was right."""

    id: str
    kind: str
    column: str
    half: str
    pair: Pair
    span: Span
    right: str


def plant(ntrex: Ntrex, column: str, kind: str, count: int) -> tuple[Planted, ...]:
    """Plant up to `count` wrong names of a kind, in the order of a seeded hash. The same call gives the same names."""
    planted: list[Planted] = []
    seen: Counter[str] = Counter()
    used: set[int] = set()
    for named in sorted(names(ntrex, column), key=lambda one: _order(ntrex, one, column, kind)):
        if len(planted) == count:
            break
        if seen[named.name.text] == SAME_NAME or named.row in used:
            continue
        wrong = _WAYS[kind](ntrex, named, column, Random(_order(ntrex, named, column, kind)))
        if wrong and wrong.lower() != named.name.text.lower():
            planted.append(_planted(ntrex, named, column, kind, wrong))
            seen[named.name.text] += 1
            used.add(named.row)
    return tuple(planted)


def _order(ntrex: Ntrex, one: Named, column: str, kind: str) -> str:
    return sha256(f"{SEED}|{ntrex.docs[one.row]}|{one.row}|{one.name.text}|{column}|{kind}".encode()).hexdigest()


def _planted(ntrex: Ntrex, named: Named, column: str, kind: str, wrong: str) -> Planted:
    pair = ntrex.pair(named.row, column)
    start, end = named.name.start, named.name.end
    target = pair.target[:start] + wrong + pair.target[end:]
    damaged = Pair(target, pair.target_lang, pair.source, pair.source_lang)
    place = Span(start, start + len(wrong))
    return Planted(
        f"{column}-{named.row}-{start}", kind, column, half(ntrex.docs[named.row]), damaged, place, named.name.text
    )


@cache
def names(ntrex: Ntrex, column: str) -> tuple[Named, ...]:
    """Return the names of all English sentences that the translation in `column` has too."""
    found = []
    for row in range(len(ntrex.rows)):
        for name in _english(ntrex, row):
            if heard := _counterparts(ntrex, row, column, name.text):
                found.append(Named(row, name, heard))
    return tuple(found)


@cache
def _english(ntrex: Ntrex, row: int) -> tuple[Word, ...]:
    """Capitalised words inside the English sentence that stay capitalised, or that most translations keep."""
    listed = words(ntrex.rows[row]["eng"])
    return tuple(
        bare
        for before, word in pairwise(listed)
        if _is_inside(ntrex.rows[row]["eng"], before, word) and _is_name(ntrex, row, (bare := _bare(word)).text)
    )


def _bare(word: Word) -> Word:
    text = regex.sub(r"['’]s?$", "", word.text)
    return Word(text, word.start, word.start + len(text))


def _is_inside(text: str, before: Word, word: Word) -> bool:
    """Whether nothing but a space or a comma parts the word from the one before it."""
    return text[before.end : word.start] in {" ", ", "}


def _is_name(ntrex: Ntrex, row: int, word: str) -> bool:
    if not regex.fullmatch(r"\p{Lu}\p{Ll}{3,}", word) or word.lower() in _NO_NAMES or _DERIVED.search(word):
        return False
    if word.lower() in ntrex.small or word in ntrex.small:
        return False
    kept = sum(any(same_letters(word, other) for other in _capitals(ntrex.rows[row][column])) for column in LATIN)
    return kept >= NEEDED or not _is_english(word.lower())


@cache
def _is_english(word: str) -> bool:
    return bool(simplemma.is_known(word, lang="en"))


@cache
def _capitals(text: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(text) if word.text[0].isupper())


def _counterparts(ntrex: Ntrex, row: int, column: str, name: str) -> tuple[str, ...]:
    """Words of the translation that may be the name; for Chinese those that the dictionary has, or the name itself."""
    text = ntrex.rows[row][column]
    meant = tuple(word for word in _dictionary(ntrex.shared, column)[0].get(name.lower(), ()) if word in text)
    if column == "zho":
        return meant or tuple(name for _ in range(name not in text and _is_kept(ntrex, row, name)))
    if column == "ara":
        return meant or _best(name, tuple(regex.sub(r"^[ولبف]?ال", "", word.text) for word in words(text)))
    if column in LATIN:
        return tuple(word for word in _capitals(text) if same_letters(name, word)) or meant
    return _best(name, _capitals(text)) or meant


def _best(name: str, heard: Sequence[str]) -> tuple[str, ...]:
    """Return the word that sounds most like the name, if any does."""
    found = sorted((word for word in heard if alike(name, word)), key=lambda word: -likeness(name, word))
    return tuple(found[:1])


def _is_kept(ntrex: Ntrex, row: int, name: str) -> bool:
    """Whether every Latin-script translation keeps the name: then the Chinese will not have left it out."""
    return all(any(same_letters(name, other) for other in _capitals(ntrex.rows[row][one])) for one in LATIN)


Entries = tuple[dict[str, tuple[str, ...]], dict[str, str]]


@cache
def _dictionary(shared: Path, column: str) -> Entries:
    """English proper name -> source words; source common word -> its first English gloss of one or two words."""
    proper: dict[str, list[str]] = {}
    common: dict[str, str] = {}
    with gzip.open(shared / DICTIONARIES / f"{SOURCES[column][:2]}-en.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            word, kind, english = line.rstrip("\n").split("\t")[:3]
            gloss = _GLOSS.sub("", english.split(" | ")[0]).strip().lower()
            if kind in {"prop", "name"}:
                proper.setdefault(gloss.removeprefix("the "), []).append(word)
            elif kind in {"n", "noun", "a", "adj"} and regex.fullmatch(r"[a-z]+(?: [a-z]+)?", gloss):
                common.setdefault(word.lower(), gloss)
    return {name: tuple(found) for name, found in proper.items()}, common


@cache
def _known_names(shared: Path) -> frozenset[str]:
    """Spellings that somebody bears: planted by a slip, they would be no slip."""
    found: set[str] = set()
    for path in sorted((shared / KNOWN_NAMES).glob("*.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            found.update(plain(line.split("\t")[0].strip('"')) for line in lines)
    return frozenset(found)


def _unknown(ntrex: Ntrex, wrong: str) -> bool:
    key = plain(wrong)
    return not (key in ntrex.vocabulary or key in _known_names(ntrex.shared) or _is_english(wrong.lower()))


def _by_letters(
    ways: Callable[[str, Random], Iterator[str]],
) -> Callable[[Ntrex, Named, str, Random], str]:
    def way(ntrex: Ntrex, named: Named, _: str, random: Random) -> str:
        return next((wrong for wrong in ways(named.name.text, random) if _unknown(ntrex, wrong)), "")

    return way


def _another_name(ntrex: Ntrex, named: Named, column: str, random: Random) -> str:
    """Return a name of another article that sounds different and of which the sentence has no trace."""
    doc, name = ntrex.docs[named.row], named.name.text
    here = f"{ntrex.rows[named.row]['eng']} {ntrex.rows[named.row][column]}"
    pool = names(ntrex, column)
    for _ in range(50):
        other = random.choice(pool)
        text = other.name.text
        if ntrex.docs[other.row] == doc or abs(len(text) - len(name)) > 3 or text in here:
            continue
        if skeleton(text)[:1] != skeleton(name)[:1] and not any(alike(text, word.text) for word in words(here)):
            return text
    return ""


def _another_language(ntrex: Ntrex, named: Named, column: str, random: Random) -> str:
    """Return the name read from the Russian translation, of a Russian source from the Ukrainian one."""
    other = "ukr" if column == "rus" else "rus"
    heard = _best(named.name.text, _capitals(ntrex.rows[named.row][other]))
    read = through_another_language(named.name.text, heard[0], SOURCES[other], random) if heard else ""
    return read if read and plain(read) not in ntrex.vocabulary else ""


def _as_words(ntrex: Ntrex, named: Named, column: str, random: Random) -> str:
    """Return what the dictionary says that the name means as a word, of a Chinese name sign by sign."""
    common = _dictionary(ntrex.shared, column)[1]
    close = [w for w in named.heard if column in {*LATIN, "zho"} or likeness(named.name.text, w) >= SURELY]
    for word in close:
        parts = list(word) if column == "zho" else [word]
        glosses = [_gloss(common, part, SOURCES[column][:2]) for part in parts]
        meaning = " ".join(glosses)
        if all(glosses) and not same_letters(meaning, named.name.text) and not same_letters(named.name.text, meaning):
            return meaning.title() if random.random() < 0.5 else meaning
    return ""


def _gloss(common: Mapping[str, str], word: str, lang: str) -> str:
    low = word.lower()
    return (
        common.get(low) or common.get(str(simplemma.lemmatize(low, lang=lang)).lower(), "")
        if lang != "zh"
        else common.get(low, "")
    )


_WAYS: Mapping[str, Callable[[Ntrex, Named, str, Random], str]] = dict(
    zip(
        KINDS, (_by_letters(one_letter), _by_letters(doubled), _another_name, _another_language, _as_words), strict=True
    )
)
