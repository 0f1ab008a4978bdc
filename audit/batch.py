"""JSONL in, JSONL out: one audit a line, in order, with memory that does not grow with the file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

import msgspec

from audit.aids import NONE as NO_AIDS
from audit.aids import Aids
from audit.check import Check, Pair
from audit.checks import CHECKS
from audit.finding import Report, Skip
from audit.opinion import SAME_ENGINE, Opinion, beside, deaf
from audit.reports.record import batch_row
from audit.reports.view import Audited, Row
from audit.rules import NONE, Rules
from audit.run import audit_pairs
from audit.window import retranslated
from corpora.language import parse_pair
from corpora.read import InputError

if TYPE_CHECKING:
    from audit.retranslate import Retranslator


class SegmentRow(msgspec.Struct, frozen=True):
    """One segment of a document: translation, and where there are any, source and re-translations."""

    mt: str
    src: str | None = None
    rt: list[str] | None = None


class InputRow(msgspec.Struct, frozen=True):
    """A line of the input: a single pair (`mt`) or a document (`segments`)."""

    id: str | int
    pair: str
    mt: str | None = None
    src: str | None = None
    rt: list[str] | None = None
    segments: list[SegmentRow] | None = None


_DECODER = msgspec.json.Decoder(InputRow)


@dataclass(frozen=True, slots=True)
class Job:
    """A row that can be audited, and what models said of it. `where` names it in messages."""

    where: str
    id: str | int
    pairs: tuple[Pair, ...]
    opinions: tuple[Opinion, ...]


Written = Callable[[Job, Report], bytes]


def as_row(job: Job, report: Report) -> bytes:
    """Return the audit of one line of the input as one line of JSON: how a batch is written unless another format is asked for."""
    return msgspec.json.encode(batch_row(job.id, report)) + b"\n"


def finding_lines(style: ModuleType) -> tuple[bytes, Written]:
    """Return what stands first in a format that streams (a module of `audit.reports`), and what writes a report in it."""

    def written(job: Job, report: Report) -> bytes:
        return "".join(style.lines(_audited(job, report))).encode()

    return style.HEAD.encode(), written


def _audited(job: Job, report: Report) -> Audited:
    rows = (Row(p.target, 0, p.target_lang, p.source, 0, p.source_lang if p.source else "", (), 0) for p in job.pairs)
    return Audited(str(job.id), tuple(rows), (), report)


def results(
    lines: Iterable[bytes],
    name: str,
    models: "Retranslator | None" = None,
    aids: Aids = NO_AIDS,
) -> Iterator[bytes | InputError]:
    """Yield, for each line that is not blank, its output, one line of JSON, or the InputError that names it.

    The order is that of the input. One line is held at a time; with `models`, a window of lines whose sources are
    translated again together. Raises ModelError when no row of the first window has a model.
    """
    yield from audited(read_jobs(lines, name), models, aids=aids)


def audited(
    jobs: "Iterable[Job | InputError]",
    models: "Retranslator | None" = None,
    checks: Sequence[Check] = CHECKS,
    *,
    rules: Rules = NONE,
    written: Written = as_row,
    aids: Aids = NO_AIDS,
    works: bool = False,
) -> Iterator[bytes | InputError]:
    """Do what `results` does, for jobs that were read from anything. `works`: the models do, whatever becomes of these jobs."""
    for job in retranslated(jobs, models, works=works) if models else jobs:
        if isinstance(job, InputError):
            yield job
        else:
            found = report(job, asked=bool(models), checks=checks, rules=rules, aids=aids)
            yield written(job, found)


def read_jobs(lines: Iterable[bytes], name: str, first: int = 1) -> Iterator[Job | InputError]:
    """Yield a Job, or the InputError that names it, for each line that is not blank."""
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            yield _job(_decoded(line.lstrip(b"\xef\xbb\xbf") if number == 1 else line, where), where)
        except InputError as e:
            yield e


def _decoded(line: bytes, where: str) -> InputRow:
    try:
        return _DECODER.decode(line)
    except UnicodeDecodeError as e:
        raise InputError(
            f"{where}: byte {e.start}: 0x{line[e.start]:02x} is not UTF-8; write the row as UTF-8"
        ) from None
    except msgspec.ValidationError as e:
        raise InputError(f"{where}: {_plain(e)}; a row is {{'id', 'pair', 'mt', 'src', 'rt': [...]}}") from None
    except (msgspec.DecodeError, RecursionError) as e:
        raise InputError(f"{where}: not JSON ({_plain(e)}): {line[:40]!r}; write one object a line") from None


def _plain(error: Exception) -> str:
    return str(error).replace("\n", " ").replace("`", "'")


def _job(row: InputRow, where: str) -> Job:
    source_lang, target_lang = parse_pair(row.pair, where)
    if (row.mt is None) == (row.segments is None):
        raise InputError(
            f"{where}: give 'mt' for one pair or 'segments' for a document, not {'both' if row.mt else 'neither'}"
        )
    segments = row.segments if row.segments is not None else [SegmentRow(row.mt or "", row.src, row.rt)]
    if not any(s.mt.strip() for s in segments):
        raise InputError(f"{where}: the translation is empty; give 'mt' with words in it")
    pairs = tuple(Pair(s.mt, target_lang, s.src or "", source_lang) for s in segments)
    columns = enumerate(_columns(segments), 1)
    return Job(where, row.id, pairs, tuple(Opinion(f"re-translation {k}", tuple(c)) for k, c in columns))


def _columns(segments: list[SegmentRow]) -> list[list[str]]:
    """Texts of each re-translation over the segments, "" where one is missing."""
    width = max(len(s.rt or ()) for s in segments)
    return [[(s.rt or [])[k] if k < len(s.rt or ()) else "" for s in segments] for k in range(width)]


def report(
    job: Job,
    *,
    asked: bool,
    checks: Sequence[Check] = CHECKS,
    rules: Rules = NONE,
    models: Sequence[str] = (),
    aids: Aids = NO_AIDS,
) -> Report:
    """Audit one row; `asked` where models were to translate again, `models` their names for the signature."""
    pairs, skips = _with_opinions(job) if job.opinions else (job.pairs, [])
    if asked and not any(p.source for p in job.pairs):
        skips.append(Skip("re-translation", "needs a source"))
    return audit_pairs(pairs, checks=checks, skips=skips, rules=rules, models=models, aids=aids)


def _with_opinions(job: Job) -> tuple[Sequence[Pair], list[Skip]]:
    """The pairs with what is heard beside them, and why the rest is not."""
    left_out = deaf(job.pairs, job.opinions)
    skips = [Skip(job.opinions[k].name, SAME_ENGINE) for k in left_out]
    skips += [skip for o in job.opinions for skip in o.skips()]
    heard = (o for k, o in enumerate(job.opinions) if k not in left_out)
    return beside(job.pairs, heard), skips
