"""A command that refuses its input: exit code 2 and one clear line."""

import pytest

from audit.cli import main


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the line that a refused command prints on standard error; nothing else may be printed."""
    assert main(list(arguments)) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("mtaudit: ")
    assert captured.err.count("\n") == 1
    assert captured.out == ""
    return captured.err
