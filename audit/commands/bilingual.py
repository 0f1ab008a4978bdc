"""Options and steps that commands share which read bilingual files."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from audit.commands.files import opened

if TYPE_CHECKING:
    from corpora.bilingual import Whole
    from corpora.units import Unit

FORMATS = ("tmx", "xliff", "po", "tsv", "csv")


def add_reading(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    """Add how a bilingual file is read, and its languages."""
    parser.add_argument(
        "--format-in", choices=formats, default="", help="format of the input (default: by the file's ending)"
    )
    add_languages(parser)


def add_languages(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--source-lang",
        metavar="TAG",
        default="",
        help="BCP-47 tag of the source, where the file names none or several",
    )
    parser.add_argument("--target-lang", metavar="TAG", default="", help="the same of the translation")


def languages(arguments: argparse.Namespace) -> tuple[str, str]:
    """Return the tags given for source and translation, "" for none. Raises InputError for what is no tag."""
    from corpora.language import parse_tag

    given = ((arguments.source_lang, "--source-lang"), (arguments.target_lang, "--target-lang"))
    source, target = (parse_tag(tag, option) if tag else "" for tag, option in given)
    return source, target


def units_of(arguments: argparse.Namespace, path: str, command: str) -> "tuple[list[Unit], Whole]":
    """Read a bilingual file at once. Raises InputError."""
    from corpora.bilingual import format_of, whole
    from corpora.read import InputError

    style = format_of(path, arguments.format_in)
    if style not in FORMATS:
        raise InputError(f"{command}: {path}: the ending tells no format; name it with --format-in")
    with opened(path) as file:
        try:
            data = file.read()
        except OSError as e:
            raise InputError(f"{path}: cannot be read: {e.strerror}; check the path") from None
    return whole(data, "standard input" if path == "-" else path, style, *languages(arguments))


def tell_left_out(count: int, name: str) -> None:
    """Say what was not audited for want of a translation: silence never means clean."""
    if count:
        print(f"{Path(name).name}: {count} units without a translation left out", file=sys.stderr)
