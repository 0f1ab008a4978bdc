"""What the self-test prints."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from audit import __version__
from audit.finding import Finding, Kind
from audit.selftest.items import RIGHT
from audit.selftest.measure import AGAIN, Difference, Result


def lines(results: Sequence[Result], difference: Difference, installed: Sequence[str]) -> Iterator[str]:
    """Yield the lines: figures by mode and by kind, what was not found, what was skipped, and the verdict.

    `installed` are the models on this machine that were not asked.
    """
    yield from _figures(results)
    most = next(one for one in results if one.mode == AGAIN)
    yield from _kinds(most)
    yield from _skips(most)
    if installed:
        yield f"  models on this machine were not asked (--retranslate MODEL): {', '.join(installed)}"
    yield ""
    yield from _verdict(difference)


def _figures(results: Sequence[Result]) -> Iterator[str]:
    every = results[0].items
    wrong = sum(item.kind != RIGHT for item in every)
    pairs = {f"{item.pair.source_lang}-{item.pair.target_lang}" for item in every}
    yield (
        f"mtaudit {__version__}: {len(every)} sentences in {len(pairs)} language pairs, written for this test: "
        f"{wrong} with an error, {len(every) - wrong} without"
    )
    yield ""
    yield _row("", "precision", "recall", "right ones flagged")
    for one in results:
        matched = one.matched
        yield _row(one.mode, str(matched.precision), str(matched.recall), str(one.right_flagged))


def _row(name: str, *cells: str) -> str:
    return f"{name:<34}" + "".join(f"{cell:<28}" for cell in cells).rstrip()


def _kinds(result: Result) -> Iterator[str]:
    matched = result.matched
    yield ""
    yield f"By kind, {result.mode}:"
    for kind in Kind:
        precision, recall = matched.precision_of(_is(kind)), matched.recall_of(_is(kind))
        yield _row(f"  {kind}", str(precision), str(recall))
    yield ""
    missed = [item.id for item, one in zip(result.items, result.matches, strict=True) if one.missed]
    yield f"Not found: {', '.join(missed) or 'nothing'}"
    yield f"False alarms: {', '.join(result.alarms) or 'none'}"


def _is(kind: Kind) -> Callable[[Finding], bool]:
    return lambda finding: finding.kind is kind


def _skips(result: Result) -> Iterator[str]:
    """One line for each check and sort of reason, the languages of the reason joined."""
    joined: dict[str, list[str]] = {}
    counts: Counter[str] = Counter()
    for skip, count in result.skips:
        reason, _, language = skip.rpartition(" '")
        joined.setdefault(reason or skip, []).extend([language.rstrip("'")] if reason else [])
        counts[reason or skip] += count
    yield ""
    yield "Skipped:" if joined else "Skipped: nothing"
    for reason, languages in joined.items():
        yield f"  {' '.join([reason, ', '.join(languages)]).rstrip()} ({counts[reason]} of {len(result.items)} sentences)"


def _verdict(difference: Difference) -> Iterator[str]:
    for what, entries in (("no longer found", difference.lost), ("new false alarm", difference.new_alarms)):
        yield from (f"{what}: {entry}" for entry in entries)
    if difference.worse:
        yield "WORSE than this release: other versions of its libraries, a damaged installation, or a changed check"
    elif difference.gained:
        yield f"as good as this release or better: {len(difference.gained)} more found"
    else:
        yield "as this release: the same errors found, no new false alarm"
