"""The benchmark of shifts in meaning, on rows made here."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from benchmark_rows import damaged, document, measured, table, write

from audit.share import Share
from eval.benchmarks import ced, clean, demetr, expressions, meaning
from eval.modes import ONE, SOURCE, TWO


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lost = {"pert_name": "critical_id22_verb_removed", "pert": "The wrong bridge open."}
    write(tmp_path, demetr.FILE, [damaged("The bridge is wrong.", pert_name="critical_id7_antonym"), damaged(**lost)])
    row = {"pair": "uk-en", "src": "Так.", "rt": ["Yes.", "Indeed."], "subkind": "", "note": ""}
    span = {"start": 2, "end": 7, "text": "wrong", "severity": "major"}
    rows = (
        {**row, "id": "uk-1", "kind": "meaning", "mt": "A wrong word.", "right": "A word.", "spans": [span]},
        {**row, "id": "uk-2", "kind": "clean", "mt": "A wrong one.", "right": "A wrong one.", "spans": []},
    )
    path = tmp_path / expressions.FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    segments = [
        {"id": str(n), "lp": "pt-en", "src": "Sim.", "mt": mt, "label": label}
        for n, (mt, label) in enumerate((("wrong", "BAD"), ("right", "OK")))
    ]
    write(tmp_path, ced.CED22["pt-en"], [segments[0], *segments[1:] * 4])
    one = document("d", "uk-en")
    for segment in one["segments"]:  # type: ignore[attr-defined]
        segment["mt"] = dict.fromkeys(clean.OTHERS, "A bridge.")
    write(tmp_path, clean.WMT23, [one])
    monkeypatch.setattr(ced, "again", _again)
    monkeypatch.setattr(meaning, "lacking", lambda: "the reader")
    return tmp_path


def _again(spec: str, sources: Sequence[str], *_: str) -> tuple[tuple[str, ...], str]:
    return tuple(f"again {one}" for one in sources), f"{spec}@1"


def test_shifts_by_kind(shared: Path) -> None:
    made = measured(shared, meaning.BENCHMARK)
    kinds = table(made, "DEMETR, flagged at the damage")
    assert kinds["antonym"][:3] == (Share(1, 1), Share(1, 1), Share(0, 1))
    assert kinds["tense"][0] == Share(0, 0)
    assert table(made, "DEMETR, undamaged sentences flagged")[ONE] == (Share(0, 1), Share(0, 1))
    written = table(made, "expressions-dev, kind meaning")
    assert written[TWO] == (Share(1, 1), Share(1, 1), Share(0, 1))
    assert table(made, f"ced22 {ced.AGAIN}, critical errors")[ONE][2] == Share(1, 1)
    assert f"WMT23 references, {SOURCE}" in table(made, "Sound text")
    assert made.headline[0][1] == Share(0, 1)
