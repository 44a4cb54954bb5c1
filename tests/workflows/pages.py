"""The internet as the jobs see it: a proxy that answers for GitHub Pages, and writes down who else is called."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class Proxy(BaseHTTPRequestHandler):
    """Answers for the site's address with what is live; lets nobody through to another."""

    def do_GET(self):
        pages = self.server.pages
        address, base = self.path, pages.site_url.rstrip("/") + "/"
        path = pages.live / urlsplit(address.removeprefix(base)).path
        is_there = address.startswith(base) and path.is_file()
        self.send_response(200 if is_there else 404)
        self.end_headers()
        if is_there:
            self.wfile.write(path.read_bytes())

    def do_CONNECT(self):
        self.server.called.append(self.path)
        self.send_error(502)

    def log_message(self, *_):
        pass


@contextmanager
def internet():
    """Yield the proxy; set its `pages` to the GitHub whose site it shows."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    server.called, server.address = [], f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
