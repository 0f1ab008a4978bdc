"""The reader: a small trained judge of whether each word of a translation says what the source and the re-translations say."""
