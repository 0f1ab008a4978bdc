"""What several test files share: tiny translation models, each built once a session, an empty cache, a review page."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
import report_fixture
import review_store

from audit.models.cache import Cache
from audit.packs.installed import ENDING
from audit.packs.pack import Info, write
from audit.packs.tables import read

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from audit.serve.app import Desk

_TABLES = Path(__file__).parent / "lexicons"


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


@pytest.fixture(autouse=True)
def no_packs(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the lexicon packs of the machine away; return the empty folder in their place."""
    place = tmp_path_factory.mktemp("lexicons")
    monkeypatch.setenv("MTAUDIT_LEXICONS", str(place))
    return place


@pytest.fixture(scope="session")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with packs of uk and de, built from the tables of tests/lexicons."""
    place = tmp_path_factory.mktemp("packs")
    for lang in ("uk", "de"):
        tables = sorted(_TABLES.glob("*.tsv"))
        entries = (entry for path in tables for entry in read(path.read_bytes().splitlines(), path.name, lang))
        write(
            place / f"{lang}-en.test{ENDING}",
            Info(f"{lang}-en.test", lang, "tests", "Apache-2.0", "2026-11-22"),
            entries,
        )
    return place


@pytest.fixture
def with_packs(packs: Path, no_packs: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install those packs for one test."""
    monkeypatch.setenv("MTAUDIT_LEXICONS", str(packs))
    return packs


@pytest.fixture(autouse=True)
def no_judgements(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the user's judgements away; return the file in their place, which does not exist."""
    place = tmp_path_factory.mktemp("judgements") / "judgements.sqlite"
    monkeypatch.setenv("MTAUDIT_JUDGEMENTS", str(place))
    return place


@pytest.fixture
def no_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forbid the network."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a connection was opened")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def desk(tmp_path: Path) -> "Desk":
    """A review page over four articles."""
    from audit.serve.app import Desk  # noqa: PLC0415  (needs an extra)
    from audit.serve.guard import Keys  # noqa: PLC0415

    articles = [report_fixture.sample(), review_store.hostile(), report_fixture.arabic(), None]
    path = review_store.filled(tmp_path / "s.sqlite", articles)
    return Desk(path, tmp_path / "judgements.sqlite", "the desk", Keys("127.0.0.1", 8765))


@pytest.fixture
def client(desk: "Desk") -> "Iterator[TestClient]":
    """A reader of that page, who follows no redirect."""
    from reviewing import LOCAL  # noqa: PLC0415
    from starlette.testclient import TestClient  # noqa: PLC0415

    from audit.serve.app import app  # noqa: PLC0415

    with TestClient(app(desk), base_url=LOCAL, follow_redirects=False) as made:
        yield made
