"""Calls transformers' `from_pretrained` on a folder: without the network, without its printing, with errors of one line."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from audit.models.hub import Place, one_line
from audit.models.translator import ModelError


def read(where: Place, what: str, kind: Any, **options: Any) -> Any:
    """Call `from_pretrained` on the folder; ModelError for the many kinds of errors that damaged files give."""
    try:
        return kind.from_pretrained(str(where.folder), local_files_only=True, **options)
    except MemoryError:
        raise
    except Exception as e:
        raise ModelError(
            f"{where.name}: its {what} cannot be read: {one_line(e)}; get the model's files again"
        ) from None


@contextmanager
def quiet() -> Iterator[None]:
    """Keep transformers from printing bars and advice, which are for those who write programs with it."""
    from transformers import utils  # noqa: PLC0415

    printing: Any = utils.logging
    level, bars = printing.get_verbosity(), printing.is_progress_bar_enabled()
    printing.set_verbosity(logging.CRITICAL)
    printing.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        printing.set_verbosity(level)
        if bars:
            printing.enable_progress_bar()
