"""Whole texts -> aligned pairs -> Audited: splits, aligns and audits what the user gave."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from audit.aids import NONE as NO_AIDS
from audit.aids import Aids
from audit.align.sentences import align, settled
from audit.check import Pair
from audit.finding import Finding, Report
from audit.linking import knowing
from audit.opinion import SAME_ENGINE, Opinion, beside, deaf
from audit.reports.view import Audited, Row
from audit.rules import NONE, Rules
from audit.run import audit_pairs
from corpora.document import Document, Link
from corpora.language import primary, settle
from corpora.read import STANDARD_INPUT, InputError, Text
from corpora.sentences import document

if TYPE_CHECKING:
    from audit.models.encoders.encoder import Encoder
    from audit.retranslate import Retranslator

# Agreement of two texts below which they are refused. Measured on documents of NTREX cut to 5, 8 and 12 sentences, each
# against its own English and its neighbour's. By names, numbers and lengths (uk, de, cs, tr; 168 pairs each way) related texts
# have 0.017 or more, and half of the unrelated ones less than 0.008; by the encoder (uk, de, zh, ar; 84 pairs) related ones
# have 0.37 or more, unrelated ones at most 0.13; within one language, by words, 0.6 and at most 0.11.
_UNRELATED, _UNRELATED_WORDS, _UNLIKE = 0.008, 0.16, 0.2
_DOUBT = 0.5  # probability below which a link is in doubt
_ENOUGH = 5  # segments on both sides below which texts are too short to be called unrelated
_NO_ANCHORS = frozenset({"zh", "ja", "ko", "ar", "fa", "he", "hi", "th", "ur", "bn", "ka", "hy"})


def audit_texts(
    target: Text,
    source: Text | None = None,
    retranslations: Sequence[Text] = (),
    models: "Retranslator | None" = None,
    aids: Aids = NO_AIDS,
    rules: Rules = NONE,
) -> Audited:
    """Audit a translation given as a whole text. Texts need not have the same number of sentences.

    With `models` each of them translates the source again. `aids` link words and judge them, and align sentences where
    names, numbers and lengths leave the alignment with the source in doubt. `rules` are what a team has settled. Findings carry
    `document_start`, the code point of the file at which their segment begins. Raises InputError for texts in a wrong
    language, for texts that do not belong together, and for models that cannot be had.
    """
    translation = _document(target, "--target-lang")
    original = _source(source, translation) if source else None
    others = [_other(t, translation) for t in retranslations]
    links, doubts = _across(original, translation, aids.encoder) if original else (_alone(translation), ())
    crossings = [_linked(o, translation) for o in others]
    again = models.documents(original, translation.lang) if models and original else ()
    machine = [(d, links) for documents in again for d in documents]
    rows = _rows(translation, original, links, [*zip(others, crossings, strict=True), *machine])
    pairs = [Pair(r.target, r.target_lang, r.source, r.source_lang) for r in rows]
    columns = list(zip(*(r.retranslations for r in rows), strict=True))
    opinions = [Opinion(o.name, texts) for o, texts in zip(others, columns, strict=False)]
    if models and original:
        opinions += models.opinions(again, columns[len(others) :], pairs, (original.lang, translation.lang))
    report = _report(pairs, opinions, len(others), doubts, rules=rules, doubtful=_doubtful(links), aids=aids)
    rows = tuple(replace(r, retranslations=tuple(o.texts[n] for o in opinions)) for n, r in enumerate(rows))
    names = (*(PurePath(o.name).name for o in others), *(o.name for o in opinions[len(others) :]))
    return Audited(
        PurePath(target.name).name,
        rows,
        names,
        _placed(report, rows),
        path=_path(target),
        source_path=_path(source) if source else "",
        text=target.text,
    )


def _report(
    pairs: Sequence[Pair],
    opinions: Sequence[Opinion],
    given: int,
    notes: Sequence[str],
    *,
    rules: Rules,
    doubtful: int,
    aids: Aids,
) -> Report:
    """Audit the pairs beside what the opinions say of them, the first `given` of which are texts and the others models."""
    left_out = deaf(pairs, opinions)
    return audit_pairs(
        beside(pairs, (o for k, o in enumerate(opinions) if k not in left_out)),
        notes=[*notes, *(f"{opinions[k].name} {SAME_ENGINE}" for k in left_out)],
        skips=[skip for o in opinions for skip in o.skips()],
        models=[o.name for o in opinions[given:]],
        rules=rules,
        doubtful=doubtful,
        aids=aids,
    )


def _path(text: Text) -> str:
    return "" if text.name == STANDARD_INPUT else text.name


def _document(text: Text, option: str) -> Document:
    return document(text.name, text.text, settle(text.text, text.lang, text.name, option))


def _source(source: Text, translation: Document) -> Document:
    original = _document(source, "--source-lang")
    if primary(original.lang) == primary(translation.lang):
        raise InputError(
            f"{source.name}: the source is in '{original.lang}', the language of {translation.name}; "
            "give the text that was translated"
        )
    return original


def _other(text: Text, translation: Document) -> Document:
    return document(text.name, text.text, settle(text.text, text.lang or translation.lang, text.name, "--target-lang"))


def _alone(translation: Document) -> tuple[Link, ...]:
    return tuple(Link((0, 0), (i, i + 1)) for i in range(len(translation.segments)))


def _across(
    source: Document, translation: Document, encoder: "Encoder | None"
) -> tuple[tuple[Link, ...], tuple[str, ...]]:
    """Align with the source; return the links, and what the report must say of how sure they are."""
    links = align(source.segments, translation.segments, same_language=False)
    heard = None if settled(links) else knowing(encoder)
    if heard:
        links = align(
            source.segments, translation.segments, same_language=False, encode=heard.sentences, tokens=heard.tokens
        )
    meaning = heard.name if heard else ""
    if meaning or primary(source.lang) not in _NO_ANCHORS:
        _refuse_unrelated(source, translation, links, _UNLIKE if meaning else _UNRELATED)
    return links, tuple(_doubts(source, links, meaning))


def _doubtful(links: Sequence[Link]) -> int:
    """How many links are in doubt that have text on both sides."""
    return sum(x.confidence < _DOUBT and x.source[0] < x.source[1] and x.target[0] < x.target[1] for x in links)


def _doubts(source: Document, links: Sequence[Link], encoder: str) -> Iterator[str]:
    if encoder:
        yield f"sentences were aligned by {encoder}"
    doubtful = sum(x.confidence < _DOUBT for x in links)
    if doubtful:
        cure = "" if encoder else "; with a multilingual encoder (pip install 'mtaudit[offline]') fewer would be"
        yield f"{source.name}: {doubtful} of {len(links)} links between sentences are in doubt{cure}"


def _linked(other: Document, translation: Document) -> tuple[Link, ...]:
    """Align a re-translation; it is in the language of the translation, so equal words tell enough."""
    links = align(other.segments, translation.segments, same_language=True)
    _refuse_unrelated(other, translation, links, _UNRELATED_WORDS)
    return links


def _refuse_unrelated(other: Document, translation: Document, links: Sequence[Link], least: float) -> None:
    """Raise InputError when the two texts share too little to be the same text."""
    sizes = len(other.segments), len(translation.segments)
    agreed = sum(x.score * (x.source[1] - x.source[0] + x.target[1] - x.target[0]) for x in links) / sum(sizes)
    if min(sizes) >= _ENOUGH and agreed < least:
        raise InputError(
            f"{other.name}: has almost nothing in common with {translation.name} "
            f"(agreement {agreed:.3f}, texts that belong together have {least} or more); give the texts of one article"
        )


def _rows(
    translation: Document,
    original: Document | None,
    links: Sequence[Link],
    others: Sequence[tuple[Document, Sequence[Link]]],
) -> tuple[Row, ...]:
    """One row for each stretch of the translation whose ends are ends of links in every alignment.

    So no row holds a text whose counterpart stands in another row. Source segments without a translation make rows of
    their own, with an empty target at their place.
    """
    cuts = sorted(set.intersection(*(_ends(x) for x in (links, *(y for _, y in others)))))
    rows: list[Row] = []
    for first, end in pairwise(cuts):
        texts = tuple(_beside(other, x, first, end)[1] for other, x in others)
        rows.append(_row(translation, (first, end), original, _beside(original, links, first, end), texts))
    if original:
        for link in links:
            at = link.target[0]
            if at == link.target[1] and at in cuts:
                beside = original.slice(*link.source)
                rows.append(_row(translation, (at, at), original, beside, tuple("" for _ in others)))
    return tuple(sorted(rows, key=lambda r: (r.target_start, r.target != "", r.source_start)))


def _ends(links: Sequence[Link]) -> set[int]:
    """Target positions where a link ends or begins."""
    return {0} | {x.target[1] for x in links}


def _beside(other: Document | None, links: Sequence[Link], first: int, end: int) -> tuple[int, str]:
    """(start, text) of what the links, in order, put beside the target segments first to end."""
    if other is None:
        return 0, ""
    begin = bisect_left(links, first, key=lambda x: x.target[0])
    inside = [
        x.source for x in links[begin : bisect_left(links, end, key=lambda x: x.target[0])] if x.target[0] < x.target[1]
    ]
    full = [place for place in inside if place[0] < place[1]]
    return other.slice(full[0][0], full[-1][1]) if full else (0, "")


def _row(
    translation: Document,
    place: tuple[int, int],
    original: Document | None,
    beside: tuple[int, str],
    texts: tuple[str, ...],
) -> Row:
    start, text = translation.slice(*place)
    paragraph = translation.segments[min(place[0], len(translation.segments) - 1)].paragraph
    return Row(text, start, translation.lang, beside[1], beside[0], original.lang if original else "", texts, paragraph)


def _placed(report: Report, rows: Sequence[Row]) -> Report:
    """The report with each finding's place in the files as read."""

    def put(finding: Finding) -> Finding:
        row = rows[finding.segment]
        return replace(finding, document_start=row.target_start, document_source_start=row.source_start)

    return replace(report, findings=tuple(put(f) for f in report.findings))
