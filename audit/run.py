"""audit(pairs) -> Report: runs the checks over aligned pairs and joins what they say about one place."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from audit import __version__
from audit.agreement import agreement
from audit.aids import NONE as NO_AIDS
from audit.aids import Aids
from audit.check import Article, Check, Given, Pair
from audit.checks import CHECKS
from audit.finding import Agreement, Finding, Kind, Mark, Report, Score, Severity, Skip, Verdict
from audit.identity import identified
from audit.linking import Sides
from audit.probability import witnesses
from audit.reading import read
from audit.rules import NONE, Policy, Rules
from audit.score import score
from audit.triage import decide

LEXICONS = "2026-11-24"  # date of the newest table in audit/lexicons
_SHOWN = 5  # dismissed findings that a note names


def audit_pairs(
    pairs: Sequence[Pair],
    *,
    checks: Sequence[Check] = CHECKS,
    notes: Sequence[str] = (),
    skips: Sequence[Skip] = (),
    models: Sequence[str] = (),
    rules: Rules = NONE,
    doubtful: int = 0,
    aids: Aids = NO_AIDS,
) -> Report:
    """Audit aligned pairs of one text, in order. `Finding.segment` indexes `pairs`. Pure: no I/O beyond the tables.

    A check that lacks what it needs, or fails on a text, becomes a Skip with the reason. `models` names the models that
    made re-translations, for the signature. `rules` take from `checks`, add to them, and hold the profile of the decision;
    `doubtful` links between sentences count there as text without a counterpart. `aids` link words across languages,
    and judge them, for the checks that need it.
    """
    if not pairs:
        raise ValueError("audit_pairs: no pairs; give at least one")
    article = _linkable(read(pairs, aids.reader), aids)
    policy = rules.of(pairs[0].source_lang, pairs[0].target_lang)
    chosen = policy.checks(checks)
    there = Given.of(article, chosen)
    found, failed = _heard(chosen, article, there)
    every = identified(tuple(_fused(found, [check.code for check in chosen])), pairs) if found else ()
    findings = tuple([f for f in every if f.id not in rules.dismissed])
    dismissed = tuple([f for f in every if f.id in rules.dismissed])
    figures = score(findings, pairs)
    verdict = _verdict(article, findings, figures, policy, doubtful)
    alike = agreement(pairs)
    said = (*notes, *_told(dismissed), *_ranked(alike))
    most = max([len(p.retranslations) for p in article.pairs])
    line = _line(there, most, tuple(models), _named(aids, article, there), chosen, policy.said)
    return Report(findings, (*skips, *failed), figures, verdict, line, said, dismissed, alike)


def _linkable(pairs: Sequence[Pair], aids: Aids) -> Article:
    """The pairs with a place for the links between their words, where any two of their texts can be linked."""
    if aids.encoder is None and not any(p.retranslations or p.alternatives for p in pairs):
        return Article(tuple(pairs))
    sides = Sides(pairs, aids.encoder)
    return Article(tuple(replace(pair, sides=sides) for pair in pairs))


def _heard(chosen: tuple[Check, ...], article: Article, there: Given) -> tuple[list[Finding], list[Skip]]:
    """What each check says, and the checks that had nothing to go by or failed, with the reason."""
    found: list[Finding] = []
    failed: list[Skip] = []
    for check, skip in _sorted_out(chosen, there):
        if skip:
            failed.append(skip)
            continue
        try:
            if marks := _marks(check, article):
                found += [_finding(check, article.pairs[i], i, mark) for i, mark in marks]
        except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as e:
            failed.append(Skip(check.name, f"failed on this text ({type(e).__name__}: {e}); please report it"))
    return found, failed


@lru_cache(maxsize=64)
def _sorted_out(chosen: tuple[Check, ...], there: Given) -> tuple[tuple[Check, Skip | None], ...]:
    """The checks, with the reason for each that has nothing to go by: the same for nearly all rows of a batch."""
    reasons = [(check, check.why_not(there)) for check in chosen]
    return tuple((check, Skip(check.name, reason) if reason else None) for check, reason in reasons)


def _verdict(article: Article, findings: Sequence[Finding], figures: Score, policy: Policy, doubtful: int) -> Verdict:
    """The decision; what stands at the article's first translated segment is its title."""
    translated = [i for i, p in enumerate(article.pairs) if p.target]
    first = translated[0] if translated else 0
    lost = doubtful + _strays(article)
    return decide(findings, figures, len(translated), policy.profile, first=first, unaligned=lost)


def _named(aids: Aids, article: Article, there: Given) -> tuple[str, ...]:
    """The models that were heard, for the signature."""
    sides = article.pairs[0].sides
    encoder = [f"encoder:{sides.name}"] if sides and sides.name else []
    return (*encoder, *([aids.reader.name] if aids.reader and there.read else []))


