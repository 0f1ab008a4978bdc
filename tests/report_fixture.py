"""Audits made by hand for the tests of the reports: a realistic one, a long one, right-to-left ones, a hostile one.

`sample()` is a Ukrainian news item as a machine would put it into English, with findings of every kind and severity.
"""

from dataclasses import dataclass, replace

from audit.finding import (
    Category,
    Decision,
    Evidence,
    Finding,
    Kind,
    Report,
    Score,
    Severity,
    Skip,
    Span,
    Verdict,
)
from audit.reports.view import Audited, Row
from corpora.words import words

# Paragraphs of (source, translation, re-translation 1, re-translation 2).
PARAGRAPHS = (
    (
        (
            "У Житомирі після ремонту відкрили міст через річку Тетерів.",
            "In Zhytomyr, after the repair, a bridge over the Grouse River was opened.",
            "In Zhytomyr, a bridge over the Teteriv River has reopened after repairs.",
            "A bridge across the river Teteriv was opened in Zhytomyr after renovation.",
        ),
        (
            "Роботи тривали вісім місяців і коштували 48 млн гривень.",
            "The works lasted eight months and cost 4.8 million hryvnias.",
            "The work took eight months and cost UAH 48 million.",
            "Works took eight months and cost 48 million hryvnias.",
        ),
        (
            "Міст не закривали для пішоходів жодного дня.",
            "The bridge was closed to pedestrians for a single day.",
            "The bridge was not closed to pedestrians for a single day.",
            "The bridge never closed to pedestrians.",
        ),
    ),
    (
        (
            "Мер розповів, що підрядник узяв себе в руки лише наприкінці літа.",
            "The mayor said that the contractor took himself in his hands only at the end of the summer.",
            "The mayor said that the contractor only pulled itself together at the end of the summer.",
            "According to the mayor, the contractor got its act together only in late summer.",
        ),
        (
            "«Ми не збиралися дивитися на це крізь пальці», — сказав він.",
            "“We were not going to look at this through our fingers,” he said.",
            "“We were not going to turn a blind eye to this,” he said.",
            "“We did not intend to turn a blind eye to it,” he said.",
        ),
        (
            "Навесні тут запрацює ще й велосипедна доріжка.",
            "In the spring, a bicycle path will also open here.",
            "A cycle path will also open here in spring.",
            "In spring, a bike lane will open here as well.",
        ),
    ),
    (
        (
            "Поетеса Леся Українка народилася у Звягелі, менш ніж за сто кілометрів звідси.",
            "The poet Lesya Ukrainian was born in Zviahel, less than a hundred kilometers from here.",
            "The poet Lesya Ukrainka was born in Zviahel, less than a hundred kilometres from here.",
            "The poetess Lesia Ukrainka was born in Zviahel, under a hundred kilometres away.",
        ),
        (
            "Зі Звягеля на свято приїхав хор місцевої школи.",
            "A choir of the local school came to the holiday from Zvyagel.",
            "A choir from a local school came from Zviahel for the celebration.",
            "A local school choir came from Zviahel to the celebration.",
        ),
        (
            "Вхід на концерт був вільний.",
            "Entrance to the concert was was free.",
            "Admission to the concert was free.",
            "Entry to the concert was free.",
        ),
        (
            "Квитки до обласного театру коштують від 150 гривень, доки діє знижка.",
            "Tickets to the regional theatre cost from 150 hryvnias until the discount is valid.",
            "Tickets to the regional theatre start at 150 hryvnias while the discount lasts.",
            "Tickets for the regional theatre cost from UAH 150 as long as the discount applies.",
        ),
    ),
    (
        (
            "Для дітей із передмістя організували безкоштовний автобус.",
            "A bus was organized for children.",
            "A free bus was arranged for children from the suburbs.",
            "A free bus was organised for children from the suburbs.",
        ),
        (
            "Біля мосту встановили нові лавки та ліхтарі.",
            "New shops and lanterns were installed near the bridge.",
            "New benches and street lamps were installed near the bridge.",
            "",
        ),
        (
            "Наступний етап — ремонт набережної.",
            "The next stage is the repair of the набережна.",
            "The next stage is the repair of the embankment.",
            "The next step is to renovate the embankment.",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding by its words: `words` in the translation ("before|after" marks a place), `source` in the source."""

    segment: int
    words: str
    source: str
    code: str
    name: str
    category: Category
    kind: Kind
    severity: Severity
    confidence: float
    message: str
    suggestion: str
    evidence: tuple[tuple[str, str], ...]


FLAGS = (
    Flag(
        0,
        "Grouse River",
        "річку Тетерів",
        "N001",
        "translated-name",
        Category.MISTRANSLATION,
        Kind.NAME,
        Severity.MAJOR,
        0.93,
        "The river's name was translated as a word: “тетерів” is also a grouse.",
        "Teteriv River",
        (("source", "річку Тетерів"), ("re-translation 1", "Teteriv River"), ("re-translation 2", "river Teteriv")),
    ),
    Flag(
        1,
        "4.8 million",
        "48 млн",
        "A001",
        "changed-number",
        Category.MISTRANSLATION,
        Kind.MEANING,
        Severity.CRITICAL,
        0.97,
        "The source says 48,000,000, the translation 4,800,000.",
        "48 million",
        (("source", "48 млн"), ("re-translation 1", "UAH 48 million"), ("re-translation 2", "48 million")),
    ),
    Flag(
        2,
        "was closed",
        "не закривали",
        "A002",
        "lost-negation",
        Category.MISTRANSLATION,
        Kind.MEANING,
        Severity.CRITICAL,
        0.9,
        "The source denies it, the translation affirms it.",
        "was not closed",
        (("source", "не закривали"), ("re-translation 1", "was not closed"), ("re-translation 2", "never closed")),
    ),
    Flag(
        3,
        "took himself in his hands",
        "узяв себе в руки",
        "I001",
        "calqued-idiom",
        Category.MISTRANSLATION,
        Kind.IDIOM,
        Severity.MAJOR,
        0.91,
        "A fixed expression was translated word by word.",
        "pulled itself together",
        (("lexicon", "узяти себе в руки: pull oneself together"), ("re-translation 1", "pulled itself together")),
    ),
    Flag(
        3,
        "himself in his",
        "",
        "L004",
        "wrong-pronoun",
        Category.GRAMMAR,
        Kind.LANGUAGE,
        Severity.MINOR,
        0.55,
        "A company is “it”, not “he”.",
        "itself in its",
        (("re-translation 1", "itself"), ("re-translation 2", "its")),
    ),
    Flag(
        4,
        "look at this through our fingers",
        "дивитися на це крізь пальці",
        "I001",
        "calqued-idiom",
        Category.MISTRANSLATION,
        Kind.IDIOM,
        Severity.MAJOR,
        0.94,
        "A fixed expression was translated word by word.",
        "turn a blind eye to this",
        (("lexicon", "дивитися крізь пальці: turn a blind eye"), ("re-translation 1", "turn a blind eye to this")),
    ),
    Flag(
        6,
        "Lesya Ukrainian",
        "Леся Українка",
        "N002",
        "wrong-name",
        Category.MISTRANSLATION,
        Kind.NAME,
        Severity.MAJOR,
        0.95,
        "The pen name was translated as an adjective.",
        "Lesya Ukrainka",
        (("source", "Леся Українка"), ("re-translation 1", "Lesya Ukrainka"), ("re-translation 2", "Lesia Ukrainka")),
    ),
    Flag(
        6,
        "kilometers",
        "",
        "L005",
        "mixed-spelling",
        Category.SPELLING,
        Kind.LANGUAGE,
        Severity.NEUTRAL,
        0.5,
        "American here, but “theatre” is British.",
        "kilometres",
        (("this text", "theatre"),),
    ),
    Flag(
        7,
        "holiday",
        "свято",
        "S001",
        "wrong-sense",
        Category.MISTRANSLATION,
        Kind.SENSE,
        Severity.MINOR,
        0.62,
        "“Свято” is here a celebration, not a day off.",
        "celebration",
        (("re-translation 1", "celebration"), ("re-translation 2", "celebration")),
    ),
    Flag(
        7,
        "Zvyagel",
        "Звягеля",
        "N003",
        "inconsistent-name",
        Category.INCONSISTENT_TERM,
        Kind.NAME,
        Severity.MINOR,
        0.88,
        "The same town is spelled “Zviahel” above.",
        "Zviahel",
        (("this text", "Zviahel"), ("source", "Звягеля")),
    ),
    Flag(
        8,
        "was was",
        "",
        "L001",
        "doubled-word",
        Category.GRAMMAR,
        Kind.LANGUAGE,
        Severity.MINOR,
        0.98,
        "A word is written twice.",
        "was",
        (),
    ),
    Flag(
        9,
        "until",
        "доки",
        "S002",
        "until-for-while",
        Category.MISTRANSLATION,
        Kind.MEANING,
        Severity.MAJOR,
        0.86,
        "“Доки діє” means as long as it lasts; “until” says the opposite.",
        "as long as",
        (("source", "доки діє"), ("re-translation 1", "while"), ("re-translation 2", "as long as")),
    ),
    Flag(
        10,
        "A |bus",
        "безкоштовний",
        "A005",
        "omission",
        Category.OMISSION,
        Kind.MEANING,
        Severity.MINOR,
        0.71,
        "The translation does not say that the bus is free.",
        "free ",
        (("source", "безкоштовний"), ("re-translation 1", "free"), ("re-translation 2", "free")),
    ),
    Flag(
        10,
        "for children|.",
        "із передмістя",
        "A005",
        "omission",
        Category.OMISSION,
        Kind.MEANING,
        Severity.MAJOR,
        0.78,
        "The translation does not say where the children are from.",
        " from the suburbs",
        (("source", "із передмістя"), ("re-translation 1", "from the suburbs")),
    ),
    Flag(
        11,
        "shops",
        "лавки",
        "S001",
        "wrong-sense",
        Category.MISTRANSLATION,
        Kind.SENSE,
        Severity.MAJOR,
        0.84,
        "“Лавка” is a shop or a bench; one installs benches beside a bridge.",
        "benches",
        (("lexicon", "лавка: bench; shop"), ("re-translation 1", "benches")),
    ),
    Flag(
        12,
        "набережна",
        "набережної",
        "L002",
        "untranslated-word",
        Category.UNTRANSLATED,
        Kind.LANGUAGE,
        Severity.MAJOR,
        0.99,
        "A word was left in the script of the source.",
        "embankment",
        (("re-translation 1", "embankment"), ("re-translation 2", "embankment")),
    ),
)

SKIPS = (
    Skip("possible-shift", "needs a sentence encoder"),
    Skip("unlikely-words", "needs a translation model"),
)


def sample() -> Audited:
    """Return the news item with two re-translations."""
    return _audited("bridge.en.txt", _rows(), tuple(_finding(n, f, _rows()) for n, f in enumerate(FLAGS, 1)))


def text_only() -> Audited:
    """Return the news item without source and re-translations, with the findings that need neither."""
    rows = tuple(replace(r, source="", source_start=0, source_lang="", retranslations=()) for r in _rows())
    found = tuple(replace(f, source=None) for f in sample().report.findings if f.code.startswith("L"))
    made = _audited("bridge.en.txt", rows, found)
    return replace(made, retranslation_names=())


def long(times: int = 39) -> Audited:
    """Return the news item `times` times over: 507 rows and 624 findings by default."""
    rows: list[Row] = []
    found: list[Finding] = []
    short = sample()
    for turn in range(times):
        add, first = turn * 10_000, len(rows)
        found += (
            replace(f, id=f"{turn}-{f.id}", segment=first + f.segment, document_start=add + f.document_start)
            for f in short.report.findings
        )
        rows += (replace(r, target_start=add + r.target_start, paragraph=turn * 4 + r.paragraph) for r in short.rows)
    return _audited("long.en.txt", tuple(rows), tuple(found))


def arabic() -> Audited:
    """Return an English text put into Arabic, with Hebrew words inside."""
    rows = (
        _row(
            0,
            "The museum opens at 9 a.m. and closes at 17:00.",
            "en",
            "يفتح المتحف في الساعة 9 صباحاً ويغلق في الساعة 15:00.",
            "ar",
            "يفتح المتحف أبوابه الساعة 9 صباحاً ويغلقها الساعة 17:00.",
        ),
        _row(
            1,
            "The exhibits came from the National Library of Israel (הספרייה הלאומית).",
            "en",
            "جاءت المعروضات من مكتبة إسرائيل الوطنية (הספרייה הלאומית) المكتبة.",
            "ar",
            "جاءت المعروضات من المكتبة الوطنية الإسرائيلية.",
        ),
    )
    number = Flag(
        0,
        "15:00",
        "17:00",
        "A001",
        "changed-number",
        Category.MISTRANSLATION,
        Kind.MEANING,
        Severity.CRITICAL,
        0.97,
        "The source says 17:00, the translation 15:00.",
        "17:00",
        (("source", "17:00"), ("re-translation 1", "17:00")),
    )
    word = Flag(
        1,
        "المكتبة",
        "",
        "L001",
        "doubled-word",
        Category.GRAMMAR,
        Kind.LANGUAGE,
        Severity.MINOR,
        0.6,
        "The word stands twice.",
        "",
        (),
    )
    return _audited(
        "museum.ar.txt", rows, (_finding(1, number, rows), _finding(2, word, rows)), names=("recorded.ar.txt",)
    )


def hostile() -> Audited:
    """Return texts that try to break out: mark-up, escapes, bidi overrides, NUL, a lone surrogate."""
    evil = (
        "</p><script>alert(1)</script> \x1b[31mred \x00 \u202eesrever\u2066 "
        "\ud800 \x9b2J \"'><img src=x onerror=alert(2)>"
    )
    rows = (_row(0, evil, '"><script>', evil, 'en" onload="x', evil),)
    found = tuple(
        Finding(
            id=f"x{n}{evil}",
            segment=0,
            span=Span(n, n + 12),
            source=Span(n, n + 3),
            code=evil,
            name=evil,
            category=Category.UNINTELLIGIBLE,
            kind=Kind.LANGUAGE,
            severity=Severity.MAJOR,
            confidence=0.5,
            message=evil,
            suggestion=evil,
            evidence=(Evidence(evil, evil),),
            text=evil[n : n + 12],
        )
        for n in (0, 5, 9)
    )
    made = _audited(evil, rows, found, names=(evil,))
    verdict = Verdict(Decision.REVIEW, (evil,))
    return replace(
        made, report=replace(made.report, verdict=verdict, notes=(evil,), skips=(Skip(evil, evil),), signature=evil)
    )


def empty() -> Audited:
    """Return the news item with nothing found."""
    return _audited("bridge.en.txt", _rows(), ())


def _rows() -> tuple[Row, ...]:
    rows: list[Row] = []
    source_start = target_start = 0
    for paragraph, sentences in enumerate(PARAGRAPHS):
        for source, target, first, second in sentences:
            rows.append(Row(target, target_start, "en", source, source_start, "uk", (first, second), paragraph))
            source_start += len(source) + 1
            target_start += len(target) + 1
        source_start += 1  # an empty line ends a paragraph
        target_start += 1
    return tuple(rows)


def _row(paragraph: int, source: str, source_lang: str, target: str, target_lang: str, again: str) -> Row:
    return Row(target, 0, target_lang, source, 0, source_lang, (again,), paragraph)


def _finding(number: int, flag: Flag, rows: tuple[Row, ...]) -> Finding:
    row = rows[flag.segment]
    before, bar, after = flag.words.partition("|")
    start = row.target.rindex(before + after)
    span = Span(start + len(before), start + len(before)) if bar else Span(start, start + len(flag.words))
    at = row.source.index(flag.source)
    return Finding(
        id=f"mt{number:04x}",
        segment=flag.segment,
        span=span,
        source=Span(at, at + len(flag.source)) if flag.source else None,
        code=flag.code,
        name=flag.name,
        category=flag.category,
        kind=flag.kind,
        severity=flag.severity,
        confidence=flag.confidence,
        message=flag.message,
        suggestion=flag.suggestion,
        evidence=tuple(Evidence(origin, text) for origin, text in flag.evidence),
        text=row.target[span.start : span.end],
        document_start=row.target_start,
        document_source_start=row.source_start,
    )


def _audited(
    title: str,
    rows: tuple[Row, ...],
    found: tuple[Finding, ...],
    names: tuple[str, ...] = ("first.en.txt", "second.en.txt"),
) -> Audited:
    found = tuple(sorted(found, key=lambda f: (f.segment, f.span, f.code)))
    counted = "source" if rows[0].source else "translation"
    total = sum(len(words(r.source or r.target)) for r in rows)
    points = sum(f.severity.points for f in found)
    score = Score(points, total, counted, 1000 * points / total, total < 300)
    worst = sum(f.severity is Severity.CRITICAL for f in found)
    decision = Decision.RETRANSLATE if worst > 1 else Decision.REVIEW if found else Decision.PUBLISH
    reasons = (f"{worst} critical findings change what the article says",) if worst else ("no critical finding",)
    signature = "mtaudit:0.1.0|pair:uk-en|checks:12|retranslations:2"
    notes = ("Segments 11 and 12 were aligned with little evidence.",) if found else ()
    return Audited(title, rows, names, Report(found, SKIPS, score, Verdict(decision, reasons), signature, notes))
