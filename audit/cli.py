"""The command line: parse, call, exit code; nothing else. Each command is a module of `audit.commands`.

Exit codes: 0 nothing at or over --fail-on, 1 findings at or over it, 2 could not run (or, in a batch, a row could not).
"""

import argparse
import sys
from collections.abc import Callable, Sequence

from audit import __version__
from audit.commands import (
    annotate,
    batch,
    cache,
    check,
    config,
    confirm,
    dismiss,
    explain,
    export_review,
    feed,
    lexicon,
    models,
    retranslate,
    sample,
    selftest,
    serve,
    stats,
)
from audit.commands.files import one_line

# Name, what help says of it, and the function that declares its options.
_COMMANDS: tuple[tuple[str, str, Callable[[argparse.ArgumentParser], None]], ...] = (
    ("check", "audit one translated text", check.add),
    ("batch", "audit many texts: JSONL, TMX, XLIFF, PO, TSV, CSV, sets of the hub", batch.add),
    ("annotate", "write findings into an XLIFF, TMX or PO file", annotate.add),
    ("feed", "audit the new articles of feeds, and rank those that need a person", feed.add),
    ("serve", "review what was found in feeds, on a local web page", serve.add),
    ("export-review", "what reviewers confirmed and added, as gold for the evaluation", export_review.add),
    ("retranslate", "only translate a source again, for an audit elsewhere", retranslate.add),
    ("models", "list translation models, or fetch one", models.add),
    ("cache", "say what is kept of models, or remove it", cache.add),
    ("lexicon", "dictionaries that checks use: build, list, add", lexicon.add),
    ("sample", "audit the sample article and write its page", sample.add),
    ("selftest", "measure the auditor on sentences with known errors", selftest.add),
    ("explain", "explain a check, or list all", explain.add),
    ("config", "print the settings that are in force, and from where", config.add),
    ("dismiss", "call a finding wrong: it is not counted again", dismiss.add),
    ("confirm", "call a finding right", confirm.add),
    ("stats", "false alarms by check, from what was dismissed and confirmed", stats.add),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code. One line on standard error for anything that cannot be done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        return command(arguments)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nothing to tell
        return 0
    except KeyboardInterrupt:
        print("mtaudit: interrupted", file=sys.stderr)
        return 130
    except ValueError as e:
        if "InputError" not in (kind.__name__ for kind in type(e).__mro__):
            raise
        print(f"mtaudit: {one_line(str(e))}", file=sys.stderr)
        return 2
    except OSError as e:
        print(
            f"mtaudit: {e.filename or 'output'}: {e.strerror or e}; free space or choose another place", file=sys.stderr
        )
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mtaudit", description="Audit machine-translated text.", allow_abbrev=False)
    parser.add_argument("--version", action="version", version=f"mtaudit {__version__}")
    found = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, what, add in _COMMANDS:
        add(found.add_parser(name, help=what, allow_abbrev=False))
    return parser
