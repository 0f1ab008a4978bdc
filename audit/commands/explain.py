"""`mtaudit explain`: explain a check, or list all."""

import argparse


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("check", nargs="?", metavar="CODE", help="a code or name, such as N001 or misspelled-name")
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.manual import manual
    from audit.settings.rules import known
    from corpora.read import InputError

    every = known()
    if not arguments.check:
        for check in every:
            print(f"{check.code}  {check.name:<22} {check.severity:<9} {check.doc.splitlines()[0]}")
        return 0
    asked = arguments.check.lower()
    found = next((c for c in every if asked in (c.code.lower(), c.name)), None)
    if found is None:
        codes = ", ".join(c.code for c in every)
        raise InputError(f"explain: no check '{arguments.check}'; there are {codes}")
    print(manual(found))
    return 0
