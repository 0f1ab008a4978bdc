"""The audit of one article of a feed: what a worker process does."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from audit.aids import Aids
from audit.check import Pair
from audit.feeds.store import Audit, Texts
from audit.naming.spellings import spellings
from audit.reports.page import render
from audit.reports.view import Audited
from audit.reports.visible import encodable
from audit.rules import Rules
from audit.texts import audit_texts
from corpora.language import detect
from corpora.read import InputError, Text, checked

if TYPE_CHECKING:
    from audit.retranslate import Retranslator

_SURE = 0.9  # probability from which a text's own language counts for more than what its feed declares


@dataclass(frozen=True, slots=True)
class Job:
    """An article to audit, and whether its page is wanted."""

    article: int
    hash: str
    texts: Texts
    page: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: an audit and its page, or `problem`, or both where something had to be left out."""

    article: int
    hash: str
    audit: Audit | None
    page: str
    problem: str


def worker(rules: Rules, aids: Aids, models: "Retranslator | None") -> Callable[[Job], Outcome]:
    """Return the function that audits articles by these rules and models."""

    def work(job: Job) -> Outcome:
        problem = ""
        for how, texts in _attempts(job.texts):
            try:
                audited = _audited(texts, rules, aids, models)
            except InputError as e:
                problem = problem or str(e)
            else:
                problem = f"{how}: {problem}" if how else ""
                return Outcome(job.article, job.hash, packed(audited), render(audited) if job.page else "", problem)
        return Outcome(job.article, job.hash, None, "", problem)

    return work


def _attempts(texts: Texts) -> Iterator[tuple[str, Texts]]:
    """The texts, and then, for those that turn out not to belong together, fewer and fewer of them."""
    yield "", texts
    if texts.source and texts.retranslations:
        yield "audited without its source", replace(texts, source="", source_lang="")
        yield "audited without its re-translations", replace(texts, retranslations=())
    if texts.source or texts.retranslations:
        yield "audited as a text alone", replace(texts, source="", source_lang="", retranslations=())


def _audited(texts: Texts, rules: Rules, aids: Aids, models: "Retranslator | None") -> Audited:
    target = Text(texts.name, checked(texts.text, texts.name), _lang(texts.text, texts.lang, sure=texts.explicit))
    source = (
        Text(texts.source_name, checked(texts.source, texts.source_name), _lang(texts.source, texts.source_lang))
        if texts.source
        else None
    )
    others = [Text(f"re-translation {n}", text) for n, text in enumerate(texts.retranslations, 1)]
    heard = models if source else None
    audited = audit_texts(target, source, others, heard, aids, rules=rules)
    return replace(audited, title=texts.title or texts.name)


def _lang(text: str, declared: str, *, sure: bool = False) -> str:
    """The language to audit a text in: feeds declare one for all they carry, so a text that speaks clearly is believed more."""
    if sure or not declared:
        return declared
    found, probability = detect(text)
    return "" if probability >= _SURE and found != declared.split("-", maxsplit=1)[0].lower() else declared


def packed(audited: Audited) -> Audit:
    """Return what the store keeps of an audit."""
    report, figures = audited.report, audited.report.score
    return Audit(
        report.signature,
        audited.source_lang,
        audited.target_lang,
        report.verdict.decision.value,
        tuple(map(encodable, report.verdict.reasons)),
        figures.points,
        figures.words,
        figures.per_thousand,
        round(sum(f.severity.points * f.confidence for f in report.findings), 2),
        zlib.compress(msgspec.json.encode(_encodable(audited)), 6),
        tuple((f.id, f.code, f.name, f.kind.value, f.severity.value, f.confidence) for f in report.findings),
        _spellings(audited),
    )


def _spellings(audited: Audited) -> tuple[tuple[str, str, str, int], ...]:
    pairs = (Pair(r.target, r.target_lang, r.source, r.source_lang) for r in audited.rows)
    return tuple((s.lang, s.name, s.written, n) for s, n in sorted(spellings(pairs).items()))


def unpacked(report: bytes) -> Audited:
    """Return an audit as it was before it was packed."""
    return msgspec.json.decode(zlib.decompress(report), type=Audited)


def _encodable(audited: Audited) -> Audited:
    """Texts come from UTF-8 and pages' bytes, so only a title may hold a lone surrogate (JSON's \\ud800)."""
    return replace(audited, title=encodable(audited.title))
