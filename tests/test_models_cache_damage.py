"""The cache of answers on bad days: damaged files, full disks, places that cannot be written."""

import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from echo_model import SETTINGS, Echo

from audit.models.cache import Cache, Cached
from corpora.read import InputError


@pytest.mark.parametrize("kind", ["garbage", "short", "cut", "newer", "emptied"])
def test_a_file_that_cannot_be_used_is_set_aside(kind: str, tmp_path: Path, said: list[str]) -> None:
    path = tmp_path / "c.sqlite"
    made = Cache(path)
    Cached(Echo(), SETTINGS, made).translate([f"речення {n}" for n in range(400)])
    made.prune(days=0, model="nothing")  # all into the one file
    made.close()
    spoil(path, kind)
    before = path.read_bytes()
    model, opened = Echo(), Cache(path, said.append)
    assert Cached(model, SETTINGS, opened).translate(["речення 1"])[0][0].text == "РЕЧЕННЯ 1"
    opened.close()
    (line,) = said
    assert "\n" not in line
    (kept,) = [p for p in tmp_path.iterdir() if ".aside-" in p.name and not p.name.endswith(("-wal", "-shm"))]
    assert kept.name in line
    assert kept.read_bytes() == before
    again = Echo()
    Cached(again, SETTINGS, Cache(path, said.append)).translate(["речення 1"])
    assert again.asked == []
    assert len(said) == 1


def spoil(path: Path, kind: str) -> None:
    data = path.read_bytes()
    if kind == "garbage":
        path.write_bytes(b"\x93" * 9000)
    elif kind == "short":
        path.write_bytes(b"abc")
    elif kind == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA user_version = 99" if kind == "newer" else "DROP TABLE answers")
        connection.close()


def test_damage_that_shows_later_is_set_aside_too(tmp_path: Path, said: list[str]) -> None:
    path = tmp_path / "c.sqlite"
    made = Cache(path)
    sources = [f"речення {n}" for n in range(2000)]
    Cached(Echo(), SETTINGS, made).translate(sources)
    made.prune(days=0, model="nothing")
    made.close()
    data = bytearray(path.read_bytes())
    data[8192:] = b"\x7f" * (len(data) - 8192)  # the schema is whole, the answers are not
    path.write_bytes(bytes(data))
    model, opened = Echo(), Cache(path, said.append)
    answers = Cached(model, SETTINGS, opened).translate(sources)
    assert [a[0].text for a in answers] == [s.upper() for s in sources]
    assert len(said) == 1
    assert "is damaged" in said[0]
    opened.close()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "contacts.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE contacts (name TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(InputError, match="another program"):
        Cache(path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["contacts.sqlite"]


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path, said: list[str]) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for path in (tmp_path, tmp_path / "file" / "c.sqlite"):
        model, cache = Echo(), Cache(path, said.append)
        assert Cached(model, SETTINGS, cache).translate(["один"])[0][0].text == "ОДИН"
        assert cache.jobs() == []
        assert cache.prune() == 0
    assert len(said) == 2
    assert all("going on without it" in line for line in said)


def test_a_full_disk_is_one_line_and_what_is_there_is_still_read(cache: Cache, said: list[str]) -> None:
    Cached(Echo(), SETTINGS, cache).translate(["один"])
    assert cache._connection
    pages = cache._connection.execute("PRAGMA page_count").fetchone()[0]
    cache._connection.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own SQLITE_FULL
    model = Echo()
    sources = ["один", *(f"речення {n} " * 50 for n in range(100))]
    answers = Cached(model, SETTINGS, cache).translate(sources)
    assert [a[0].text for a in answers] == [s.upper() for s in sources]
    assert "один" not in model.asked
    assert len(said) == 1
    assert "disk is full" in said[0]
    assert "\n" not in said[0]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 96 KB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mount.returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_file_system(small_disk: Path, said: list[str]) -> None:
    sources = [f"речення {n} " * 20 for n in range(1000)]
    model, cache = Echo(), Cache(small_disk / "c.sqlite", said.append)
    answers = Cached(model, SETTINGS, cache).translate(sources)
    cache.close()
    assert [a[0].text for a in answers] == [s.upper() for s in sources]
    assert len(said) == 1
    with pytest.raises(OSError, match="No space left"):
        (small_disk / "more").write_bytes(b"x" * 100_000)
    Cached(model, SETTINGS, Cache(small_disk / "other.sqlite", said.append)).translate(sources[:3])
    assert len(said) == 2
