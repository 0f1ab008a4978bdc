"""`mtaudit batch`: audit JSONL, one object a line."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audit.commands import options
from audit.commands.files import one_line, opened, target, writable
from audit.commands.formats import add_format, batch_format
from audit.reports import FORMATS, streaming

if TYPE_CHECKING:
    from audit.batch import Job
    from audit.finding import Finding, Report


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "input", metavar="IN.jsonl", help='rows {"id", "pair", "mt", "src", "rt"}, - for standard input'
    )
    parser.add_argument("-o", "--output", metavar="OUT.jsonl", default="-", help="default: standard output")
    add_format(parser, tuple(streaming()), "jsonl")
    options.add_model_options(parser)
    options.add_rules(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.batch import as_row, finding_lines, results
    from audit.judgements import write_baseline
    from audit.session import of_lines
    from corpora.read import InputError

    style = batch_format(arguments.format, arguments.output)
    if arguments.output != "-":
        writable(Path(arguments.output), [arguments.input])
    if arguments.write_baseline:
        writable(Path(arguments.write_baseline), [arguments.input, arguments.output])
    failed = 0
    rules = options.rules_of(arguments)
    head, lines_of = (b"", as_row) if style == "jsonl" else finding_lines(FORMATS[style].load())
    found: list[Finding] = []

    def written(job: "Job", report: "Report") -> bytes:
        found.extend(report.findings + report.dismissed if arguments.write_baseline else ())
        return lines_of(job, report)

    with (
        opened(arguments.input) as lines,
        options.models_of(arguments, share=(counted := of_lines(lines)).share) as session,
        target(arguments.output) as out,
    ):
        out.write(head)
        models = session.models if session else None
        for result in results(counted, arguments.input, models, rules=rules, written=written):
            if isinstance(result, InputError):
                failed += 1
                say = session.say if session else lambda line: print(line, file=sys.stderr)
                say(f"mtaudit: {one_line(str(result))}")
            else:
                out.write(result)
    if arguments.write_baseline:
        write_baseline(Path(arguments.write_baseline), found)
    return 2 if failed else 0
