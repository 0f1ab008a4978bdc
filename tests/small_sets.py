"""The sets of four benchmarks, a few rows each, in the form of the real ones."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path


def written(folder: Path) -> Path:
    """Write all of them into a folder; return it."""
    _write_focus(folder / "seeds" / "focus")
    for number in range(4):
        text = "The ferry left the wrong pier.\n" * (number % 2) + "Fog.\n"
        (folder / "seeds" / f"00{number}_x.txt").write_text(text)
    _write_expressions(folder / "data" / "expressions-dev")
    _write_articles(folder / "data" / "articles-dev")
    _write_clean(folder / "data")
    return folder


def _lines(path: Path, *rows: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _write_focus(folder: Path) -> None:
    translation = "\nThe wrong bridge is open.\n\nTrams cross the wrong way, SI said.\n"
    _lines(
        folder / "gold.dev.jsonl",
        {"start": 5, "end": 10, "text": "wrong", "kind": "name", "severity": "major", "correction": "right"},
        {"start": 55, "end": 57, "text": "SI", "kind": "name", "severity": "critical", "correction": "Xi"},
    )
    (folder / "source.uk.txt").write_text("Правий міст відкрито.\n\nТрамваї їдуть через нього безпечно.\n")
    for name in ("reference.en", "retranslation-b.en"):
        (folder / f"{name}.txt").write_text("The right bridge is open.\n\nTrams cross it safely.\n")
    behind = "Fog. " * 700 + "wrong"  # the last word lies behind the annotated part
    (folder / "translation.en.txt").write_text(translation + behind)


def _write_expressions(folder: Path) -> None:
    row = {"pair": "uk-en", "src": "Так.", "rt": ["Yes.", "Indeed."], "subkind": "", "note": ""}
    span = {"start": 2, "end": 7, "text": "wrong", "severity": "major"}
    _lines(
        folder / "expressions.jsonl",
        {**row, "id": "uk-1", "kind": "idiom", "mt": "A wrong word.", "right": "A word.", "spans": [span]},
        {**row, "id": "uk-2", "kind": "clean", "mt": "Not wrong at all.", "right": "Not wrong at all.", "spans": []},
        {**row, "id": "de-1", "pair": "de-en", "kind": "sense", "mt": "A bad word.", "right": "So.", "spans": [span]},
    )


def _write_articles(folder: Path) -> None:
    row = {"pair": "uk-en", "src": "Так.", "rt": "Yes.", "reference": "Indeed."}
    span = {"start": 2, "end": 7, "text": "wrong", "kind": "idiom", "severity": "major", "correction": "", "note": ""}
    _lines(
        folder / "a.jsonl",
        {**row, "mt": "A wrong word.", "spans": [span]},
        {**row, "mt": "A good word.", "spans": []},
    )
    _lines(folder / "triage.jsonl", {"id": "a", "file": "a.jsonl", "decision": "review", "borderline": True})


def _write_clean(folder: Path) -> None:
    columns = ("eng", "ukr", "rus", "deu", "fra", "spa", "pol", "por", "zho")
    ntrex = [{"doc": f"d{n % 2}", "text": dict.fromkeys(columns, "It is not wrong here.")} for n in range(4)]
    segment = {"ref": "A fine day.", "src": "Гарний день.", "mt": {"ONLINE-B": "A day.", "GPT4-5shot": "Fine."}}
    _gzip(folder / "ntrex" / "ntrex13.jsonl.gz", ntrex)
    _gzip(folder / "wmt23-uken" / "uk-en.docs-half1.jsonl.gz", [{"doc": "w", "segments": [segment]}])


def _gzip(path: Path, rows: Sequence[object]) -> None:
    path.parent.mkdir(parents=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
