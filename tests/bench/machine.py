"""The machine and the versions of a measurement."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from environments import ROOT, environment, said_by, version_in
from reader import find


def machine() -> str:
    """Return the date, the machine and the versions as a list in Markdown."""
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, this project at {_commit()}",
        f"{_processor()}, {os.cpu_count()} cores, {_memory()} GiB of memory, {platform.system()} {platform.release()}",
        f"load before it began {os.getloadavg()[0]:.1f}; what else ran on the machine is in all figures",
        ", ".join(f"{name} {found}" for name, found in _versions().items() if found),
    ]
    return "\n".join(f"- {line}" for line in lines)


def _versions() -> dict[str, str]:
    material, pelican = environment("material"), environment("pelican")
    ours = {name: version(name) for name in ("mkdocs", "mkdocs-material", "markdown", "pagefind")}
    return {
        f"Python {platform.python_version()}; ours: MkDocs": ours["mkdocs"],
        "Material": ours["mkdocs-material"],
        "Markdown": ours["markdown"],
        "Pagefind": ours["pagefind"],
        "stock: MkDocs": version_in(material, "mkdocs"),
        "stock: Material": version_in(material, "mkdocs-material"),
        "mkdocs-rss-plugin": version_in(material, "mkdocs-rss-plugin"),
        "Hugo": version_in(environment("hugo"), "hugo"),
        "Pelican": version_in(pelican, "pelican"),
        "Chromium": _word(said_by(find() or "chromium", "--version"), 1),
    }


def _commit() -> str:
    git = ("git", "-C", str(ROOT))
    changed = (
        " with changes" if said_by(*git, "status", "--porcelain", "--untracked-files=no", "hooks", "overrides") else ""
    )
    return f"{said_by(*git, 'rev-parse', '--short', 'HEAD') or 'no commit'}{changed}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f}"


def _word(text: str, number: int) -> str:
    words = text.split()
    return words[number] if len(words) > number else ""
