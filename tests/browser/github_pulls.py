"""A pull request, as the stand-in of GitHub keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Pull:
    """A pull request onto `main`; `state` is open or closed, and `head` the name of its branch."""

    number: int
    title: str
    head: str
    body: str
    draft: bool
    head_oid: str = ""
    labels: list[str] = field(default_factory=list)
    state: str = "open"
    merged: bool = False
    created: datetime = field(default_factory=_now)
    updated: datetime = field(default_factory=_now)

    @property
    def node_id(self) -> str:
        """Return the id by which GraphQL knows it."""
        return f"PR_{self.number}"

    def touch(self) -> None:
        self.updated = _now()

    def dates(self) -> tuple[str, str]:
        """Return when it was made and last changed, as GitHub writes it."""
        return f"{self.created:%Y-%m-%dT%H:%M:%SZ}", f"{self.updated:%Y-%m-%dT%H:%M:%SZ}"
