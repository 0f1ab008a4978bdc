"""What every translation backend can do, and how it is set."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from audit.finding import Span
from corpora.read import InputError


class ModelError(InputError):
    """A model that cannot be had or used. Its text is one line: which, what, cure."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to decode. All of it is part of a cache key but `device` and `batch_tokens`, which change no output on purpose.

    Languages are BCP-47. `hypotheses` is the number of different translations of each sentence (n-best), at most `beam`.
    `device` is "auto", "cpu" or "cuda"; `precision` is "auto", "float32", "float16", "bfloat16" or "int8";
    `batch_tokens` bounds the source tokens of one batch, padding included. `offline` forbids every connection.
    """

    source_lang: str
    target_lang: str
    beam: int = 4
    hypotheses: int = 1
    device: str = "auto"
    precision: str = "auto"
    batch_tokens: int = 2048
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One translation. `score` is the model's mean log-probability (natural logarithm) for each target token, 0.0 if unknown."""

    text: str
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class TokenScore:
    """What the model thinks of one token of a given translation.

    `span` is the token's code points in the text as given; `logprob` its natural log-probability after all tokens
    before it; `rank` its place among all tokens there (0 is the model's own choice); `best` the text of the model's own
    choice and `best_logprob` its log-probability.
    """

    span: Span
    logprob: float
    rank: int
    best: str
    best_logprob: float


class Translator(Protocol):
    """A model that translates sentences of one language pair."""

    @property
    def name(self) -> str:
        """Backend, model and revision or content hash, for signatures and cache keys: "hf:Helsinki-NLP/opus-mt-uk-en@1a2b3c"."""
        ...

    def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
        """Return the hypotheses of each source, best first, in the order given. An empty source gives one empty hypothesis."""
        ...

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[TokenScore, ...]]:
        """Return the scores of given translations, one tuple a pair. Raises ModelError where the backend cannot say."""
        ...
