"""Weights of what undoing a lost or an added word shows, in the order of `audit.undone.FEATURES`, the bias last; and the log
odds from which on a word is told as major, and as minor. The weights are fitted as eval/undone_weights.py does, the limits chosen
by what the two checks cost on one half of people's references of WMT; on the other half it is 0.56 findings of major in 1,000
words with one re-translation (0.26 without zh-en), 0.36 with two. Of minor they give 1.6 in 1,000 words on the half that chose; at
0.2 and 1.5, which find half as much again of what DEMETR lost or added, they gave 4.7: one false alarm in each article.

Those with `_READ` are for pairs that a reader has read, fitted on good translations of the same half whose sources it had not learned from
(9,300 words, `eval.undone_weights 2000 reader`): there they cost some 0.4 of major and 1.4 of minor in 1,000 words, and find 74 of
100 words left out as major."""

from audit.align.missing_weights import Limits, Model

WEIGHTS: dict[str, Model] = {
    "ADDED": (0.94, 0.77, 1.19, -0.09, 0.00, 0.00, -0.44),
    "ADDED_READ": (0.83, 0.04, 0.39, 0.31, 0.00, 2.29, 0.90),
    "LOST": (0.88, 0.83, 0.99, -0.31, 2.79, 0.00, -1.33),
    "LOST_READ": (0.88, 0.66, 0.59, 0.01, 1.37, 0.29, -0.79),
}
LIMITS = {
    "ADDED": Limits(3.7, 2.3),
    "ADDED_READ": Limits(2.1, 1.4),
    "LOST": Limits(2.3, 1.0),
    "LOST_READ": Limits(1.5, 0.5),
}
