"""Re-translations from data: other systems' outputs of the same source, without the copies that would buy silence.

A system is given the outputs of other engines only. Two names are one engine where the auditor itself would say so
(`audit.opinion.same_engine`), or where they are runs of one team ("TMT_run1", "TMT_run2"). Of each other engine one
name speaks, so that no witness is counted twice. People's translations are never given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from audit.check import Pair
from audit.opinion import same_engine
from corpora.words import words
from eval.judged import Case
from eval.modes import OTHERS

MOST = max(OTHERS.values())

_SAMPLE = 100  # segments that two systems are compared on

Columns = Mapping[str, Sequence[str]]  # system -> its text of each segment, "" where it has none


def engines(columns: Columns) -> tuple[tuple[str, ...], ...]:
    """Group the systems by engine, in order of name; a system joins the first group in which it knows a member."""
    groups: list[list[str]] = []
    for name in sorted(columns):
        known = (group for group in groups if any(_one_engine(columns, name, member) for member in group))
        if (group := next(known, None)) is not None:
            group.append(name)
        else:
            groups.append([name])
    return tuple(map(tuple, groups))


def _one_engine(columns: Columns, a: str, b: str) -> bool:
    if a.partition("_")[0] == b.partition("_")[0]:
        return True
    step = max(1, len(columns[a]) // _SAMPLE)  # of a whole set, a part tells as well
    return same_engine(columns[a][::step], columns[b][::step])


def others(groups: Sequence[Sequence[str]], audited: str) -> tuple[str, ...]:
    """Return one name of each other engine, in an order that is drawn anew, but always alike, for each audited system.

    A fixed order would judge every system by the same few.
    """
    chosen = (min(group, key=lambda name: _draw(audited, name)) for group in groups if audited not in group)
    return tuple(sorted(chosen, key=lambda name: _draw(audited, name)))


def _draw(audited: str, name: str) -> str:
    return sha256(f"{audited}|{name}".encode()).hexdigest()


def heard(cases: Iterable[Case], mode: str) -> list[Case]:
    """Return the cases with the re-translations of the mode, less those that repeat a segment word for word.

    A copy proves nothing. It is not replaced by the next, so that an error which two engines share is not shown by a
    third.
    """
    return [replace(case, pairs=tuple(_heard(pair, OTHERS[mode]) for pair in case.pairs)) for case in cases]


def _heard(pair: Pair, most: int) -> Pair:
    own = _said(pair.target)
    return replace(pair, retranslations=tuple(one for one in pair.retranslations[:most] if one and _said(one) != own))


def _said(text: str) -> tuple[str, ...]:
    return tuple(word.text.casefold() for word in words(text)) or (text.strip(),)
