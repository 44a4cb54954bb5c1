"""A server that stands in for a provider: it answers as the provider does, and breaks where a test says so."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

BEFORE = {"401", "403", "404", "409", "422", "429", "500", "503", "hang", "redirect"}  # nothing was done
AFTER = {"drop", "half", "garbage"}  # it was done, but the answer is lost


class StandIn(ThreadingHTTPServer):
    """One provider. `drafts` are its emails; `faults` break the answer to the n-th request from now, counted from 1."""

    daemon_threads = True
    name = ""
    token = "b7e1-secret-token"
    wrong = "wrong:secret-us6"
    settings: dict[str, str] = {}  # noqa: RUF012 - of a stand-in

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.drafts, self.asked, self.faults, self.unknown = [], [], {}, []
        self.over = Event()
        self.base = f"http://127.0.0.1:{self.server_port}"

    def __enter__(self):
        Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return super().__enter__()

    def __exit__(self, *error):
        self.over.set()
        self.shutdown()
        super().__exit__(*error)

    def handle_error(self, request, client_address):
        """A client that went away is what the tests are about."""

    def allows(self, headers):
        """Return whether the request has the token."""
        raise NotImplementedError

    def work(self, method, url, headers, fields):
        """Return status and data of the response to a request with the token."""
        raise NotImplementedError

    def shown(self, html):
        """Return the HTML as it stands in what is sent."""
        return json.dumps(html, ensure_ascii=False)

    def refuses(self):
        """Return status and data for a request without the token."""
        return 401, {"message": "no"}

    def answer(self, method, url, headers, fields):
        """Return status and data of the response to a request."""
        if not self.allows(headers):
            return self.refuses()
        status, data = self.work(method, url, headers, fields)
        if status == 404:
            self.unknown.append((method, url))
        return status, data

    def break_next(self, fault, number=1):
        """Break the answer to a coming request."""
        self.faults = {len(self.asked) + number: fault}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        server = self.server
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        server.asked.append((self.command, self.path))
        fault = server.faults.pop(len(server.asked), "")
        if fault == "hang":
            server.over.wait(20)
            return
        if fault in BEFORE:
            status, data = int(fault) if fault.isdigit() else 302, {"detail": f"no: {server.token}"}
        else:
            status, data = server.answer(self.command, self.path, self.headers, json.loads(body) if body else None)
        if fault == "drop":
            return
        self.give(status, b"<p>Sorry" if fault == "garbage" else json.dumps(data).encode(), fault)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 - http.server's names

    def give(self, status, data, fault):
        self.send_response(status)
        self.send_header("Location", "http://localhost:9/elsewhere")
        self.send_header("Retry-After", "45")
        self.send_header("Content-Length", str(len(data) + (9 if fault == "half" else 0)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Not to stderr, which is what a user sees."""
