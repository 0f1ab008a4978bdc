"""Weights of what undoing a lost or an added word shows, in the order of `audit.undone.FEATURES`, the bias last; and the log
odds from which on a word is told as major, and as minor. The weights are fitted as eval/undone_weights.py does, the limits chosen
by what the two checks cost on one half of people's references of WMT; on the other half it is 0.56 findings of major in 1,000
words with one re-translation (0.26 without zh-en), 0.36 with two. Of minor they give 1.6 in 1,000 words on the half that chose; at
0.2 and 1.5, which find half as much again of what DEMETR lost or added, they gave 4.7: one false alarm in each article."""

from audit.align.missing_weights import Limits, Model

ADDED: Model = (0.94, 0.77, 1.19, -0.09, 0.00, -0.44)
LOST: Model = (0.88, 0.83, 0.99, -0.31, 2.79, -1.33)
LIMITS = {"ADDED": Limits(3.7, 2.3), "LOST": Limits(2.3, 1.0)}
