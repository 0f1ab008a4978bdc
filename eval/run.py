"""Run benchmarks and print their tables: `python -m eval.run focus clean expressions articles names`.

The data are not part of the project. They lie in the folder that --shared or MTAUDIT_SHARED names, else in `shared`
beside the checkout; a benchmark without its data is skipped by name.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

from audit.packs.installed import FOLDER
from corpora.read import InputError
from eval.bench import Benchmark, Run, pool
from eval.benchmarks import BENCHMARKS
from eval.results import ROOT, commit, write_quality
from eval.rows import Data, stay_offline
from eval.section import Section, markdown, plain, table
from eval.state import State
from eval.system import NAMES as SYSTEMS
from eval.system import NONE, READER, RULES, system
from eval.worth import summary, worth

NAMES = tuple(one.name for one in BENCHMARKS)
JSON = ROOT / "out" / "eval.json"
WORKERS = min(2, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured, how long it took (seconds), at which commit, and a line for each benchmark that was not."""

    sections: tuple[Section, ...]
    skipped: tuple[str, ...]
    took: float = 0.0
    commit: str = "unknown"


def shared_folder(named: str = "") -> Path:
    """Return the data folder: as named, else MTAUDIT_SHARED, else `shared` beside the checkout."""
    return Path(named or os.environ.get("MTAUDIT_SHARED", "") or ROOT.parent / "shared")


def run(names: Sequence[str], context: Run, state: State | None = None) -> Outcome:
    """Run the named benchmarks in their fixed order, each once. Where times go is told on standard error.

    With `state` each finished benchmark is kept, and taken from there by a run of the same commit and options.
    """
    at = state.commit if state else commit()  # of the beginning: that is what runs
    sections: list[Section] = []
    total = 0.0
    skipped: list[str] = []
    for benchmark in (one for one in BENCHMARKS if one.name in names):
        if absent := benchmark.absent(context.data):
            skipped.append(f"skipped: {benchmark.name} (no {absent})")
            continue
        kept = state.kept(benchmark.name) if state else None
        section, took, measured = kept or (*_timed(benchmark, context), at)
        if state and not kept:
            state.keep(benchmark.name, section, took)
        sections.append(replace(section, title=f"{section.title}, at commit {measured}"))
        total += took
        print(f"eval: {benchmark.name} took {took:.0f} s", file=sys.stderr, flush=True)
    return Outcome(tuple(sections), tuple(skipped), total, at)


def _timed(benchmark: Benchmark, context: Run) -> tuple[Section, float]:
    start = monotonic()
    return benchmark.measure(replace(context, read=[])), monotonic() - start


