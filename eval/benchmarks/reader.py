"""The reader alone: how well its doubt ranks the words of measuring sets, how well its probabilities hold, what each input adds.

Words are those of `corpora.words`; wrong is a word that an annotated span touches. With re-translations, candidates are the words
whose lemma none of them has. Thresholds are chosen on the calibrating half of the held-out sources, or on another part of
the same set, never on what is reported.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import nan
from random import Random
from typing import TypeVar

import numpy as np

from audit.check import Article, Pair
from audit.checks import possible_shift
from audit.finding import Finding, Span
from audit.models.reader import heads
from audit.models.reader.judge import Judge
from audit.models.reader.load import lacking, shipped
from audit.reading import read as read_by
from audit.share import Share
from audit.texts import audit_texts
from corpora.words import words
from eval.bench import Benchmark, Run
from eval.benchmarks import damaged, transfer
from eval.benchmarks import focus as focus_set
from eval.match import is_serious
from eval.measures.calibration import bins, calibration_error
from eval.measures.precision import precise, recall_at
from eval.measures.ranking import ranking
from eval.readings import EXPRESSIONS, Item, Words, best_threshold, by_words, expressions, flat, half, mcc
from eval.section import Row, Section, Table, signature
from eval.training.crowds import crowds
from eval.training.held import Held, held
from eval.training.split import held_out

KINDS = ("sense", "name", "idiom", "meaning")
GIVEN = (0, 1, 2, 3)  # re-translations
STEP, QUICK_STEP = 4, 10  # of large sets: some forty sentences are read a second
T = TypeVar("T")
_SETS = {"zh-en": "qe23-spans zh-en", "en-de": "qe23-spans en-de", "en-ru": "qe23-spans en-ru"}


def measure(run: Run) -> Section:
    """Measure the shipped reader; a section without tables where its packages are not installed."""
    title = "a trained judge of words, by itself"
    if lack := lacking():
        return Section("reader", title, (), signature((), run.read, run.quick), failures=(f"not run: needs {lack}",))
    judge = shipped()
    kept = {n: _part(run, held(run.data.folder / "data", n)) for n in GIVEN}
    tables = (
        _focus(run, judge),
        _expressions(run, judge),
        _held(judge, kept),
        *transfer.tables(run, kept[0]),
        damaged.table(run),
        _shifts(run, judge),
    )
    line = f"{judge.name}|{signature((), run.read, run.quick)}"
    (auc, precision) = tables[0].rows[1][3:5]
    headline = (("AUC of candidates, focus, 1 re-translation", auc), ("their average precision", precision))
    return Section("reader", title, tables, line, headline=headline)


def _part(run: Run, rows: Iterable[T]) -> list[T]:
    """Every so many-th row of a large set."""
    return list(rows)[:: QUICK_STEP if run.quick else STEP]


def _focus(run: Run, judge: Judge) -> Table:
    article = focus_set.read(run.file(focus_set.FOLDER))
    rows: list[Row] = []
    for given in (0, 1, 2):
        items = list(focus_pairs(article, given))
        found = flat(by_words(judge, [(pair, gold) for pair, gold, _ in items], only_candidates=given > 0))
        serious = flat(by_words(judge, [(pair, gold) for pair, _, gold in items], only_candidates=given > 0))
        share = Share(sum(wrong for _, wrong in found), len(found))
        rows.append(
            (
                _name(given),
                len(found),
                share,
                ranking(found),
                precise(found),
                ranking(serious),
                recall_at(serious, 0.75),
            )
        )
    columns = (
        "given",
        "words",
        "wrong",
        "AUC",
        "average precision",
        "AUC, serious",
        "recall of serious words at precision .75",
    )
    return Table(
        "focus",
        columns,
        tuple(rows),
        "Source always; the reference is the first re-translation. All words without one.",
    )


def _expressions(run: Run, judge: Judge) -> Table:
    items = run.part(run.rows(EXPRESSIONS), QUICK_STEP)
    rows: list[Row] = []
    for given in (0, 1, 2):
        found = expressions(items, given)
        said = by_words(judge, [(pair, spans) for _, pair, spans in found], only_candidates=given > 0)
        groups = {
            kind: [w for (k, _, _), one in zip(found, said, strict=True) if k == kind for w in one]
            for kind in (*KINDS, "clean")
        }
        rows.append((_name(given), *(ranking(groups[kind] + groups["clean"]) for kind in KINDS)))
    note = "AUC of the words of an item's fault against its other words and those of the clean items."
    return Table("expressions-dev, into English", ("given", *KINDS), tuple(rows), note)


def focus_pairs(focus: focus_set.Focus, others: int) -> Iterator[tuple[Pair, tuple[Span, ...], tuple[Span, ...]]]:
    """Yield the aligned pairs of the annotated part, with the places of all annotated errors and of the serious ones."""
    audited = audit_texts(focus.translation, focus.source, focus.retranslations[:others])
    for row in audited.rows:
        if row.target and row.target_start < focus_set.ANNOTATED:
            pair = Pair(
                row.target, row.target_lang, row.source, row.source_lang, tuple(t for t in row.retranslations if t)
            )
            places = [
                list(_inside(focus.gold, row.target_start, len(row.target), serious)) for serious in (False, True)
            ]
            yield pair, tuple(places[0]), tuple(places[1])


def _inside(gold: Iterable[Finding], start: int, size: int, serious: bool) -> Iterator[Span]:
    for one in gold:
        a, b = one.span.start - start, one.span.end - start
        if b > 0 and a < size and (is_serious(one) or not serious):
            yield Span(max(a, 0), min(b, size))


def _name(given: int) -> str:
    return "source" if not given else f"source + {given} re-translation{'s' if given > 1 else ''}"


def _held(judge: Judge, kept: dict[int, list[Held]]) -> Table:
    """By what the reader is given, on people's marks: ranking, MCC, calibration; with what happens when an input is taken away."""
    rows: list[Row] = []
    for given, rows_of in kept.items():
        rows.append(_marks(judge, _name(given), rows_of, given))
    bare = [replace(one, pair=replace(one.pair, source="", source_lang="")) for one in kept[1]]
    rows.append(_marks(judge, "1 re-translation, no source", bare, 1))
    alone = [replace(one, pair=replace(one.pair, source="", source_lang="", retranslations=())) for one in kept[0]]
    rows.append(_marks(judge, "text alone", alone, 0))
    columns = ("given", "words", "AUC", "MCC", "MCC, zh-en", "calibration error")
    note = (
        "Held-out sources of qe23-spans train and mqm-ted-zhen, the half on which nothing was fitted; all words. Wrong: in any span "
        "that people marked. MCC at the threshold that is best on the other half. Calibration error: over ten bins of probability."
    )
    return Table("people's marks, held-out sources", columns, tuple(rows), note)


