"""A built site as GitHub Pages serves it: below a path, compressed, kept for ten minutes.

python tests/browser/pages_server.py site 8123    serves site/ at http://127.0.0.1:8123/second-sale/

Build it for that address first: SITE_URL=http://127.0.0.1:8123/second-sale/ make site
"""

from __future__ import annotations

import gzip
import sys
from functools import cache, partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PREFIX = "/second-sale/"
MAX_AGE = "max-age=600"
_COMPRESSED = {".html", ".css", ".mjs", ".js", ".svg", ".json", ".xml", ".atom", ".txt", ".opml", ".ico"}


@cache
def _body(path: Path, zipped: bool) -> bytes:
    data = path.read_bytes()
    return gzip.compress(data, 9, mtime=0) if zipped else data


class LikePages(SimpleHTTPRequestHandler):
    """Answers GET and HEAD with the headers that matter for how quickly pages load."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_HEAD(self):
        self.answer(with_body=False)

    def do_GET(self):
        self.answer(with_body=True)

    def answer(self, *, with_body):
        self.server.asked.append(self.path)
        path, status = self.find()
        if path is None:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        zipped = path.suffix in _COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = _body(path, zipped)
        tag = f'"{sha256(body).hexdigest()[:16]}"'
        if status == 200 and self.headers.get("If-None-Match") == tag:
            status, with_body = 304, False
        self.send_response(status)
        for name, value in self.facts(path, body, tag, zipped):
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def facts(self, path, body, tag, zipped):
        yield "Content-Type", self.type_of(path)
        yield "Content-Length", str(len(body))
        yield "Cache-Control", MAX_AGE
        yield "ETag", tag
        yield "Vary", "Accept-Encoding"
        if zipped:
            yield "Content-Encoding", "gzip"

    def find(self):
        """Return the file of the asked address and its status; a missing one is 404.html where there is one."""
        asked = Path(super().translate_path(self.path.removeprefix(PREFIX))) if self.path.startswith(PREFIX) else None
        for path in (asked, asked / "index.html") if asked else ():
            if path.is_file():
                return path, 200
        missing = Path(self.directory, "404.html")
        return (missing, 404) if asked and missing.is_file() else (None, 404)

    @staticmethod
    def type_of(path):
        known = {".mjs": "text/javascript", ".js": "text/javascript", ".avif": "image/avif", ".webp": "image/webp"}
        type_ = known.get(path.suffix) or SimpleHTTPRequestHandler.extensions_map.get(path.suffix)
        type_ = type_ or {".html": "text/html", ".css": "text/css", ".svg": "image/svg+xml"}.get(path.suffix)
        type_ = type_ or "application/octet-stream"
        return f"{type_}; charset=utf-8" if type_.startswith("text/") else type_

    def log_message(self, *_):
        pass


class Quiet(ThreadingHTTPServer):
    """Says nothing of connections that a closing page breaks off."""

    daemon_threads = True
    asked: list[str]

    def handle_error(self, *_):
        pass


def start(folder, port=0):
    """Return a server of the folder, which notes what it is asked; its caller runs and closes it."""
    server = Quiet(("127.0.0.1", port), partial(LikePages, directory=str(folder)))
    server.asked = []
    return server


if __name__ == "__main__":
    start(Path(sys.argv[1]).resolve(), int(sys.argv[2])).serve_forever()
