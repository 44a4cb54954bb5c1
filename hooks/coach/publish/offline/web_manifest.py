"""The web app manifest, by which browsers offer to install the site."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from coach.content.config.colours import GROUNDS
from coach.pictures.marks.mark import APP_ICONS, MASKABLE
from coach.site.generated_pages import WEB_MANIFEST, GeneratedFile

if TYPE_CHECKING:
    from coach.content.settings import Settings

_LONGEST = 12  # letters of a name below an icon on a phone


def web_manifest(settings: Settings) -> GeneratedFile:
    """Return the manifest; all addresses in it are relative to it, so that it works below any path."""
    paper, name = GROUNDS["light"][0], settings.site_name
    icons = [
        {
            "src": address,
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "maskable" if address == MASKABLE else "any",
        }
        for address, size in APP_ICONS.items()
    ]
    data = {
        "name": name,
        "short_name": _short(name),
        "description": settings.description,
        "lang": settings.coach.language,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": paper,
        "theme_color": paper,
        "icons": icons,
    }
    return GeneratedFile(WEB_MANIFEST, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _short(name: str) -> str:
    """Return as many whole words from the end of a name as stand below an icon; at least one."""
    words = name.split()
    while len(words) > 1 and len(" ".join(words)) > _LONGEST:
        words = words[1:]
    return " ".join(words)
