"""A small site whose authors write German, and a test language that is written from right to left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from building import ROOT, copy_project, write
from coach.quizzes.frozen import freeze, frozen_path
from coach.quizzes.quiz import read_quiz
from coach.source.sources import Source

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = "Eine Beschreibung, die lang genug ist, um allein in einer Liste zu stehen."
BODY = """Er sagt: "Morgen" und meint 'vielleicht'.[^1] Sie wartet.

!!! homework "Rufen Sie an"

    Fragen Sie eine Kundin nach dem Datum.

!!! note

    Ohne Titel.

> [!TIP]
> Ein Hinweis.

```chat
Verkäufer: Guten Tag.
Einkäufer: Was kostet es?
> Gut gefragt.
```

```chart
kind: before-after
title: Tage bis zum Angebot
pairs:
  Neue Kunden: [9, 1.5]
source: Eine Erhebung, https://example.com/tage
```

```video
title: Zwei Minuten
length: "2:10"
link: https://youtu.be/abcdefghijk
```

- [x] erledigt
- [ ] offen

```quiz
tee
```

[^1]: Eine Fußnote.
"""
SETTINGS = """site_name: Zweiter Verkauf
site_description: Ein Blog für Verkäufer, deren Kunden wiederkommen.
site_url: https://verkauf.example.org/
copyright: Alle Rechte vorbehalten
docs_dir: docs
use_directory_urls: true
hooks: [hooks/mkdocs_hooks.py]
plugins: []
theme: {name: material, custom_dir: overrides, font: false, static_templates: [robots.txt, llms.txt]}
markdown_extensions: [abbr, admonition, attr_list, def_list, footnotes, md_in_html, sane_lists, tables, toc, pymdownx.superfences]
extra:
  coach:
    timezone: Europe/Berlin
    locale: LOCALE
    tagline: Ein Blog für Verkäufer, deren Kunden wiederkommen.
    contact: anna@laden.org
    newsletter: {key: zweiter-verkauf, title: Briefe, description: Ein kurzer Brief im Monat., provider: kit, account: "123"}
    menu: [{title: Artikel, to: /archive/}]
    footer: [{title: Datenschutz, to: /privacy/}]
"""


def article(title: str, date: str, tags: str, **keys: str) -> str:
    """Return a German article with every kind of block."""
    lines = {"title": title, "description": ABOUT, "date": date, "tags": f"[{tags}]", **keys}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in lines.items()) + f"---\n{BODY}"


def page(title: str, **keys: str) -> str:
    """Return a German page."""
    more = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\ntitle: {title}\ndescription: {ABOUT}\n{more}---\nHallo.\n"


def german_files() -> dict[str, str]:
    """Return the files of the site."""
    text = (ROOT / "tests/quizzes/cases/german.yml").read_text(encoding="utf-8")
    made, problems = read_quiz(Source("quizzes/tee.yml", text.encode()))
    assert made, [str(problem) for problem in problems]
    return {
        "index.md": page("Willkommen", path="anfang", featured="[eins, zwei]", quiz="tee"),
        **{f"{name}.md": page(title) for name, title in {"start-here": "Anfang", "subscribe": "Abonnieren"}.items()},
        "articles/2026/eins.md": article("Fünf Minuten", "2026-04-14", "zeit", quiz="tee"),
        "articles/2026/zwei.md": article("Zwei Wege zur Zahl", "2026-05-14", "zeit, respekt", updated="2026-06-01"),
        "articles/2026/drei.md": article("Drei Fragen", "2026-06-14", "respekt"),
        "tags.yml": "zeit: {label: Zeit, start_here: [eins], see_also: [respekt]}\nrespekt: {label: Respekt}\n",
        "authors.yml": "anna: {name: Anna Beispiel, description: Sie schreibt hier.}\n",
        "paths/anfang.yml": f"title: Der Anfang\ndescription: {ABOUT}\nsteps:\n"
        "  - {article: eins, why: Zuerst.}\n  - {quiz: tee, why: Dann.}\n"
        "  - {article: zwei, why: Zuletzt., optional: true}\n"
        "coaching:\n  opening: Eine Viertelstunde zum Anfang.\n"
        "  questions: [{question: Was?, listen_for: das Was.}, {question: Wer?}, {question: Wo?}, {question: Wie?},"
        " {question: Wann?}]\n"
        "  exercise: {title: Zu zweit, minutes: 5, text: Fragen Sie einander.}\n"
        "  handout: {title: Mein Blatt, lines: [Wen ich frage, Wann]}\n",
        "quizzes/tee.yml": text,
        frozen_path(made): freeze(made),
        "newsletter/2026-05.md": "---\ntitle: Der erste Brief\n"
        "description: Was ein Mailprogramm hinter dem Betreff zeigt.\ndate: 2026-05-28\nhomework: Rufen Sie an.\n"
        f"quiz: {{id: tee, item: {made.items[0].id}}}\n---\nHallo [du](../articles/2026/eins.md).\n",
    }


def german_site(folder: Path, locale: str = "de_DE") -> Path:
    """Write the site's files into the folder, ready to be built; in another locale only its own words are German."""
    files = german_files()
    if locale != "de_DE":  # the speakers of a chat have the language's names, or ours
        names = {"Verkäufer:": "Rep:", "Einkäufer:": "Buyer:"}
        for name, ours in names.items():
            files = {path: text.replace(name, ours) for path, text in files.items()}
    copy_project(folder, files)
    write(folder / "mkdocs.yml", SETTINGS.replace("LOCALE", locale))
    return folder


# Hebrew letters in place of Latin ones: no language, but written from right to left and of the same length.
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "אבגדהוזחטיכלמנסעפצקרשתאבגד")
_KEPT_PARTS = re.compile(r"(\{\w+\}|\]\(\w+\))")


def mirrored(messages: object) -> object:
    """Return the messages with their words in Hebrew letters, and their placeholders as they are."""
    if isinstance(messages, dict):
        return {key: mirrored(message) for key, message in messages.items()}
    if isinstance(messages, list):
        return messages
    parts = _KEPT_PARTS.split(str(messages))
    return "".join(part if index % 2 else part.lower().translate(_LETTERS) for index, part in enumerate(parts))


def add_mirrored_language(folder: Path) -> None:
    """Write the test language as Hebrew, so that Unicode's data know its direction."""
    english = yaml.load((ROOT / "overrides/messages/en.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
    messages = {
        key: value if key == "quotes" else mirrored(value) for key, value in english.items() if key != "lowercase"
    }
    write(folder / "overrides/messages/he.yml", yaml.safe_dump(messages, allow_unicode=True))
