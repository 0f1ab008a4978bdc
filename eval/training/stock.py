"""What damage is made of, gathered from the crowds that the reader learns from."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from audit.align.lexical import lemma
from audit.lexicons.function_words import is_meaningful
from audit.models.encoders.encoder import Vectors
from audit.models.reader.layout import Tokenizer
from corpora.words import words
from eval.training.crowds import Crowd
from eval.training.placing import Stock

_LEAST, _MOST = 3, 6000  # times a word occurs, words of a language
_SHORTEST = 4  # letters
_NEAREST, _NEAR = 2, 24  # ranks between which a neighbour is near in meaning, yet seldom the same word in another form


def gathered(crowds: Sequence[Crowd], tokenizer: Tokenizer, embeddings: Vectors) -> Stock:
    """Gather the stock; `embeddings` (vocabulary, dimension) are those of the base, by which words are near."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    texts: dict[str, list[str]] = defaultdict(list)
    for crowd in crowds:
        first = next(iter(crowd.texts.values()))
        texts[crowd.target_lang].append(first)
        counts[crowd.target_lang].update(w.text for text in crowd.texts.values() for w in words(text))
    frequent = {lang: _frequent(count) for lang, count in counts.items()}
    near: dict[str, Sequence[str]] = {}
    for lang, found in frequent.items():
        near |= _neighbours([w for w in found if w.islower()], lang, tokenizer, embeddings)
    return Stock(frequent, near, texts, {lang: _before(found, lang) for lang, found in texts.items()})


def _before(texts: Iterable[str], lang: str) -> Mapping[str, Sequence[str]]:
    """By a word in lower case with a meaning, those of its kind that stand before it in any text."""
    found: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for one, after in pairwise(words(text)):
            plain = all(w.text.islower() and is_meaningful(w.text, lang) for w in (one, after))
            if plain and text[one.end : after.start] == " ":
                found[after.text].add(one.text)
    return {word: sorted(those) for word, those in found.items() if len(those) > 1}


def _frequent(count: Counter[str]) -> list[str]:
    fits = (w for w, n in count.most_common() if n >= _LEAST and len(w) >= _SHORTEST and w.isalpha())
    return [w for w, _ in zip(fits, range(_MOST), strict=False)]


def _neighbours(
    found: Sequence[str], lang: str, tokenizer: Tokenizer, embeddings: Vectors
) -> Mapping[str, Sequence[str]]:
    if not found:
        return {}
    rows = np.stack([embeddings[list(tokenizer(w).ids) or [0]].mean(0) for w in found])
    rows -= rows.mean(0)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    made: dict[str, Sequence[str]] = {}
    for begin in range(0, len(found), 500):
        order = np.argsort(-(rows[begin : begin + 500] @ rows.T), axis=1)[:, :_NEAR]
        for k, ranks in enumerate(order, begin):
            made[found[k]] = list(_others(found[k], (found[r] for r in ranks[_NEAREST:]), lang))
    return made


def _others(word: str, near: Iterable[str], lang: str) -> Iterable[str]:
    """Those that are not the same word in another form."""
    mine = lemma(word, lang)
    return (w for w in near if lemma(w, lang) != mine and w[:5] != word[:5])
