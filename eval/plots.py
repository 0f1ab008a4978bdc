"""Pictures of the figures. A benchmark says what is to be drawn; matplotlib is imported only to draw it."""

from dataclasses import dataclass

from audit.share import Share


@dataclass(frozen=True, slots=True)
class Curves:
    """Precision against recall for each check, one point for each confidence, the surest first.

    `curves` holds (check, ((recall, precision, confidence), ...)).
    """

    name: str
    title: str
    curves: tuple[tuple[str, tuple[tuple[float, float, float], ...]], ...]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Precision against confidence: for each bin its mean confidence and the share that is right."""

    name: str
    title: str
    bins: tuple[tuple[float, Share], ...]


@dataclass(frozen=True, slots=True)
class Scatter:
    """Our score of each text against people's; `groups` holds (label, ((people's, ours), ...)), a colour each."""

    name: str
    title: str
    people: str
    ours: str
    groups: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]


Plot = Curves | Reliability | Scatter
