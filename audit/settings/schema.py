"""What a file of settings may hold: every key, its type, and what is said of those that are none."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal

import msgspec

from audit.finding import Severity
from audit.profiles import PROFILES
from corpora.read import InputError

_Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
_Count = Annotated[int, msgspec.Meta(ge=1)]
_NEAR = 0.6  # likeness from which another key is worth naming


class Thresholds(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Numbers that differ from the profile's; see `audit.profiles`."""

    confidence: _Share | None = None
    criticals: _Count | None = None
    places: _Count | None = None
    share: _Share | None = None
    tolerated: Annotated[int, msgspec.Meta(ge=0)] | None = None
    slips: Annotated[float, msgspec.Meta(ge=0)] | None = None
    together: _Count | None = None
    within: _Count | None = None
    unaligned: _Share | None = None


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What may be said for every pair of languages, and again for one. Checks are named by code or name."""

    profile: str | None = None
    checks: list[str] | None = None
    without: list[str] = []
    severity: dict[str, Severity] = {}
    thresholds: Thresholds = Thresholds()
    names: str | None = None
    style: Literal["kmu"] | None = None
    glossary: str | list[str] = []
    do_not_translate: str | list[str] = []


class Settings(Table, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The whole file. Paths in it are relative to the file."""

    source_lang: str | None = None
    target_lang: str | None = None
    fail_on: Literal["never", "minor", "major", "critical"] | None = None
    judgements: str | None = None
    pairs: dict[str, Table] = {}


DEFAULTS = Settings()


def parse(data: Mapping[str, Any], where: str) -> Settings:
    """Return the settings of a parsed file. Raises InputError that names file, key and cure."""
    for key, known in _unknown(data, Settings, ""):
        near = get_close_matches(key.rpartition(".")[2].lower().replace("_", "-"), known, 1, _NEAR)
        cure = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(known)}"
        raise InputError(f"{where}: unknown key '{key}'; {cure}")
    try:
        settings = msgspec.convert(data, Settings, strict=True)
    except msgspec.ValidationError as e:
        raise InputError(f"{where}: {_plain(str(e))}") from None
    for key, table in (("", settings), *((f"pairs.{pair}.", table) for pair, table in settings.pairs.items())):
        if table.profile is not None and table.profile not in PROFILES:
            raise InputError(f"{where}: {key}profile: no profile '{table.profile}'; there are {', '.join(PROFILES)}")
    return settings


def _unknown(data: object, struct: type[msgspec.Struct], path: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each key that the struct does not have, with its path, and the keys that it has."""
    if not isinstance(data, Mapping):
        return
    known = {field.encode_name: field.type for field in msgspec.structs.fields(struct)}
    for key, value in data.items():
        if key not in known:
            yield path + key, sorted(known)
        elif key == "thresholds":
            yield from _unknown(value, Thresholds, f"{path}{key}.")
        elif key == "pairs" and isinstance(value, Mapping):
            for pair, table in value.items():
                yield from _unknown(table, Table, f"{path}pairs.{pair}.")


def _plain(error: str) -> str:
    """msgspec's message as key first: "thresholds.share: Expected `float` <= 1.0"."""
    what, _, place = error.replace("\n", " ").replace("`", "'").partition(" - at '$.")
    return f"{place.rstrip(chr(39)) or 'the file'}: {what[:1].lower()}{what[1:]}"
