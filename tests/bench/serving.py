"""A small server that compresses what GitHub Pages compresses."""

from __future__ import annotations

import gzip
import mimetypes
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COMPRESSED = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".wasm", ".txt"}
_TYPES = {".mjs": "text/javascript", ".wasm": "application/wasm"}
_LEVEL = 6
_lock = threading.Lock()


@dataclass
class Traffic:
    """The bytes that went to the browser, headers included, and when the last of them did."""

    bytes: int = 0
    last: float = 0.0

    def add(self, count: int) -> None:
        with _lock:
            self.bytes += count
            self.last = time.monotonic()


class Served(BaseHTTPRequestHandler):
    """Answers with the files of one folder."""

    protocol_version = "HTTP/1.1"

    def __init__(self, folder: Path, traffic: Traffic, *args: object) -> None:
        self.folder, self.traffic = folder, traffic
        super().__init__(*args)

    def do_GET(self) -> None:
        path = self.folder / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if path.is_file():
            self._answer(200, path.suffix, path.read_bytes())
        else:
            self._answer(404, ".html", b"")

    def _answer(self, code: int, suffix: str, body: bytes) -> None:
        self.send_response(code)
        kind = _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Cache-Control", "max-age=600")
        if suffix in _COMPRESSED and body:
            body = gzip.compress(body, _LEVEL)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self._send(body)

    def flush_headers(self) -> None:
        """Send the headers as one piece, which is counted."""
        head, self._headers_buffer = b"".join(self._headers_buffer), []
        self._send(head)

    def _send(self, data: bytes) -> None:
        self.wfile.write(data)
        self.traffic.add(len(data))

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Quiet(ThreadingHTTPServer):
    """Says nothing of connections that a closing page breaks off."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, Traffic]]:
    """Serve the folder; yield its address and the traffic."""
    traffic = Traffic()
    server = Quiet(("127.0.0.1", 0), partial(Served, folder, traffic))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", traffic
    finally:
        server.shutdown()
        server.server_close()
