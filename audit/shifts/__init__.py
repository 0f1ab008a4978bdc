"""Shifts in meaning that have a name, read off the links between a text and its re-translations."""