def report(outcome: Outcome, command: str, *, worths: bool = True) -> str:
    """Write the tables under one heading with the date, the commit, and the command that makes them."""
    head = (
        "# What mtaudit finds, measured\n\n"
        f"Last written by `{command}` on {datetime.now(UTC).date()} at commit {outcome.commit}, in {outcome.took / 60:.1f} minutes; "
        "never by hand. Each section's title has the commit at which it was measured. A figure stands with what it counts in "
        "round brackets and its 95 % interval in square ones: Wilson's for shares, resampled over documents or "
        "sentences for the others. A finding is right when its span overlaps an annotated one. "
        "Random spans add up many draws, so their intervals are narrower than the luck of one draw.\n"
    )
    if not outcome.sections:
        return "\n".join(outcome.skipped)
    blocks = [head, table(summary(outcome.sections), level=2) + "\n"]
    blocks += [*map(markdown, outcome.sections), *([markdown(worth(outcome.sections))] if worths else ())]
    return "\n".join([*blocks, *outcome.skipped])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as a command; return 0, or 2 when it could not run."""
    parser = _parser()
    options = parser.parse_args(arguments)
    options.system += READER if options.reader == "on" else ""
    names = options.benchmarks or list(NAMES)
    if unknown := [name for name in names if name not in NAMES]:
        parser.error(f"no benchmark '{unknown[0]}'; has {', '.join(NAMES)}")
    if reason := _cannot_write(options):
        return _fail(reason)
    if find_spec("sacrebleu") is None:
        return _fail("the chrF baseline needs sacrebleu: pip install 'mtaudit[eval]'")
    if options.offline:
        stay_offline()
    os.environ[FOLDER] = (
        options.packs or os.devnull
    )  # what is measured is what ships, not what this machine has installed
    try:
        outcome = _measured(options, names)
    except InputError as error:
        return _fail(str(error))
    return _told(options, outcome, _command(options, names))


def _cannot_write(options: argparse.Namespace) -> str:
    if options.write_results and (options.system != RULES or options.packs or options.encoder != NONE):
        return "--write-results goes with the rules as they ship, without --system, --packs and --encoder"
    if options.plots and find_spec("matplotlib") is None:
        return "--plots needs matplotlib: pip install 'mtaudit[eval]'"
    return ""


def _measured(options: argparse.Namespace, names: Sequence[str]) -> Outcome:
    data = Data(shared_folder(options.shared), options.hub)
    chosen = system(options.system, options.encoder)
    with pool(options.workers, options.system, options.encoder) as started:
        return run(names, Run(data, chosen, options.quick, started, options.encoder), _state(options))


def _state(options: argparse.Namespace) -> State | None:
    given = repr((options.quick, options.system, options.encoder, options.packs, options.shared, options.hub))
    return State(Path(options.state), commit(), given, tuple(options.earlier)) if options.state else None


def _command(options: argparse.Namespace, names: Sequence[str]) -> str:
    """The command again, without what changes no figure."""
    chosen = [name for name in NAMES if name in names] if set(names) != set(NAMES) else []
    plainly = options.system.removesuffix(READER)
    named = [] if plainly == RULES else ["--system", plainly]
    named += ["--reader", "on"] if plainly != options.system else []
    named += ["--packs", "DIR"] if options.packs else []
    named += [] if options.encoder == NONE else ["--encoder", options.encoder]
    named += [word for at in options.earlier for word in ("--earlier", at)]
    flags = [*["--quick"] * options.quick, *["--write-results"] * options.write_results]
    return " ".join(["python -m eval.run", *chosen, *named, *flags])


def _told(options: argparse.Namespace, outcome: Outcome, command: str) -> int:
    """Print, write and draw what was measured."""
    text = report(outcome, command)
    print(text)
    if options.verbose:
        print(*(line for section in outcome.sections for line in section.details), sep="\n")
    if outcome.sections:
        _write_json(Path(options.json or JSON), outcome, command, options.system)
    if options.plots:
        from eval.drawing import draw  # noqa: PLC0415  (matplotlib: only for who asks for pictures)

        for section in (*outcome.sections, worth(outcome.sections)):
            for plot in section.plots:
                print(f"eval: drew {draw(plot, Path(options.plots))}", file=sys.stderr)
    if options.write_results and outcome.skipped:
        return _fail("eval/RESULTS.md was not written: it needs the data of every benchmark that is named")
    if options.write_results:
        every = len(outcome.sections) == len(NAMES)  # what a check is worth is of all sets
        write_quality(report(outcome, command, worths=every), (*NAMES, worth(()).name))
    return 0


def _write_json(path: Path, outcome: Outcome, command: str, name: str) -> None:
    figures = {
        "command": command,
        "system": name,
        "date": str(datetime.now(UTC).date()),
        "commit": outcome.commit,
        "seconds": round(outcome.took, 1),
        "sections": [plain(one) for one in (*outcome.sections, worth(outcome.sections))],
        "skipped": outcome.skipped,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _fail(message: str) -> int:
    print(f"eval: {message}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.run", description="Measure mtaudit against human annotation.")
    add = parser.add_argument
    add("benchmarks", nargs="*", metavar="BENCHMARK", help=f"{', '.join(NAMES)}; all without one")
    add(
        "--system", default=RULES, metavar="NAME", help=f"what is measured: {', '.join(SYSTEMS)} (default: %(default)s)"
    )
    add(
        "--encoder",
        default=NONE,
        metavar="SPEC",
        help="what links words, as of 'mtaudit check'; `meaning` takes e5 where none is named (default: %(default)s)",
    )
    add("--packs", default="", metavar="DIR", help="lexicon packs beside what ships (default: none)")
    add("--reader", choices=("on", "off"), default="off", help="the trained reader beside the rules (default: off)")
    add("--shared", default="", metavar="DIR", help="data folder (else MTAUDIT_SHARED, else ../shared)")
    add("--hub", action="store_true", help="fetch sets that are not in the data folder from the Hugging Face hub")
    add("--offline", action="store_true", help="open no connection, also with --hub: only what the hub's cache has")
    add("--quick", action="store_true", help="a fixed part of the large sets")
    add("--workers", type=int, default=WORKERS, metavar="N", help="processes that audit (default: %(default)s)")
    add("--state", default="", metavar="DIR", help="keep what is finished there; go on from it at the same commit")
    add(
        "--earlier",
        action="append",
        default=[],
        metavar="COMMIT",
        help="take from --state what this commit measured and the present one has not",
    )
    add("--json", default="", metavar="FILE", help="the figures as JSON (default: out/eval.json)")
    add("--plots", default="", metavar="DIR", help="draw what people look at")
    add("--verbose", action="store_true", help="list false alarms and misses")
    add("--write-results", action="store_true", help="put what is measured into eval/RESULTS.md")
    return parser


if __name__ == "__main__":
    sys.exit(main())
