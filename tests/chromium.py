"""Drives a headless Chromium over its DevTools pipe: the standard library is all it takes (no socket, no driver)."""

import base64
import fcntl
import json
import os
import shutil
import signal
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--headless",
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)


def find() -> str | None:
    """Return the path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Chromium:
    """One browser with one page. Everything that the page complains about is kept in `complaints`."""

    def __init__(self, program: str) -> None:
        self.complaints: list[str] = []
        self._number = 0
        self._rest = b""
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._read, self._write, self._pid = _start(program, self._profile.name)
        target = self._ask("Target.createTarget", {"url": "about:blank"}, None)["targetId"]
        attached = self._ask("Target.attachToTarget", {"targetId": target, "flatten": True}, None)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Audits"):
            self.ask(f"{domain}.enable")

    def __enter__(self) -> "Chromium":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._write)
        os.close(self._read)
        os.killpg(self._pid, signal.SIGKILL)  # the group that _start made
        os.waitpid(self._pid, 0)
        self._profile.cleanup()

    def ask(self, method: str, **params: object) -> Any:
        """Call a method of the DevTools protocol on the page and return its result."""
        return self._ask(method, params, self._session)

    def open(self, page: Path, *, width: int = 1280, height: int = 900, scripts: bool = True, **media: str) -> None:
        """Load a page, at a width, as a colour scheme (`scheme="dark"`) or medium (`medium="print"`) shows it."""
        scheme = {"name": "prefers-color-scheme", "value": media.get("scheme", "light")}
        self.ask("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.ask("Emulation.setEmulatedMedia", media=media.get("medium", ""), features=[scheme])
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.ask("Page.navigate", url=page.as_uri())
        while self._next().get("method") != "Page.loadEventFired":
            pass

    def run(self, expression: str) -> Any:
        """Return the value of a JavaScript expression. Raises RuntimeError where it throws."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(json.dumps(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release a key, such as "Tab" or "Escape"."""
        code = {"Tab": 9, "Escape": 27, "Enter": 13}[key]
        for kind in ("rawKeyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def point(self, selector: str) -> None:
        """Move the mouse over an element."""
        place = f"document.querySelector({json.dumps(selector)})"
        self.run(f"{place}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        box = self.run(f"(b => [b.x + 4, b.y + b.height / 2])({place}.getClientRects()[0])")
        self.ask("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])

    def picture(self) -> bytes:
        """Return a PNG of what is shown."""
        shot = self.ask("Page.captureScreenshot")
        return base64.b64decode(shot["data"])

    def _ask(self, method: str, params: dict[str, Any], session: str | None) -> Any:
        self._number += 1
        number = self._number
        call = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._write, json.dumps(call).encode() + b"\0")
        while True:
            said = self._next()
            if said.get("id") == number:
                if "error" in said:
                    raise RuntimeError(f"{method}: {said['error']}")
                return said["result"]

    def _next(self) -> dict[str, Any]:
        """Return the next message and keep it where it is a complaint."""
        while b"\0" not in self._rest:
            more = os.read(self._read, 1 << 16)
            if not more:
                raise RuntimeError("the browser ended")
            self._rest += more
        line, self._rest = self._rest.split(b"\0", 1)
        said: dict[str, Any] = json.loads(line)
        method, params = said.get("method"), said.get("params", {})
        if method in {"Runtime.exceptionThrown", "Log.entryAdded", "Audits.issueAdded"} or (
            method == "Runtime.consoleAPICalled" and params["type"] in {"error", "warning", "assert"}
        ):
            self.complaints.append(json.dumps(params)[:2000])
        return said


def _start(program: str, profile: str) -> tuple[int, int, int]:
    """Start the browser in a group of its own; return our two ends of its pipe (its 3 and 4) and its process id."""
    inward, write = os.pipe()
    read, outward = os.pipe()
    theirs = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (inward, outward)]  # clear of 3 and 4
    quiet = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
    ends = [(os.POSIX_SPAWN_DUP2, end, number) for number, end in enumerate(theirs, 3)]
    argv = [program, *_FLAGS, f"--user-data-dir={profile}", "about:blank"]
    pid = os.posix_spawn(program, argv, os.environ, file_actions=[quiet, *ends], setpgroup=0)
    for end in (inward, outward, *theirs):
        os.close(end)
    return read, write, pid
