"""How fast the reader reads: `python -m eval.speed_reader`; --write-results puts it into eval/RESULTS.md.

Segments of WMT22 uk-en are joined until source and text have some sixty words together, each beside one re-translation. The aim, 40 of them a
second, is for two free cores: seconds of the clock and of the processor stand side by side, since machines are shared.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from audit.check import Pair
from audit.models.encoders.session import cores
from audit.models.reader.load import lacking, shipped
from corpora.words import words
from eval.results import write_speed
from eval.run import shared_folder
from eval.training.crowds import Crowd, crowds

WORDS, AIM = 60, 40  # of source and text together; segments a second


def segments(found: Iterable[Crowd]) -> Iterator[Pair]:
    """Yield pairs of about `WORDS` words, each with one re-translation."""
    parts: list[tuple[str, str, str]] = []
    size = 0
    for crowd in found:
        text, other = sorted(set(crowd.texts) - crowd.people)[:2]
        part = crowd.source, crowd.texts[text], crowd.texts[other]
        more = sum(len(words(each)) for each in part[:2])
        if parts and size + more - WORDS > WORDS - size:  # it would be farther from the wanted length than without
            source, target, again = (" ".join(column) for column in zip(*parts, strict=True))
            yield Pair(target, crowd.target_lang, source, crowd.source_lang, (again,))
            parts, size = [], 0
        parts.append(part)
        size += more


def measured(shared: Path, count: int) -> str:
    """Return what was measured, in words."""
    of_set = (
        one for one in crowds(shared / "data") if one.origin == "wmt22-uken" and len(one.texts) > len(one.people) + 1
    )
    pairs = list(islice(segments(of_set), count))
    size = sum(len(words(p.target)) + len(words(p.source)) for p in pairs) / len(pairs)
    judge = shipped(offline=True)
    judge.read(pairs[:8])
    clock, busy = perf_counter(), process_time()
    judge.read(pairs)
    clock, busy = perf_counter() - clock, process_time() - busy
    return (
        f"{judge.name}: {len(pairs)} segments of {size:.0f} words (source and text) with one re-translation, {cores()} threads\n"
        f"{len(pairs) / clock:.1f} segments a second by the clock; {len(pairs) / busy:.1f} a second of one processor "
        f"(aim: {AIM} on two)"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m eval.speed_reader", description=__doc__)
    parser.add_argument("--shared", default="", metavar="DIR", help="data folder (else MTAUDIT_SHARED, else ../shared)")
    parser.add_argument("--segments", type=int, default=200)
    parser.add_argument("--write-results", action="store_true", help="write it into eval/RESULTS.md")
    given = parser.parse_args()
    if lack := lacking():
        print(f"eval: the reader needs {lack}", file=sys.stderr)
        return 2
    said = measured(shared_folder(given.shared), given.segments)
    print(said)
    if given.write_results:
        write_speed("python -m eval.speed_reader --write-results", said, "the reader")
    return 0


if __name__ == "__main__":
    sys.exit(main())
