"""What `mtaudit explain` and docs/checks.md say of a check: printed from its declaration, written nowhere twice."""

from collections.abc import Iterable

from audit.check import Check, Example


def manual(check: Check) -> str:
    """Return the explanation of one check as Markdown."""
    langs = f"; translations into {', '.join(sorted(check.target_langs))}" if check.target_langs else ""
    facts = f"{check.category.value} · kind {check.kind} · {check.severity} · needs {check.needs}{langs}"
    flagged = [e for e in check.examples if "[[" in e.target]
    silent = [e for e in check.examples if "[[" not in e.target]
    parts = [
        f"## {check.code} {check.name}",
        facts,
        check.doc,
        *(["Flagged:", _listed(flagged), "Silent:", _listed(silent)] if check.examples else []),
    ]
    return "\n\n".join(parts)


def _listed(examples: Iterable[Example]) -> str:
    return "\n".join(_line(e) for e in examples)


def _line(example: Example) -> str:
    source = f"{example.source} → " if example.source else ""
    others = f" (re-translated: {' / '.join(example.retranslations)})" if example.retranslations else ""
    return f"- {example.pair}: {source}{example.target}{others}"


def handbook(checks: Iterable[Check]) -> str:
    """Return docs/checks.md: every check, in order."""
    head = "# The checks\n\nMade by `python -m audit.manual`; the text of each stands in its file in `audit/checks/`."
    return "\n\n".join([head, *(manual(c) for c in checks)]) + "\n"


if __name__ == "__main__":
    import sys

    from audit.checks import CHECKS

    sys.stdout.write(handbook(CHECKS))
