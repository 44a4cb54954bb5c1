"""The difference between two built sites: addresses that were added, changed and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_MOST = 200  # addresses in each list
_INDEX = "pagefind/"  # files of the search index have other names with each change


class Difference(NamedTuple):
    """Addresses in one site and not in the other, and those in both with other bytes; in each list pages first."""

    added: list[str]
    changed: list[str]
    removed: list[str]


def compare(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Difference:
    """Return the difference of two sites, given as the digest of each file by its path."""
    return Difference(
        added=_sorted(new.keys() - old.keys()),
        changed=_sorted({path for path in new.keys() & old.keys() if old[path] != new[path]}),
        removed=_sorted(old.keys() - new.keys()),
    )


def _sorted(paths: Collection[str]) -> list[str]:
    """Return the addresses of these files, pages first, without those that nobody visits."""
    addresses = (_address(path) for path in paths if not path.startswith(_INDEX))
    return sorted(addresses, key=lambda address: (not address.endswith("/"), address))


def _address(path: str) -> str:
    folder, _, name = path.rpartition("/")
    if name != "index.html":
        return f"/{path}"
    return f"/{folder}/" if folder else "/"


def as_markdown(difference: Difference) -> str:
    """Return the difference as a summary for people, removed addresses first, since links to them break."""
    if not any(difference):
        return "No address of the site changes.\n"
    parts = [
        _part(
            "Removed", "Links to these will break. An alias in the article's new place keeps them.", difference.removed
        ),
        _part("Added", "", difference.added),
        _part("Changed", "", difference.changed),
    ]
    return "\n".join(part for part in parts if part)


def _part(title: str, remark: str, addresses: Sequence[str]) -> str:
    if not addresses:
        return ""
    lines = [f"### {title}: {len(addresses)}", "", *([remark, ""] if remark else [])]
    lines += [f"- `{address}`" for address in addresses[:_MOST]]
    if len(addresses) > _MOST:
        lines.append(f"- and {len(addresses) - _MOST} more")
    return "\n".join([*lines, ""])
