"""`mtaudit check`: audit one translated text."""

import argparse
import sys
from pathlib import Path

from audit.commands import options
from audit.commands.files import writable
from audit.commands.formats import add_format, format_of, write
from audit.reports import FORMATS

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
    parser.add_argument(
        "--encoder",
        metavar="SPEC",
        default="auto",
        help="what aligns sentences where names, numbers and lengths leave doubt: e5, a hub id, a folder, or none "
        "(default: e5 of mtaudit[offline] where it is installed, else none)",
    )
    options.add_rules(parser)
    parser.add_argument("--source-lang", metavar="TAG", default="", help="BCP-47 tag of the source (default: detected)")
    parser.add_argument(
        "--target-lang", metavar="TAG", default="", help="BCP-47 tag of the translation (default: detected)"
    )
    add_format(parser, tuple(FORMATS), "terminal")
    parser.add_argument("-o", "--output", metavar="OUT", help="write the report to a file")
    parser.add_argument(
        "--fail-on", choices=tuple(_FAIL), default=None, help="exit 1 from this severity on (default: major)"
    )
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    output = Path(arguments.output) if arguments.output else None
    style = format_of(arguments.format, output)
    rules = options.rules_of(arguments)
    if output:
        writable(output, [arguments.translation, arguments.source, *arguments.retranslation])
    if arguments.write_baseline:
        writable(Path(arguments.write_baseline), [arguments.translation, arguments.source, *arguments.retranslation])
    from audit.judgements import write_baseline
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
    encoder = options.encoder_of(arguments) if source else None
    with options.models_of(arguments, recordings) as session:
        audited = audit_texts(target, source, others, session.models if session else None, encoder, rules=rules)
    write(style, audited, output)
    if output:
        print(f"wrote {output}", file=sys.stderr)
    if arguments.write_baseline:
        write_baseline(Path(arguments.write_baseline), audited.report.findings + audited.report.dismissed)
    worst = max((f.severity.points for f in audited.report.findings), default=0)
    return int(worst >= _FAIL[arguments.fail_on or "major"])
