"""Real systems of WMT22 into English, each audited with the outputs of k other engines, against human direct assessment.

The assessments are crowd work against the reference: 79 % of segment scores come from one judgement, and a repeated item
correlates only 0.5. So documents and systems are compared, never segments, and chrF and its like, which look at that same
reference, have an advantage. A document by a system has the mean z of its assessed segments. Two names of one engine
(Lan-Bridge repeats Online-B) are not given as each other's re-translation.

Agreement with the re-translations has no fitted weight: a ridge regression of it with supported and missing words, lengths and the
re-translations' agreement with each other, fitted on one of these sets, does no better on the other (`python -m eval.fit_agreement`). Nor
does another choice of the two engines, fixed beforehand as those whose texts are most like all others' (Pearson .14 and .28 where chrF to the
reference has .34 and .38), nor what the two agree with each other taken away (.10, .23), nor every other engine as a re-translation (.17, .30).
The limit is in the scores: what chrF to the reference tells beyond agreement with all engines still follows people (.30, .24), since they
scored against that reference, and a document whose reference is unlike every engine's text is scored low whoever translated it. Nor
would sentence vectors of multilingual-e5-small help much: on every sixth document, Pearson .15 by chrF with two re-translations and .17
with the cosine beside it in uk-en, .24 and .26 in ru-en, where chrF to the reference has .33 and .31.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from math import inf, isnan, nan
from statistics import fmean

from audit.agreement import agreement as likeness
from audit.check import Pair
from audit.finding import Decision
from audit.share import Share
from eval.baselines import METRICS, against_reference, rival, unshared_words
from eval.bench import Benchmark, Run, section
from eval.judged import Case, Judged
from eval.measures.ranking import ranking
from eval.measures.resample import Figure
from eval.measures.scores import agreement, pearson, spearman
from eval.modes import FOUR, ONE, OTHERS, SOURCE, TWO
from eval.others import MOST, engines, heard, others
from eval.plots import scatter
from eval.rows import Row
from eval.section import Row as Cells
from eval.section import Section, Table
from eval.tables import alarms, documents
from eval.tables import engines as ranked

FILES = {"wmt22-uken": "data/wmt22-uken/uk-en.jsonl.gz", "wmt22-ruen": "data/wmt22-ruen/ru-en.jsonl.gz"}
MODES = (SOURCE, ONE, TWO, FOUR)
STEP, QUICK_STEP = 3, 60  # documents
CHRF = "chrF to the reference"
AGREEMENT = "agreement"
SLOW_STEP = 4  # of these documents for TER, which takes 8 ms a sentence

References = Mapping[str, Sequence[str]]  # document -> its reference, segment by segment
Alike = Mapping[str, Sequence[float]]  # mode -> the agreement of each case with its re-translations


def measure(name: str, run: Run) -> Section:
    """Measure all systems on every third document."""
    texts = documents_of(run.rows(FILES[name]), QUICK_STEP if run.quick else STEP)
    references = {document: [row["refs"]["A"] for row in rows] for document, rows in texts.items()}
    found = cases(texts)
    judged = {mode: run.judge(heard(found, mode), mode) for mode in MODES}
    groups = {**judged, f"words in no re-translation, {FOUR}": rival(judged[FOUR], unshared_words)}
    alike = {mode: _agreement(found, OTHERS[mode]) for mode in (ONE, TWO, FOUR)}
    scores, signatures = _against_references(judged[SOURCE], references)
    note = (
        f"Every {STEP}rd document; k re-translations are outputs of k other engines. People's score: mean z of the assessed "
        f"segments. TER over every {SLOW_STEP}th of these documents and by system only. {signatures}"
    )
    by_document = documents(groups, note)
    rows = (*by_document.rows, *_by_agreement(judged[SOURCE], alike), *_by_document(judged[SOURCE], references))
    tables = (
        Table(by_document.title, by_document.columns, rows, by_document.note),
        ranked(
            groups,
            {**_micro(judged), **_of_systems(judged[SOURCE], alike), **scores},
            "The mean over documents, people's over the same, unless it says all words.",
        ),
        _by_system(judged),
        *_of_decisions({mode: judged[mode] for mode in (SOURCE, FOUR)}, alike[FOUR]),
        replace(alarms(judged, "Real translations: errors and false alarms together."), title="Findings"),
    )
    plots = (scatter({FOUR: judged[FOUR]}, name, f"{name}, documents by system, {FOUR}", "people's score: mean z"),)
    title = "real systems against direct assessment"
    shown = (FOUR, f"{AGREEMENT}, {TWO}", CHRF)
    headline = [(f"Pearson by document, {row[0]}", row[2]) for row in rows if row[0] in shown]
    lines = _details(judged)
    return section(run, name, title, tables, judged.values(), plots=plots, details=lines, headline=headline)


def documents_of(rows: Iterable[Row], step: int) -> dict[str, list[Row]]:
    """Return every `step`-th document, by its name, with its rows."""
    texts: dict[str, list[Row]] = {}
    for row in rows:
        texts.setdefault(row["doc"], []).append(row)
    return dict(list(texts.items())[::step])


def cases(texts: Mapping[str, Sequence[Row]]) -> list[Case]:
    """Return the documents by each system, with what up to `MOST` other engines say."""
    every = [row for rows in texts.values() for row in rows]
    groups = engines({name: [row["mt"].get(name, "") for row in every] for name in every[0]["mt"]})
    systems = [name for group in groups for name in group]
    return [_case(document, rows, name, others(groups, name)) for name in systems for document, rows in texts.items()]


def _case(document: str, rows: Sequence[Row], system: str, rivals: Sequence[str]) -> Case:
    rated = [row["da"][system]["z"] for row in rows if system in row["da"]]
    pairs = tuple(_pair(row, system, rivals[:MOST]) for row in rows)
    return Case(f"{document} by {system}", pairs, score=fmean(rated) if rated else nan, system=system, group=document)


def _pair(row: Row, system: str, rivals: Sequence[str]) -> Pair:
    source, target = row["lp"].split("-")
    return Pair(row["mt"][system], target, row["src"], source, tuple(row["mt"][name] for name in rivals))


def _against_references(group: Sequence[Judged], references: References) -> tuple[dict[str, dict[str, float]], str]:
    """Return sacreBLEU's scores of the systems by metric, over all their documents, and the metrics' signatures."""
    found: dict[str, dict[str, float]] = {}
    signatures: dict[str, str] = {}
    for metric in METRICS:
        chosen = set(list(references)[:: SLOW_STEP if metric == "TER" else 1])
        found[metric] = {}
        for system in dict.fromkeys(one.case.system for one in group):
            own = [one for one in group if one.case.system == system and one.case.group in chosen]
            hypotheses = [pair.target for one in own for pair in one.pairs]
            wanted = [text for one in own for text in references[one.case.group]]
            found[metric][system], signatures[metric] = against_reference(metric, hypotheses, wanted)
    return found, "; ".join(f"{metric}: `{line}`" for metric, line in signatures.items())


def _agreement(cases: Sequence[Case], most: int) -> list[float]:
    """What the report calls agreement, 0 to 100, with all that `most` engines say: also where one repeats a sentence."""
    heard = ([replace(pair, retranslations=pair.retranslations[:most]) for pair in one.pairs] for one in cases)
    return [likeness(pairs).value for pairs in heard]


def _by_agreement(group: Sequence[Judged], alike: Alike) -> list[Cells]:
    """Agreement with the re-translations against people's scores, document by document."""
    rated = [n for n, one in enumerate(group) if not isnan(one.case.score)]
    people = [group[n].case.score for n in rated]
    rows: list[Cells] = []
    for mode, values in alike.items():
        ours = [values[n] for n in rated]
        figures = (agreement(one, ours, people) for one in (pearson, spearman))
        rows.append((f"{AGREEMENT}, {mode}", len(rated), *figures))
    return rows


