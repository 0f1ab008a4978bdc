"""How a check is declared. The module's docstring is its manual, its examples are its tests."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from typing import TYPE_CHECKING

from audit.finding import Category, Kind, Mark, Severity
from audit.linking import Sides, encoded
from audit.reading import UNREAD, Reading

if TYPE_CHECKING:
    from audit.models.translator import TokenScore


@dataclass(frozen=True, slots=True)
class Pair:
    """One aligned place: the translation as read, and what stands beside it.

    `source` is "" without a source; `retranslations` holds one text for each re-translation that covers this place.
    Languages are BCP-47 ("uk", "en", "pt-BR"). `alternatives` are further hypotheses of the same models (n-best): they
    can excuse what the target says, never accuse it, since they are no independent witnesses. `scores` has for each
    re-translation what its model thinks of the target's tokens, () where it cannot say. `sides` is where `audit.linking` keeps
    the links between the words of these texts; None (then there is no encoder) outside of an audit. `reading` is what the trained
    reader thinks of the target's words.
    """

    target: str
    target_lang: str
    source: str = ""
    source_lang: str = ""
    retranslations: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    scores: "tuple[tuple[TokenScore, ...], ...]" = ()
    sides: Sides | None = field(default=None, compare=False, repr=False)
    reading: Reading = UNREAD


@dataclass(frozen=True, slots=True)
class Article:
    """All pairs of one translation, in order. Has at least one pair."""

    pairs: tuple[Pair, ...]

    @property
    def has_source(self) -> bool:
        return any(p.source for p in self.pairs)

    @property
    def has_retranslations(self) -> bool:
        return any(p.retranslations for p in self.pairs)

    @property
    def is_read(self) -> bool:
        return any(p.reading.words for p in self.pairs)


class Needs(StrEnum):
    """What a check must be given; the value completes the sentence "needs ..."."""

    TARGET = "the translation"
    SOURCE = "a source"
    SECOND = "a source or a re-translation"
    LINKS = "a source and an encoder (pip install 'mtaudit[offline]')"
    READER = "the reader (--reader auto, of mtaudit[offline])"


@dataclass(frozen=True, slots=True)
class Example:
    """A case that documents and tests a check.

    `target` marks with [[...]] each place that must be flagged, exactly; without marks the check must stay silent.
    `doubts` are words that the reader doubts, with its probability of an error.
    """

    pair: str
    source: str
    target: str
    retranslations: tuple[str, ...] = ()
    doubts: tuple[tuple[str, float], ...] = ()


PairCheck = Callable[[Pair], Iterator[Mark]]
ArticleCheck = Callable[[Article], Iterator[tuple[int, Mark]]]


@dataclass(frozen=True, slots=True)
class Check:
    """A declared check. `run` yields (index of the pair, mark); with `packs` it looks words up in packs of the source language."""

    code: str
    name: str
    category: Category
    kind: Kind
    severity: Severity
    needs: Needs
    source_langs: frozenset[str]
    target_langs: frozenset[str]
    doc: str
    examples: tuple[Example, ...]
    run: ArticleCheck
    packs: bool = False

    def why_not(self, article: Article) -> str:
        """Return the reason why the check cannot run on the article, or "" when it can."""
        if not self._given(article):
            return f"needs {self.needs.value}"
        pair = article.pairs[0]
        target = pair.target_lang.split("-")[0]
        if self.target_langs and target not in self.target_langs:
            return f"has no tables for translations into '{target}'"
        source = pair.source_lang.split("-")[0]
        if self.needs in (Needs.SOURCE, Needs.LINKS) and self.source_langs and source not in self.source_langs:
            return f"has no tables for sources in '{source}'"
        if self.packs and not _has_pack(source):
            return f"has no lexicon pack for sources in '{source}'"
        return ""

    def _given(self, article: Article) -> bool:
        match self.needs:
            case Needs.SOURCE:
                return article.has_source
            case Needs.SECOND:
                return article.has_source or article.has_retranslations
            case Needs.LINKS:
                return article.has_source and encoded(article.pairs[0])
            case Needs.READER:
                return article.is_read
        return True


def _has_pack(lang: str) -> bool:
    from audit.packs import installed  # noqa: PLC0415  (only what was installed is opened, and only for a check that asks)

    return bool(installed.of(lang))


def per_pair(look: PairCheck) -> ArticleCheck:
    """Make an article's check of a function that looks at one pair at a time."""

    @wraps(look)
    def run(article: Article) -> Iterator[tuple[int, Mark]]:
        for index, pair in enumerate(article.pairs):
            for mark in look(pair):
                yield index, mark

    return run


def declare(
    code: str,
    category: Category,
    kind: Kind,
    severity: Severity,
    *examples: Example,
    needs: Needs = Needs.TARGET,
    source_langs: frozenset[str] = frozenset(),
    target_langs: frozenset[str] = frozenset(),
    packs: bool = False,
) -> Callable[[ArticleCheck], Check]:
    """Make a check of a function; its name is that of its module, its manual the module's docstring. An empty set of languages means all.

    `packs`: the check needs an installed lexicon pack of the source language.
    """

    def wrap(run: ArticleCheck) -> Check:
        name = run.__module__.rsplit(".", 1)[-1].replace("_", "-")
        doc = inspect.getdoc(inspect.getmodule(run)) or f"{name}: its module has no docstring."
        return Check(code, name, category, kind, severity, needs, source_langs, target_langs, doc, examples, run, packs)

    return wrap
