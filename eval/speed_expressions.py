"""How fast the checks of expressions and senses are with packs: `python -m eval.speed_expressions`; --write-results puts it into RESULTS.

The packs of all languages of the data folder are made first. Then each source language has a process of its own, which audits
translations of WMT22 beside one re-translation with the four checks: cold, tables and packs loaded on the way, and once more.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from audit.check import Pair
from audit.packs.installed import FOLDER
from eval.lexicons import build
from eval.name_cost import memory
from eval.results import write_speed
from eval.rows import local
from eval.run import shared_folder

CHECKS = ("I001", "I002", "S001", "S002")
LANGS = ("uk", "ru", "de")
AIM = 12_000  # segments a minute of one core


def pairs(shared: Path, lang: str) -> list[Pair]:
    """Return a translation of each source of a language, with another as its re-translation."""
    found = []
    for row in local(shared / "data" / f"wmt22-{lang}en" / f"{lang}-en.jsonl.gz"):
        machines = [row["mt"][name] for name in sorted(row["mt"]) if row["mt"][name]]
        if len(machines) > 1:
            found.append(Pair(machines[0], "en", row["src"], lang, (machines[1],)))
    return found


def measured(shared: Path, lang: str) -> tuple[int, float, float, float]:
    """Return segments, segments a minute cold and again, and the most memory in MiB of this process."""
    rows = pairs(shared, lang)
    paces = [_pace(rows) for _ in range(2)]
    return len(rows), paces[0], paces[1], memory()


def _pace(rows: list[Pair]) -> float:
    began = process_time()
    from audit.checks import CHECKS as KNOWN  # noqa: PLC0415  (the import is part of what is measured)
    from audit.run import audit_pairs  # noqa: PLC0415

    checks = [one for one in KNOWN if one.code in CHECKS]
    for pair in rows:
        audit_pairs([pair], checks=checks)
    return 60 * len(rows) / (process_time() - began)


def _all(shared: Path) -> str:
    lines = [
        f"{'source':6} {'segments':>8} {'a minute, cold':>15} {'once more':>10} {'MiB':>5}   (aim: {AIM} on one core, 400 MB)"
    ]
    with TemporaryDirectory() as folder:
        made = build(shared, Path(folder))
        lines.append(
            f"{len(made)} packs, {sum(one.words for one in made)} words, {sum(one.phrases for one in made)} phrases"
        )
        for lang in LANGS:
            command = [sys.executable, "-m", "eval.speed_expressions", "--shared", str(shared), "--only", lang]
            run = subprocess.run(command, env=os.environ | {FOLDER: folder}, capture_output=True, text=True, check=True)
            count, cold, again, most = json.loads(run.stdout)
            lines.append(f"{lang:6} {count:8} {cold:15.0f} {again:10.0f} {most:5.0f}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.speed_expressions", description=__doc__)
    parser.add_argument("--shared", default="", metavar="DIR", help="data folder (else MTAUDIT_SHARED, else ../shared)")
    parser.add_argument(
        "--only", default="", metavar="LANG", help="one source language, with the packs of this machine, as JSON"
    )
    parser.add_argument("--write-results", action="store_true", help="put it into eval/RESULTS.md")
    given = parser.parse_args()
    shared = shared_folder(given.shared)
    if given.only:
        print(json.dumps(measured(shared, given.only)))
        return 0
    said = _all(shared)
    print(said)
    if given.write_results:
        write_speed("python -m eval.speed_expressions --write-results", said, "expressions and senses with all packs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
