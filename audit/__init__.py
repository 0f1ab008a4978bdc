"""Judges a machine translation: `from audit import Auditor`."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from audit.auditor import Auditor

__all__ = ["Auditor", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the library when it is asked for: `mtaudit --help` waits for none of it."""
    if name == "Auditor":
        from audit.auditor import Auditor  # noqa: PLC0415

        return Auditor
    raise AttributeError(f"module 'audit' has no attribute '{name}'")
