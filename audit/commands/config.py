"""`mtaudit config`: print the settings that are in force, and from where."""

import argparse

from audit.commands import options


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pair", metavar="PAIR", default="", help="as they hold for this pair, such as uk-en")
    options.add_rules(parser)
    parser.set_defaults(command=run, source_lang="", target_lang="", fail_on="")


def run(arguments: argparse.Namespace) -> int:
    from audit.checks import CHECKS
    from audit.profiles import Profile
    from audit.rules import Policy
    from corpora.language import parse_pair

    rules = options.rules_of(arguments)
    found = options.settled(arguments)
    policy: Policy = rules.of(*parse_pair(arguments.pair, "--pair")) if arguments.pair else rules.general
    print(f"settings    {found.path or 'none found; defaults'}")
    print(f"judgements  {options.judgements_of(arguments, found)} ({len(rules.dismissed)} dismissed)")
    print(f"languages   {arguments.source_lang or 'detected'} -> {arguments.target_lang or 'detected'}")
    print(f"fail-on     {arguments.fail_on or 'major'}")
    print("profile     " + ", ".join(f"{key} {getattr(policy.profile, key)}" for key in Profile.__slots__))
    for check in policy.checks(CHECKS):
        print(f"check       {check.code} {check.name} ({check.severity})")
    if found.settings.pairs:
        print(f"pairs       {', '.join(found.settings.pairs)}")
    return 0
