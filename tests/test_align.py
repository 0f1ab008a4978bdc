"""The aligner: right on a small article, complete and in order on any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.align.sentences import align
from corpora.document import Link, Segment
from corpora.sentences import document

UK = """Порт Ізмаїл прийняв 12 суден за тиждень.
Про це повідомила адміністрація порту. Роботу розпочали в понеділок.
Румунія відкрила другий термінал у Констанці. Він прийматиме 300 вагонів на добу.
Молдова просила в Єврокомісії вдвічі більше. Брюссель обіцяв Польщі 50 мільйонів євро до 2027 року.
Угорщина має намір збудувати в Захоні станцію на 40 колій. Литва везтиме зерно через Клайпеду."""
EN = """The port of Izmail received 12 ships in a week.
This was reported by the port administration, and work began on Monday.
Romania opened a second terminal in Constanta. It will take 300 wagons a day.
Moldova asked the European Commission for twice as much.
Hungary intends to build a station with 40 tracks in Zahony. Lithuania will carry grain through Klaipeda."""


def test_merged_and_dropped_sentences() -> None:
    """Sentences two and three were merged, the seventh (Brussels, 50 million) was dropped."""
    uk, en = document("uk", UK, "uk").segments, document("en", EN, "en").segments
    links = align(uk, en, same_language=False)
    shapes = [(x.source, x.target) for x in links]
    assert shapes[:4] == [((0, 1), (0, 1)), ((1, 3), (1, 2)), ((3, 4), (2, 3)), ((4, 5), (3, 4))]
    assert shapes[4:] == [((5, 6), (4, 5)), ((6, 7), (5, 5)), ((7, 8), (5, 6)), ((8, 9), (6, 7))]


def test_one_side_empty() -> None:
    one = (Segment("A", 0, 0),)
    assert align((), one, same_language=True) == (Link((0, 0), (0, 1), 0.0),)
    assert align(one, (), same_language=True) == (Link((0, 1), (0, 0), 0.0),)
    assert align((), (), same_language=True) == ()


@settings(max_examples=60, deadline=None)
@given(
    left=st.lists(st.text(min_size=1, max_size=20), max_size=12),
    right=st.lists(st.text(min_size=1, max_size=20), max_size=40),
    same=st.booleans(),
)
def test_every_segment_once_and_in_order(left: list[str], right: list[str], same: bool) -> None:
    links = align([Segment(t, 0, 0) for t in left], [Segment(t, 0, 0) for t in right], same_language=same)
    assert [i for x in links for i in range(*x.source)] == list(range(len(left)))
    assert [j for x in links for j in range(*x.target)] == list(range(len(right)))
    assert all(0 <= x.score <= 1 for x in links)
