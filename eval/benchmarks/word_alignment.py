"""Word alignment against links made by hand (tests/alignments), beside the plain methods on the same vectors."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from itertools import product

import numpy as np
from numpy.typing import NDArray

from audit.align.lexical import forms
from audit.align.words import Dictionary, align_words, side
from audit.models.encoders.encoder import Encoder, Tokens
from audit.share import f1
from eval.alignments import FOLDER, PAIRS, Aligned, Cell, Score, owners, project, read, score
from eval.measures.resample import SEED, Figure, bootstrap
from eval.section import Cell as TableCell
from eval.section import Section, Table

Method = Callable[[Aligned], Iterable[Cell]]
"""Links between the annotated words of a sentence pair."""

_TEMPERATURES = (0.01, 0.02, 0.05, 0.1)
_CUTS = (0.001, 0.01, 0.05, 0.1, 0.2, 0.4)


def section(
    encoder: Encoder, others: Mapping[str, Encoder] | None = None, dictionaries: Mapping[str, Dictionary] | None = None
) -> Section:
    """Measure on both halves; `others` are further encoders (other layers) for the plain methods, by the name to print.

    `dictionaries` by pair ("uk-en") add a row: the aligner with them.
    """
    gold = [one for pair in PAIRS for one in read(pair)]
    texts = [text for one in gold for text in one.texts]
    kept = {name: _Kept(one, texts) for name, one in (others or {}).items()}
    methods = _methods(_Kept(encoder, texts), kept, dictionaries or {}, [one for one in gold if one.dev])
    tables = tuple(
        _table(title, methods, [one for one in gold if one.dev == dev])
        for title, dev in (("Test half", False), ("Dev half, on which weights and thresholds were fitted", True))
    )
    digest = sha256(b"".join((FOLDER / f"{pair}.txt").read_bytes() for pair in PAIRS)).hexdigest()[:10]
    return Section(
        "words", "word links against 120 sentence pairs", tables, f"encoder:{encoder.name}|data:{digest}|seed:{SEED}"
    )


class _Kept:
    """An encoder whose answers for some texts are kept: they are read by many methods."""

    def __init__(self, encoder: Encoder, texts: Sequence[str]) -> None:
        self.name, self.dimension, self.sentences = encoder.name, encoder.dimension, encoder.sentences
        self._tokens = dict(zip(texts, encoder.tokens(texts), strict=True))

    def tokens(self, texts: Sequence[str]) -> list[Tokens]:
        return [self._tokens[text] for text in texts]

    def words(self, texts: Sequence[str]) -> list[Tokens]:
        return self.tokens(texts)


def _methods(
    encoder: Encoder, others: Mapping[str, Encoder], dictionaries: Mapping[str, Dictionary], dev: Sequence[Aligned]
) -> dict[str, Method]:
    found: dict[str, Method] = {"mtaudit": partial(ours, encoder=encoder)}
    if dictionaries:
        found["mtaudit with a dictionary"] = partial(ours, encoder=encoder, dictionaries=dictionaries)
    found["mtaudit without vectors"] = ours
    for name, one in {"same vectors": encoder, **others}.items():
        found[f"mutual argmax, {name}"] = partial(argmax, encoder=one)
    found["itermax, same vectors"] = partial(argmax, encoder=encoder, rounds=2)
    for name, one in {"same vectors": encoder, **others}.items():
        found[f"softmax threshold, {name}"] = _softmax_fitted(one, dev)
    return {**found, "diagonal": diagonal, "same words": same_words}


def _table(title: str, methods: Mapping[str, Method], gold: Sequence[Aligned]) -> Table:
    langs = ["-".join(one.langs) for one in gold]
    rows = tuple((name, *_figures(langs, [measured(method, one) for one in gold])) for name, method in methods.items())
    columns = (
        "method",
        "precision",
        "recall",
        "F1 %",
        "AER %",
        *(f"{p} {what} %" for p in PAIRS for what in ("F1", "AER")),
    )
    note = (
        "Precision over possible links, recall over sure ones, AER after Och and Ney (2003). Mutual argmax and itermax after "
        "SimAlign, on pieces of words; softmax threshold after awesome-align, its temperature and threshold the best of the dev half."
    )
    return Table(f"{title} ({len(gold)} sentence pairs)", columns, rows, note)


def _figures(langs: Sequence[str], scores: Sequence[Score]) -> tuple[TableCell, ...]:
    total = sum(scores, Score())
    counts = [(one.linked, one.right, one.met, one.sure) for one in scores]
    rows = np.array(counts)
    interval = bootstrap(len(rows), lambda drawn: _f1(Score(*rows[drawn].sum(axis=0).tolist())))
    by_pair = [sum((s for s, lang in zip(scores, langs, strict=True) if lang == pair), Score()) for pair in PAIRS]
    figures = (figure for one in by_pair for figure in (_f1(one), 100 * one.aer))
    return total.precision, total.recall, Figure(_f1(total), interval), 100 * total.aer, *figures


def _f1(score: Score) -> float:
    return 100 * f1(score.precision, score.recall)


def measured(method: Method, gold: Aligned) -> Score:
    """Count the links that a method makes of one pair."""
    return score(method(gold), gold)


def ours(
    gold: Aligned, encoder: Encoder | None = None, dictionaries: Mapping[str, Dictionary] | None = None
) -> frozenset[Cell]:
    """Return the links of the project's aligner."""
    tokens = encoder.tokens(gold.texts) if encoder else (None, None)
    left, right = (side(*one) for one in zip(gold.texts, gold.langs, tokens, strict=True))
    found = align_words(left, right, dictionary=(dictionaries or {}).get("-".join(gold.langs)))
    return _project(((x.source, x.target) for x in found.links), gold, (found.source, found.target))


