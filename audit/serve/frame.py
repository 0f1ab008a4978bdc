"""What every page has: head, landmarks, the place where changes are announced, and the list of shortcuts."""

from dataclasses import dataclass

from audit.reports.markup import plural, safe

_SHORTCUTS = (
    ("j, k", "next and previous finding, or article of the queue"),
    ("o", "next finding that is open"),
    ("Enter", "open the article, in the queue"),
    ("a", "accept"),
    ("d", "dismiss: write why, then Enter"),
    ("c", "write a remark, then Enter"),
    ("u", "take back what was said"),
    ("1, 2, 3", "accept as minor, major, critical"),
    ("m", "add an error that was missed: select its words first"),
    ("t, x", "mark the article taken, done"),
    ("n", "next article"),
    ("q", "back to the queue"),
    ("/", "search"),
    ("?", "this list"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page without its frame. `title` is text, `body` HTML with its main landmark; `skip` is where the text begins."""

    title: str
    body: str
    skip: str = "main"


def page(made: Page, reviewer: str, csrf: str) -> str:
    """Return the whole page."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{safe(made.title)} · mtaudit</title>
<link rel="stylesheet" href="/style.css">
<script src="/script.js" defer></script>
</head>
<body class="index review">
<a class="skip" href="#{made.skip}">Skip to the text</a>
<header class="bar-top">
<p class="brand"><a href="/">mtaudit <span>review</span></a></p>
{_who(reviewer, csrf) if csrf else ""}
<button type="button" id="help-open" hidden aria-haspopup="dialog">Shortcuts <kbd>?</kbd></button>
</header>
{made.body}
<p id="live" class="toast" role="status"></p>
{_help()}
</body>
</html>
"""


def hidden(csrf: str, **fields: object) -> str:
    """Return the fields of a form that nobody sees."""
    return "".join(
        f'<input type="hidden" name="{name}" value="{safe(str(value))}">'
        for name, value in {"csrf": csrf, **fields}.items()
    )


def choice(name: str, label: str, options: tuple[tuple[str, str], ...], chosen: str) -> str:
    """Return a labelled list to choose from: (value, words)."""
    made = "".join(
        f'<option value="{safe(value)}"{" selected" if value == chosen else ""}>{safe(words)}</option>'
        for value, words in options
    )
    return f'<label>{label} <select name="{name}">{made}</select></label>'


def pages(number: int, count: int, links: tuple[str, str], what: str) -> str:
    """Return the way to the pages before and behind, nothing where there is one page; `links` are their queries."""
    if count < 2:
        return ""
    before = f'<a rel="prev" href="{safe(links[0])}">Previous</a>' if number > 1 else ""
    behind = f'<a rel="next" href="{safe(links[1])}">Next</a>' if number < count else ""
    return f'<nav class="pages" aria-label="Pages of {what}">{before}<span>Page {number:,} of {count:,}</span>{behind}</nav>'


def counted(done: int, total: int) -> str:
    """Return how far the findings are reviewed."""
    return f"{done:,} of {plural(total, 'finding')} reviewed"


def _who(reviewer: str, csrf: str) -> str:
    return (
        f'<form class="who" method="post" action="/name">{hidden(csrf)}<label>Reviewer '
        f'<input name="name" value="{safe(reviewer)}" maxlength="60" autocomplete="nickname"></label>'
        "<button>Save</button></form>"
    )


def _help() -> str:
    rows = "".join(f"<div><dt>{_keys(keys)}</dt><dd>{words}</dd></div>" for keys, words in _SHORTCUTS)
    return (
        '<dialog id="help" aria-labelledby="help-title"><h2 id="help-title">Shortcuts</h2>'
        f'<dl>{rows}</dl><label><input type="checkbox" id="keys" checked> Shortcuts of one key are on</label>'
        '<form method="dialog"><button>Close</button></form></dialog>'
    )


def _keys(keys: str) -> str:
    return " ".join(f"<kbd>{key}</kbd>" for key in keys.split(", "))
