"""Every check keeps its own promises: its examples, its declaration, and no exception on any text."""

import subprocess
import sys
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.check import Article, Check, Example, Given, Needs, Pair
from audit.checks import CHECKS
from audit.finding import Span
from audit.linking import Sides
from audit.manual import handbook
from audit.models.encoders.bundled import lacking
from audit.models.encoders.encoder import Encoder
from audit.models.encoders.load import load
from audit.reading import Doubt, Reading
from corpora.language import parse_pair, script
from corpora.words import words

CASES = [(check, example) for check in CHECKS for example in check.examples]
LANGS = ("uk", "ru", "en", "de", "fr", "pl", "pt", "es", "zh", "ar")


def article(example: Example, encoder: Encoder | None = None) -> tuple[Article, tuple[Span, ...]]:
    """The example as an article of one pair, and the spans marked in it."""
    source_lang, target_lang = parse_pair(example.pair, "example")
    target, spans = "", []
    for i, part in enumerate(example.target.replace("]]", "[[").split("[[")):
        if i % 2:
            spans.append(Span(len(target), len(target) + len(part)))
        target += part
    others = example.retranslations
    pair = Pair(target, target_lang, example.source, source_lang, others, reading=reading(target, example))
    return Article((replace(pair, sides=Sides((pair,), encoder)),)), tuple(spans)


def reading(target: str, example: Example) -> Reading:
    """What a reader says that doubts the example's words, and no other."""
    doubts = dict(example.doubts)
    said = words(target) if doubts else ()
    found = (Doubt(Span(w.start, w.end), doubts.get(w.text, 0.05), 0.9) for w in said)
    return Reading(tuple(found), critical=example.critical)


@cache
def meaning() -> Encoder:
    if lack := lacking():
        pytest.skip(f"needs {lack}")
    return load("e5")


SMALL = [
    ("A003", "A rug of 140х195 with the 5Δ mark.", "en", []),
    ("A003", "Write to музеигорода.рф today.", "en", []),
    ("A003", "A rug of шовк today.", "en", ["шовк"]),
    ("L002", "Der Gasimport und -verbrauch sinkt.", "de", []),
    ("L002", "The full -scale war.", "en", ["full -scale"]),
    ("L001", "It smells of ylang ylang.", "en", []),
    ("L001", "A set of Nordic Winter winter tyres.", "en", []),
    ("L001", "O tom é diferente do do ano passado.", "pt", []),
    ("L001", "The tyres tyres are new.", "en", ["tyres tyres"]),
    ("L001", "The the tyres are new.", "en", ["The the"]),
]


@pytest.mark.parametrize(("code", "text", "lang", "wrong"), SMALL)
def test_signs_addresses_and_doubles(code: str, text: str, lang: str, wrong: list[str]) -> None:
    (check,) = [c for c in CHECKS if c.code == code]
    found = [text[m.span.start : m.span.end] for _, m in check.run(Article((Pair(text, lang),)))]
    assert found == wrong


@pytest.mark.parametrize(("check", "example"), CASES, ids=[f"{c.code}-{e.pair}-{i}" for i, (c, e) in enumerate(CASES)])
@pytest.mark.usefixtures("with_packs")
def test_example(check: Check, example: Example) -> None:
    case, wanted = article(example, meaning() if check.needs is Needs.LINKS else None)
    assert check.why_not(Given.of(case, (check,))) == ""
    marks = [mark for _, mark in check.run(case)]
    assert tuple(sorted({m.span for m in marks})) == wanted, [m.message for m in marks]


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.code)
def test_declaration(check: Check) -> None:
    flagged = [e for e in check.examples if "[[" in e.target]
    silent = [e for e in check.examples if "[[" not in e.target]
    assert len(flagged) >= 2
    assert len(silent) >= 2
    assert len({e.pair for e in check.examples}) >= 2
    assert len({script(text) for e in check.examples for text in (e.source, e.target) if text}) >= 2
    assert check.doc.splitlines()[0].endswith(".")
    assert "hurts:" in check.doc
    assert "silent:" in check.doc


def test_every_file_is_listed_and_codes_are_unique() -> None:
    found = {p.name[:-3] for p in files("audit.checks").iterdir() if p.name.endswith(".py") and p.name != "__init__.py"}
    assert found == {c.name.replace("-", "_") for c in CHECKS}
    assert len({c.code for c in CHECKS}) == len(CHECKS)


def test_no_check_imports_a_model() -> None:
    code = "import sys, audit.checks; sys.exit(bool({'torch', 'transformers'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


TEXT = st.text(max_size=80) | st.text(alphabet="аеіийнАПСІsSIiXx ,.-\"'12“”\n", max_size=60) | st.from_regex(
    r"(?:(?:Joe|Xi|Viktor|not|until|the|full|5,000|Byden|Сі|поки|не) ){1,8}\.", fullmatch=True
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    target=TEXT,
    source=TEXT,
    told=st.lists(TEXT, max_size=2),
    langs=st.tuples(st.sampled_from(LANGS), st.sampled_from(LANGS)),
)
@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.code)
def test_any_text(check: Check, target: str, source: str, told: list[str], langs: tuple[str, str]) -> None:
    pair = Pair(target, langs[0], source, langs[1], tuple(told))
    case = Article((pair, pair))
    if check.why_not(Given.of(case, (check,))):
        return
    for index, mark in check.run(case):
        assert 0 <= index <= 1
        assert mark.span.end <= len(target)
        assert mark.source is None or mark.source.end <= len(source)
        assert 0 <= mark.confidence <= 1
        assert mark.message


def test_the_handbook_is_up_to_date() -> None:
    """Rewritten by `python -m audit.manual > docs/checks.md`."""
    text = Path(__file__).parents[1].joinpath("docs", "checks.md").read_text(encoding="utf-8")
    assert text == handbook(CHECKS)
