"""Small charts as inline SVG: bars over time, and shares of a whole. Shapes take their colours from the page's style."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_WIDTH, _HEIGHT = 240, 26  # in the units of the charts' own coordinates
_DAYS, _WEEKS = 21, 26 * 7  # days that are drawn day by day, and week by week
_MOST = 240  # bars; what is later stands in the last


@dataclass(frozen=True, slots=True)
class Periods:
    """The stretches of time of a chart, without a gap, and for each article the place of its own."""

    unit: str
    names: tuple[str, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """Findings and words by period, of so many articles."""

    articles: int
    counts: tuple[int, ...]
    words: tuple[int, ...]

    @property
    def rates(self) -> tuple[float, ...]:
        """Findings per 1,000 words by period, 0 where there are no words."""
        return tuple(1000 * c / w if w else 0.0 for c, w in zip(self.counts, self.words, strict=True))

    @property
    def rate(self) -> float:
        """Findings per 1,000 words."""
        return 1000 * sum(self.counts) / max(sum(self.words), 1)


def periods(times: Sequence[tuple[str, float]]) -> Periods:
    """Cut the time of (published, or "", and first seen) into days, weeks or months, by how long it is."""
    days = [_day(published, seen) for published, seen in times]
    first, last = min(days), max(days)
    length = (last - first).days
    unit = "day" if length < _DAYS else "week" if length < _WEEKS else "month"
    starts = [_begin(first, unit)]
    step = timedelta(days={"day": 1, "week": 7, "month": 32}[unit])
    while starts[-1] < _begin(last, unit) and len(starts) < _MOST:
        starts.append(_begin(starts[-1] + step, unit))
    at = {start: n for n, start in enumerate(starts)}
    names = tuple(s.isoformat()[: 7 if unit == "month" else 10] for s in starts)
    return Periods(unit, names, tuple(at.get(_begin(d, unit), len(starts) - 1) for d in days))


def _begin(day: date, unit: str) -> date:
    if unit == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if unit == "week" else day


def _day(published: str, seen: float) -> date:
    """The day of an article; what claims to be of another age is dated by when it was first seen."""
    here = datetime.fromtimestamp(seen, UTC).date()
    try:
        found = date.fromisoformat(published[:10])
    except ValueError:
        return here
    return found if date(1990, 1, 1) <= found <= here + timedelta(days=366) else here


def bars(trend: Trend, most: float, times: Periods, name: str, unit: str) -> str:
    """Return bars over time, the highest possible one `most`; `name` is safe to stand in markup."""
    wide = _WIDTH / len(times.names)
    thick = min(wide * 0.8, 14.0)
    drawn = []
    for n, (rate, words) in enumerate(zip(trend.rates, trend.words, strict=True)):
        if not words:
            continue
        high = max(rate / most * (_HEIGHT - 2), 0.8 if rate else 0.0)
        drawn.append(
            f'<rect x="{n * wide + (wide - thick) / 2:.1f}" y="{_HEIGHT - 1 - high:.1f}" width="{thick:.1f}" height="{high:.1f}">'
            f"<title>{times.names[n]}: {rate:,.1f}</title></rect>"
        )
    label = f"{name}: {trend.rate:,.1f} {unit}; " + ", ".join(f"{r:,.1f}" for r in trend.rates[-12:])
    return (
        f'<svg class="bars" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" preserveAspectRatio="none" role="img" aria-label="{label}">'
        f'<path class="base" d="M0 {_HEIGHT - 0.5}H{_WIDTH}"/>{"".join(drawn)}</svg>'
    )


def shares(parts: Sequence[tuple[str, str, int]]) -> str:
    """Return one bar cut into parts: (class, what it is, how many)."""
    total = sum(count for _, _, count in parts) or 1
    at, drawn = 0.0, []
    for name, what, count in parts:
        wide = 1000 * count / total
        if count:
            drawn.append(
                f'<rect class="{name}" x="{at:.1f}" y="0" width="{max(wide - 2, 1):.1f}" height="10"><title>{what}: {count:,}</title></rect>'
            )
        at += wide
    label = ", ".join(f"{what} {count:,}" for _, what, count in parts if count)
    return f'<svg class="shares" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="{label}">{"".join(drawn)}</svg>'
