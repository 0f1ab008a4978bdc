"""News translated by machines, spans marked by people, from the shared task on quality estimation of 2023.

The dev files hold one system and no re-translation. The train file of zh-en holds 13 systems and two people on the same
sources, so every second document of it is measured with re-translations; whatever is trained on it must not be measured
on it. Annotators differ much in number and length of spans, and the dev files call nearly every error major.
"""

from eval.annotated import annotated, measure_spans
from eval.bench import Benchmark, Run
from eval.rows import Row
from eval.section import Section

DEV = {pair: f"data/qe23-spans/{pair}.dev.jsonl.gz" for pair in ("zh-en", "en-de", "en-ru")}
TRAIN = "data/qe23-spans/zh-en.train.jsonl.gz"
PEOPLE = ("ref.B", "ref.A")
STEP, QUICK_STEP = 2, 16  # documents


def measure(run: Run) -> Section:
    """Measure dev of three language pairs and half of the train documents of zh-en."""
    groups = {"zh-en 2021, many systems": annotated(_whole(run), PEOPLE)}
    for pair, file in DEV.items():
        groups[f"{pair} 2022"] = annotated(run.part(run.rows(file), QUICK_STEP))
    note = f"Every {STEP}nd document of zh-en 2021 (train); re-translations only there."
    return measure_spans(run, "qe23-spans", "news, spans marked by people", groups, note=note)


def _whole(run: Run) -> list[Row]:
    rows = list(run.rows(TRAIN))
    documents = sorted({row["doc"] for row in rows})[:: QUICK_STEP if run.quick else STEP]
    return [row for row in rows if row["doc"] in documents]


BENCHMARK = Benchmark("qe23-spans", (*DEV.values(), TRAIN), measure)
