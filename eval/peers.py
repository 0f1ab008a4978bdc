"""Other programs on the same rows. Each runs as a process of its own; none is a dependency, and an absent one is named.

pofilter (translate-toolkit, GPL) compares a translation with its source by rules of localisation: numbers, punctuation,
capitals, doubled words. It tells the segment and no place in it. `MTAUDIT_POFILTER` names the program, for example in a
virtual environment made for it: `python -m venv DIR && DIR/bin/pip install translate-toolkit`.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.check import Pair
from audit.finding import Finding
from eval.baselines import rival
from eval.gold import annotation
from eval.judged import Judged

PROGRAM = "MTAUDIT_POFILTER"
_LIMIT = 600  # seconds for one file; 10,000 segments take about six
_HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
_TEST = re.compile(r"^#.*\(pofilter\) ([\w-]+)", re.MULTILINE)
_PLACE = re.compile(r'^msgctxt "(\d+)"$', re.MULTILINE)
# Rules about program texts (keys, tags, variables) or about the life of a PO file, which running text has no part in.
_OF_PROGRAMS = (
    "accelerators compendiumconflicts credits escapes filepaths functions gconf hassuggestion isfuzzy isreview "
    "kdecomments newlines nplurals options printf pythonbraceformat simpleplurals tabs variables xmltags"
).split()
# Rules about what is said, without those about punctuation, capitals and spaces, which languages handle differently.
_OF_WORDS = "acronyms blank doublewords emails long notranslatewords numbers short unchanged untranslated urls".split()

Failed = tuple[tuple[str, ...], ...]


class PeerError(Exception):
    """The program is not there. The text says what to do."""


def pofilter(pairs: Sequence[Pair], *, tests: Sequence[str] = ()) -> Failed:
    """Return the names of the rules that each pair breaks, in the order given, all rules for running text by default.

    The pairs have one target language. Raises PeerError without the program, OSError or subprocess errors when it fails.
    """
    program = _program()
    if not any(pair.source and pair.target for pair in pairs):
        return ((),) * len(pairs)
    with TemporaryDirectory() as folder:
        read, written = Path(folder, "in.po"), Path(folder, "out.po")
        read.write_text("\n".join((_HEAD, *_units(pairs))), encoding="utf-8")
        chosen = [f"--test={one}" for one in tests] or [f"--excludefilter={one}" for one in _OF_PROGRAMS]
        language = f"--language={pairs[0].target_lang}"
        command = [program, "--progress=none", language, *chosen, "-i", str(read), "-o", str(written)]
        subprocess.run(command, check=True, capture_output=True, timeout=_LIMIT)
        broken = _broken(written.read_text(encoding="utf-8")) if written.exists() else {}  # no file: nothing broken
    return tuple(broken.get(index, ()) for index in range(len(pairs)))


def peers(group: Sequence[Judged]) -> dict[str, list[Judged]]:
    """Return what the peers that are here find on the same texts, by name and version; a flagged segment is one finding.

    Their places say nothing, so they belong into tables by segment only.
    """
    try:
        name = pofilter_version()
    except PeerError:
        return {}
    rows = {f"{name}, {what}": tests for what, tests in (("all rules", ()), ("rules about words", _OF_WORDS))}
    return {row: rival(group, partial(_whole_segments, tests=tests)) for row, tests in rows.items()}


def absent() -> str:
    """Return a line for the peer that is not here, "" when it is."""
    try:
        _program()
    except PeerError as error:
        return str(error)
    return ""


def _whole_segments(pairs: Sequence[Pair], _: Sequence[Finding], *, tests: Sequence[str]) -> list[Finding]:
    found: list[Finding] = []
    for language in dict.fromkeys(pair.target_lang for pair in pairs):
        places = [index for index, pair in enumerate(pairs) if pair.target_lang == language]
        broken = pofilter([pairs[index] for index in places], tests=tests)
        found += [
            _flag(index, pairs[index].target, rules) for index, rules in zip(places, broken, strict=True) if rules
        ]
    return found


def _flag(segment: int, text: str, rules: Sequence[str]) -> Finding:
    row = {"start": 0, "end": len(text), "kind": "language", "severity": "minor", "note": " ".join(rules)}
    return replace(annotation(row, segment), code="pofilter", name="pofilter")


def pofilter_version() -> str:
    """Return "pofilter 3.20.4", as the program says. Raises PeerError without it."""
    return _version(_program())


@cache
def _version(program: str) -> str:
    said = subprocess.run([program, "--version"], check=True, capture_output=True, timeout=_LIMIT, text=True)
    return said.stdout.strip()


def _program() -> str:
    named = os.environ.get(PROGRAM, "")
    if not named:
        raise PeerError(f"pofilter: not measured, {PROGRAM} names no program; see eval/peers.py")
    if not os.access(named, os.X_OK) or Path(named).is_dir():
        raise PeerError(f"pofilter: not measured, {PROGRAM} names no program that can be run; see eval/peers.py")
    return named


def _units(pairs: Sequence[Pair]) -> Iterator[str]:
    """Yield an entry for each pair that says something on both sides, its number as the context."""
    for index, pair in enumerate(pairs):
        if pair.source and pair.target:
            yield f'msgctxt "{index}"\nmsgid {_quoted(pair.source)}\nmsgstr {_quoted(pair.target)}\n'


def _quoted(text: str) -> str:
    """Write a PO string: white space that ends a line becomes a blank, so that one entry stays one line."""
    plain = " ".join(text.splitlines()).replace("\t", " ")
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _broken(text: str) -> dict[int, tuple[str, ...]]:
    """Read pofilter's output: entries between blank lines, the rules as comments above."""
    found: dict[int, tuple[str, ...]] = {}
    for entry in text.split("\n\n"):
        if place := _PLACE.search(entry):
            found[int(place[1])] = tuple(_TEST.findall(entry))
    return found
