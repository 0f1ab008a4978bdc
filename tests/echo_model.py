"""A model for the tests of the cache."""

from collections.abc import Sequence

from audit.finding import Span
from audit.models.translator import Hypothesis, Settings, TokenScore

SETTINGS = Settings("uk", "en")


class Echo:
    """Translates into upper case, counts what it is asked for, and may be stopped after some sentences."""

    def __init__(self, name: str = "echo:1", stop_after: int = 10**9) -> None:
        self.name = name
        self.asked: list[str] = []
        self.portions = 0
        self._stop = stop_after

    def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
        if len(self.asked) >= self._stop:
            raise KeyboardInterrupt
        self.asked += sources
        self.portions += 1
        return [(Hypothesis(s.upper(), -0.5), Hypothesis(s.title(), -1.25)) for s in sources]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[TokenScore, ...]]:
        self.asked += targets
        return [(TokenScore(Span(0, len(t)), -3.5, 7, "own", -0.25),) for t in targets]
