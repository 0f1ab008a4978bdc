"""The pieces of HTML that the parts of the page share. All text passes through `safe`."""

from html import escape

from audit.finding import Kind, Severity
from audit.reports.visible import visible

WORST_FIRST = (Severity.CRITICAL, Severity.MAJOR, Severity.MINOR, Severity.NEUTRAL)
_RTL_LANGS = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi")
)
_RTL_SCRIPTS = frozenset(("adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"))


def safe(text: str) -> str:
    """Return text that shows as it is, in an element and in a quoted attribute."""
    return escape(visible(text))


def language(tag: str) -> str:
    """Return the attributes that tell a reader's software the language and its direction."""
    parts = tag.lower().split("-")
    rtl = parts[0] in _RTL_LANGS or any(part in _RTL_SCRIPTS for part in parts[1:])
    return f'lang="{safe(tag)}" dir="{"rtl" if rtl and "latn" not in parts else "ltr"}"'


def plural(count: int, noun: str) -> str:
    """Return "1 finding", "2 findings"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def tag(kind: Kind) -> str:
    """Return the sign of a kind: letter, word and colour."""
    return f'<span class="tag k-{kind}"><b>{kind.value[0].upper()}</b>{kind.value}</span>'
