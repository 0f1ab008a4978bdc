"""Weights of what undoing a lost or an added word shows, in the order of `audit.undone.FEATURES`, the bias last; and the log
odds from which on a word is told as major, and as minor. Written by eval/undone_weights.py; the limits of what is major
are set half a unit above what it says, since a sample of other people's references cost more than the halves did."""

from audit.align.missing_weights import Limits, Model

ADDED: Model = (0.82, 0.41, 1.20, 0.00, -0.62)
LOST: Model = (0.92, 0.65, 0.82, 2.47, -1.46)
LIMITS = {"ADDED": Limits(2.6, 1.1), "LOST": Limits(2.0, 0.0)}
