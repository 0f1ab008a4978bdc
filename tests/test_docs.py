"""The README names what there is: every command, option and check; its links lead somewhere."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from audit.check import Check
from audit.checks import CHECKS
from audit.cli import main
from eval import reviewed
from eval import run as evaluation

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
RESULTS = (ROOT / "eval" / "RESULTS.md").read_text("utf-8")
HEAD = "| code | name | kind | severity | needs | marks |\n| --- | --- | --- | --- | --- | --- |\n"
SHOWN = 32  # lines of the sample's report that the README shows at most


def run(*arguments: str) -> str:
    """What the command prints, 100 columns wide."""
    code = "import sys; from audit.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *arguments]
    wide = {**os.environ, "COLUMNS": "100", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(command, capture_output=True, check=True, env=wide).stdout.decode("utf-8")


def help_of(*arguments: str) -> str:
    return run(*arguments, "--help")


def commands() -> list[str]:
    """The commands that `mtaudit --help` lists, each on a line of its own with its purpose."""
    return re.findall(r"^ {4}([a-z]+)(?: |$)", help_of(), re.M)


def examples(language: str) -> list[str]:
    """The lines of the README's code blocks in one language, joined where a backslash continues them."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", README, re.M | re.S)
    return "".join(blocks).replace("\\\n", " ").splitlines()


def checks_section() -> str:
    """The table of the checks, from their declarations."""
    return HEAD + "".join(map(row, CHECKS))


def row(check: Check) -> str:
    fault = check.doc.splitlines()[0].rstrip(".")
    return f"| {check.code} | `{check.name}` | {check.kind} | {check.severity} | {check.needs.value} | {fault} |\n"


def sample_section() -> str:
    """The beginning and the last line of what `mtaudit sample` prints, cut before a paragraph."""
    with TemporaryDirectory() as folder:
        page = Path(folder).resolve() / "mtaudit-sample.html"
        lines = run("sample", "-o", str(page)).replace(str(page), page.name).splitlines()
    end = max(i for i, line in enumerate(lines[:SHOWN]) if line.startswith("Paragraph "))
    return "\n".join(["```text", *lines[:end], "[...]", "", lines[-1], "```", ""])


def results_section() -> str:
    """The figures that stand first in RESULTS.md."""
    return RESULTS.partition("## Summary\n\n")[2].partition("\n\n")[0] + "\n"


SECTIONS = {"sample": sample_section, "checks": checks_section, "results": results_section}


def between(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.S)


def test_every_command_is_named() -> None:
    found = commands()
    assert set(found) >= {"check", "batch", "explain", "sample"}
    assert [command for command in found if f"./mtaudit {command}" not in README] == []


def test_every_option_exists() -> None:
    texts = [
        *map(help_of, commands()),
        help_of("lexicon", "build"),
        help_of("lexicon", "test"),
        evaluation._parser().format_help(),
        reviewed._parser().format_help(),
    ]
    known = {"--strict", *re.findall(r"--[a-z][a-z-]+", " ".join(texts))}  # the first is mkdocs's
    assert set(re.findall(r"--[a-z][a-z-]+", README)) - known == set()


@pytest.mark.parametrize("line", [line for line in examples("sh") if line.startswith("./mtaudit ")])
def test_examples_run(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = tmp_path / "segments.jsonl"
    rows.write_text("\n".join(examples("json")), "utf-8")
    arguments = shlex.split(line, comments=True)[1:]
    if "-o" in arguments:
        after = arguments.index("-o") + 1
        arguments[after] = str(tmp_path / arguments[after])
    elif arguments == ["sample"]:
        arguments += ["-o", str(tmp_path / "page.html")]
    monkeypatch.chdir(ROOT)
    status = main([str(rows) if argument == rows.name else argument for argument in arguments])
    shown = capsys.readouterr()
    assert status == (1 if arguments[0] == "check" else 0)
    assert "mtaudit: " not in shown.err
    assert "Traceback" not in shown.err
    assert shown.out or [path for path in tmp_path.iterdir() if path != rows and path.stat().st_size]


@pytest.mark.parametrize("name", SECTIONS)
def test_sections_are_what_the_code_says(name: str) -> None:
    """`python tests/test_docs.py` rewrites them."""
    assert between(name).findall(README) == [SECTIONS[name]()]


def test_figures_of_the_readme_stand_in_the_results() -> None:
    """Every share with its count, such as 0.53 (8/15), and every decimal of the part on quality."""
    part = README.partition("## How good it is")[2].partition("\n## ")[0]
    figures = re.findall(r"\d+\.\d+(?: \(\d+(?:/\d+)?\))?", part)
    assert len(figures) >= 10
    assert [one for one in figures if one not in RESULTS] == []


def checks_in(tables: str) -> set[str]:
    """The names that stand in the column "check" of the tables."""
    names: set[str] = set()
    for table in re.findall(r"(?:^\|.*\n)+", tables, re.M):
        head, _, *rows = ([cell.strip() for cell in line.strip("|\n").split("|")] for line in table.splitlines())
        if "check" in head:
            names |= {row[head.index("check")] for row in rows}
    return names


def test_results_name_every_check_and_no_other() -> None:
    known = {check.name for check in CHECKS}
    every, _, others = RESULTS.partition("### Every check\n")[2].partition("### A threshold")
    assert checks_in(every) == known
    assert checks_in(others) == known
    assert checks_in(RESULTS) <= known


def test_the_results_say_how_they_were_made() -> None:
    head = RESULTS.partition("## Summary")[0]
    assert re.search(
        r"`python -m eval\.run (?:[a-z][a-z0-9-]* )*(?:--earlier [0-9a-f]{7,} )*--write-results` on \d{4}-\d\d-\d\d at commit [0-9a-f]{7,}",
        head,
    )
    assert [name for name in evaluation.NAMES if f"\n## {name}: " not in RESULTS] == []


def test_links_lead_somewhere() -> None:
    targets = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", README) if "://" not in link]
    assert len(targets) >= 3
    assert [link for link in targets if link and not (ROOT / link).exists()] == []


if __name__ == "__main__":
    for section, make in SECTIONS.items():
        made = make()
        README = between(section).sub(lambda _, made=made: made, README)
    (ROOT / "README.md").write_text(README, "utf-8")
