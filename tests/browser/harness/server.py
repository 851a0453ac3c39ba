"""A folder served on this machine as a static host would, with the watching policy on every page."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".xml": "application/xml",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
}
PACKED = frozenset(TYPES) - {".png"}  # sent gzipped to whoever takes it

FRAMES = "__frames__"


@dataclass
class Served:
    """A running server: `address` ends with a slash; `missing` collects the paths that were asked for and not found."""

    address: str
    missing: list[str] = field(default_factory=list)

    def together(self, paths: list[str]) -> str:
        """Address of a page of our own that shows several pages in frames."""
        return f"{self.address}{FRAMES}?{urlencode({'show': paths}, doseq=True)}"


class _Folder(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *args, folder: Path, watch: str, served: Served) -> None:
        self.folder, self.watch, self.served = folder, watch, served
        super().__init__(*args)

    def do_GET(self) -> None:
        if self.path.startswith(f"/{FRAMES}?"):
            return self._answer(200, self._frames(), ".html", {})
        path = unquote(urlsplit(self.path).path).lstrip("/")
        file = self.folder / path
        if path == "" or path.endswith("/"):
            file = file / "index.html"
        found = ".." not in file.parts and file.is_file()
        if not found:
            self.served.missing.append(self.path)
            file = self.folder / "404.html"
        body = file.read_bytes() if file.is_file() else b"not found"
        watch = {"Content-Security-Policy-Report-Only": self.watch.format(address=self.served.address)}
        if not self.watch:
            watch = {}
        keep = {"Cache-Control": "max-age=600"}
        return self._answer(200 if found else 404, body, file.suffix, watch if file.suffix == ".html" else keep)

    def _answer(self, status: int, body: bytes, suffix: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        if suffix in PACKED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _frames(self) -> bytes:
        shown = parse_qs(urlsplit(self.path).query, keep_blank_values=True).get("show", [])
        frames = "".join(f'<iframe width="600" height="400" src="/{escape(path)}"></iframe>' for path in shown)
        return f'<!doctype html><title>frames</title><link rel="icon" href="data:,">{frames}'.encode()

    def log_message(self, *_: object) -> None:
        """Say nothing: the test speaks."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is no news."""


@contextmanager
def serving(folder: Path, watch: str = "") -> Iterator[Served]:
    """The folder at an address of this machine, each page with `watch` as its report-only policy.

    watch   may name `{address}`, the server's own; none where empty
    """
    served = Served(address="")
    server = _Server(("127.0.0.1", 0), partial(_Folder, folder=folder, watch=watch, served=served))
    served.address = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
