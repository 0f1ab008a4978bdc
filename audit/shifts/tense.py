"""The time in which an English verb stands: past, present or future, read off its form and its auxiliaries."""

from collections.abc import Iterator
from functools import cache

from audit.lexicons.word_forms import forms, irregular
from audit.shifts.neighbours import Beside, Side
from audit.shifts.sourced_time import Moved, Time, backed, is_as_sourced, is_untold

_APART = 6  # words between "be" and its participle
_FEW, _MUCH = 2, 3  # linked words about a verb, and about a form of "be", that make sure that it is the same one
_SHORT = 2  # letters of what is no verb for certain
_BACK = 4  # words before a verb among which its auxiliaries stand
_FUTURE = frozenset(
    {"will", "shall", "won't", "gonna", "i'll", "he'll", "she'll", "it'll", "we'll", "they'll", "you'll"}
)
_PRESENT_BE, _PAST_BE = (
    frozenset({"is", "are", "am", "isn't", "aren't"}),
    frozenset({"was", "were", "wasn't", "weren't"}),
)
_PERFECT = frozenset({"have", "has", "had", "having", "haven't", "hasn't", "hadn't", "been", "being"})
_HAVE, _HAD = frozenset({"has", "have", "hasn't", "haven't"}), frozenset({"had", "hadn't"})
_GET = frozenset({"get", "gets", "getting", "got"})
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
# Verbs that say what somebody said, after which English may take the time of the saying, and verbs that are told in any time.
_SAYING = frozenset(
    """say tell report state claim note add announce explain stress emphasize emphasise believe think know hope fear agree suggest
    argue insist warn reply answer ask according promise accuse""".split()
)
_REPORTING = _SAYING | frozenset("quote write continue call describe show indicate mean see want need name".split())
_FILLERS = frozenset("be been not also still already just only never always now then soon even once probably".split())
# Beside these a present tells what is to come: "the ferry sails on Friday", "if it rains".
_DATED = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december tomorrow tonight next soon later coming upcoming if when until till once unless before after
    week weeks month months today evening morning noon midnight""".split()
)


# Verbs whose past form is no other form of theirs, and no common noun or adjective.
_IRREGULAR = """become begin break bring build buy catch choose come draw drink drive eat fall feel fight fly forget freeze
    get give go grow hear hold keep know lead lose make meet pay ride rise run say see seek sell send shake sing sink sit sleep
    speak spend stand steal shine strike swim take teach tell think throw understand wake wear win write hide dig flee forbid swear withdraw undergo undertake overcome
    creep sleep weep shrink swing forgive overthrow tear weave""".split()


@cache
def _pasts() -> frozenset[str]:
    return frozenset(forms(verb)[2] for verb in _IRREGULAR)


@cache
def _participles() -> frozenset[str]:
    """What stands behind "have" or "be", apart from "-ed"."""
    return frozenset(form for verb in irregular() for form in forms(verb)[3:4]) | {"been"}


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
        if before in _HAVE | _HAD and (word.endswith("ed") or word in _participles()):
            return _perfect(side, i) if before in _HAVE else (Time.PLUPERFECT, i)
        if (before in _PERFECT and before != "been") or before in _OTHER:
            return None
        if before in _GET and word in _participles():
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
        return None if word in _participles() and _participle(side, k) else (Time.PAST, k)
    if not side.words[k].text.isalpha() or side.words[k].text.istitle():  # "Fenix Limited's"
        return None
    if len(word) > 4 and _is_regular(side, k) and _after_noun(side, k) and not _participle(side, k):
        return Time.PAST, k
    if word.endswith("s") and not word.endswith("ss") and _after_noun(side, k) and not _has_object(side, k):
        return Time.PRESENT, k
    return None


def _participle(side: Side, k: int) -> bool:
    """Whether a form of "be" or "have" stands before, as in a question or a list."""
    before = side.around(k, _APART, 0)
    texts = (side.words[i].text.lower().replace("’", "'") for i in before)
    return any(text in _PRESENT_BE | _PAST_BE | _PERFECT | {"be"} or text.endswith(("'re", "'m")) for text in texts)


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


_SUBJECTS = frozenset("he she it i we they you who which that this there also first".split())


_PERFECTS = {Time.PERFECT, Time.PLUPERFECT}


def moved(beside: Beside, source: tuple[str, str]) -> Iterator[Moved]:
    """Yield the verbs that stand in another time in the re-translation: linked ones, and futures where it knows none."""
    told = [p for p in _linked(beside) if p.times[0] is not p.times[1] and _tells(beside, p, source)]
    differ = list({p.ours[0]: p for p in told}.values())  # "had been used" is one verb
    if len(differ) == 1 or any(Time.FUTURE in p.times for p in differ):
        yield from differ
    elif not differ:
        yield from _futures(beside)


def _tells(beside: Beside, one: Moved, source: tuple[str, str]) -> bool:
    """Whether the two times exclude each other here; translators choose freely between present and past in reports."""
    if is_as_sourced(beside, one, source) or is_untold(one, source):
        return False
    if Time.FUTURE in one.times:
        return Time.PRESENT not in one.times or (one.times[0] is Time.FUTURE and _timeless(beside, one))
    i, j = one.ours[1], one.theirs[1]
    loose = beside.company(i, j) < _FEW or beside.ours.lemmas[i] & _REPORTING
    if loose or _free(beside.ours, i) or _free(beside.theirs, j):
        return False
    if not {*one.times}.isdisjoint(_PERFECTS):
        return {*one.times} == _PERFECTS
    spoken_for = backed(one.times[0], source)
    word, other = beside.ours.words[i].text.lower(), beside.theirs.words[j].text.lower()
    if word in _PRESENT_BE | _PAST_BE:
        return bool(spoken_for) and beside.company(i, j) >= _MUCH and _both_be(beside, i, j)
    return spoken_for is not False and (word != other or (one.ours[0] < i and one.theirs[0] < j))


def _free(side: Side, k: int) -> bool:
    """Whether English chooses the time of a verb freely: in a headline, and in what somebody said or what would be, "if she knew"."""
    heading = side.text.rstrip()[-1:].isalnum()
    return heading or any(side.lemmas[i] & _SAYING or side.words[i].text.lower() == "if" for i in range(k))


def _timeless(beside: Beside, one: Moved) -> bool:
    """Whether their present cannot tell our future: no date, hour or condition stands in either text, and nothing that is to come in theirs."""
    texts = [[w.text.lower().replace("’", "'") for w in side.words] for side in (beside.ours, beside.theirs)]
    dated = any(word in _DATED or any(map(str.isdigit, word)) for words in texts for word in words)
    return not dated and not any(map(_ahead, texts[1])) and beside.company(one.ours[1], one.theirs[1]) > 1


def _linked(beside: Beside) -> Iterator[Moved]:
    ahead = any(_ahead(w.text.lower().replace("’", "'")) for w in beside.theirs.words)
    for i, j in enumerate(beside.ours.to):
        if j < 0:
            continue
        equal = bool(beside.ours.lemmas[i] & beside.theirs.lemmas[j])
        mine = time_of(beside.ours, i)
        free = mine and mine[0] is Time.FUTURE and not ahead and beside.company(i, j) > 1
        if not (equal or free or _both_be(beside, i, j)):
            continue
        other = time_of(beside.theirs, j)
        if equal:
            mine, other = mine or _plain(beside.ours, i, other), other or _plain(beside.theirs, j, mine)
        if (
            mine
            and mine[0] is Time.FUTURE
            and not other
            and _is_regular(beside.theirs, j)
            and not _participle(beside.theirs, j)
        ):
            other = Time.PAST, j
        if mine and other:
            yield Moved((mine[1], i), (other[1], j), (mine[0], other[0]))


def _is_regular(side: Side, k: int) -> bool:
    """Whether a word is the "-ed" form of a verb; "need" is none."""
    word = side.words[k].text.lower()
    return word.endswith("ed") and len(min(side.lemmas[k], key=len)) < len(word)


def _plain(side: Side, k: int, other: tuple[Time, int] | None) -> tuple[Time, int] | None:
    """Return the present of a verb that looks like a noun, "they form", where the other text has its past."""
    word = side.words[k].text.lower()
    finite = word == min(side.lemmas[k], key=len) and len(word) > _SHORT and side.heavy[k] and _after_noun(side, k)
    return (Time.PRESENT, k) if finite and other and other[0] is Time.PAST and not _participle(side, k) else None


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
