"""The files that pages are made of, and the policy under which a browser shows them."""

import base64
import hashlib
from functools import cache
from importlib.resources import files


@cache
def asset(name: str) -> str:
    """Return a style, script or frame of the pages."""
    return files("audit.reports").joinpath(name).read_text(encoding="utf-8")


def policy(css: str, js: str) -> str:
    """Return the policy of a page: nothing but its own style and script runs, nothing is loaded, nothing is sent."""
    return (
        f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(js)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    """Return the hash by which the policy knows a style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
