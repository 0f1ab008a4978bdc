"""Held-out translations whose words people have judged: for calibration (one half) and for measuring (the other)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from audit.check import Pair
from corpora.words import words
from eval.training.crowds import Crowd, crowds, unlike
from eval.training.split import calibrating, held_out

_PER_SOURCE = 5  # translations of one source


@dataclass(frozen=True, slots=True)
class Held:
    """A pair with what people say of each word of its target: in an error span, in a serious one."""

    pair: Pair
    wrong: tuple[bool, ...]
    serious: tuple[bool, ...]
    origin: str
    calibrating: bool


def held(data: Path, given: int) -> Iterator[Held]:
    """Yield held-out translations by machines, each with its source and `given` re-translations by other machines."""
    rng = Random(given)
    for crowd in crowds(data):
        if crowd.spans and held_out(crowd.source):
            machines = sorted(set(crowd.spans) - crowd.people)
            for system in rng.sample(machines, min(_PER_SOURCE, len(machines))):
                if (one := _held(crowd, system, given, rng)) is not None:
                    yield one


def _held(crowd: Crowd, system: str, given: int, rng: Random) -> Held | None:
    others = [name for name in unlike(crowd, system) if name not in crowd.people]
    if len(others) < given:
        return None
    chosen = rng.sample(others, given)
    text = crowd.texts[system]
    pair = Pair(text, crowd.target_lang, crowd.source, crowd.source_lang, tuple(crowd.texts[c] for c in chosen))
    marks = [[s for a, b, s in crowd.spans[system] if a < w.end and w.start < b] for w in words(text)]
    serious = tuple(any(s in ("major", "critical") for s in one) for one in marks)
    name = f"{crowd.origin} {crowd.source_lang}-{crowd.target_lang}"
    return Held(pair, tuple(map(bool, marks)), serious, name, calibrating(crowd.source))
