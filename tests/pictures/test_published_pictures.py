"""One site with pictures of every kind, and nothing of what they say about place and owner."""

from __future__ import annotations

import subprocess
import sys
from shutil import which

import pytest

from building import build, copy_project, environment, files_of, write
from coach.source.files.kinds import Kind, kind_of_file
from helpers import BASE, article
from pictures.corpus import saved, scene
from pictures.marked import FILES, MARKER, SVG_START, WITHHELD, exif, says_something

FIVE, MORE = "articles/2026/five-minutes.md", "articles/2026/more.md"
SHOWN = [name for name in FILES if name.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg"))]
VIDEO = (
    '```video\ntitle: A film\nlength: "3:20"\nlink: https://youtu.be/dQw4w9WgXcQ\nposter: ../../assets/poster.jpg\n```'
)
DOCS = {
    **BASE,
    FIVE: article(
        image="{src: lead.jpg, alt: A desk}",
        body="\n\n".join([*(f"![A]({f'../../assets/{name}'})" for name in SHOWN), VIDEO]),
    ),
    MORE: article(
        "More",
        date="2026-04-15",
        body="[A photo](../../assets/linked.jpg), [one without an ending](../../assets/no-ending), "
        "[a file](../../assets/words.pdf)",
    ),
    **{f"assets/{name}": data for name, data in FILES.items()},
    **{f"articles/2026/{name}": FILES["exif.jpg"] for name in ("lead.jpg", "unused.jpeg")},
    **{f"{name}.jpg": FILES["turned.JPG"] for name in ("top", "assets/poster", "assets/linked", "newsletter/photo")},
    "assets/words.pdf": b"%PDF",
    "assets/plain.png": saved(scene(64, 48), "PNG"),
}
FAULTY = {
    **{f"assets/{name}": data for name, data in WITHHELD.items()},
    "assets/big.jpg": saved(scene(64, 48), exif=exif()) + MARKER * 2_300_000,
    "assets/unsized.svg": f"{SVG_START.partition(' viewBox')[0]}><!--{MARKER.decode()}--></svg>".encode(),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = copy_project(tmp_path_factory.mktemp("published") / "x", DOCS)
    result = build(folder, "--strict")
    assert result.returncode == 0, result.stderr
    return folder


def telling(files):
    return [path for path, data in files.items() if says_something(data)]


@pytest.mark.build
def test_no_picture_on_the_site_says_where_it_was_taken(site):
    files = files_of(site / "site")

    assert telling(files) == []
    assert {path for path in DOCS if path.endswith((".jpg", ".png", ".pdf")) or "/no-ending" in path} <= files.keys()
    assert files["assets/plain.png"] == DOCS["assets/plain.png"]
    if which("exiftool"):
        command = ["exiftool", "-r", "-q", "-q", "-if", "$GPSLatitude or $Artist or $Comment", "-p", "$FileName"]
        assert subprocess.run([*command, site / "site"], capture_output=True, check=False).stdout == b""


@pytest.mark.build
def test_what_is_not_published_is_named_and_was_removed(site):
    """A second build of the same folder: the site already has some of these files, and its own copies go."""
    for path, data in FAULTY.items():
        write(site / "docs" / path, data)
        write(site / "site" / path, data)
    result = build(site)
    files = files_of(site / "site")

    assert telling(files) == []
    assert FAULTY.keys() & files.keys() == {"assets/unsized.svg"}
    for path in FAULTY:
        told = [line for line in result.stderr.splitlines() if f"docs/{path}:1:1 " in line]
        is_download = kind_of_file(path).kind is Kind.IF_LINKED  # nothing links to it: not published in any case
        assert len(told) == (0 if is_download else 1), (path, told)
    assert "Traceback" not in result.stderr
    checked = check(site)
    assert [line for line in checked if line not in result.stderr] == []
    assert len(checked) == sum(kind_of_file(path).kind is not Kind.IF_LINKED for path in FAULTY)


def check(folder):
    """Return what `coach check` says of files in assets."""
    code = "import sys; sys.path.insert(0, 'hooks'); from coach.cli.main import main; sys.exit(main(['check']))"
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    return [line for line in result.stdout.splitlines() if line.startswith("docs/assets/")]
