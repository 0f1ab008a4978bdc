"""The library and what other packages add to it: the README's examples run, and outside code cannot hang or break an audit."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from audit import Auditor
from audit.check import Pair
from audit.finding import Decision
from audit.outside import OutsideError, within
from corpora.read import InputError

ROOT = Path(__file__).parent.parent
PACKAGE = """
import time
from audit.check import Example, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.models.translator import Hypothesis

@per_pair
def _look(pair):
    at = pair.target.find("utilise")
    if "slow" in pair.target:
        time.sleep(30)
    if "broken" in pair.target:
        raise KeyError("broken")
    if at >= 0:
        yield Mark(Span(at, at + 7), "The house style says “use”.", 0.9, (Evidence("lexicon", "use"),), "use")

check = declare("X101", Category.TERMINOLOGY, Kind.LANGUAGE, Severity.MINOR,
                Example("uk-en", "", "We [[utilise]] it."), Example("uk-en", "", "We use it."))(_look)

class Upper:
    name = "shout"
    def translate(self, sources):
        if any("slow" in s for s in sources):
            time.sleep(30)
        return [(Hypothesis(s.upper()),) for s in sources]
    def score(self, sources, targets):
        raise ValueError("cannot")

def load(model, settings):
    return Upper()
"""


def readme_examples() -> list[str]:
    blocks = (ROOT / "README.md").read_text("utf-8").split("```python\n")[1:]
    return [block.split("```")[0] for block in blocks]


@pytest.mark.parametrize("code", readme_examples())
def test_examples_of_the_readme_run(code: str, tmp_path: Path) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.strip()


def test_readme_has_examples() -> None:
    assert len(readme_examples()) >= 2
    assert all(len(code.strip().splitlines()) <= 8 for code in readme_examples())


def test_a_text_is_audited() -> None:
    with Auditor() as auditor:
        audited = auditor.check("Joe Baiden met the press.", source="Джо Байден зустрівся з пресою.", target_lang="en")
    (finding,) = audited.report.findings
    assert (finding.text, finding.suggestion) == ("Joe Baiden", "Joe Biden")


def test_segments_are_audited_as_they_stand() -> None:
    pairs = [
        Pair("The budget grew to 3.2 million hryvnias.", "en", "Бюджет зріс до 3,2 млрд гривень.", "uk"),
        Pair("", "en", "", "uk"),
    ]
    report = Auditor().segments(pairs)
    assert [(f.name, f.segment) for f in report.findings] == [("changed-number", 0)]
    assert report.verdict.decision is not Decision.PUBLISH


@pytest.mark.parametrize(
    ("given", "said"),
    [({"profile": "lax"}, "lax"), ({"config": "nowhere.toml"}, "nowhere.toml"), ({"encoder": "x:y"}, "x:y")],
)
def test_bad_settings_are_one_line(given: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        Auditor(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "others", "says"),
    [
        ("He came \ud800.", [], r"translation: character 8 is U\+D800, half of a surrogate pair"),
        ("He came.", "She came.", r"retranslations: is one text, 'She came\.'; give a list"),
    ],
)
def test_texts_that_cannot_be_are_one_line(text: str, others: Sequence[str], says: str) -> None:
    with pytest.raises(InputError, match=says):
        Auditor().check(text, target_lang="en", retranslations=others)
    with pytest.raises(InputError, match="retranslate: is one text"):
        Auditor(retranslate="firefox:pt-en")


def test_a_call_has_a_limit() -> None:
    assert within(5, "ours", len, "abc") == 3
    with pytest.raises(OutsideError, match=r"ours: took longer than 0\.05 s"):
        within(0.05, "ours", __import__("time").sleep, 1)
    with pytest.raises(OutsideError, match="ours: TypeError"):
        within(5, "ours", len, 3)


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """The environment of a process in which another package is installed."""
    (tmp_path / "ours.py").write_text(PACKAGE, "utf-8")
    info = tmp_path / "ours-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ours\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text(
        "[mtaudit.checks]\nuse = ours:check\n[mtaudit.translators]\nshout = ours:load\n", "utf-8"
    )
    return {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}",
        "MTAUDIT_OUTSIDE_SECONDS": "2",
        "HOME": str(tmp_path),
    }


def run(env: dict[str, str], *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    code = "import sys; from audit.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], input=text, capture_output=True, text=True, env=env, check=False
    )


def test_checks_of_other_packages_speak(installed: dict[str, str]) -> None:
    shown = run(
        installed, "check", "-", "--target-lang", "en", "--fail-on", "minor", text="We utilise the new bridge.\n"
    )
    assert "X101" in shown.stdout
    assert shown.returncode == 1
    assert "X101" in run(installed, "explain").stdout
    off = run(installed, "check", "-", "--target-lang", "en", "--without", "X101", text="We utilise the new bridge.\n")
    assert "X101" not in off.stdout


@pytest.mark.parametrize(
    ("text", "why"), [("It is slow today.\n", "longer than 2 s"), ("It is broken today.\n", "KeyError")]
)
def test_checks_of_other_packages_cannot_break_an_audit(installed: dict[str, str], text: str, why: str) -> None:
    shown = run(installed, "check", "-", "--target-lang", "en", "--format", "json", text=text)
    assert shown.returncode == 0, shown.stderr
    assert why in shown.stdout


def test_backends_of_other_packages_translate(installed: dict[str, str], tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_text("Der Turm ist alt.\n", "utf-8")
    asked = ("retranslate", str(source), "-o", "-", "--model", "shout:x", "--source-lang", "de", "--target-lang", "en")
    made = run(installed, *asked)
    assert "DER TURM IST ALT." in made.stdout, made.stderr
    source.write_text("Das ist ein slow Turm in Berlin.\n", "utf-8")
    late = run(installed, *asked)
    assert late.returncode == 2
    assert "longer than 2 s" in late.stderr
    assert "Traceback" not in late.stderr


def test_two_checks_of_one_code_are_refused(installed: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "ours.py").write_text(PACKAGE.replace("X101", "N001"), "utf-8")
    shown = run(installed, "check", "-", "--target-lang", "en", text="We use the new bridge.\n")
    assert shown.returncode == 2
    assert "another check is called N001" in shown.stderr
