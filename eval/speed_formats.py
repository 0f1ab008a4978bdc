"""How fast bilingual files are read and audited, and in how much memory: `python -m eval.speed_formats`.

Makes a TMX and a PO file of 100,000 units with a fixed seed, and prints for each the units a second and the peak memory of
reading alone, of `mtaudit batch`'s own work with the checks that pofilter of the Translate Toolkit has too (numbers, doubled words,
spaces, words left in the source's script), and with all checks; and of pofilter itself, where `MTAUDIT_POFILTER` names it (see
eval.peers), on the same units with the same kinds of tests. Seconds are those of the processor, so that what else the machine does
weighs little. Each part runs in a process of its own.
"""

import argparse
import io
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from xml.sax.saxutils import escape

from audit.batch import audited
from audit.bilingual import Jobs
from audit.check import Pair
from audit.checks import CHECKS
from corpora import bilingual
from eval.peers import PeerError, pofilter
from eval.results import write_speed

LIKE_POFILTER = ("changed-number", "doubled-word", "stray-space", "untranslated-word")
_Figures = tuple[int, int, float, float]
_THEIRS = ("numbers", "doublewords", "doublespacing", "puncspacing", "unchanged", "untranslated")
_THINGS = (("bridge", "міст"), ("road", "шлях"), ("house", "дім"), ("market", "ринок"), ("harbour", "порт"))
_PLACES = (("Kyiv", "Києві"), ("Lviv", "Львові"), ("Odesa", "Одесі"), ("Prague", "Празі"), ("Vienna", "Відні"))
_SENTENCES = (
    (
        "The {0} in {1} was opened in {2} and cost {3} hryvnias.",
        "{0} у {1} відкрили у {2} році, він коштував {3} гривень.",
    ),
    ("Open the file “{0}” and choose line {3}.", "Відкрийте файл «{0}» і виберіть рядок {3}."),
    ("Nobody in {1} knew how old the {0} was.", "Ніхто у {1} не знав, скільки років має {0}."),
    (
        "About {3} people came to see the new {0}, the city council said.",
        "Близько {3} людей прийшли подивитися на новий {0}.",
    ),
)


def pairs(count: int, seed: int = 20261122) -> Iterator[tuple[str, str]]:
    """Yield (English, Ukrainian); one in fifty with a fault of each kind that is looked for."""
    chance = random.Random(seed)
    for _ in range(count):
        (thing, thing_uk), (place, place_uk) = chance.choice(_THINGS), chance.choice(_PLACES)
        year, amount = chance.randint(1900, 2025), chance.randint(2, 90_000)
        source, target = chance.choice(_SENTENCES)
        said = target.format(thing_uk, place_uk, year, amount + (chance.random() < 0.02))
        if chance.random() < 0.02:
            said = said.replace(" у ", " у у ", 1)
        yield source.format(thing, place, year, amount), said


def write_tmx(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header srclang="en"/><body>\n')
        for source, target in pairs(count):
            out.write(
                f'<tu>\n  <tuv xml:lang="en"><seg>{escape(source)}</seg></tuv>\n'
                f'  <tuv xml:lang="uk"><seg>{escape(target)}</seg></tuv>\n</tu>\n'
            )
        out.write("</body></tmx>\n")


def write_po(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write('msgid ""\nmsgstr ""\n"Language: uk\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n')
        for number, (source, target) in enumerate(pairs(count)):
            out.write(
                f'#: src/part{number % 97}.c:{number}\nmsgctxt "{number}"\nmsgid "{source}"\nmsgstr "{target}"\n\n'
            )


def work(path: str, what: str) -> _Figures:
    """Return units, findings, seconds and the process's peak memory in MB of one part: "read", "like pofilter" or "all"."""
    found = 0
    began = process_time()
    with Path(path).open("rb") as file:
        units = bilingual.read(file, path, bilingual.format_of(path))
        if what == "read":
            count = sum(1 for _ in units)
        else:
            checks = tuple(c for c in CHECKS if what == "all" or c.name in LIKE_POFILTER)
            count = 0
            for row in audited(Jobs(units), None, checks):
                assert isinstance(row, bytes)
                count += 1
                found += row.count(b'"segment":')
    return count, found, process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def peer(count: int) -> _Figures:
    """Return the same of pofilter, its start and the reading of its answer with it."""
    asked = [Pair(target, "uk", source, "en") for source, target in pairs(count)]
    broken = pofilter(asked, tests=_THEIRS)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return count, sum(map(len, broken)), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", type=int, default=100_000, help="units of each file (default: %(default)s)")
    parser.add_argument("--all-units", type=int, default=5_000, help="units with all checks (default: %(default)s)")
    parser.add_argument("--write-results", action="store_true", help="put what is printed into eval/RESULTS.md")
    arguments = parser.parse_args()
    said = io.StringIO()
    with redirect_stdout(said if arguments.write_results else sys.stdout):
        _measured(arguments.units, arguments.all_units)
    if arguments.write_results:
        write_speed("python -m eval.speed_formats --write-results", said.getvalue(), "bilingual files, beside pofilter")
        print(said.getvalue(), end="")


def _measured(count: int, count_of_all: int) -> None:
    print(f"{'file':<6}{'part':<16}{'units':>8}{'findings':>10}{'CPU s':>9}{'units/s':>9}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for ending, write in ((".tmx", write_tmx), (".po", write_po)):
            for what in ("read", "like pofilter", "all"):
                path = Path(folder) / f"{what[:4].strip()}{ending}"
                write(path, count_of_all if what == "all" else count)
                _tell(ending[1:], what, _apart(work, str(path), what))
    try:
        _tell("po", "pofilter", _apart(peer, count))
    except PeerError as e:
        print(e)


def _apart(part: Callable[..., _Figures], *arguments: object) -> _Figures:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(part, *arguments).result()


def _tell(style: str, what: str, figures: _Figures) -> None:
    count, found, seconds, peak = figures
    print(f"{style:<6}{what:<16}{count:>8}{found:>10}{seconds:>9.1f}{count / seconds:>9.0f}{peak:>9.0f}", flush=True)


if __name__ == "__main__":
    main()
