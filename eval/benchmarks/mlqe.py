"""MLQE-PE: words that a post-editor changed, and direct assessments by sentence, in seven language pairs.

BAD means "touched by the editor", style included: far wider than an error of meaning, so recall here is low by nature, and
in ne-en and si-en more than half of all words are BAD. The text as published is audited, not the tokenised copy, and the
tokens are found again in it. Rows without it (16 of en-de) are left out.
"""

from collections.abc import Sequence

from audit.check import Pair
from audit.finding import Span
from eval.baselines import everything, nothing, random_words, rival
from eval.bench import Benchmark, Run, section
from eval.gold import annotation
from eval.judged import Case
from eval.modes import SOURCE, TEXT_ONLY
from eval.peers import absent, peers
from eval.rows import Row
from eval.section import Section
from eval.tables import checks, details, documents, segments, spans, words

PAIRS = ("ru-en", "ro-en", "et-en", "ne-en", "si-en", "en-de", "en-zh")
PARTS = ("dev", "test20")
QUICK_PAIRS, QUICK_STEP = ("ru-en", "et-en"), 20
BASELINES = {"flag nothing": nothing, "flag every word": everything, f"random, as {SOURCE}": random_words}
MAJOR_MISTAKES = 50  # up to here the guidelines of the direct assessment say "major mistakes" or worse


def measure(run: Run) -> Section:
    """Measure dev and test20 of each pair; what is trained may be trained on the train part."""
    pairs = QUICK_PAIRS if run.quick else PAIRS
    rows = [row for pair in pairs for part in PARTS for row in run.part(run.rows(_file(pair, part)), QUICK_STEP)]
    cases = [_case(row) for row in rows if row.get("mt_raw")]
    judged = {mode: run.judge(cases, mode) for mode in (TEXT_ONLY, SOURCE)}
    most = judged[SOURCE]
    groups = {pair: [one for one in most if one.case.group == pair] for pair in pairs}
    baselines = {name: rival(most, flags) for name, flags in BASELINES.items()}
    edits = "Recall is the share of all edits, style included."
    judges = f"Wrong: people's mean assessment is at most {MAJOR_MISTAKES} of 100. {absent()}"
    tables = (
        words({**groups, **{f"all, {mode}": group for mode, group in judged.items()}, **baselines}),
        spans({SOURCE: most, **baselines}, "Runs of changed words", edits),
        checks(most, SOURCE),
        segments({**judged, **peers(most)}, note=judges),
        documents(groups, "People's score: mean z of a sentence's assessments."),
    )
    headline = [(f"MCC of words, {name}", figure) for name, figure, *_ in tables[0].rows if name == "ru-en"]
    title = "words that a post-editor changed"
    return section(
        run, "mlqe-wordlevel", title, tables, judged.values(), details=details(SOURCE, most), headline=headline
    )


def _case(row: Row) -> Case:
    source, target = row["lp"].split("-")
    text = row["mt_raw"]
    tokens = places(row["mt"].split(" "), text)
    gold = tuple(
        annotation(
            {"start": one.start, "end": one.end, "severity": "minor", "text": text[one.start : one.end]},
            kind="language",
        )
        for one in runs(tokens, row["mt_tags"])
    )
    pair = Pair(text, target, row["src_raw"], source)
    bad = (row["da_mean"] <= MAJOR_MISTAKES,)
    return Case(row["id"], (pair,), gold, bad, row["da_z"], group=row["lp"], tokens=(tokens,))


def places(tokens: Sequence[str], text: str) -> tuple[Span, ...]:
    """Find each token in the text that was tokenised. Raises ValueError where one is not there.

    >>> places(["hadn", "'t", "."], "hadn't.")
    (Span(start=0, end=4), Span(start=4, end=6), Span(start=6, end=7))
    """
    found: list[Span] = []
    at = 0
    for token in tokens:
        start = text.find(token, at)
        if start < 0 or text[at:start].strip():
            raise ValueError(f"token {token!r} does not follow in {text[at : at + 20]!r}")
        at = start + len(token)
        found.append(Span(start, at))
    return tuple(found)


def runs(tokens: Sequence[Span], tags: str) -> tuple[Span, ...]:
    """Join tokens in a row that are tagged "1" into one span.

    >>> runs([Span(0, 2), Span(3, 5), Span(6, 8), Span(9, 11)], "1101")
    (Span(start=0, end=5), Span(start=9, end=11))
    """
    found: list[Span] = []
    for index, (token, tag) in enumerate(zip(tokens, tags, strict=True)):
        if tag == "1" and index and tags[index - 1] == "1":
            found[-1] = Span(found[-1].start, token.end)
        elif tag == "1":
            found.append(token)
    return tuple(found)


def _file(pair: str, part: str) -> str:
    return f"data/mlqe-wordlevel/{pair}.{part}.jsonl.gz"


BENCHMARK = Benchmark("mlqe-wordlevel", tuple(_file(pair, part) for pair in PAIRS for part in PARTS), measure)
