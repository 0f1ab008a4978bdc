"""The sentence aligner: right on a small article, linear, complete and in order on any text."""

import zlib
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.align.band import cheapest, probable
from audit.align.costs import ALL, Band, Compared, costs
from audit.align.segmented import Floats, halved, sides
from audit.align.sentences import WITH_VECTORS, WITHOUT, align, near, settled, vectors
from audit.models.encoders.hashing import Hashing
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

ODD = ("", " ", "😀 👩‍👩‍👧", "מחר יהיה חם", "\u202e\u0000\u0007", "x" * 10_000, "...", "同じ", "А" * 300, "\ud800")


def segments(texts: Sequence[str]) -> tuple[Segment, ...]:
    return tuple(Segment(text, 0, 0) for text in texts)


def meaning(texts: Sequence[str]) -> Floats:
    """An encoder for tests: texts of one number have one vector in any language, joined texts the mean of their parts."""
    rows = np.zeros((len(texts), 32), np.float32)
    for k, text in enumerate(texts):
        for word in text.split():
            rows[k] += np.random.default_rng(zlib.crc32(word[1:].encode())).standard_normal(32)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(length > 0, length, 1)).astype(np.float32)


def shapes(links: Sequence[Link]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(x.source, x.target) for x in links]


def test_merged_and_dropped_sentences() -> None:
    """Sentences two and three were merged, the seventh (Brussels, 50 million) was dropped."""
    uk, en = document("uk", UK, "uk").segments, document("en", EN, "en").segments
    links = align(uk, en, same_language=False)
    assert shapes(links)[:4] == [((0, 1), (0, 1)), ((1, 3), (1, 2)), ((3, 4), (2, 3)), ((4, 5), (3, 4))]
    assert shapes(links)[4:] == [((5, 6), (4, 5)), ((6, 7), (5, 5)), ((7, 8), (5, 6)), ((8, 9), (6, 7))]


def test_vectors_find_what_spelling_cannot() -> None:
    source = segments([f"s{k}" for k in (1, 2, 3, 4, 5, 6)])
    target = segments(["t1", "t2 t3", "t5", "t9", "t6"])
    links = align(source, target, same_language=False, encode=meaning)
    assert shapes(links) == [
        ((0, 1), (0, 1)),
        ((1, 3), (1, 2)),
        ((3, 4), (2, 2)),
        ((4, 5), (2, 3)),
        ((5, 5), (3, 4)),
        ((5, 6), (4, 5)),
    ]


def test_a_long_stretch_dropped_in_a_long_text() -> None:
    """Coarse to fine: five hundred sentences, of which a hundred in a row have no translation."""
    source = segments([f"s{k}" for k in range(500)])
    target = segments([f"t{k}" for k in range(500) if not 200 <= k < 300])
    links = align(source, target, same_language=False, encode=meaning)
    right = sum(x.source[0] == x.target[0] + 100 * (x.source[0] >= 300) for x in links if x.target[0] < x.target[1])
    alone = [x.source[0] for x in links if x.target[0] == x.target[1]]
    assert right >= 398
    assert len(set(alone) & set(range(200, 300))) >= 98


def test_confidence_tells_what_is_sure() -> None:
    same = align(segments(["s1", "s2", "s3"]), segments(["t1", "t2", "t3"]), same_language=False, encode=meaning)
    other = align(segments(["s1", "s2", "s3"]), segments(["t7", "t8"]), same_language=False, encode=meaning)
    assert min(x.confidence for x in same) > 0.8
    assert not settled(other)
    assert max(x.score for x in same) == pytest.approx(1, abs=1e-5)


def test_unsure_stretches_have_room_around_them() -> None:
    one = [Link((i, i + 1), (i, i + 1), 1.0, 1.0) for i in range(9)]
    assert near(one, 0, 9) == []
    one[4] = Link((4, 5), (4, 5), 1.0, 0.5)
    assert near(one, 0, 9) == [(2, 7)]


