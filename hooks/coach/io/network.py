"""Requests to web servers: what is asked of them by hand, never by a build."""

from __future__ import annotations

from http.client import HTTPException
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
    """There is no answer that can be used; the message says why, without a full stop."""


def look_up(address: str, most: int) -> bytes | None:
    """Return what stands at an address of http or https, at most so many bytes; None where the server says 404.

    Raises NetworkError for any other answer, or none within 20 s.
    """
    try:
        # Some hosts refuse the name that urllib gives itself.
        request = Request(address, headers={"User-Agent": "coach"})  # noqa: S310 - the caller's word for the scheme
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
    """Return whether nothing that is sent there goes unencrypted over a network."""
    parts = urlsplit(address)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)


def talk(method: str, address: str, headers: Mapping[str, str], body: bytes | None) -> tuple[int, bytes]:
    """Return status and body of the answer to one request to a safe address, whatever it is; no redirect is followed.

    Raises OSError where there is none within 30 s.
    """
    request = Request(address, body, dict(headers), method=method)  # noqa: S310 - the caller has asked is_safe
    # A proxy named in the environment knows nothing of this machine's own servers.
    direct = [ProxyHandler({})] if urlsplit(address).hostname in _LOCAL else []
    try:
        with build_opener(_AsItCame, *direct).open(request, timeout=TALK_TIMEOUT) as answer:
            return answer.status, answer.read()
    except HTTPException as error:
        raise ConnectionError("the answer broke off") from error


class _AsItCame(HTTPErrorProcessor):
    """Hands every answer on: an error is an answer too, and a redirect would carry the token elsewhere."""

    def http_response(self, request: Request, response: object) -> object:
        del request
        return response

    https_response = http_response
