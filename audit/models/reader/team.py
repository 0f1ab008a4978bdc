"""Two trained readers as one: what judges words, and what sees words that are missing or put in.

One network for both did neither as well: taught on left-out words, it no longer ranks the words that people mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from audit.check import Pair
from audit.reading import JUDGED, UNREAD, Reader, Reading


@dataclass(frozen=True, slots=True)
class Team:
    """A Reader. `judge` reads pairs with at least `JUDGED` re-translations, `lacks` all of them."""

    judge: Reader
    lacks: Reader

    @property
    def name(self) -> str:
        return f"{self.judge.name}+{self.lacks.name}"

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        """Return the reading of each pair, in order."""
        told = [n for n, pair in enumerate(pairs) if len(pair.retranslations) >= JUDGED]
        judged = dict(zip(told, self.judge.read([pairs[n] for n in told]) if told else (), strict=True))
        lacking = self.lacks.read(pairs)
        return [_joined(judged.get(n, UNREAD), lack) for n, lack in enumerate(lacking)]


def _joined(judged: Reading, lack: Reading) -> Reading:
    surplus = tuple((word.span.start, word.error) for word in lack.words)
    return Reading(judged.words, lack.gaps, surplus, judged.wrong, judged.critical)
