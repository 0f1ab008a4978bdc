"""What is known about the names of a text, one file for each witness: public people, the source, the re-translations."""
