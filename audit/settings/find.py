"""Where settings lie: `mtaudit.toml`, or `[tool.mtaudit]` of pyproject.toml, in the working folder or one above it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.settings.schema import DEFAULTS, Settings, parse
from corpora.read import InputError

FILE, SHARED = "mtaudit.toml", "pyproject.toml"


@dataclass(frozen=True, slots=True)
class Found:
    """Settings and the file they come from, None for the defaults. Paths in the file are relative to `folder`."""

    settings: Settings = DEFAULTS
    path: Path | None = None

    @property
    def folder(self) -> Path:
        return self.path.parent if self.path else Path()


def find(given: str, start: Path | None = None) -> Found:
    """Return the settings of the named file, else those found upward from `start` (the working folder), else the defaults.

    Raises InputError for a file that cannot be read or says what no setting is.
    """
    if given:
        path = Path(given)
        return _read(path) or Found(path=path)
    first = (start or Path.cwd()).resolve()
    for folder in (first, *first.parents):
        for path in _here(folder):
            if found := _read(path):
                return found
    return Found()


def _here(folder: Path) -> Iterator[Path]:
    own, shared = folder / FILE, folder / SHARED
    if own.is_file():
        yield own
    if shared.is_file():
        yield shared


def _read(path: Path) -> Found | None:
    """The settings of a file; None for a pyproject.toml that says nothing of mtaudit."""
    shared = path.name == SHARED
    try:
        text = path.read_bytes()
        if shared and b"mtaudit" not in text:
            return None
        data: dict[str, Any] = tomllib.loads(text.decode("utf-8"))
    except UnicodeDecodeError as e:
        raise InputError(f"{path}: not UTF-8 at byte {e.start}; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as e:
        raise InputError(f"{path}: not TOML: {e}; correct the line") from None
    except OSError as e:
        raise InputError(f"{path}: cannot be read: {e.strerror}; check --config") from None
    if not shared:
        return Found(parse(data, str(path)), path)
    tools = data.get("tool")
    if not isinstance(tools, dict) or "mtaudit" not in tools:
        return None
    return Found(parse(tools["mtaudit"], f"{path}: tool.mtaudit"), path)
