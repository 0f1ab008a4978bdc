"""A batch in several processes says what one process says, and a killed one goes on where it was."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from killing import killed

from audit.cli import main

ROWS = [
    {
        "id": n % 7,
        "pair": "uk-en",
        "src": "Джо Байден прибув.",
        "mt": f"Joe {'Baiden' if n % 2 else 'Biden'} arrived, number {n}.",
    }
    for n in range(100)
]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    lines = [json.dumps(r, ensure_ascii=False) for r in ROWS]
    lines[40] = "{broken"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def audited(rows: Path, output: Path, *options: str) -> int:
    return main(["batch", str(rows), "-o", str(output), "--jobs", "1", *options])


@pytest.fixture
def whole(rows: Path, tmp_path: Path) -> bytes:
    assert audited(rows, tmp_path / "whole.jsonl") == 2
    return (tmp_path / "whole.jsonl").read_bytes()


@pytest.mark.parametrize("cut", [0, 1, 700, 5000, -1, None])
def test_resumed_at_any_place(
    rows: Path, tmp_path: Path, whole: bytes, cut: int | None, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out.jsonl"
    output.write_bytes(whole[:cut])
    capsys.readouterr()
    assert audited(rows, output, "--resume") == 2
    assert output.read_bytes() == whole
    assert capsys.readouterr().err.count("in.jsonl:41: ") == 1


def test_resume_begins_where_there_is_nothing(rows: Path, tmp_path: Path, whole: bytes) -> None:
    assert audited(rows, tmp_path / "new.jsonl", "--resume") == 2
    assert (tmp_path / "new.jsonl").read_bytes() == whole


@pytest.mark.parametrize(
    ("output", "says"),
    [(b'{"id": 5}\n', "id is 5, but"), (b"text\n", "no row of a batch"), (None, "is gone on with|no such row")],
)
def test_an_output_of_another_input_is_left_alone(
    rows: Path, tmp_path: Path, whole: bytes, output: bytes | None, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "out.jsonl"
    before = whole + b'{"id": 1}\n' if output is None else output
    path.write_bytes(before)
    assert audited(rows, path, "--resume") == 2
    said = capsys.readouterr().err
    assert any(part in said for part in says.split("|"))
    assert path.read_bytes() == before


def test_resume_needs_a_file(rows: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", str(rows), "--resume"]) == 2
    assert "--resume: needs the output" in capsys.readouterr().err


def test_killed_in_several_processes(rows: Path, tmp_path: Path, whole: bytes) -> None:
    output = tmp_path / "out.jsonl"
    program = "import sys; from audit.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "batch", str(rows), "-o", str(output), "--jobs", "2", "--resume"]
    for seconds in (2.0, 4.0):
        killed(command, seconds)
    done = subprocess.run(command, capture_output=True, check=False, cwd=Path(__file__).parent.parent)
    assert done.returncode == 2
    assert output.read_bytes() == whole
