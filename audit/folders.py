"""Where a user's data lie: what is kept until the user removes it."""

import os
import sys
from pathlib import Path

from corpora.read import InputError


def user_data(variable: str) -> Path:
    """Return mtaudit's folder under the user's data folder (XDG_DATA_HOME or the platform's), which may not exist yet.

    Raises InputError for a user without a home; `variable` is what that user may set instead.
    """
    data = os.environ.get("XDG_DATA_HOME") or (os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else "")
    if data and Path(data).is_absolute():
        return Path(data) / "mtaudit"
    try:
        home = Path.home()
    except RuntimeError:
        raise InputError(f"no home folder for data of mtaudit; set {variable}") from None
    datas = {"win32": home / "AppData" / "Local", "darwin": home / "Library" / "Application Support"}
    return datas.get(sys.platform, home / ".local" / "share") / "mtaudit"
