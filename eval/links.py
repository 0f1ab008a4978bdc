"""How right the links of a sentence alignment are: strict and lax precision and recall, and what was found to be alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpora.document import Link

Bead = tuple[tuple[int, ...], tuple[int, ...]]  # source and target segments of one link; gold beads may have gaps


@dataclass(frozen=True, slots=True)
class LinkCounts:
    """Counts that add. `right` of `said` links stand in the gold, `found` of `gold` gold links were said; lax likewise."""

    right: int = 0
    near: int = 0
    said: int = 0
    found: int = 0
    found_near: int = 0
    gold: int = 0

    def __add__(self, other: "LinkCounts") -> "LinkCounts":
        return LinkCounts(
            self.right + other.right,
            self.near + other.near,
            self.said + other.said,
            self.found + other.found,
            self.found_near + other.found_near,
            self.gold + other.gold,
        )

    @property
    def strict(self) -> float:
        """F1 of links that are exactly those of the gold."""
        return _f1(self.right, self.said, self.found, self.gold)

    @property
    def lax(self) -> float:
        """F1 of links that share a source and a target segment with one link of the gold."""
        return _f1(self.near, self.said, self.found_near, self.gold)


def beads(links: Iterable[Link]) -> list[Bead]:
    return [(tuple(range(*x.source)), tuple(range(*x.target))) for x in links]


def count(gold: Sequence[Bead], said: Sequence[Bead]) -> LinkCounts:
    """Count as Vecalign's scorer does: precision over all links, recall over those with both sides.

    >>> c = count([((0,), (0,)), ((1, 2), (1,))], [((0,), (0,)), ((1,), (1,)), ((2,), ())])
    >>> c.right, c.near, c.said, c.found, c.found_near, c.gold
    (1, 2, 3, 1, 2, 2)
    """
    right, near = _matches(gold, said)
    wanted = [bead for bead in gold if all(bead)]
    found, found_near = _matches([bead for bead in said if all(bead)], wanted)
    return LinkCounts(right, near, len(set(said)), found, found_near, len(set(wanted)))


def _matches(gold: Sequence[Bead], said: Sequence[Bead]) -> tuple[int, int]:
    """How many of the said beads are beads of the gold, and how many overlap one on both sides."""
    beside: dict[int, set[int]] = {}
    for source, target in gold:
        for i in source:
            beside.setdefault(i, set()).update(target)
    exact = set(gold)
    right = sum(bead in exact for bead in set(said))
    near = sum(bead in exact or any(beside.get(i, set()) & set(bead[1]) for i in bead[0]) for bead in set(said))
    return right, near


def strict(gold: Sequence[Bead], said: Sequence[Bead]) -> LinkCounts:
    """Count the links that have both sides, right only when they are exactly those of the gold.

    >>> c = strict([((0,), (0,)), ((1,), ())], [((0,), (0,)), ((1,), (1,))])
    >>> c.right, c.said, c.gold
    (1, 2, 1)
    """
    wanted = {bead for bead in gold if all(bead)}
    given = {bead for bead in said if all(bead)}
    both = len(wanted & given)
    return LinkCounts(both, both, len(given), both, both, len(wanted))


def alone(gold: Sequence[Bead], said: Sequence[Bead]) -> LinkCounts:
    """Count the segments without counterpart: dropped (source only) and added (target only).

    >>> c = alone([((0,), ()), ((1,), (0,))], [((0,), ()), ((1,), ()), ((), (0,))])
    >>> c.right, c.said, c.gold
    (1, 3, 1)
    """
    wanted = {bead for bead in gold if not all(bead)}
    given = {bead for bead in said if not all(bead)}
    both = len(wanted & given)
    return LinkCounts(both, both, len(given), both, both, len(wanted))


def _f1(right: int, said: int, found: int, gold: int) -> float:
    """Harmonic mean of precision right/said and recall found/gold; 0 where either is."""
    if not (right and found):
        return 0.0
    precision, recall = right / said, found / gold
    return 2 * precision * recall / (precision + recall)
