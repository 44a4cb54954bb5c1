"""The project's own site with everything that settings and files can add, and the address of each template in it."""

from __future__ import annotations

import re
import wave
from io import BytesIO
from typing import TYPE_CHECKING

from building import ROOT, build, copy_project, write
from helpers import article
from pictures.corpus import saved, scene

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://example.github.io/second-sale/"
SETTINGS = """    repository: https://github.com/coach/blog
    editor: true
    contact: the.desk@example.org
    comments: {provider: giscus, repo: second-sale/talk, repo_id: R_1, category: Articles, category_id: DIC_2}
    offer: {title: A morning, words: We listen to three calls., button: Book one, to: "https://book.example.org/"}
    team: {title: For the team, words: One article a week., button: How to, to: /about/}
    social: [{title: Mastodon, to: "https://social.example/@desk"}]
"""
BODY = """```audio
title: Two minutes
file: ../../assets/two.wav
transcript: Hello.
```

```video
title: On silence
length: "2:10"
link: https://www.youtube.com/watch?v=abcdefghijk
```

![A scene](../../assets/scene.png)

/// caption
A caption.
///

Words.[^1]

[^1]: A note.
"""
COMMENTS = """comments:
- {name: Ada, date: 2024-03-01, text: Good.}
- {name: Ben, date: 2024-03-02, text: Thanks., answers: 1}
"""
# Every template of a page, with the address of one that it makes. main.html is the layout, kept.html the cache's.
TEMPLATES = {
    "404.html": "404.html",
    "admin.html": "admin/",
    "archive.html": "archive/",
    "article.html": "articles/everything/",
    "author.html": "authors/desk/",
    "card.html": "quizzes/pusher-or-builder/card/",
    "coaching.html": "coaching/from-pusher-to-builder/",
    "customer.html": "quizzes/pusher-or-builder/customer/",
    "edition.html": "newsletter/2026-03/",
    "glossary.html": "glossary/",
    "home.html": "",
    "homework.html": "homework/",
    "mirror-collect.html": "mirror/collect/",
    "mirror-team.html": "mirror/team/",
    "mirror.html": "mirror/",
    "newsletter.html": "newsletter/",
    "offline.html": "offline/",
    "page.html": "about/",
    "path.html": "paths/from-pusher-to-builder/",
    "paths.html": "paths/",
    "privacy.html": "privacy/",
    "quiz-result.html": "quizzes/pusher-or-builder/result/high/",
    "quiz.html": "quizzes/pusher-or-builder/",
    "quizzes-about.html": "quizzes/about/",
    "quizzes.html": "quizzes/",
    "redirect.html": "old/",
    "shelf.html": "shelf/",
    "style.html": "style/",
    "subscribe.html": "subscribe/",
    "tag.html": "tags/trust/",
    "tags.html": "tags/",
}


def _recording() -> bytes:
    data = BytesIO()
    with wave.open(data, "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(b"\x80" * 800)
    return data.getvalue()


def build_everything(folder: Path) -> Path:
    """Build the site below the folder, and return where it is."""
    copy_project(folder)
    settings = (
        (ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("    newsletter:\n", f"{SETTINGS}    newsletter:\n")
    )
    settings = re.sub("provider: none .*", "provider: buttondown\n      account: second-sale", settings)
    write(folder / "mkdocs.yml", settings)
    write(
        folder / "docs/articles/2026/everything.md", article("Everything", body=BODY, aliases="[/old/]", tags="[trust]")
    )
    write(folder / "docs/assets/two.wav", _recording())
    write(folder / "docs/comments/everything.yml", COMMENTS)
    write(folder / "docs/assets/scene.png", saved(scene(900, 600), "PNG"))
    result = build(folder, "--strict", SITE_URL=SITE)
    assert result.returncode == 0, result.stderr
    return folder / "site"
