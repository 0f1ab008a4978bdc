"""The checks, one file each. `CHECKS` lists them, the most specific first: where two mark one place, the first names it."""

from audit.check import Check
from audit.checks import (
    calqued_expression,
    changed_negation,
    changed_number,
    declined_name,
    doubled_word,
    dropped_name,
    inconsistent_name,
    misspelled_name,
    name_as_acronym,
    other_sense,
    stray_space,
    until_for_while,
    untranslated_word,
    word_by_word,
    wrong_name,
    wrong_sense,
    wrong_title,
)

CHECKS: tuple[Check, ...] = (
    name_as_acronym.check,
    wrong_title.check,
    declined_name.check,
    misspelled_name.check,
    inconsistent_name.check,
    wrong_name.check,
    dropped_name.check,
    calqued_expression.check,
    word_by_word.check,
    until_for_while.check,
    changed_number.check,
    changed_negation.check,
    wrong_sense.check,
    other_sense.check,
    untranslated_word.check,
    doubled_word.check,
    stray_space.check,
)
