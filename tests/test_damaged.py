"""What the reader of lost and added words is measured by."""

from collections.abc import Sequence

import pytest

from audit.check import Pair
from audit.finding import Span
from audit.models.reader.load import LACKS
from audit.reading import Doubt, Reading
from audit.share import Share
from corpora.words import words
from eval.bench import Run
from eval.benchmarks import damaged
from eval.benchmarks.damaged import Damaged, recall

WHOLE = "The ferry left the harbour at dawn."


class Knowing:
    """A reader that knows what was whole."""

    name = "knowing"

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        return [self._read(pair.target) for pair in pairs]

    def _read(self, text: str) -> Reading:
        known = {word.text for word in words(WHOLE)}
        judged = tuple(
            Doubt(Span(word.start, word.end), 0.1 if word.text in known else 0.9, 0.0) for word in words(text)
        )
        gaps = tuple((word.start, 0.8 if "left" not in text and word.text == "the" else 0.1) for word in words(text))
        return Reading(words=judged, gaps=gaps)


def test_losses_and_additions_are_found_at_a_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    def pair(text: str) -> Pair:
        return Pair(text, "en", "Пором вийшов із гавані на світанку.", "uk", (WHOLE,))

    one = Damaged(
        pair(WHOLE),
        (pair("The ferry the harbour at dawn."), Span(9, 9)),
        (pair("The old ferry left the harbour at dawn."), Span(4, 7)),
    )
    monkeypatch.setattr(damaged, "drawn", lambda _: [one] * 4)
    monkeypatch.setattr(damaged, "shipped", lambda name: Knowing() if name == LACKS else None)
    run = object.__new__(Run)
    for row in damaged.table(run).rows:
        assert row[1] == 4
        assert row[3:] == (Share(4, 4),) * 3


def test_what_sound_sentences_have_too_is_not_found() -> None:
    assert recall([0.2, 0.9], [0.5, 0.95], 0.0) == Share(1, 2)
    assert recall([0.2, 0.9], [0.5, 0.95], 0.5) == Share(2, 2)
    assert recall([], [0.5], 0.0) == Share(1, 1)
