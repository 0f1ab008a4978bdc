"""Figures and how sure they are, one file a family. Pure: numbers in, numbers out.

Counts add, so that a set is measured text by text and resampled from the texts' counts. What is not defined is NaN.
"""
