"""The cache of answers: nothing is asked twice, nothing done is lost, and no trouble with the file stops the work."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from echo_model import SETTINGS, Echo
from hypothesis import given
from hypothesis import strategies as st

from audit.cli import main
from audit.finding import Span
from audit.models.answers import key, read, read_scores, write, write_scores
from audit.models.cache import Cache, Cached, default_path
from audit.models.translator import Hypothesis, TokenScore

ROOT = Path(__file__).parent.parent


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


WRITER = """
import sys
from tests.echo_model import Echo, SETTINGS
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
