"""The article that ships with mtaudit: written for it, with the errors that a machine typically makes.

`article.uk.txt` is the source, `article.mt.en.txt` the translation to audit, `article.rt.en.txt` a recorded
re-translation. `gold.jsonl` marks the errors of the translation, one JSON object a line: `start` and `end` (half-open
code points of the file as read), `text`, `kind`, `severity`, `correction`, `note`. Paragraphs are separated by blank
lines, and paragraph n of each text is the same paragraph; sentences are split and joined differently in each.
"""
