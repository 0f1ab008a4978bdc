"""The command line: three modes, every refusal in one line, nothing lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from refusing import refused

from audit.cli import main

UK = """Сі Цзіньпін прийняв у Пекіні президента США Джо Байдена.
Переговори тривали дві години. Сторони не підписали угоду про мир.
Сі сказав, що Китай готовий купити 500 тисяч тонн зерна. Про це повідомив міністр Кулеба.
"""
EN = """Xi Jinping received US President Joe Baiden in Beijing.
The talks lasted two hours. The parties signed the agreement on peace.
SI said that China is ready to buy 500 million tons of grain. This was reported by Minister Kuleba.
"""
RT = """In Beijing Xi Jinping received Joe Biden, the US president.
The talks went on for two hours. No peace agreement was signed by the parties.
Xi said China was ready to buy 500,000 tonnes of grain, Minister Kuleba reported.
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str, str]:
    for name, text in (("mt.txt", EN), ("src.txt", UK), ("rt.txt", RT)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "mt.txt"), str(tmp_path / "src.txt"), str(tmp_path / "rt.txt")


def found(out: str) -> set[tuple[str, str]]:
    return {(f["text"], f["suggestion"]) for f in json.loads(out)["findings"]}


def test_text_only(files: tuple[str, str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", files[0], "--format", "json"]) == 1
    out = capsys.readouterr().out
    assert found(out) == {("Joe Baiden", "Joe Biden"), ("SI", "Xi")}
    assert {s["name"] for s in json.loads(out)["skips"]} >= {"changed-number", "changed-negation"}


def test_with_source_and_retranslation(files: tuple[str, str, str], capsys: pytest.CaptureFixture[str]) -> None:
    mt, src, rt = files
    assert main(["check", mt, "--source", src, "--retranslation", rt, "--format", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    names = {f["name"] for f in report["findings"]}
    assert names == {"misspelled-name", "name-as-acronym", "changed-number", "changed-negation"}
    for f in report["findings"]:
        assert EN[f["document_start"] : f["document_end"]] == f["text"]
        if f["source_start"] is not None:
            assert UK[f["document_source_start"] : f["document_source_end"]]
    assert report["verdict"]["decision"] == "retranslate"
    assert report["languages"] == {"source": "uk", "target": "en"}


def test_formats_and_output(files: tuple[str, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "out.html"
    assert main(["check", files[0], "-o", str(page), "--fail-on", "never"]) == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert capsys.readouterr().out == ""
    assert main(["check", files[0], "--fail-on", "critical"]) == 1
    assert "Joe Biden" in capsys.readouterr().out


def test_refusals(files: tuple[str, str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mt, src, rt = files
    (tmp_path / "bad.txt").write_bytes(b"Fine.\nNot \xff fine.")
    (tmp_path / "ru.txt").write_text(
        "Это русский текст, а не украинский, и это видно по буквам. " * 5, encoding="utf-8"
    )
    (tmp_path / "other.txt").write_text(OTHER, encoding="utf-8")
    assert "line 2, byte 10" in refused(capsys, "check", str(tmp_path / "bad.txt"))
    assert "no such file" in refused(capsys, "check", str(tmp_path / "none.txt"))
    assert "is in 'ru', not 'uk'" in refused(
        capsys, "check", mt, "--source", str(tmp_path / "ru.txt"), "--source-lang", "uk"
    )
    assert "the language of" in refused(capsys, "check", mt, "--source", rt)
    assert "is in 'uk', not 'en'" in refused(capsys, "check", mt, "--retranslation", src)
    assert "has almost nothing in common" in refused(capsys, "check", mt, "--source", str(tmp_path / "other.txt"))
    assert "no language tag" in refused(capsys, "check", mt, "--source-lang", "Ukrainian!")
    assert "cannot be written" in refused(capsys, "check", mt, "-o", str(tmp_path / "no" / "out.html"))
    assert "is a folder" in refused(capsys, "check", mt, "-o", str(tmp_path))
    assert "is one of the inputs" in refused(capsys, "check", mt, "--source", src, "-o", src)
    assert "no check 'N999'" in refused(capsys, "explain", "N999")
    assert Path(src).read_text(encoding="utf-8") == UK


OTHER = """Врожай яблук цього року менший, ніж торік, кажуть садівники.
Навесні були заморозки, а влітку довго не падав дощ. Ціна зросла на третину.
Садівники радять зберігати плоди в прохолодному місці. Так вони пролежать до весни.
У великих господарствах є холодильники, у малих їх немає.
"""


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line(files: tuple[str, str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert "No space left" in refused(capsys, "check", files[0], "-o", "/dev/full", "--format", "json")


def test_hostile_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hostile.txt"
    path.write_bytes("\u202eJoe Baiden\u202c said <script>alert(1)</script>.\r\rThe\x1b[31m end\n\u2028 came.".encode())
    assert main(["check", str(path), "--target-lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "\x1b[31m" not in out
    assert "\u202e" not in out


@pytest.mark.slow
def test_a_line_of_five_megabytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "long.txt"
    path.write_text("The minister said that nothing had changed since spring. " * 90_000, encoding="utf-8")
    assert main(["check", str(path), "--format", "json", "--fail-on", "never"]) == 0
    assert json.loads(capsys.readouterr().out)["score"]["words"] == 810_000


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = "import sys, audit.cli\ntry: audit.cli.main(['--help'])\nexcept SystemExit: pass\n"
    code += "print(sorted({'numpy', 'rich', 'torch', 'simplemma', 'msgspec'} & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    for command in ("check", "batch", "sample", "explain"):
        assert command in done.stdout


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    assert "misspelled-name" in capsys.readouterr().out
    assert main(["explain", "n001"]) == 0
    assert "What stays silent" in capsys.readouterr().out
