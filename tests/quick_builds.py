"""Builds inside this process: the command's own code, without its startup, and with captured output."""

from __future__ import annotations

import gc
import logging
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import jinja2
from mkdocs.commands.build import build as run_build
from mkdocs.config import load_config

from building import environment, expect_builds, files_of

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Built:
    """A built site: its files by path, and the warnings in their order."""

    files: dict[str, bytes]
    warnings: list[str]


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def prepare(monkeypatch) -> None:
    """Prepare this process for builds: a fixed clock, and no process pool, which must not fork a threaded process."""
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    monkeypatch.setattr("jinja2.Environment.compile", _compile_once(jinja2.Environment.compile))
    monkeypatch.setattr("jinja2.Environment.list_templates", _list_once(jinja2.Environment.list_templates))


def _list_once(list_templates):
    """Return a function that lists the theme's thousands of files only once; no test adds one."""
    kept = {}

    def list_or_take(env, extensions=None, filter_func=None):
        key = tuple(env.loader.searchpath)
        if key not in kept:
            kept[key] = list_templates(env, extensions, filter_func)
        return kept[key]

    return list_or_take


def _compile_once(compile_template):
    """Return what compiles each template once: with the list of files that is half of a small build, and not ours."""
    kept = {}

    def compile_or_take(env, source, name=None, filename=None, **more):
        escapes = env.autoescape(name) if callable(env.autoescape) else env.autoescape
        key = (source, name, filename, escapes, tuple(sorted(env.extensions)), tuple(sorted(more.items())))
        if key not in kept:
            kept[key] = compile_template(env, source, name, filename, **more)
        return kept[key]

    return compile_or_take


def forget() -> None:
    """Reset what the project's modules remember between builds of one process, as under `serve`."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("coach", "mkdocs_", "hooks/")):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def build_here(folder: Path) -> Built:
    """Build the project as `mkdocs build` does, with its configuration read anew."""
    expect_builds()
    listener = _Listener()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(listener)
    logger.propagate = False  # a failure shows what differs, not the whole output
    try:
        config = load_config(str(folder / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=False)
        run_build(config)
        config.plugins.on_shutdown()
    finally:
        logger.propagate = True
        logger.removeHandler(listener)
        gc.unfreeze()  # this process lives on after its builds
    return Built(files_of(folder / "site"), listener.heard)


def warnings_of(stderr: str) -> list[str]:
    """Return the warnings that the command printed."""
    mark = "WARNING -  "
    return [line.removeprefix(mark) for line in stderr.splitlines() if line.startswith(mark)]


def difference(one: Built, other: Built) -> str:
    """Return in a few lines where two built sites differ, "" when they do not."""
    told = [f"only warm: {path}" for path in sorted(one.files.keys() - other.files.keys())]
    told += [f"only cold: {path}" for path in sorted(other.files.keys() - one.files.keys())]
    for path in sorted(one.files.keys() & other.files.keys()):
        if one.files[path] != other.files[path]:
            told.append(f"{path}: {_first_difference(one.files[path], other.files[path])}")
    told += [f"only warm: {line}" for line in one.warnings if line not in other.warnings]
    told += [f"only cold: {line}" for line in other.warnings if line not in one.warnings]
    if not told and one.warnings != other.warnings:
        told.append("the same warnings, in another order or number")
    return "\n".join(told[:12])


def _first_difference(one: bytes, other: bytes) -> str:
    pairs = zip(one, other, strict=False)
    at = next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
    return f"{one[max(0, at - 30) : at + 50]!r} is {other[max(0, at - 30) : at + 50]!r} when cold"
