"""The order of the packages, read from the imports themselves: corpora -> audit -> eval, and nothing points back."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = tuple(sorted(p for top in ("corpora", "audit", "eval") for p in (ROOT / top).rglob("*.py")))
HEAVY = {"torch", "transformers", "ctranslate2"}


def place(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def imports(module: Path) -> Iterator[str]:
    """Yield the dotted names that a file may load; `from a.b import c` gives both a.b and a.b.c."""
    package = module.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            name = ".".join((*above, *filter(None, [node.module])))
            yield name
            yield from (f"{name}.{alias.name}" for alias in node.names)


def under(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def offenders(folder: str, forbidden: set[str]) -> list[str]:
    return [
        f"{place(module)} imports {name}"
        for module in MODULES
        if place(module).startswith(folder)
        for name in imports(module)
        if under(name, forbidden)
    ]


@pytest.mark.parametrize(
    ("folder", "forbidden"),
    [
        ("corpora/", {"audit", "eval"}),
        ("audit/", {"eval"}),
        ("audit/checks/", {"audit.reports", "audit.cli", "audit.run"}),
        ("audit/lexicons/", {"audit.reports", "audit.cli", "audit.run", "audit.checks"}),
        ("audit/reports/", {"audit.cli", "audit.run"}),
    ],
)
def test_nothing_points_back(folder: str, forbidden: set[str]) -> None:
    assert any(place(module).startswith(folder) for module in MODULES)
    assert offenders(folder, forbidden) == []


def test_only_models_import_the_heavy_libraries() -> None:
    allowed = ("audit/models/", "eval/training/")  # to run models, and to train one
    assert [line for line in offenders("", HEAVY) if not line.startswith(allowed)] == []


def test_importing_audit_is_light() -> None:
    watched = sorted(HEAVY | {"numpy", "rich"})
    code = f"import sys, audit; print(*(name for name in {watched} if name in sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert shown.stdout.split() == []


def test_no_module_shadows_the_standard_library() -> None:
    assert [place(m) for m in MODULES if m.stem in sys.stdlib_module_names and not m.stem.startswith("__")] == []


def test_modules_are_short() -> None:
    lengths = {place(module): len(module.read_text("utf-8").splitlines()) for module in MODULES}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_every_package_is_in_the_wheel() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    folders = {module.parent.relative_to(ROOT).as_posix().replace("/", ".") for module in MODULES}
    assert set(listed) == folders
