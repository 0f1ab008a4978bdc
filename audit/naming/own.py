"""A team's own table of names: what `--names FILE` adds to the checks.

The file is UTF-8, tab-separated, with the header `source`, `target` and, where wanted, `wrong`. `source` is the name in
the language of the source, in its dictionary form; `target` what the translation must call it, the preferred spelling
first; `wrong` spellings that are known to be wrong. Several are parted by " | "; lines that begin with # are comments.

A name of the table that stands right is left alone by all checks of names, whatever they would say of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import regex

from audit.check import Article, Check, Needs, Pair, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from audit.lexicons.gazetteer import key
from audit.lexicons.names import capitals, fold, near
from audit.naming.inflected import nominatives
from audit.naming.sound import is_running
from corpora.language import primary
from corpora.read import InputError
from corpora.words import words

CODE, NAME = "N008", "house-name"
_COLUMNS = ("source", "target", "wrong")


@dataclass(frozen=True, slots=True)
class Own:
    """One row: forms of the source, right names in the translation (the preferred one first), wrong ones."""

    sources: tuple[str, ...]
    right: tuple[str, ...]
    wrong: tuple[str, ...]


def read_names(path: Path) -> tuple[Own, ...]:
    """Read a table. Raises InputError that names file, line and cure."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}; check --names") from None
    rows = [(n, line.split("\t")) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not rows or tuple(rows[0][1]) not in (_COLUMNS, _COLUMNS[:2]):
        raise InputError(f"{path}:{rows[0][0] if rows else 1}: needs the header source, target, wrong, parted by tabs")
    return tuple(_row(path, number, cells, len(rows[0][1])) for number, cells in rows[1:])


def _row(path: Path, number: int, cells: list[str], width: int) -> Own:
    if not 2 <= len(cells) <= width:
        raise InputError(f"{path}:{number}: {len(cells)} columns; the header has {width}, parted by tabs")
    source, right, wrong = (tuple(filter(None, map(str.strip, cell.split("|")))) for cell in (*cells, "")[:3])
    if not right:
        raise InputError(f"{path}:{number}: no name in the column target; write what the translation should say")
    if not source and not wrong:
        raise InputError(f"{path}:{number}: neither a source nor a wrong name; give one of them")
    return Own(source, right, wrong)


def with_names(checks: Sequence[Check], names: tuple[Own, ...]) -> tuple[Check, ...]:
    """Return the checks with one for the table, which comes first, and those of names silent about what it accepts."""
    right = frozenset(key(name) for own in names for name in own.right)
    return (_check(names), *(_kept(check, right) if check.kind is Kind.NAME else check for check in checks))


def _kept(check: Check, right: frozenset[str]) -> Check:
    def run(article: Article) -> Iterator[tuple[int, Mark]]:
        for index, mark in check.run(article):
            text = article.pairs[index].target
            if not any(_overlaps(text, name, mark.span) for name in right):
                yield index, mark

    return replace(check, run=run)


def _overlaps(text: str, name: str, span: Span) -> bool:
    """Whether a marked place is a right name of the table or part of one."""
    places = (m.span() for m in _pattern(name).finditer(text))
    return any(start <= span.start and span.end <= end and span.start < span.end for start, end in places)


def _check(names: tuple[Own, ...]) -> Check:
    @per_pair
    def run(pair: Pair) -> Iterator[Mark]:
        for own in names:
            if not any(_pattern(name).search(pair.target) for name in own.right):
                yield from _marks(pair, own)

    return Check(
        CODE,
        NAME,
        Category.TERMINOLOGY,
        Kind.NAME,
        Severity.MAJOR,
        Needs.TARGET,
        frozenset(),
        frozenset(),
        __doc__,
        (),
        run,
    )


def _marks(pair: Pair, own: Own) -> Iterator[Mark]:
    """A wrong name of the row; or, where the source has its name, a word that nearly is the right one, or spells it otherwise."""
    place = next(filter(None, (_place(pair, form) for form in own.sources)), None)
    if own.sources and pair.source and not place:
        return
    wrong = [m for name in own.wrong for m in _pattern(name).finditer(pair.target)]
    for match in wrong:
        yield _mark(pair, own, Span(*match.span()), place)
    if place and not wrong:
        parts = [part for name in own.right for part in name.split()]
        for name in capitals(pair.target):
            if name.text not in parts and any(fold(name.text) == fold(part) or near(name.text, part) for part in parts):
                yield _mark(pair, own, Span(name.start, name.end), place)
                return


def _mark(pair: Pair, own: Own, span: Span, place: Span | None) -> Mark:
    said, right = pair.target[span.start : span.end], own.right[0]
    evidence = [Evidence("names table", right)]
    evidence += [Evidence("source", pair.source[place.start : place.end])] if place else []
    return Mark(span, f"The table of names has “{right}”, not “{said}”.", 0.95, tuple(evidence), right, place)


def _place(pair: Pair, form: str) -> Span | None:
    """Where the source has a name, in any case."""
    lang = primary(pair.source_lang)
    if is_running(lang):
        at = pair.source.find(form)
        return Span(at, at + len(form)) if at >= 0 else None
    listed, parts = words(pair.source), [key(part.text) for part in words(form)]
    for k in range(len(listed) - len(parts) + 1):
        window = listed[k : k + len(parts)]
        if all(part in {key(f) for f in nominatives(w.text, lang)} for w, part in zip(window, parts, strict=True)):
            return Span(window[0].start, window[-1].end)
    return None


def _pattern(name: str) -> "regex.Pattern[str]":
    """A name as whole words, capitals as they come."""
    parts = [regex.escape(part) for part in name.split()]
    return regex.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", regex.IGNORECASE)


OFFERED = _check(())
"""The check as it is without a table: what `mtaudit explain` tells of it."""
