"""Idioms and wrong senses by what the checks look up: the tables that ship, and packs built from the data folder's lexicons.

Part of the benchmark `expressions`. People's translations of NTREX stand beside them for false alarms: of each of its
languages every few documents, as the source of the English original.
"""

import resource
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from audit.check import Pair
from audit.checks import CHECKS
from audit.finding import Finding, Kind
from audit.share import Share
from eval.bench import Run
from eval.benchmarks.clean import NTREX
from eval.judged import Case, Judged
from eval.lexicons import packs
from eval.modes import ONE, SOURCE, TWO
from eval.rows import Row
from eval.section import Row as Cells
from eval.section import Table
from eval.system import Auditor
from eval.tables import rate

_OURS = tuple(check for check in CHECKS if check.kind in (Kind.IDIOM, Kind.SENSE))
_CODES = frozenset(check.code for check in _OURS)
SHIPPED, PACKED = "shipped", "shipped + packs"
_LANGUAGES = ("ukr", "rus", "deu", "fra", "spa", "pol", "por", "por_BR", "zho", "ces", "tur", "ara")
_TAGS = dict(zip(_LANGUAGES, ("uk", "ru", "de", "fr", "es", "pl", "pt", "pt-BR", "zh", "cs", "tr", "ar"), strict=True))
_STEP = 4  # documents of NTREX: 500 sentences of each language

Groups = Mapping[str, Sequence[Judged]]


def by_lexicon(run: Run, cases: Sequence[Case], shipped: Groups, clean: str) -> tuple[Table, ...]:
    """Measure once more with packs installed, and both on NTREX; () where the data folder has no lexicons, or for `quick`."""
    if run.quick or not run.data.has(NTREX):
        return ()
    here = replace(run, pool=(), system=Auditor(_OURS))  # packs are installed for this process only
    rows = [_row(SHIPPED, mode, shipped[mode], clean) for mode in (SOURCE, ONE, TWO)]
    texts = _ntrex(run)
    alarms = _alarms(here, texts, SHIPPED)
    with packs(run.data.folder) as there:
        if not there:
            return ()
        rows += [_row(PACKED, mode, here.judge(cases, mode), clean) for mode in (SOURCE, ONE, TWO)]
        alarms += _alarms(here, texts, PACKED)
    columns = ("lexicons", "mode", "found, idiom", "found, sense", "found, both", "clean items flagged")
    note = f"Found by any check with shipped tables, by {', '.join(sorted(_CODES))} with packs; flagged: by these."
    more = ("lexicons", "source", "false alarms per 3,000 words", "alarms", "words", "segments a minute", "peak MB")
    return (
        Table("Idioms and senses, by lexicon", columns, tuple(rows), note),
        Table("NTREX: alarms of these checks", more, tuple(alarms), f"Every {_STEP}th document; one process."),
    )


def _row(lexicons: str, mode: str, group: Sequence[Judged], clean: str) -> Cells:
    found = [_found(group, (kind,)) for kind in (Kind.IDIOM, Kind.SENSE)] + [_found(group, (Kind.IDIOM, Kind.SENSE))]
    sound = [one for one in group if one.case.group == clean]
    return lexicons, mode, *found, Share(sum(any(map(_is_ours, one.findings)) for one in sound), len(sound))


def _found(group: Sequence[Judged], kinds: Sequence[str]) -> Share:
    items = [one for one in group if one.case.group in kinds]
    return Share(sum(bool(one.matched.found) for one in items), len(items))


def _is_ours(finding: Finding) -> bool:
    return finding.code in _CODES


def _ntrex(run: Run) -> list[list[Row]]:
    documents: dict[str, list[Row]] = defaultdict(list)
    for row in run.rows(NTREX):
        documents[row["doc"]].append(row["text"])
    return list(documents.values())[::_STEP]


def _alarms(run: Run, documents: Sequence[Sequence[Row]], lexicons: str) -> list[Cells]:
    rows: list[Cells] = []
    for column in _LANGUAGES:
        cases = [
            Case(f"{column} {n}", tuple(Pair(text["eng"], "en", text[column], _TAGS[column]) for text in document))
            for n, document in enumerate(documents)
            if column in document[0]
        ]
        run.judge(cases[:1], SOURCE)  # loads the tables of the language
        began = time.perf_counter()
        judged = run.judge(cases, SOURCE)
        took = time.perf_counter() - began
        seen = rate(judged, _is_ours)
        per_minute = 60 * sum(len(case.pairs) for case in cases) / took if took else 0.0
        rows.append((lexicons, _TAGS[column], 3 * seen.value, seen.count, seen.words, round(per_minute), _peak()))
    return rows


def _peak() -> int:
    """Peak memory of this process in MB; macOS gives bytes, Linux kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1_000_000 if sys.platform == "darwin" else 1_000)
