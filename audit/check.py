"""How a check is declared. The module's docstring is its manual, its examples are its tests."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache, wraps
from typing import TYPE_CHECKING, NamedTuple

from audit.finding import Category, Kind, Mark, Severity
from audit.linking import Sides, encoded
from audit.packs.installed import named
from audit.reading import UNREAD, Reading
from corpora.language import primary

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


class Given(NamedTuple):
    """What stands beside a translation, of all that a check may need: the same for all rows of most batches.

    `packs` names the lexicon packs of the source language as a signature does, "" for none and where no check looks into them.
    """

    source_lang: str
    target_lang: str
    source: bool
    retranslations: bool
    linked: bool
    read: bool
    packs: str

    @classmethod
    def of(cls, article: "Article", checks: "tuple[Check, ...]") -> "Given":
        """Return what checks can go by. Opens the lexicon packs of the source language, and the encoder if a check needs links."""
        first, source = article.pairs[0], article.has_source
        return cls(
            first.source_lang,
            first.target_lang,
            source,
            any(p.retranslations for p in article.pairs),
            source and first.sides is not None and _any_linking(checks) and encoded(first),
            any(p.reading.said for p in article.pairs),
            named(primary(first.source_lang)) if _any_in_packs(checks) else "",
        )


@dataclass(frozen=True, slots=True)
class Article:
    """All pairs of one translation, in order. Has at least one pair."""

    pairs: tuple[Pair, ...]

    @property
    def has_source(self) -> bool:
        return any(p.source for p in self.pairs)


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
    `doubts` are words that the reader doubts, with its probability of an error; `critical` is that of a critical error in the sentence.
    """

    pair: str
    source: str
    target: str
    retranslations: tuple[str, ...] = ()
    doubts: tuple[tuple[str, float], ...] = ()
    critical: float = 0.0


PairCheck = Callable[[Pair], Iterator[Mark]]
ArticleCheck = Callable[[Article], Iterable[tuple[int, Mark]]]


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """A declared check. `run` yields (index of the pair, mark); with `packs` it looks words up in packs of the source language.

    It is equal to itself alone, so that what is made for a tuple of checks is found quickly.
    """

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

    def why_not(self, given: Given) -> str:
        """Return the reason why the check cannot run on an article with what is given, or "" when it can."""
        if not self._has_what_it_needs(given):
            return f"needs {self.needs.value}"
        target = primary(given.target_lang)
        if self.target_langs and target not in self.target_langs:
            return f"has no tables for translations into '{target}'"
        source = primary(given.source_lang)
        if self.needs in (Needs.SOURCE, Needs.LINKS) and self.source_langs and source not in self.source_langs:
            return f"has no tables for sources in '{source}'"
        if self.packs and not given.packs:
            return f"has no lexicon pack for sources in '{source}'"
        return ""

    def _has_what_it_needs(self, given: Given) -> bool:
        match self.needs:
            case Needs.SOURCE:
                return given.source
            case Needs.SECOND:
                return given.source or given.retranslations
            case Needs.LINKS:
                return given.source and given.linked
            case Needs.READER:
                return given.read
        return True


@lru_cache(maxsize=64)
def _any_linking(checks: tuple[Check, ...]) -> bool:
    return any(c.needs is Needs.LINKS for c in checks)


@lru_cache(maxsize=64)
def _any_in_packs(checks: tuple[Check, ...]) -> bool:
    return any(c.packs for c in checks)


def per_pair(look: PairCheck) -> ArticleCheck:
    """Make an article's check of a function that looks at one pair at a time."""

    @wraps(look)
    def run(article: Article) -> list[tuple[int, Mark]]:
        return [(index, mark) for index, pair in enumerate(article.pairs) for mark in look(pair)]

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
