"""The lessons of a course, drawn by seed, as rows of numbers that the network takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from audit.models.reader.features import Features, features
from audit.models.reader.layout import Laid, Tokenizer, lay
from corpora.words import words
from eval.training.crowds import BESIDE_PEOPLE, Crowd, crowds, lesson
from eval.training.damage import damaged
from eval.training.lesson import UNKNOWN, Lesson
from eval.training.people import lessons as of_people
from eval.training.placing import Stock
from eval.training.split import held_out, mark

_SHORTEST, _LONGEST = 4, 48  # words of the source (characters of an unspaced one / 2)
_DAMAGED = 0.5  # share of the lessons that are damaged
_SHARES = {"mlqe-wordlevel": 0.10, "ced21": 0.07}  # of all lessons
_BESIDE_PEOPLE = 0.4  # share of lessons on lost words that have a human translation beside the text
_PER_SOURCE = 6  # translations of one source in one course


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a course is made of: how many lessons, which labels, what is left out (for ablations)."""

    lessons: int = 30_000
    seed: int = 0
    crowd: bool = True
    people: bool = True
    damage: bool = True
    features: bool = True
    lacks: float = 0.0
    """Share of damage that leaves out or puts in a word; above 0, the crowd's translations count as without gaps."""
    tasks: float = 1.0
    """Factor of the shares of post-edited and of critical sentences."""


@dataclass(frozen=True, slots=True)
class Drill:
    """A row with its labels, those of its own words only; `features` (words, features)."""

    laid: Laid
    features: Features
    lesson: Lesson


def usable(data: Path, taboo: set[bytes]) -> list[Crowd]:
    """Return the crowds that may be learned from: none that is held out, or that shares a sentence with a measuring set."""
    found = []
    for crowd in crowds(data):
        size = len(words(crowd.source)) if " " in crowd.source else len(crowd.source) // 2
        if not _SHORTEST <= size <= _LONGEST or held_out(crowd.source):
            continue
        if not any(mark(text) in taboo for text in (crowd.source, *crowd.texts.values())):
            found.append(crowd)
    return found


def lessons(data: Path, crowd: Sequence[Crowd], taboo: set[bytes], stock: Stock, recipe: Recipe) -> list[Lesson]:
    """Draw the lessons of a course, shuffled. The same recipe and data give the same lessons."""
    rng = Random(recipe.seed)
    made: list[Lesson] = []
    extra = [one for one in of_people(data) if _free(one, taboo)] if recipe.people else []
    for origin, share in _SHARES.items():
        mine = [one for one in extra if one.origin == origin]
        made += rng.sample(mine, min(int(recipe.lessons * share * recipe.tasks), len(mine)))
    pool = [(c, s) for c in crowd for s in rng.sample(sorted(c.texts), min(_PER_SOURCE, len(c.texts)))]
    rng.shuffle(pool)
    for one, system in pool:
        if len(made) >= recipe.lessons:
            break
        if (found := _lesson(one, system, stock, recipe, rng)) is not None:
            made.append(found)
    rng.shuffle(made)
    return made


def _lesson(crowd: Crowd, system: str, stock: Stock, recipe: Recipe, rng: Random) -> Lesson | None:
    if not recipe.people and system in crowd.spans:
        crowd = Crowd(crowd.source, crowd.source_lang, crowd.target_lang, crowd.texts, crowd.people, crowd.origin)
    if not recipe.crowd and system not in crowd.spans:
        return None
    people = _BESIDE_PEOPLE if recipe.lacks else BESIDE_PEOPLE
    found = lesson(crowd, system, rng, people=people, votes=recipe.crowd)
    if found is None:
        return None
    if recipe.lacks:
        found.gaps[:] = 0.0
    share = _DAMAGED if system not in crowd.spans else _DAMAGED / 2
    return damaged(found, stock, rng, recipe.lacks) if recipe.damage and rng.random() < share else found


def _free(one: Lesson, taboo: set[bytes]) -> bool:
    return not held_out(one.pair.source) and mark(one.pair.source) not in taboo and mark(one.pair.target) not in taboo


def drills(made: Sequence[Lesson], tokenizer: Tokenizer, recipe: Recipe) -> Iterator[Drill]:
    """Yield the first row of each lesson."""
    for one in made:
        laid = next(lay(one.pair, tokenizer), None)
        if laid is None:
            continue
        counted = features(one.pair)
        if not recipe.features:
            counted[:] = 0
        yield Drill(laid, counted[: len(laid.places)], one)


def known(labels: np.ndarray) -> np.ndarray:
    """Return where a label is known."""
    return np.asarray(labels != UNKNOWN)
