"""Rows of a batch re-translated in windows, in order, so that batches are full and memory stays bounded."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from audit.models.translator import ModelError
from audit.opinion import Opinion, opinion, same_engine
from corpora.read import InputError

if TYPE_CHECKING:
    from audit.batch import Job
    from audit.retranslate import Retranslator

Langs = tuple[str, str]
_WINDOW = 512  # segments that are re-translated together: enough to fill batches of like length


def retranslated(
    jobs: "Iterable[Job | InputError]", models: "Retranslator", *, works: bool = False
) -> "Iterator[Job | InputError]":
    """Yield the jobs in order with the models' opinions; those that a model cannot translate become InputErrors.

    Raises ModelError when that is all of the first window, unless the models are known to work: then it is the model that is
    wrong, not the rows.
    """
    for window in _windows(jobs):
        said: dict[int, tuple[Opinion, ...]] = {}
        failed: dict[int, ModelError] = {}
        for langs, places in _by_pair(window).items():
            for n, answer in zip(places, _answers([_job(window[n]) for n in places], models, langs), strict=True):
                if isinstance(answer, ModelError):
                    failed[n] = answer
                else:
                    said[n] = answer
        works = works or bool(said)
        if failed and not works:
            raise next(iter(failed.values()))
        for n, job in enumerate(window):
            if isinstance(job, InputError):
                yield job
            elif n in failed:
                yield InputError(f"{job.where}: {failed[n]}")
            else:
                yield replace(job, opinions=job.opinions + said.get(n, ()))


def _answers(jobs: "Sequence[Job]", models: "Retranslator", langs: Langs) -> Sequence[tuple[Opinion, ...] | ModelError]:
    """For each job what the models say, or why they cannot: one job that they cannot do is none of the others' business."""
    try:
        models.models(*langs)
    except ModelError as e:
        return [e] * len(jobs)
    try:
        return _opinions(jobs, models, langs)
    except ModelError as e:
        if len(jobs) == 1:
            return [e]
        half = len(jobs) // 2
        return [*_answers(jobs[:half], models, langs), *_answers(jobs[half:], models, langs)]


def _windows(jobs: "Iterable[Job | InputError]") -> "Iterator[list[Job | InputError]]":
    """Runs of jobs with `_WINDOW` segments, or little more, between them."""
    window: list[Job | InputError] = []
    size = 0
    for job in jobs:
        window.append(job)
        size += 1 if isinstance(job, InputError) else len(job.pairs)
        if size >= _WINDOW:
            yield window
            window, size = [], 0
    if window:
        yield window


def _by_pair(window: "Sequence[Job | InputError]") -> dict[Langs, list[int]]:
    """Places of the jobs with a source, by language pair."""
    found: dict[Langs, list[int]] = {}
    for n, job in enumerate(window):
        if not isinstance(job, InputError) and _has_source(job):
            found.setdefault(_langs(job), []).append(n)
    return found


def _opinions(jobs: "Sequence[Job]", models: "Retranslator", langs: Langs) -> list[tuple[Opinion, ...]]:
    """For each job, in order, what each model says of it."""
    pairs = [p for job in jobs for p in job.pairs]
    ends = [0]
    for job in jobs:
        ends.append(ends[-1] + len(job.pairs))
    found: list[list[Opinion]] = [[] for _ in jobs]
    again = models.again([p.source for p in pairs], *langs)
    for model, said in zip(again, models.scores(pairs, langs), strict=True):
        columns = [model.texts(rank) for rank in range(max(model.depth, 1))]
        singles = [k for k, job in enumerate(jobs) if len(job.pairs) == 1]
        repeats = same_engine([pairs[ends[k]].target for k in singles], [columns[0][ends[k]] for k in singles])
        for k, job in enumerate(jobs):
            here = slice(ends[k], ends[k + 1])
            mine = opinion(model.name, [c[here] for c in columns], said if isinstance(said, str) else said[here])
            found[k].append(replace(mine, repeats=repeats and len(job.pairs) == 1))
    return [tuple(opinions) for opinions in found]


def _has_source(job: "Job") -> bool:
    return any(p.source.strip() for p in job.pairs)


def _langs(job: "Job") -> Langs:
    return job.pairs[0].source_lang, job.pairs[0].target_lang


def _job(job: "Job | InputError") -> "Job":
    assert not isinstance(job, InputError)
    return job
