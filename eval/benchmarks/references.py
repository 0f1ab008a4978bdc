"""Human references of WMT22 and WMT24 as text to audit: part of the benchmark `clean`.

A reference is given its source, and the outputs of two engines as re-translations, other ones for each set and never a copy
of itself. Some references of de-en and ru-en are weak, and web text has slips of its own in the source.
"""

from collections.abc import Iterable, Iterator, Sequence

from audit.check import Pair
from audit.share import Share
from eval.baselines import rival, unshared_words
from eval.bench import Run
from eval.judged import Case, Judged
from eval.modes import SOURCE, TWO
from eval.others import MOST, engines, heard, others
from eval.peers import absent, peers
from eval.rows import Row, Source
from eval.section import Row as Cells
from eval.section import Table

WMT22 = {
    "uk-en": "data/wmt22-uken/uk-en.jsonl.gz",
    "ru-en": "data/wmt22-ruen/ru-en.jsonl.gz",
    "de-en": "data/wmt22-deen/de-en.jsonl.gz",
}
WMT24 = "data/wmt24-enuk/en-uk.docs-half1.jsonl.gz"
MODES = (SOURCE, TWO)
QUICK_STEP = 20  # documents

Groups = dict[str, list[Judged]]


def wmt(run: Run) -> Groups:
    """Audit the references of each set that is here; quick: a few documents of uk-en and en-uk."""
    wanted = {"uk-en": WMT22["uk-en"]} if run.quick else WMT22
    sets = {f"WMT22 references, {pair}": _wmt22(run, file) for pair, file in wanted.items() if _is_here(run, file)}
    if _is_here(run, WMT24):
        sets["WMT24 references, en-uk"] = _wmt24(run)
    step = QUICK_STEP if run.quick else 1
    return {
        f"{name}, {mode}": run.judge(heard(cases[::step], mode), mode) for name, cases in sets.items() for mode in MODES
    }


def _is_here(run: Run, file: str) -> bool:
    return run.data.has(Source(file))


def flagged(groups: Groups) -> Table:
    """The share of sound segments that the auditor flags, and what its peers flag of the same."""
    rows: list[Cells] = []
    for name, group in groups.items():
        rows.append((f"auditor, {name}", _share(group)))
        if any(pair.retranslations for one in group for pair in one.pairs):
            rows.append((f"word in no re-translation, {name}", _share(rival(group, unshared_words))))
        else:
            rows += [(f"{peer}, {name}", _share(found)) for peer, found in peers(group).items()]
    return Table("Sound segments flagged", ("system", "segments flagged"), tuple(rows), absent())


def _share(group: Iterable[Judged]) -> Share:
    found = [(len({mark.segment for mark in one.findings}), len(one.pairs)) for one in group]
    return Share(sum(hits for hits, _ in found), sum(total for _, total in found))


def _wmt22(run: Run, file: str) -> list[Case]:
    documents: dict[str, list[Row]] = {}
    for row in run.rows(file):
        documents.setdefault(row.get("doc", row["id"]), []).append({**row, "ref": row["refs"]["A"]})
    return list(_cases(documents))


def _wmt24(run: Run) -> list[Case]:
    return list(_cases({row["doc"]: [{**one, "lp": row["lp"]} for one in row["segments"]] for row in run.rows(WMT24)}))


def _cases(documents: dict[str, list[Row]]) -> Iterator[Case]:
    rows = [row for group in documents.values() for row in group]
    names = dict.fromkeys(name for row in rows for name in row["mt"])
    rivals = others(engines({name: [row["mt"].get(name, "") for row in rows] for name in names}), rows[0]["lp"])
    for document, group in documents.items():
        yield Case(document, tuple(_pair(row, rivals) for row in group), group=rows[0]["lp"])


def _pair(row: Row, rivals: Sequence[str]) -> Pair:
    source, target = row["lp"].split("-")
    texts = (row["mt"][name] for name in rivals[:MOST] if name in row["mt"])
    return Pair(row["ref"], target, row["src"], source, tuple(texts))
