"""The shipped reader of whole sentences and of people's marks on the sets of shared tasks, with the source alone: part of `reader`.

Thresholds are chosen on held-out sources of the train files, or on another part of the same set, never on what is reported.
"""

from collections.abc import Iterable, Sequence
from math import nan

from audit.check import Article, Pair
from audit.checks import critical_sentence
from audit.finding import Span
from audit.models.reader import heads
from audit.models.reader.judge import Judge
from audit.models.reader.load import MARKS, shipped
from audit.reading import read
from audit.share import Share
from eval.bench import Run
from eval.measures.ranking import ranking
from eval.ntrex import NTREX, SOURCES, read_ntrex
from eval.readings import Words, best_threshold, by_words, flat, mcc
from eval.rows import Row as EvalRow
from eval.section import Row, Table
from eval.training.held import Held
from eval.training.split import held_out

MLQE, MLQE_TUNING = "data/mlqe-wordlevel/ru-en.dev.jsonl.gz", "data/mlqe-wordlevel/ru-en.test20.jsonl.gz"
QE23 = {pair: f"data/qe23-spans/{pair}.dev.jsonl.gz" for pair in ("zh-en", "en-de", "en-ru")}
CED21 = {pair: f"data/ced21/{pair}.dev.jsonl.gz" for pair in ("en-cs", "en-de", "en-ja", "en-zh")}
FILES = (MLQE, *QE23.values(), *CED21.values(), NTREX)
QUICK_STEP = 10
_PEOPLE = ("ces", "deu", "zho")  # columns of NTREX in languages whose sentences are judged whole
_STEP = 4  # of NTREX


def tables(run: Run, kept: Sequence[Held]) -> tuple[Table, ...]:
    """Measure the reader of marks; `kept` are held-out translations of qe23-spans, with no re-translation."""
    judge = shipped(MARKS)
    return _transfer(run, judge, kept), _critical(run, judge), _people(run, judge)


def _part(run: Run, rows: Iterable[EvalRow]) -> list[EvalRow]:
    return list(rows)[:: QUICK_STEP if run.quick else 1]


def _transfer(run: Run, judge: Judge, kept: Sequence[Held]) -> Table:
    """Word MCC on the dev files of the shared tasks."""
    tuning, dev = (
        flat(
            by_words(
                judge, [_marked(row) for row in _part(run, run.rows(file))], only_candidates=False, head=heads.EDIT
            )
        )
        for file in (MLQE_TUNING, MLQE)
    )
    name = "mlqe-wordlevel ru-en dev"
    note = "post-editor's changes, threshold of test20"
    rows: list[Row] = [(name, note, len(dev), ranking(dev), mcc(dev, best_threshold(tuning)))]
    for pair, file in QE23.items():
        mine = [one for one in kept if one.origin == f"qe23-spans {pair}"]
        logits = judge.logits([one.pair for one in mine])
        tuned = [
            (float(s), w)
            for one, (found, _) in zip(mine, logits, strict=True)
            for s, w in zip(found[:-1, heads.ERROR], one.wrong, strict=True)
        ]
        told = flat(by_words(judge, [_marked(row) for row in _part(run, run.rows(file))], only_candidates=False))
        value = mcc(told, best_threshold(tuned)) if tuned else nan
        rows.append((f"qe23-spans {pair} dev", "spans, threshold of held-out train", len(told), ranking(told), value))
    columns = ("set", "truth and threshold", "words", "AUC", "MCC")
    return Table(
        "words of shared tasks, source only, the reader of marks",
        columns,
        tuple(rows),
        "Words are ours, not the task's tokens, so published figures compare only roughly.",
    )


def _marked(row: EvalRow) -> tuple[Pair, list[Span]]:
    return _pair(row), [Span(s["start"], s["end"]) for s in row["spans"] if s["start"] < s["end"]]


def _pair(row: EvalRow) -> Pair:
    source, target = row["lp"].split("-")
    return Pair(row["mt"], target, row["src"], source)


def _critical(run: Run, judge: Judge) -> Table:
    """Sentences with a critical error; the threshold is that of held-out sources of the train file."""
    rows: list[Row] = []
    for pair, file in CED21.items():
        train = [row for row in run.rows(file.replace(".dev.", ".train.")) if held_out(row["src"])]
        dev = _part(run, run.rows(file))
        tuned, told = sentences(judge, train), sentences(judge, dev)
        flagged = _flagged(judge, [_pair(row) for row in dev])
        right = Share(sum(wrong for (_, wrong), f in zip(told, flagged, strict=True) if f), sum(flagged))
        every = Share(sum(wrong for _, wrong in told), len(told))
        rows.append((f"ced21 {pair} dev", every, ranking(told), mcc(told, best_threshold(tuned)), right))
    columns = ("set", "wrong", "AUC", "MCC", "precision of critical-sentence")
    return Table("critical errors by sentence, source only", columns, tuple(rows))


def _people(run: Run, judge: Judge) -> Table:
    """What critical-sentence marks of people's translations."""
    rows = _part(run, read_ntrex(run.data.folder).rows[::_STEP])
    found: list[Row] = []
    for column in _PEOPLE:
        flagged = _flagged(judge, [Pair(row[column], SOURCES[column], row["eng"], "en") for row in rows])
        found.append((f"en-{SOURCES[column]}", Share(sum(flagged), len(flagged))))
    return Table("critical-sentence on people's translations (NTREX)", ("languages", "marked"), tuple(found))


def _flagged(judge: Judge, pairs: Sequence[Pair]) -> list[bool]:
    return [any(True for _ in critical_sentence.check.run(Article((pair,)))) for pair in read(pairs, judge)]


def sentences(judge: Judge, rows: Sequence[EvalRow]) -> Words:
    """Return the score of each sentence for a critical error, and whether annotators saw one."""
    pairs = [_pair(row) for row in rows]
    return [
        (float(sentence[heads.CRITICAL]), row["label"] == "ERR")
        for row, (_, sentence) in zip(rows, judge.logits(pairs), strict=True)
    ]
