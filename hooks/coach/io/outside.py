"""Asks addresses on other sites whether they are still there, politely: one host at a time, and not too fast."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from http.client import HTTPException
from time import sleep
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Iterable
    from http.client import HTTPMessage
    from typing import IO

# Some servers refuse programs that do not say what they are.
_WHO = {"User-Agent": "Mozilla/5.0 (compatible; coach links)", "Accept": "text/html,*/*;q=0.8"}
_LOCAL = {"127.0.0.1", "localhost"}
_FOR_GOOD = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}
_HOSTS_AT_ONCE = 8


class Answer(NamedTuple):
    """What a server said: the last status, or 0 with the reason why there was none, and where it has moved for good."""

    status: int
    reason: str = ""
    moved: str = ""


class _Redirects(HTTPRedirectHandler):
    """Follows redirects, and remembers how far those that are for good lead, as long as no other came before."""

    def __init__(self) -> None:
        self.moved, self._for_now = "", False

    def redirect_request(  # noqa: PLR0913, PLR0917 - urllib's own form
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the request that follows a redirect, with the same method."""
        self._for_now = self._for_now or code not in _FOR_GOOD
        self.moved = self.moved if self._for_now else newurl
        found = super().redirect_request(req, fp, code, msg, headers, newurl)
        if found is not None:
            found.method = req.get_method()
        return found


def ask_all(addresses: Iterable[str], delay: float, timeout: float) -> dict[str, Answer]:
    """Return the answer for each http or https address; between two requests to one host are `delay` seconds."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        hosts[urlsplit(address).netloc.lower()].append(address)

    def ask_host(host: str) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        for address in hosts[host]:
            if found:
                sleep(delay)
            found[address] = _ask(address, delay, timeout)
        return found

    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        return {address: answer for found in pool.map(ask_host, hosts) for address, answer in found.items()}


def _ask(address: str, delay: float, timeout: float) -> Answer:
    """Ask for the head alone; then, since many servers do that wrong, for the page."""
    answer = _request("HEAD", address, timeout)
    if HTTPStatus.OK <= answer.status < HTTPStatus.BAD_REQUEST or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        return answer
    sleep(delay)
    return _request("GET", address, timeout)


def _request(method: str, address: str, timeout: float) -> Answer:
    redirects = _Redirects()
    direct = [ProxyHandler({})] if urlsplit(address).hostname in _LOCAL else []
    try:
        request = Request(address, headers=_WHO, method=method)  # noqa: S310 - the caller has checked the scheme
        with build_opener(redirects, *direct).open(request, timeout=timeout) as response:
            return Answer(response.status, moved=redirects.moved)
    except HTTPError as error:
        with error:
            return Answer(error.code, moved=redirects.moved)
    except (OSError, HTTPException, ValueError) as error:
        return Answer(0, str(getattr(error, "reason", error)) or type(error).__name__)
