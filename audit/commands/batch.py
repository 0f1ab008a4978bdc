"""`mtaudit batch`: audit many texts, one result a line."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from audit.commands import options
from audit.commands.bilingual import FORMATS as BILINGUAL
from audit.commands.bilingual import add_reading, languages, tell_left_out
from audit.commands.files import one_line, opened, target, writable
from audit.commands.formats import add_format, batch_format
from audit.reports import FORMATS, streaming

if TYPE_CHECKING:
    from audit.batch import Job, Written
    from audit.chunks import Chunk, Done
    from audit.finding import Finding, Report
    from audit.session import Session
    from corpora.read import InputError


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "input",
        metavar="IN",
        help='rows {"id", "pair", "mt", "src", "rt"} of JSONL, - for standard input; or TMX, XLIFF, PO, TSV, CSV, whose units '
        "are audited one by one; or hf:NAME[,CONFIG[,SPLIT]], a set of Hugging Face",
    )
    parser.add_argument("-o", "--output", metavar="OUT.jsonl", default="-", help="default: standard output")
    parser.add_argument(
        "--resume",
        action="store_true",
        help="JSONL to JSONL: go on with OUT where a run that was stopped left it: its rows are kept",
    )
    parser.add_argument(
        "--jobs", metavar="N", type=int, default=0, help="processes, for JSONL (default: all cores; 1 with models)"
    )
    add_format(parser, tuple(streaming()), "jsonl")
    add_reading(parser, ("jsonl", *BILINGUAL))
    options.add_model_options(parser)
    options.add_encoder(parser, default="none", note="none, which is some fifty times as quick")
    options.add_rules(parser)
    options.add_write_baseline(parser)
    parser.set_defaults(command=run)


@dataclass(frozen=True, slots=True)
class _Work:
    """What a run yields, where to, and who says what went wrong; `end` tells at last what was left out."""

    results: "Iterable[bytes | InputError]"
    out: BinaryIO
    session: "Session | None"
    end: Callable[[], None] = lambda: None


def run(arguments: argparse.Namespace) -> int:
    from audit.judgements import write_baseline
    from corpora import bilingual
    from corpora.read import InputError

    reading = bilingual.format_of(arguments.input, arguments.format_in) or "jsonl"
    _checked(arguments, reading)
    found: list[Finding] = []
    failed = 0
    with ExitStack() as stack:
        work = (_rows if reading == "jsonl" else _units)(arguments, stack, found)
        for result in work.results:
            if isinstance(result, InputError):
                failed += 1
                say = work.session.say if work.session else lambda line: print(line, file=sys.stderr)
                say(f"mtaudit: {one_line(str(result))}")
            else:
                work.out.write(result)
                work.out.flush()
        work.end()
    if arguments.write_baseline:
        write_baseline(Path(arguments.write_baseline), found)
    return 2 if failed else 0


def _checked(arguments: argparse.Namespace, reading: str) -> None:
    """Find out before the work what cannot be done. Raises InputError."""
    from corpora.read import InputError

    style = batch_format(arguments.format, arguments.output)
    if arguments.resume and arguments.output == "-":
        raise InputError("--resume: needs the output that is to be gone on with; name it with -o")
    if arguments.resume and (reading, style) != ("jsonl", "jsonl"):
        raise InputError(f"--resume: goes on with JSONL made of JSONL, not with {style} made of {reading}; run it anew")
    if arguments.output != "-":
        writable(Path(arguments.output), [arguments.input])
    if arguments.write_baseline:
        writable(Path(arguments.write_baseline), [arguments.input, arguments.output])


# Rows of JSONL


def _rows(arguments: argparse.Namespace, stack: ExitStack, found: "list[Finding]") -> _Work:
    from audit.batch import results
    from audit.chunks import in_processes, resumed
    from audit.pool import cores
    from audit.session import of_lines

    name, output = arguments.input, Path(arguments.output)
    counted = of_lines(stack.enter_context(opened(name)))
    session = stack.enter_context(options.models_of(arguments, share=counted.share))
    rules = options.rules_of(arguments)  # also where processes read them again: bad options are told before the work
    lines, first = iter(counted), 1
    before: list[InputError] = []
    goes_on = arguments.resume and output.exists()
    if goes_on:
        first, before = resumed(output, lines, name, models=bool(session))
    out = stack.enter_context(output.open("ab") if goes_on else target(arguments.output))
    head, written = _writer(arguments, found)
    out.write(b"" if goes_on else head)
    workers = arguments.jobs or cores()
    done: Iterator[bytes | InputError]
    if session or workers < 2 or arguments.write_baseline:
        models = session.models if session else None
        encoder = options.encoder_of(arguments)
        done = results(lines, name, models, rules=rules, written=written, first=first, encoder=encoder)
    else:
        done = in_processes(partial(_worker, arguments), lines, name, workers, first)
    return _Work(chain(before, done), out, session)


def _worker(arguments: argparse.Namespace) -> "Callable[[Chunk], Done]":
    """Made in each process."""
    from audit.batch import results

    rules, encoder = options.rules_of(arguments), options.encoder_of(arguments)
    _, written = _writer(arguments, [])

    def work(chunk: "Chunk") -> "Done":
        return list(
            results(chunk.lines, arguments.input, rules=rules, written=written, first=chunk.first, encoder=encoder)
        )

    return work


# Units of other formats


def _units(arguments: argparse.Namespace, stack: ExitStack, found: "list[Finding]") -> _Work:
    from audit.batch import audited
    from audit.bilingual import Jobs
    from audit.session import share_of
    from corpora import bilingual, hub

    name = arguments.input
    style = bilingual.format_of(name, arguments.format_in)
    langs = languages(arguments)
    share: Callable[[], float] = lambda: 0.0  # noqa: E731
    if style == "hf":
        jobs = Jobs(hub.read(name.removeprefix(hub.PREFIX), *langs, offline=arguments.offline))
    else:
        file = stack.enter_context(opened(name))
        share, jobs = share_of(file), Jobs(bilingual.read(file, name, style, *langs))
    session = stack.enter_context(options.models_of(arguments, share=share))
    rules = options.rules_of(arguments)
    out = stack.enter_context(target(arguments.output))
    head, written = _writer(arguments, found)
    out.write(head)
    models, encoder = session.models if session else None, options.encoder_of(arguments)
    done = audited(jobs, models, rules=rules, written=written, encoder=encoder)
    return _Work(done, out, session, lambda: tell_left_out(jobs.left_out, name))


def _writer(arguments: argparse.Namespace, found: "list[Finding]") -> "tuple[bytes, Written]":
    """Return what the output begins with, and what writes a row, and keeps its findings for the baseline."""
    from audit.batch import as_row, finding_lines

    style = batch_format(arguments.format, arguments.output)
    head, lines_of = (b"", as_row) if style == "jsonl" else finding_lines(FORMATS[style].load())

    def written(job: "Job", report: "Report") -> bytes:
        found.extend(report.findings + report.dismissed if arguments.write_baseline else ())
        return lines_of(job, report)

    return head, written
