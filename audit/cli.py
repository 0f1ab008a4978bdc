"""The command line: parse, call, print, exit code; nothing else.

Exit codes: 0 nothing at or over --fail-on, 1 findings at or over it, 2 could not run (or, in a batch, a row could not).
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from audit import __version__, commands, inventory
from audit.packs import command as lexicon

if TYPE_CHECKING:
    from audit.reports.view import Audited

FORMATS = ("terminal", "json", "html")
_FAIL = {"never": 99, "minor": 1, "major": 5, "critical": 25}


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
        print(f"mtaudit: {commands.one_line(str(e))}", file=sys.stderr)
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
    _add_check(found.add_parser("check", help="audit one translated text", allow_abbrev=False))
    _add_batch(found.add_parser("batch", help="audit JSONL, one object a line", allow_abbrev=False))
    commands.add_retranslate(
        found.add_parser(
            "retranslate", help="only translate a source again, for an audit elsewhere", allow_abbrev=False
        )
    )
    inventory.add_models(found.add_parser("models", help="list translation models, or fetch one", allow_abbrev=False))
    inventory.add_cache(found.add_parser("cache", help="say what is kept of models, or remove it", allow_abbrev=False))
    lexicon.add(found.add_parser("lexicon", help="dictionaries that checks use: build, list, add", allow_abbrev=False))
    sample = found.add_parser("sample", help="audit the sample article and write its page", allow_abbrev=False)
    sample.add_argument(
        "-o", "--output", metavar="FILE", default="mtaudit-sample.html", help="the page (default: %(default)s)"
    )
    sample.set_defaults(command=_sample)
    commands.add_selftest(
        found.add_parser("selftest", help="measure the auditor on sentences with known errors", allow_abbrev=False)
    )
    explain = found.add_parser("explain", help="explain a check, or list all", allow_abbrev=False)
    explain.add_argument("check", nargs="?", metavar="CODE", help="a code or name, such as N001 or misspelled-name")
    explain.set_defaults(command=_explain)
    return parser


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("translation", metavar="TRANSLATION", help="text file to audit, - for standard input")
    parser.add_argument("--source", metavar="FILE", help="the text that was translated")
    parser.add_argument(
        "--retranslation",
        metavar="FILE",
        action="append",
        default=[],
        help="another translation of the source: a text, or a recording by 'mtaudit retranslate' (repeatable)",
    )
    commands.add_model_options(parser)
    parser.add_argument(
        "--encoder",
        metavar="SPEC",
        default="auto",
        help="what aligns sentences where names, numbers and lengths leave doubt: e5, a hub id, a folder, or none "
        "(default: e5 of mtaudit[offline] where it is installed, else none)",
    )
    commands.add_names(parser)
    parser.add_argument("--source-lang", metavar="TAG", default="", help="BCP-47 tag of the source (default: detected)")
    parser.add_argument(
        "--target-lang", metavar="TAG", default="", help="BCP-47 tag of the translation (default: detected)"
    )
    parser.add_argument("--format", choices=FORMATS, default=None, help="default: by the ending of OUT, else terminal")
    parser.add_argument("-o", "--output", metavar="OUT", help="write the report to a file")
    parser.add_argument(
        "--fail-on", choices=tuple(_FAIL), default="major", help="exit 1 from this severity on (default: %(default)s)"
    )
    parser.set_defaults(command=_check)


def _add_batch(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "input", metavar="IN.jsonl", help='rows {"id", "pair", "mt", "src", "rt"}, - for standard input'
    )
    parser.add_argument("-o", "--output", metavar="OUT.jsonl", default="-", help="default: standard output")
    commands.add_model_options(parser)
    commands.add_names(parser)
    parser.set_defaults(command=_batch)


def _check(arguments: argparse.Namespace) -> int:
    output = Path(arguments.output) if arguments.output else None
    style = arguments.format or _style(output)
    if output:
        _writable(output, [arguments.translation, arguments.source, *arguments.retranslation])
    from audit.texts import audit_texts
    from corpora.language import parse_tag
    from corpora.read import InputError, read_text

    recordings = commands.split_recordings(arguments)
    if (recordings or arguments.retranslate is not None) and not arguments.source:
        raise InputError("check: to translate again needs the text that was translated; give it with --source")
    target_lang = parse_tag(arguments.target_lang, "--target-lang") if arguments.target_lang else ""
    source_lang = parse_tag(arguments.source_lang, "--source-lang") if arguments.source_lang else ""
    target = read_text(arguments.translation, target_lang)
    source = read_text(arguments.source, source_lang) if arguments.source else None
    others = [read_text(path) for path in arguments.retranslation]
    checks = commands.checks_of(arguments)
    encoder = commands.encoder_of(arguments) if source else None
    with commands.models_of(arguments, recordings) as session:
        audited = audit_texts(target, source, others, session.models if session else None, encoder, checks)
    _write(style, audited, output)
    if output:
        print(f"wrote {output}", file=sys.stderr)
    worst = max((f.severity.points for f in audited.report.findings), default=0)
    return int(worst >= _FAIL[arguments.fail_on])


def _style(output: Path | None) -> str:
    endings = {".json": "json", ".html": "html", ".htm": "html"}
    return endings.get(output.suffix.lower(), "terminal") if output else "terminal"


def _write(style: str, audited: "Audited", output: Path | None) -> None:
    from audit.reports import render

    if output:
        text = render(style, audited)
        output.write_text(text, encoding="utf-8", newline="")
    elif style == "terminal":
        import shutil

        from audit.reports.terminal import render as on_terminal

        width = shutil.get_terminal_size((100, 24)).columns
        sys.stdout.write(on_terminal(audited, width=min(width, 120), color=sys.stdout.isatty()))
    else:
        sys.stdout.write(render(style, audited))


def _writable(output: Path, inputs: Sequence[str | None]) -> None:
    """Find out before the work that the report can be written; leave nothing behind."""
    from corpora.read import InputError

    if output.is_dir():
        raise InputError(f"{output}: is a folder; name a file for the report")
    if any(p and p != "-" and Path(p).exists() and output.exists() and output.samefile(p) for p in inputs):
        raise InputError(f"{output}: is one of the inputs; name another file for the report")
    existed = output.exists()
    try:
        with output.open("ab"):
            pass
        if not existed:
            output.unlink()
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) else e
        raise InputError(f"{output}: cannot be written: {reason}; choose another place for the report") from None


def _batch(arguments: argparse.Namespace) -> int:
    from audit.batch import results
    from audit.session import of_lines
    from corpora.read import InputError

    if arguments.output != "-":
        _writable(Path(arguments.output), [arguments.input])
    failed = 0
    checks = commands.checks_of(arguments)
    with (
        _opened(arguments.input) as lines,
        commands.models_of(arguments, share=(counted := of_lines(lines)).share) as session,
        _target(arguments.output) as out,
    ):
        for result in results(counted, arguments.input, session.models if session else None, checks):
            if isinstance(result, InputError):
                failed += 1
                say = session.say if session else lambda line: print(line, file=sys.stderr)
                say(f"mtaudit: {commands.one_line(str(result))}")
            else:
                out.write(result)
    return 2 if failed else 0


def _opened(path: str) -> BinaryIO:
    from corpora.read import InputError

    if path == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) else e
        raise InputError(f"{path}: cannot be read: {reason}; check the path") from None


def _target(path: str) -> BinaryIO:
    return sys.stdout.buffer if path == "-" else Path(path).open("wb")


def _sample(arguments: argparse.Namespace) -> int:
    from importlib.resources import files

    from audit.texts import audit_texts
    from corpora.read import Text

    output = Path(arguments.output)
    _writable(output, [])
    folder = files("audit.sample")
    texts = [
        Text(n, folder.joinpath(n).read_text("utf-8"))
        for n in ("article.mt.en.txt", "article.uk.txt", "article.rt.en.txt")
    ]
    audited = audit_texts(texts[0], texts[1], texts[2:])
    _write("terminal", audited, None)
    _write("html", audited, output)
    print(f"The page with all texts side by side: {output.resolve()}")
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    from audit.checks import CHECKS
    from audit.manual import manual
    from audit.naming import own, style
    from corpora.read import InputError

    known = (*CHECKS, own.OFFERED, style.OFFERED)
    if not arguments.check:
        for check in known:
            print(f"{check.code}  {check.name:<22} {check.severity:<9} {check.doc.splitlines()[0]}")
        return 0
    asked = arguments.check.lower()
    found = next((c for c in known if asked in (c.code.lower(), c.name)), None)
    if found is None:
        codes = ", ".join(c.code for c in known)
        raise InputError(f"explain: no check '{arguments.check}'; there are {codes}")
    print(manual(found))
    return 0
