"""The cheapest chain of links through a band, and how probable each of its links is among all chains."""

import numpy as np
from numpy.typing import NDArray

from audit.align.costs import ALL, Band
from audit.align.segmented import Floats

_MARGIN = 8  # no shape reaches further outside of the band
_STEPS = np.array([a + b for a, b in ALL])
_ROWS = np.array([a for a, _ in ALL])

Chain = list[tuple[int, int, int]]  # (shape, i, j): its link ends at the place (i, j)


class _Table:
    """A value for each place of the band, with infinite margins, so that every step finds a place."""

    def __init__(self, band: Band) -> None:
        self.band = band
        self.stride = band.width + 2 * _MARGIN
        self.values = np.full((len(band.first) + _MARGIN) * self.stride, np.inf)
        self.columns = np.arange(band.width)
        steps = np.arange(len(band.first))[:, None] - _STEPS
        shift = band.first[:, None] - band.first[np.maximum(steps, 0)] - _ROWS
        self.begins = (steps + _MARGIN) * self.stride + _MARGIN + shift

    def at(self, k: int) -> slice:
        """The places of an anti-diagonal."""
        begin = (k + _MARGIN) * self.stride + _MARGIN
        return slice(begin, begin + self.band.width)

    def before(self, k: int) -> NDArray[np.int64]:
        """Where the links that end on the anti-diagonal begin: (shapes, width), as places in `values`."""
        found: NDArray[np.int64] = self.begins[k][:, None] + self.columns
        return found


def cheapest(costs: Floats, band: Band, end: tuple[int, int]) -> Chain:
    """Return the links of the cheapest chain from (0, 0) to `end`, in order. Time and memory grow with the band alone."""
    table = _Table(band)
    chosen = np.zeros((len(band.first), band.width), np.int8)
    table.values[table.at(0)] = np.where(band.first[0] + table.columns == 0, 0.0, np.inf)
    for k in range(1, len(band.first)):
        total = table.values[table.before(k)] + costs[:, k]
        chosen[k] = least = total.argmin(axis=0)
        table.values[table.at(k)] = total[least, table.columns]
    return _back(chosen, band, end)


def _back(chosen: NDArray[np.int8], band: Band, end: tuple[int, int]) -> Chain:
    chain: Chain = []
    i, j = end
    while i or j:
        shape = int(chosen[i + j, i - band.first[i + j]])
        chain.append((shape, i, j))
        i, j = i - ALL[shape][0], j - ALL[shape][1]
    return chain[::-1]


def probable(costs: Floats, band: Band, chain: Chain, heat: float) -> list[float]:
    """Return the probability of each link of the chain: the share of the chains that hold it, each weighed by
    exp(-cost / heat) (forward and backward sums, as in a hidden Markov model)."""
    table = _Table(band)
    table.values[table.at(0)] = np.where(band.first[0] + table.columns == 0, 0.0, np.inf)
    shares = np.zeros_like(costs)
    for k in range(1, len(band.first)):
        total = (table.values[table.before(k)] + costs[:, k]) / heat
        least = total.min(axis=0)
        odds = np.exp(np.where(np.isfinite(least), least, 0.0) - total)
        mass = odds.sum(axis=0)
        shares[:, k] = odds / np.where(mass > 0, mass, 1)
        with np.errstate(divide="ignore"):
            table.values[table.at(k)] = heat * (least - np.log(np.where(mass > 0, mass, 1)))
    return _shares_back(shares, _Table(band), chain)


def _shares_back(shares: Floats, table: _Table, chain: Chain) -> list[float]:
    """Carry the whole mass from the end to the beginning; what passes through a link is its probability."""
    table.values[:] = 0.0
    last = len(table.band.first) - 1
    table.values[table.at(last)] = table.band.first[last] + table.columns == chain[-1][1]
    wanted = {i + j: (shape, i - int(table.band.first[i + j])) for shape, i, j in chain}
    found: dict[int, float] = {}
    for k in range(last, 0, -1):
        flow = shares[:, k] * table.values[table.at(k)]
        for shape, begin in enumerate(table.begins[k].tolist()):
            table.values[begin : begin + table.band.width] += flow[shape]
        if k in wanted:
            found[k] = float(flow[wanted[k]])
    return [min(1.0, found[i + j]) for _, i, j in chain]
