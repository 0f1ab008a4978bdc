"""Who does what to whom in an English clause: the nouns before and after a verb of action, its voice taken into account."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from audit.lexicons.word_forms import forms
from audit.shifts.neighbours import Beside, Side

_REACH = 5  # words of a subject or an object
_BY = 9  # words after a passive verb among which its "by" stands
# Verbs that one acts on another by, so that the two cannot change places.
_VERBS = """attack beat defeat accuse criticise criticize blame sue arrest kill shoot stab rob invade occupy bomb shell hit strike
    support back help assist rescue save warn threaten urge ask advise order tell inform pay give hand send sell lend
    offer supply donate grant award owe transfer deliver lease hire appoint dismiss fire replace succeed follow overtake chase
    visit invite meet call phone thank praise congratulate honour honor marry divorce love hate kiss hug teach train examine
    treat cure infect bite catch capture release free detain question interrogate investigate inspect control own buy
    acquire absorb join leave betray deceive cheat mock insult offend provoke challenge condemn denounce reject veto
    recognise recognize sanction embargo finance fund sponsor owe elect nominate vote outvote eliminate knock win lose
    surpass outnumber exceed cover contain precede cause prevent protect defend guard receive obtain borrow""".split()
_BE = frozenset("is are was were be been being am get got gets".split())
_STOPS = frozenset(
    """and or but that which who whom whose because although though while when where if after before since until as than
    with without for from to of in on at over under against by about into during through between among per""".split()
)
_GIVING = frozenset("give hand send sell lend offer supply donate grant award transfer deliver lease owe pay".split())
_RECEIVING = frozenset("receive obtain borrow".split())  # who is given something: the giver stands after "from"
_SKIPPED = frozenset(
    "not also just already sharply strongly will would can could may might must should has have had".split()
)


@dataclass(frozen=True, slots=True)
class Act:
    """A verb at a word, by its base, and the heavy words of who acts and of whom it befalls, as indexes."""

    verb: int
    base: str
    agent: tuple[int, ...]
    patient: tuple[int, ...]


@cache
def _bases() -> dict[str, str]:
    return {form: verb for verb in _VERBS for form in forms(verb)}


@cache
def _passive_forms() -> frozenset[str]:
    return frozenset(forms(verb)[3] for verb in _VERBS) | {form for v in _VERBS if (form := forms(v)[2]).endswith("ed")}


def acts(side: Side) -> Iterator[Act]:
    """Yield the clauses of which both parts are known."""
    for k, word in enumerate(side.words):
        base = _bases().get(word.text.lower())
        if not base:
            continue
        auxiliary, passive = _auxiliary(side, k)
        before = _nouns(side, auxiliary - 1, -1)
        by = _word(side, k, "by", _BY) if passive else -1
        if passive and word.text.lower() in _passive_forms():
            to = _word(side, k, "to", _BY) if base in _GIVING else -1
            patient = _nouns(side, to + 1, 1) if to >= 0 else before
            agent = _nouns(side, by + 1, 1) if by >= 0 else ()
        elif not passive and base in _RECEIVING:
            giver = _word(side, k, "from", _BY)
            agent, patient = (_nouns(side, giver + 1, 1) if giver >= 0 else ()), before
        elif not passive:
            agent, patient = before, _nouns(side, k + 1, 1)
        else:
            continue
        if agent and patient:
            yield Act(k, base, agent, patient)


def _auxiliary(side: Side, k: int) -> tuple[int, bool]:
    """Return where the verb's group begins, and whether it is passive."""
    first, passive = k, False
    for i in range(k - 1, max(k - 5, -1), -1):
        low = side.words[i].text.lower()
        if low in _BE:
            passive = passive or not side.words[k].text.lower().endswith("ing")
        elif low not in _SKIPPED and not low.endswith("ly"):
            break
        first = i
    return first, passive


def _nouns(side: Side, start: int, step: int) -> tuple[int, ...]:
    """Return the heavy words of one part: up to a preposition, a conjunction, a comma or a verb."""
    found = []
    for i in range(start, start + step * _REACH, step):
        if not 0 <= i < len(side.words) or side.words[i].text.lower() in _STOPS:
            break
        if i != start and _cut(side, i, i - step):
            break
        if side.heavy[i] and not side.words[i].text.lower().endswith("ly"):
            found.append(i)
    return tuple(found)


def _cut(side: Side, i: int, j: int) -> bool:
    low, high = sorted((i, j))
    between = side.text[side.words[low].end : side.words[high].start]
    return any(mark in between for mark in ',;:.!?()—–"“”')


def _word(side: Side, k: int, wanted: str, reach: int) -> int:
    for i in range(k + 1, min(k + 1 + reach, len(side.words))):
        if side.parted(k, i):
            break
        if side.words[i].text.lower() == wanted:
            return i
    return -1


def swapped(beside: Beside) -> Iterator[tuple[Act, Act]]:
    """Yield acts of ours whose two parts have changed places in theirs: the same verb, or one linked to it."""
    theirs = list(acts(beside.theirs))
    for mine in acts(beside.ours):
        for other in theirs:
            if _same_act(beside, mine, other) and _crossed(beside, mine, other):
                yield mine, other


def _same_act(beside: Beside, mine: Act, other: Act) -> bool:
    given = _GIVING | _RECEIVING
    linked = beside.ours.to[mine.verb] == other.verb and mine.base not in given and other.base not in given
    return mine.base == other.base or linked or (mine.base in given and other.base in given)


def _crossed(beside: Beside, mine: Act, other: Act) -> bool:
    """Whether each party of ours is the other one in theirs, and only that."""
    over = _meet(beside, mine.agent, other.patient) and _meet(beside, mine.patient, other.agent)
    return over and not _meet(beside, mine.agent, other.agent) and not _meet(beside, mine.patient, other.patient)


def _meet(beside: Beside, mine: tuple[int, ...], theirs: tuple[int, ...]) -> bool:
    known = {lemma for k in mine for lemma in beside.ours.lemmas[k]}
    return any(known & beside.theirs.lemmas[k] for k in theirs)
