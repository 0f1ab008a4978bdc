"""Two articles annotated sentence by sentence: spans, and the decision that an editor would take."""

from collections.abc import Mapping, Sequence

from audit.finding import Decision
from eval.baselines import distance, distance_signature, rivals
from eval.bench import Benchmark, Run, section
from eval.gold import annotation, paired
from eval.judged import Case, Judged, labels
from eval.measures.ranking import ranking
from eval.modes import MODES, ONE, TWO
from eval.rows import Row
from eval.section import Section, Table
from eval.tables import by_group, checks, details, scored, segments, spans

FOLDER = "data/articles-dev"
LIST = f"{FOLDER}/triage.jsonl"


def measure(run: Run) -> Section:
    """Measure all articles in all modes; `quick` makes no difference to two articles."""
    listed = list(run.rows(LIST))
    cases = [_case(run, row) for row in listed]
    judged = {mode: run.judge(cases, mode) for mode in MODES}
    most = judged[TWO]
    note = (
        "Wrong: a major or critical error is marked in the sentence. AUC: chance that a wrong one scores higher than a "
        f"sound one; 0.50 is what flagging nothing gets. chrF: `{distance_signature()}`."
    )
    distances = {f"100 - chrF, {mode}": _distances(judged[mode]) for mode in (ONE, TWO)}
    tables = (
        spans({**judged, **rivals(most, TWO)}, "Spans, both articles"),
        by_group(most, TWO, "article"),
        _decisions(judged, {row["id"]: row["borderline"] for row in listed}),
        checks(most, TWO),
        segments(judged, distances, note),
    )
    lines = [line for mode in MODES for line in details(mode, judged[mode])]
    headline = ((f"AUC of sentences with a serious error, {TWO}", ranking(scored(most))),)
    return section(
        run,
        "articles",
        "two annotated articles",
        tables,
        judged.values(),
        annotated=most,
        details=lines,
        headline=headline,
    )


def _case(run: Run, row: Row) -> Case:
    sentences = list(run.rows(f"{FOLDER}/{row['file']}"))
    return Case(
        id=row["id"],
        pairs=tuple(paired(one, (one["rt"], one["reference"])) for one in sentences),
        gold=tuple(annotation(span, index) for index, one in enumerate(sentences) for span in one["spans"]),
        decision=Decision(row["decision"]),
        group=row["id"],
    )


def _decisions(judged: Mapping[str, Sequence[Judged]], borderline: Mapping[str, bool]) -> Table:
    rows = tuple(
        (
            one.case.id,
            f"{one.case.decision}{' (borderline)' if borderline[one.case.id] else ''}",
            *(str(group[index].decision) for group in judged.values()),
        )
        for index, one in enumerate(judged[TWO])
    )
    return Table("Decisions", ("article", "editor", *judged), rows)


def _distances(group: Sequence[Judged]) -> list[tuple[float, bool]]:
    return [(distance(pair), bad) for one in group for pair, bad in zip(one.pairs, labels(one.case), strict=True)]


BENCHMARK = Benchmark("articles", (LIST,), measure)
