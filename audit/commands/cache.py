"""`mtaudit cache`: say what is kept of models, or remove it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audit.models.cache import Cache

_DAYS = 90


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("info", "prune"), help="say what is kept, or remove it")
    parser.add_argument("--cache", metavar="FILE", help="the cache file (default: the user's)")
    parser.add_argument("--model", metavar="TEXT", default="", help="prune: only models with this in their name")
    parser.add_argument(
        "--days", metavar="N", type=int, default=_DAYS, help="prune: not used for so many days (default: %(default)s)"
    )
    parser.add_argument("--all", action="store_true", help="prune: however lately they were used")
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.models.cache import Cache, default_path

    path = Path(arguments.cache) if arguments.cache else default_path()
    if not path.exists():
        print(f"{path}: no cache yet")
        return 0
    cache = Cache(path, lambda line: print(f"mtaudit: {line}", file=sys.stderr))
    try:
        if arguments.action == "prune":
            gone = cache.prune(model=arguments.model, days=None if arguments.all else arguments.days)
            print(f"{path}: removed {gone:,} answers")
        else:
            _tell(path, cache)
    finally:
        cache.close()
    return 0


def _tell(path: Path, cache: "Cache") -> None:
    from datetime import date, timedelta

    jobs = cache.jobs()
    print(f"{path}: {sum(j.answers for j in jobs):,} answers, {path.stat().st_size / 1e6:,.1f} MB")
    for job in jobs:
        used = date(1970, 1, 1) + timedelta(days=job.used)
        print(f"{job.answers:>10,}  {job.pair}  {job.model}  ({job.decoding})  last used {used}")
