"""Agreement with the re-translations is sacreBLEU's chrF, and says of how many segments it speaks."""

import numpy as np
import pytest

from audit.agreement import agreement, chrf
from audit.check import Pair
from audit.finding import Agreement
from eval.fit_agreement import _features, _fitted


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("The cat sat on the mat.", "A cat was sitting on the mat."),
        ("It rained.", "It rained all day long in the hills."),
    ],
)
def test_chrf_is_that_of_sacrebleu(text: str, other: str) -> None:
    sacrebleu = pytest.importorskip("sacrebleu")
    assert 100 * chrf(text, other) == pytest.approx(sacrebleu.sentence_chrf(text, [other]).score, abs=1e-6)


def test_only_segments_with_a_re_translation_count() -> None:
    same = Pair("It rained.", "en", retranslations=("It rained.", "It rained."))
    assert agreement([same, Pair("Nobody came.", "en")]) == Agreement(100.0, 1)
    assert agreement([Pair("Nobody came.", "en")]) == Agreement()


def test_the_fit_that_was_tried() -> None:
    same = tuple(
        _features(Pair("It rained all day.", "en", retranslations=("It rained all day.", "It rained all day.")))
    )
    assert same[:3] == (1.0, 1.0, 1.0)
    assert same[3:6] == (0.0, 0.0, 0.0)
    known = np.arange(10.0).reshape(-1, 1)
    guess = _fitted(known, 2 * known[:, 0] + 1, 0.0, known)
    assert guess == pytest.approx(2 * known[:, 0] - 9)
