"""The files that mkdocs.yml leaves out, by `exclude_docs` and `draft_docs`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pathspec.gitignore import GitIgnoreSpec

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def exclusion(patterns: str) -> Callable[[str], bool | None]:
    """Return what says of a path whether it is left out by the patterns, which are written as in `.gitignore`.

    It answers False for a path that a pattern with `!` takes back in, and None for one that no pattern names.
    """
    spec = GitIgnoreSpec.from_lines(patterns.splitlines())
    return lambda path: spec.check_file(path).include
