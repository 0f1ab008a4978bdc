"""`mtaudit retranslate`: only translate a source again, for an audit elsewhere."""

import argparse
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from audit.commands.files import one_line, opened, written
from audit.commands.options import add_decoding, session_of

if TYPE_CHECKING:
    pass


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="a text, or rows of JSONL with 'pair' and 'src'; - for a text")
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="OUT.jsonl, OUT.tmx, or - for JSONL")
    parser.add_argument("--model", metavar="MODEL", default="", help="default: that of the pair, see 'mtaudit models'")
    parser.add_argument("--source-lang", metavar="TAG", default="", help="BCP-47 tag of a text (default: detected)")
    parser.add_argument("--target-lang", metavar="TAG", default="", help="BCP-47 tag to translate a text into")
    add_decoding(parser)
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from audit.recording import json_rows, recorded, text_rows, writer
    from audit.session import Counted, of_lines
    from corpora.read import InputError

    write = writer(arguments.output)
    refused: list[InputError] = []
    with ExitStack() as stack:
        append = Path(arguments.source).suffix.lower() in (".jsonl", ".ndjson")
        if append:
            lines = of_lines(stack.enter_context(opened(arguments.source)))
            share, rows = lines.share, json_rows(lines, arguments.source)
        else:
            sentences = list(text_rows(arguments.source, arguments.source_lang, _target_lang(arguments)))
            counted = Counted(sentences, len(sentences))
            share, rows = counted.share, iter(counted)
        found = stack.enter_context(session_of(arguments, [arguments.model], share, scoring=False))
        out = stack.enter_context(written(arguments.output, arguments.source))

        def refuse(error: InputError) -> None:
            refused.append(error)
            found.say(f"mtaudit: {one_line(str(error))}")

        write(recorded(rows, found.models, append=append), out, refuse)
    return 2 if refused else 0


def _target_lang(arguments: argparse.Namespace) -> str:
    from corpora.language import parse_pair, parse_tag
    from corpora.read import InputError

    if arguments.target_lang:
        return parse_tag(arguments.target_lang, "--target-lang")
    backend, _, pair = arguments.model.partition(":")
    if backend == "firefox" and not Path(pair).exists():
        return parse_pair(pair, "--model")[1]
    raise InputError("retranslate: give the language to translate into with --target-lang, such as --target-lang en")
