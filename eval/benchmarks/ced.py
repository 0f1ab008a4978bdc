"""Sentences with a critical error or without, from the shared tasks of 2021 and 2022; no spans are known.

ced21: talk pages of Wikipedia out of English, full of abuse and broken English, judged by three people, who often split. Its
translations are tokenised in part, which no publisher would print, so they are put together again before the audit; its
figures leave out `stray-space`, since a missed join is the set's fault. ced22: good human translations, about 5 % of them
damaged by a program, so whatever sees bad English can win.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from audit.check import Pair
from audit.models.translator import ModelError
from audit.share import Share
from eval.again import again
from eval.annotated import distances
from eval.baselines import distance_signature
from eval.bench import Benchmark, Run, section
from eval.judged import Case, Judged
from eval.modes import ONE, SOURCE, TEXT_ONLY
from eval.others import heard
from eval.peers import absent, peers
from eval.rows import Row
from eval.section import Row as Cells
from eval.section import Section, Table
from eval.tables import segments

CED21 = {pair: f"data/ced21/{pair}.dev.jsonl.gz" for pair in ("en-cs", "en-de", "en-ja", "en-zh")}
CED22 = {pair: f"data/ced22/{pair}.dev.jsonl.gz" for pair in ("pt-en", "en-de")}
AGAIN = "pt-en"
WRONG = ("ERR", "BAD")
QUICK_STEP = 40
_NOTE = (
    "Wrong: a critical error, as people or the set's makers say. AUC: chance that a wrong segment scores higher than a sound "
    "one; 0.50 is what flagging nothing or everything gets, with an MCC of 0. {}"
)


def measure21(run: Run) -> Section:
    """Measure dev of four pairs out of English."""
    pairs = ("en-de",) if run.quick else tuple(CED21)
    cases = [_case21(row) for pair in pairs for row in run.part(run.rows(CED21[pair]), QUICK_STEP)]
    judged = {mode: [_joined(one) for one in run.judge(cases, mode)] for mode in (TEXT_ONLY, SOURCE)}
    most = judged[SOURCE]
    tables = (_segments(judged, pairs), _by_check(most))
    headline = ((f"MCC of segments, {SOURCE}", tables[0].rows[len(judged) - 1][2]),)
    title = "critical errors, by people"
    return section(run, "ced21", title, tables, judged.values(), details=_details(most), headline=headline)


def measure22(run: Run) -> Section:
    """Measure dev of both pairs; pt-en with a real re-translation where the model is installed."""
    pairs = (AGAIN,) if run.quick else tuple(CED22)
    cases = [case22(row) for pair in pairs for row in run.part(run.rows(CED22[pair]), QUICK_STEP)]
    judged = {mode: run.judge(cases, mode) for mode in (TEXT_ONLY, SOURCE)}
    portuguese = [case for case in cases if case.group == AGAIN]
    again_cases, said = translated_again(portuguese)
    if again_cases:
        judged[f"{AGAIN}, {ONE}"] = run.judge(heard(again_cases, ONE), ONE)
    most = judged[SOURCE] if not again_cases else [*judged[f"{AGAIN}, {ONE}"], *_of(judged[SOURCE], "en-de")]
    tables = (_segments(judged, pairs, said), _by_check(most))
    headline = ((f"MCC of segments, {list(judged)[-1]}", tables[0].rows[len(judged) - 1][2]),)
    title = "critical errors, made by a program"
    return section(run, "ced22", title, tables, judged.values(), details=_details(most), headline=headline)


def _case21(row: Row) -> Case:
    source, target = row["lp"].split("-")
    pair = Pair(put_together(row["mt"]), target, row["src"], source)
    return Case(row["id"], (pair,), bad=(row["label"] in WRONG,), group=row["lp"])


def case22(row: Row) -> Case:
    source, target = row["lp"].split("-")
    return Case(
        row["id"], (Pair(row["mt"], target, row["src"], source),), bad=(row["label"] in WRONG,), group=row["lp"]
    )


_CLOSING = re.compile(r"\s+([,.;:!?%)\]}»”…、。！？：；])")
_OPENING = re.compile(r"([(\[{«“„])\s+")
_DECIMAL = re.compile(r"(?<=\d) ([.,]) (?=\d)")
_UNSPACED = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff、。])\s+(?=[\u3040-\u30ff\u3400-\u9fff、。])")


def put_together(text: str) -> str:
    """Undo tokenisation: no space in numbers, before closing and after opening marks, and in Chinese and Japanese.

    >>> put_together("Das ist ( fast ) gut , oder ?"), put_together("99 . 9 %"), put_together("然后 它 说 。")
    ('Das ist (fast) gut, oder?', '99.9%', '然后它说。')
    """
    return _UNSPACED.sub("", _OPENING.sub(r"\1", _CLOSING.sub(r"\1", _DECIMAL.sub(r"\1", text))))


def _joined(one: Judged) -> Judged:
    return replace(one, findings=tuple(found for found in one.findings if found.name != "stray-space"))


def translated_again(cases: Sequence[Case]) -> tuple[list[Case], str]:
    sources = [case.pairs[0].source for case in cases]
    try:
        texts, model = again(f"firefox:{AGAIN}", sources, *AGAIN.split("-"))
    except ModelError as error:
        return [], f"{AGAIN} without re-translation: {error}."
    pairs = [replace(case.pairs[0], retranslations=(text,)) for case, text in zip(cases, texts, strict=True)]
    return [replace(case, pairs=(pair,)) for case, pair in zip(cases, pairs, strict=True)], f"{AGAIN}: {model}."


def _segments(judged: dict[str, list[Judged]], pairs: Sequence[str], said: str = "") -> Table:
    groups = dict(judged)
    if len(pairs) > 1:
        groups |= {f"{pair}, {SOURCE}": _of(judged[SOURCE], pair) for pair in pairs}
    groups |= peers(judged[SOURCE])
    name = f"{AGAIN}, {ONE}"
    scores = {f"100 - chrF, {name}": distances(judged[name])} if name in judged else {}
    chrf = f"chrF: `{distance_signature()}`." if scores else ""
    return segments(groups, scores, " ".join(filter(None, (_NOTE.format(said), chrf, absent()))))


def _of(group: Sequence[Judged], pair: str) -> list[Judged]:
    return [one for one in group if one.case.group == pair]


def _by_check(group: Sequence[Judged]) -> Table:
    """Segments that each check flags: how many of them are wrong, and what that is of all wrong ones."""
    rows: list[Cells] = []
    wrong = sum(one.case.bad[0] for one in group)
    for name in sorted({found.name for one in group for found in one.findings}):
        flagged = [one.case.bad[0] for one in group if any(found.name == name for found in one.findings)]
        rows.append((name, Share(sum(flagged), len(flagged)), Share(sum(flagged), wrong)))
    note = f"{Share(wrong, len(group)).value:.0%} of all segments are wrong: what random flags would get."
    return Table(
        "By check, most evidence",
        ("check", "flagged segments that are wrong", "wrong segments flagged"),
        tuple(rows),
        note,
    )


def _details(group: Sequence[Judged]) -> list[str]:
    return [
        f"{one.case.id} {'right' if one.case.bad[0] else 'false alarm'} {found.text!r} [{found.name}] {found.message}"
        for one in group
        for found in one.findings
    ]


BENCHMARK21 = Benchmark("ced21", tuple(CED21.values()), measure21)
BENCHMARK22 = Benchmark("ced22", tuple(CED22.values()), measure22)
