"""Commands and workers that are killed, as a power cut or the system's memory killer would."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path


def killed(command: list[str], seconds: float) -> bool:
    """Run a command and kill it after so long; whether it was killed before its end."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=Path(__file__).parent.parent
    )
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.communicate()
        return True
    return False


def fragile(folder: str) -> Callable[[int], int]:
    """Dies over 3 for the first time, and over 5 every time."""

    def work(n: int) -> int:
        mark = Path(folder) / "died"
        if n == 5 or (n == 3 and not mark.exists()):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return n

    return work
