"""Medical abstracts translated by machines, marked by people (MQM), in seven language pairs.

The outputs of other engines are the re-translations; runs of one team are one engine. pt-en has a single team, so there
the source is translated again by the Firefox model, where it is installed. Most segments have no error, and habits of
annotators are strong (letter case in de-en, "Other" in zh-en). What is marked `neutral` is hardly an error and is no gold.
"""

from dataclasses import replace

from audit.models.translator import ModelError
from eval.again import again
from eval.annotated import Annotated, annotated, measure_spans
from eval.bench import Benchmark, Run
from eval.judged import Case
from eval.rows import Row
from eval.section import Section

FILES = {
    pair: f"data/biomqm-dev/{pair}.dev.jsonl.gz"
    for pair in ("de-en", "es-en", "fr-en", "pt-en", "ru-en", "zh-en", "en-ru")
}
AGAIN = "pt-en"
QUICK_PAIRS, QUICK_DOCUMENTS = ("pt-en", "ru-en"), 2


def measure(run: Run) -> Section:
    """Measure all pairs; quick: two documents of two pairs."""
    pairs = QUICK_PAIRS if run.quick else tuple(FILES)
    groups = {pair: annotated(_rows(run, FILES[pair])) for pair in pairs}
    groups[AGAIN], note = _translated_again(groups[AGAIN])
    title = "medical abstracts, marked by people"
    return measure_spans(run, "biomqm-dev", title, groups, note=f"As many re-translations as there are engines. {note}")


def _rows(run: Run, file: str) -> list[Row]:
    rows = list(run.rows(file))
    documents = list(dict.fromkeys(row["doc"] for row in rows))[: QUICK_DOCUMENTS if run.quick else None]
    return [_serious(row) for row in rows if row["doc"] in documents]


def _serious(row: Row) -> Row:
    return {**row, "spans": [span for span in row["spans"] if span["severity"] != "neutral"]}


def _translated_again(group: Annotated) -> tuple[Annotated, str]:
    sources = list(dict.fromkeys(pair.source for case in group.cases for pair in case.pairs))
    try:
        texts, model = again(f"firefox:{AGAIN}", sources, *AGAIN.split("-"))
    except ModelError as error:
        return group, f"{AGAIN} without re-translation: {error}."
    known = dict(zip(sources, texts, strict=True))
    return replace(group, cases=tuple(_with(case, known) for case in group.cases)), f"{AGAIN}: {model}."


def _with(case: Case, known: dict[str, str]) -> Case:
    pairs = (replace(pair, retranslations=(known[pair.source], *pair.retranslations)) for pair in case.pairs)
    return replace(case, pairs=tuple(pairs))


BENCHMARK = Benchmark("biomqm-dev", tuple(FILES.values()), measure)
