"""Reads texts: files, sentences, languages, alignment of texts. Knows nothing of quality."""
