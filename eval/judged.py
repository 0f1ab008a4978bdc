"""The texts of a benchmark, and what an auditor says of them: the form that all measures take."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import nan
from operator import add

from audit.check import Pair
from audit.finding import Decision, Finding, Report, Span
from audit.match import Matched, match
from corpora.words import words
from eval.match import is_serious
from eval.measures.confusion import Confusion, touched, yes_no
from eval.measures.spans import Credit, characters, one_to_one
from eval.measures.threshold import is_first_half

_UNSPACED = frozenset({"zh", "ja", "th"})  # here every character is a word


@dataclass(frozen=True, slots=True)
class Case:
    """One text of a benchmark: a document, or a single sentence. It is the unit over which intervals are resampled.

    `pairs` carry everything that may be given (source, all re-translations); the mode takes away. `gold` are annotated
    errors, `segment` counting `pairs`. `bad` tells for each pair whether people call it wrong, () where nobody was asked;
    `score` is people's score of the whole text (higher is better, NaN without one); `decision` what people would do with
    it. `system` names what translated it, `group` the row of a table by group (a language pair, a kind of damage).
    `tokens` are the words of each pair where the set brings its own, () for ours.
    """

    id: str
    pairs: tuple[Pair, ...]
    gold: tuple[Finding, ...] = ()
    bad: tuple[bool, ...] = ()
    score: float = nan
    decision: Decision | None = None
    system: str = ""
    group: str = ""
    tokens: tuple[tuple[Span, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A case audited: the pairs as they were given, and what was found.

    `points` are MQM points in `words` words (of the source, where there is one), `length` the words of the translation.
    `signature` and `broken` (checks that failed, and why) are the report's.
    """

    case: Case
    pairs: tuple[Pair, ...]
    findings: tuple[Finding, ...]
    points: int = 0
    words: int = 0
    length: int = 0
    decision: Decision = Decision.PUBLISH
    signature: str = ""
    broken: tuple[str, ...] = ()

    @property
    def matched(self) -> Matched:
        """Findings and annotations by overlap."""
        return match(self.findings, self.case.gold)

    @property
    def score(self) -> float:
        """Our score of the text, higher is better: MQM points per 1,000 words, with the sign turned."""
        return -1000 * self.points / max(self.words, 1)


def judged(case: Case, pairs: Sequence[Pair], report: Report) -> Judged:
    """Keep of a report what is measured."""
    broken = tuple(f"{one.name}: {one.reason}" for one in report.skips if one.reason.startswith("failed"))
    points, counted = report.score.points, report.score.words
    size = sum(map(len, tokens(case)))
    decision = report.verdict.decision
    return Judged(case, tuple(pairs), report.findings, points, counted, size, decision, report.signature, broken)


def characters_of(one: Judged, *, blind: bool = False) -> Credit:
    """Agreement by characters, over the case's segments."""
    return _over_segments(one, blind=blind, whole=False)


def pairing_of(one: Judged) -> Credit:
    """Agreement of spans one to one, over the case's segments."""
    return _over_segments(one, blind=True, whole=True)


def _over_segments(one: Judged, *, blind: bool, whole: bool) -> Credit:
    ours, gold = _by_segment(one.findings), _by_segment(one.case.gold)
    total = Credit()
    for segment in ours.keys() | gold.keys():
        mine, theirs = ours.get(segment, []), gold.get(segment, [])
        if whole:
            total += one_to_one([f.span for f in mine], [f.span for f in theirs])
        else:
            marks = [(f.span, f.severity) for f in mine], [(f.span, f.severity) for f in theirs]
            total += characters(*marks, blind=blind)
    return total


def words_of(one: Judged) -> Confusion:
    """Words that a finding touches against words that an annotation touches."""
    ours, gold = _by_segment(one.findings), _by_segment(one.case.gold)
    counts = (
        yes_no(
            touched(places, [f.span for f in ours.get(segment, [])]),
            touched(places, [f.span for f in gold.get(segment, [])]),
        )
        for segment, places in enumerate(tokens(one.case))
    )
    return reduce(add, counts, Confusion())


def tokens(case: Case) -> Iterator[tuple[Span, ...]]:
    """Yield the words of each pair's target."""
    for index, pair in enumerate(case.pairs):
        if case.tokens:
            yield case.tokens[index]
        elif pair.target_lang.split("-")[0] in _UNSPACED:
            yield tuple(Span(n, n + 1) for n, letter in enumerate(pair.target) if letter.isalnum())
        else:
            yield tuple(Span(word.start, word.end) for word in words(pair.target))


def labels(case: Case) -> tuple[bool, ...]:
    """Return for each pair whether people call it wrong: as they say, else whether a serious error is marked in it."""
    if case.bad:
        return case.bad
    serious = {one.segment for one in case.gold if is_serious(one)}
    return tuple(index in serious for index in range(len(case.pairs)))


def suspicions(one: Judged) -> tuple[float, ...]:
    """Return for each pair how sure the surest finding in it is; 0 without one."""
    surest = [0.0] * len(one.pairs)
    for finding in one.findings:
        surest[finding.segment] = max(surest[finding.segment], finding.confidence)
    return tuple(surest)


def segments_of(one: Judged) -> Confusion:
    """Segments with a finding against segments that people call wrong."""
    return yes_no((value > 0 for value in suspicions(one)), labels(one.case))


def _by_segment(findings: Iterable[Finding]) -> Mapping[int, list[Finding]]:
    found: dict[int, list[Finding]] = defaultdict(list)
    for one in findings:
        found[one.segment].append(one)
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """One finding and whether it is right, for thresholds and calibration; `first` by the half its source falls into."""

    check: str
    confidence: float
    right: bool
    first: bool


def told(group: Iterable[Judged]) -> tuple[Told, ...]:
    """Return every finding on annotated texts with the truth about it."""
    return tuple(
        Told(finding.name, finding.confidence, right, _is_first(one, finding))
        for one in group
        for right, findings in zip((True, False), (one.matched.right, one.matched.wrong), strict=True)
        for finding in findings
    )


def _is_first(one: Judged, finding: Finding) -> bool:
    pair = one.case.pairs[finding.segment]
    return is_first_half(pair.source or pair.target)
