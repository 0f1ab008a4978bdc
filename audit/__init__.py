"""Judges a machine translation: `audit.run.audit` takes aligned texts and returns a `Report`."""

__version__ = "0.1.0"