def _marks(judge: Judge, name: str, rows: Sequence[Held], given: int) -> Row:
    fitted, told = (_scores(judge, [one for one in rows if one.calibrating == side]) for side in (True, False))
    chinese = [
        [one for one in rows if one.calibrating == side and one.origin == _SETS["zh-en"]] for side in (True, False)
    ]
    zh = [flat(_scores(judge, part)) for part in chinese]
    flatly = flat(told)
    probabilities = judge.calibrated(np.array([s for s, _ in flatly], np.float32), given)
    error = calibration_error(bins((float(p), w) for p, (_, w) in zip(probabilities, flatly, strict=True)))
    zh_mcc = mcc(zh[1], best_threshold(zh[0])) if all(zh) else nan
    return name, len(flatly), ranking(flatly), mcc(flatly, best_threshold(flat(fitted))), zh_mcc, error


def _scores(judge: Judge, rows: Sequence[Held]) -> list[Words]:
    logits = judge.logits([one.pair for one in rows])
    return [
        [(float(s), w) for s, w in zip(found[:-1, heads.ERROR], one.wrong, strict=True)]
        for one, (found, _) in zip(rows, logits, strict=True)
    ]


def _shifts(run: Run, judge: Judge) -> Table:
    """The check possible-shift by itself, where its threshold was not chosen, and on people's translations."""
    items = half(expressions(list(run.rows(EXPRESSIONS)), 2), odd=True)
    people = _part(run, _people(run))
    rows: list[Row] = []
    for name, part in (("expressions-dev, the odd items", items), ("people's translations, held-out sources", people)):
        pairs = read_by([pair for _, pair, _ in part], judge)
        right = flagged = 0
        for (_, _, places), pair in zip(part, pairs, strict=True):
            marks = [mark.span for _, mark in possible_shift.check.run(Article((pair,)))]
            flagged += len(marks)
            right += sum(any(span.overlaps(place) for place in places) for span in marks)
        count = sum(len(words(pair.target)) for pair in pairs)
        rows.append((name, flagged, Share(right, flagged), 1000 * flagged / max(count, 1)))
    columns = ("set", "marks", "precision", "marks per 1,000 words")
    return Table("possible-shift, two re-translations", columns, tuple(rows), "Its threshold is of the even items.")


def _people(run: Run) -> Iterator[Item]:
    """Translations by people, each with two by machines."""
    rng = Random(0)
    for crowd in crowds(run.data.folder / "data"):
        machines = sorted(set(crowd.texts) - crowd.people)
        if crowd.people and held_out(crowd.source) and len(machines) > 1:
            text = crowd.texts[min(crowd.people)]
            others = tuple(crowd.texts[name] for name in rng.sample(machines, 2))
            if text not in others:
                yield crowd.origin, Pair(text, crowd.target_lang, crowd.source, crowd.source_lang, others), ()


BENCHMARK = Benchmark("reader", (EXPRESSIONS, *transfer.FILES, *damaged.FILES), measure)
