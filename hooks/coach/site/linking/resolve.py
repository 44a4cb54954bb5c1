"""Where one link leads."""

from __future__ import annotations

import posixpath
import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from coach.markdown.page_ids import free_anchor
from coach.site.linking.full_addresses import leads_outside, web_mistake
from coach.site.linking.targets import Destination, why_unseen
from coach.source.problems import suggest
from coach.source.urls import between

if TYPE_CHECKING:
    from coach.site.linking.targets import Targets
    from coach.source.urls import Written

_REFERENCE = re.compile(r"&(?:#\d+|#[xX][\da-fA-F]+|[a-zA-Z]\w*);")
# What an address may contain as it is; anything else is written as in %20.
_PLAIN = "/~!$&'()*+,;=@"


def resolve(target: str, item: Written, targets: Targets) -> Destination:
    """Return where a link in the text of `item`, written as `target`, leads; each is looked up once.

    A link may name a file of docs/ relative to its own (MkDocs' form), an address of the site that begins with a slash
    or is a full one, an anchor, or a URL elsewhere, which is not changed.
    """
    key = (item.address, target)
    found = targets.resolved.get(key)
    if found is None:
        found = targets.resolved[key] = _resolve(plain_target(target), item, targets)
    return found


def plain_target(target: str) -> str:
    """Return the target without character references: `a&amp;b` names the file "a&b"."""
    return _REFERENCE.sub(lambda match: unescape(match[0]), target) if "&" in target else target


def _resolve(target: str, item: Written, targets: Targets) -> Destination:
    whole, written = target, target.partition("#")[0].partition("?")[0]
    target = targets.within(target) or target
    if leads_outside(target):
        return Destination(target, None, "", *web_mistake(target), outside=True)
    if message := web_mistake(target)[0]:
        return Destination(target, message=message, hint=web_mistake(target)[1])
    if not target:
        return Destination(target)
    head, mark, anchor = target.partition("#")
    head, question, query = head.partition("?")
    if not head:
        found = Destination(address=item.address)
    else:
        find = _by_address if head.startswith("/") else _by_file
        found = find(unquote(head), item, targets, unquote(written))
    if found.address is None:
        return found._replace(link=whole)
    wanted = free_anchor(unquote(anchor), targets.anchors.get(found.address))
    anchor = anchor if wanted == unquote(anchor) else wanted
    if not head or (found.address == item.address and anchor and not query):
        return found._replace(link=f"{question}{query}{mark}{anchor}", anchor=wanted)
    link = between(quote(found.address, safe=_PLAIN), quote(item.address, safe=_PLAIN))
    return found._replace(link=link + question + query + mark + anchor, anchor=wanted)


def _by_address(head: str, item: Written, targets: Targets, written: str) -> Destination:
    address = targets.spelled(head[1:])
    for candidate in (address, f"{address}/", address.removesuffix("index.html")):
        if candidate in targets.hidden_at:
            why, hint = why_unseen(targets.hidden_at[candidate], item)
            if why:
                shown = targets.moved.get(candidate, candidate)
                message = f'this links to "{written}", which is {why}.'
                return Destination(address=shown if shown in targets.addresses else None, message=message, hint=hint)
        if candidate in targets.addresses:
            return Destination(address=candidate)
        if candidate in targets.moved:
            return Destination(address=targets.moved[candidate])
    return Destination(message=f'no page has the address "{written}".')


def _by_file(head: str, item: Written, targets: Targets, written: str) -> Destination:
    wanted = targets.spelled(path_from(item.file.source.path, head))
    if (hidden := targets.hidden.get(wanted)) and (why := why_unseen(hidden, item))[0]:
        message = f'this links to "{written}", which is {why[0]}.'
        return Destination(address=targets.files.get(wanted), message=message, hint=why[1])
    if wanted in targets.files:
        return Destination(address=targets.files[wanted])
    if wanted in targets.left_out:
        message = f'this links to "{written}", which is left out of the site for a mistake of its own.'
        return Destination(message=message, hint=f"Mend docs/{wanted} first.")
    if wanted in targets.kept_back:
        message = f'this links to "{written}", which is {targets.kept_back[wanted]}.'
        return Destination(message=message, hint="Take the link out.")
    return Destination(message=f'there is no file "{written}".')


def path_from(path: str, head: str) -> str:
    """Return the path in docs/ that a link in the text at `path` names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), head))


def anchor_mistake(destination: Destination, targets: Targets) -> tuple[str, str]:
    """Return what is wrong with the anchor of a link that leads to a text, and a hint; two "" for nothing."""
    known = targets.anchors.get(destination.address or "") if destination.address is not None else None
    if not destination.anchor or known is None or destination.anchor in known:
        return "", ""
    page = f"/{destination.address}"
    return f'{page} has no heading or anchor "{destination.anchor}".', suggest(destination.anchor, known)
