"""The cache of answers: nothing is asked twice, nothing done is lost, and no trouble with the file stops the work."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.cli import main
from audit.finding import Span
from audit.models.answers import key, read, read_scores, write, write_scores
from audit.models.cache import Cache, Cached, default_path
from audit.models.translator import Hypothesis, Settings, TokenScore
from corpora.read import InputError

SETTINGS = Settings("uk", "en")
ROOT = Path(__file__).parent.parent


class Echo:
    """Translates into upper case, counts what it is asked for, and may be stopped after some sentences."""

    def __init__(self, name: str = "echo:1", stop_after: int = 10**9) -> None:
        self.name = name
        self.asked: list[str] = []
        self.portions = 0
        self._stop = stop_after

    def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
        if len(self.asked) >= self._stop:
            raise KeyboardInterrupt
        self.asked += sources
        self.portions += 1
        return [(Hypothesis(s.upper(), -0.5), Hypothesis(s.title(), -1.25)) for s in sources]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[TokenScore, ...]]:
        self.asked += targets
        return [(TokenScore(Span(0, len(t)), -3.5, 7, "own", -0.25),) for t in targets]


def test_a_second_run_asks_nothing(cache: Cache, tmp_path: Path, said: list[str]) -> None:
    sources = ["один", "", "два", "один", "  ", "три" * 900]
    first = Echo()
    answers = Cached(first, SETTINGS, cache).translate(sources)
    assert [a[0].text for a in answers] == ["ОДИН", "", "ДВА", "ОДИН", "", "ТРИ" * 900]
    assert answers[0] == (Hypothesis("ОДИН", -0.5), Hypothesis("Один", -1.25))
    assert sorted(first.asked) == sorted({"один", "два", "три" * 900})
    cache.close()
    second, again = Echo(), Cache(tmp_path / "c.sqlite", said.append)
    assert Cached(second, SETTINGS, again).translate(sources) == answers
    assert second.asked == []
    assert said == []
    again.close()


def test_what_changes_the_output_changes_the_key(cache: Cache) -> None:
    Cached(Echo(), SETTINGS, cache).translate(["один"])
    others = [
        (Echo("echo:2"), SETTINGS),
        (Echo(), replace(SETTINGS, source_lang="ru")),
        (Echo(), replace(SETTINGS, target_lang="de")),
        (Echo(), replace(SETTINGS, beam=1)),
        (Echo(), replace(SETTINGS, hypotheses=3)),
        (Echo(), replace(SETTINGS, precision="int8")),
    ]
    for model, settings in others:
        Cached(model, settings, cache).translate(["один"])
        assert model.asked == ["один"], settings
    same = Echo()
    alike = replace(SETTINGS, device="cuda", batch_tokens=1, offline=True)
    Cached(same, alike, cache).translate(["один"])
    assert same.asked == []


def test_scores_are_kept(cache: Cache) -> None:
    first, second = Echo(), Echo()
    pairs = ["один", "", "два"], ["one", "none", "two"]
    answers = Cached(first, SETTINGS, cache).score(*pairs)
    assert [len(a) for a in answers] == [1, 0, 1]
    assert sorted(first.asked) == ["one", "two"]
    assert Cached(second, SETTINGS, cache).score(*pairs) == answers
    assert second.asked == []
    Cached(second, SETTINGS, cache).score(["два"], ["one"])
    assert second.asked == ["one"]


def test_interrupted_work_goes_on_where_it_was(cache: Cache) -> None:
    sources = [f"речення {n}" for n in range(200)]
    stopped = Echo(stop_after=60)
    with pytest.raises(KeyboardInterrupt):
        Cached(stopped, SETTINGS, cache).translate(sources)
    rest = Echo()
    answers = Cached(rest, SETTINGS, cache).translate(sources)
    assert [a[0].text for a in answers] == [s.upper() for s in sources]
    assert len(stopped.asked) >= 60
    assert sorted(stopped.asked + rest.asked) == sorted(sources)


def test_portions_are_told_and_hold_texts_of_like_length(cache: Cache) -> None:
    told: list[tuple[int, int]] = []
    model = Echo()
    sources = ["а" * n for n in range(1, 101)]
    Cached(model, SETTINGS, cache, lambda *x: told.append(x)).translate(sources)
    assert model.asked == sorted(sources, key=len, reverse=True)
    assert model.portions > 1
    assert sum(n for n, _ in told) == 100
    assert sum(c for _, c in told) == sum(map(len, sources))


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


WRITER = """
import sys
from tests.test_models_cache import Echo, SETTINGS
from audit.models.cache import Cache, Cached
cache = Cache(__import__("pathlib").Path(sys.argv[1]), lambda line: sys.exit("told: " + line))
mine = sys.argv[2]
for n in range(40):
    Cached(Echo(), SETTINGS, cache).translate([f"{mine} {n}", f"common {n}"])
