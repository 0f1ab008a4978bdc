"""Dictionaries and phrase books that a user installs: built from Wiktionary extracts or tables, one SQLite file each."""
