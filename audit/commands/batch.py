"""`mtaudit batch`: audit JSONL, one object a line."""

import argparse
import sys
from pathlib import Path

from audit.commands import options
from audit.commands.files import one_line, opened, target, writable


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "input", metavar="IN.jsonl", help='rows {"id", "pair", "mt", "src", "rt"}, - for standard input'
    )
    parser.add_argument("-o", "--output", metavar="OUT.jsonl", default="-", help="default: standard output")
    options.add_model_options(parser)
    options.add_encoder(parser, default="none", note="none, which is some fifty times as quick")
    options.add_names(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.batch import results
    from audit.session import of_lines
    from corpora.read import InputError

    if arguments.output != "-":
        writable(Path(arguments.output), [arguments.input])
    failed = 0
    checks = options.checks_of(arguments)
    with (
        opened(arguments.input) as lines,
        options.models_of(arguments, share=(counted := of_lines(lines)).share) as session,
        target(arguments.output) as out,
    ):
        encoder = options.encoder_of(arguments)
        for result in results(counted, arguments.input, session.models if session else None, checks, encoder):
            if isinstance(result, InputError):
                failed += 1
                say = session.say if session else lambda line: print(line, file=sys.stderr)
                say(f"mtaudit: {one_line(str(result))}")
            else:
                out.write(result)
    return 2 if failed else 0
