"""`mtaudit stats`: false alarms by check, from what was dismissed and confirmed."""

import argparse
from typing import TYPE_CHECKING

from audit.commands.options import add_judgements

if TYPE_CHECKING:
    from audit.share import Share


def add(parser: argparse.ArgumentParser) -> None:
    add_judgements(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.commands.options import judgements_of
    from audit.judgements import by_check
    from audit.settings.find import find
    from audit.settings.rules import known
    from audit.share import Share

    path = judgements_of(arguments, find(""))
    found = by_check(path)
    if not found:
        print(f"{path}: no judgements yet; make them with 'mtaudit dismiss' and 'mtaudit confirm'")
        return 0
    names = {check.code: check.name for check in known()}
    print(f"{'check':<28} {'dismissed':>9} {'confirmed':>9}  false alarms, with their 95 % interval")
    for one in found:
        _print(f"{one.code} {names.get(one.code, '')}", one.false_alarms)
    _print("all", sum((one.false_alarms for one in found), Share(0, 0)))
    return 0


def _print(name: str, alarms: "Share") -> None:
    print(f"{name:<28} {alarms.hits:>9} {alarms.total - alarms.hits:>9}  {alarms}")
