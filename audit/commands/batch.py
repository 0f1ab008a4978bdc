"""`mtaudit batch`: audit many texts, one result a line."""

import argparse
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from audit.commands import options
from audit.commands.bilingual import FORMATS as BILINGUAL
from audit.commands.bilingual import add_reading, languages, tell_left_out
from audit.commands.files import one_line, opened, target, writable
from audit.commands.formats import add_format, batch_format
from audit.reports import FORMATS, streaming

if TYPE_CHECKING:
    from audit.batch import Job
    from audit.finding import Finding, Report
    from corpora.read import InputError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "input",
        metavar="IN",
        help='rows {"id", "pair", "mt", "src", "rt"} of JSONL, - for standard input; or TMX, XLIFF, PO, TSV, CSV, whose units '
        "are audited one by one; or hf:NAME[,CONFIG[,SPLIT]], a set of Hugging Face",
    )
    parser.add_argument("-o", "--output", metavar="OUT.jsonl", default="-", help="default: standard output")
    add_format(parser, tuple(streaming()), "jsonl")
    add_reading(parser, ("jsonl", *BILINGUAL))
    options.add_model_options(parser)
    options.add_rules(parser)
    options.add_write_baseline(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.batch import as_row, audited, finding_lines
    from audit.bilingual import Jobs
    from audit.judgements import write_baseline
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

    with ExitStack() as stack:
        jobs, share = _jobs(arguments, stack)
        session = stack.enter_context(options.models_of(arguments, share=share))
        out = stack.enter_context(target(arguments.output))
        out.write(head)
        models = session.models if session else None
        for result in audited(jobs, models, rules=rules, written=written):
            if isinstance(result, InputError):
                failed += 1
                say = session.say if session else lambda line: print(line, file=sys.stderr)
                say(f"mtaudit: {one_line(str(result))}")
            else:
                out.write(result)
        if isinstance(jobs, Jobs):
            tell_left_out(jobs.left_out, arguments.input)
    if arguments.write_baseline:
        write_baseline(Path(arguments.write_baseline), found)
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
