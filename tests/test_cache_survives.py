"""A killed build, a damaged cache: the next build is a cold one's, byte for byte and warning for warning."""

from __future__ import annotations

import sys

from building import ROOT, environment
from killing import kill, left_alive, start_alone

# Renders on two processes, so slowly that it can be killed in the middle.
SLOW_POOL = """
import time
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from coach.render_cache import NoStore, Recipe, render_all
class Wait(Preprocessor):
    def run(self, lines):
        time.sleep(0.05)
        return lines
class Slow(Extension):
    def extendMarkdown(self, md):
        md.preprocessors.register(Wait(md), "wait", 1)
        print("a worker is ready", flush=True)
render_all([f"text {n}" for n in range(400)], Recipe([Slow()], {}, (), ""), NoStore(), 2)
"""


def test_workers_end_with_a_killed_parent():
    process = start_alone([sys.executable, "-c", SLOW_POOL], ROOT / "hooks", environment())
    for _ in range(2):
        assert process.stdout.readline() == b"a worker is ready\n"
    kill(process, only_the_head=True)

    assert left_alive(process, 5) == []
