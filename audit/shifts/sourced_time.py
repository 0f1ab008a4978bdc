"""What a source says of the time of a verb, in languages whose forms or words tell it."""

from dataclasses import dataclass
from enum import StrEnum

from audit.lexicons.markers import marker, plain, relations
from audit.shifts.neighbours import Beside


class Time(StrEnum):
    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    PERFECT = "perfect"
    PLUPERFECT = "past perfect"


@dataclass(frozen=True, slots=True)
class Moved:
    """A verb of ours (first and last word, with its auxiliary) and of theirs, that stand in different times."""

    ours: tuple[int, int]
    theirs: tuple[int, int]
    times: tuple[Time, Time]


_ABOUT = 0.2  # share of a text by which the order of words in two languages may differ


_PASTS = {Time.PAST, Time.PLUPERFECT}


def is_as_sourced(beside: Beside, one: Moved, source: tuple[str, str]) -> bool:
    """Whether a verb of the source about there has our time, and none has theirs. Its future has the forms of a present."""
    text, lang = source
    past, present = marker("past", lang), marker("present", lang)
    if not past or not present or not text:
        return False
    there = beside.ours.words[one.ours[1]].start / len(beside.ours.text)
    told, other = (
        any(abs(start / len(text) - there) < _ABOUT for start, _ in each.any.spans(plain(text, lang)))
        for each in ((past, present) if one.times[0] in _PASTS else (present, past))
    )
    return told and (not other or _PASTS.isdisjoint(one.times))


def is_untold(one: Moved, source: tuple[str, str]) -> bool:
    """Whether a Chinese source leaves the time to its translators: it tells a future at most, by words."""
    text, lang = source
    ahead = marker("future", lang) if lang == "zh" else None
    if not ahead or not text:
        return False
    return Time.FUTURE not in one.times or bool(ahead.any.spans(text)) is (one.times[0] is Time.FUTURE)


def backed(ours: Time, source: tuple[str, str]) -> bool | None:
    """Whether the source speaks against our time as theirs does: it has a past at all, or none; None where its language is not known."""
    text, lang = source
    pasts = [there for relation in relations("tense", lang) for there, _ in relation.others if there]
    if not pasts or not text:
        return None
    told = any(past.any.spans(plain(text, lang)) for past in pasts)
    return told if ours is Time.PRESENT else not told
