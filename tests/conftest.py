"""What several test files share: tiny translation models, each built once a session, and an empty cache."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from audit.models.cache import Cache


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function from the name of a builder in tests/tiny_models.py or tests/tiny_encoders.py to its model's folder."""
    built: dict[str, Path] = {}

    def folder(name: str) -> Path:
        if name not in built:
            for library in ("torch", "transformers", "sentencepiece"):
                pytest.importorskip(library, reason=f"{library} is not installed: pip install 'mtaudit[mt]'")
            from tests import tiny_encoders, tiny_models  # noqa: PLC0415  (need them)

            builder = getattr(tiny_models, name, None) or getattr(tiny_encoders, name)
            built[name] = builder(tmp_path_factory.mktemp("models") / name)
        return built[name]

    return folder


@pytest.fixture
def said() -> list[str]:
    """The lines that the cache told."""
    return []


@pytest.fixture
def cache(tmp_path: Path, said: list[str]) -> Iterator[Cache]:
    made = Cache(tmp_path / "c.sqlite", said.append)
    yield made
    made.close()
