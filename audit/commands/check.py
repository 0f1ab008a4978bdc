"""`mtaudit check`: audit one translated text."""

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audit.commands import options
from audit.commands.files import writable

if TYPE_CHECKING:
    from audit.reports.view import Audited

FORMATS = ("terminal", "json", "html")
_FAIL = {"never": 99, "minor": 1, "major": 5, "critical": 25}


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("translation", metavar="TRANSLATION", help="text file to audit, - for standard input")
    parser.add_argument("--source", metavar="FILE", help="the text that was translated")
    parser.add_argument(
        "--retranslation",
        metavar="FILE",
        action="append",
        default=[],
        help="another translation of the source: a text, or a recording by 'mtaudit retranslate' (repeatable)",
    )
    options.add_model_options(parser)
    options.add_encoder(parser, default="auto", note="e5 of mtaudit[offline] where it is installed, else none")
    options.add_names(parser)
    parser.add_argument("--source-lang", metavar="TAG", default="", help="BCP-47 tag of the source (default: detected)")
    parser.add_argument(
        "--target-lang", metavar="TAG", default="", help="BCP-47 tag of the translation (default: detected)"
    )
    parser.add_argument("--format", choices=FORMATS, default=None, help="default: by the ending of OUT, else terminal")
    parser.add_argument("-o", "--output", metavar="OUT", help="write the report to a file")
    parser.add_argument(
        "--fail-on", choices=tuple(_FAIL), default="major", help="exit 1 from this severity on (default: %(default)s)"
    )
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    output = Path(arguments.output) if arguments.output else None
    style = arguments.format or _style(output)
    if output:
        writable(output, [arguments.translation, arguments.source, *arguments.retranslation])
    from audit.texts import audit_texts
    from corpora.language import parse_tag
    from corpora.read import InputError, read_text

    recordings = options.split_recordings(arguments)
    if (recordings or arguments.retranslate is not None) and not arguments.source:
        raise InputError("check: to translate again needs the text that was translated; give it with --source")
    target_lang = parse_tag(arguments.target_lang, "--target-lang") if arguments.target_lang else ""
    source_lang = parse_tag(arguments.source_lang, "--source-lang") if arguments.source_lang else ""
    target = read_text(arguments.translation, target_lang)
    source = read_text(arguments.source, source_lang) if arguments.source else None
    others = [read_text(path) for path in arguments.retranslation]
    checks = options.checks_of(arguments)
    encoder = options.encoder_of(arguments) if source or others else None
    with options.models_of(arguments, recordings) as session:
        audited = audit_texts(target, source, others, session.models if session else None, encoder, checks)
    write(style, audited, output)
    if output:
        print(f"wrote {output}", file=sys.stderr)
    worst = max((f.severity.points for f in audited.report.findings), default=0)
    return int(worst >= _FAIL[arguments.fail_on])


def _style(output: Path | None) -> str:
    endings = {".json": "json", ".html": "html", ".htm": "html"}
    return endings.get(output.suffix.lower(), "terminal") if output else "terminal"


def write(style: str, audited: "Audited", output: Path | None) -> None:
    from audit.reports import render

    if output:
        text = render(style, audited)
        output.write_text(text, encoding="utf-8", newline="")
    elif style == "terminal":
        from audit.reports.terminal import render as on_terminal

        width = shutil.get_terminal_size((100, 24)).columns
        sys.stdout.write(on_terminal(audited, width=min(width, 120), color=sys.stdout.isatty()))
    else:
        sys.stdout.write(render(style, audited))
