"""Another coach's site: her own name, colours, mark, offer, speakers and words; nothing of it is this blog's."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from building import copy_project
from quizzes.shared import files

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://berger.example.org/blog/"
# Each is the palest, or the darkest in the dark scheme, that is allowed.
COLOURS = {"accent": ("#0a5fae", "#8fb8ff"), "second": ("#a0235a", "#ffa0b4")}
MARK = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">'
    '<circle cx="5" cy="5" r="5" fill="#0b5"/><rect x="4" y="2" width="2" height="6" fill="#fff"/></svg>'
)
CONFIG = """site_name: Berger Training
site_description: Gespräche, die man gern ein zweites Mal führt.
site_url: https://berger.example.org/blog/
copyright: Alle Rechte bei Ada Berger
docs_dir: docs
use_directory_urls: true
hooks: [hooks/mkdocs_hooks.py]
plugins: []
theme:
  name: material
  custom_dir: overrides
  language: de
  font: false
  static_templates: [robots.txt, llms.txt]
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, sane_lists, tables, toc,
  pymdownx.blocks.caption, pymdownx.caret, pymdownx.details, pymdownx.highlight, pymdownx.magiclink, pymdownx.mark,
  pymdownx.superfences, pymdownx.tabbed, pymdownx.tilde]
extra:
  coach:
    locale: de_DE
    timezone: Europe/Berlin
    tagline: Gespräche, die man gern ein zweites Mal führt.
    contact: ada@berger.example.org
    colours:
      accent: {light: "#0a5fae", dark: "#8fb8ff"}
      second: {light: "#a0235a", dark: "#ffa0b4"}
    offer:
      title: Ein Vormittag bei Ihnen
      words: Wir hören drei Ihrer Gespräche an.
      button: Termin ausmachen
      to: https://termine.example.org/ada
    team: {title: Für die Runde, words: Ein Text in der Woche., button: So geht es, to: /about/}
    speakers: {rep: Beraterin, buyer: Kundin, coach: Trainerin}
    social: [{title: LinkedIn, to: "https://www.linkedin.com/in/berger"}]
    newsletter: {key: berger-training, title: Briefe, description: Ein Brief im Monat.}
    menu: [{title: Alle Texte, to: /archive/}]
    footer: [{title: Über mich, to: /about/}, {title: Datenschutz, to: /privacy/}]
"""


OLD = {
    "aliases": '["/?p=7", "/2019/04/größe/", "/2019/%e6%97%a5%e6%9c%ac/", "/blog/alt.php", "/2019/alt.html"]',
    "guid": "https://alt.example.org/?p=7",
}


def _text(title: str, body: str, **keys: str) -> str:
    lines = {"title": title, "description": "Ein Satz, der lang genug ist, um in einer Liste zu stehen.", **keys}
    return "\n".join(["---", *(f"{key}: {value}" for key, value in lines.items()), "---", body, ""])


def _portrait() -> bytes:
    data = BytesIO()
    Image.new("RGB", (300, 300), "#336699").save(data, "PNG")
    return data.getvalue()


CHAT = """Ein Gespräch.

```chat
Beraterin: Was müsste geschehen?
Kundin: Ein Muster am Freitag.
> Das ist ein Auftrag.
Coach: So fragt man.
```

!!! homework "Fragen"
    Fragen Sie heute einmal, was geschehen müsste.
"""


def documents() -> dict[str, str | bytes]:
    """Return her docs/."""
    quizzes = {path: text for path, text in files().items() if path.startswith("quizzes/")}
    return {
        **quizzes,
        "index.md": _text("Berger Training", "Willkommen."),
        "about.md": _text("Über mich", "Ada Berger schreibt hier."),
        "tags.yml": "time: {label: Zeit, description: Was Zeit wert ist.}\nrespect: {label: Achtung}\n",
        "authors.yml": "ada:\n  name: Ada Berger\n  description: Sie hört zu.\n  role: Trainerin\n"
        "  picture: assets/ada.png\n  links: [{title: Mastodon, to: https://example.social/@ada}]\n",
        "articles/2026/five-minutes.md": _text("Fünf Minuten", CHAT, date="2026-04-14", tags="[time]"),
        "articles/2026/zwei.md": _text("Zwei Wege", "Text.", date="2026-04-20", tags="[time, respect]", **OLD),
        "newsletter/2026-04.md": _text("Der Brief", "Guten Tag.", date="2026-04-30", homework="Fragen Sie."),
        "paths/anfang.yml": "title: Anfang\ndescription: Wozu er dient, in einem Satz, der lang genug ist für alle.\n"
        "steps:\n- {article: five-minutes, why: Zuerst das.}\n- {article: zwei, why: Dann dies.}\n",
        "assets/mark.svg": MARK,
        "assets/ada.png": _portrait(),
    }


def copy_own_site(folder: Path) -> Path:
    """Copy the project with her docs/ and mkdocs.yml."""
    copy_project(folder, documents())
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return folder
