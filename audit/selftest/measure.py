"""Audits the sentences with more and more evidence, and compares with what the release found."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING

from audit.batch import Job
from audit.batch import report as report_of
from audit.check import Pair
from audit.finding import Report
from audit.match import Matched, match, total
from audit.run import audit_pairs
from audit.selftest.items import RIGHT, Item
from audit.share import Share
from corpora.read import InputError

if TYPE_CHECKING:
    from audit.retranslate import Retranslator

TEXT, SOURCE, AGAIN, MODELS = "translation only", "with source", "with source and a re-translation", "with your models"
EXPECTED = "expected.json"


@dataclass(frozen=True, slots=True)
class Result:
    """The sentences audited in one mode. `skips` counts the sentences on which a check could not run, by reason."""

    mode: str
    items: tuple[Item, ...]
    matches: tuple[Matched, ...]
    skips: tuple[tuple[str, int], ...]

    @property
    def matched(self) -> Matched:
        return total(self.matches)

    @property
    def found(self) -> tuple[str, ...]:
        """The sentences whose error was found."""
        return tuple(item.id for item, one in zip(self.items, self.matches, strict=True) if one.found)

    @property
    def alarms(self) -> tuple[str, ...]:
        """False alarms, each as the sentence and the check."""
        both = zip(self.items, self.matches, strict=True)
        return tuple(f"{item.id} {finding.name}" for item, one in both for finding in one.wrong)

    @property
    def right_flagged(self) -> Share:
        """How many of the right translations have a finding."""
        right = [one for item, one in zip(self.items, self.matches, strict=True) if item.kind == RIGHT]
        return Share(sum(bool(one.wrong) for one in right), len(right))


def measure(items: Sequence[Item], models: "Retranslator | None" = None) -> Iterator[Result]:
    """Yield the result of each mode, from least to most evidence; with models, also one where they translate again.

    Sentences of one language follow each other: its tables take a second to load, and few languages fit.
    """
    again = _by_models(items, models) if models else ([], [])  # first: a model that is not there is told at once
    order = sorted(range(len(items)), key=lambda n: items[n].pair.source_lang)
    reports = {n: [audit_pairs([given(items[n].pair)]) for given in _MODES.values()] for n in order}
    for place, mode in enumerate(_MODES):
        yield _result(mode, items, [reports[n][place] for n in range(len(items))])
    if models:
        yield _result(MODELS, *again)


_MODES: dict[str, Callable[[Pair], Pair]] = {
    TEXT: lambda pair: replace(pair, source="", source_lang="", retranslations=()),
    SOURCE: lambda pair: replace(pair, retranslations=()),
    AGAIN: lambda pair: pair,
}


def _result(mode: str, items: Sequence[Item], reports: Sequence[Report]) -> Result:
    matches = tuple(match(report.findings, item.gold) for item, report in zip(items, reports, strict=True))
    skips = Counter(f"{skip.name}: {skip.reason}" for report in reports for skip in report.skips)
    return Result(mode, tuple(items), matches, tuple(sorted(skips.items())))


def _by_models(items: Sequence[Item], models: "Retranslator") -> tuple[list[Item], list[Report]]:
    """The sentences that the models can translate, and their reports. Raises ModelError when they can do none."""
    from audit.window import retranslated  # noqa: PLC0415  (models only when they are asked for)

    jobs = (Job(item.id, item.id, (replace(item.pair, retranslations=()),), ()) for item in items)
    told = list(zip(items, retranslated(jobs, models), strict=True))
    return (
        [item for item, job in told if not isinstance(job, InputError)],
        [report_of(job, asked=True) for _, job in told if not isinstance(job, InputError)],
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """Against what the release found: errors no longer found, false alarms that are new, errors found beyond it."""

    lost: tuple[str, ...]
    new_alarms: tuple[str, ...]
    gained: tuple[str, ...]

    @property
    def worse(self) -> bool:
        return bool(self.lost or self.new_alarms)


def compare(results: Iterable[Result]) -> Difference:
    """Compare the modes that need no model with the release; each entry is `mode: sentence`."""
    expected = json.loads(files("audit.selftest").joinpath(EXPECTED).read_text("utf-8"))
    lost: list[str] = []
    alarms: list[str] = []
    gained: list[str] = []
    for result in results:
        if wanted := expected.get(result.mode):
            lost += [f"{result.mode}: {one}" for one in wanted["found"] if one not in result.found]
            gained += [f"{result.mode}: {one}" for one in result.found if one not in wanted["found"]]
            extra = Counter(result.alarms) - Counter(wanted["alarms"])
            alarms += [f"{result.mode}: {one}" for one in extra.elements()]
    return Difference(tuple(lost), tuple(alarms), tuple(gained))


def expectation(results: Iterable[Result]) -> str:
    """Return the text of `expected.json` for the results."""
    rows = {one.mode: {"found": one.found, "alarms": one.alarms} for one in results if one.mode != MODELS}
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
