"""Runs a command and kills it, as a power cut or the system's memory killer would."""

import signal
import subprocess
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
