"""A small test of the whole auditor on the user's machine: sentences written for it, right ones and wrong ones.

The sentences are no examples of a check and were not chosen by what the auditor finds: what it misses stays in, so that
the figures mean something. `python -m audit.selftest` writes down what a release finds.
"""
