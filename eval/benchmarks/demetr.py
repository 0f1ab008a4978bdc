"""DEMETR: good translations, each damaged in one known way, from ten languages into English.

The damaged sentence must be flagged at the changed words, the undamaged one must be silent. The errors are artificial and
one a sentence, and half of the sentences are damaged, so precision here tells nothing about a newspaper; the share of
undamaged sentences that are flagged does. Replacements of the whole text are left out, and so are items whose good
translation is the reference itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from audit.check import Pair
from audit.finding import Span
from audit.share import Share
from eval.annotated import distances
from eval.baselines import distance_signature, everything, nothing, random_words, rival, unshared_words
from eval.bench import Benchmark, Run, section
from eval.gold import annotation
from eval.judged import Case, Judged
from eval.modes import ONE, SOURCE
from eval.peers import absent, peers
from eval.rows import Row
from eval.section import Row as Cells
from eval.section import Rows, Section, Table
from eval.tables import checks, details, segments

FILE = "data/demetr-dev/demetr-dev.jsonl.gz"
MODES = (SOURCE, ONE)
BASELINES = {
    "flag nothing": nothing,
    "flag every word": everything,
    f"random, as {ONE}": random_words,
    "word not in the reference": unshared_words,
}
LANGUAGES = {
    "chinese_simple": "zh",
    "czech": "cs",
    "french": "fr",
    "german": "de",
    "hindi": "hi",
    "italian": "it",
    "japanese": "ja",
    "polish": "pl",
    "russian": "ru",
    "spanish": "es",
}
QUICK_STEP, QUICK_LANGUAGES = 40, ("polish", "russian")
_BASE, SOUND = "base", "undamaged"
_TOKEN = re.compile(r"\w+(?:['’-]\w+)*|\s+|.", re.DOTALL)


def measure(run: Run) -> Section:
    """Measure all damages with the source, and with the reference as the one re-translation."""
    rows = [row for row in run.rows(FILE) if fits(row) and (not run.quick or row["lang"] in QUICK_LANGUAGES)]
    rows = sorted(rows, key=lambda row: str(row["lang"]))[:: QUICK_STEP if run.quick else 1]
    cases = [*damaged_cases(rows), *undamaged_cases(rows)]
    judged = {mode: run.judge(cases, mode) for mode in MODES}
    damaged = {mode: [one for one in group if one.case.group != SOUND] for mode, group in judged.items()}
    most = judged[ONE]
    baselines = {name: rival(most, flags) for name, flags in BASELINES.items()}
    note = (
        "Wrong: damaged; sound: undamaged, each good translation once. "
        f"chrF to the reference: `{distance_signature()}`. {absent()}"
    )
    tables = (
        _overview({**judged, **baselines}),
        _types(damaged),
        segments({**judged, **peers(judged[SOURCE])}, {"100 - chrF to the reference": distances(judged[ONE])}, note),
        *(checks(judged[mode], mode) for mode in MODES),
    )
    lines = [line for mode in MODES for line in details(mode, judged[mode]) if "false alarm" in line]
    _, damage, sound = tables[0].rows[len(MODES) - 1][1:]
    headline = ((f"damaged, flagged at the damage, {ONE}", damage), (f"undamaged, flagged, {ONE}", sound))
    title = "good translations, each damaged once"
    return section(run, "demetr-dev", title, tables, judged.values(), details=lines, headline=headline)


def fits(row: Row) -> bool:
    """Whether the damage was done, is local, and the reference is another text than both versions."""
    return (
        bool(row["pert_check"])
        and row["severity"] != _BASE
        and row["pert"] != row["mt"]
        and row["ref"] not in (row["mt"], row["pert"])
    )


def damaged_cases(rows: Iterable[Row]) -> Iterator[Case]:
    for row in rows:
        gold = tuple(
            annotation({"start": one.start, "end": one.end, "severity": row["severity"]}, kind="meaning")
            for one in changed(row["mt"], row["pert"])
        )
        yield Case(f"{row['id']} {row['pert_name']}", (_pair(row, "pert"),), gold, (True,), group=row["pert_name"])


def undamaged_cases(rows: Iterable[Row]) -> Iterator[Case]:
    """Yield each good translation once: the files repeat it, with small differences for a few."""
    for row in {(row["id"], row["mt"]): row for row in rows}.values():
        yield Case(f"{row['id']} {SOUND}", (_pair(row, "mt"),), bad=(False,), group=SOUND)


def _pair(row: Row, side: str) -> Pair:
    return Pair(row[side], "en", row["src"], LANGUAGES[row["lang"]], (row["ref"],))


def changed(before: str, after: str) -> tuple[Span, ...]:
    """Return the places of `after` that differ from `before`, by words; an empty span where words are missing.

    Of a word that now stands twice any copy may be the new one, so the span covers all copies in a row.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    starts = [0]
    for token in new:
        starts.append(starts[-1] + len(token))
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    places = [
        _with_copies(new, first, end) if tag == "insert" else (first, end)
        for tag, _, _, first, end in blocks
        if tag != "equal"
    ]
    return tuple(Span(starts[first], starts[end]) for first, end in places)


def _with_copies(tokens: Sequence[str], first: int, end: int) -> tuple[int, int]:
    """Widen an insertion over what is equal to it on either side."""
    length = end - first
    while first >= length and tokens[first - length : first] == tokens[first : first + length]:
        first -= length
    while tokens[end : end + length] == tokens[end - length : end]:
        end += length
    return first, end


def _overview(groups: dict[str, list[Judged]]) -> Table:
    rows: list[Cells] = []
    for mode, group in groups.items():
        matches = [one.matched for one in group if one.case.group != SOUND]
        precision = sum((one.precision for one in matches), Share(0, 0))
        damage = Share(sum(bool(one.found) for one in matches), len(matches))
        rows.append((mode, precision, damage, _flagged(one for one in group if one.case.group == SOUND)))
    columns = ("system", "precision on damaged", "damaged, flagged at the damage", "undamaged, flagged")
    return Table("All sentences", columns, tuple(rows), f"The baselines are given what `{ONE}` is.")


def _flagged(group: Iterable[Judged]) -> Share:
    found = [bool(one.findings) for one in group]
    return Share(sum(found), len(found))


def _types(damaged: dict[str, list[Judged]]) -> Table:
    """The share of sentences flagged at the damage, by its type."""
    shares: dict[str, dict[str, Share]] = defaultdict(dict)
    for mode, group in damaged.items():
        for one in group:
            known = shares[one.case.group].get(mode, Share(0, 0))
            shares[one.case.group][mode] = known + Share(int(bool(one.matched.found)), 1)
    rows: Rows = tuple((_named(name), *found.values()) for name, found in sorted(shares.items(), key=_order))
    return Table("Flagged at the damage, by type", ("damage", *damaged), rows)


def _order(item: tuple[str, dict[str, Share]]) -> tuple[str, str]:
    severity, _, name = item[0].partition("_")
    return severity, name


def _named(name: str) -> str:
    """critical_id9_ne_replaced -> critical: ne replaced"""
    severity, _, rest = name.split("_", 2)
    return f"{severity}: {rest.replace('_', ' ')}"


BENCHMARK = Benchmark("demetr-dev", (FILE,), measure)
