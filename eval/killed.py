"""Whether a killed run loses or doubles anything: `python -m eval.killed --kills 50`.

Starts `mtaudit feed` and `mtaudit batch --resume` over and over, kills each after a random time (SIGKILL), lets the last one
end, and compares with a run that was never killed. With --ray, one run of `mtaudit batch --engine ray` one of whose workers is killed
in the middle.
"""

import argparse
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from eval.speed_batch import rows

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
    made = [
        {
            "id": n,
            "lang": "en",
            "text": f"President {names[n % 2]} met the council on Monday.\nIt was meeting {n} of the year.",
        }
        for n in range(count)
    ]
    path = folder / "feed.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in made), encoding="utf-8")
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
    made = [
        {"id": n, "pair": "uk-en", "src": "Джо Байден прибув.", "mt": f"Joe Baiden arrived, number {n}."}
        for n in range(count)
    ]
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in made), encoding="utf-8")
    outputs = [folder / "whole.jsonl", folder / "out.jsonl"]
    commands = [["batch", str(path), "-o", str(o), "--jobs", "2", "--resume"] for o in outputs]
    _run(commands[0], None)
    times = _often(commands[1], kills, longest, 2)
    equal = outputs[0].read_bytes() == outputs[1].read_bytes()
    print(f"batch: {count} rows, {times[0]} kills; equal byte for byte: {equal}")
    return equal


def _ray(folder: Path, count: int) -> bool:
    """Kill a worker of Ray when a third of the rows is written; the rows go to standard output, where nothing else may be."""
    path = folder / "ray.jsonl"
    with path.open("wb") as file:
        file.writelines(rows(count))
    whole, other = folder / "one.jsonl", folder / "rayed.jsonl"
    _run(["batch", str(path), "-o", str(whole), "--jobs", "1"], None)
    command = [sys.executable, "-c", _PROGRAM, "batch", str(path), "--engine", "ray", "--jobs", "2"]
    killed = 0
    with other.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            time.sleep(0.1)
            if not killed and other.stat().st_size > whole.stat().st_size / 3:
                killed = next(_workers(process.pid), 0)
                if killed:
                    os.kill(killed, signal.SIGKILL)
    equal = whole.read_bytes() == other.read_bytes()
    print(f"ray: {count} rows, {'a worker' if killed else 'no worker'} killed; equal byte for byte: {equal}")
    return equal and bool(killed)


def _workers(parent: int) -> Iterator[int]:
    """Yield the processes of actors that descend from a process of ours."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if (folder / "cmdline").read_bytes().startswith(b"ray::Doer") and parent in _ancestors(folder):
                yield int(folder.name)


def _ancestors(folder: Path) -> Iterator[int]:
    while (above := int(re.findall(r"^PPid:\s*([0-9]+)", (folder / "status").read_text(), re.M)[0])) > 1:
        yield above
        folder = folder.with_name(str(above))


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill feed and batch over and over.")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--longest", type=float, default=6.0, help="seconds that a run may last before it is killed")
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--rows", type=int, default=60_000)
    parser.add_argument("--ray", action="store_true", help="only a worker of Ray, with at most 20,000 rows")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if arguments.ray:
            return 0 if _ray(Path(name), min(arguments.rows, 20_000)) else 1
        good = _feed(Path(name), arguments.kills, arguments.longest, arguments.articles)
        return 0 if _batch(Path(name), arguments.kills, arguments.longest, arguments.rows) and good else 1


if __name__ == "__main__":
    sys.exit(main())
