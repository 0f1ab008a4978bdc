"""Sets of the hub, read from this machine."""

from pathlib import Path

import pytest

from corpora.read import InputError
from corpora.units import Unit


def test_a_hub_set_on_this_machine(tmp_path: Path) -> None:
    datasets = pytest.importorskip("datasets")
    from corpora import hub  # noqa: PLC0415

    rows = {"translation": [{"uk": "Дім.", "en": "House."}, {"uk": "Кіт.", "en": "Cat."}]}
    datasets.Dataset.from_dict(rows).to_parquet(tmp_path / "a.parquet")
    units = list(hub.read(str(tmp_path / "a.parquet"), "uk", "en", offline=True))
    assert [(u.id, u.source, u.target) for u in units if isinstance(u, Unit)] == [
        (1, "Дім.", "House."),
        (2, "Кіт.", "Cat."),
    ]
    (tmp_path / "b.jsonl").write_text('{"mt": "House.", "src": "Дім.", "rt": ["A house."]}\n', "utf-8")
    (unit,) = hub.read(str(tmp_path / "b.jsonl"), "uk", "en", offline=True)
    assert isinstance(unit, Unit)
    assert unit.retranslations == ("A house.",)
    with pytest.raises(InputError, match=r"hf:.*nowhere: cannot be read"):
        list(hub.read(str(tmp_path / "nowhere"), "uk", "en", offline=True))
