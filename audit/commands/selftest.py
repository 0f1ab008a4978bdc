"""`mtaudit selftest`: measure the auditor on sentences with known errors."""

import argparse

from audit.commands.options import add_model_options, models_of


def add(parser: argparse.ArgumentParser) -> None:
    add_model_options(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.selftest.items import items
    from audit.selftest.measure import compare, measure
    from audit.selftest.report import lines

    with models_of(arguments) as session:
        results = tuple(measure(items(), session.models if session else None))
    difference = compare(results)
    for line in lines(results, difference, [] if session else _installed()):
        print(line)
    return int(difference.worse)


def _installed() -> list[str]:
    from audit.models.catalogue import installed, models

    return sorted({model.spec for model in models() if installed(model.spec)})
