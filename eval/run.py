"""Run benchmarks and print their tables: `python -m eval.run focus clean expressions articles names`.

The data are not part of the project. They lie in the folder that --shared or MTAUDIT_SHARED names, else in `shared`
beside the checkout; a benchmark without its data is skipped by name.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from eval.benchmarks import BENCHMARKS
from eval.results import write_quality
from eval.section import Benchmark, Section, markdown, plain
from eval.system import Auditor, System

ROOT = Path(__file__).resolve().parents[1]
NAMES = tuple(one.name for one in BENCHMARKS)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured, and a line for each benchmark that was not."""

    sections: tuple[Section, ...]
    skipped: tuple[str, ...]


def shared_folder(named: str = "") -> Path:
    """Return the data folder: as named, else MTAUDIT_SHARED, else `shared` beside the checkout."""
    return Path(named or os.environ.get("MTAUDIT_SHARED", "") or ROOT.parent / "shared")


def run(names: Sequence[str], shared: Path, system: System, quick: bool = False) -> Outcome:
    """Run the named benchmarks in their fixed order, each once."""
    chosen = [one for one in BENCHMARKS if one.name in names]
    absent = {one.name: _absent(one, shared) for one in chosen}
    sections = tuple(one.measure(shared, system, quick) for one in chosen if not absent[one.name])
    skipped = tuple(f"skipped: {name} (no shared/{folder})" for name, folder in absent.items() if folder)
    return Outcome(sections, skipped)


def _absent(benchmark: Benchmark, shared: Path) -> str:
    return next((folder for folder in benchmark.folders if not (shared / folder).is_dir()), "")


def report(outcome: Outcome, command: str) -> str:
    """Write the tables under one heading with the date and the command that makes them."""
    head = (
        "# What mtaudit finds, measured\n\n"
        f"Written by `{command}` on {datetime.now(UTC).date()}; never by hand. A figure stands with what it counts in "
        "round brackets and its 95 % interval in square ones: Wilson's for shares, resampled over documents or "
        "sentences for rates and rankings. A finding is right when its span overlaps an annotated one. "
        "Random spans add up many draws, so their intervals are narrower than the luck of one draw.\n"
    )
    measured = [head, *map(markdown, outcome.sections)] if outcome.sections else []
    return "\n".join([*measured, *outcome.skipped])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as a command; return 0, or 2 when it could not run."""
    parser = _parser()
    options = parser.parse_args(arguments)
    names = options.benchmarks or list(NAMES)
    if unknown := [name for name in names if name not in NAMES]:
        parser.error(f"no benchmark '{unknown[0]}'; has {', '.join(NAMES)}")
    if options.write_results and (options.quick or set(names) != set(NAMES)):
        return _fail(
            f"--write-results needs all of {' '.join(NAMES)}, and not --quick: the page is whole or not written"
        )
    shared = shared_folder(options.shared)
    if find_spec("sacrebleu") is None:
        return _fail("the chrF baseline needs sacrebleu: pip install 'mtaudit[eval]'")
    outcome = run(names, shared, Auditor(), options.quick)
    command = " ".join(["python -m eval.run", *(n for n in NAMES if n in names), *["--quick"] * options.quick])
    if options.write_results and not outcome.skipped:
        command += " --write-results"
        write_quality(report(outcome, command))
    print(report(outcome, command))
    if options.verbose:
        print(*(line for section in outcome.sections for line in section.details), sep="\n")
    if options.json:
        figures = {"sections": [plain(one) for one in outcome.sections], "skipped": outcome.skipped}
        Path(options.json).write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if options.write_results and outcome.skipped:
        return _fail("eval/RESULTS.md was not written: it needs every benchmark")
    return 0


def _fail(message: str) -> int:
    print(f"eval: {message}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.run", description="Measure mtaudit against human annotation.")
    add = parser.add_argument
    add("benchmarks", nargs="*", metavar="BENCHMARK", help=f"{', '.join(NAMES)}; all without one")
    add("--shared", default="", metavar="DIR", help="data folder (else MTAUDIT_SHARED, else ../shared)")
    add("--quick", action="store_true", help="a fixed part of the large sets")
    add("--json", default="", metavar="FILE", help="write the figures as JSON too")
    add("--verbose", action="store_true", help="list false alarms and misses")
    add("--write-results", action="store_true", help="write eval/RESULTS.md")
    return parser


if __name__ == "__main__":
    sys.exit(main())
