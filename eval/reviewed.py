"""The auditor against reviewers: `mtaudit export-review -o gold.jsonl`, then `python -m eval.reviewed gold.jsonl`.

The articles of an export are audited again, passage by passage, with the source and the re-translations that the store holds, and the
findings are measured by what people accepted and added; what they dismissed is a false alarm by being absent. Articles that are done and
have no error are measured too. `--against OTHER` puts another export in the auditor's place: how far two reviewers agree. An export
against itself has precision and recall 1.
"""

import argparse
import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from audit.check import Pair
from audit.feeds.store import default_path, opened
from audit.feeds.work import unpacked
from audit.finding import Finding, Report
from audit.opinion import Opinion, beside, deaf
from audit.reports.markup import plural
from audit.reports.view import Audited
from audit.score import score
from audit.triage import decide
from corpora.read import InputError
from eval.gold import annotation
from eval.judged import Case, Judged, judged
from eval.rows import Row, local
from eval.section import Table, table
from eval.system import NAMES, RULES, system
from eval.tables import checks, details, recalls, spans

Gold = Mapping[str, Sequence[Row]]


def read(path: Path) -> Gold:
    """Return the rows of an export by article. Raises InputError."""
    found: dict[str, list[Row]] = defaultdict(list)
    try:
        for number, row in enumerate(local(path), 1):
            if not isinstance(row, dict) or {"article", "start", "end", "kind", "severity"} - row.keys():
                raise InputError(f"{path}:{number}: is no row of an export; 'mtaudit export-review' makes one")
            found[row["article"]].append(row)
    except OSError as e:
        raise InputError(f"{path}: cannot be read: {e.strerror}") from None
    return found


def cases(store: Path, gold: Gold) -> Iterator[Case]:
    """Yield the articles of an export and those that are done without an error, with the texts of the store.

    Raises InputError for one that the store does not have.
    """
    with closing(opened(store)) as held:
        done = held.execute("SELECT key FROM articles WHERE status = 'done' AND audit IS NOT NULL ORDER BY id")
        for key in dict.fromkeys([*gold, *(key for (key,) in done)]):
            one = held.execute(
                "SELECT u.report FROM articles a JOIN audits u ON u.id = a.audit WHERE a.key = ?", (key,)
            ).fetchone()
            if one is None:
                raise InputError(f"{store}: has no audit of '{key}'; name the store that the export was made from")
            audited = unpacked(one[0])
            yield Case(key, _pairs(audited), tuple(placed(audited, gold.get(key, ()))))


def placed(audited: Audited, rows: Iterable[Row]) -> Iterator[Finding]:
    """Yield the rows as annotations of the article's passages."""
    starts = [row.target_start for row in audited.rows]
    for row in rows:
        index = max(0, bisect_right(starts, row["start"]) - 1)
        yield annotation({**row, "start": row["start"] - starts[index], "end": row["end"] - starts[index]}, index)


def _pairs(audited: Audited) -> tuple[Pair, ...]:
    """The passages as the audit saw them, without re-translations that come from the same engine."""
    pairs = [Pair(r.target, r.target_lang, r.source, r.source_lang) for r in audited.rows]
    columns = zip(*(r.retranslations for r in audited.rows), strict=True)
    opinions = [Opinion(name, texts) for name, texts in zip(audited.retranslation_names, columns, strict=True)]
    left_out = deaf(pairs, opinions)
    return tuple(beside(pairs, (o for k, o in enumerate(opinions) if k not in left_out)))


def measured(store: Path, gold: Gold, name: str, other: Gold | None = None) -> list[Judged]:
    """Return each article with what the named system finds, or what `other` says of it."""
    if other is None:
        auditor = system(name)
        return [judged(case, case.pairs, auditor.pairs(case.pairs)) for case in cases(store, gold)]
    theirs = {case.id: case.gold for case in cases(store, dict.fromkeys(gold, ()) | dict(other))}
    return [judged(case, case.pairs, _report(theirs[case.id], case.pairs)) for case in cases(store, gold)]


def _report(said: tuple[Finding, ...], pairs: Sequence[Pair]) -> Report:
    figures = score(said, pairs)
    return Report(said, (), figures, decide(said, figures, len(pairs)), "reviewer")


def tables(group: Sequence[Judged], name: str) -> Iterator[Table]:
    """Yield what is printed."""
    yield spans({name: group}, plural(len(group), "reviewed article"))
    yield recalls({name: group}, lambda one: one.kind.value, "kind")
    yield recalls({name: group}, lambda one: one.severity.value, "severity")
    yield checks(group, name)


def main(argv: Sequence[str] | None = None) -> int:
    """Run as a command; return 0, or 2 when it could not run."""
    given = _parser().parse_args(argv)
    name = str(given.against or given.system)
    try:
        other = read(given.against) if given.against else None
        group = measured(given.store or default_path(), read(given.gold), given.system, other)
    except InputError as e:
        print(f"eval: {e}", file=sys.stderr)
        return 2
    print("\n\n".join(map(table, tables(group, name))))
    if given.details:
        print("\n".join(["", *details(name, group)]))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure the auditor by what reviewers said.")
    parser.add_argument("gold", metavar="GOLD", type=Path, help="what 'mtaudit export-review' wrote")
    parser.add_argument("--store", type=Path, help="the store of 'mtaudit feed' (default: the user's data folder)")
    parser.add_argument("--system", default=RULES, help=f"what is measured: {', '.join(NAMES)} (default: %(default)s)")
    parser.add_argument("--against", metavar="OTHER", type=Path, help="another export, in the place of the system")
    parser.add_argument("--details", action="store_true", help="each false alarm and each miss, with its words")
    return parser


if __name__ == "__main__":
    sys.exit(main())
