"""eval/RESULTS.md: two parts, each written whole by the command that measured it, never by hand."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("RESULTS.md")
_SPEED = "\n## speed: "


def write_quality(text: str) -> None:
    """Replace all but the part on speed."""
    speed = RESULTS.read_text(encoding="utf-8").partition(_SPEED) if RESULTS.exists() else ("", "", "")
    RESULTS.write_text(text.rstrip("\n") + "\n" + speed[1] + speed[2], encoding="utf-8")


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
