"""Reads sets of Hugging Face `datasets`: a folder or file on this machine, or an id of the hub. Streaming."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpora.read import InputError
from corpora.table import columns, units
from corpora.units import Unit

PREFIX = "hf:"
_FILES = {".parquet": "parquet", ".json": "json", ".jsonl": "json", ".csv": "csv", ".arrow": "arrow"}
_HOW = "write hf:NAME, hf:NAME,CONFIG or hf:NAME,CONFIG,SPLIT"


def read(
    spec: str, source_lang: str = "", target_lang: str = "", *, offline: bool = False
) -> Iterator[Unit | InputError]:
    """Yield a unit for each row of `NAME[,CONFIG[,SPLIT]]`, columns named as in a table, or `translation` by languages.

    Raises InputError for a set that cannot be had, and for columns that cannot be told apart.
    """
    name, config, split = (*spec.split(","), "", "")[:3]
    rows = _rows(name.strip(), config.strip(), split.strip(), offline=offline)
    try:
        first = next(rows, None)
    except InputError:
        raise
    except Exception as e:  # of any kind, from the library's readers and its network
        raise _failed(name, e) from None
    if first is None:
        raise InputError(f"hf:{name}: no rows; name another split: {_HOW}")
    flat = _flat(first)
    names = list(flat)
    found = columns(names, source_lang, target_lang, f"hf:{name}")
    if found is None:
        raise InputError(f"hf:{name}: no column for the translation among {', '.join(names)[:200]}; name one 'mt'")

    def cells() -> Iterator[tuple[int, list[str]]]:
        yield 1, [_text(v) for v in flat.values()]
        try:
            for number, row in enumerate(rows, 2):
                flattened = _flat(row)
                yield number, [_text(flattened.get(n)) for n in names]
        except Exception as e:
            raise _failed(name, e) from None

    yield from units(cells(), found, len(names), f"hf:{name}", (source_lang, target_lang))


def _rows(name: str, config: str, split: str, *, offline: bool) -> Iterator[Mapping[str, Any]]:
    if offline:
        os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1")  # read when the library is first imported
    try:
        import datasets  # noqa: PLC0415  (seconds, and an extra)
    except ImportError:
        raise InputError(f"hf:{name}: needs the package datasets: pip install datasets") from None
    kind = _FILES.get(Path(name).suffix.lower()) if Path(name).is_file() else None
    if kind:
        found = datasets.load_dataset(kind, data_files=name, streaming=True)
    elif (Path(name) / "dataset_info.json").exists() or (Path(name) / "dataset_dict.json").exists():
        found = datasets.load_from_disk(name)
    else:
        found = datasets.load_dataset(name, config or None, streaming=True)
    if isinstance(found, Mapping):
        chosen = split or next((s for s in ("test", "validation", "train") if s in found), next(iter(found), ""))
        if chosen not in found:
            raise InputError(f"hf:{name}: no split '{chosen}'; has {', '.join(map(str, found))}")
        found = found[chosen]
    yield from found


def _failed(name: str, error: Exception) -> InputError:
    reason = " ".join(str(error).split())[:160]
    return InputError(f"hf:{name}: cannot be read: {type(error).__name__}: {reason}; {_HOW}")


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row, with the texts of a `translation` by language, and of a list of re-translations, as columns of their own."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if key == "translation" and isinstance(value, Mapping):
            flat.update(value)
        elif key in ("rt", "retranslations") and isinstance(value, list):
            flat.update({f"rt{k}": text for k, text in enumerate(value, 1)})
        else:
            flat[key] = value
    return flat


def _text(value: object) -> str:
    return "" if value is None else str(value)
