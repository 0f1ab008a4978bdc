"""Several processes: results in order, few jobs taken ahead, and nothing lost with a worker."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from killing import fragile

from audit.pool import Broken, ordered


def squares() -> Callable[[int], int]:
    return lambda n: n * n


def counting(folder: str) -> Callable[[int], int]:
    with (Path(folder) / str(os.getpid())).open("a", encoding="utf-8") as made:
        made.write("made\n")
    return lambda n: n


def refusing() -> Callable[[int], int]:
    raise ValueError("no tables here")


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order_and_jobs_are_taken_as_needed(workers: int) -> None:
    taken: list[int] = []

    def jobs() -> Iterator[int]:
        for n in range(60):
            taken.append(n)
            yield n

    most = 0
    found = []
    for result in ordered(squares, jobs(), workers):
        found.append(result)
        most = max(most, len(taken) - len(found))
    assert found == [n * n for n in range(60)]
    assert most <= 4 * workers


def test_each_process_makes_ready_once(tmp_path: Path) -> None:
    assert list(ordered(partial(counting, str(tmp_path)), range(30), 2)) == list(range(30))
    assert [made.read_text("utf-8") for made in tmp_path.iterdir()] == ["made\n"] * 2


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    found = list(ordered(partial(fragile, str(tmp_path)), range(9), 2))
    assert found == [0, 1, 2, 3, 4, Broken(), 6, 7, 8]


def test_what_a_worker_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="no tables here"):
        list(ordered(refusing, range(9), 2))


def test_large_jobs_and_results() -> None:
    assert [len(str(r)) for r in ordered(doubling, ["x" * 300_000] * 6, 2)] == [600_000] * 6


def doubling() -> Callable[[str], str]:
    return lambda text: text + text