def test_paragraphs_hold_sentences_apart() -> None:
    left = tuple(Segment(f"слово{'о' * k}", 0, k // 2) for k in range(4))
    right = tuple(Segment(f"word{'d' * k}", 0, k // 2) for k in range(4))
    links = align(left, right, same_language=False)
    assert all(
        left[x.source[0]].paragraph == right[x.target[0]].paragraph for x in links if all(map(len, shapes([x])[0]))
    )


def test_the_band_is_the_whole_for_small_texts() -> None:
    """The cheapest chain of a narrow band around the diagonal costs no less than that of the whole table."""
    left, right = segments([f"s{k}" for k in range(30)]), segments([f"t{k}" for k in range(3, 33)])
    made = sides(left, right, (vectors(left, meaning), vectors(right, meaning)), same_language=False)
    pair = Compared(*made, WITH_VECTORS)

    def cost(band: Band) -> float:
        found = costs(pair, band)
        return sum(float(found[s, i + j, i - band.first[i + j]]) for s, i, j in cheapest(found, band, (30, 30)))

    whole = Band(np.zeros(61, np.int64), 31)
    narrow = Band(np.arange(61) // 2 - 6, 13)
    assert cost(whole) <= cost(narrow) + 1e-6


def test_probabilities_of_all_chains_add_up() -> None:
    """Two against one: the chains are 2-1, or either one dropped; their probabilities are those of their costs."""
    left, right = segments(["aaaa", "bbbb"]), segments(["cccc"])
    made = sides(left, right, (vectors(left, None), vectors(right, None)), same_language=False)
    pair = Compared(*made, WITHOUT)
    band = Band(np.zeros(4, np.int64), 3)
    found = costs(pair, band)
    chain = cheapest(found, band, (2, 1))
    sure = probable(found, band, chain, WITHOUT.heat)

    def at(a: int, b: int, i: int, j: int) -> float:
        return float(found[ALL.index((a, b)), i + j, i])

    drop = at(1, 0, 1, 0), at(1, 0, 2, 0), at(1, 0, 1, 0), at(1, 0, 2, 1), at(0, 1, 0, 1)
    chains = [at(2, 1, 2, 1), at(1, 1, 1, 1) + drop[3], drop[0] + at(1, 1, 2, 1)]
    chains += [drop[0] + drop[1] + at(0, 1, 2, 1), drop[0] + at(0, 1, 1, 1) + at(1, 0, 2, 1)]
    chains += [at(0, 1, 0, 1) + at(1, 0, 1, 1) + at(1, 0, 2, 1)]
    odds = np.exp(-np.array(chains) / WITHOUT.heat)
    best = sum(float(found[s, i + j, i]) for s, i, j in chain)
    assert best == pytest.approx(min(chains), abs=1e-5)
    assert np.prod([sure[0]]) >= odds.max() / odds.sum() - 1e-4


def test_one_side_empty() -> None:
    one = (Segment("A", 0, 0),)
    assert align((), one, same_language=True) == (Link((0, 0), (0, 1), 0.0),)
    assert align(one, (), same_language=True) == (Link((0, 1), (0, 0), 0.0),)
    assert align((), (), same_language=True) == ()


def test_halved_keeps_everything() -> None:
    texts = segments(["a1", "b2", "c3"])
    side = sides(texts, texts, (vectors(texts, meaning),) * 2, same_language=False)[0]
    half = halved(side)
    assert len(half) == 2
    assert half.length[-1] == pytest.approx(2)
    assert np.allclose(half.anchors[-1], side.anchors[-1])


@pytest.mark.parametrize("encode", [None, Hashing().sentences], ids=["spelling", "hashing"])
@pytest.mark.parametrize(
    ("left", "right"),
    [
        (ODD, ODD[::-1]),
        (["same"] * 50, ["same"] * 70),
        (["one"], [f"word {k}" for k in range(1000)]),
        (["a", "b"], ["", "", ""]),
    ],
    ids=["odd", "identical", "one and a thousand", "blank"],
)
def test_hostile_texts(left: Sequence[str], right: Sequence[str], encode: object) -> None:
    links = align(segments(left), segments(right), same_language=False, encode=encode)  # type: ignore[arg-type]
    assert [i for x in links for i in range(*x.source)] == list(range(len(left)))
    assert [j for x in links for j in range(*x.target)] == list(range(len(right)))


@settings(max_examples=60, deadline=None)
@given(
    left=st.lists(st.text(min_size=1, max_size=20), max_size=12),
    right=st.lists(st.text(min_size=1, max_size=20), max_size=40),
    same=st.booleans(),
    hashed=st.booleans(),
)
def test_every_segment_once_and_in_order(left: list[str], right: list[str], same: bool, hashed: bool) -> None:
    encode = Hashing().sentences if hashed else None
    links = align(segments(left), segments(right), same_language=same, encode=encode)
    assert [i for x in links for i in range(*x.source)] == list(range(len(left)))
    assert [j for x in links for j in range(*x.target)] == list(range(len(right)))
    assert all(0 <= x.score <= 1 and 0 <= x.confidence <= 1 for x in links)
    assert all(sum(b - a for a, b in (x.source, x.target)) <= 5 for x in links)
