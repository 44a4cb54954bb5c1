"""HTTP requests, for commands only: a build never makes one."""

from __future__ import annotations

from http.client import HTTPException
from threading import Thread
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPErrorProcessor, ProxyHandler, Request, build_opener, urlopen

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOK_TIMEOUT = 20.0  # seconds
TALK_TIMEOUT = 30.0
_LOCAL = {"127.0.0.1", "localhost"}


class NetworkError(Exception):
    """There was no usable response; the message says why, without a full stop."""


def look_up(address: str, most: int) -> bytes | None:
    """Return the response body from an http or https address, cut after `most` + 1 bytes; None for status 404.

    Raises NetworkError for any other error status, or if the whole response is not there within 20 s.
    """
    found: list[bytes | NetworkError | None] = []
    # A socket's timeout is for each piece: a server that sends a byte now and then would never end.
    thread = Thread(target=lambda: found.append(_result(address, most)), daemon=True)
    thread.start()
    thread.join(LOOK_TIMEOUT)
    result = found[0] if found else NetworkError("timed out")
    if isinstance(result, NetworkError):
        raise result
    return result


def _result(address: str, most: int) -> bytes | NetworkError | None:
    try:
        return _look_up(address, most)
    except NetworkError as error:
        return error


def _look_up(address: str, most: int) -> bytes | None:
    try:
        # Some hosts refuse urllib's own User-Agent.
        request = Request(address, headers={"User-Agent": "coach"})  # noqa: S310 - the caller has checked the scheme
        with urlopen(request, timeout=LOOK_TIMEOUT) as response:  # noqa: S310 - as above
            data: bytes = response.read(most + 1)
    except HTTPError as error:
        with error:
            if error.code == 404:
                return None
            raise NetworkError(f"the server answers {error.code}") from None
    except (OSError, HTTPException, ValueError) as error:
        raise NetworkError(str(getattr(error, "reason", error))) from None
    return data


def is_safe(address: str) -> bool:
    """Return whether the address uses https, or http to this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)


def talk(method: str, address: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, bytes, str]:
    """Return status, body and Retry-After header ("" for none) of the response to one request, whatever the status.

    Redirects are not followed.
    The caller has to check the address with `is_safe`. Raises OSError if there is no response within 30 s.
    """
    request = Request(address, body, dict(headers), method=method)  # noqa: S310 - the caller has asked is_safe
    # A proxy from the environment cannot reach servers on this machine.
    direct = [ProxyHandler({})] if urlsplit(address).hostname in _LOCAL else []
    try:
        with build_opener(_UnchangedResponses, *direct).open(request, timeout=TALK_TIMEOUT) as answer:
            return answer.status, answer.read(), answer.headers.get("Retry-After") or ""
    except HTTPException as error:
        raise ConnectionError("the answer broke off") from error


class _UnchangedResponses(HTTPErrorProcessor):
    """Returns every response as it is: error statuses are the caller's, and a redirect would leak the token."""

    def http_response(self, request: Request, response: object) -> object:
        del request
        return response

    https_response = http_response
