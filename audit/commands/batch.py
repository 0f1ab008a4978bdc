"""`mtaudit batch`: audit many texts, one result a line."""

import argparse
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from audit.commands import options
from audit.commands.bilingual import FORMATS, add_reading, languages, tell_left_out
from audit.commands.files import one_line, opened, target, writable

if TYPE_CHECKING:
    from audit.batch import Job
    from corpora.read import InputError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "input",
        metavar="IN",
        help='rows {"id", "pair", "mt", "src", "rt"} of JSONL, - for standard input; or TMX, XLIFF, PO, TSV, CSV, whose units '
        "are audited one by one; or hf:NAME[,CONFIG[,SPLIT]], a set of Hugging Face",
    )
    parser.add_argument("-o", "--output", metavar="OUT.jsonl", default="-", help="default: standard output")
    add_reading(parser, ("jsonl", *FORMATS))
    options.add_model_options(parser)
    options.add_names(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.batch import audited
    from audit.bilingual import Jobs
    from corpora.read import InputError

    if arguments.output != "-":
        writable(Path(arguments.output), [arguments.input])
    failed = 0
    checks = options.checks_of(arguments)
    with ExitStack() as stack:
        jobs, share = _jobs(arguments, stack)
        session = stack.enter_context(options.models_of(arguments, share=share))
        out = stack.enter_context(target(arguments.output))
        for result in audited(jobs, session.models if session else None, checks):
            if isinstance(result, InputError):
                failed += 1
                say = session.say if session else lambda line: print(line, file=sys.stderr)
                say(f"mtaudit: {one_line(str(result))}")
            else:
                out.write(result)
        if isinstance(jobs, Jobs):
            tell_left_out(jobs.left_out, arguments.input)
    return 2 if failed else 0


def _jobs(arguments: argparse.Namespace, stack: ExitStack) -> "tuple[Iterable[Job | InputError], Callable[[], float]]":
    """Open the input; return what is to be audited, and how much of it was read, in [0, 1]."""
    from audit.batch import read_jobs
    from audit.bilingual import Jobs
    from audit.session import of_lines, share_of
    from corpora import bilingual, hub

    name = arguments.input
    style = bilingual.format_of(name, arguments.format_in) or "jsonl"
    langs = languages(arguments)
    if style == "hf":
        return Jobs(hub.read(name.removeprefix(hub.PREFIX), *langs, offline=arguments.offline)), lambda: 0.0
    file = stack.enter_context(opened(name))
    if style == "jsonl":
        lines = of_lines(file)
        return read_jobs(lines, name), lines.share
    return Jobs(bilingual.read(file, name, style, *langs)), share_of(file)
