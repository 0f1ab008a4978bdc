"""Settings: found, read, refused with the nearest key; the command line wins; pairs have their own."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from audit.check import Pair
from audit.checks import CHECKS
from audit.cli import main
from audit.finding import Severity
from audit.profiles import INTERNAL
from audit.run import audit_pairs
from audit.settings.find import find
from audit.settings.over import over
from audit.settings.rules import rules
from audit.settings.schema import parse
from corpora.read import InputError


def written(folder: Path, text: str, name: str = "mtaudit.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_the_nearest_file_upward_holds(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert find("", below).path is None or tmp_path not in (find("", below).path or Path()).parents
    top = written(tmp_path, '[tool.mtaudit]\nprofile = "internal"\n', "pyproject.toml")
    written(tmp_path / "a", "[project]\nname = 'x'\n", "pyproject.toml")
    assert find("", below).path == top
    own = written(tmp_path / "a", 'profile = "legal"\n')
    assert find("", below).path == own
    assert find(str(top)).settings.profile == "internal"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('profil = "legal"', "unknown key 'profil'; did you mean 'profile'?"),
        ("[thresholds]\nconfidense = 0.5", "unknown key 'thresholds.confidense'; did you mean 'confidence'?"),
        (
            '[pairs."uk-en"]\ndo_not_translate = []',
            "unknown key 'pairs.uk-en.do_not_translate'; did you mean 'do-not-translate'?",
        ),
        ("qqq = 1", "unknown key 'qqq'; there are checks, do-not-translate"),
        ('profile = "strict"', "profile: no profile 'strict'; there are publish, internal, legal"),
        ("[thresholds]\nshare = 3", "thresholds.share: expected 'float' <= 1.0"),
        ('[thresholds]\nplaces = "many"', "thresholds.places: expected 'int"),
        ('checks = "A001"', "checks: expected 'array"),
        ("profile = ", "not TOML"),
    ],
)
def test_what_is_no_setting_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(InputError) as refused:
        find(str(path))
    assert str(refused.value).startswith(f"{path}: ")
    assert said in str(refused.value)


def test_checks_by_code_or_name(tmp_path: Path) -> None:
    path = written(tmp_path, 'checks = ["changed-number", "l002"]\n[severity]\nstray-space = "major"\n')
    chosen = rules(find(str(path))).general.checks(CHECKS)
    assert [(one.code, one.severity) for one in chosen] == [("A001", Severity.MAJOR), ("L002", Severity.MAJOR)]
    path.write_text('without = ["changed-numbr"]', "utf-8")
    with pytest.raises(InputError, match="without: no check 'changed-numbr'; did you mean 'changed-number'"):
        rules(find(str(path)))


def test_a_pair_adds_to_what_holds_for_all(tmp_path: Path) -> None:
    text = 'profile = "internal"\nwithout = ["L001"]\n[thresholds]\nplaces = 9\n[pairs."uk-en"]\nwithout = ["L002"]\nthresholds.share = 0.5\n'
    made = rules(find(str(written(tmp_path, text))))
    assert made.of("de", "en") is made.general
    assert made.general.without == {"L001"}
    pair = made.of("uk", "en-GB")
    assert pair.without == {"L001", "L002"}
    assert (pair.profile.name, pair.profile.places, pair.profile.share) == ("internal", 9, 0.5)
    assert pair.profile.criticals == INTERNAL.criticals
    assert pair.said == ("profile:internal+places=9+share=0.5",)


def test_the_command_line_wins(tmp_path: Path) -> None:
    text = 'checks = ["A001"]\nwithout = ["L001"]\nglossary = "a.csv"\n[pairs."uk-en"]\nprofile = "legal"\nglossary = "b.csv"\n'
    found = over(find(str(written(tmp_path, text))), profile="publish", checks=["L001"], glossary=["/c.csv"])
    assert found.settings.profile == "publish"
    assert found.settings.checks == ["L001"]
    assert found.settings.without == []
    assert found.settings.glossary == ["/c.csv"]
    assert (found.settings.pairs["uk-en"].profile, found.settings.pairs["uk-en"].glossary) == (None, [])


def test_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("text.txt").write_text("They have built a full -scale model of the bridge over the river.", "utf-8")
    written(tmp_path, 'target-lang = "en"\nchecks = ["L002"]\nprofile = "legal"\n[severity]\nL002 = "critical"\n')
    assert main(["check", "text.txt"]) == 1
    shown = capsys.readouterr().out
    assert "RETRANSLATE" in shown
    assert "checks:L002|profile:legal|severity:L002=critical" in shown.replace("\n", "")
    assert main(["check", "text.txt", "--profile", "publish", "--without", "stray-space"]) == 0
    assert main(["config", "--pair", "uk-en"]) == 0
    assert "check       L002 stray-space (critical)" in capsys.readouterr().out
    assert main(["check", "text.txt", "--profile", "lawful"]) == 2
    assert "--profile: no profile 'lawful'" in capsys.readouterr().err


def test_a_teams_tables_are_looked_up_from_the_file_and_stand_in_the_signature(tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text("uk,en\nугода,agreement\n", "utf-8")
    text = 'do-not-translate = ["Prozorro"]\nchecks = ["T001", "T002"]\n[pairs."uk-en"]\nglossary = "terms.csv"\n'
    made = rules(find(str(written(tmp_path, text))))
    pair = Pair("The deal stands in Prosorro.", "en", "Угода є в Prozorro.", "uk")
    report = audit_pairs([pair], rules=made)
    assert [(one.code, one.suggestion) for one in report.findings] == [("T001", "agreement"), ("T002", "Prozorro")]
    assert "|checks:T001+T002|glossary:" in report.signature
    assert made.of("uk", "en").checks(CHECKS) is made.of("uk", "en").checks(CHECKS)  # a glossary is made ready once
    assert "|do-not-translate:1|" in report.signature
    assert [one.code for one in audit_pairs([replace(pair, source_lang="ru")], rules=made).findings] == ["T002"]
    with pytest.raises(InputError, match="cannot be read"):
        rules(find(str(written(tmp_path, 'glossary = "none.csv"'))))


def test_the_example_of_the_readme_is_valid() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    settings = parse(tomllib.loads(readme.partition("```toml\n")[2].partition("```")[0]), "README.md")
    assert settings.pairs["uk-en"].glossary == "uk-en.tbx"
