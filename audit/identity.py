"""The id of a finding: made of what it says about which words, so that it holds when the text around them moves.

The place in the text is no part of it: the code of the check, the marked words, two words on either side within their
segment, and the marked words of the source. Where all this stands twice in one text, the second has its number in its id.
An id begins with the code, so that a judgement tells by itself which check it is about: "N005-3f2a9c1b7d".
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

import regex

from audit.check import Pair
from audit.finding import Finding
from corpora.words import words

_NEIGHBOURS = 2  # words on either side: enough to tell places apart, few enough to survive an edit of the sentence
_DIGITS = 10  # hexadecimal: of a million findings of one check, the odds that any two share an id are under one half
_ID = regex.compile(r"([A-Z]\d{3})-[0-9a-f]{10}")


def identified(findings: Sequence[Finding], pairs: Sequence[Pair]) -> tuple[Finding, ...]:
    """Return the findings, in their order, each with its id; no two are alike."""
    seen: Counter[str] = Counter()
    named = []
    for finding in findings:
        facts = fingerprint(finding, pairs[finding.segment])
        seen[facts] += 1
        named.append(replace(finding, id=f"{finding.code}-{_digest(facts, seen[facts])}"))
    return tuple(named)


def fingerprint(finding: Finding, pair: Pair) -> str:
    """Return what a finding says and about which words, in small letters."""
    before = [w.text for w in words(pair.target) if w.end <= finding.span.start][-_NEIGHBOURS:]
    after = [w.text for w in words(pair.target) if w.start >= finding.span.end][:_NEIGHBOURS]
    marked = pair.target[finding.span.start : finding.span.end]
    source = pair.source[finding.source.start : finding.source.end] if finding.source else ""
    facts = (finding.code, " ".join(before), marked, " ".join(after), source)
    return "|".join(" ".join(fact.casefold().split()) for fact in facts)


def _digest(facts: str, number: int) -> str:
    return sha256(f"{facts}|{number}".encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def code_of(ident: str) -> str:
    """Return the code of the check that an id begins with, "" for what is no id."""
    match = _ID.fullmatch(ident)
    return match[1] if match else ""
