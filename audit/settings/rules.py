"""Settings -> the rules of an audit: tables read, checks named, numbers put into the profile."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from audit import outside
from audit.check import Check
from audit.checks import CHECKS
from audit.finding import Severity
from audit.naming import own, style
from audit.profiles import PROFILES, PUBLISH, Profile
from audit.rules import Change, Policy, Rules
from audit.settings.find import Found
from audit.settings.schema import Table
from audit.terms import do_not_translate, wrong_term
from audit.terms.glossary import read_glossary
from corpora.language import parse_pair
from corpora.read import InputError

OFFERED: tuple[Check, ...] = (own.OFFERED, style.OFFERED, wrong_term.OFFERED, do_not_translate.OFFERED)
"""Checks that act once a team's settings or tables ask for them."""

_OURS = frozenset(c.code for c in (*CHECKS, *OFFERED))


def known() -> tuple[Check, ...]:
    """Return every check there is: ours, those that tables call for, those of other packages. Raises OutsideError."""
    ours = (*CHECKS, *OFFERED)
    return (*ours, *outside.checks(frozenset(x for c in ours for x in (c.code, c.name))))


def rules(found: Found, dismissed: Iterable[str] = ()) -> Rules:
    """Return what the settings mean. Raises InputError for tables that cannot be read and checks that do not exist."""
    general = _policy(found, ("",), found.settings)
    pairs = {}
    for name, table in found.settings.pairs.items():
        langs = parse_pair(name, f"{found.path or 'pairs'}: pairs")
        pairs["-".join(langs)] = _policy(found, langs, found.settings, table)
    return Rules(general, pairs, frozenset(dismissed))


def codes(named: Iterable[str], where: str) -> frozenset[str]:
    """Return the codes of checks given by code or name. Raises InputError that names the nearest."""
    names = {key: check.code for check in known() for key in (check.code.lower(), check.name)}
    found = set()
    for one in named:
        if one.lower() not in names:
            near = get_close_matches(one.lower(), names, 1)
            cure = f"did you mean '{near[0]}'?" if near else "'mtaudit explain' lists them"
            raise InputError(f"{where}: no check '{one}'; {cure}")
        found.add(names[one.lower()])
    return frozenset(found)


def profile(tables: Sequence[Table]) -> Profile:
    """Return the profile that the last table names, with the numbers of all of them."""
    name = next((t.profile for t in reversed(tables) if t.profile), PUBLISH.name)
    if name not in PROFILES:
        raise InputError(f"profile: no profile '{name}'; there are {', '.join(PROFILES)}")
    changed: dict[str, Any] = {}
    for table in tables:
        changed |= {k: v for k, v in msgspec.structs.asdict(table.thresholds).items() if v is not None}
    return replace(PROFILES[name], **changed)


def _policy(found: Found, langs: Sequence[str], *tables: Table) -> Policy:
    """What the tables say together: lists are added, of single values the last holds."""
    where = str(found.path or "settings")
    severity: dict[str, Severity] = {}
    for table in tables:
        for check, weight in table.severity.items():
            severity |= dict.fromkeys(codes([check], f"{where}: severity"), weight)
    only = next((t.checks for t in reversed(tables) if t.checks is not None), [])
    made = Policy(
        only=codes(only, f"{where}: checks"),
        without=codes([name for t in tables for name in t.without], f"{where}: without"),
        severity=severity,
        changes=tuple(_changes(found.folder, langs, tables)),
        profile=profile(tables),
    )
    return replace(made, said=tuple(_said(made, found.folder, tables)))


def _changes(folder: Path, langs: Sequence[str], tables: Sequence[Table]) -> Iterator[Change]:
    """The checks that other packages and a team's tables add; the last comes first in the list, and names what two of them find."""
    yield lambda checks: (*checks, *(c for c in known() if c.code not in _OURS))
    if wanted := next((t.style for t in reversed(tables) if t.style), None):
        yield partial(style.with_style, style=wanted)
    if file := next((t.names for t in reversed(tables) if t.names), None):
        yield partial(own.with_names, names=own.read_names(folder / file))
    if kept := _kept(folder, tables):
        yield partial(do_not_translate.with_list, kept=kept)
    if concepts := tuple(one for path in _glossaries(folder, tables) for one in read_glossary(path)):
        yield partial(wrong_term.with_glossary, concepts=concepts)


def _kept(folder: Path, tables: Sequence[Table]) -> tuple[str, ...]:
    lists = [t.do_not_translate for t in tables]
    words = (do_not_translate.read_list(folder / x) if isinstance(x, str) else map(str.strip, x) for x in lists)
    return tuple(dict.fromkeys(word for one in words for word in one if word))


def _glossaries(folder: Path, tables: Sequence[Table]) -> list[Path]:
    named = ([t.glossary] if isinstance(t.glossary, str) else t.glossary for t in tables)
    return list(dict.fromkeys(folder / name for names in named for name in names))


def _said(policy: Policy, folder: Path, tables: Sequence[Table]) -> Iterator[str]:
    """The parts of the signature: the profile, the numbers that differ from it, and what the team's tables hold."""
    plain = PROFILES[policy.profile.name]
    fields = ((key, getattr(policy.profile, key)) for key in Profile.__slots__)
    changed = "+".join(f"{key}={value}" for key, value in fields if value != getattr(plain, key))
    if policy.profile != PUBLISH:
        yield f"profile:{policy.profile.name}{'+' + changed if changed else ''}"
    if policy.severity:
        yield f"severity:{'+'.join(f'{code}={weight}' for code, weight in sorted(policy.severity.items()))}"
    if files := [folder / t.names for t in tables if t.names][-1:]:
        yield f"names:{_digest(files)}"
    if styled := [t.style for t in tables if t.style][-1:]:
        yield f"style:{styled[0]}"
    if files := _glossaries(folder, tables):
        yield f"glossary:{_digest(files)}"
    if kept := _kept(folder, tables):
        yield f"do-not-translate:{len(kept)}"


def _digest(files: Iterable[Path]) -> str:
    """What tells two versions of tables apart; their places are the user's own business."""
    return sha256(b"".join(sha256(file.read_bytes()).digest() for file in files)).hexdigest()[:8]
