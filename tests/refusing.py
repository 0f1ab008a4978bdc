"""A command that refuses its input: exit code 2 and one clear line."""

import pytest

from audit.cli import main


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the line that a refused command prints on standard error; nothing else may be printed."""
    assert main(list(arguments)) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return one_line(captured.err)


def one_line(error: str) -> str:
    """Return what a command that could not go on printed on standard error, which is one line of ours."""
    assert error.startswith("mtaudit: ")
    assert error.count("\n") == 1
    return error
