"""A verb in another time: a plan told as a fact, a fact told as a plan, the present told as past.

Why it hurts: "will resign" for "resigned" reports what has not happened, or hides what has.

How it is known: the linked verbs of the re-translations stand in another time; or the text speaks of the future where they
tell a past and know nothing that is still to come; or the source alone has a future and no past, and the text only a past.

Future against past is major. Present against past, a perfect against a past perfect, and a future against a present that
no date or plan explains are minor, for translators choose them freely; they are told only where it is the one verb that differs, and
present against past only where the source, in languages whose past is known, does not speak for the text.

What stays silent: verbs with modal words and infinitives, headlines, what somebody said and what would be, any doubt among
the re-translations.
"""

from collections.abc import Iterator

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity
from audit.shifts.marked import marked
from audit.shifts.neighbours import besides
from audit.shifts.sourced_time import Moved, Time
from audit.shifts.tense import moved
from corpora.language import primary

_FUTURE, _PRESENT = 0.6, 0.4  # estimated share of marks that are right, with one re-translation
_EACH = 0.15  # what a second one adds
_LONGEST = 10_000  # code points


@declare(
    "A025",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MAJOR,
    Example(
        "uk-en",
        "Міністр подав у відставку в п'ятницю.",
        "The minister [[will resign]] on Friday.",
        ("The minister resigned on Friday.", "The minister stepped down on Friday."),
    ),
    Example(
        "de-en",
        "Der Chor sang im Dom.",
        "The choir [[will sing]] in the cathedral.",
        ("The choir sang in the cathedral.",),
    ),
    Example(
        "uk-en",
        "Рибалки повертаються до гавані з повними сітками.",
        "The fishermen [[returned]] to the harbour with full nets.",
        ("The fishermen are returning to the harbour with full nets.",),
    ),
    Example(
        "de-en",
        "Die Reederei gab bekannt, dass die Fähre beschädigt wurde.",
        "The shipping company said the ferry is damaged.",
        ("The shipping company said the ferry was damaged.",),
    ),
    Example(
        "uk-en",
        "Виставка відкриється в травні.",
        "The exhibition will open in May.",
        ("The exhibition opens in May.",),
    ),
    Example(
        "de-en", "Er sagte, er komme morgen.", "He said he will come tomorrow.", ("He said he would come tomorrow.",)
    ),
    Example("de-en", "Die Schule wird im Herbst eröffnet.", "The school [[was]] opened in the autumn."),
    Example("pl-en", "Most będzie otwarty w maju.", "The bridge is to open in May."),
    needs=Needs.SECOND,
    target_langs=frozenset({"en"}),
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    yield from list(_beside(pair)) or marked(pair, "tense")


def _beside(pair: Pair) -> Iterator[Mark]:
    if not pair.retranslations or max(map(len, (pair.target, *pair.retranslations))) > _LONGEST:
        return
    sides = besides(pair)
    source = pair.source, primary(pair.source_lang)
    for one in moved(sides[0], source):
        told = [one, *(m for b in sides[1:] if (m := _same(list(moved(b, source)), one)))]
        if len(told) == len(sides):
            future = Time.FUTURE in one.times and Time.PRESENT not in one.times
            place = sides[0].ours.span(*one.ours)
            others = [pair.retranslations[k][(s := b.theirs.span(*m.theirs)).start : s.end] for k, (b, m) in
                      enumerate(zip(sides, told, strict=True))]  # fmt: skip
            sure = (_FUTURE if future else _PRESENT) + _EACH * (len(told) > 1)
            here = pair.target[place.start : place.end]
            yield Mark(
                place,
                f"“{here}” is {one.times[0]}; the re-translations have “{others[0]}”, {one.times[1]}.",
                sure,
                tuple(Evidence(f"re-translation {k}", text) for k, text in enumerate(others, 1)),
                others[0],
                severity=None if future else Severity.MINOR,
            )


def _same(found: list[Moved], one: Moved) -> Moved | None:
    return next((m for m in found if m.ours[1] == one.ours[1] and m.times == one.times), None)
