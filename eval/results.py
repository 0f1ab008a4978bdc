"""eval/RESULTS.md: a part on quality and one on speed, each section written by the command that measured it, never by hand."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

from eval.section import Table, table

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("RESULTS.md")
_SPEED = "\n## speed: "
_SUMMARY = "Summary"


def write_quality(text: str, order: Sequence[str]) -> None:
    """Replace the head and the sections that were measured; what was not stays as it is, under the commit in its title.

    `order` is that of the sections by name. The summary keeps the rows of what stays.
    """
    quality, mark, speed = (RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "").partition(_SPEED)
    old, new = _sections(quality), _sections(text)
    rows = [row for name in order for row in _rows((new if name in new else old).get(_SUMMARY, ""), name)]
    summary = table(Table("Summary", ("set", "what", "figure"), tuple(rows)), level=2) + "\n"
    kept = [new.get(name, old.get(name, "")).rstrip("\n") + "\n" for name in order if name in new or name in old]
    RESULTS.write_text("\n".join([new[""].rstrip("\n") + "\n", summary, *kept]) + mark + speed, encoding="utf-8")


def _sections(page: str) -> dict[str, str]:
    """Name -> text of each section, its heading with it; under "" what stands before the first."""
    head, *parts = page.split("\n## ")
    return {"": head} | {part.partition(":")[0].partition("\n")[0]: f"## {part}" for part in parts}


def _rows(summary: str, name: str) -> list[tuple[str, ...]]:
    """The summary's rows of a section."""
    cells = (tuple(cell.strip() for cell in line.strip("|").split(" | ")) for line in summary.splitlines() if line)
    return [row for row in cells if row[0] == name]


def write_speed(command: str, text: str, title: str = "translation backends, cache and memory") -> None:
    """Replace one section of the part on speed: the command and what it printed."""
    quality, *sections = RESULTS.read_text(encoding="utf-8").split(_SPEED)
    kept = {section.partition("\n")[0]: section.rstrip() for section in sections}
    kept[title] = f"{title}\n\nWritten by `{command}`.\n\n```text\n{text.rstrip()}\n```"
    parts = (f"{_SPEED}{section}\n" for section in kept.values())
    RESULTS.write_text(quality.rstrip("\n") + "\n" + "".join(parts), encoding="utf-8")


def commit() -> str:
    """Return the commit of the checkout, with "+" where files that it tracks have changed since; "unknown" outside one."""
    try:
        name = _git("rev-parse", "--short", "HEAD")
        changed = _git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!eval/RESULTS.md")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{name}{'+' if changed else ''}"


def _git(*arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()
