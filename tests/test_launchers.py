"""The two commands of the README, without their installation: syntax, errors, arguments, and what they pin."""

import os
import re
import shutil
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
TOOLS = ("cat", "cksum", "dirname", "mktemp", "readlink", "rm", "tail")
PINS = {
    canonicalize_name(name): version
    for name, version in re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.M)
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The launcher and what it reads, at a place with a space in its name and without an environment."""
    made = tmp_path / "my checkout"
    (made / "scripts").mkdir(parents=True)
    for name in ("mtaudit", "pyproject.toml", "constraints.txt", "scripts/venv.sh"):
        shutil.copy(ROOT / name, made / name)
    return made


def only_tools(folder: Path, *more: Path) -> dict[str, str]:
    """An environment whose PATH holds the shell's tools and the given programs, and no Python."""
    folder.mkdir()
    for tool in TOOLS:
        (folder / tool).symlink_to(shutil.which(tool) or tool)
    for program in more:
        shutil.copy(program, folder / program.name)
    return {"PATH": str(folder)}


def program(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(("shell", "name"), [("sh", "mtaudit"), ("sh", "check"), ("bash", ".ci/run")])
def test_scripts_parse_and_can_be_run(shell: str, name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)
    assert subprocess.run([shell, "-n", ROOT / name], capture_output=True, check=False).stderr == b""


def test_no_python_is_one_clear_line(checkout: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [checkout / "mtaudit", "--help"],
        env=only_tools(tmp_path / "bin"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stdout == ""
    assert run.stderr.splitlines()[1:] == [
        "mtaudit: needs CPython 3.11 or newer; none of python3.11 to python3.14, python3, python on PATH is"
    ]


def test_python_without_venv_is_named(checkout: Path, tmp_path: Path) -> None:
    python = program(tmp_path / "python3", 'case "$*" in *ensurepip*) exit 1 ;; esac')
    run = subprocess.run(
        [checkout / "mtaudit"], env=only_tools(tmp_path / "bin", python), capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "python3 has no 'venv' module" in run.stderr.splitlines()[-1]


def test_failing_pip_shows_its_words_and_is_tried_again(checkout: Path) -> None:
    program(checkout / ".venv/bin/python", 'case "$*" in *install*) echo "no route to the index"; exit 1 ;; esac')
    for _ in range(2):
        run = subprocess.run([checkout / "mtaudit"], capture_output=True, text=True, check=False)
        assert run.returncode == 2
        assert run.stderr.splitlines()[1] == "no route to the index"


def test_arguments_pass_through_from_anywhere(checkout: Path, tmp_path: Path) -> None:
    program(checkout / ".venv/bin/python", "exit 0")
    program(checkout / ".venv/bin/mtaudit", 'printf "%s|" "$PWD" "$@"; exit 1')
    link = tmp_path / "linked"
    link.symlink_to(checkout / "mtaudit")
    shown = [
        subprocess.run([start, "check", "a b.txt", "--x=*"], cwd=tmp_path, capture_output=True, text=True, check=False)
        for start in (checkout / "mtaudit", link)
    ]
    assert [run.stdout for run in shown] == [f"{tmp_path}|check|a b.txt|--x=*|"] * 2
    assert [run.returncode for run in shown] == [1, 1]
    assert "setting up" in shown[0].stderr
    assert shown[1].stderr == ""


def test_a_changed_project_is_installed_again(checkout: Path) -> None:
    program(checkout / ".venv/bin/python", "exit 0")
    program(checkout / ".venv/bin/mtaudit", "exit 0")
    notes = []
    for more in ("", "", "\n# changed\n"):
        with (checkout / "pyproject.toml").open("a", encoding="utf-8") as file:
            file.write(more)
        notes.append(subprocess.run([checkout / "mtaudit"], capture_output=True, text=True, check=True).stderr)
    assert ["setting up" in note for note in notes] == [True, False, True]


def direct() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = (project["project"]["dependencies"], *project["project"]["optional-dependencies"].values())
    declared = [Requirement(line) for group in (*groups, project["build-system"]["requires"]) for line in group]
    return [requirement for requirement in declared if requirement.name != "mtaudit"]


def test_constraints_pin_what_the_project_declares() -> None:
    wrong = [str(r) for r in direct() if not r.specifier.contains(PINS.get(canonicalize_name(r.name), "0"))]
    assert wrong == []


def test_constraints_pin_what_that_needs_in_turn() -> None:
    todo = [requirement.name for requirement in direct()]
    seen: set[str] = set()
    while todo:
        name = canonicalize_name(todo.pop())
        if name in seen:
            continue
        seen.add(name)
        try:
            needed = [Requirement(line) for line in requires(name) or ()]
        except PackageNotFoundError:  # an extra that is not installed here
            continue
        todo += [r.name for r in needed if r.marker is None or r.marker.evaluate({"extra": ""})]
    assert seen - set(PINS) == set()
