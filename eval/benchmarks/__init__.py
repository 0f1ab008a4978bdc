"""One file per benchmark; `BENCHMARKS` lists them in the order in which the tables are printed."""

from eval.benchmarks import (
    alignment,
    articles,
    biomqm,
    ced,
    clean,
    consistency,
    demetr,
    expressions,
    focus,
    mlqe,
    names,
    qe23,
    ted,
    wmt22,
)

BENCHMARKS = (
    focus.BENCHMARK,
    clean.BENCHMARK,
    expressions.BENCHMARK,
    articles.BENCHMARK,
    names.BENCHMARK,
    demetr.BENCHMARK,
    mlqe.BENCHMARK,
    ced.BENCHMARK21,
    ced.BENCHMARK22,
    qe23.BENCHMARK,
    ted.BENCHMARK,
    biomqm.BENCHMARK,
    wmt22.UKEN,
    wmt22.RUEN,
    consistency.UKEN,
    consistency.ENUK,
    alignment.BENCHMARK,
)
