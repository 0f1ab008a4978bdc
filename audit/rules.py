"""What a team has settled for its texts: which checks speak and how loud, its own tables, its profile, what it has dismissed."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from audit.check import Article, Check
from audit.finding import Mark, Severity
from audit.profiles import PUBLISH, Profile

Change = Callable[[Sequence[Check]], Sequence[Check]]


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for one language pair.

    `only` and `without` are codes of checks, () for all and none. `changes` add checks of the team's own tables, in order.
    `said` are the parts of the signature.
    """

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    profile: Profile = PUBLISH
    said: tuple[str, ...] = ()
    _made: list[tuple[Sequence[Check], tuple[Check, ...]]] = field(default_factory=list, repr=False, compare=False)

    def checks(self, known: Sequence[Check]) -> tuple[Check, ...]:
        """Return the checks that speak, in order, with the severity that the team gives them.

        They are made once, since tables of names and terms are made ready with them.
        """
        if not self._made or self._made[0][0] is not known:
            self._made[:] = [(known, self._chosen(known))]
        return self._made[0][1]

    def _chosen(self, known: Sequence[Check]) -> tuple[Check, ...]:
        for change in self.changes:
            known = change(known)
        chosen = (c for c in known if (c.code in self.only or not self.only) and c.code not in self.without)
        return tuple(_weighed(c, self.severity[c.code]) if c.code in self.severity else c for c in chosen)


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for every pair, and for each pair of its own ("uk-en", primary tags). `dismissed` are ids of findings."""

    general: Policy = Policy()
    pairs: Mapping[str, Policy] = field(default_factory=dict)
    dismissed: frozenset[str] = frozenset()

    def of(self, source_lang: str, target_lang: str) -> Policy:
        """Return the policy of a pair: its own where it has one, by its whole tags or by the languages alone."""
        if not self.pairs:
            return self.general
        whole, bare = (f"{a}-{b}" for a, b in ((source_lang, target_lang), map(_primary, (source_lang, target_lang))))
        return self.pairs.get(whole) or self.pairs.get(bare) or self.general


NONE = Rules()
"""Nothing settled: every check speaks, as loud as it was measured."""


def _primary(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0]


def _weighed(check: Check, severity: Severity) -> Check:
    """The check with another severity, which holds for all its marks."""

    def run(article: Article) -> Iterator[tuple[int, Mark]]:
        for index, mark in check.run(article):
            yield index, replace(mark, severity=severity)

    return replace(check, severity=severity, run=run)
