"""What the tests of the transformers backend share; importing it skips a test file where the models cannot be built."""

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from audit.models import huggingface
from audit.models.translator import ModelError, Settings

MT = "pip install 'mtaudit[mt]'"
torch = pytest.importorskip("torch", reason=f"torch is not installed: {MT}")
tiny_models = pytest.importorskip(
    "tests.tiny_models", reason=f"transformers or sentencepiece is not installed: {MT}", exc_type=ImportError
)

Tiny = Callable[[str], Path]
FAMILIES = ("marian", "nllb", "m2m100", "mbart50", "t5", "madlad")
SOURCES = tuple(a for a, _ in tiny_models.LINES)
TARGETS = tuple(b for _, b in tiny_models.LINES)
ODD = "The ½ ﬁne… “bridge” 日本\u200b was </s> clo\u00adsed 👍🏽 e\u0301!"


def pair(**options: Any) -> Settings:
    return Settings(**{"source_lang": "uk", "target_lang": "en", "offline": True, **options})


@cache
def loaded(folder: Path, **options: Any) -> huggingface.HuggingFace:
    return huggingface.load(str(folder), pair(**options))


def copied(folder: Path, into: Path) -> Path:
    return Path(shutil.copytree(folder, into / "model"))


def changed(path: Path, **values: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | values), "utf-8")


def refusal(folder: Path | str, **options: Any) -> str:
    with pytest.raises(ModelError) as e:
        huggingface.load(str(folder), pair(**options))
    text = str(e.value)
    assert "\n" not in text
    assert len(text) < 400
    return text
