"""Words that weaken or bind a statement, in many languages. They stand in cues.tsv (Apache-2.0)."""

from functools import cache
from importlib.resources import files

import regex

from audit.lexicons.polarity import Forms, forms_of


@cache
def _table() -> dict[tuple[str, str], Forms]:
    text = files("audit.lexicons").joinpath("cues.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {(sort, lang): forms_of(forms.split(), lang) for sort, lang, forms in lines}


def cues(sort: str, text: str, lang: str) -> list[tuple[int, int]] | None:
    """Return the places of a sort of words ("possible", "condition", "only", "reported"); None where no table knows them."""
    forms = _table().get((sort, lang.partition("-")[0].lower()))
    return forms.spans(regex.sub("[’ʼ]", "'", text)) if forms else None
