"""Findings as a Hugging Face data set, and as the Parquet file that holds one. Needs `datasets`.

Columns are the fields of a line of `jsonl`; classes are strings, `evidence` is a list of {"origin", "text"}.
"""

import io
import json
from typing import TYPE_CHECKING, Any

from audit.reports import jsonl
from audit.reports.view import Audited
from corpora.read import InputError

if TYPE_CHECKING:
    import datasets

_WHOLE = frozenset(
    name for name in jsonl.LineRecord.__struct_fields__ if name.endswith(("start", "end")) or name == "segment"
)


def render(audited: Audited) -> bytes:
    """Return a Parquet file with one row for each finding. Raises InputError without `datasets`."""
    found = dataset(audited)
    from pyarrow.parquet import write_table  # noqa: PLC0415  (comes with datasets, whose own writer draws a progress bar)

    out = io.BytesIO()
    write_table(found.data.table.cast(found.features.arrow_schema), out)
    return out.getvalue()


def dataset(*audits: Audited) -> "datasets.Dataset":
    """Return the findings of these audits, in order. Raises InputError without `datasets`."""
    try:
        import datasets  # noqa: PLC0415  (takes seconds to import, and is an extra)
    except ImportError:
        raise InputError("parquet: needs the package 'datasets'; pip install datasets") from None
    rows = [json.loads(line) for audited in audits for line in jsonl.lines(audited)]
    columns = {name: [row[name] for row in rows] for name in jsonl.LineRecord.__struct_fields__}
    return datasets.Dataset.from_dict(columns, features=_features(datasets))


def _features(datasets: Any) -> "datasets.Features":
    text, whole = datasets.Value("string"), datasets.Value("int64")
    others = {"confidence": datasets.Value("float64"), "evidence": datasets.List({"origin": text, "text": text})}
    names = jsonl.LineRecord.__struct_fields__
    return datasets.Features({name: others.get(name, whole if name in _WHOLE else text) for name in names})
