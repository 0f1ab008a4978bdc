"""Crowds of translations of one source: one is read, some are its re-translations, the rest vote on each of its words.

A word that two or more voters have is acceptable, one that none has is suspect; people's translations are acceptable.
Where people marked error spans in the translation, their word stands above the crowd's.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from audit.align.lexical import lemma
from audit.check import Pair
from corpora.words import words
from eval.rows import local
from eval.training.lesson import UNKNOWN, Lesson, blank

_VOTERS = 3  # fewer say nothing
_HOW_MANY = ((0, 0.22), (1, 0.43), (2, 0.23), (3, 0.12))  # re-translations, and how often so many are given
_NO_SOURCE = 0.15
BESIDE_PEOPLE = 1 / 8
_SHARED = 0.1  # weight of a word that a re-translation has: it is nearly always right, and there are many
_MEAN = {"minor": 0.0, "major": 1.0, "critical": 1.0}


@dataclass(frozen=True, slots=True)
class Crowd:
    """All translations of one source. `spans` are the error spans of those that people have marked, by system:
    (start, end, severity)."""

    source: str
    source_lang: str
    target_lang: str
    texts: Mapping[str, str]
    people: frozenset[str]
    origin: str
    spans: Mapping[str, Sequence[tuple[int, int, str]]] = field(default_factory=dict)


def crowds(data: Path) -> Iterator[Crowd]:
    """Yield the crowds of all sets below the data folder that hold several translations of a source."""
    for name, pair in (("wmt22-uken", "uk-en"), ("wmt22-ruen", "ru-en"), ("wmt22-deen", "de-en")):
        for row in local(data / name / f"{pair}.jsonl.gz"):
            yield _crowd(row["src"], pair, row["mt"], {k: v for k, v in row["refs"].items() if v}, name)
    for name, pair in (("wmt23-uken", "uk-en"), ("wmt24-enuk", "en-uk")):
        for row in local(data / name / f"{pair}.docs-half1.jsonl.gz"):
            for one in row["segments"]:
                yield _crowd(one["src"], pair, one["mt"], {"A": one["ref"]} if one["ref"] else {}, name)
    for pair in ("zh-en", "en-de", "en-ru"):
        yield from _marked(data / "qe23-spans" / f"{pair}.train.jsonl.gz", pair, "qe23-spans")
    yield from _marked(data / "mqm-ted-zhen" / "zh-en.jsonl.gz", "zh-en", "mqm-ted-zhen")


def _crowd(source: str, pair: str, machines: Mapping[str, str], people: Mapping[str, str], origin: str) -> Crowd:
    source_lang, target_lang = pair.split("-")
    texts = {k: v for k, v in machines.items() if v} | {f"ref{k}": v for k, v in people.items()}
    return Crowd(source, source_lang, target_lang, texts, frozenset(f"ref{k}" for k in people), origin)


def _marked(path: Path, pair: str, origin: str) -> Iterator[Crowd]:
    groups: dict[str, dict[str, Any]] = defaultdict(dict)
    for row in local(path):
        groups[row["src"]].setdefault(row["system"], row)
    source_lang, target_lang = pair.split("-")
    for source, rows in groups.items():
        spans = {s: [(x["start"], x["end"], x["severity"]) for x in row["spans"]] for s, row in rows.items()}
        people = frozenset(s for s in rows if s.startswith("ref"))
        yield Crowd(
            source, source_lang, target_lang, {s: r["mt"] for s, r in rows.items() if r["mt"]}, people, origin, spans
        )


def lesson(
    crowd: Crowd, system: str, rng: Random, people: float = BESIDE_PEOPLE, *, votes: bool = True
) -> Lesson | None:
    """Return what the crowd and its annotators teach of one of its translations; None where they teach nothing.

    `people` is the share of lessons with a human translation, where there is one, beside the text; without `votes`, annotators alone are heard.
    """
    text = crowd.texts[system]
    others = unlike(crowd, system)
    machines = [name for name in others if name not in crowd.people]
    count = min(_drawn(rng), max(len(others) - _VOTERS, 0), len(machines))
    chosen = rng.sample(machines, count)
    if rng.random() < people and chosen and (written := [p for p in others if p in crowd.people]):
        chosen[0] = written[0]  # users also give a human translation as the second opinion
    source = "" if rng.random() < _NO_SOURCE else crowd.source
    pair = Pair(
        text, crowd.target_lang, source, crowd.source_lang if source else "", tuple(crowd.texts[c] for c in chosen)
    )
    voters = [name for name in others if name not in chosen]
    pool = frozenset(k for t in crowd.texts.values() for k in _keys(t, crowd.target_lang))
    made = blank(pair, crowd.origin, pool)
    if votes and len(voters) >= _VOTERS:
        _vote(made, crowd, system, voters, rng)
    if system in crowd.spans:
        made = _heard(made, crowd.spans[system], crowd.origin)
    elif system in crowd.people:
        made = replace(made, wrong=0.0)
    return made if (made.errors != UNKNOWN).any() else None


def _drawn(rng: Random) -> int:
    return rng.choices([n for n, _ in _HOW_MANY], [share for _, share in _HOW_MANY])[0]


def unlike(crowd: Crowd, system: str) -> list[str]:
    """The other systems, each text once, without copies of the text that is read."""
    found: dict[str, str] = {}
    own = crowd.texts[system].casefold()
    for name, text in sorted(crowd.texts.items()):
        if name != system and text.casefold() != own:
            found.setdefault(text.casefold(), name)
    return list(found.values())


def _keys(text: str, lang: str) -> list[str]:
    return [lemma(w.text, lang) for w in words(text)]


def _vote(made: Lesson, crowd: Crowd, system: str, voters: Sequence[str], rng: Random) -> None:
    lang = crowd.target_lang
    support = Counter(k for name in voters for k in set(_keys(crowd.texts[name], lang)))
    given = [set(_keys(t, lang)) for t in made.pair.retranslations]
    for n, word in enumerate(_keys(crowd.texts[system], lang)):
        votes = support[word]
        if system in crowd.people:
            made.errors[n] = 0.0 if votes or rng.random() < 0.5 else UNKNOWN
        else:
            made.errors[n] = 0.0 if votes > 1 else UNKNOWN if votes else 1.0
        if any(word in one for one in given) or (not given and votes > len(voters) / 2):
            made.weights[n] = _SHARED


def _heard(made: Lesson, spans: Sequence[tuple[int, int, str]], origin: str) -> Lesson:
    """The lesson with what annotators say of its words. They mark not all that is wrong, so a word that no voter has and that they
    leave alone is unknown."""
    for n, word in enumerate(words(made.pair.target)):
        marks = [s for a, b, s in spans if a < word.end and word.start < b]
        if marks:
            made.errors[n] = 1.0 if made.errors[n] != 0 else 0.8
            made.majors[n] = max(_MEAN.get(s, 0.0) for s in marks)
        else:
            made.errors[n] = UNKNOWN if made.errors[n] == 1 else 0.0
    serious = any(_MEAN.get(s, 0.0) for _, _, s in spans)
    return replace(made, wrong=float(serious), origin=f"{origin}/people")
