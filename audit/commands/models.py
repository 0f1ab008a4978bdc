"""`mtaudit models`: list translation models, or fetch one."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.models.catalogue import Model


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", metavar="PAIR | fetch PAIR|MODEL", nargs="*", help="list all, or those of a pair; or download ahead"
    )
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.models.catalogue import models

    if arguments.what[:1] == ["fetch"]:
        return _fetch(arguments.what[1:])
    wanted = [pair.lower() for pair in arguments.what]
    rows = [m for m in models() if not wanted or m.pair in wanted or m.pair == "*"]
    lines = [
        ("pair", "model", "licence", "MB", "on this machine"),
        *map(_shown, rows),
        *_others(wanted),
        *_encoders(wanted),
    ]
    widths = [max(len(line[k]) for line in lines) for k in range(4)]
    for line in lines:
        print("  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=False)) + "  " + line[4])
    return 0


def _shown(model: "Model") -> tuple[str, str, str, str, str]:
    from audit.models.catalogue import installed

    use = model.licence if model.commercial else f"{model.licence}: non-commercial, never chosen by default"
    return model.pair, model.spec, use, str(model.megabytes), str(installed(model.spec) or "no")


def _others(wanted: Sequence[str]) -> Iterator[tuple[str, str, str, str, str]]:
    """Firefox models on this machine that the table does not list."""
    from audit.models.catalogue import models
    from audit.models.firefox import installed

    known = {m.spec for m in models()}
    for pair, folder in sorted(installed().items()):
        if f"firefox:{pair}" not in known and (not wanted or pair in wanted):
            yield pair, f"firefox:{pair}", "MPL-2.0", "", str(folder)


def _encoders(wanted: Sequence[str]) -> Iterator[tuple[str, str, str, str, str]]:
    """The encoder that aligns texts of any languages, and what stands in for it."""
    from audit.models.encoders import bundled

    if not wanted:
        yield "encoder", "e5", "MIT", "68", str(bundled.found() or f"no: {bundled.INSTALL}")
        yield "encoder", "hashing", "", "", "always"


def _fetch(names: Sequence[str]) -> int:
    import re

    from audit.models.catalogue import default
    from audit.models.load import fetch
    from corpora.language import parse_pair
    from corpora.read import InputError

    if not names:
        raise InputError("models fetch: name a pair such as uk-en, or a model")
    for name in names:
        spec, langs = name, ("", "")
        if re.fullmatch(r"[a-zA-Z]{2,3}-[a-zA-Z]{2,3}", name) and not Path(name).exists():
            langs = parse_pair(name.lower(), "models fetch")
            model = default(*langs)
            spec = model.spec
            print(f"{name}: {spec} ({model.licence}, {model.megabytes} MB)", flush=True)
        print(f"{spec}: {fetch(spec, *langs)}")
    return 0
