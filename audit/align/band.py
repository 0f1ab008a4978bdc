"""The cheapest chain of links through a band, and how probable each of its links is among all chains."""

import numpy as np
from numpy.typing import NDArray

from audit.align.costs import ALL, Band
from audit.align.segmented import Floats

_MARGIN = 8  # no shape reaches further outside of the band
_AT_ONCE = 64  # anti-diagonals; few enough that the sums over them fit a float
_TINY = 1e-300
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

    def until(self, k: int) -> slice:
        """The places before an anti-diagonal that links which end on it or later can begin at."""
        return slice(k * self.stride, (k + _MARGIN) * self.stride)

    def before(self, k: int) -> NDArray[np.int64]:
        """Where the links that end on the anti-diagonal begin: (shapes, width), as places in `values`."""
        found: NDArray[np.int64] = self.begins[k][:, None] + self.columns
        return found


def cheapest(costs: Floats, band: Band, end: tuple[int, int]) -> Chain:
    """Return the links of the cheapest chain from (0, 0) to `end`, in order. Time and memory grow with the band alone."""
    return _back(_least(costs, band)[1], band, end)


def _least(costs: Floats, band: Band) -> tuple[_Table, NDArray[np.int8]]:
    """What the cheapest chain to each place costs, and the shape of its last link."""
    table = _Table(band)
    chosen = np.zeros((len(band.first), band.width), np.int8)
    table.values[table.at(0)] = np.where(band.first[0] + table.columns == 0, 0.0, np.inf)
    for k in range(1, len(band.first)):
        total = table.values[table.before(k)] + costs[:, k]
        chosen[k] = least = total.argmin(axis=0)
        table.values[table.at(k)] = total[least, table.columns]
    return table, chosen


def _back(chosen: NDArray[np.int8], band: Band, end: tuple[int, int]) -> Chain:
    chain: Chain = []
    i, j = end
    while i or j:
        shape = int(chosen[i + j, i - band.first[i + j]])
        chain.append((shape, i, j))
        i, j = i - ALL[shape][0], j - ALL[shape][1]
    return chain[::-1]


def likely(costs: Floats, band: Band, end: tuple[int, int], heat: float) -> tuple[Chain, list[float]]:
    """Return the cheapest chain to `end` and the probability of each of its links: the share of the chains that hold it,
    each weighed by exp(-cost / heat) (forward and backward sums, as in a hidden Markov model)."""
    least, chosen = _least(costs, band)
    chain = _back(chosen, band, end)
    sums = _Table(band)
    sums.values[:] = 0.0
    sums.values[sums.at(0)] = band.first[0] + sums.columns == 0
    shares = np.zeros_like(costs)
    for start in range(1, len(band.first), _AT_ONCE):
        stop = min(start + _AT_ONCE, len(band.first))
        odds = _odds(least, costs[:, start:stop], start, heat)
        for k in range(start, stop):
            passed = sums.values[sums.before(k)] * odds[k - start]
            mass = passed.sum(axis=0)
            shares[:, k] = passed / np.maximum(mass, _TINY)
            sums.values[sums.at(k)] = mass
        sums.values[sums.until(stop)] /= max(
            float(sums.values[sums.until(stop)].max()), _TINY
        )  # or they outgrow a float
    return chain, _shares_back(shares, _Table(band), chain)


def _odds(least: _Table, costs: Floats, start: int, heat: float) -> NDArray[np.float64]:
    """How probable it is that a place is reached by each shape's link, against the cheapest way there, by anti-diagonal."""
    stop = start + costs.shape[1]
    before = least.begins[start:stop, :, None] + least.columns
    here = np.stack([least.values[least.at(k)] for k in range(start, stop)])[:, None]
    more = least.values[before] + costs.transpose(1, 0, 2) - np.where(np.isfinite(here), here, 0.0)
    return np.asarray(np.exp(-more / heat))


def _shares_back(shares: Floats, table: _Table, chain: Chain) -> list[float]:
    """Carry the whole mass from the end to the beginning; what passes through a link is its probability."""
    table.values[:] = 0.0
    last = len(table.band.first) - 1
    table.values[table.at(last)] = table.band.first[last] + table.columns == chain[-1][1]
    wanted = {i + j: (shape, i - int(table.band.first[i + j])) for shape, i, j in chain}
    found: dict[int, float] = {}
    for k in range(last, 0, -1):
        flow = shares[:, k] * table.values[table.at(k)]
        np.add.at(table.values, table.before(k), flow)
        if k in wanted:
            found[k] = float(flow[wanted[k]])
    return [min(1.0, found[i + j]) for _, i, j in chain]
