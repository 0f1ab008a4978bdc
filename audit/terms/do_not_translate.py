"""A word of the list of those that are not to be translated, which the translation does not have as it stands.

Why it hurts: product names, commands, placeholders and brands work only as they are written.

What stays silent: an ending after the word (Bitcoins, Facebook-у), a second use in the sentence that a pronoun stands for, and
a word that the source has in another spelling than the list.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import regex
from rapidfuzz.fuzz import ratio

from audit.check import Check, Needs, Pair, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.terms.found import beside
from corpora.read import InputError
from corpora.words import words

CODE, NAME = "T002", "do-not-translate"
_ALIKE = 75  # of a hundred: how near a word must be to be the one that was changed
_EXACT, _GONE = 0.95, 0.85


def read_list(path: Path) -> tuple[str, ...]:
    """Read one word or phrase a line; lines that begin with # are comments. Raises InputError."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as e:
        raise InputError(f"{path}: not UTF-8 at byte {e.start}; save it as UTF-8") from None
    except OSError as e:
        raise InputError(f"{path}: cannot be read: {e.strerror}; check do-not-translate") from None
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def with_list(checks: Sequence[Check], kept: tuple[str, ...]) -> tuple[Check, ...]:
    """Return the checks with one for the list, which comes first; as they are for an empty one."""
    return (_check(kept), *checks) if kept else tuple(checks)


def _check(kept: tuple[str, ...]) -> Check:
    @per_pair
    def run(pair: Pair) -> Iterator[Mark]:
        for word in kept:
            place = _pattern(word).search(pair.source)
            if place and not _pattern(word).search(pair.target):
                yield _mark(pair, word, Span(place.start(), place.start() + len(word)))

    return Check(
        CODE,
        NAME,
        Category.DO_NOT_TRANSLATE,
        Kind.MEANING,
        Severity.MAJOR,
        Needs.SOURCE,
        frozenset(),
        frozenset(),
        __doc__,
        (),
        run,
    )


def _mark(pair: Pair, word: str, place: Span) -> Mark:
    evidence = (Evidence("source", word), Evidence("do-not-translate list", word))
    near = _near(word, pair.target)
    if near is None:
        message = f"“{word}” is not to be translated, and the translation does not have it."
        return Mark(beside(pair.target, pair.source, place), message, _GONE, evidence, word, place)
    said = pair.target[near.start : near.end]
    capitals = Severity.MINOR if said.casefold() == word.casefold() else None
    message = f"“{word}” is to stand as it is, not as “{said}”."
    return Mark(near, message, _EXACT, evidence, word, place, capitals)


def _near(word: str, text: str) -> Span | None:
    """The words of the text that most likely were the word before they were changed."""
    size = max(1, len(words(word)))
    listed = words(text)
    windows = [Span(listed[i].start, listed[i + size - 1].end) for i in range(len(listed) - size + 1)]
    scored = [(ratio(word.casefold(), text[w.start : w.end].casefold()), w) for w in windows]
    best, window = max(scored, key=lambda one: one[0], default=(0.0, Span(0, 0)))
    return window if best >= _ALIKE else None


@cache
def _pattern(word: str) -> "regex.Pattern[str]":
    """The word as it stands, perhaps with an ending of up to three letters."""
    begin = r"(?<!\w)" if word[:1].isalnum() else ""
    end = r"(?:['’\-‑]?\p{Ll}{1,3})?(?!\w)" if word[-1:].isalnum() else ""
    return regex.compile(begin + regex.escape(word) + end)


OFFERED = _check(())
"""The check as it is without a list: what `mtaudit explain` tells of it."""
