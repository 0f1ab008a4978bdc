"""Trains the reader: crowds of translations, people's annotations and damage done on purpose become labels of words."""
