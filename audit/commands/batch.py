"""`mtaudit batch`: audit JSONL, one object a line."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audit.commands import options
from audit.commands.files import one_line, opened, target, writable

if TYPE_CHECKING:
    from audit.finding import Finding, Report


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "input", metavar="IN.jsonl", help='rows {"id", "pair", "mt", "src", "rt"}, - for standard input'
    )
    parser.add_argument("-o", "--output", metavar="OUT.jsonl", default="-", help="default: standard output")
    options.add_model_options(parser)
    options.add_rules(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.batch import results
    from audit.judgements import write_baseline
    from audit.session import of_lines
    from corpora.read import InputError

    if arguments.output != "-":
        writable(Path(arguments.output), [arguments.input])
    if arguments.write_baseline:
        writable(Path(arguments.write_baseline), [arguments.input, arguments.output])
    failed = 0
    rules = options.rules_of(arguments)
    found: list[Finding] = []

    def keep(report: "Report") -> None:
        found.extend(report.findings + report.dismissed if arguments.write_baseline else ())

    with (
        opened(arguments.input) as lines,
        options.models_of(arguments, share=(counted := of_lines(lines)).share) as session,
        target(arguments.output) as out,
    ):
        for result in results(counted, arguments.input, session.models if session else None, rules=rules, keep=keep):
            if isinstance(result, InputError):
                failed += 1
                say = session.say if session else lambda line: print(line, file=sys.stderr)
                say(f"mtaudit: {one_line(str(result))}")
            else:
                out.write(result)
    if arguments.write_baseline:
        write_baseline(Path(arguments.write_baseline), found)
    return 2 if failed else 0