"""


def test_several_processes_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    command = [sys.executable, "-c", WRITER, str(path)]
    running = [
        subprocess.Popen(
            [*command, f"p{k}"], cwd=ROOT, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        for k in range(4)
    ]
    errors = [p.communicate(timeout=60)[1] for p in running]
    assert [p.returncode for p in running] == [0] * 4, errors
    model, cache = Echo(), Cache(path)
    Cached(model, SETTINGS, cache).translate([*(f"p{k} {n}" for k in range(4) for n in range(40)), "common 3"])
    assert model.asked == []
    assert [j.answers for j in cache.jobs()] == [200]
    cache.close()


def test_info_and_prune(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.sqlite"
    file = ["--cache", str(path)]
    assert main(["cache", "info", *file]) == 0
    assert "no cache yet" in capsys.readouterr().out
    assert not path.exists()
    cache = Cache(path)
    Cached(Echo("hf:old@1"), SETTINGS, cache).translate(["один", "два"])
    Cached(Echo("ct2:new@2"), SETTINGS, cache).translate(["три"])
    cache.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE jobs SET used = used - 200 WHERE model = 'hf:old@1'")
    connection.close()
    assert main(["cache", "info", *file]) == 0
    out = capsys.readouterr().out
    assert "3 answers" in out
    assert "uk-en  hf:old@1" in out
    assert main(["cache", "prune", *file]) == 0
    assert "removed 2 answers" in capsys.readouterr().out
    assert main(["cache", "prune", *file, "--all", "--model", "nothing"]) == 0
    assert "removed 0 answers" in capsys.readouterr().out
    assert main(["cache", "prune", *file, "--all"]) == 0
    assert "removed 1 answers" in capsys.readouterr().out
    left = Cache(path)
    assert left.jobs() == []
    left.close()


def test_a_use_is_a_use_even_without_writing(tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite"
    cache = Cache(path)
    Cached(Echo(), SETTINGS, cache).translate(["один"])
    cache.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE jobs SET used = used - 200")
    connection.close()
    again = Cache(path)
    Cached(Echo(), SETTINGS, again).translate(["один"])
    assert again.prune(days=90) == 0
    again.close()


def test_the_users_own_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_path() == tmp_path / "mtaudit" / "translations.sqlite"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert tmp_path / "home" in default_path().parents


NUMBERS = st.floats(allow_nan=False)
TEXTS = st.text(st.characters(), max_size=40)


@given(st.lists(st.builds(Hypothesis, TEXTS, NUMBERS), min_size=1, max_size=4).map(tuple))
def test_hypotheses_round_trip(hypotheses: tuple[Hypothesis, ...]) -> None:
    assert read(write(hypotheses)) == hypotheses


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 9), NUMBERS, st.integers(0, 9), TEXTS), max_size=5))
def test_scores_round_trip(rows: list[tuple[int, int, float, int, str]]) -> None:
    scores = tuple(TokenScore(Span(a, a + n), p, r, w, p) for a, n, p, r, w in rows)
    assert read_scores(write_scores(scores)) == scores


@given(st.binary(max_size=40))
def test_no_bytes_raise(value: bytes) -> None:
    assert isinstance(read(value), tuple)
    assert read_scores(value) is None or isinstance(read_scores(value), tuple)


def test_keys_know_where_texts_end() -> None:
    assert key("ab", "c") != key("a", "bc") != key("abc")
    assert key("\ud800") != key("\ud801")
