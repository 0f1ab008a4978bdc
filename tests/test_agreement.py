"""Agreement with the re-translations is sacreBLEU's chrF, and says of how many segments it speaks."""

import pytest

from audit.agreement import agreement, chrf
from audit.check import Pair
from audit.finding import Agreement


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
