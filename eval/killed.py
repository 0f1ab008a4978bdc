"""Whether a killed run loses or doubles anything: `python -m eval.killed --kills 50`.

Starts `mtaudit feed` and `mtaudit batch --resume` over and over, kills each after a random time (SIGKILL), lets the last one
end, and compares with a run that was never killed.
"""

import argparse
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

_PROGRAM = "import sys; from audit.cli import main; sys.exit(main())"
_COMPARED = "SELECT key, a.hash, u.decision, u.points, f.number, f.finding FROM articles a LEFT JOIN audits u ON u.id = a.audit LEFT JOIN findings f ON f.audit = u.id ORDER BY 1, 5"
_DOUBLED = "SELECT (SELECT count(*) FROM audits) - (SELECT count(DISTINCT article) FROM audits), (SELECT count(*) FROM articles WHERE state != 'audited')"


def _run(command: list[str], seconds: float | None) -> bool:
    """Whether the command came to its end before it was killed."""
    process = subprocess.Popen([sys.executable, "-c", _PROGRAM, *command], stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False
    return True


def _often(command: list[str], kills: int, longest: float, seed: int) -> tuple[int, int]:
    """Run to the end, after at most so many kills; return the kills, and the runs that ended by themselves."""
    draw, done, ended = random.Random(seed), 0, 0
    while done < kills and ended < 3:
        if _run(command, draw.uniform(0.3, longest)):
            ended += 1
        else:
            done += 1
    _run(command, None)
    return done, ended


def _feed(folder: Path, kills: int, longest: float, count: int) -> bool:
    names = ("Joe Baiden", "Joe Biden")
    rows = [
        {
            "id": n,
            "lang": "en",
            "text": f"President {names[n % 2]} met the council on Monday.\nIt was meeting {n} of the year.",
        }
        for n in range(count)
    ]
    path = folder / "feed.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    commands = [
        ["feed", str(path), "--store", str(folder / s), "--encoder", "none", "--jobs", "2"] for s in ("whole", "killed")
    ]
    _run(commands[0], None)
    times = _often(commands[1], kills, longest, 1)
    whole, other = (sqlite3.connect(folder / s).execute(_COMPARED).fetchall() for s in ("whole", "killed"))
    doubled, missing = sqlite3.connect(folder / "killed").execute(_DOUBLED).fetchone()
    print(
        f"feed: {count} articles, {times[0]} kills; {doubled} audits twice, {missing} articles without one; equal: {whole == other}"
    )
    return whole == other and not doubled and not missing


def _batch(folder: Path, kills: int, longest: float, count: int) -> bool:
    rows = [
        {"id": n, "pair": "uk-en", "src": "Джо Байден прибув.", "mt": f"Joe Baiden arrived, number {n}."}
        for n in range(count)
    ]
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    outputs = [folder / "whole.jsonl", folder / "out.jsonl"]
    commands = [["batch", str(path), "-o", str(o), "--jobs", "2", "--resume"] for o in outputs]
    _run(commands[0], None)
    times = _often(commands[1], kills, longest, 2)
    equal = outputs[0].read_bytes() == outputs[1].read_bytes()
    print(f"batch: {count} rows, {times[0]} kills; equal byte for byte: {equal}")
    return equal


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill feed and batch over and over.")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--longest", type=float, default=6.0, help="seconds that a run may last before it is killed")
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--rows", type=int, default=60_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        good = _feed(Path(name), arguments.kills, arguments.longest, arguments.articles)
        return 0 if _batch(Path(name), arguments.kills, arguments.longest, arguments.rows) and good else 1


if __name__ == "__main__":
    sys.exit(main())
