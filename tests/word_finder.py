"""An auditor for the tests of the harness: it flags every "wrong"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from audit.check import Pair
from audit.finding import Decision, Finding, Report, Score, Skip, Verdict
from corpora.read import Text
from eval.gold import annotation


@dataclass(frozen=True, slots=True)
class WordFinder:
    """Flags every "wrong", as serious, with the suggestion "right"; notes in the signature what it was given."""

    skip: str = ""

    def pairs(self, pairs: Sequence[Pair]) -> Report:
        found = tuple(_found(i, place, 0) for i, pair in enumerate(pairs) for place in _places(pair.target))
        return self._report(found, f"fake:1|others:{len(pairs[0].retranslations)}")

    def texts(self, target: Text, source: Text | None, retranslations: Sequence[Text]) -> Report:
        found = tuple(_found(0, place, 0) for place in _places(target.text))
        return self._report(found, f"fake:1|source:{source is not None}|others:{len(retranslations)}")

    def _report(self, found: tuple[Finding, ...], signature: str) -> Report:
        skips = (Skip("some-check", self.skip),) if self.skip else ()
        return Report(found, skips, Score(0, 9, "translation", 0.0, True), Verdict(Decision.REVIEW, ()), signature)


def _places(text: str) -> list[re.Match[str]]:
    return list(re.finditer("wrong", text))


def _found(segment: int, place: re.Match[str], document_start: int) -> Finding:
    row = {"start": place.start(), "end": place.end(), "kind": "name", "severity": "major", "text": place.group()}
    made = annotation(row, segment)
    return replace(made, name="wrong-word", suggestion="right", document_start=document_start, confidence=0.8)
