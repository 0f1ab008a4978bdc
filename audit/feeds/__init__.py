"""Feeds of articles: what was seen, audited and decided, kept in one SQLite file."""
