"""Three trained readers as one: what judges words, what sees words that are missing or put in, what judges whole sentences.

One network for all did none as well: taught on left-out words, it no longer ranks the words that people mark; taught on people's
marks alone, it no longer ranks the senses and names that no re-translation has.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audit.check import Pair
from audit.reading import FEWEST, JUDGED, UNREAD, Reader, Reading, judged_whole


@dataclass(frozen=True, slots=True)
class Team:
    """A Reader. `judge` reads pairs with at least `JUDGED` re-translations, `lacks` those with `FEWEST`, `marks` those that are judged whole."""

    judge: Reader
    lacks: Reader
    marks: Reader

    @property
    def name(self) -> str:
        return f"{self.judge.name}+{self.lacks.name}+{self.marks.name}"

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        """Return the reading of each pair, in order."""
        judged = _those(self.judge, pairs, lambda pair: len(pair.retranslations) >= JUDGED)
        lacking = _those(self.lacks, pairs, lambda pair: len(pair.retranslations) >= FEWEST)
        marked = _those(self.marks, pairs, judged_whole)
        return [_joined(*three) for three in zip(judged, lacking, marked, strict=True)]


def _those(reader: Reader, pairs: Sequence[Pair], chosen: Callable[[Pair], bool]) -> list[Reading]:
    """What a reader says of the pairs that are its own, and nothing of the others."""
    own = [n for n, pair in enumerate(pairs) if chosen(pair)]
    said = dict(zip(own, reader.read([pairs[n] for n in own]) if own else (), strict=True))
    return [said.get(n, UNREAD) for n in range(len(pairs))]


def _joined(judged: Reading, lack: Reading, marked: Reading) -> Reading:
    surplus = tuple((word.span.start, word.error) for word in lack.words)
    return Reading(judged.words, lack.gaps, surplus, marked.critical)
