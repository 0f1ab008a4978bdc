"""How a benchmark is declared and run."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from zlib import crc32

from audit.check import Pair
from audit.finding import Report
from eval.judged import Case, Judged, judged, told
from eval.measures.rates import Rate
from eval.modes import given
from eval.plots import Plot
from eval.rows import Data, Row, Source
from eval.section import Cell, Section, Table, signature
from eval.system import NONE, System, system, with_encoder

_CHUNK = 32  # texts that travel to a process at once
_FEW = 100_000  # code points of one language that are not worth loading its tables in every process


@dataclass(frozen=True, slots=True)
class Run:
    """What a benchmark is run with: data, auditor, and whether only a fixed part of large sets is read.

    `pool` are executors of one process each that audit; without them everything happens here. `encoder` is the name of
    the system's own. `read` collects the files that
    were read, for the signature.
    """

    data: Data
    system: System
    quick: bool = False
    pool: tuple[Executor, ...] = ()
    encoder: str = NONE
    read: list[Path] = field(default_factory=list)

    def rows(self, source: Source | str) -> Iterator[Row]:
        """Yield the rows of a set; its file becomes part of the signature."""
        wanted = source if isinstance(source, Source) else Source(source)
        path = self.file(wanted.file)
        self.read.append(path if path.is_file() else Path(f"hub:{wanted.hub}@{wanted.revision or 'main'}"))
        return self.data.rows(wanted)

    def file(self, name: str) -> Path:
        """Return the place of a file below the data folder."""
        return self.data.folder / name

    def audit(self, texts: Sequence[Sequence[Pair]], encoder: str = "") -> list[Report]:
        """Audit many texts, with another encoder where one is named; the reports are in the order of the texts.

        Texts of one language are audited one after the other, and few of them by one process alone: the tables of a
        language take seconds to load.
        """
        order = sorted(range(len(texts)), key=lambda n: _language(texts[n]))
        if not self.pool:
            chosen = with_encoder(self.system, encoder)
            reports: Iterable[Report] = [chosen.pairs(texts[n]) for n in order]
        else:
            reports = (report for part in self._submitted(texts, order, encoder) for report in part.result())
        by_place = dict(zip(order, reports, strict=True))
        return [by_place[n] for n in range(len(texts))]

    def _submitted(
        self, texts: Sequence[Sequence[Pair]], order: Sequence[int], encoder: str
    ) -> list[Future[list[Report]]]:
        """Hand the texts to the processes, in parts: a language with few texts to the one that always gets it."""
        ready = []
        for language, group in groupby(order, lambda n: _language(texts[n])):
            same = [texts[n] for n in group]
            few = sum(len(pair.target) for text in same for pair in text) < _FEW
            parts = [same] if few else [same[begin : begin + _CHUNK] for begin in range(0, len(same), _CHUNK)]
            first = crc32(language.encode()) if few else 0
            ready += [
                self.pool[(first + k) % len(self.pool)].submit(_audit, part, encoder) for k, part in enumerate(parts)
            ]
        return ready

    def judge(self, cases: Iterable[Case], mode: str, encoder: str = "") -> list[Judged]:
        """Audit all cases in one of the modes of `eval.modes`, in order; see `audit`."""
        chosen = list(cases)
        texts = [tuple(given(pair, mode) for pair in case.pairs) for case in chosen]
        reports = self.audit(texts, encoder)
        return [judged(case, text, report) for case, text, report in zip(chosen, texts, reports, strict=True)]

    def part(self, rows: Iterable[Row], step: int) -> list[Row]:
        """Return the rows, of a quick run only every `step`-th."""
        return list(rows)[:: step if self.quick else 1]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A named measurement, the rows that it cannot do without, and how to run it."""

    name: str
    sources: tuple[Source | str, ...]
    measure: Callable[[Run], Section]

    def absent(self, data: Data) -> str:
        """Return the first file that cannot be had, "" when all is there."""
        wanted = (Source(one) if isinstance(one, str) else one for one in self.sources)
        return next((one.file for one in wanted if not data.has(one)), "")


def section(  # noqa: PLR0913  (a section has that many parts)
    run: Run,
    name: str,
    title: str,
    tables: Sequence[Table],
    groups: Iterable[Sequence[Judged]],
    *,
    annotated: Sequence[Judged] = (),
    plots: Sequence[Plot] = (),
    details: Sequence[str] = (),
    headline: Sequence[tuple[str, Cell]] = (),
    alarms: Sequence[tuple[str, Rate]] = (),
) -> Section:
    """Put together what a benchmark measured.

    `groups` is all that was audited, for the signature and the checks that broke; `annotated` is what was audited with the
    most evidence on texts with annotated errors, from which thresholds and calibration are taken. `headline` are the few figures
    that the summary shows, each with what it is.
    """
    everything = [one for group in groups for one in group]
    line = signature(dict.fromkeys(one.signature for one in everything), run.read, run.quick)
    broken = tuple(sorted({reason for one in everything for reason in one.broken}))
    return Section(
        name=name,
        title=title,
        tables=tuple(tables),
        signature=line,
        failures=broken,
        details=tuple(details),
        plots=tuple(plots),
        told=told(annotated),
        headline=tuple(headline),
        alarms=tuple(alarms),
    )


_auditor: list[System] = []  # of a worker process: the system that it was started for


def _start(name: str, encoder: str) -> None:
    _auditor[:] = [system(name, encoder)]


def _audit(texts: Sequence[Sequence[Pair]], encoder: str) -> list[Report]:
    chosen = with_encoder(_auditor[0], encoder)
    return [chosen.pairs(text) for text in texts]


def _language(text: Sequence[Pair]) -> str:
    return text[0].source_lang if text else ""


@contextmanager
def pool(workers: int, name: str, encoder: str) -> Iterator[tuple[Executor, ...]]:
    """Start processes that audit with the named system and encoder; none for one worker."""
    with ExitStack() as stack:
        chosen = range(workers if workers > 1 else 0)
        yield tuple(
            stack.enter_context(ProcessPoolExecutor(1, get_context("spawn"), _start, (name, encoder))) for _ in chosen
        )
