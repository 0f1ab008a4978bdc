"""Rows of annotated sets, read into pairs and into the type of our own findings. The data stay where they are."""

from audit.annotation import annotation
from audit.check import Pair
from eval.rows import Row

__all__ = ["annotation", "paired"]


def paired(row: Row, retranslations: tuple[str, ...] = ()) -> Pair:
    """Make a pair of a row with `pair` ("uk-en"), `src` and `mt`."""
    source_lang, target_lang = row["pair"].split("-")
    return Pair(row["mt"], target_lang, row["src"], source_lang, retranslations)
