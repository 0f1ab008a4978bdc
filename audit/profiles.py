"""What a text may have and still go out: the numbers behind a decision, for three uses of a translation.

`publish` is for the public, `internal` for readers who only want to know what a text says, `legal` where a wrong word
costs money. A file of settings may change each number (`[thresholds]`, with the names below).
"""

from dataclasses import dataclass

from audit.finding import Decision


@dataclass(frozen=True, slots=True)
class Profile:
    """One set of numbers. A finding is serious when it is major or critical, and sure enough.

    confidence   from which a finding counts towards a decision
    criticals    places with a serious critical error from which the text is retranslated
    places       segments with a serious error from which it is retranslated, if they also are
    share        at least this share of all segments
    tolerated    serious findings, none of them critical, with which it still goes out
    slips        points per 1,000 words that findings which are not serious may reach
    together     serious errors within `within` segments on end that make a passage which must be seen
    within       segments on end, see `together`
    title        what a serious wrong name in the first segment leads to, at least
    passage      what a passage of `together` leads to, at least
    unaligned    share of the segments without a sure counterpart above which a person must look
    """

    name: str
    confidence: float
    criticals: int
    places: int
    share: float
    tolerated: int
    slips: float
    together: int
    within: int
    title: Decision
    passage: Decision
    unaligned: float


# The audit sees about half of the errors, so a quarter of the segments found wrong means half of them wrong. Of 56 documents by
# people (NTREX in uk, de, zh, ar; paragraphs run together, no encoder) 2 have more than a fifth of their segments unaligned.
PUBLISH = Profile("publish", 0.6, 2, 4, 0.25, 0, 10.0, 3, 5, Decision.REVIEW, Decision.REVIEW, 0.2)
INTERNAL = Profile("internal", 0.7, 3, 6, 0.4, 3, 40.0, 3, 5, Decision.REVIEW, Decision.REVIEW, 0.35)
LEGAL = Profile("legal", 0.4, 1, 3, 0.1, 0, 0.0, 2, 5, Decision.RETRANSLATE, Decision.RETRANSLATE, 0.05)
PROFILES = {profile.name: profile for profile in (PUBLISH, INTERNAL, LEGAL)}
