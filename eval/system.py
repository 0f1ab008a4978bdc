"""What is measured: anything that audits aligned pairs and whole texts, by the name that `--system` gives it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from audit.aids import Aids
from audit.check import Check, Pair
from audit.checks import CHECKS
from audit.finding import Finding, Report
from audit.models.encoders.bundled import INSTALL
from audit.models.encoders.encoder import Tokens
from audit.models.encoders.load import OnDemand, load, parse
from audit.models.reader.load import lacking
from audit.models.reader.load import load as load_reader
from audit.reading import Reader
from audit.run import audit_pairs
from audit.score import score
from audit.texts import audit_texts
from audit.triage import decide
from corpora.read import InputError, Text
from eval.baselines import FLAGS, Flags

if TYPE_CHECKING:
    from audit.models.encoders.encoder import Encoder, Vectors

_KEPT = 8_000  # texts, some 30 kB each

RULES, READER = "rules", "+reader"
NONE = "none"  # instead of an encoder
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
    encoder: "Encoder | None" = None
    reader: Reader | None = None

    def pairs(self, pairs: Sequence[Pair]) -> Report:
        return audit_pairs(pairs, checks=self.checks, aids=Aids(self.encoder, self.reader))

    def texts(self, target: Text, source: Text | None, retranslations: Sequence[Text]) -> Report:
        report = audit_texts(target, source, retranslations, aids=Aids(self.encoder, self.reader)).report
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


def with_encoder(chosen: System, encoder: str) -> System:
    """Return the system with another encoder, and with `READER` behind its name with the reader; as it is where none is named.
    Only mtaudit itself takes them."""
    if not encoder or not isinstance(chosen, Auditor):
        return chosen
    named = encoder.removesuffix(READER)
    return replace(chosen, encoder=opened(named), reader=chosen.reader if named == encoder else _reader())


@lru_cache(maxsize=1)
def opened(spec: str) -> "Encoder | None":
    """Return the encoder that `mtaudit check --encoder` would take; it is loaded when a check asks."""
    if spec == NONE:
        return None
    parse(spec)
    return Remembering(OnDemand(lambda: load(spec)))


class Remembering:
    """An Encoder that keeps what links the words of the latest texts: benchmarks show the same sentence with more and more evidence."""

    def __init__(self, encoder: "Encoder") -> None:
        self._encoder = encoder
        self._kept: dict[str, Tokens] = {}

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    def sentences(self, texts: Sequence[str]) -> "Vectors":
        return self._encoder.sentences(texts)

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        return self._encoder.tokens(texts)

    def words(self, texts: Sequence[str]) -> list[Tokens]:
        unknown = [text for text in dict.fromkeys(texts) if text not in self._kept]
        for text, found in zip(unknown, self._encoder.words(unknown) if unknown else (), strict=True):
            self._kept[text] = replace(found, vectors=found.vectors.astype(np.float16))
        known = [self._kept[text] for text in texts]
        for text in list(self._kept)[: max(0, len(self._kept) - _KEPT)]:
            del self._kept[text]
        return [replace(one, vectors=one.vectors.astype(np.float32)) for one in known]


@lru_cache(maxsize=1)
def _reader() -> Reader | None:
    if lack := lacking():
        raise InputError(f"--reader on: needs {lack}; run {INSTALL}")
    return load_reader()


def system(name: str, encoder: str = NONE) -> System:
    """Return the system of a name in `NAMES`, with an encoder that links words; with `READER` behind the name, with the reader.

    Raises InputError that lists the names.
    """
    if name.endswith(READER):
        plain = system(name.removesuffix(READER), encoder)
        if not isinstance(plain, Auditor):
            raise InputError(f"--system {name}: only the rules can be given a reader")
        return replace(plain, reader=_reader())
    if name == RULES:
        return Auditor(encoder=opened(encoder))
    if name.startswith(f"{RULES}:"):
        codes = name.removeprefix(f"{RULES}:").upper().split("+")
        chosen = tuple(check for check in CHECKS if check.code in codes)
        if len(chosen) == len(set(codes)):
            return Auditor(chosen, opened(encoder))
    if name in FLAGS:
        return Baseline(name, FLAGS[name])
    raise InputError(f"--system {name}: no such system; there are {', '.join(NAMES)}")