def _strays(article: Article) -> int:
    """Segments that stand alone: dropped or added ones."""
    alone = len([p for p in article.pairs if not (p.source and p.target)])
    return alone if article.has_source else 0


def _told(dismissed: Sequence[Finding]) -> Iterator[str]:
    """What the report says of findings that a person has dismissed."""
    if dismissed:
        names = ", ".join(f"{f.id} {f.name} “{f.text}”" for f in dismissed[:_SHOWN])
        more = f" and {len(dismissed) - _SHOWN} more" if len(dismissed) > _SHOWN else ""
        count = f"{len(dismissed)} finding{'s were' if len(dismissed) > 1 else ' was'}"
        yield f"{count} dismissed before, not counted here: {names}{more}"


def _ranked(alike: Agreement) -> Iterator[str]:
    """What the report says of the agreement with the re-translations."""
    if alike.segments:
        count = f"{alike.segments} segment{'s' if alike.segments > 1 else ''}"
        yield f"agreement with the re-translations: {alike.value} of 100 (chrF, {count}); it ranks texts and decides nothing"


def _marks(check: Check, article: Article) -> list[tuple[int, Mark]]:
    """The check's marks, less those that a model's further hypotheses excuse: they are heard, but make nothing surer."""
    marks = list(check.run(article))
    if not marks or not any(p.alternatives for p in article.pairs):
        return marks
    heard = tuple(replace(p, retranslations=p.retranslations + p.alternatives) for p in article.pairs)
    still = list(check.run(Article(heard)))
    return [(i, m) for i, m in marks if any(i == j and m.span.overlaps(n.span) for j, n in still)]


def _finding(check: Check, pair: Pair, segment: int, mark: Mark) -> Finding:
    text = pair.target[mark.span.start : mark.span.end]
    return Finding(
        id="",  # given when findings of one place are one
        segment=segment,
        span=mark.span,
        source=mark.source,
        code=check.code,
        name=check.name,
        category=check.category,
        kind=check.kind,
        severity=mark.severity or check.severity,
        confidence=round(min(max(mark.confidence, 0.0), 1.0), 2),
        message=mark.message,
        suggestion=mark.suggestion,
        evidence=(*mark.evidence, *witnesses(pair, mark.span)),
        text=text,
    )


def _fused(found: Sequence[Finding], order: Sequence[str]) -> Iterator[Finding]:
    """Findings in order of place; those of different checks on one place become one.

    The check that stands first in `CHECKS` is the most specific and gives the name. Language slips join a finding about
    meaning only where both mark the very same words: a doubled word inside a wrong phrase is a fault of its own.
    """
    kept: dict[int, list[Finding]] = defaultdict(list)
    for new in sorted(found, key=lambda f: (order.index(f.code), f.span)):
        here = kept[new.segment]
        place = next((i for i, old in enumerate(here) if _one(old, new)), None)
        if place is None:
            here.append(new)
        else:
            here[place] = _joined(here[place], new)
    for _, here in sorted(kept.items()):
        yield from sorted(here, key=lambda f: (f.span, f.code))


def _one(old: Finding, new: Finding) -> bool:
    """Whether two findings of one segment are about one place."""
    slip = Kind.LANGUAGE in (old.kind, new.kind) and old.kind is not new.kind and old.span != new.span
    return not slip and old.span.overlaps(new.span)


def _joined(old: Finding, new: Finding) -> Finding:
    """One finding with all the evidence: independent witnesses make it surer (noisy-or), the worse severity holds."""
    evidence = old.evidence + tuple(e for e in new.evidence if e not in old.evidence)
    sure = old.confidence if old.code == new.code else 1 - (1 - old.confidence) * (1 - new.confidence)
    worse = max(old.severity, new.severity, key=lambda s: Severity(s).points)
    return replace(old, evidence=evidence, confidence=round(min(sure, 0.99), 2), severity=worse)


@lru_cache(maxsize=64)
def _line(
    there: Given,
    most: int,
    models: tuple[str, ...],
    heard: tuple[str, ...],
    chosen: tuple[Check, ...],
    said: tuple[str, ...],
) -> str:
    """One line that makes the figures reproducible, in the manner of sacreBLEU's: the same for nearly all rows of a batch."""
    parts = (
        f"mtaudit:{__version__}",
        f"pair:{there.source_lang or '?'}-{there.target_lang}",
        f"source:{'yes' if there.source else 'no'}",
        f"retranslations:{most}",
        *([f"models:{'+'.join(models)}"] if models else []),
        *heard,
        f"checks:{'+'.join(check.code for check in chosen)}",
        *said,
        f"lexicons:{'+'.join(filter(None, (LEXICONS, there.packs)))}",
    )
    return "|".join(parts)
