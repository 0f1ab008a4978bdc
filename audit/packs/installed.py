"""The packs on this machine: where they lie, which there are, and what they say together of a word or phrase.

A pack is opened when a text in its language is audited. Its answers for a word are kept, since texts repeat their words.
"""

import os
import shutil
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from sys import intern

from audit.folders import user_data
from audit.packs.pack import Pack, Phrase
from corpora.read import InputError

ENDING = ".lexicon"
FOLDER = "MTAUDIT_LEXICONS"  # the variable that names another folder


def folder() -> Path:
    """Return the folder of the packs, which may not exist yet: MTAUDIT_LEXICONS, else mtaudit/lexicons of the user's data.

    Raises InputError for a user without a home.
    """
    given = os.environ.get(FOLDER)
    return Path(given) if given else user_data(FOLDER) / "lexicons"


def packs() -> Iterator[Pack | InputError]:
    """Yield the packs in order of name, and for each that cannot be opened the reason."""
    found = folder()
    for path in sorted(found.glob(f"*{ENDING}")) if found.is_dir() else ():
        try:
            yield Pack(path)
        except InputError as e:
            yield e


def add(path: Path) -> Path:
    """Copy a pack to the folder; return where it is now. Raises InputError for what is no pack."""
    Pack(path).close()
    target = folder() / (path.stem + ENDING)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(path, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


@cache
def _opened(place: str) -> tuple[Pack, ...]:
    return tuple(pack for pack in packs() if isinstance(pack, Pack))


def _place() -> str:
    """What decides where packs lie, in words: answers are kept for each place."""
    return f"{os.environ.get(FOLDER, '')}|{os.environ.get('XDG_DATA_HOME', '')}"


def every() -> tuple[Pack, ...]:
    """Return the packs that can be opened, each open for the rest of the run."""
    return _opened(_place())


def of(lang: str) -> tuple[Pack, ...]:
    """Return the open packs of a source language (its primary tag)."""
    return tuple(pack for pack in every() if pack.info.lang == lang)


def named(lang: str) -> str:
    """Return what a signature says of the packs of a language: "uk-en.wiktionary@2026-10-01 (origin, licence)", or ""."""
    return _named(_place(), lang)


@lru_cache(maxsize=64)
def _named(place: str, lang: str) -> str:
    facts = (pack.info for pack in of(lang))
    return "+".join(f"{i.name}@{i.date or '?'} ({i.origin or '?'}, {i.licence or '?'})" for i in facts)


def senses(lang: str, word: str) -> tuple[frozenset[str], ...]:
    """Return the senses of a lemma, each as its English renderings; packs may give a sense twice."""
    return _senses(_place(), lang, word)


@lru_cache(maxsize=16384)
def _senses(place: str, lang: str, word: str) -> tuple[frozenset[str], ...]:
    found: dict[tuple[int, int], set[str]] = {}
    for number, pack in enumerate(of(lang)):
        for sense, english in pack.senses(word):
            found.setdefault((number, sense), set()).add(intern(english))
    return tuple(dict.fromkeys(frozenset(one) for one in found.values()))


def phrases(lang: str, key: str) -> tuple[Phrase, ...]:
    """Return the phrases that the packs of a language keep under a lemma."""
    return _phrases(_place(), lang, key)


@lru_cache(maxsize=8192)
def _phrases(place: str, lang: str, key: str) -> tuple[Phrase, ...]:
    return tuple(phrase for pack in of(lang) for phrase in pack.phrases(key))


def sources(english: str) -> frozenset[int]:
    """Return a number for each (language, word) of any pack that an English word renders; the same in one process only."""
    return _sources(_place(), english)


@lru_cache(maxsize=8192)
def _sources(place: str, english: str) -> frozenset[int]:
    return frozenset(hash((pack.info.lang, word)) for pack in every() for word in pack.sources(english))


def company(english: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield for each source word of any pack that an English word renders its language and all that renders it."""
    for pack in every():
        found: dict[str, set[str]] = {}
        for word, other in pack.company(english):
            found.setdefault(word, set()).add(other)
        yield from ((pack.info.lang, frozenset(others)) for others in found.values())


def english(key: str) -> frozenset[str]:
    """Return the English phrases of any pack in which a word stands."""
    return _english(_place(), key)


@lru_cache(maxsize=256)
def _english(place: str, key: str) -> frozenset[str]:
    return frozenset(phrase for pack in every() for phrase in pack.english(key))
