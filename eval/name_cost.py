"""What the name checks cost, measured in a process of its own: `python -m eval.name_cost < pairs.jsonl`.

Reads pairs as JSON lists [target, target language, source, source language], all of one source language; prints one
JSON object: seconds until the first pair was judged (imports and tables), memory of the process before and after in
MiB, and pairs a minute on one core after that.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from audit.check import Pair
from audit.finding import Kind


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds to load, MiB that the tables take, MiB of the whole process, pairs a minute."""

    load: float
    tables: float
    process: float
    pace: float


def measure(pairs: Sequence[Pair]) -> Cost:
    """Return what the name checks cost on pairs of one language, in a fresh process."""
    lines = "".join(json.dumps([one.target, one.target_lang, one.source, one.source_lang]) + "\n" for one in pairs)
    command = [sys.executable, "-m", "eval.name_cost"]
    run = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return Cost(**json.loads(run.stdout))


def _main() -> None:
    pairs = [Pair(*json.loads(line)) for line in sys.stdin]
    before, began = memory(), perf_counter()
    from audit.checks import CHECKS  # noqa: PLC0415  (the import is part of what is measured)
    from audit.run import audit_pairs  # noqa: PLC0415

    checks = [one for one in CHECKS if one.kind is Kind.NAME]
    audit_pairs(pairs[:1], checks=checks)
    loaded = perf_counter()
    for pair in pairs[1:]:
        audit_pairs([pair], checks=checks)
    ended = perf_counter()
    pace = 60 * (len(pairs) - 1) / (ended - loaded) if len(pairs) > 1 else 0.0
    print(json.dumps(asdict(Cost(loaded - began, memory() - before, memory(), pace))))


def memory() -> float:
    """The most memory that the process has held so far, in MiB; where there is no /proc, that of its parent counts too."""
    status = Path("/proc/self/status")
    if status.exists():
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return float(held.split()[1]) / 2**10
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    _main()
