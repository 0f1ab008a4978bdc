"""Audited pairs with one wrong name or none, how often a finding hits, and what needs no auditor."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from audit.check import Pair
from audit.finding import Finding, Kind, Report, Span
from audit.lexicons.names import capitals, fold, native
from audit.lexicons.romanise import LANGS
from audit.share import Share
from corpora.words import words
from eval.baselines import DRAWS, everything, random_spans
from eval.bench import Run
from eval.measures.resample import SEED

Flags = Callable[[Sequence[Pair]], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair, where its name is wrong (None: nowhere), what was found there, and the groups that it counts in."""

    pair: Pair
    wrong: Span | None
    findings: tuple[Finding, ...]
    lang: str
    kind: str
    half: str
    note: str = ""

    @property
    def names(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.kind is Kind.NAME)

    def hit_by(self, findings: Iterable[Finding]) -> bool:
        """Whether one of the findings touches the wrong name."""
        return self.wrong is not None and any(one.span.overlaps(self.wrong) for one in findings)


class Bench:
    """Audits, and keeps the reports for the signature."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.reports: list[Report] = []

    def audit(self, texts: Sequence[Sequence[Pair]]) -> list[tuple[Finding, ...]]:
        """Return what is found in each text."""
        reports = self.run.audit(texts)
        self.reports += reports
        return [one.findings for one in reports]

    def fill(self, judged: Sequence[Judged]) -> list[Judged]:
        """Return the pairs with what is found in each by itself."""
        found = self.audit([(one.pair,) for one in judged])
        return [replace(one, findings=findings) for one, findings in zip(judged, found, strict=True)]

    @property
    def signatures(self) -> list[str]:
        """The signatures of all reports, each once."""
        return list(dict.fromkeys(one.signature for one in self.reports))

    @property
    def failures(self) -> tuple[str, ...]:
        """Checks that broke on a text, and why."""
        broken = (one for report in self.reports for one in report.skips if one.reason.startswith("failed"))
        return tuple(sorted({f"{one.name}: {one.reason}" for one in broken}))


def of(judged: Iterable[Judged], **wanted: str) -> list[Judged]:
    """Return those whose groups are as wanted: `of(judged, lang="uk", kind="as words")`."""
    return [one for one in judged if all(getattr(one, key) == value for key, value in wanted.items())]


def hits(judged: Sequence[Judged]) -> Share:
    """Return the share whose wrong name a name finding touches."""
    return Share(sum(one.hit_by(one.names) for one in judged), len(judged))


def hits_by_any(judged: Sequence[Judged]) -> Share:
    """Return the share whose wrong name a finding of any kind touches."""
    return Share(sum(one.hit_by(one.findings) for one in judged), len(judged))


def flagged(judged: Sequence[Judged]) -> Share:
    """Return the share with a name finding anywhere."""
    return Share(sum(bool(one.names) for one in judged), len(judged))


def as_baseline(judged: Sequence[Judged], flags: Flags) -> list[Judged]:
    """Replace our findings by those of a baseline."""
    return [replace(one, findings=_as_names(flags([one.pair]))) for one in judged]


def _as_names(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(replace(one, kind=Kind.NAME) for one in findings)


def at_random(judged: Sequence[Judged]) -> list[Judged]:
    """Return `DRAWS` copies of the pairs, each with random spans in the place of our name findings."""
    pairs = [one.pair for one in judged]
    ours = [replace(finding, segment=index) for index, one in enumerate(judged) for finding in one.names]
    drawn: list[Judged] = []
    for seed in range(SEED, SEED + DRAWS):
        groups: list[list[Finding]] = [[] for _ in pairs]
        for finding in random_spans(pairs, ours, seed):
            groups[finding.segment].append(finding)
        drawn += [replace(one, findings=_as_names(group)) for one, group in zip(judged, groups, strict=True)]
    return drawn


def unheard_capitals(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Flag every capitalised word that the source has neither as it stands nor romanised the usual way."""
    for finding in everything(pairs):
        pair = pairs[finding.segment]
        named = {name.start: name.text for name in capitals(pair.target)}
        text = named.get(finding.span.start)
        if text and fold(text) not in _heard(pair.source, pair.source_lang):
            yield finding


@cache
def _heard(source: str, lang: str) -> frozenset[str]:
    spoken = {fold(word.text) for word in words(source)}
    if lang in LANGS:
        spoken |= {fold(form) for name in capitals(source) for form in native(name.text, lang)}
    return frozenset(spoken)
