"""A statement that became a question, or a question that became a statement.

Why it hurts: "Did the bank close?" reports nothing; "The bank closed." reports what nobody said.

How it is known: by the question marks of the source, and of the re-translations where there are any.

What stays silent: sources that write no punctuation at their end, as people do in chats, and questions to the reader; sources and re-translations that
differ among themselves; requests and indirect questions; tags such as "right?". What turns into a question among several
sentences, as in speech, is minor.
"""

from collections.abc import Iterator
from dataclasses import replace

import regex

from audit.check import Example, Needs, Pair, declare, per_pair
from audit.finding import Category, Evidence, Kind, Mark, Severity, Span
from corpora.words import words

_QUESTION = regex.compile(r"[?？؟]")
_STATED = regex.compile(r"[.。।…!！:]['\"’”»›」』)）\]\s]*$")
_ENDED = regex.compile(r"[.。।…!！?？؟]+(?=\s|$)")
# What only asks for assent, behind a comma or by itself.
_ASSENT = regex.compile(
    r"[,;.!…—–]\s+(?:right|ok(?:ay)?|eh|huh|no|yes|correct|true|(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)"
    r"(?:n['’]t)? \w+(?: not)?|правда|вірно|верно|так|ні|да|нет|гаразд|хіба не так|не так|чи не так|еге ж|oder|nicht wahr|richtig|ne|"
    r"stimmt['’]?s|prawda|nie|tak|non|n['’]est-ce pas|hein|d['’]accord|verdad|cierto|vero|giusto|né|não|certo)$",
    regex.IGNORECASE,
)
_INDIRECT = regex.compile(r"\b(?:please|tell|let|know|ask\w*|wonder\w*|whether|wanted|like)\b", regex.IGNORECASE)
# Words that begin a question also where its mark is forgotten.
_ASKING = regex.compile(
    r"^[\W\d]*(?:чи|хто|що|де|коли|як|чому|скільки|куди|хіба|кто|что|где|когда|как|почему|сколько|куда|разве|ли|можно|можна|"
    r"czy|kto|co|gdzie|kiedy|jak|dlaczego|kdo|kde|kdy|proč|jak|zda|wer|was|wo|wann|wie|warum|wieso|qui|que|quoi|où|quand|"
    r"comment|pourquoi|est-ce|quién|qué|dónde|cuándo|cómo|chi|che|dove|quando|come|perché|quem|onde|como|क्या|هل|أين|متى)\b",
    regex.IGNORECASE,
)
_SPEECH = regex.compile(r"[:\"“”«»‘]|(?:^|[\s,])'|\b(?:think|thought|wonder|ask|sa[iy]|tell|told)", regex.IGNORECASE)
_TO_READER = regex.compile(r"\b(?:you|your|yourself)\b", regex.IGNORECASE)
_FEW = 2  # sentences of a text in which a new question weighs
_ALONE, _BESIDE = 0.6, 0.85  # estimated share of marks that are right: with the source only, with re-translations


@declare(
    "A026",
    Category.MISTRANSLATION,
    Kind.MEANING,
    Severity.MAJOR,
    Example("uk-en", "Банк зачинився.", "Did the bank [[close?]]"),
    Example("de-en", "Ist die Brücke offen?", "The bridge is [[open.]]", ("Is the bridge open?",)),
    Example("uk-en", "Банк зачинився", "Did the bank close?"),
    Example("de-en", "Ist die Brücke offen?", "Is the bridge open?"),
    needs=Needs.SOURCE,
)
@per_pair
def check(pair: Pair) -> Iterator[Mark]:
    """Yield at most one mark, on the last word of the sentence with its punctuation."""
    asked = [bool(_QUESTION.search(text)) for text in (pair.source, *pair.retranslations)]
    asks = list(_QUESTION.finditer(pair.target))
    if not pair.source.strip() or pair.source_lang.partition("-")[0] == "el":
        return
    if (
        len(asks) == 1
        and not any(asked)
        and _STATED.search(pair.source)
        and not _ASKING.search(pair.source)
        and not _quoted(pair, asks[0].start())
        and not _is_tag(pair.target, asks[0].start())
        and not _TO_READER.search(pair.target)  # in chats people forget the mark of a question
        and (pair.retranslations or len(_ENDED.findall(pair.target)) == 1)  # several sentences are often speech
    ):
        mark = _mark(pair, asks[0].end(), "The translation asks what the source states.")
        several = len(_ENDED.findall(pair.target)) > _FEW
        yield replace(mark, severity=Severity.MINOR) if several else mark
    elif not asks and all(asked) and pair.source.rstrip()[-1] in "?？؟":
        end = _STATED.search(pair.target)
        if end and not _INDIRECT.search(pair.target):
            yield _mark(pair, end.start() + 1, "The translation states what the source asks.")


def _quoted(pair: Pair, at: int) -> bool:
    """Whether the question is somebody's words or thoughts, which another language may report."""
    return pair.target[at + 1 : at + 2] in tuple("\"'”’»") or (
        not pair.retranslations and bool(_SPEECH.search(pair.target))
    )


def _is_tag(text: str, at: int) -> bool:
    """Whether the question is only a tag: "isn't it?", "right?"."""
    return bool(_ASSENT.search(text[:at]))


def _mark(pair: Pair, end: int, message: str) -> Mark:
    before = [w for w in words(pair.target) if w.end <= end]
    start = before[-1].start if before else max(end - 1, 0)
    evidence = (
        Evidence("source", pair.source),
        *(Evidence(f"re-translation {k}", text) for k, text in enumerate(pair.retranslations, 1)),
    )
    return Mark(Span(start, end), message, _BESIDE if pair.retranslations else _ALONE, evidence)
