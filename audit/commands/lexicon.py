"""`mtaudit lexicon`: build packs, list and add them, and try one on a sentence."""

import argparse
import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from audit.packs.pack import Entry, Info

_TABLES = (".tsv", ".tab", ".txt")
_LINES = (".jsonl", ".ndjson", ".json")


def add(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(title="actions", required=True, metavar="ACTION")
    build = actions.add_parser("build", help="make a pack from Wiktionary extracts or tables", allow_abbrev=False)
    build.add_argument(
        "inputs", nargs="+", metavar="IN", help="JSONL of kaikki.org (wiktextract), or TSV with a header; .gz too"
    )
    build.add_argument("--lang", metavar="TAG", required=True, help="language of the words, such as uk")
    build.add_argument("-o", "--output", metavar="OUT", default="", help="a file (default: installed under --name)")
    build.add_argument("--name", metavar="NAME", default="", help="default: LANG-en.wiktionary or LANG-en.table")
    build.add_argument("--origin", metavar="TEXT", default="", help="where the data are from, for list and reports")
    build.add_argument("--licence", metavar="TEXT", default="", help="licence of the data")
    build.add_argument("--date", metavar="DATE", default="", help="date of the data (default: that of the first file)")
    build.set_defaults(command=run_build)
    listed = actions.add_parser("list", help="the packs on this machine", allow_abbrev=False)
    listed.set_defaults(command=run_list)
    added = actions.add_parser("add", help="install a pack that lies elsewhere", allow_abbrev=False)
    added.add_argument("pack", metavar="FILE", help="a pack made by 'mtaudit lexicon build'")
    added.set_defaults(command=run_add)
    test = actions.add_parser("test", help="say what the packs know of a sentence", allow_abbrev=False)
    test.add_argument("text", metavar="TEXT", help="a sentence of the source language")
    test.add_argument("--lang", metavar="TAG", default="", help="its language (default: detected)")
    test.set_defaults(command=run_test)


def run_build(arguments: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from audit.packs.installed import ENDING, folder
    from audit.packs.pack import Info, write
    from corpora.language import parse_tag, primary
    from corpora.read import InputError

    lang = primary(parse_tag(arguments.lang, "--lang"))
    paths = [Path(name) for name in arguments.inputs]
    for path in paths:
        if not path.is_file():
            raise InputError(f"{path}: no such file; download an extract from kaikki.org or give a table")
    extract = any(_kind(path) == "extract" for path in paths)
    name = arguments.name or f"{lang}-en.{'wiktionary' if extract else 'table'}"
    if Path(name).name != name:
        raise InputError(f"--name {name}: give a name without folders; -o OUT says where the pack goes")
    output = Path(arguments.output) if arguments.output else folder() / f"{name}{ENDING}"
    origin = arguments.origin or ("English Wiktionary by kaikki.org" if extract else ", ".join(p.name for p in paths))
    licence = arguments.licence or ("CC BY-SA 4.0" if extract else "")
    date = arguments.date or datetime.fromtimestamp(paths[0].stat().st_mtime, UTC).date().isoformat()
    if output.is_dir() or any(output.exists() and output.samefile(path) for path in paths):
        raise InputError(f"{output}: is a folder or one of the inputs; name another file for the pack")
    made = write(output, Info(name, lang, _line(origin), _line(licence), _line(date)), _entries(paths, lang))
    print(f"{output}: {_shown(made)}")
    return 0


def _entries(paths: list[Path], lang: str) -> "Iterator[Entry]":
    from audit.packs import tables, wiktextract

    for path in paths:
        with _opened(path) as lines:
            reader = wiktextract.read if _kind(path) == "extract" else tables.read
            yield from reader(lines, str(path), lang)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file of lines; what is wrong with a compressed one is told as for any input."""
    import zlib

    from corpora.read import InputError

    if path.suffix != ".gz":
        with path.open("rb") as lines:
            yield lines
        return
    try:
        with gzip.open(path, "rb") as lines:
            yield lines  # type: ignore[misc]  # a GzipFile is read as any binary file
    except (gzip.BadGzipFile, EOFError, zlib.error) as e:
        raise InputError(f"{path}: is no whole gzip file ({e}); download it again") from None


def _kind(path: Path) -> str:
    from corpora.read import InputError

    ending = Path(path.stem).suffix.lower() if path.suffix == ".gz" else path.suffix.lower()
    if ending in _LINES or ending in _TABLES:
        return "extract" if ending in _LINES else "table"
    known = ", ".join((*_LINES, *_TABLES))
    raise InputError(f"{path}: unknown ending '{ending}'; lexicon build reads {known}, each also with .gz")


def run_list(arguments: argparse.Namespace) -> int:
    from audit.packs.installed import folder, packs
    from audit.packs.pack import Pack

    found = list(packs())
    for one in found:
        if isinstance(one, Pack):
            print(_shown(one.info))
            one.close()
        else:
            print(f"mtaudit: {one}", file=sys.stderr)
    if not found:
        print(f"{folder()}: no packs yet; make one with 'mtaudit lexicon build'")
    return 0


def run_add(arguments: argparse.Namespace) -> int:
    from audit.packs.installed import add as install
    from corpora.read import InputError

    path = Path(arguments.pack)
    if not path.is_file():
        raise InputError(f"{path}: no such file; make a pack with 'mtaudit lexicon build'")
    print(f"installed as {install(path)}")
    return 0


def run_test(arguments: argparse.Namespace) -> int:
    from audit.lexicons.booked import booked
    from audit.lexicons.wordwise import rendered
    from audit.packs.installed import folder, of
    from corpora.language import parse_tag, primary, settle
    from corpora.read import InputError

    given = parse_tag(arguments.lang, "--lang") if arguments.lang else ""
    lang = primary(settle(arguments.text, given, "TEXT", "--lang"))
    if not of(lang):
        raise InputError(f"lexicon test: no pack of '{lang}' in {folder()}; make one with 'mtaudit lexicon build'")
    for one in booked(arguments.text, lang):
        place = arguments.text[one.span.start : one.span.end]
        print(f"{place}: {one.phrase.phrase} = {'; '.join(one.phrase.right[:3])}")
    for word in rendered(arguments.text, lang):
        senses = " | ".join(", ".join(sorted(sense)) for sense in word.senses[:6])
        print(f"{word.word.text}: {senses}")
    return 0


def _shown(info: "Info") -> str:
    facts = (
        f"{info.words:,} words",
        f"{info.phrases:,} phrases",
        info.origin,
        info.licence or "licence not given",
        info.date,
    )
    return f"{info.name}  {info.lang}  " + "; ".join(facts)


def _line(text: str) -> str:
    """A fact in one line, without what parts the facts of a signature."""
    return " ".join(text.replace("|", "/").split())
