"""Real builds: a copy of the project, built by the real commands."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EPOCH = "1795953600"  # 2026-11-29 12:00 UTC: builds in tests see the articles that were out then


may_build = False  # set for each test by conftest.py


def expect_builds() -> None:
    """Fail a test that builds without asking for it."""
    assert may_build, "Mark this test with @pytest.mark.build: make quick leaves out what builds a site."


def copy_project(folder: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """Copy what a build needs into `folder`; `files` replace all of docs/ where given."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("hooks", "overrides", "docs"):
        ignore = shutil.ignore_patterns("__pycache__")
        if name != "docs" or files is None:
            shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for path, data in (files or {}).items():
        write(folder / "docs" / path, data)
    return folder


def write(path: Path, data: str | bytes) -> None:
    """Write a file and the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)


def build(folder: Path, *options: str, tool: str = "mkdocs", **environ: str) -> subprocess.CompletedProcess[str]:
    """Build the copy with the real command and return what it said."""
    expect_builds()
    command = [sys.executable, "-m", tool, "build", "-f", "mkdocs.yml", *options]
    return subprocess.run(
        command, cwd=folder, env=environment(**environ), capture_output=True, text=True, timeout=120, check=False
    )


def environment(**more: str) -> dict[str, str]:
    """Return the environment of a build, with a fixed clock unless a test says otherwise."""
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "SOURCE_DATE_EPOCH": EPOCH}
    return {**os.environ, **quiet, **more}


def files_of(site: Path) -> dict[str, bytes]:
    """Return every file of a built site by its path."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
