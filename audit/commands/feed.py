"""`mtaudit feed`: audit the articles of feeds, and keep what was seen, audited and decided."""

import argparse
import sys
import time
from contextlib import closing, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from audit.commands import options
from audit.commands.files import one_line, writable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from audit.feeds.run import Plan, Tally
    from audit.feeds.work import Job, Outcome
    from audit.retranslate import Retranslator
    from corpora.fetch import Limits


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("feeds", metavar="FEED", nargs="+", help="RSS, Atom or JSONL: an address or a file")
    parser.add_argument("--store", metavar="FILE", help="where all is kept (default: the user's data folder)")
    parser.add_argument(
        "-o", "--output", metavar="INDEX.html", help="write the index page, and a page for each article beside it"
    )
    parser.add_argument("--source-feed", metavar="FEED", help="the feed of the texts that were translated")
    parser.add_argument(
        "--source-lang",
        metavar="TAG",
        default="",
        help="find the source by the page's link to its version in this language",
    )
    parser.add_argument("--target-lang", metavar="TAG", default="", help="of the translations (default: detected)")
    parser.add_argument(
        "--since", metavar="DATE", default="", help="only what was published on that day or later, as 2026-11-22"
    )
    parser.add_argument(
        "--watch", metavar="SECONDS", type=float, help="look again that long after each pass, until interrupted"
    )
    parser.add_argument(
        "--refresh",
        metavar="HOURS",
        type=float,
        default=24.0,
        help="look at an article's page again after so long (default: %(default)g)",
    )
    parser.add_argument("--again", action="store_true", help="audit all articles again, also those that did not change")
    parser.add_argument("--jobs", metavar="N", type=int, default=0, help="processes (default: all cores)")
    parser.add_argument(
        "--timeout", metavar="SECONDS", type=float, default=60.0, help="for each thing fetched (default: %(default)g)"
    )
    parser.add_argument(
        "--max-size", metavar="MB", type=float, default=10.0, help="of each thing fetched (default: %(default)g)"
    )
    parser.add_argument("--allow-private", action="store_true", help="fetch from addresses inside private networks too")
    options.add_model_options(parser)
    options.add_encoder(parser, default="none", note="none, which is two to three times as quick")
    options.add_reader(parser)
    options.add_rules(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.feeds.store import default_path, opened
    from corpora.read import InputError

    limits = _limits(arguments)
    since = _since(arguments.since)
    if arguments.watch is not None and not arguments.watch >= 1:
        raise InputError(f"--watch {arguments.watch:g}: give a number of seconds from 1 on")
    output = Path(arguments.output) if arguments.output else None
    if output:
        writable(output, [*arguments.feeds, arguments.store])
    failed = 0
    path = Path(arguments.store) if arguments.store else default_path()
    models = options.models_of(arguments) if arguments.retranslate is not None else nullcontext()
    with closing(opened(path)) as store, models as session:
        while True:
            plan = _plan(arguments, limits, since, output, session.models if session else None)
            failed += _pass(store, plan, output).failed
            if arguments.watch is None:
                return 2 if failed else 0
            time.sleep(arguments.watch)


def _pass(store: "sqlite3.Connection", plan: "Plan", output: Path | None) -> "Tally":
    from audit.feeds.listing import write_index
    from audit.feeds.run import one_pass

    tally = one_pass(store, plan, _tell, _step)
    alone = f", {tally.alone} of them without a source" if tally.alone else ""
    print(f"{tally.audited:,} articles audited{alone}; {tally.failed:,} failures", file=sys.stderr)
    if output:
        write_index(store, plan, output)
        print(f"wrote {output}", file=sys.stderr)
    return tally


def _plan(
    arguments: argparse.Namespace, limits: "Limits", since: str, output: Path | None, models: "Retranslator | None"
) -> "Plan":
    from audit.feeds.gather import Gathering, source_entries
    from audit.feeds.run import Plan
    from audit.pool import cores
    from corpora.language import parse_tag

    def tell(error: Exception) -> None:
        _tell(str(error))

    sources = source_entries(arguments.source_feed, limits, tell) if arguments.source_feed else {}
    source_lang, target_lang = (
        parse_tag(tag, option) if tag else ""
        for tag, option in ((arguments.source_lang, "--source-lang"), (arguments.target_lang, "--target-lang"))
    )
    return Plan(
        tuple(arguments.feeds),
        Gathering(limits, tell, source_lang, sources, target_lang),
        partial(_worker, arguments, models),
        1 if models else arguments.jobs or cores(),
        output.with_name(f"{output.stem}_pages") if output else None,
        arguments.refresh * 3600,
        since,
        arguments.again,
    )


def _worker(arguments: argparse.Namespace, models: "Retranslator | None") -> "Callable[[Job], Outcome]":
    """Made in each process: checks, and an encoder that is loaded when an article first needs it."""
    from audit.feeds.work import worker

    return worker(options.rules_of(arguments), options.aids_of(arguments), models)


def _limits(arguments: argparse.Namespace) -> "Limits":
    from corpora.fetch import Limits
    from corpora.read import InputError

    for name, value in (("--timeout", arguments.timeout), ("--max-size", arguments.max_size)):
        if not 0 < value < 1e6:
            raise InputError(f"{name} {value:g}: give a number over 0")
    wait = arguments.timeout
    return Limits(
        min(10.0, wait), min(20.0, wait), wait, int(arguments.max_size * 1e6), private=arguments.allow_private
    )


def _since(text: str) -> str:
    from datetime import date

    from corpora.read import InputError

    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise InputError(f"--since {text}: is no date; write it as 2026-11-22") from None


def _tell(line: str) -> None:
    _clear()
    print(f"mtaudit: {one_line(line)}", file=sys.stderr)


def _step(done: int, total: int) -> None:
    """How far it is, on a terminal only."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} of {total:,} articles" if done < total else "\r" + " " * 40 + "\r")
        sys.stderr.flush()


def _clear() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * 40 + "\r")
