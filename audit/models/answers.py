"""How a model's answer stands in the cache: keys of texts, and values as JSON that any later version can read or refuse."""

import json
from hashlib import blake2b

from audit.finding import Span
from audit.models.translator import Hypothesis, TokenScore


def key(*texts: str) -> bytes:
    """Return 20 bytes that stand for the texts, in order."""
    whole = blake2b(digest_size=20)
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.digest()


def write(hypotheses: tuple[Hypothesis, ...]) -> bytes:
    return _bytes([(h.text, h.score) for h in hypotheses])


def write_scores(scores: tuple[TokenScore, ...]) -> bytes:
    return _bytes([(t.span.start, t.span.end, t.logprob, t.rank, t.best, t.best_logprob) for t in scores])


def read(value: bytes) -> tuple[Hypothesis, ...]:
    """Return the hypotheses of a value, () for bytes that hold none."""
    try:
        return tuple(Hypothesis(str(text), float(score)) for text, score in json.loads(_text(value)))
    except (ValueError, TypeError):
        return ()


def read_scores(value: bytes) -> tuple[TokenScore, ...] | None:
    """Return the token scores of a value, None for bytes that hold none."""
    try:
        rows = json.loads(_text(value))
        return tuple(TokenScore(Span(a, b), float(p), int(r), str(w), float(q)) for a, b, p, r, w, q in rows)
    except (ValueError, TypeError):
        return None


def _bytes(rows: object) -> bytes:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _text(value: bytes) -> str:
    return value.decode("utf-8", "surrogatepass")
