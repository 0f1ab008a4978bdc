"""The time in which an English verb stands: past, present or future, read off its form and its auxiliaries."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from audit.lexicons.word_forms import forms
from audit.shifts.neighbours import Beside, Side

_APART = 6  # words between "be" and its participle
_BACK = 4  # words before a verb among which its auxiliaries stand
_FUTURE = frozenset(
    {"will", "shall", "won't", "gonna", "i'll", "he'll", "she'll", "it'll", "we'll", "they'll", "you'll"}
)
_PRESENT_BE, _PAST_BE = (
    frozenset({"is", "are", "am", "isn't", "aren't"}),
    frozenset({"was", "were", "wasn't", "weren't"}),
)
_PERFECT = frozenset({"have", "has", "had", "having", "haven't", "hasn't", "hadn't", "been", "being"})
_OTHER = frozenset(
    """would could should may might must can cannot can't couldn't wouldn't shouldn't to not-to let did does do didn't
    doesn't don't going used ought need if""".split()
)
# What says in a re-translation that something is still to come, or need not be so.
_AHEAD = frozenset(
    """will shall would could should may might must can going expected expect expects plan plans planned planning intend
    intends intended next tomorrow soon upcoming future later scheduled slated aims aim hopes hope wants want ought
    supposed promised promises promise vowed if won't can't cannot gonna set""".split()
)
_REPORTING = frozenset(
    """say tell report state claim note quote add write announce explain continue stress emphasize emphasise believe think
    call describe show indicate mean know see want need suggest argue insist warn reply answer ask name according""".split()
)
_FILLERS = frozenset("be not also still already just only never always now then soon even once probably".split())


# Verbs whose past form is no other form of theirs, and no common noun or adjective.
_IRREGULAR = """become begin break bring build buy catch choose come draw drink drive eat fall feel fight fly forget freeze
    get give go grow hear hold keep know lose make meet pay ride rise run say see seek sell send shake sing sink sit sleep
    speak spend stand steal strike swim take teach tell think throw understand wake wear win write""".split()


class Time(StrEnum):
    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    PERFECT = "perfect"


@dataclass(frozen=True, slots=True)
class Moved:
    """A verb of ours (first and last word, with its auxiliary) and of theirs, that stand in different times."""

    ours: tuple[int, int]
    theirs: tuple[int, int]
    times: tuple[Time, Time]


@cache
def _pasts() -> frozenset[str]:
    return frozenset(forms(verb)[2] for verb in _IRREGULAR)


def time_of(side: Side, k: int) -> tuple[Time, int] | None:
    """Return the time of the finite verb at a word, and where its group begins; None where it cannot be told."""
    word = side.words[k].text.lower()
    for back in range(1, _BACK + 1):
        i = k - back
        if i < 0 or side.parted(i, k):
            break
        before = side.words[i].text.lower().replace("’", "'")
        if before in _FUTURE:
            return Time.FUTURE, i
        if before in ("has", "have", "hasn't", "haven't") and word.endswith(("ed", "en", "d", "t", "n", "e", "g")):
            return _perfect(side, i)
        if before in _PERFECT or before in _OTHER:
            return None
        if before in _PRESENT_BE | _PAST_BE and (word.endswith(("ed", "ing", "en")) or word in _pasts()):
            return (Time.PRESENT if before in _PRESENT_BE else Time.PAST), i
        if before not in _FILLERS and not before.endswith("ly"):
            break
    return _simple(side, k, word)


def _perfect(side: Side, k: int) -> tuple[Time, int] | None:
    """Return the time of a perfect whose "have" is the word `k`: "will have gone" is future, "would have gone" untold."""
    before = side.words[k - 1].text.lower().replace("’", "'") if k else ""
    if before in _FUTURE:
        return Time.FUTURE, k - 1
    return None if before in _OTHER else (Time.PERFECT, k)


def _simple(side: Side, k: int, word: str) -> tuple[Time, int] | None:
    if word in _PRESENT_BE or word in _PAST_BE:
        return (Time.PRESENT if word in _PRESENT_BE else Time.PAST), k
    if word in _pasts():
        return Time.PAST, k
    if not side.words[k].text.isalpha() or side.words[k].text.istitle():  # "Fenix Limited's"
        return None
    if word.endswith("ed") and len(word) > 4 and _after_noun(side, k) and not _participle(side, k):
        return Time.PAST, k
    if word.endswith("s") and not word.endswith("ss") and _after_noun(side, k) and not _has_object(side, k):
        return Time.PRESENT, k
    return None


def _participle(side: Side, k: int) -> bool:
    """Whether a form of "be" or "have" stands before, as in a question or a list."""
    before = side.around(k, _APART, 0)
    return any(side.words[i].text.lower() in _PRESENT_BE | _PAST_BE | _PERFECT | {"be"} for i in before)


def _has_object(side: Side, k: int) -> bool:
    """Whether the word before is a past form, so that the word may be its object: "raised concerns"."""
    before = side.words[k - 1].text.lower()
    return before.endswith("ed") or before in _pasts()


def _after_noun(side: Side, k: int) -> bool:
    """Whether the word before can be a subject: else "-ed" and "-s" may be an adjective or a noun."""
    if k == 0 or not side.text[side.words[k - 1].end : side.words[k].start].isspace():
        return False
    before = side.words[k - 1].text
    return before.lower() in _SUBJECTS or side.heavy[k - 1] or before.lower().endswith("ly")


_SUBJECTS = frozenset("he she it i we they you who which that this there also".split())


def moved(beside: Beside) -> Iterator[Moved]:
    """Yield the verbs that stand in another time in the re-translation: linked ones, and futures where it knows none."""
    pairs = list(_linked(beside))
    differ = [p for p in pairs if p.times[0] is not p.times[1] and _tells(beside, p)]
    if len(differ) == 1 or any(Time.FUTURE in p.times for p in differ):
        yield from differ
    elif not differ:
        yield from _futures(beside)


def _tells(beside: Beside, one: Moved) -> bool:
    """Whether the two times exclude each other here; translators choose freely between present and past in reports."""
    if Time.FUTURE in one.times:
        return Time.PRESENT not in one.times
    if Time.PERFECT in one.times:
        return False
    i, j = one.ours[1], one.theirs[1]
    word, other = beside.ours.words[i].text.lower(), beside.theirs.words[j].text.lower()
    copula = word in _PRESENT_BE | _PAST_BE
    bare = word == other and (one.ours[0] == i or one.theirs[0] == j)
    reported = bool(beside.ours.lemmas[i] & _REPORTING)
    return not (copula or bare or reported) and beside.company(i, j) > 1


def _linked(beside: Beside) -> Iterator[Moved]:
    for i, j in enumerate(beside.ours.to):
        if j < 0 or (not beside.ours.lemmas[i] & beside.theirs.lemmas[j] and not _both_be(beside, i, j)):
            continue
        mine, other = time_of(beside.ours, i), time_of(beside.theirs, j)
        word = beside.theirs.words[j].text
        if mine and mine[0] is Time.FUTURE and not other and word.endswith("ed") and not _participle(beside.theirs, j):
            other = Time.PAST, j
        if mine and other:
            yield Moved((mine[1], i), (other[1], j), (mine[0], other[0]))


def _both_be(beside: Beside, i: int, j: int) -> bool:
    forms = _PRESENT_BE | _PAST_BE
    return beside.ours.words[i].text.lower() in forms and beside.theirs.words[j].text.lower() in forms


def _said(beside: Beside, k: int, first: int, last: int) -> bool:
    """Whether a word of theirs stands for one of ours outside a range."""
    there = beside.theirs.to[k]
    return there >= 0 and not first <= there <= last


def _ahead(word: str) -> bool:
    return word in _AHEAD or word.endswith(("'ll", "'d"))


def _futures(beside: Beside) -> Iterator[Moved]:
    """A future of ours at whose place the re-translation has a past, and nothing that is still to come anywhere."""
    if any(_ahead(w.text.lower().replace("’", "'")) for w in beside.theirs.words):
        return
    for i, word in enumerate(beside.ours.words[:-1]):
        if word.text.lower() in _FUTURE:
            verb = next((k for k in (i + 1, i + 2) if k < len(beside.ours.words) and beside.ours.heavy[k]), i + 1)
            place = beside.place(verb)
            near = list(beside.theirs.around(place, 6, 4)) if place >= 0 else []
            free = [k for k in near if not _said(beside, k, i, verb)]
            times = [(abs(k - place), k, t[0]) for k in free if (t := time_of(beside.theirs, k))]
            _, told, time = min(times, default=(0, -1, Time.PRESENT))
            if time is Time.PRESENT:
                continue
            if told >= 0:
                yield Moved((i, verb), (told, told), (Time.FUTURE, Time.PAST))
