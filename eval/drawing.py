"""Draws plots as SVG with matplotlib. Equal figures give equal bytes: no date, no random ids."""

from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure as Canvas

from eval.plots import Curves, Plot, Reliability, Scatter

_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "mtaudit",  # ids inside the file
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",  # ships with matplotlib, so that the picture is the same everywhere
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_MARKERS = "os^vDPX*<>ph"
_COLOURS = tuple(mpl.colormaps["tab10"].colors)  # type: ignore[attr-defined]


def draw(plot: Plot, folder: Path) -> Path:
    """Draw into `folder`/NAME.svg; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{plot.name}.svg"
    with mpl.rc_context(_SETTINGS):
        canvas = Canvas(figsize=(7.5, 5), layout="constrained")
        axes = canvas.add_subplot()
        match plot:
            case Curves():
                _curves(axes, plot)
            case Reliability():
                _reliability(axes, plot)
            case Scatter():
                _scatter(axes, plot)
        axes.set_title(plot.title, loc="left", fontsize=11)
        canvas.savefig(path, format="svg", metadata={"Date": None})
    return path


def _curves(axes: Any, plot: Curves) -> None:
    for index, curve in enumerate(plot.curves):
        recalls, precisions, _ = zip(*curve.points, strict=True)
        style = {"color": _COLOURS[index % len(_COLOURS)], "marker": _MARKERS[index % len(_MARKERS)]}
        label = f"{curve.check} ({curve.count})"
        axes.plot(recalls, precisions, label=label, markersize=5, linewidth=1, clip_on=False, **style)
    reach = max((recall for curve in plot.curves for recall, _, _ in curve.points), default=0.0)
    axes.set(xlabel="share of all annotated errors found", ylabel="precision", ylim=(0, 1.06))
    axes.set_xlim(0, 1.05 * reach or 1)
    axes.grid(alpha=0.3)
    _legend(axes, "check (findings)")


def _reliability(axes: Any, plot: Reliability) -> None:
    axes.plot((0, 1), (0, 1), color="0.6", linewidth=1, linestyle="--", label="as sure as right")
    for mean, share in plot.bins:
        low, high = share.interval.low, share.interval.high
        reach = [[share.value - low], [high - share.value]]
        axes.errorbar(mean, share.value, yerr=reach, color=_COLOURS[0], marker="o", capsize=3, linewidth=1)
        axes.annotate(str(share.total), (mean, share.value), xytext=(6, 4), textcoords="offset points", fontsize=9)
    axes.set(xlabel="confidence, mean of a tenth", ylabel="share that is right", xlim=(0, 1.02), ylim=(0, 1.06))
    axes.grid(alpha=0.3)
    axes.legend(frameon=False, loc="upper left")


def _scatter(axes: Any, plot: Scatter) -> None:
    for index, (label, points) in enumerate(plot.groups):
        if points:
            people, ours = zip(*points, strict=True)
            axes.scatter(
                people, ours, s=14, alpha=0.6, color=_COLOURS[index % len(_COLOURS)], label=label, linewidths=0
            )
    axes.set_yscale("symlog", linthresh=10)  # most texts lie near 0, a short one with an error far off
    axes.set(xlabel=plot.people, ylabel=plot.ours)
    axes.grid(alpha=0.3)
    _legend(axes, "")


def _legend(axes: Any, title: str) -> None:
    """A legend beside the axes; none for a single thing without a title, and a word where there is nothing."""
    things = len(axes.get_legend_handles_labels()[0])
    if not things:
        axes.text(0.5, 0.5, "nothing to draw", transform=axes.transAxes, ha="center", color="0.4")
    elif things > 1 or title:
        axes.legend(title=title, frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1.01, 0.5))
