"""`mtaudit check`: audit one translated text."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from audit.commands import options
from audit.commands.bilingual import FORMATS as BILINGUAL
from audit.commands.bilingual import tell_left_out, units_of
from audit.commands.files import writable
from audit.commands.formats import add_format, format_of, write
from audit.reports import FORMATS

if TYPE_CHECKING:
    from audit.reports.view import Audited
    from audit.rules import Rules

_FAIL = {"never": 99, "minor": 1, "major": 5, "critical": 25}


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "translation", metavar="TRANSLATION", help="text file to audit, - for standard input; or a bilingual file"
    )
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
    options.add_reader(parser)
    options.add_rules(parser)
    options.add_write_baseline(parser)
    parser.add_argument("--source-lang", metavar="TAG", default="", help="BCP-47 tag of the source (default: detected)")
    parser.add_argument(
        "--target-lang", metavar="TAG", default="", help="BCP-47 tag of the translation (default: detected)"
    )
    add_format(parser, tuple(FORMATS), "terminal")
    parser.add_argument(
        "--format-in",
        choices=("text", *BILINGUAL),
        default="",
        help="format of the input (default: by the file's ending)",
    )
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
    from audit.texts import audit_texts
    from corpora import bilingual
    from corpora.language import parse_tag
    from corpora.read import InputError, read_text

    recordings = options.split_recordings(arguments)
    if bilingual.format_of(arguments.translation, arguments.format_in) in BILINGUAL:
        return _end(arguments, style, _bilingual(arguments, recordings, rules))
    if (recordings or arguments.retranslate is not None) and not arguments.source:
        raise InputError("check: to translate again needs the text that was translated; give it with --source")
    target_lang = parse_tag(arguments.target_lang, "--target-lang") if arguments.target_lang else ""
    source_lang = parse_tag(arguments.source_lang, "--source-lang") if arguments.source_lang else ""
    target = read_text(arguments.translation, target_lang)
    source = read_text(arguments.source, source_lang) if arguments.source else None
    others = [read_text(path) for path in arguments.retranslation]
    aids = options.aids_of(arguments)
    with options.models_of(arguments, recordings) as session:
        models = session.models if session else None
        audited = audit_texts(target, source, others, models, aids=aids, rules=rules)
    return _end(arguments, style, audited)


def _bilingual(arguments: argparse.Namespace, recordings: list[str], rules: "Rules") -> "Audited":
    """Audit a file that has source and translation as one document."""
    from audit.bilingual import audit_units, translated
    from corpora.read import InputError

    if arguments.source or arguments.retranslation:
        extra = arguments.source or arguments.retranslation[0]
        raise InputError(f"{extra}: {arguments.translation} has its own source and segments; give only that")
    units, whole = units_of(arguments, arguments.translation, "check")
    audited = translated(units, whole.name)
    tell_left_out(len(units) - len(audited), whole.name)
    with options.models_of(arguments, recordings) as session:
        models = session.models if session else None
        return audit_units(audited, whole, models, rules, options.aids_of(arguments))


def _end(arguments: argparse.Namespace, style: str, audited: "Audited") -> int:
    from audit.judgements import write_baseline

    output = Path(arguments.output) if arguments.output else None
    write(style, audited, output)
    if output:
        print(f"wrote {output}", file=sys.stderr)
    if arguments.write_baseline:
        write_baseline(Path(arguments.write_baseline), audited.report.findings + audited.report.dismissed)
    worst = max((f.severity.points for f in audited.report.findings), default=0)
    return int(worst >= _FAIL[arguments.fail_on or "major"])
