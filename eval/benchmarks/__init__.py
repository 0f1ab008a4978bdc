"""One file per benchmark; `BENCHMARKS` lists them in the order in which the tables are printed."""

from eval.benchmarks import articles, clean, expressions, focus, names

BENCHMARKS = (focus.BENCHMARK, clean.BENCHMARK, expressions.BENCHMARK, articles.BENCHMARK, names.BENCHMARK)
