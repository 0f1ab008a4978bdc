"""What is measured: anything that audits aligned pairs and whole texts. The tests measure a fake."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from audit.check import Pair
from audit.finding import Report
from audit.run import audit_pairs
from audit.texts import audit_texts
from corpora.read import Text


class System(Protocol):
    """An auditor under measurement."""

    def pairs(self, pairs: Sequence[Pair]) -> Report:
        """Audit the aligned segments of one text; `segment` of a finding counts `pairs`."""

    def texts(self, target: Text, source: Text | None, retranslations: Sequence[Text]) -> Report:
        """Audit a whole text; `document_start` of a finding is where its segment begins in `target`."""


@dataclass(frozen=True, slots=True)
class Auditor:
    """mtaudit as users run it."""

    def pairs(self, pairs: Sequence[Pair]) -> Report:
        return audit_pairs(pairs)

    def texts(self, target: Text, source: Text | None, retranslations: Sequence[Text]) -> Report:
        return audit_texts(target, source, retranslations).report
