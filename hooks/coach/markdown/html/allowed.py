"""The one list of what the HTML of texts may hold, on pages, in feeds and in mail."""

# ruff: noqa: SIM905 - a line of words is easier to read than a list of them

from __future__ import annotations

import re

from nh3 import ALLOWED_URL_SCHEMES as SCHEMES

_WORDS = "a abbr b bdi bdo br cite code data del dfn em i ins kbd label mark meter progress q rp rt ruby s"
_BLOCKS = "address article aside blockquote details dd div dl dt figcaption figure footer header hgroup hr li nav ol p"
_HEADINGS = "h1 h2 h3 h4 h5 h6 pre samp section small span strong sub summary sup time u ul var wbr"
_TABLES = "caption col colgroup table tbody td tfoot th thead tr"
_MEDIA = "audio img picture source track video"

# Ticks of task lists and the buttons of tabs, which Markdown makes.
TAGS = frozenset(f"{_WORDS} {_BLOCKS} {_HEADINGS} {_TABLES} {_MEDIA} input".split())

# Removed together with what is in them: none of it is text for readers.
REMOVED = frozenset(
    "applet base canvas embed frame frameset iframe link math meta noembed noframes noscript object script style svg"
    " template textarea title xmp".split()
)

# Other elements of HTML, old ones among them: they go, and the text in them stays.
UNWRAPPED = frozenset(
    "acronym area basefont bgsound big blink body button center dialog dir fieldset font form head html image keygen"
    " legend main map marquee menu nobr optgroup option output plaintext portal search select slot"
    " strike tt".split()
)

_EVERYWHERE = "aria-describedby aria-hidden aria-label aria-labelledby class dir hidden id lang role tabindex title"
_ALIGNED = ("caption", "col", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "p", "table", "td", "th", "tr")
_BY_TAG = {
    "a": "href hreflang name rel type download",
    "audio": "src controls loop preload",
    "bdo": "dir",
    "blockquote": "cite",
    "col": "span width",
    "colgroup": "span width",
    "data": "value",
    "del": "cite datetime",
    "details": "open name",
    "div": "data-tabs",
    "img": "src srcset sizes alt width height loading decoding",
    "input": "type name checked disabled",
    "ins": "cite datetime",
    "label": "for",
    "li": "value type",
    "meter": "value min max low high optimum",
    "ol": "start type reversed",
    "ul": "type",
    "pre": "width",
    "progress": "value max",
    "q": "cite",
    "source": "src srcset sizes media type width height",
    "table": "border cellpadding cellspacing summary width",
    "td": "colspan rowspan headers scope valign width",
    "th": "colspan rowspan headers scope abbr valign width",
    "time": "datetime",
    "track": "src kind srclang label default",
    "video": "src poster controls loop muted playsinline preload width height",
}
ATTRIBUTES: dict[str, frozenset[str]] = {
    tag: frozenset([*_BY_TAG.get(tag, "").split(), *(["align"] if tag in _ALIGNED else [])])
    for tag in (*_BY_TAG, *_ALIGNED)
}
ATTRIBUTES["*"] = frozenset(_EVERYWHERE.split())

# Taken out without a word: links open where their reader wants, and Markdown reads the second itself.
SILENT = frozenset({"target", "markdown"})

# The attributes whose value is an address, or (srcset) a list of addresses.
ADDRESSES = frozenset({"href", "src", "poster", "cite", "srcset"})

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# Browsers ignore these in an address (URL Standard, "basic URL parser").
_IGNORED = re.compile(r"^[\x00-\x20]+|[\t\n\r]")


def is_allowed(tag: str, name: str) -> bool:
    """Return whether an element of this name may have the attribute; both in small letters."""
    return name in ATTRIBUTES["*"] or name in ATTRIBUTES.get(tag, ())


def scheme_of(address: str) -> str:
    """Return the scheme with which a browser reads the address, in small letters; "" for one within the site."""
    found = _SCHEME.match(_IGNORED.sub("", address))
    return found[1].lower() if found else ""


def why_refused(address: str) -> tuple[str, str]:
    """Return the message and hint for an address that is not safe."""
    scheme = scheme_of(address)
    if scheme in {"javascript", "vbscript"}:
        return "an address that runs a script is left out.", "Link to a page."
    if scheme == "data":
        return "a file written into an address (data:…) is left out.", "Save it in docs/assets, and name it from there."
    return f'browsers know no address that begins with "{scheme}:".', "A page of another site begins with https://."


def is_safe(address: str) -> bool:
    """Return whether the address has no scheme, or one of SCHEMES, none of which runs a script."""
    scheme = scheme_of(address)
    return not scheme or scheme in SCHEMES
