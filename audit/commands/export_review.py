"""`mtaudit export-review`: what reviewers confirmed and added, as gold for the evaluation."""

import argparse

from audit.commands.files import target


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", metavar="FILE", help="the store of 'mtaudit feed' (default: the user's data folder)")
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help="JSON lines (default: standard output)")
    parser.add_argument("--all", action="store_true", help="also articles that are not marked as done")
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.commands.serve import store_of
    from audit.serve.export import exported

    content = exported(store_of(arguments), every=arguments.all)
    with target(arguments.output) as out:
        out.write(content)
    return 0
