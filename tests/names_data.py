"""A small copy of the shape of what the benchmark of names reads, written here."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path

COLUMNS = ("eng", "ukr", "rus", "deu", "fra", "pol", "ces", "spa", "por", "por_BR", "tur", "zho", "ara")
CYRILLIC = {"Harvard": ("Гарвард", "Гарвард"), "Bristol": ("Бристоль", "Бристоль"), "Geneva": ("Женева", "Женева"),
            "Madrid": ("Мадрид", "Мадрид"), "Lombard": ("Ломбард", "Ломбард"), "Kingston": ("Кінгстон", "Кингстон")}  # fmt: skip


def write_names(data: Path, lexicons: Path) -> None:
    """Write NTREX, DEMETR and the two lexicons under the folders given."""
    rows = [_ntrex(number, name) for number, name in enumerate(list(CYRILLIC) * 2)]
    write_gzip(data / "ntrex" / "ntrex13.jsonl.gz", map(json.dumps, rows))
    sound = {
        "lang": "german",
        "id": 1,
        "mt": "In Bonn, it is not wrong.",
        "ref": "It is right in Bonn.",
        "src": "In Bonn.",
    }
    changed = {"file": "critical_id9_ne_replaced", "pert": "In wrong, it is not wrong.", "pert_check": True}
    removed = {"file": "critical_id25_ne_removed", "pert": "In, it is not wrong.", "pert_check": True}
    unused = {"file": "critical_id25_ne_removed", "pert": sound["mt"], "pert_check": False, "id": 2}
    lines = [json.dumps(sound | one) for one in (changed, removed, unused)]
    write_gzip(data / "demetr-dev" / "demetr-dev.jsonl.gz", lines)
    for lang in ("uk", "ru", "de", "fr", "es", "pl", "cs", "pt", "tr", "zh", "ar"):
        entries = [
            "source\tpos\tenglish",
            "Ломбард\tnoun\tpawnshop (a shop)",
            "Genf\tprop\tGeneva",
            "Lombard\tn\tpawnshop",
        ]
        write_gzip(lexicons / "enwiktionary-bilingual" / f"{lang}-en.tsv.gz", entries)
    write_gzip(lexicons / "wd-name-pairs" / "x.tsv.gz", ["latin\tnative\tcount", '"harvarda"\tx\t1'])


def _ntrex(number: int, name: str) -> dict[str, object]:
    uk, ru = CYRILLIC[name]
    text = dict.fromkeys(COLUMNS, f"Es ist in {name} nicht wrong hier.")
    text |= {"eng": f"It is in {name} not wrong here.", "ukr": f"Це є в {uk} не так.", "rus": f"Это в {ru} не так."}
    return {"doc": f"d{number}", "text": text}


def write_gzip(path: Path, lines: "Sequence[str] | map[str]") -> None:
    """Write lines, compressed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def write_expressions(data: Path) -> None:
    """Write one sentence with a wrong name and one that is sound."""
    sound = {
        "id": "2",
        "pair": "uk-en",
        "kind": "clean",
        "src": "Так.",
        "mt": "Yes.",
        "right": "",
        "spans": [],
        "rt": [],
    }
    span = {"start": 6, "end": 11, "severity": "major"}
    named = {
        "id": "1",
        "kind": "name",
        "mt": "He is wrong.",
        "right": "He is Bob.",
        "spans": [span],
        "rt": ["He is Bob."],
    }
    path = data / "expressions-dev" / "expressions.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in (sound | named, sound)), encoding="utf-8")
