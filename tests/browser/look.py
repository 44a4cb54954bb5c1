"""A small fixed site, and screenshots of its pages that can be compared on any machine."""

from __future__ import annotations

import io
from importlib.resources import files as package_files

from PIL import Image, ImageChops

from building import ROOT
from helpers import AUTHORS, article, page
from newsletter.published import edition
from quizzes.shared import files as quiz_files

HALF = 2  # pictures are kept at half their size, which is enough to see what has moved
MOST_HEIGHT = 5200
NOTICED = 48  # of 255: how far a point may be off before it counts
ALLOWED = 0.004  # so large a share of the points may be off: edges of letters differ between builds of Chromium

FONT = "SourceSerif4[opsz,wght].ttf"
# The site names fonts of the reader's system; here all of it is set in one that comes with a package.
STYLE = """
@font-face { font-family: Look; src: url("look.ttf"); font-weight: 200 900; }
:root { --serif: Look !important; --sans: Look !important; --mono: Look !important; }
* { caret-color: transparent !important; }
"""

TEXT = """Say you sell lab supplies, and you ring a quality manager at a dairy. She says yes to five minutes.

## The first promise

Whatever you [promise later](fit.md) will be weighed against it.

> Good call, thirteen minutes, very interested.

1. **Before you dial.** One question.
2. **Until the timer.** Ask, then listen.

!!! homework "Time three calls"

    Write down what you promised and what it took.

!!! story "The yellow barn"

    It had been painted.

```chat
title: A call that ends on time
Rep: You gave me five minutes. Two are left.
> Says it before she has to look at the clock.
Buyer: Go on, then.
```
"""
TAGS = """
time: {label: Time, description: What a minute of hers is worth and how it is kept., start_here: [five-minutes]}
trust: {label: Trust, description: What a customer has when she stops checking every line of a quote.}
"""
PATH = """
title: From pusher to builder
description: Keep the pace and the nerve, and spend them on people who will still take your call next year.
steps:
  - {article: five-minutes, why: Two desks on a Monday morning.}
  - {quiz: tea, why: Now look at your own month.}
  - {article: fit, why: A find helps if it reaches her early.}
"""


def docs() -> dict[str, str | bytes]:
    """Return docs/ of the fixed site."""
    whole = quiz_files()
    whole |= {f"{name}.md": page(name.replace("-", " ").capitalize()) for name in ("coaching", "subscribe", "about")}
    whole |= {
        "index.md": page(
            "Home",
            "Articles for people who sell.",
            headline="The second sale.",
            path="one",
            featured="[five-minutes, fit]",
            quiz="tea",
        ),
        "start-here.md": page("Start here", "Read one article.", path="one"),
        "style.md": (ROOT / "docs/style.md").read_text(encoding="utf-8"),
        "tags.yml": TAGS,
        "authors.yml": AUTHORS,
        "articles/2026/five-minutes.md": article("Five minutes means five minutes", body=TEXT, tags="[time, trust]"),
        "articles/2026/fit.md": article("Fit before quota", "2026-05-14", tags="[trust]"),
        "articles/2026/late.md": article("Say it, then do it", "2026-06-02", tags="[trust, time]"),
        "paths/one.yml": PATH,
        "newsletter/2026-05.md": edition("A letter", body="Hello [there](../articles/2026/five-minutes.md)."),
    }
    return whole


def font() -> bytes:
    """Return the font in which pages are rendered here."""
    return (package_files("fontpkg_source_serif_4") / "files" / FONT).read_bytes()


def small(screenshot: bytes) -> Image.Image:
    """Return a screenshot in the size in which it is stored and compared."""
    picture = Image.open(io.BytesIO(screenshot)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, MOST_HEIGHT)))
    return picture.resize((picture.width // HALF, picture.height // HALF), Image.Resampling.BOX)


def differing(one: Image.Image, other: Image.Image) -> float:
    """Return the share of pixels that differ visibly; 1 when the sizes differ."""
    if abs(one.height - other.height) > 2 or one.width != other.width:
        return 1.0
    height = min(one.height, other.height)
    parts = [picture.crop((0, 0, one.width, height)) for picture in (one, other)]
    grey = ImageChops.difference(*parts).convert("L")
    return sum(grey.histogram()[NOTICED:]) / (grey.width * grey.height)
