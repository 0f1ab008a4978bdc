"""What every format is given: the aligned texts beside what was found in them."""

from dataclasses import dataclass

from audit.finding import Report


@dataclass(frozen=True, slots=True)
class Row:
    """One aligned place of the translation, in order.

    `target_start` and `source_start` are code points in the files as read. Without a source, `source` and
    `source_lang` are "" and `source_start` is 0. `retranslations` has one text for each re-translation, "" where it
    has nothing here. `paragraph` counts the paragraphs of the translation.
    """

    target: str
    target_start: int
    target_lang: str
    source: str
    source_start: int
    source_lang: str
    retranslations: tuple[str, ...]
    paragraph: int


@dataclass(frozen=True, slots=True)
class Audited:
    """Everything a report may show. `Finding.segment` indexes `rows`; `title` names the translation.

    `path` and `source_path` are where the two were read from, as the user wrote it, "" for what is no file. `text` is the
    translation exactly as read, in which `document_start` counts, for formats that name lines; "" where the file holds more than
    that text (HTML, TMX, rows of a batch).
    """

    title: str
    rows: tuple[Row, ...]
    retranslation_names: tuple[str, ...]
    report: Report
    path: str = ""
    source_path: str = ""
    text: str = ""

    @property
    def source_lang(self) -> str:
        """Language of the source, "" without one."""
        return next((r.source_lang for r in self.rows if r.source_lang), "")

    @property
    def target_lang(self) -> str:
        """Language of the translation, "" for a text without rows."""
        return next((r.target_lang for r in self.rows if r.target_lang), "")
