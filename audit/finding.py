"""What we say about a translation: spans, marks, findings, reports. No behaviour."""

from dataclasses import dataclass, field
from enum import Enum, StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points; start == end is a place where something is missing."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"span {self.start}:{self.end}: need 0 <= start <= end")

    def overlaps(self, other: "Span") -> bool:
        """Whether both cover a common code point; an empty span overlaps what it touches or lies in."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


class Kind(StrEnum):
    """What a reader would call it."""

    NAME = "name"
    IDIOM = "idiom"
    SENSE = "sense"
    MEANING = "meaning"
    LANGUAGE = "language"


class Severity(StrEnum):
    """MQM severity: how bad it is, not how sure we are."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def points(self) -> int:
        """MQM penalty points."""
        return {"neutral": 0, "minor": 1, "major": 5, "critical": 25}[self.value]


class Category(Enum):
    """MQM error types (ISO 5060), with the ITS 2.0 `locQualityIssueType` that each maps to."""

    MISTRANSLATION = "accuracy/mistranslation"
    OMISSION = "accuracy/omission"
    ADDITION = "accuracy/addition"
    UNTRANSLATED = "accuracy/untranslated"
    DO_NOT_TRANSLATE = "accuracy/do-not-translate"
    TERMINOLOGY = "terminology/wrong-term"
    INCONSISTENT_TERM = "terminology/inconsistent-use"
    GRAMMAR = "linguistic-conventions/grammar"
    SPELLING = "linguistic-conventions/spelling"
    PUNCTUATION = "linguistic-conventions/punctuation"
    UNINTELLIGIBLE = "linguistic-conventions/unintelligible"

    @property
    def its(self) -> str:
        """The ITS 2.0 type, from the value list of https://www.w3.org/TR/its20/#lqissue-typevalues."""
        special = {
            "accuracy/do-not-translate": "mistranslation",
            "terminology/wrong-term": "terminology",
            "terminology/inconsistent-use": "inconsistency",
            "linguistic-conventions/spelling": "misspelling",
            "linguistic-conventions/punctuation": "typographical",
            "linguistic-conventions/unintelligible": "other",
        }
        return special.get(self.value, self.value.split("/")[1])


@dataclass(frozen=True, slots=True)
class Evidence:
    """One witness: where it comes from ("source", "re-translation 1", "lexicon", "this text") and what it says."""

    origin: str
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a check saw in one segment.

    `span` lies in the segment's target text; `source` in its source text where the place is known. `severity` is
    given only where it differs from the check's own. `confidence` in [0, 1] is the measured or estimated share of
    such marks that are right, so that it compares between checks.
    """

    span: Span
    message: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    suggestion: str = ""
    source: Span | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A mark with the name and class of its check and its place in the translation.

    `segment` counts the translation's segments (0 for a single pair); `span` and `source` are within that segment's
    texts; `document_start` and `document_source_start` are where these texts begin in the files as read (0 in a batch).
    """

    id: str
    segment: int
    span: Span
    source: Span | None
    code: str
    name: str
    category: Category
    kind: Kind
    severity: Severity
    confidence: float
    message: str
    suggestion: str
    evidence: tuple[Evidence, ...]
    text: str
    document_start: int = 0
    document_source_start: int = 0


@dataclass(frozen=True, slots=True)
class Skip:
    """A check that could not run, and why: silence never means clean."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Score:
    """MQM figures. `per_thousand` is points per 1,000 words of the text named by `counted` ("source", "translation").

    Under 300 words the figure is `unreliable`. `by_kind` has the points of each kind that was found, most first.
    """

    points: int
    words: int
    counted: str
    per_thousand: float
    unreliable: bool
    by_kind: tuple[tuple[Kind, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a text says what its re-translations say, 0 to 100; it ranks texts, and decides nothing.

    `segments` of the text were compared with a re-translation; with none `value` means nothing.
    """

    value: float = 0.0
    segments: int = 0


class Decision(StrEnum):
    """What should happen to the article."""

    PUBLISH = "publish"
    REVIEW = "review"
    RETRANSLATE = "retranslate"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision and, in words, the reasons for it."""

    decision: Decision
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that an audit says about one translation, findings in order of place and code.

    `dismissed` are findings that a person has called wrong: no score or decision counts them.
    """

    findings: tuple[Finding, ...]
    skips: tuple[Skip, ...]
    score: Score
    verdict: Verdict
    signature: str
    notes: tuple[str, ...] = field(default=())
    dismissed: tuple[Finding, ...] = ()
    agreement: Agreement = Agreement()
