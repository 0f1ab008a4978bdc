"""`mtaudit batch`: audit JSONL, one object a line."""

import argparse
import sys
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from audit.commands import options
from audit.commands.files import one_line, opened, target, writable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from audit.chunks import Chunk, Done
    from audit.session import Session
    from corpora.read import InputError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "input", metavar="IN.jsonl", help='rows {"id", "pair", "mt", "src", "rt"}, - for standard input'
    )
    parser.add_argument("-o", "--output", metavar="OUT.jsonl", default="-", help="default: standard output")
    parser.add_argument(
        "--resume", action="store_true", help="go on with OUT where a run that was stopped left it: its rows are kept"
    )
    parser.add_argument(
        "--jobs", metavar="N", type=int, default=0, help="processes (default: all cores; 1 with models)"
    )
    options.add_model_options(parser)
    options.add_names(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.chunks import resumed
    from audit.session import of_lines
    from corpora.read import InputError

    output = None if arguments.output == "-" else Path(arguments.output)
    if output:
        writable(output, [arguments.input])
    elif arguments.resume:
        raise InputError("--resume: needs the output that is to be gone on with; name it with -o")
    failed = 0
    with (
        opened(arguments.input) as lines,
        options.models_of(arguments, share=(counted := of_lines(lines)).share) as session,
    ):
        source = iter(counted)
        goes_on = arguments.resume and output is not None and output.exists()
        first, before = (
            resumed(output, source, arguments.input, models=bool(session)) if goes_on and output else (1, [])
        )
        with output.open("ab") if goes_on and output else target(arguments.output) as out:
            for result in chain(before, _results(arguments, source, first, session)):
                if isinstance(result, InputError):
                    failed += 1
                    say = session.say if session else lambda line: print(line, file=sys.stderr)
                    say(f"mtaudit: {one_line(str(result))}")
                else:
                    out.write(result)
                    out.flush()
    return 2 if failed else 0


def _results(
    arguments: argparse.Namespace, lines: "Iterator[bytes]", first: int, session: "Session | None"
) -> "Iterator[bytes | InputError]":
    from audit.batch import results
    from audit.chunks import in_processes
    from audit.pool import cores

    checks = options.checks_of(arguments)  # so that bad options are told before the work
    workers = arguments.jobs or cores()
    if session or workers < 2:
        return results(lines, arguments.input, session.models if session else None, checks, first=first)
    return in_processes(partial(_worker, arguments), lines, arguments.input, workers, first)


def _worker(arguments: argparse.Namespace) -> "Callable[[Chunk], Done]":
    """Made in each process."""
    from audit.batch import results

    checks = options.checks_of(arguments)

    def work(chunk: "Chunk") -> "Done":
        return list(results(chunk.lines, arguments.input, None, checks, first=chunk.first))

    return work
