"""One pass over feeds: read what changed, audit what is new, keep it article by article."""

import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from audit.feeds.gather import Gathering, address, read_again, texts
from audit.feeds.store import FAILED, LISTED, due, feed, held, keep_audit, keep_failure, keep_unchanged
from audit.feeds.work import Job, Outcome
from audit.pool import Broken, ordered
from corpora.read import InputError

_OUT_OF_MEMORY = (
    "the audit of this article ended its process twice, most likely for want of memory; give it to `mtaudit check`"
)
_FEW = 4  # articles below which starting processes takes longer than it saves


@dataclass(frozen=True, slots=True)
class Plan:
    """What a pass is to do. `refresh`: seconds after which pages are looked at again. `since`: an ISO date, or "".

    `prepare` makes the function that audits a job, once in each of the `workers` processes. `pages`: where article pages go,
    None for nowhere.
    """

    feeds: tuple[str, ...]
    gathering: Gathering
    prepare: Callable[[], Callable[[Job], Outcome]]
    workers: int
    pages: Path | None = None
    refresh: float = 86_400.0
    since: str = ""
    again: bool = False


@dataclass(slots=True)
class Tally:
    """What a pass did; `failed` counts what could not be read, fetched or audited."""

    audited: int = 0
    alone: int = 0
    failed: int = 0


def one_pass(
    store: sqlite3.Connection, plan: Plan, tell: Callable[[str], None], step: Callable[[int, int], None]
) -> Tally:
    """Read the feeds and audit what is new or changed. Each article is kept when it is done: a run may be killed at any time.

    `tell` gets a line for each failure, `step` how many articles are done of how many there are to look at.
    """
    tally = Tally()

    def failed(error: InputError) -> None:
        tally.failed += 1
        tell(str(error))

    gathering = Gathering(
        plan.gathering.limits, failed, plan.gathering.source_lang, plan.gathering.sources, plan.gathering.target_lang
    )
    numbers = due(
        store, list(_read(store, plan.feeds, gathering)), time.time() - plan.refresh, plan.since, again=plan.again
    )
    workers = min(plan.workers, len(numbers) // _FEW + 1)
    flying: deque[Job] = deque()
    jobs = _jobs(store, numbers, plan, gathering, step, flying)
    for outcome in ordered(plan.prepare, jobs, workers):
        _keep(store, flying.popleft(), outcome, plan, tally, failed)
    return tally


def _read(store: sqlite3.Connection, feeds: Sequence[str], gathering: Gathering) -> Iterator[int]:
    """Read each feed; yield its number in the store, also where it cannot be read: its old articles are still there."""
    for given in feeds:
        where = address(given)
        known = feed(store, where)
        yield known.id
        try:
            read_again(store, known, where, given, gathering)
        except InputError as e:
            gathering.tell(e)


def _jobs(
    store: sqlite3.Connection,
    numbers: Sequence[int],
    plan: Plan,
    gathering: Gathering,
    step: Callable[[int, int], None],
    flying: deque[Job],
) -> Iterator[Job]:
    """Fetch what each article needs; yield those whose texts are new, and note them as `flying`, in the same order."""
    for done, number in enumerate(numbers):
        step(done, len(numbers))
        article = held(store, number)
        try:
            wanted = texts(store, article, gathering)
        except InputError as e:
            keep_failure(store, number, str(e), LISTED, article.hash)
            gathering.tell(e)
            continue
        content = wanted.hash()
        if content == article.hash and not plan.again:
            keep_unchanged(store, number)
            continue
        flying.append(Job(number, content, wanted, plan.pages is not None))
        yield flying[-1]
    step(len(numbers), len(numbers))


def _keep(
    store: sqlite3.Connection,
    job: Job,
    outcome: Outcome | Broken,
    plan: Plan,
    tally: Tally,
    failed: Callable[[InputError], None],
) -> None:
    """Keep an audit, or why there is none."""
    problem = _OUT_OF_MEMORY if isinstance(outcome, Broken) else outcome.problem
    if problem:
        problem = problem if problem.startswith(job.texts.name) else f"{job.texts.name}: {problem}"
        failed(InputError(problem))
    if isinstance(outcome, Broken) or outcome.audit is None:
        keep_failure(store, job.article, problem, FAILED, job.hash)
        return
    if plan.pages and outcome.page:
        write_page(plan.pages, job.article, outcome.page)
    keep_audit(store, job.article, job.hash, outcome.audit, problem)
    tally.audited += 1
    tally.alone += not job.texts.source


def page_name(article: int) -> str:
    return f"{article}.html"


def write_page(folder: Path, article: int, page: str) -> None:
    """Write an article's page; it stands under its name only when it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{page_name(article)}.part"
    part.write_text(page, encoding="utf-8", newline="")
    part.replace(folder / page_name(article))
