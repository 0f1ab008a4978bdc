"""Weights of the word aligner: for each case a first and a second model, a weight for each feature, then the bias.

The features, in order: with vectors those of `evidence.VECTORS`, then `LEXICAL`, and in the second model `CONTEXT`. Written by
eval/word_weights.py from the dev half of tests/alignments, with vectors of layer 7 of multilingual-e5-small; the weight of a
dictionary's entry was fitted with extracts of the English Wiktionary. Another encoder needs no other weights: mostly it is the
differences between the cosines of one pair of texts that count (on layers 6 to 12 of that model F1 stays over 0.88). RELATED, slope and bias
over the mean cosine of each word with its nearest, is about a whole pair of texts.
"""

Models = tuple[tuple[float, ...], tuple[float, ...]]

WITH_VECTORS: Models = (
    (1.20, 2.17, 3.20, 6.51, 0.00, 0.34, 5.33, 2.23, 2.58, -0.96, -5.23),
    (0.94, 2.64, 1.61, 4.86, 0.00, 1.02, 5.37, 2.77, 3.22, 0.00, 0.93, 2.29, 1.76, -1.98, -3.21, -0.11, -3.82),
)
WITHOUT_VECTORS: Models = (
    (0.07, 8.01, 7.01, 4.50, 1.55, -4.98, -2.71),
    (2.21, 10.08, 7.57, 5.11, 1.85, -3.13, 1.48, 1.63, 1.13, -3.36, -3.30, -1.36, -1.92),
)
RELATED = (52.9, -18.5)
