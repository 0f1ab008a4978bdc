"""A web server for tests that is slow, lies about its length, redirects in circles, serves garbage, and changes what it serves."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by the table of its server; every request is noted there."""

    server: "Fickle"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.answers.get(self.path.split("?")[0])
        with suppress(BrokenPipeError, ConnectionResetError):
            if answer is None:
                self.send_error(404)
            else:
                answer(self)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def say(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content_Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


class Fickle(ThreadingHTTPServer):
    """`answers` maps paths to what is done; `asked` holds (path, headers) of every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def count(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.asked)


@contextmanager
def fickle() -> Iterator[Fickle]:
    server = Fickle()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def plain(body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    return lambda handler: handler.say(body, Content_Type=kind, **headers)


def tagged(body: bytes, tag: str, kind: str = "application/rss+xml") -> Answer:
    """Answer 304 to who has this version already."""

    def answer(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == tag:
            handler.say(b"", 304, ETag=tag)
        else:
            handler.say(body, Content_Type=kind, ETag=tag)

    return answer


def moved(place: str) -> Answer:
    return lambda handler: handler.say(b"", 302, Location=place)


def drops(handler: Handler) -> None:
    """One byte at a time, for longer than anyone waits."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def silent(handler: Handler) -> None:
    time.sleep(3)


def headers_only(handler: Handler) -> None:
    """A header that never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(200):
        handler.wfile.write(f"X-{n}: a\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.05)


def endless(handler: Handler) -> None:
    """No length is said, and the body has no end."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(2000):
        handler.wfile.write(b"x" * 10_000)


def claims(length: int) -> Answer:
    return lambda handler: handler.say(b"<p>short</p>", Content_Length=str(length))


_BOMB = gzip.compress(bytes(20_000_000), 6)


def bomb(handler: Handler) -> None:
    """Twenty megabytes in twenty kilobytes."""
    handler.say(_BOMB, Content_Encoding="gzip")


def zipped(body: bytes) -> Answer:
    return lambda handler: handler.say(
        gzip.compress(body), Content_Encoding="gzip", Content_Type="text/html; charset=utf-8"
    )


def garbage(handler: Handler) -> None:
    handler.wfile.write(b"\x00\xff\x13 not HTTP at all\r\n\r\n")
