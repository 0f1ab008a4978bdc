"""Writes down what this state of the project finds: `python -m audit.selftest`. A person reads the difference."""

from pathlib import Path

from audit.selftest.items import items
from audit.selftest.measure import EXPECTED, expectation, measure

Path(__file__).with_name(EXPECTED).write_text(expectation(measure(items())), encoding="utf-8")
