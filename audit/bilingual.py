"""Units of a bilingual file -> jobs of a batch, or one document audited as a whole."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from audit.aids import NONE as NO_AIDS
from audit.aids import Aids
from audit.batch import Job, report
from audit.check import Pair
from audit.finding import Finding
from audit.opinion import Opinion
from audit.reports.view import Audited, Row
from audit.rules import NONE, Rules
from audit.window import retranslated
from corpora.bilingual import Whole
from corpora.read import InputError
from corpora.units import Unit, place

if TYPE_CHECKING:
    from audit.retranslate import Retranslator

_AHEAD = 32  # units; with 16 to 4,096 a file was audited a seventh faster than with one


class Jobs:
    """The jobs of units that have a translation, one by one; `left_out` counts those that have none.

    An InputError that ends the file comes last, so that what stands before it is audited.
    """

    def __init__(self, units: Iterable[Unit | InputError]) -> None:
        self._units = units
        self.left_out = 0

    def __iter__(self) -> Iterator[Job | InputError]:
        for unit in _ahead(self._units):
            if isinstance(unit, InputError):
                yield unit
            elif unit.target.strip():
                yield Job(unit.where, unit.id, (_pair(unit),), _opinions(unit) if unit.retranslations else ())
            else:
                self.left_out += 1


def _ahead(units: Iterable[Unit | InputError]) -> Iterator[Unit | InputError]:
    """The units as they come, some read at a time: by turns, reading and auditing drive each other's code out of the caches."""
    held: list[Unit | InputError] = []
    try:
        for unit in units:
            held.append(unit)
            if len(held) == _AHEAD:
                yield from held
                held.clear()
    except InputError as e:
        held.append(e)
    yield from held


def _opinions(unit: Unit) -> tuple[Opinion, ...]:
    return tuple(Opinion(f"re-translation {k}", (text,)) for k, text in enumerate(unit.retranslations, 1))


def translated(units: Sequence[Unit], name: str) -> tuple[Unit, ...]:
    """Return the units that have a translation. Raises InputError for none, and for more than one language pair."""
    found = tuple(u for u in units if u.target.strip())
    if not found:
        raise InputError(f"{name}: no unit with a translation; give a file that has been translated")
    pairs = list(dict.fromkeys(f"{u.source_lang}-{u.target_lang}" for u in found))
    if len(pairs) > 1:
        raise InputError(
            f"{name}: has {', '.join(pairs[:5])}; choose one with --source-lang and --target-lang, or use 'mtaudit batch'"
        )
    return found


def audit_units(
    units: Sequence[Unit],
    whole: Whole,
    models: "Retranslator | None" = None,
    rules: Rules = NONE,
    aids: Aids = NO_AIDS,
) -> Audited:
    """Audit what `translated` returns as one document, a segment a unit, so that names are compared over all of them.

    `Finding.document_start` is such that the span's start counts code points of the file as read, where the format keeps
    places. Raises InputError for models that cannot be had.
    """
    pairs = tuple(_pair(u) for u in units)
    width = max(len(u.retranslations) for u in units)
    columns = (tuple((*u.retranslations, *[""] * width)[k] for u in units) for k in range(width))
    job = Job(whole.name, 0, pairs, tuple(Opinion(f"re-translation {k}", c) for k, c in enumerate(columns, 1)))
    if models:
        heard = next(iter(retranslated([job], models)))
        if isinstance(heard, InputError):
            raise heard
        job = heard
    names = tuple(o.name for o in job.opinions)
    said = report(job, asked=bool(models), rules=rules, models=names[width:], aids=aids)
    said = replace(
        said,
        findings=_placed(said.findings, units, whole.data),
        dismissed=_placed(said.dismissed, units, whole.data),
    )
    text = whole.data.decode("utf-8", "replace") if units[0].spot else ""  # without places no line of it can be named
    rows = tuple(_rows(units, job.opinions))
    return Audited(PurePath(whole.name).name, rows, names, said, path=whole.name, text=text)


def _pair(unit: Unit) -> Pair:
    return Pair(unit.target, unit.target_lang, unit.source, unit.source_lang)


def _rows(units: Sequence[Unit], opinions: Sequence[Opinion]) -> Iterator[Row]:
    for n, u in enumerate(units):
        texts = tuple(o.texts[n] for o in opinions)
        yield Row(u.target, 0, u.target_lang, u.source, 0, u.source_lang, texts, n)


def _placed(findings: Sequence[Finding], units: Sequence[Unit], data: bytes) -> tuple[Finding, ...]:
    """The findings with their places in the file: exact where a span begins, though codes may stand inside it."""
    wanted = sorted(at for f in findings for at in _bytes(f, units[f.segment], data))
    points = dict(_code_points(wanted, data))
    placed = []
    for f in findings:
        target, source = (points.get(at, 0) for at in (*_bytes(f, units[f.segment], data), -1, -1)[:2])
        begin = f.source.start if f.source else 0
        placed.append(
            replace(f, document_start=max(0, target - f.span.start), document_source_start=max(0, source - begin))
        )
    return tuple(placed)


def _bytes(finding: Finding, unit: Unit, data: bytes) -> tuple[int, ...]:
    """Bytes at which the span begins in the translation and in the source; () where places are not known."""
    if unit.spot is None:
        return ()
    begin = finding.source.start if finding.source else 0
    return place(unit.spot.target, finding.span.start, data), place(unit.spot.source, begin, data)


def _code_points(places: Sequence[int], data: bytes) -> Iterator[tuple[int, int]]:
    """Each byte, in order, with the number of code points before it."""
    at = count = 0
    for byte in places:
        count += len(data[at:byte].decode("utf-8", "replace"))
        at = byte
        yield byte, count
