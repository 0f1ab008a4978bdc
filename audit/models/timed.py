"""A translator of another package: each call has a time limit, and what it raises becomes one line."""

from collections.abc import Sequence

from audit.models.translator import Hypothesis, ModelError, TokenScore, Translator
from audit.outside import OutsideError, seconds, within


class Timed:
    """A Translator around another one, called `spec` by the user. Its limit is that of one call for each sentence asked at once."""

    def __init__(self, inner: Translator, spec: str) -> None:
        self._inner = inner
        self._spec = spec

    @property
    def name(self) -> str:
        return self._inner.name

    def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
        """Translate. Raises ModelError when it fails, takes too long, or returns another number of answers."""
        try:
            found = within(seconds() * max(len(sources), 1), self._spec, self._inner.translate, sources)
        except OutsideError as e:
            raise ModelError(str(e)) from None
        if len(found) != len(sources):
            raise ModelError(
                f"{self._spec}: {len(found)} answers to {len(sources)} sentences; report it to its package"
            )
        return found

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[TokenScore, ...]]:
        """Score given translations. Raises ModelError."""
        try:
            return within(seconds() * max(len(sources), 1), self._spec, self._inner.score, sources, targets)
        except OutsideError as e:
            raise ModelError(str(e)) from None
