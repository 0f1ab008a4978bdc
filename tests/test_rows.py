"""Rows from JSON lines on this machine, and from the hub only when that was allowed."""

import gzip
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from corpora.read import InputError
from eval.bench import Run
from eval.benchmarks import clean
from eval.rows import NUMBER, Data, Source, remote
from eval.system import Auditor

SET = Source("data/x/rows.jsonl.gz", hub="someone/rows", split="test", adapt=lambda row: {"mt": row["target"]})


def test_local_rows_come_first_gzip_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "data" / "x"
    folder.mkdir(parents=True)
    with gzip.open(folder / "rows.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write('{"mt": "да"}\n\n{"mt": "ні"}\n')
    (folder / "plain.jsonl").write_text('{"mt": "так"}\n', encoding="utf-8")
    monkeypatch.setattr("eval.rows.remote", lambda _: pytest.fail("asked the hub"))
    data = Data(tmp_path, hub=True)
    assert [row["mt"] for row in data.rows(SET)] == ["да", "ні"]
    assert [row["mt"] for row in data.rows("data/x/plain.jsonl")] == ["так"]


def test_the_hub_is_asked_only_when_allowed(tmp_path: Path) -> None:
    assert not Data(tmp_path).has(SET)
    assert Data(tmp_path, hub=True).has(SET)
    assert not Data(tmp_path, hub=True).has(Source("data/x/rows.jsonl.gz"))
    with pytest.raises(InputError, match=r"rows\.jsonl\.gz: not in .*--shared, or --hub to fetch someone/rows"):
        Data(tmp_path).rows(SET)


def test_rows_of_the_hub_are_adapted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With the real `datasets`, which reads a folder as it reads a set of the hub; no connection is opened."""
    pytest.importorskip("datasets")
    monkeypatch.setenv("HF_DATASETS_CACHE", str(tmp_path / "cache"))
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "test.jsonl").write_text('{"target": "yes"}\n{"target": "no"}\n', encoding="utf-8")
    code = (
        "import sys; from eval.rows import Source, remote, stay_offline, NUMBER; stay_offline(); "
        "rows = remote(Source('x', hub=sys.argv[1], split='test', adapt=lambda r: (r['target'], r[NUMBER]))); "
        "print(*rows)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[-2] == "('yes', 0) ('no', 1)"


def test_a_set_that_cannot_be_had_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def load_dataset(*_: object, **__: object) -> None:
        raise ConnectionError("offline\nand more")

    library = ModuleType("datasets")
    library.load_dataset = load_dataset  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "datasets", library)
    with pytest.raises(InputError, match=r"^someone/rows: cannot be had from the hub: offline$"):
        remote(SET)
    monkeypatch.setitem(sys.modules, "datasets", None)
    with pytest.raises(InputError, match=r"pip install 'mtaudit\[eval\]'"):
        remote(SET)


def test_the_harness_does_not_import_what_downloads() -> None:
    code = (
        "import sys, eval.run; print(*(m for m in ('datasets', 'huggingface_hub', 'matplotlib') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_ntrex_of_the_hub_measures_as_the_local_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    row = {column: "It is fine." for columns in clean.HUB_COLUMNS.values() for column in columns}
    adapted = [clean.NTREX.adapt({**row, NUMBER: number}) for number in range(20)]
    monkeypatch.setattr("eval.rows.remote", lambda _: iter(adapted))
    section = clean.measure(Run(Data(tmp_path, hub=True), Auditor()))
    figures = {str(cells[0]): cells[1:3] for cells in section.tables[0].rows}
    assert figures["NTREX, source uk"] == (2, 60)
    assert "hub:mteb/NTREX@main" in section.signature
