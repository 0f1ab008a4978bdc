"""Writes re-translations, and nothing else, so that they can be made on another machine than the audit.

From a text: one row a sentence, read again by `recorded:FILE`. From the rows of `batch`: the same rows, each with one more
text in its `rt`.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO
from xml.sax.saxutils import quoteattr

import msgspec

from audit import __version__
from audit.batch import Job
from audit.check import Pair
from audit.opinion import Opinion
from audit.retranslate import Retranslator
from audit.window import retranslated
from corpora.language import parse_pair, settle
from corpora.markup import escaped
from corpora.read import InputError, read_text
from corpora.sentences import document

Row = dict[str, Any]


def text_rows(path: str, source_lang: str, target_lang: str) -> Iterator[tuple[str, Row | InputError]]:
    """Yield (where, row) for each sentence of a text. Raises InputError as `read_text` and `settle` do."""
    text = read_text(path, source_lang)
    lang = settle(text.text, text.lang, text.name, "--source-lang")
    for number, segment in enumerate(document(text.name, text.text, lang).segments):
        yield f"{text.name}:{segment.start}", {"id": number, "pair": f"{lang}-{target_lang}", "src": segment.text}


def json_rows(lines: Iterable[bytes], name: str) -> Iterator[tuple[str, Row | InputError]]:
    """Yield (where, row) for each line that is not blank, with an InputError in place of what is no row."""
    for number, line in enumerate(lines, 1):
        where = f"{name}:{number}"
        if line.strip():
            try:
                yield where, msgspec.json.decode(line.removeprefix(b"\xef\xbb\xbf"), type=Row)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
                yield where, InputError(f"{where}: not a row of JSON ({e}): {line[:40]!r}; write one object a line")


def recorded(
    rows: Iterable[tuple[str, Row | InputError]], models: Retranslator, *, append: bool
) -> Iterator[Row | InputError]:
    """Yield the rows in order with `rt`, or the InputErrors that name them.

    With `append` the best translation joins what is in `rt`; else `rt` has all hypotheses and `model` says whose they are.
    """
    waiting: deque[Row] = deque()

    def jobs() -> Iterator[Job | InputError]:
        for where, row in rows:
            waiting.append(row if isinstance(row, dict) else {})
            try:
                yield row if isinstance(row, InputError) else _job(where, row)
            except InputError as e:
                yield e

    for job in retranslated(jobs(), models):
        row = waiting.popleft()
        yield job if isinstance(job, InputError) else _with(row, job.opinions, append=append)


def _job(where: str, row: Row) -> Job:
    pair = row.get("pair")
    if not isinstance(pair, str):
        raise InputError(f"{where}: no 'pair'; a row is {{'id', 'pair', 'src'}} with a pair such as uk-en")
    source_lang, target_lang = parse_pair(pair, where)
    sources = [s.get("src") if isinstance(s, dict) else None for s in _segments(row)]
    if not any(isinstance(s, str) and s.strip() for s in sources):
        raise InputError(f"{where}: no source; give 'src' with the text that was translated")
    pairs = tuple(Pair("", target_lang, s if isinstance(s, str) else "", source_lang) for s in sources)
    return Job(where, 0, pairs, ())


def _segments(row: Row) -> list[Any]:
    segments = row.get("segments")
    return segments if isinstance(segments, list) and segments else [row]


def _with(row: Row, opinions: tuple[Opinion, ...], *, append: bool) -> Row:
    for n, segment in enumerate(_segments(row)):
        if not isinstance(segment, dict):
            continue
        said = [text for o in opinions for text in (o.texts[n], *(c[n] for c in o.further)) if text]
        if append:
            before = segment.get("rt")
            segment["rt"] = [*(before if isinstance(before, list) else []), *said[:1]]
        else:
            segment["rt"] = said
    return row if append else {**row, "model": ", ".join(o.name for o in opinions)}


def write_jsonl(rows: Iterable[Row | InputError], out: BinaryIO, refuse: Callable[[InputError], None]) -> None:
    """Write one row a line; what is none goes to `refuse`."""
    for row in rows:
        if isinstance(row, InputError):
            refuse(row)
        else:
            out.write(msgspec.json.encode(row) + b"\n")


def write_tmx(rows: Iterable[Row | InputError], out: BinaryIO, refuse: Callable[[InputError], None]) -> None:
    """Write TMX 1.4, one unit a source with a variant for each of its translations."""
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n<header creationtool="mtaudit" '
        f'creationtoolversion="{__version__}" datatype="plaintext" segtype="sentence" adminlang="en" srclang="*all*" '
        'o-tmf="mtaudit"/>\n<body>\n'
    )
    out.write(head.encode())
    for row in rows:
        if isinstance(row, InputError):
            refuse(row)
            continue
        source_lang, target_lang = parse_pair(row["pair"], "")
        model = f"<prop type={quoteattr('x-model')}>{escaped(str(row['model']))}</prop>" if "model" in row else ""
        for segment in _segments(row):
            if isinstance(segment, dict) and segment.get("rt") and isinstance(segment.get("src"), str):
                texts = "".join(_variant(target_lang, str(text)) for text in segment["rt"])
                out.write(f"<tu>{model}{_variant(source_lang, segment['src'])}{texts}</tu>\n".encode())
    out.write(b"</body>\n</tmx>\n")


def _variant(lang: str, text: str) -> str:
    return f"<tuv xml:lang={quoteattr(lang)}><seg>{escaped(text)}</seg></tuv>"


WRITERS = {".jsonl": write_jsonl, ".ndjson": write_jsonl, ".tmx": write_tmx}


def writer(output: str) -> Callable[[Iterable[Row | InputError], BinaryIO, Callable[[InputError], None]], None]:
    """Return what writes the format of the file's ending; JSONL for standard output."""
    ending = Path(output).suffix.lower()
    if output != "-" and ending not in WRITERS:
        raise InputError(f"{output}: the ending says no format; name a file ending in {', '.join(WRITERS)}")
    return WRITERS[ending] if output != "-" else write_jsonl
