"""Shifts in meaning, what is missing and what is added: found where they are, and silent where nothing is wrong.

DEMETR by the kind of damage, sentences written with a shift (expressions-dev), critical errors (ced22 pt-en), and people's
references. The words of two languages are linked by the encoder that --encoder names, else by the bundled one where it is
installed. Where a re-translation is given, the trained reader is tried beside the rules as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from audit.models.encoders import bundled
from audit.models.reader.load import lacking
from audit.share import Share
from eval.annotated import distances
from eval.baselines import distance_signature, everything, nothing, random_words, rival, unshared_words
from eval.bench import Benchmark, Run, section
from eval.benchmarks import ced, clean, demetr, expressions
from eval.judged import Case, Judged
from eval.match import is_serious
from eval.modes import ONE, SOURCE, TEXT_ONLY, TWO
from eval.others import heard
from eval.section import Row as Cells
from eval.section import Rows, Section, Table
from eval.system import NONE, READER
from eval.tables import alarms, segments

BUNDLED = "e5"
SHIFTS = {
    "numbers": "critical_id10_numbers_replaced",
    "negation": "critical_id8_negation",
    "antonym": "critical_id7_antonym",
    "gender": "critical_id11_gender",
    "addition": "critical_id6_addition",
    "noun removed": "critical_id23_noun_removed",
    "verb removed": "critical_id22_verb_removed",
    "subject removed": "critical_id24_subj_removed",
    "adjective or adverb removed": "critical_id21_adj_adv_removed",
    "phrase removed": "major_id5_pp_removed",
    "question": "major_id19_question",
    "tense": "major_id17_tense",
    "aspect": "major_id18_aspect",
}
BASELINES = {
    "flag nothing": nothing,
    "flag every word": everything,
    f"random, as {ONE}": random_words,
    f"word in no re-translation, {ONE}": unshared_words,
}
READ = ", with the reader"  # behind the name of a mode
MODES = (SOURCE, ONE, f"{ONE}{READ}")
STEP, QUICK_STEP = 20, 60  # sentences of each damage, of ced22: an encoder reads five of them a second
WHOLE = 200  # sentences of a damage up to which all are taken
CED_QUICK_STEP, CLEAN_STEP, QUICK_DOCUMENTS = 100, 8, 1

Groups = Mapping[str, Sequence[Judged]]


def measure(run: Run) -> Section:
    """Measure the four sets; of large ones a fixed part, of a quick run a small one."""
    encoder = _encoder(run)
    shifts, written, critical, sound = (
        _demetr(run, encoder),
        _written(run, encoder),
        _ced(run, encoder),
        _clean(run, encoder),
    )
    tables = (_by_kind(shifts), _undamaged(shifts), _shifts(written), _segments(critical), _alarms(sound))
    groups = [group for found in (shifts, written, critical, sound) for group in found.values()]
    headline = (
        (f"undamaged, major + critical, {ONE}", _serious(_sound(shifts[ONE]))),
        (f"MCC of ced22 {ced.AGAIN}, {list(critical)[-1]}", tables[3].rows[len(critical) - 1][2]),
    )
    lines = [line for name, group in sound.items() for line in _details(name, group)]
    lines += [line for mode, group in shifts.items() for line in _details(f"undamaged, {mode}", _sound(group))]
    return section(run, "meaning", "shifts in meaning", tables, groups, headline=headline, details=lines)


def _encoder(run: Run) -> str:
    return run.encoder if run.encoder != NONE or bundled.lacking() else BUNDLED


def _demetr(run: Run, encoder: str) -> Groups:
    step = QUICK_STEP if run.quick else STEP
    langs = demetr.QUICK_LANGUAGES if run.quick else demetr.LANGUAGES
    rows = [row for row in run.rows(demetr.FILE) if demetr.fits(row) and row["lang"] in langs]
    kinds = [
        sorted((r for r in rows if r["pert_name"] == kind), key=lambda r: str(r["lang"])) for kind in SHIFTS.values()
    ]
    chosen = [row for kind in kinds for row in (kind if len(kind) <= WHOLE and not run.quick else kind[::step])]
    cases = [*demetr.damaged_cases(chosen), *demetr.undamaged_cases(chosen)]
    return _judged(run, cases, MODES, encoder)


def _judged(run: Run, cases: Sequence[Case], modes: Iterable[str], encoder: str) -> Groups:
    """The cases in each mode; those with the reader only where it can be had."""
    found = {}
    for mode in modes:
        plain = mode.removesuffix(READ)
        if plain == mode:
            found[mode] = run.judge(heard(cases, plain), plain, encoder)
        elif not lacking():
            found[mode] = run.judge(heard(cases, plain), plain, f"{encoder}{READER}")
    return found


def _with_baselines(groups: Groups) -> dict[str, Sequence[Judged]]:
    most = groups[ONE]
    return {**groups, **{name: rival(most, flags) for name, flags in BASELINES.items()}}


def _by_kind(groups: Groups) -> Table:
    systems = _with_baselines(groups)
    rows: Rows = tuple((name, *(_found(group, kind) for group in systems.values())) for name, kind in SHIFTS.items())
    note = "The share of sentences where a finding overlaps the changed words, the place of removed ones included."
    return Table("DEMETR, flagged at the damage", ("damage", *systems), rows, note)


def _found(group: Iterable[Judged], kind: str) -> Share:
    hits = [bool(one.matched.found) for one in group if one.case.group == kind]
    return Share(sum(hits), len(hits))


def _sound(group: Iterable[Judged]) -> list[Judged]:
    return [one for one in group if one.case.group == demetr.SOUND]


def _undamaged(groups: Groups) -> Table:
    rows: list[Cells] = []
    for name, group in _with_baselines(groups).items():
        sound = _sound(group)
        rows.append((name, _serious(sound), Share(sum(bool(one.findings) for one in sound), len(sound))))
    note = f"With `{ONE}` the reference is the re-translation: it differs freely from the good translation."
    return Table("DEMETR, undamaged sentences flagged", ("system", "major + critical", "any"), tuple(rows), note)


def _serious(group: Sequence[Judged]) -> Share:
    return Share(sum(any(map(is_serious, one.findings)) for one in group), len(group))


def _written(run: Run, encoder: str) -> Groups:
    rows = [row for row in run.rows(expressions.FILE) if row["kind"] in ("meaning", expressions.CLEAN)]
    cases = [case for row in run.part(rows, expressions.QUICK_STEP) for case in expressions.cases_of(row)]
    return _judged(run, cases, (*MODES, TWO, f"{TWO}{READ}"), encoder)


def _shifts(groups: Groups) -> Table:
    most = groups[TWO]
    systems = {**groups, **{name.replace(ONE, TWO): rival(most, flags) for name, flags in BASELINES.items()}}
    rows: list[Cells] = []
    for name, group in systems.items():
        parts = [[one for one in group if one.case.group == kind] for kind in (expressions.CLEAN, expressions.RIGHT)]
        flagged = (Share(sum(bool(one.findings) for one in part), len(part)) for part in parts)
        rows.append((name, _found(group, "meaning"), *flagged))
    columns = ("system", "shifts found", "clean items flagged", "right versions flagged")
    return Table("expressions-dev, kind meaning", columns, tuple(rows))


def _ced(run: Run, encoder: str) -> Groups:
    rows = [row for row in run.rows(ced.CED22[ced.AGAIN]) if row["lp"] == ced.AGAIN]
    cases = [ced.case22(row) for row in rows[:: CED_QUICK_STEP if run.quick else STEP]]
    groups = {mode: run.judge(cases, mode, encoder) for mode in (TEXT_ONLY, SOURCE)}
    translated, _ = ced.translated_again(cases)
    return {**groups, **_judged(run, translated, MODES[1:], encoder)} if translated else groups


def _segments(groups: Groups) -> Table:
    most = groups[list(groups)[-1]]
    systems = {**groups, **{name: rival(most, flags) for name, flags in BASELINES.items()}}
    scores = {f"100 - chrF, {ONE}": distances(groups[ONE])} if ONE in groups else {}
    found = segments(systems, scores, f"The re-translation is Firefox's. chrF: `{distance_signature()}`.")
    return replace(found, title=f"ced22 {ced.AGAIN}, critical errors")


def _clean(run: Run, encoder: str) -> Groups:
    documents = list(run.rows(clean.WMT23))[: QUICK_DOCUMENTS if run.quick else None : 1 if run.quick else CLEAN_STEP]
    cases = [Case(row["doc"], tuple(clean.wmt23_pair(one) for one in row["segments"])) for row in documents]
    return {f"WMT23 references, {mode}": group for mode, group in _judged(run, cases, MODES, encoder).items()}


def _alarms(groups: Groups) -> Table:
    rivals = {name: rival(group, unshared_words) for name, group in groups.items() if name.endswith(ONE)}
    named = {f"word in no re-translation, {name}": group for name, group in rivals.items()}
    return replace(alarms({**groups, **named}, "Flag nothing has 0, flag every word 1,000."), title="Sound text")


def _details(name: str, group: Sequence[Judged]) -> list[str]:
    return [
        f"{name}, {one.case.id}: {found.severity} {found.confidence} {found.text!r} [{found.name}] {found.message}"
        for one in group
        for found in one.findings
    ]


BENCHMARK = Benchmark("meaning", (demetr.FILE, expressions.FILE, ced.CED22[ced.AGAIN], clean.WMT23), measure)
