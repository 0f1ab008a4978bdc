"""`mtaudit annotate`: write findings into the bilingual file that they are about, and change nothing else in it."""

import argparse
import sys
from pathlib import Path

from audit.commands import options
from audit.commands.bilingual import add_reading, units_of
from audit.commands.files import writable, written

WRITTEN_BACK = ("tmx", "xliff", "po")  # as in corpora/bilingual.py, which is imported when it is needed


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("input", metavar="FILE", help="XLIFF 1.2 or 2.x, TMX or PO")
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="the file with our notes")
    parser.add_argument("--marks", action="store_true", help="XLIFF: ITS 2.0 marks around the words in place of notes")
    parser.add_argument("--remove", action="store_true", help="audit nothing: only take our notes and marks out")
    add_reading(parser, WRITTEN_BACK)
    options.add_model_options(parser)
    options.add_rules(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.bilingual import audit_units, translated
    from audit.finding import Finding
    from audit.writeback import written_back
    from corpora.read import InputError

    if arguments.output != "-":
        writable(Path(arguments.output), [arguments.input])
    rules = options.rules_of(arguments)
    units, whole = units_of(arguments, arguments.input, "annotate")
    if whole.style not in WRITTEN_BACK:
        raise InputError(f"{whole.name}: nothing can be written into {whole.style}; give XLIFF, TMX or PO")
    if arguments.marks and whole.style != "xliff":
        raise InputError(f"--marks: only XLIFF has marks; leave it out for {whole.style}")
    findings: tuple[Finding, ...] = ()
    audited = () if arguments.remove else translated(units, whole.name)
    if audited:
        with options.models_of(arguments) as session:
            findings = audit_units(audited, whole, session.models if session else None, rules).report.findings
    with written(arguments.output, arguments.input) as out:
        out.write(written_back(whole, units, audited, findings, marks=arguments.marks))
    if not arguments.remove:
        left_out = len(units) - len(audited)
        rest = f"; {left_out} without a translation" if left_out else ""
        print(f"{len(findings)} findings in {len(audited)} units{rest}", file=sys.stderr)
    return 0
