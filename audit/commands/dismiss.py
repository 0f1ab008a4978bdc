"""`mtaudit dismiss`: call a finding wrong."""

import argparse

from audit.commands.confirm import kept
from audit.commands.options import add_judgements


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", metavar="ID", nargs="+", help="the id of a finding, as in JSON: N005-3f2a9c1b7d")
    parser.add_argument("--why", metavar="TEXT", required=True, help="the reason, for those who come after")
    add_judgements(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.judgements import Verdict

    return kept(arguments, Verdict.DISMISSED, arguments.why)
