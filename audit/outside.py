"""Checks and translation backends of other packages, which register them as entry points; each call of one has a time limit.

```toml
[project.entry-points."mtaudit.checks"]
tone = "our_package.tone:check"             # an audit.check.Check, made with `declare`

[project.entry-points."mtaudit.translators"]
ours = "our_package.engine:load"            # load(model, settings) -> Translator; users write --retranslate ours:MODEL
```

What is too slow, or fails, becomes a skip in the report, with the name of its package; the rest of the audit goes on.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from threading import Thread
from typing import Any, TypeVar

from audit.check import Article, Check
from audit.finding import Mark
from corpora.read import InputError

CHECK_GROUP, TRANSLATOR_GROUP = "mtaudit.checks", "mtaudit.translators"
SECONDS = "MTAUDIT_OUTSIDE_SECONDS"
"""The variable that gives outside code another limit, in seconds a call."""
_SECONDS = 20.0

T = TypeVar("T")


class OutsideError(InputError):
    """Code of another package that cannot be loaded, fails, or takes too long. One line: which, what, cure."""


def seconds() -> float:
    """Return the limit of a call. Raises OutsideError for a variable that holds no number above 0."""
    given = os.environ.get(SECONDS, "")
    try:
        limit = float(given) if given else _SECONDS
    except ValueError:
        limit = 0.0
    if not limit > 0:
        raise OutsideError(f"{SECONDS}={given}: give a number of seconds above 0")
    return limit


def within(limit: float, who: str, function: Callable[..., T], *given: object) -> T:
    """Return what a function returns, if it does within so many seconds.

    Raises OutsideError when it takes longer, or raises anything. A thread cannot be stopped from outside: one that is too slow
    runs on until it or the program ends, and is not waited for.
    """
    done: list[T] = []
    failed: list[BaseException] = []

    def work() -> None:
        try:
            done.append(function(*given))
        except BaseException as e:
            failed.append(e)

    thread = Thread(target=work, daemon=True)
    thread.start()
    thread.join(limit)
    if done:
        return done[0]
    if failed:
        raise OutsideError(f"{who}: {type(failed[0]).__name__}: {failed[0]}; report it to its package")
    raise OutsideError(f"{who}: took longer than {limit:g} s; give it more with {SECONDS}, or uninstall its package")


@cache
def checks(taken: frozenset[str]) -> tuple[Check, ...]:
    """Return the checks of other packages, in order of their code, each with its limit; `taken` are codes and names in use.

    Raises OutsideError for one that cannot be loaded, is no Check, or has a code or name that another has.
    """
    found: list[Check] = []
    for entry in sorted(entry_points(group=CHECK_GROUP), key=lambda e: e.name):
        check = _loaded(entry)
        if not isinstance(check, Check):
            raise OutsideError(f"{_who(entry)}: is no audit.check.Check; make it with audit.check.declare")
        known = taken | {x for c in found for x in (c.code, c.name)}
        if clash := {check.code, check.name} & known:
            raise OutsideError(f"{_who(entry)}: another check is called {min(clash)}; choose another code and name")
        found.append(_limited(check, _who(entry)))
    return tuple(sorted(found, key=lambda c: c.code))


def translators() -> dict[str, EntryPoint]:
    """Return the backends of other packages by the name that users write before the colon."""
    return {entry.name: entry for entry in entry_points(group=TRANSLATOR_GROUP)}


def load_translator(entry: EntryPoint, model: str, settings: object) -> Any:
    """Load a model of an outside backend. Raises OutsideError."""
    return within(seconds(), _who(entry), _loaded(entry), model, settings)


def _limited(check: Check, who: str) -> Check:
    def run(article: Article) -> Iterator[tuple[int, Mark]]:
        yield from within(seconds(), who, lambda: list(check.run(article)))

    return replace(check, run=run)


def _loaded(entry: EntryPoint) -> Any:
    return within(seconds(), _who(entry), entry.load)


def _who(entry: EntryPoint) -> str:
    return f"{entry.group.rpartition('.')[2].removesuffix('s')} {entry.name} ({entry.value})"
