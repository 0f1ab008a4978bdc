"""Pages of the manual that are written nowhere twice: MkDocs asks for them (`hooks` in mkdocs.yml) and none is kept in the tree.

The start page is the README, each check has a page made from its declaration, and the library's page is made from docstrings.
"""

import inspect
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from audit.checks import CHECKS
from audit.manual import manual

ROOT = Path(__file__).parent.parent
# Files of the project that are pages of the site; links to any other file become plain words.
TEXTS = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "eval/RESULTS.md": "results.md",
    "docs/scale.md": "scale.md",
}
# What a program may build on, from the whole to the parts.
MODULES = (
    "audit.auditor audit.outside audit.texts audit.batch audit.run audit.finding audit.check audit.score audit.triage audit.reports audit.reports.view "
    "audit.reports.record audit.reports.jsonl audit.reports.dataset corpora.read corpora.document corpora.sentences "
    "corpora.language corpora.tmx"
).split()


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Name the pages in order."""
    config.nav = [
        {"Manual": "index.md"},
        {"Checks": ["checks.md", *({c.name: f"checks/{c.name}.md"} for c in CHECKS)]},
        {"Library": "library.md"},
        {"Scale": "scale.md"},
        {"Results": "results.md"},
        {"Changes": "changelog.md"},
    ]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    for name, text in pages():
        if known := files.get_file_from_path(name):
            files.remove(known)
        files.append(File.generated(config, name, content=text))
    return files


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the Markdown of each page."""
    for path, name in TEXTS.items():
        yield name, _linked((ROOT / path).read_text("utf-8"))
    yield "checks.md", _overview()
    for check in CHECKS:
        yield f"checks/{check.name}.md", re.sub("^## ", "# ", manual(check)) + "\n\n[All checks](../checks.md)\n"
    yield "library.md", "\n\n".join(["# Library", *map(_module, map(import_module, MODULES))]) + "\n"


def _linked(text: str) -> str:
    def moved(match: re.Match[str]) -> str:
        words, target = match[1], match[2]
        if "://" in target or target.startswith("#"):
            return match[0]
        return f"[{words}]({TEXTS[target]})" if target in TEXTS else words

    return re.sub(r"(?<!!)\[([^\]\n]+)\]\(([^)\s]+)\)", moved, text)


def _overview() -> str:
    rows = (
        f"| {c.code} | [{c.name}](checks/{c.name}.md) | {c.kind} | {c.severity} | {_shown(c.doc.splitlines()[0])} |"
        for c in CHECKS
    )
    return "\n".join(
        ("# Checks", "", "| code | check | kind | severity | marks |", "| --- | --- | --- | --- | --- |", *rows, "")
    )


# The library


def _module(module: ModuleType) -> str:
    """Return what a module says of itself and of what is public in it, in the order of the file."""
    own = [
        (name, thing)
        for name, thing in vars(module).items()
        if not name.startswith("_")
        and getattr(thing, "__module__", "") == module.__name__
        and (inspect.isclass(thing) or inspect.isfunction(thing))
    ]
    return "\n\n".join([f"## {module.__name__}", _shown(_doc(module)), *(_entry(name, thing) for name, thing in own)])


def _entry(name: str, thing: Any) -> str:
    methods = [
        f"`{name}.{key}`: {_shown(_doc(value))}"
        for key, value in vars(thing).items()
        if inspect.isclass(thing)
        and not key.startswith("_")
        and (inspect.isfunction(value) or isinstance(value, property))
        and _doc(value)
    ]
    return "\n\n".join([f"### {name}", f"```python\n{_signature(name, thing)}\n```", _shown(_doc(thing)), *methods])


def _signature(name: str, thing: Any) -> str:
    """Return how it is called: one parameter a line where one line would be too long, and long defaults as "..."."""
    word = "class" if inspect.isclass(thing) else "def"
    if inspect.isclass(thing) and issubclass(thing, Enum):
        return f"class {name}(Enum):\n" + "\n".join(f"    {member.name} = {member.value!r}" for member in thing)
    try:
        signature = inspect.signature(thing)
    except (ValueError, TypeError):
        return f"{word} {name}"
    short = [p.replace(default=...) if _long(p.default) else p for p in signature.parameters.values()]
    text = str(signature.replace(parameters=short)).replace("=Ellipsis", "=...").replace("= Ellipsis", "= ...")
    if len(text) > 80:
        inner = "".join(f"    {p},\n" for p in re.split(r", (?=\*{0,2}\w+(?::|=)|\*, )", text[1 : text.rindex(")")]))
        text = f"(\n{inner}{text[text.rindex(')') :]}"
    return f"{word} {name}{text}"


def _long(default: Any) -> bool:
    return default is not inspect.Parameter.empty and (callable(default) or len(repr(default)) > 40)


def _doc(thing: Any) -> str:
    """Return the docstring that was written for this thing: not one inherited, nor one that `dataclass` makes."""
    text = inspect.cleandoc(getattr(thing, "__doc__", None) or "")
    return "" if text.startswith(f"{getattr(thing, '__name__', '')}(") else text


def _shown(text: str) -> str:
    """Return a docstring as Markdown: examples as code, and no word of it taken for a tag."""
    parts = re.split(r"((?:^>>> .*\n?(?:.+\n?)*)+)", text, flags=re.M)
    return "".join(f"```text\n{part.rstrip()}\n```\n" if part.startswith(">>> ") else _words(part) for part in parts)


def _words(text: str) -> str:
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(p if p.startswith("`") else p.replace("<", "&lt;").replace("*", r"\*") for p in pieces)
