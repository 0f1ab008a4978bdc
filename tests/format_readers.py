"""Reads each format back: by a reader that is not ours where there is one, else by the rules of the program that takes the format."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pyarrow.parquet
from markdown_it import MarkdownIt

from audit.reports.table import plain

Read = dict[str, str]  # id of a finding -> the words that it marks, as the format shows them


def of_json(made: str) -> Read:
    return {f["id"]: f["text"] for f in json.loads(made)["findings"]}


def of_jsonl(made: str) -> Read:
    return {f["id"]: f["text"] for f in map(json.loads, made.split("\n")[:-1])}


def csv_rows(made: str) -> list[dict[str, str]]:
    return [{k: plain(v) for k, v in row.items()} for row in csv.DictReader(io.StringIO(made, newline=""), strict=True)]


def of_csv(made: str) -> Read:
    return {row["id"]: row["text"] for row in csv_rows(made)}


def sheet(made: bytes, name: str) -> list[tuple[Any, ...]]:
    return [row for row in openpyxl.load_workbook(io.BytesIO(made))[name].iter_rows(values_only=True) if any(row)]


def of_xlsx(made: bytes) -> Read:
    head, *rows = sheet(made, "findings")
    return {row[head.index("id")]: row[head.index("words")] or "" for row in rows}


def markdown_tokens(made: str) -> list[Any]:
    """What CommonMark with GitHub's tables sees, inline tokens among the others."""
    tokens = MarkdownIt("commonmark").enable("table").parse(made)
    return [inner for token in tokens for inner in (token.children or [token])]


def of_markdown(made: str) -> Read:
    found: Read = {}
    ident, bold = "", False
    for token in markdown_tokens(made):
        if token.type == "code_inline" and re.fullmatch(r"(\d-)?mt[0-9a-f]{4}|[A-Z]\d{3}-[0-9a-f]{10}", token.content):
            ident = token.content
        elif token.type == "html_inline":
            bold = token.content == "<b>"
        elif bold and ident and ident not in found:
            found[ident] = token.content.removeprefix("‸")
    return found


def of_sarif(made: str) -> Read:
    results = json.loads(made)["runs"][0]["results"]
    return {r["partialFingerprints"]["mtaudit/v1"]: r["properties"]["text"] for r in results}


def github_commands(made: str) -> list[tuple[str, dict[str, str], str]]:
    """What the runner of GitHub Actions makes of the lines (ActionCommand.TryParseV2): command, properties, data."""
    found = []
    for line in re.split(r"\r\n|\r|\n", made):
        if not line.lstrip().startswith("::"):
            assert not line
            continue
        command, _, data = line.lstrip()[2:].partition("::")
        name, _, properties = command.partition(" ")
        pairs = (part.split("=", 1) for part in properties.split(",") if part)
        found.append((name, {k: unescaped(v) for k, v in pairs}, unescaped(data)))
    return found


def unescaped(text: str) -> str:
    for sign, code in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


def of_github(made: str) -> set[str]:
    return {properties["title"].rpartition(", ")[2].rstrip(")") for _, properties, _ in github_commands(made)}


def marot_rows(made: str) -> list[tuple[list[str], dict[str, Any]]]:
    """The lines as Marot's setData() takes them apart: columns and metadata."""
    rows = []
    for line in made.split("\n"):
        if not line.strip() or "system\tdoc\t" in line.lower():
            continue
        parts = line.split("\t")
        assert len(parts) == 10
        rows.append((parts, json.loads(parts[9])))
    return rows


def of_marot(made: str) -> Read:
    marked = re.compile(r".*?<v>(.*?)</v>", re.S)
    found: Read = {}
    for parts, metadata in marot_rows(made):
        if parts[8] != "no-error":
            match = marked.match(parts[6])
            assert match
            found[metadata["id"]] = match[1]
    return found


def pearmut_characters(text: str) -> list[str]:
    """contentToCharSpans() of Pearmut: UTF-16 units, without line ends; then its button for what is missing."""
    assert not re.match(r"<(audio|video|img|iframe) ", text)
    data = text.encode("utf-16-le", "surrogatepass")
    units = [data[at : at + 2] for at in range(0, len(data), 2)]
    return [u.decode("utf-16-le", "surrogatepass") for u in units if u != b"\n\0"] + [""]


def of_pearmut(made: str) -> Read:
    (((*items,),),) = json.loads(made)["data"]
    found: Read = {}
    for item in items:
        for model, spans in item["error_spans"].items():
            characters = pearmut_characters(item["tgt"][model])
            for span in spans:
                assert 0 <= span["start_i"] <= span["end_i"] < len(characters)
                units = "".join(characters[span["start_i"] : span["end_i"] + 1])
                found[span["id"]] = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    return found


def of_parquet(made: bytes) -> Read:
    rows = pyarrow.parquet.read_table(io.BytesIO(made)).to_pylist()
    return {row["id"]: row["text"] for row in rows}


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value or "" for name, value in attrs if name == "data-id"}


def of_html(made: str) -> set[str]:
    reader = _Ids()
    reader.feed(made)
    return reader.found


READERS = {
    "html": of_html,
    "json": of_json,
    "jsonl": of_jsonl,
    "csv": of_csv,
    "xlsx": of_xlsx,
    "markdown": of_markdown,
    "sarif": of_sarif,
    "github": of_github,
    "marot": of_marot,
    "pearmut": of_pearmut,
    "parquet": of_parquet,
}
