"""Decisions: each rule by itself, with the reason that it gives; and what the profiles make of the same findings."""

from pathlib import Path

import pytest

from audit.finding import Category, Finding, Kind, Score, Severity, Span
from audit.profiles import INTERNAL, LEGAL, PROFILES, PUBLISH
from audit.triage import decide


def finding(segment: int, severity: Severity = Severity.MAJOR, kind: Kind = Kind.MEANING, sure: float = 0.9) -> Finding:
    category = Category.MISTRANSLATION
    return Finding(
        "x", segment, Span(0, 3), None, "A001", "changed-number", category, kind, severity, sure, "m", "s", (), "ten"
    )


def figures(points: int) -> Score:
    return Score(points, 1000, "source", float(points), unreliable=False)


def test_a_wrong_name_in_the_title_is_told() -> None:
    found = [finding(0, kind=Kind.NAME)]
    assert "a wrong name in the first segment: changed-number “ten”" in decide(found, figures(5), 20).reasons
    assert decide(found, figures(5), 20, LEGAL).decision == "retranslate"
    assert decide(found, figures(5), 20, INTERNAL).decision == "review"
    assert decide([finding(1, kind=Kind.NAME)], figures(5), 20, INTERNAL).decision == "publish"
    assert decide([finding(1, kind=Kind.NAME)], figures(5), 20, INTERNAL, first=1).decision == "review"


def test_errors_close_together_make_a_passage() -> None:
    apart = [finding(place) for place in (3, 20, 41)]
    close = [finding(place) for place in (20, 22, 24)]
    assert decide(apart, figures(15), 60, INTERNAL).decision == "publish"
    verdict = decide(close, figures(15), 60, INTERNAL)
    assert verdict.decision == "review"
    assert verdict.reasons == ("3 serious findings close together, in segments 21 to 25",)


@pytest.mark.parametrize(("unaligned", "decision"), [(0, "publish"), (4, "publish"), (5, "review")])
def test_text_without_a_counterpart_must_be_seen(unaligned: int, decision: str) -> None:
    verdict = decide([], figures(0), 20, unaligned=unaligned)
    assert verdict.decision == decision
    assert ("without a sure counterpart" in verdict.reasons[0]) is (decision == "review")


@pytest.mark.parametrize(
    ("found", "publish", "internal", "legal"),
    [
        ([], "publish", "publish", "publish"),
        ([finding(4, Severity.MINOR)], "publish", "publish", "review"),
        ([finding(4)], "review", "publish", "review"),
        ([finding(4, Severity.CRITICAL)], "review", "review", "retranslate"),
        ([finding(4, Severity.CRITICAL), finding(9, Severity.CRITICAL)], "retranslate", "review", "retranslate"),
        ([finding(4, sure=0.5)], "review", "review", "review"),
    ],
)
def test_what_each_profile_tolerates(found: list[Finding], publish: str, internal: str, legal: str) -> None:
    points = sum(f.severity.points for f in found)
    decisions = [decide(found, figures(points), 50, profile).decision for profile in (PUBLISH, INTERNAL, LEGAL)]
    assert decisions == [publish, internal, legal]


def test_the_readme_has_the_numbers_of_the_profiles() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    for profile in PROFILES.values():
        numbers = (
            profile.confidence, profile.criticals, profile.places, profile.share, profile.tolerated,
            profile.slips, profile.together, profile.within, profile.unaligned, profile.title, profile.passage,
        )  # fmt: skip
        assert (
            f"| {profile.name} | {' | '.join(f'{n:g}' if isinstance(n, float | int) else n for n in numbers)} |"
            in readme
        )