def _project(links: Iterable[Cell], gold: Aligned, cut: Sequence[Sequence[object]]) -> frozenset[Cell]:
    left, right = (owners(one, words) for one, words in zip(cut, gold.words, strict=True))  # type: ignore[arg-type]
    return project(links, left, right)


def _cosines(gold: Aligned, encoder: Encoder) -> tuple[NDArray[np.float32], tuple[Tokens, Tokens]]:
    left, right = encoder.tokens(gold.texts)
    return left.vectors @ right.vectors.T, (left, right)


def argmax(gold: Aligned, encoder: Encoder, rounds: int = 1) -> frozenset[Cell]:
    """Link pieces that are each other's nearest (SimAlign's argmax); with more rounds its itermax, discount 0.9.

    In a further round a piece that has a link counts 0.9 of its cosines, and two that both have one count nothing.
    """
    cosines, tokens = _cosines(gold, encoder)
    if not cosines.size:
        return frozenset()
    made = np.zeros(cosines.shape, bool)
    for _ in range(rounds):
        linked = made.any(1, keepdims=True).astype(np.float32) + made.any(0, keepdims=True)
        left = (cosines + 1) / 2 * np.choose(linked.astype(int), (1.0, 0.9, 0.0))
        made |= (left == left.max(1, keepdims=True)) & (left == left.max(0, keepdims=True)) & (left > 0)
    return _pieces(made, gold, tokens)


def softmax(gold: Aligned, encoder: Encoder, temperature: float, cut: float) -> frozenset[Cell]:
    """Link pieces whose softmax over cosines reaches the threshold both ways (awesome-align)."""
    cosines, tokens = _cosines(gold, encoder)
    if not cosines.size:
        return frozenset()
    raised = np.exp((cosines - 1) / temperature)
    made = np.minimum(raised / raised.sum(1, keepdims=True), raised / raised.sum(0, keepdims=True)) >= cut
    return _pieces(made, gold, tokens)


def _pieces(made: NDArray[np.bool_], gold: Aligned, tokens: tuple[Tokens, Tokens]) -> frozenset[Cell]:
    cut = [one.spans for one in tokens]
    return _project(((int(i), int(j)) for i, j in np.argwhere(made)), gold, cut)


def _softmax_fitted(encoder: Encoder, dev: Sequence[Aligned]) -> Method:
    """The softmax method with what gives it the best F1 on the dev half, so that the baseline is not held down."""

    def quality(setting: tuple[float, float]) -> float:
        method = partial(softmax, encoder=encoder, temperature=setting[0], cut=setting[1])
        return _f1(sum((measured(method, one) for one in dev), Score()))

    temperature, cut = max(product(_TEMPERATURES, _CUTS), key=quality)
    return partial(softmax, encoder=encoder, temperature=temperature, cut=cut)


def diagonal(gold: Aligned) -> frozenset[Cell]:
    """Link each source word with the target word at the same share of the sentence."""
    n, m = map(len, gold.words)
    return frozenset((i, (2 * i + 1) * m // (2 * n)) for i in range(n) if m)


def same_words(gold: Aligned) -> frozenset[Cell]:
    """Link words with the same lemma or the same letters, those that stand most alike where there are several."""
    left, right = (forms(words, lang) for words, lang in zip(gold.words, gold.langs, strict=True))
    return frozenset(
        (i, min(places, key=lambda j: abs(i / len(left.lemmas) - j / len(right.lemmas))))
        for i, lemma in enumerate(left.lemmas)
        if (places := [j for j, other in enumerate(right.lemmas) if other == lemma])
    )
