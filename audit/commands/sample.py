"""`mtaudit sample`: audit the sample article and write its page."""

import argparse
from pathlib import Path

from audit.commands.files import writable
from audit.commands.formats import write


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", metavar="FILE", default="mtaudit-sample.html", help="the page (default: %(default)s)"
    )
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace) -> int:
    from importlib.resources import files

    from audit.texts import audit_texts
    from corpora.read import Text

    output = Path(arguments.output)
    writable(output, [])
    folder = files("audit.sample")
    texts = [
        Text(n, folder.joinpath(n).read_text("utf-8"))
        for n in ("article.mt.en.txt", "article.uk.txt", "article.rt.en.txt")
    ]
    audited = audit_texts(texts[0], texts[1], texts[2:])
    write("terminal", audited, None)
    write("html", audited, output)
    print(f"The page with all texts side by side: {output.resolve()}")
    return 0
