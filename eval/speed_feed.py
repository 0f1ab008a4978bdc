"""How fast `mtaudit feed` is: `python -m eval.speed_feed`.

Builds a JSONL feed of articles, each with its source and one recorded re-translation, from WMT22 documents (two systems, one of
them as the re-translation) and NTREX documents (translations that people made; the re-translation is the same text with its
sentences joined otherwise, since there is but one English). Then runs the command without an encoder, and again on the unchanged feed.
Prints articles a second of both runs, by the clock and by processor time, and the peak memory of the processes.
"""

import argparse
import gzip
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from itertools import chain, cycle, islice
from pathlib import Path
from time import perf_counter

from eval.ntrex import NTREX, SOURCES
from eval.results import write_speed
from eval.run import shared_folder

_WMT = {"uk": "data/wmt22-uken/uk-en.jsonl.gz", "ru": "data/wmt22-ruen/ru-en.jsonl.gz"}
_SYSTEMS = ("Online-A", "Online-B", "Online-G", "Online-Y")
_TARGET = 5.0  # articles a second on two cores
_ENDS = (0, 2)  # 2: an article whose source was taken for another text
_PROGRAM = "import sys; from audit.cli import main; sys.exit(main())"


def articles(shared: Path) -> Iterator[dict[str, object]]:
    """Yield articles of at least 100 words of WMT and NTREX in turns, with running numbers; they repeat when the sets are through."""
    wmt, ntrex = cycle(list(_wmt(shared))), cycle(list(_ntrex(shared)))
    for number, row in enumerate(chain.from_iterable(zip(wmt, ntrex, strict=False))):
        # The number makes each text another one, as each article of a feed is.
        yield row | {
            "id": number,
            "text": f"{row['text']}\n{number}",
            "published": f"2026-{1 + number % 11:02}-{1 + number % 28:02}",
        }


def _wmt(shared: Path) -> Iterator[dict[str, object]]:
    for lang, path in _WMT.items():
        documents: dict[str, list[dict[str, dict[str, str]]]] = {}
        with gzip.open(shared / path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                documents.setdefault(row["doc"], []).append(row)
        for rows in documents.values():
            for system, other in zip(_SYSTEMS, (*_SYSTEMS[1:], _SYSTEMS[0]), strict=True):
                text, again = ("\n".join(r["mt"][name] for r in rows) for name in (system, other))
                made = _article(lang, text, again, "\n".join(str(r["src"]) for r in rows))
                if len(str(made["text"]).split()) >= 100:
                    yield made | {"outlet": system}


def _ntrex(shared: Path) -> Iterator[dict[str, object]]:
    documents: dict[str, list[dict[str, str]]] = {}
    with gzip.open(shared / NTREX, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            documents.setdefault(row["doc"], []).append(row["text"])
    for column in ("ukr", "rus", "deu", "fra"):
        for rows in documents.values():
            english = [r["eng"] for r in rows]
            joined = "\n".join(" ".join(english[n : n + 2]) for n in range(0, len(english), 2))
            yield _article(SOURCES[column], "\n".join(english), joined, "\n".join(r[column] for r in rows)) | {
                "outlet": "NTREX"
            }


def _article(lang: str, text: str, other: str, source: str) -> dict[str, object]:
    return {"lang": "en", "text": text, "source": source, "source_lang": lang, "retranslations": [other]}


def _timed(command: list[str]) -> tuple[float, float]:
    """Seconds by the clock and of the processors."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    if subprocess.run(command, check=False, env=os.environ | {"OMP_NUM_THREADS": "1"}).returncode not in _ENDS:
        raise SystemExit(1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return perf_counter() - began, spent


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast mtaudit feed is.")
    parser.add_argument("--shared", default="", help="the folder of the sets")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--write-results", action="store_true", help="put what is printed into eval/RESULTS.md")
    arguments = parser.parse_args()
    said = io.StringIO()
    with redirect_stdout(said if arguments.write_results else sys.stdout):
        enough = _measured(arguments.articles, arguments.jobs, shared_folder(arguments.shared))
    if arguments.write_results:
        write_speed("python -m eval.speed_feed --write-results", said.getvalue(), "feeds")
        print(said.getvalue(), end="")
    return 0 if enough else 1


def _measured(count: int, jobs: int, shared: Path) -> bool:
    """Print all figures; return whether the first run was quick enough by processor time."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "feed.jsonl").open("w", encoding="utf-8") as file:
            words = 0
            for row in islice(articles(shared), count):
                words += len(str(row["text"]).split())
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        print(f"{count} articles of {words / count:.0f} words on average")
        command = [sys.executable, "-c", _PROGRAM, "feed", str(folder / "feed.jsonl"), "--store", str(folder / "s.sqlite"),
                   "--encoder", "none", "--jobs", str(jobs), "-o", str(folder / "index.html")]  # fmt: skip
        first, spent = _timed(command)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        again, again_spent = _timed(command)
        print(f"store {(folder / 's.sqlite').stat().st_size / 1e6:.1f} MB; the largest process {peak:.0f} MB")
    print(
        f"first run {first:.1f} s, {count / first:.1f} articles a second; {spent:.1f} s of processors, {jobs * count / spent:.1f} a second on {jobs} free ones"
    )
    print(
        f"unchanged {again:.1f} s, {first / again:.0f} times as fast; {again_spent:.1f} s of processors, {spent / again_spent:.0f} times"
    )
    return jobs * count / spent >= _TARGET


if __name__ == "__main__":
    sys.exit(main())
