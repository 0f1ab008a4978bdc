"""TED talks from Chinese into English by 13 systems and two people, marked by professional translators (MQM).

At most five errors a segment were marked, by one rater, so some findings that count as wrong are right. A system is
audited with the outputs of other engines as re-translations.
"""

from eval.annotated import annotated, measure_spans
from eval.bench import Benchmark, Run
from eval.section import Section

FILE = "data/mqm-ted-zhen/zh-en.jsonl.gz"
PEOPLE = ("refB", "ref")  # the first is the better one
QUICK_TALK, QUICK_SYSTEMS = "talk.2", ("Online-W", "NiuTrans", "MiSS", "refB")


def measure(run: Run) -> Section:
    """Measure all systems; quick: three systems and a person on one talk."""
    rows = run.rows(FILE)
    if run.quick:
        rows = (row for row in rows if row["doc"] == QUICK_TALK and row["system"] in QUICK_SYSTEMS)
    return measure_spans(run, "mqm-ted-zhen", "talks, marked by translators", {"zh-en": annotated(rows, PEOPLE)})


BENCHMARK = Benchmark("mqm-ted-zhen", (FILE,), measure)
