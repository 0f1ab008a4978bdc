"""A text, its translation, and models that know it, for the tests of re-translation."""

import io
import json
from collections.abc import Sequence

from audit.finding import Span
from audit.models.translator import Hypothesis, ModelError, Settings, TokenScore
from audit.retranslate import Retranslator

UK = """Сі Цзіньпін прийняв у Пекіні президента США Джо Байдена. Переговори тривали дві години.
Сторони не підписали угоду про мир. Сі сказав, що Китай готовий купити 500 тисяч тонн зерна.
Про це повідомив міністр Кулеба. Міст через річку закрили на ремонт."""
EN = """Xi Jinping received US President Joe Biden in Beijing. The talks lasted two hours.
The parties did not sign the agreement on peace. Xi said that China is ready to buy 500 million tons of grain.
This was reported by Minister Kuleba. The bridge over the river was closed for repairs."""
AGAIN = {
    "Сі Цзіньпін прийняв у Пекіні президента США Джо Байдена.": "In Beijing, Xi received President Joe Biden.",
    "Переговори тривали дві години.": "The talks went on for two hours.",
    "Сторони не підписали угоду про мир.": "No peace deal was signed by the sides.",
    "Сі сказав, що Китай готовий купити 500 тисяч тонн зерна.": "Xi says China would buy 500,000 tonnes of grain.",
    "Про це повідомив міністр Кулеба.": "Minister Kuleba told about it.",
    "Міст через річку закрили на ремонт.": "They closed the bridge for repair.",
}


GRAIN = "Сі сказав, що Китай готовий купити 500 тисяч тонн зерна."
ROW = {"id": "a", "pair": "uk-en", "src": GRAIN, "mt": "Xi said that China is ready to buy 500 million tons of grain."}


class Fake:
    """A model that knows some sentences, counts calls, and may have further hypotheses and scores."""

    def __init__(
        self, name: str, known: dict[str, str], further: dict[str, str] | None = None, scores: bool = False
    ) -> None:
        self.name = name
        self.calls = 0
        self._known = known
        self._further = further
        self._scores = scores

    def translate(self, sources: Sequence[str]) -> list[tuple[Hypothesis, ...]]:
        self.calls += 1
        best = [Hypothesis(self._known.get(s, f"<{s}>") if s.strip() else "") for s in sources]
        if self._further is None:
            return [(b,) for b in best]
        return [(b, Hypothesis(self._further.get(s, b.text))) for b, s in zip(best, sources, strict=True)]

    def score(self, sources: Sequence[str], targets: Sequence[str]) -> list[tuple[TokenScore, ...]]:
        if not self._scores:
            raise ModelError(f"{self.name}: does not tell probabilities")
        return [tuple(token(t, w) for w in ("million",) if w in t) for t in targets]


def token(text: str, word: str) -> TokenScore:
    at = text.index(word)
    return TokenScore(Span(at, at + len(word)), -7.0, 12, " thousand", -0.1)


def of(*fakes: Fake, only: str = "uk-en") -> Retranslator:
    found = {f.name: f for f in fakes}

    def load(spec: str, settings: Settings) -> Fake:
        if f"{settings.source_lang}-{settings.target_lang}" != only:
            raise ModelError(f"{spec}: knows only {only}; give another model")
        return found[spec]

    return Retranslator(list(found), Settings("", ""), load)


def lines(*rows: object) -> io.BytesIO:
    return io.BytesIO(b"".join((r if isinstance(r, bytes) else json.dumps(r).encode()) + b"\n" for r in rows))
