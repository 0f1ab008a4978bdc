"""What is measured: anything that audits aligned pairs and whole texts, by the name that `--system` gives it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from audit.check import Check, Pair
from audit.checks import CHECKS
from audit.finding import Finding, Report
from audit.run import audit_pairs
from audit.score import score
from audit.texts import audit_texts
from audit.triage import decide
from corpora.read import InputError, Text
from eval.baselines import FLAGS, Flags

RULES = "rules"
NAMES = (RULES, f"{RULES}:CODE+CODE", *FLAGS)


class System(Protocol):
    """An auditor under measurement."""

    def pairs(self, pairs: Sequence[Pair]) -> Report:
        """Audit the aligned segments of one text; `segment` of a finding counts `pairs`."""

    def texts(self, target: Text, source: Text | None, retranslations: Sequence[Text]) -> Report:
        """Audit a whole text; `document_start` of a finding is where its segment begins in `target`."""


@dataclass(frozen=True, slots=True)
class Auditor:
    """mtaudit as users run it, with all checks or some of them."""

    checks: tuple[Check, ...] = CHECKS

    def pairs(self, pairs: Sequence[Pair]) -> Report:
        return audit_pairs(pairs, checks=self.checks)

    def texts(self, target: Text, source: Text | None, retranslations: Sequence[Text]) -> Report:
        report = audit_texts(target, source, retranslations).report
        if self.checks == CHECKS:
            return report
        codes = {one.code for one in self.checks}
        return replace(report, findings=tuple(one for one in report.findings if one.code in codes))


@dataclass(frozen=True, slots=True)
class Baseline:
    """A rule that flags without looking: `flags(pairs, ours)`."""

    name: str
    flags: Flags

    def pairs(self, pairs: Sequence[Pair]) -> Report:
        ours = Auditor().pairs(pairs)
        return self._report(pairs, tuple(self.flags(pairs, ours.findings)), ours)

    def texts(self, target: Text, source: Text | None, retranslations: Sequence[Text]) -> Report:
        audited = audit_texts(target, source, retranslations)
        rows = audited.rows
        pairs = [Pair(row.target, row.target_lang, row.source, row.source_lang, row.retranslations) for row in rows]
        found = tuple(
            replace(one, document_start=rows[one.segment].target_start)
            for one in self.flags(pairs, audited.report.findings)
        )
        return self._report(pairs, found, audited.report)

    def _report(self, pairs: Sequence[Pair], found: tuple[Finding, ...], ours: Report) -> Report:
        figures = score(found, pairs)
        verdict = decide(found, figures, sum(1 for pair in pairs if pair.target))
        kept = (part for part in ours.signature.split("|") if not part.startswith("checks:"))
        signature = "|".join([*kept, f"baseline:{self.name}"])
        return Report(found, (), figures, verdict, signature)


def system(name: str) -> System:
    """Return the system of a name in `NAMES`. Raises InputError that lists them."""
    if name == RULES:
        return Auditor()
    if name.startswith(f"{RULES}:"):
        codes = name.removeprefix(f"{RULES}:").upper().split("+")
        chosen = tuple(check for check in CHECKS if check.code in codes)
        if len(chosen) == len(set(codes)):
            return Auditor(chosen)
    if name in FLAGS:
        return Baseline(name, FLAGS[name])
    raise InputError(f"--system {name}: no such system; there are {', '.join(NAMES)}")
