"""What all damage is made with: a stock of words and texts, and how a text is put in the place of words, with their labels."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

import numpy as np

from corpora.words import Word, words
from eval.training.lesson import UNKNOWN, Lesson


@dataclass(frozen=True, slots=True)
class Stock:
    """What damage is made of: words of a language, frequent first; words that are near each by meaning; other texts; and of a
    language, by a word, the words with a meaning that stand before it somewhere."""

    words: Mapping[str, Sequence[str]]
    near: Mapping[str, Sequence[str]]
    texts: Mapping[str, Sequence[str]]
    before: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)


CONTENT = 4  # letters of the shortest word that is replaced
Damage = Callable[[Lesson, Stock, Random], Lesson | None]


def put(lesson: Lesson, begin: int, end: int, text: str, *, error: float = 1.0, major: float = 1.0) -> Lesson:
    """Put a text, "" for nothing, in the place of the words from begin to end, with their labels."""
    said = words(lesson.pair.target)
    target = lesson.pair.target
    start = said[begin].start if begin < len(said) else len(target)
    stop = said[end - 1].end if end > begin else start
    if not text and end > begin:  # one of the two spaces goes with the words
        start -= target[:start].endswith(" ") and start > 0
    added = f"{text} " if text and end == begin else text
    new = target[:start] + added + target[stop:]
    count = len(words(new)) - (len(said) - (end - begin))
    if count < 0:
        return lesson

    def spread(labels: np.ndarray, value: float) -> np.ndarray:
        return np.concatenate([labels[:begin], np.full(count, value, np.float32), labels[end:]])

    gaps = np.concatenate([lesson.gaps[:begin], np.full(count, 0.0, np.float32), lesson.gaps[end:]])
    if not text:
        gaps[begin] = 1.0
    pair = replace(lesson.pair, target=new)
    return replace(
        lesson,
        pair=pair,
        errors=spread(lesson.errors, error),
        majors=spread(lesson.majors, major),
        edits=spread(lesson.edits, UNKNOWN),
        weights=spread(lesson.weights, 1.5),
        gaps=gaps,
    )


def lang_of(lesson: Lesson) -> str:
    return lesson.pair.target_lang.partition("-")[0]


def some(lesson: Lesson, rng: Random, fits: Callable[[int, Word], bool]) -> int | None:
    """A random word that fits, by its number."""
    found = [n for n, word in enumerate(words(lesson.pair.target)) if fits(n, word)]
    return rng.choice(found) if found else None
