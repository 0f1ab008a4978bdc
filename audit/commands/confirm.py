"""`mtaudit confirm`: call a finding right."""

import argparse
from typing import TYPE_CHECKING

from audit.commands.options import add_judgements

if TYPE_CHECKING:
    from audit.judgements import Verdict


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", metavar="ID", nargs="+", help="the id of a finding, as in JSON: N005-3f2a9c1b7d")
    parser.add_argument("--why", metavar="TEXT", default="", help="a remark, for those who come after")
    add_judgements(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.judgements import Verdict

    return kept(arguments, Verdict.CONFIRMED, arguments.why)


def kept(arguments: argparse.Namespace, verdict: "Verdict", why: str) -> int:
    """Keep judgements in the file that the options and settings name. Raises InputError for what is no id of a finding."""
    from audit.commands.options import judgements_of
    from audit.identity import code_of
    from audit.judgements import judge
    from audit.settings.find import find
    from audit.settings.rules import known
    from corpora.read import InputError

    names = {check.code: check.name for check in known()}
    for ident in arguments.ids:
        if code_of(ident) not in names:
            raise InputError(f"'{ident}' is no id of a finding; take one from the report (such as N005-3f2a9c1b7d)")
    path = judgements_of(arguments, find(""))
    for ident in arguments.ids:
        judge(path, ident, verdict, why)
        print(f"{ident} {names[code_of(ident)]}: {verdict}, kept in {path}")
    return 0
