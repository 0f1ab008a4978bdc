"""Two parties that changed places: who did it to whom.

Why it hurts: "Norway gave jets to Ukraine" and "Ukraine gave jets to Norway" are opposite news, and both are good English.

How it is known: the re-translations have the same verb of action with the same two parties, the other way round; passive
clauses are read as what they are.

What stays silent: passive for active; verbs without both parties in their own clause; verbs by which neither acts on the
other; re-translations that differ.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity
from audit.shifts.neighbours import besides
from audit.shifts.roles import swapped

_ONE, _MORE = 0.6, 0.85  # estimated share of marks that are right: one re-translation, two or more
_LONGEST = 10_000  # code points


@declare(
    "A029",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.CRITICAL,
    Example(
        "uk-en",
        "Пожежника врятував собака.",
        "[[The firefighter rescued the dog]].",
        ("The firefighter was rescued by a dog.", "A dog rescued the firefighter."),
    ),
    Example(
        "de-en",
        "Den Trainer kritisierte der Verein.",
        "[[The coach criticised the club]].",
        ("The club criticised the coach.",),
    ),
    Example(
        "uk-en",
        "Пожежника врятував собака.",
        "The dog rescued the firefighter.",
        ("The firefighter was rescued by the dog.",),
    ),
    Example(
        "de-en",
        "Der Verein kritisierte den Trainer.",
        "The coach was criticised by the club.",
        ("The club criticised the coach.",),
    ),
    needs=Needs.SECOND,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    if not pair.retranslations or max(map(len, (pair.target, *pair.retranslations))) > _LONGEST:
        return
    sides = besides(pair)
    found = [list(swapped(b)) for b in sides]
    for mine, _ in found[0]:
        told = [next((o for m, o in each if m.verb == mine.verb), None) for each in found]
        acts = [one for one in told if one]
        if len(acts) < len(sides):
            continue
        parts = sorted((mine.verb, *mine.agent, *mine.patient))
        first = parts[0]
        if first and sides[0].ours.words[first - 1].text.lower() in ("the", "a", "an"):
            first -= 1
        evidence = []
        for k, (beside, act) in enumerate(zip(sides, acts, strict=True), 1):
            place = sorted((act.verb, *act.agent, *act.patient))
            span = beside.theirs.span(place[0], place[-1])
            evidence.append(Evidence(f"re-translation {k}", beside.theirs.text[span.start : span.end]))
        yield Mark(
            sides[0].ours.span(first, parts[-1]),
            f"The two parties changed places: “{evidence[0].text}”.",
            _MORE if len(acts) > 1 else _ONE,
            tuple(evidence),
            evidence[0].text,
        )
        return
