"""The guard against double sending: what mail services would send twice, or never, if the new site went live.

Mail services identify an item by its id or its date; links in mail that was sent depend on its address.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coach.publish.deployment.moves import added, is_unlisted, pair, reachable, removed
from coach.publish.deployment.similar import Sketches

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from coach.publish.deployment.manifest import Entry, Manifest

Danger = Literal[
    "renamed",
    "redated",
    "back-filled",
    "gone",
    "unlisted",
    "unreachable",
    "duplicate",
    "other kind",
    "other guid",
    "feed gone",
    "key",
]
KEY = "newsletter.key"


_FEED_CURES = {
    "tags": 'If the tag has a new name, add "{0}" to its aliases. If no article has it, give it to one.',
    "authors": "If the author has a new id in docs/authors.yml, write {0} again.",
    "podcast.xml": "Podcast apps would lose every recording: give an article its audio again.",
    "paths": "If the file has a new name, name it docs/paths/{0}.yml again.",
}


@dataclass(frozen=True)
class Finding:
    """One reason not to publish, and the id of the article or edition to mend or to allow."""

    kind: Danger
    id: str
    message: str
    hint: str

    @property
    def sentence(self) -> str:
        """Message and hint, as an author reads them."""
        return f"{self.message} {self.hint}".rstrip()


def guard(old: Manifest, new: Manifest, allowed: Collection[str] = ()) -> list[Finding]:
    """Return the reasons not to publish `new` after `old`, sorted by id; `allowed` ids are left out.

    If `old` is empty, as at a first deployment, only duplicates are found.
    """
    before = old.by_id
    unlisted = {entry.id: entry for entry in old.entries if is_unlisted(entry.id, new)}
    gone, fresh = removed(old, new), added(old, new)
    renames = pair(gone, fresh)
    renamed = {entry.id for entry in renames.values()}
    findings = [
        *_key(old, new),
        *(_renamed(entry, renames[entry.id]) for entry in fresh if entry.id in renames),
        *_back_filled(old, (entry for entry in fresh if entry.id not in renames)),
        *_changed(before, new),
        *(_gone(entry) for entry in gone if entry.id not in renamed),
        *(_unlisted(entry) for entry in unlisted.values()),
        *_unreachable(old, new),
        *_duplicates([*unlisted.values(), *new.entries], before),
        *_near_copies([*unlisted.values(), *new.entries], [entry for entry in fresh if entry.id not in renames]),
        *_feeds_gone(old, new),
    ]
    kept = (finding for finding in findings if finding.id not in allowed)
    return sorted(kept, key=lambda finding: (finding.id, finding.kind, finding.message))


def _renamed(entry: Entry, old: Entry) -> Finding:
    if entry.hash != old.hash:
        message = f'{_named(entry)} has almost the text of the {old.kind} "{old.id}", which is gone: it would be sent'
        hint = f"If it is the same {old.kind}: {_keep_id(old)} If not, allow it with --allow {entry.id}."
        return Finding("renamed", entry.id, f"{message} again.", hint)
    message = f'{_named(entry)} has the text of the {old.kind} "{old.id}", which is gone: it would be sent again.'
    return Finding("renamed", entry.id, message, _keep_id(old))


def _keep_id(entry: Entry) -> str:
    # An edition's id is the month in its file's name, and not a key.
    if entry.kind == "edition":
        return f"Name its file {entry.id}.md again."
    return f'Add "id: {entry.id}" to its front matter.'


def _back_filled(old: Manifest, fresh: Iterable[Entry]) -> Iterator[Finding]:
    newest: dict[str, Entry] = {}
    for entry in sorted(old.entries, key=lambda entry: entry.moment):
        newest[entry.kind] = entry
    for entry in fresh:
        last = newest.get(entry.kind)
        if last and entry.moment < last.moment:
            message = (
                f"{_named(entry)} is new, but its date {entry.first} lies before that of {_named(last)}, {last.first}:"
                " mail services that go by dates would never send it, and those that go by ids would send old news."
            )
            hint = f"Give it today's date, or allow it with --allow {entry.id}."
            yield Finding("back-filled", entry.id, message, hint)


def _changed(before: Mapping[str, Entry], new: Manifest) -> Iterator[Finding]:
    for entry in new.entries:
        old = before.get(entry.id, entry)
        if entry.kind != old.kind:
            message = f"the {old.kind} {_named(old)} has given its id to the {entry.kind} {_named(entry)}."
            yield Finding("other kind", entry.id, message, f"Give the {entry.kind} an id of its own.")
        elif entry.moment != old.moment:
            message = f"the date of {_named(entry)} was {old.first}, and is now {entry.first}: it could be sent again."
            yield Finding("redated", entry.id, message, f"Give it its first date again: {old.first}.")
        elif entry.guid != old.guid:
            message = f"{_named(entry)} has another guid: feed readers would show it again."
            hint = f"Write guid: {_printable(old.guid)} again." if old.guid else "Take guid out again."
            yield Finding("other guid", entry.id, message, hint)


def _gone(entry: Entry) -> Finding:
    message = f"the {entry.kind} {_named(entry)} is gone."
    hint = f"If its file has a new name: {_keep_id(entry)} If it should go, allow it with --allow {entry.id}."
    return Finding("gone", entry.id, message, hint)


def _unlisted(entry: Entry) -> Finding:
    message = (
        f"the article {_named(entry)} is unlisted now: its page stays, lists and feeds no longer have it, and mail"
        " services that have not sent it yet never will."
    )
    hint = f'Take "unlisted: true" out again, or allow it with --allow {entry.id}.'
    return Finding("unlisted", entry.id, message, hint)


def _unreachable(old: Manifest, new: Manifest) -> Iterator[Finding]:
    owners = {entry.address: entry for entry in old.entries}
    for address in sorted((owners.keys() | old.redirects.keys()) - reachable(new)):
        if is_unlisted(address, new):
            continue
        target = old.redirects.get(address, address)
        owner = owners.get(target)
        whose = f" of {_named(owner)}" if owner else f", which led to /{target},"
        message = f"the address /{address}{whose} is gone: links to it, also in mail already sent, would break."
        stays = owner is not None and owner.id in new.by_id
        hint = f"Add /{address} to {'its aliases' if stays else 'the aliases of what takes its place'}."
        yield Finding("unreachable", owner.id if owner else address, message, hint)


def _duplicates(entries: Iterable[Entry], before: Mapping[str, Entry]) -> Iterator[Finding]:
    """Yield a finding for each copy; the original is what was published before, or else the oldest."""
    same: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (entry.id not in before, entry.moment)):
        same[entry.hash].append(entry)
    for original, *copies in same.values():
        for entry in copies:
            message = f"{_named(entry)} has the same text as {_named(original)}: it would be sent twice."
            hint = f"Take one of them out, or allow it with --allow {entry.id}."
            yield Finding("duplicate", entry.id, message, hint)


def _near_copies(entries: Iterable[Entry], fresh: Iterable[Entry]) -> Iterator[Finding]:
    """Yield a finding for each new entry whose text is almost that of another; of two new ones for the later."""
    new = {entry.id for entry in fresh}
    known: Sketches[Entry] = Sketches()
    for entry in sorted(entries, key=lambda entry: (entry.id in new, entry.moment)):
        near = list(known.alike(entry.sketch)) if entry.id in new else []
        if near and all(one.hash != entry.hash for one in near):
            message = f"{_named(entry)} has almost the same text as {_named(near[0])}: most of it would be sent twice."
            hint = f"Take one of them out, or allow it with --allow {entry.id}."
            yield Finding("duplicate", entry.id, message, hint)
        known.add(entry.sketch, entry)


def _key(old: Manifest, new: Manifest) -> Iterator[Finding]:
    if old.key and new.key != old.key:
        was, is_ = _printable(old.key), _printable(new.key)
        message = (
            f'key under newsletter in mkdocs.yml was "{was}", and is now "{is_}": the id of every item changes with'
        )
        hint = f"Write key: {was} again. If all of it should be sent again, allow it with --allow {KEY}."
        yield Finding("key", KEY, f"{message} it, and all of them would be sent again.", hint)


def _feeds_gone(old: Manifest, new: Manifest) -> Iterator[Finding]:
    for address in sorted(old.feeds.keys() - new.feeds.keys()):
        folder, _, name = address.removesuffix("/feed.xml").partition("/")
        message = f"the feed /{address} is gone: nothing tells those who subscribe to it."
        cure = _FEED_CURES.get(folder, "Bring back what was in it.").format(name)
        yield Finding("feed gone", address, message, f"{cure} If the feed should go, allow it with --allow {address}.")


def _named(entry: Entry) -> str:
    return f'"{_printable(entry.title)}" ({entry.id}, /{entry.address})'


def _printable(text: str) -> str:
    # The live manifest comes from the network: it must not send control characters to a terminal.
    return "".join(letter if letter.isprintable() else " " for letter in text)


def as_text(findings: Sequence[Finding]) -> str:
    """Return one line for each finding."""
    return "".join(f"{finding.sentence}\n" for finding in findings)


def as_github(findings: Sequence[Finding]) -> str:
    """Return workflow commands, which GitHub shows on the summary of the run.

    Only the percent sign needs escaping: a sentence is one line.
    """
    return "".join(f"::error title=coach guard::{finding.sentence.replace('%', '%25')}\n" for finding in findings)


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {"text": as_text, "github": as_github}
