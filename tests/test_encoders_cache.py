"""Vectors are kept: nothing is encoded twice, and no trouble with the file stops the work."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from audit.models.cache import Cache
from audit.models.encoders.cached import CachedEncoder
from audit.models.encoders.encoder import Tokens, Vectors
from audit.models.encoders.hashing import Hashing


class Counting:
    """The hashing encoder under a name; counts what it is asked for, and may be stopped after some texts."""

    dimension = Hashing().dimension

    def __init__(self, name: str = "count:1", stop_after: int = 10**9) -> None:
        self.name = name
        self.asked: list[str] = []
        self._stop = stop_after

    def sentences(self, texts: Sequence[str]) -> Vectors:
        if len(self.asked) >= self._stop:
            raise KeyboardInterrupt
        self.asked += texts
        return Hashing().sentences(texts)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        return Hashing().tokens(texts)


TEXTS = ["Поїзд запізнився.", "", "The train was late.", "Поїзд запізнився.", "\x07", "слово " * 900]


def test_a_second_run_asks_nothing(cache: Cache, tmp_path: Path, said: list[str]) -> None:
    first, told = Counting(), list[tuple[int, int]]()
    vectors = CachedEncoder(first, cache, lambda *x: told.append(x)).sentences(TEXTS)
    plain = Hashing().sentences(TEXTS)
    assert np.array_equal(vectors.any(1), plain.any(1))
    assert (vectors * plain).sum(1)[plain.any(1)].min() > 0.99999
    assert sorted(first.asked) == sorted(set(TEXTS))
    assert told == [(5, sum(map(len, set(TEXTS))))]
    cache.close()
    second, again = Counting(), Cache(tmp_path / "c.sqlite", said.append)
    assert np.array_equal(CachedEncoder(second, again).sentences(TEXTS), vectors)
    assert second.asked == said == []
    assert CachedEncoder(second, again).sentences([]).shape == (0, second.dimension)
    again.close()


def test_another_model_has_its_own(cache: Cache) -> None:
    CachedEncoder(Counting(), cache).sentences(TEXTS)
    other = Counting("count:2")
    CachedEncoder(other, cache).sentences(TEXTS)
    assert len(other.asked) == 5


def test_interrupted_work_goes_on_where_it_was(cache: Cache) -> None:
    texts = [f"речення {n}" for n in range(1500)]
    stopped, rest = Counting(stop_after=600), Counting()
    with pytest.raises(KeyboardInterrupt):
        CachedEncoder(stopped, cache).sentences(texts)
    CachedEncoder(rest, cache).sentences(texts)
    assert len(stopped.asked) >= 600
    assert sorted(stopped.asked + rest.asked) == sorted(texts)


def test_a_value_of_another_length_is_no_answer(cache: Cache) -> None:
    CachedEncoder(Counting(), cache).sentences(TEXTS)
    with sqlite3.connect(cache.path) as file:
        file.execute("UPDATE answers SET value = x'00'")
    file.close()
    model = Counting()
    vectors = CachedEncoder(model, cache).sentences(TEXTS)
    assert len(model.asked) == 5
    assert np.isclose(np.linalg.norm(vectors[0]), 1)


@pytest.mark.parametrize("content", ["damaged", "newer"])
def test_a_file_that_cannot_be_read_is_set_aside(tmp_path: Path, said: list[str], content: str) -> None:
    path = tmp_path / "c.sqlite"
    if content == "damaged":
        path.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    else:
        Cache(path).close()
        with sqlite3.connect(path) as file:
            file.execute("PRAGMA user_version = 99")
        file.close()
    cache = Cache(path, said.append)
    model = Counting()
    CachedEncoder(model, cache).sentences(TEXTS)
    again = Counting()
    CachedEncoder(again, cache).sentences(TEXTS)
    cache.close()
    assert (len(model.asked), again.asked) == (5, [])
    assert len(said) == 1
    assert "began a new cache" in said[0]


def test_tokens_go_through(cache: Cache) -> None:
    (tokens,) = CachedEncoder(Counting(), cache).tokens(["The train"])
    assert [(s.start, s.end) for s in tokens.spans] == [(0, 3), (4, 9)]
