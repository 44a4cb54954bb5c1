"""The ledger of drafts at mail providers, written before each request: docs/newsletter/ledger.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import yaml

from coach.source.yaml_document import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

PATH = "newsletter/ledger.yml"

_HEAD = """\
# Which edition was handed to which mail provider. Made by `coach newsletter push`; commit it with the edition.
# intended: a draft was about to be made, and may be there. draft: it is there, under the id in "remote".
"""
_KEYS = ("provider", "state", "hash", "remote")
_STATES = ("intended", "draft")
_WORD = re.compile(r"[!-~]+")


class LedgerError(Exception):
    """The ledger is not what `coach newsletter push` wrote; the message is a sentence for people."""


@dataclass(frozen=True)
class Record:
    """The state of one edition. `remote` is the provider's id of the draft, set once the state is "draft"."""

    edition: str
    provider: str
    state: Literal["intended", "draft"]
    hash: str
    remote: str | None = None

    def __post_init__(self) -> None:
        for name in ("edition", "provider", "hash"):
            if not _is_word(getattr(self, name)):
                raise LedgerError(f"{self.edition} has no {name}, or one that is more than a word.")
        if self.state not in _STATES:
            raise LedgerError(f'{self.edition} has a state that is neither "intended" nor "draft".')
        if self.state == "draft" and not _is_word(self.remote):
            raise LedgerError(f'{self.edition} is a draft, but "remote" does not say which.')
        if self.state == "intended" and self.remote is not None:
            raise LedgerError(f'{self.edition} is only intended, and yet "remote" names a draft.')


@dataclass(frozen=True)
class Ledger:
    """All records, one for each edition, by edition."""

    records: tuple[Record, ...] = ()

    def of(self, edition: str) -> Record | None:
        """Return the edition's record, if there is one."""
        return next((record for record in self.records if record.edition == edition), None)


def read_ledger(text: str) -> Ledger:
    """Return the ledger in the text of its file; LedgerError for anything odd, since guessing could send twice."""
    document, problems = read_yaml(text, PATH)
    if problems:
        raise LedgerError(f"line {problems[0].line}: {problems[0].sentence}")
    if document.data is None:
        return Ledger()
    if not isinstance(document.data, dict):
        raise LedgerError("it must be a list of editions, each with its keys below it.")
    return _ledger(_record(edition, fields) for edition, fields in document.data.items())


def write_ledger(ledger: Ledger) -> str:
    """Return the text of the ledger's file, the same for the same records."""
    data = {record.edition: _fields(record) for record in ledger.records}
    return _HEAD + (yaml.safe_dump(data, sort_keys=False, default_flow_style=False) if data else "")


def mark_intended(ledger: Ledger, edition: str, provider: str, digest: str) -> Ledger:
    """Return the ledger with the edition recorded as about to become a draft."""
    known = ledger.of(edition)
    assert known is None or known.state == "intended", "a draft never becomes an intention again"
    return _with(ledger, Record(edition, provider, "intended", digest))


def mark_drafted(ledger: Ledger, edition: str, remote: str, digest: str) -> Ledger:
    """Return the ledger with the intended edition recorded as the draft that the provider calls `remote`."""
    known = ledger.of(edition)
    assert known is not None, "what becomes a draft was intended before"
    return _with(ledger, Record(edition, known.provider, "draft", digest, remote))


def _is_word(value: object) -> bool:
    return isinstance(value, str) and _WORD.fullmatch(value) is not None


def _ledger(records: Iterable[Record]) -> Ledger:
    return Ledger(tuple(sorted(records, key=lambda record: record.edition)))


def _with(ledger: Ledger, new: Record) -> Ledger:
    return _ledger([*(record for record in ledger.records if record.edition != new.edition), new])


def _record(edition: str, fields: Any) -> Record:
    if not isinstance(fields, dict):
        raise LedgerError(f"{edition} needs provider, state and hash below it.")
    if unknown := sorted(fields.keys() - set(_KEYS)):
        raise LedgerError(f'{edition} has the unknown key "{unknown[0]}".')
    values: dict[str, Any] = {key: fields.get(key) for key in _KEYS}
    return Record(edition, **values)


def _fields(record: Record) -> dict[str, str]:
    fields = {key: getattr(record, key) for key in _KEYS}
    return {key: value for key, value in fields.items() if value is not None}
