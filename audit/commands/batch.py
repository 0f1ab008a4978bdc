"""`mtaudit batch`: audit many texts, one result a line."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

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
    from audit.rules import Rules
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
        "--jobs",
        metavar="N",
        type=int,
        default=0,
        help="processes, each of which loads the models that are asked (default: all cores; with models and no --engine, 1)",
    )
    parser.add_argument(
        "--shard",
        metavar="K/N",
        default="",
        help="JSONL: only part K of N equal parts; the outputs of 1/N to N/N, one after another, are that of the whole",
    )
    parser.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="where the processes are: on this machine, or on the Ray cluster that RAY_ADDRESS names (without it, a Ray of "
        "its own on this machine; default: %(default)s)",
    )
    add_format(parser, tuple(streaming()), "jsonl")
    add_reading(parser, ("jsonl", *BILINGUAL))
    options.add_model_options(parser)
    options.add_encoder(parser, default="none", note="none, which is two to three times as quick")
    options.add_reader(parser)
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
    if arguments.jobs < 0:
        raise InputError(f"--jobs {arguments.jobs}: give a number of processes, or 0 for one a core")
    if arguments.resume and arguments.output == "-":
        raise InputError("--resume: needs the output that is to be gone on with; name it with -o")
    if arguments.resume and (reading, style) != ("jsonl", "jsonl"):
        raise InputError(f"--resume: goes on with JSONL made of JSONL, not with {style} made of {reading}; run it anew")
    if arguments.shard and (reading != "jsonl" or arguments.input == "-"):
        raise InputError(
            "--shard: parts a file of JSONL, nothing else; give the whole to one run, or turn it into JSONL"
        )
    if arguments.engine == "ray" and arguments.write_baseline:
        raise InputError("--write-baseline: is written by one process on this machine; leave --engine out")
    if arguments.output != "-":
        writable(Path(arguments.output), [arguments.input])
    if arguments.write_baseline:
        writable(Path(arguments.write_baseline), [arguments.input, arguments.output])


# What is read: rows of JSONL, or units of other formats


def _rows(arguments: argparse.Namespace, stack: ExitStack, found: "list[Finding]") -> _Work:
    from audit import shards
    from audit.batch import read_jobs
    from audit.chunks import of_lines, resumed
    from audit.session import Counted
    from audit.session import of_lines as counted_lines

    before: list[InputError] = []
    name, output, first = arguments.input, Path(arguments.output), 1
    file = stack.enter_context(opened(name))
    counted, leads = counted_lines(file), True
    if arguments.shard:
        shard = shards.parse(arguments.shard)
        part = shards.part(file, name, shard)
        counted, first, leads = Counted(part.lines, part.size, len), part.first, shard.number == 1
    session = _session(arguments, stack, counted.share)
    rules = options.rules_of(arguments)  # also where processes read them again: bad options are told before the work
    lines = iter(counted)
    goes_on, models = arguments.resume and output.exists(), arguments.retranslate is not None
    if goes_on:
        first, before = resumed(output, lines, name, first, models=models)
    out = stack.enter_context(output.open("ab") if goes_on else target(arguments.output))
    head, written = _writer(arguments, found)
    out.write(head if leads and not goes_on else b"")
    jobs, chunks = read_jobs(lines, name, first), of_lines(lines, name, first, models=models)
    done = _audits(arguments, stack, jobs, chunks, session, rules, written)
    return _Work(chain(before, done), out, session)


def _units(arguments: argparse.Namespace, stack: ExitStack, found: "list[Finding]") -> _Work:
    from audit.bilingual import Jobs
    from audit.chunks import of_jobs
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
    session = _session(arguments, stack, share)
    rules = options.rules_of(arguments)
    out = stack.enter_context(target(arguments.output))
    head, written = _writer(arguments, found)
    out.write(head)
    chunks = of_jobs(jobs, name, models=arguments.retranslate is not None)
    done = _audits(arguments, stack, jobs, chunks, session, rules, written)
    return _Work(done, out, session, lambda: tell_left_out(jobs.left_out, name))


# Where it is audited


def _session(arguments: argparse.Namespace, stack: ExitStack, share: Callable[[], float]) -> "Session | None":
    """The models, where they are asked by this process."""
    return None if arguments.engine == "ray" else stack.enter_context(options.models_of(arguments, share=share))


def _audits(
    arguments: argparse.Namespace,
    stack: ExitStack,
    jobs: "Iterable[Job | InputError]",
    chunks: "Iterable[Chunk[Any]]",
    session: "Session | None",
    rules: "Rules",
    written: "Written",
) -> "Iterator[bytes | InputError]":
    """Audit here what `jobs` yields, or the same in `chunks` by several processes."""
    from audit.batch import audited
    from audit.chunks import in_processes
    from audit.pool import cores

    if arguments.engine == "ray":
        from audit.rayed import cluster

        made = stack.enter_context(cluster(arguments.jobs, gpu=arguments.device == "cuda"))
        return in_processes(partial(_worker, arguments), chunks, made.room, made.engine)
    workers = arguments.jobs or (1 if session else cores())  # each process would hold models of its own
    if workers < 2 or arguments.write_baseline:
        models, aids = session.models if session else None, options.aids_of(arguments)
        return audited(jobs, models, rules=rules, written=written, aids=aids)
    return in_processes(partial(_worker, arguments), chunks, workers)


def _worker(arguments: argparse.Namespace) -> "Callable[[Chunk[Any]], Done]":
    """Made in each process: its settings, tables and models are loaded once."""
    from audit.batch import audited, read_jobs

    stack = ExitStack()
    session = stack.enter_context(options.models_of(arguments))
    rules, aids = options.rules_of(arguments), options.aids_of(arguments)
    models = session.models if session else None
    _, written = _writer(arguments, [])

    def work(chunk: "Chunk[Any]", held: ExitStack = stack) -> "Done":
        """`held` keeps the session open as long as the process lives."""
        lines = isinstance(chunk.items[0], bytes)
        jobs = read_jobs(chunk.items, arguments.input, chunk.first) if lines else chunk.items
        begun = chunk.first > 1  # what no model can do ends the batch only when it is all that comes first
        done = audited(jobs, models, rules=rules, written=written, aids=aids, works=begun)
        return list(done)

    return work


def _writer(arguments: argparse.Namespace, found: "list[Finding]") -> "tuple[bytes, Written]":
    """Return what the output begins with, and what writes a row, and keeps its findings for the baseline."""
    from audit.batch import as_row, finding_lines

    style = batch_format(arguments.format, arguments.output)
    head, lines_of = (b"", as_row) if style == "jsonl" else finding_lines(FORMATS[style].load())

    def written(job: "Job", report: "Report") -> bytes:
        found.extend(report.findings + report.dismissed if arguments.write_baseline else ())
        return lines_of(job, report)

    return head, written