def _of_systems(group: Sequence[Judged], alike: Alike) -> dict[str, dict[str, float]]:
    """The mean agreement of each system over the documents that people scored."""
    rated = [n for n, one in enumerate(group) if not isnan(one.case.score)]
    systems = dict.fromkeys(group[n].case.system for n in rated)
    return {
        f"{AGREEMENT}, {mode}": {
            name: fmean(values[n] for n in rated if group[n].case.system == name) for name in systems
        }
        for mode, values in alike.items()
    }


def _of_decisions(judged: Mapping[str, Sequence[Judged]], alike: Sequence[float]) -> tuple[Table, Table]:
    """Our decisions in each quarter of the documents by people's score, and which figure finds the worst quarter."""
    rows: list[Cells] = []
    found: list[Cells] = []
    for mode, group in judged.items():
        rated = [n for n, one in enumerate(group) if not isnan(one.case.score)]
        ranked = sorted(rated, key=lambda n: group[n].case.score)
        quarters = [ranked[k * len(ranked) // 4 : (k + 1) * len(ranked) // 4] for k in range(4)]
        for name, quarter in zip(("worst", "second", "third", "best"), quarters, strict=True):
            counts = [sum(group[n].decision is one for n in quarter) for one in Decision]
            rows.append((f"{name} quarter, {mode}", len(quarter), *(Share(count, len(quarter)) for count in counts)))
        worst = set(quarters[0])
        published = [n for n in rated if group[n].decision is Decision.PUBLISH]
        found.append(
            (f"points per 1,000 words, {mode}", len(rated), _auc([-group[n].score for n in rated], rated, worst))
        )
        found.append((f"{AGREEMENT}, {FOUR}", len(rated), _auc([-alike[n] for n in rated], rated, worst)))
        rest = [-alike[n] for n in published]
        found.append((f"{AGREEMENT}, {FOUR}, published by {mode}", len(published), _auc(rest, published, worst)))
    columns = ("documents by people's score", "documents", *(f"we say {one}" for one in Decision))
    where = ("ranked by", "documents", "area under the curve")
    return (
        Table("Decisions by people's score", columns, tuple(rows)),
        Table("Finding the worst quarter", where, tuple(dict.fromkeys(found)), "An area of 0.5 is chance."),
    )


def _auc(suspicion: Sequence[float], places: Sequence[int], worst: Container[int]) -> Figure:
    return ranking([(value, n in worst) for value, n in zip(suspicion, places, strict=True)])


def _by_document(group: Sequence[Judged], references: References) -> list[Cells]:
    """chrF and BLEU of each document by each system against people's scores."""
    rated = [one for one in group if not isnan(one.case.score)]
    people = [one.case.score for one in rated]
    rows: list[Cells] = []
    for metric, row in (("BLEU", "BLEU to the reference"), ("chrF", CHRF)):
        ours = [_of_document(metric, one, references) for one in rated]
        rows.append((row, len(rated), *(agreement(one, ours, people) for one in (pearson, spearman))))
    return rows


def _of_document(metric: str, one: Judged, references: References) -> float:
    score, _ = against_reference(metric, [pair.target for pair in one.pairs], references[one.case.group])
    return score


def _by_system(judged: Mapping[str, Sequence[Judged]]) -> Table:
    """MQM points per 1,000 words of each system, beside people's mean score."""
    first = next(iter(judged.values()))
    rows: list[Cells] = []
    for system in dict.fromkeys(one.case.system for one in first):
        rated = [one.case.score for one in first if one.case.system == system and not isnan(one.case.score)]
        rows.append((system, fmean(rated) if rated else nan, *(_points(group, system) for group in judged.values())))
    rows.sort(key=lambda row: -inf if isnan(float(str(row[1]))) else float(str(row[1])), reverse=True)
    return Table(
        "Systems", ("system", "people's mean z", *judged), tuple(rows), "Points per 1,000 words, all words together."
    )


def _micro(judged: Mapping[str, Sequence[Judged]]) -> dict[str, dict[str, float]]:
    """Our scores of the systems with every word counted alike: most documents are a sentence or two."""
    return {
        f"{mode}, all words together": {name: -_points(group, name) for name in {one.case.system for one in group}}
        for mode, group in judged.items()
    }


def _points(group: Sequence[Judged], system: str) -> float:
    own = [one for one in group if one.case.system == system]
    return 1000 * sum(one.points for one in own) / max(1, sum(one.words for one in own))


def _details(judged: Mapping[str, Sequence[Judged]]) -> list[str]:
    return [
        f"{mode}: {one.case.id}:{found.segment} {found.severity} {found.text!r} [{found.name}] {found.message}"
        for mode in (SOURCE, ONE, FOUR)
        for one in judged[mode]
        for found in one.findings
    ]


UKEN = Benchmark("wmt22-uken", (FILES["wmt22-uken"],), partial(measure, "wmt22-uken"))
RUEN = Benchmark("wmt22-ruen", (FILES["wmt22-ruen"],), partial(measure, "wmt22-ruen"))
