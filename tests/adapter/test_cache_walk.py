"""Whatever changes, a build with the cache is the same as one without it, bytes and warnings."""

from __future__ import annotations

import shutil

import pytest

from building import build, files_of
from coach.publish.search import job
from quick_builds import Built, build_here, difference, forget, prepare, warnings_of
from sampling import samples
from walk import Walk

pytestmark = pytest.mark.build

SEEDS = samples(2, 8)
STEPS = samples(20, 60)
SEARCH_EVERY = 10
PROCESS_EVERY = 20


def cold_build(folder, number):
    """Build without the cache, which is put back afterwards; now and then in a process that knows nothing."""
    kept, site = folder / ".cache-kept", folder / "site"
    (folder / ".cache").rename(kept)
    if number % PROCESS_EVERY:
        forget()
        built = build_here(folder)
    else:
        built = Built(files := {}, warnings_of(build(folder).stderr))
        files.update(files_of(site))
    shutil.rmtree(folder / ".cache")
    kept.rename(folder / ".cache")
    return built


@pytest.mark.long
@pytest.mark.parametrize("seed", range(SEEDS))
def test_through_random_changes_a_warm_build_is_a_cold_one(tmp_path, monkeypatch, seed):
    prepare(monkeypatch)
    indexed = job.as_lines
    walk = Walk(tmp_path / "x", seed)
    build_here(walk.folder)

    for number in range(1, STEPS + 1):
        walk.step()
        searched = number % SEARCH_EVERY == 0 or number % PROCESS_EVERY == 0
        monkeypatch.setattr(job, "as_lines", indexed if searched else lambda *_: b'"en"')
        if number % 2:
            forget()  # this time the cache is read from its files; the other time memory helps, as under `serve`
        warm, cold = build_here(walk.folder), cold_build(walk.folder, number)
        if told := difference(warm, cold):
            steps = "\n".join(f"{at:3} {step}" for at, step in enumerate(walk.story, 1))
            pytest.fail(f"With seed {seed}, after these steps:\n{steps}\nthe warm build is not the cold one:\n{told}")
