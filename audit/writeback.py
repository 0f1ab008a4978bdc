"""Writes findings into the bilingual file that they are about, and changes nothing else in it, byte for byte."""

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import quoteattr

import regex

from audit.finding import Finding, Severity
from corpora.bilingual import Whole
from corpora.encoding import back
from corpora.markup import escaped
from corpora.tmx import OURS
from corpora.units import Spot, Unit, place, place_after
from corpora.xliff import MARK, WHO

_ITS = "http://www.w3.org/2005/11/its"
_PRIORITY = {
    Severity.CRITICAL: 1,
    Severity.MAJOR: 3,
    Severity.MINOR: 5,
    Severity.NEUTRAL: 10,
}  # of a note, 1 the highest
_SEVERITY = {Severity.CRITICAL: 100, Severity.MAJOR: 50, Severity.MINOR: 20, Severity.NEUTRAL: 0}  # ITS 2.0: 0 to 100
_BREAKS = regex.compile(r"[\s\p{Cc}\p{Zl}\p{Zp}]+")
_STEP = regex.compile(r"[ \t]+$")

Edit = tuple[int, int, str]  # bytes from, to, and what comes in their place


def written_back(
    whole: Whole, units: Sequence[Unit], audited: Sequence[Unit], findings: Sequence[Finding], *, marks: bool = False
) -> bytes:
    """Return the file with a note for each finding, and without those that mtaudit wrote there before.

    `findings` index `audited`, which are some of `units`, all that the file has. With `marks`, findings in XLIFF become ITS
    2.0 marks around the words, and notes only where a mark cannot stand (codes in between, nothing to mark, overlaps).
    """
    edits: list[Edit] = [(start, end, "") for start, end in _ours(units)]
    noted: dict[int, list[tuple[Unit, Finding]]] = {}
    taken = -1  # byte up to which marks stand
    for finding in findings:
        unit = audited[finding.segment]
        assert unit.spot is not None
        around = _around(finding, unit.spot, whole.data) if marks and unit.spot.style.startswith("xliff") else None
        if around and around[0] >= taken:
            taken = around[1]
            edits += _mark(finding, unit.spot, around)
        else:
            noted.setdefault(unit.spot.at, []).append((unit, finding))
    edits += [(at, at, _notes(about)) for at, about in noted.items()]
    return _encoded(whole, edits)


def _ours(units: Iterable[Unit]) -> list[tuple[int, int]]:
    return sorted({place for u in units if u.spot for place in u.spot.ours})


def _encoded(whole: Whole, edits: list[Edit]) -> bytes:
    parts: list[bytes] = []
    done = 0
    for start, end, text in sorted(edits, key=lambda e: e[:2]):
        parts += (whole.data[done:start], text.encode())
        done = max(done, end)
    parts.append(whole.data[done:])
    return back(b"".join(parts), whole.encoding, "backslashreplace" if whole.style == "po" else "xmlcharrefreplace")


def wording(finding: Finding, part: str = "") -> str:
    """Return a finding as one line, ending in its id.

    It begins with what tells our notes from others in formats that have no place for who wrote one.
    """
    where = f" in {part}" if part else ""
    about = f" “{finding.text}”" if finding.text else ""
    cure = f" → {finding.suggestion}" if finding.suggestion else ""
    line = (
        f"{finding.code} {finding.name}, {finding.severity.value}, {finding.confidence:.0%} sure{where}:{about} "
        f"{finding.message}{cure} [{finding.id}]"
    )
    return OURS + _BREAKS.sub(" ", line)


def _notes(about: Sequence[tuple[Unit, Finding]]) -> str:
    spot = about[0][0].spot
    assert spot is not None
    lines = [(f, wording(f, u.spot.part if u.spot else "")) for u, f in about]
    before, p = spot.before, spot.prefix
    if spot.style == "po":
        return "".join(f"# {line}{before}" for _, line in lines)
    if spot.style == "tmx":
        return "".join(f"<note>{escaped(line)}</note>{before}" for _, line in lines)
    if spot.style == "xliff1":
        return "".join(
            f'{before}<{p}note from="{WHO}" annotates="target" priority="{_PRIORITY[f.severity]}">{escaped(line)}</{p}note>'
            for f, line in lines
        )
    if spot.style == "xliff2":
        return "".join(before + _note2(f, line, p) for f, line in lines)
    inner = before + (_STEP.search(before) or [""])[0][:2] if "\n" in before else before
    return f"<{p}notes>{''.join(inner + _note2(f, line, p) for f, line in lines)}{before}</{p}notes>{before}"


def _note2(finding: Finding, line: str, prefix: str) -> str:
    attributes = f'id="{MARK}{finding.id}" category="{WHO}" appliesTo="target" priority="{_PRIORITY[finding.severity]}"'
    return f"<{prefix}note {attributes}>{escaped(line)}</{prefix}note>"


def _around(finding: Finding, spot: Spot, data: bytes) -> tuple[int, int] | None:
    """The bytes that a mark goes around, None where none can."""
    if finding.span.start == finding.span.end or not spot.target:
        return None
    start = place(spot.target, finding.span.start, data)
    end = place_after(spot.target, finding.span.end - 1, data)
    inside = [run for run in spot.target if start <= run.at < end or run.at <= start < run.end]
    between = bytearray(data[start:end])
    for a, b in spot.ours:
        if start <= a and b <= end:
            between[a - start : b - start] = b" " * (b - a)
    return None if b"<" in between or any(run.closed for run in inside) else (start, end)


def _mark(finding: Finding, spot: Spot, around: tuple[int, int]) -> Iterator[Edit]:
    name = f"{spot.prefix}mrk"
    kind = 'mtype="x-its" mid=' if spot.style == "xliff1" else 'type="its:generic" id='
    its = (
        f'xmlns:its="{_ITS}" its:locQualityIssueType="{finding.category.its}" '
        f"its:locQualityIssueComment={quoteattr(wording(finding))} "
        f'its:locQualityIssueSeverity="{_SEVERITY[finding.severity]}"'
    )
    yield around[0], around[0], f'<{name} {kind}"{MARK}{finding.id}" {its}>'
    yield around[1], around[1], f"</{name}>"
