"""A project that changes at random, step by step, as authors and maintainers change theirs."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from building import ROOT, copy_project, write
from helpers import AUTHORS, TAGS, page

if TYPE_CHECKING:
    from pathlib import Path

QUIZ = "one-real-question"
FROZEN = next((ROOT / "docs/quizzes/frozen").glob(f"{QUIZ}-*.yml"))
WORDS = [
    "clock",
    "promise",
    "gate",
    "yard",
    "barn",
    "letter",
    "price",
    "silence",
    "ladder",
    "map",
    "dog",
    "invoice",
    "driver",
    "pencil",
]
TAG_NAMES = ["time", "respect", "listening", "service-recovery", "trust", "value", "timing", "lisening"]

# Templates of text: {n} is a number, {a} the name of an article's file, {w} a word.
PARAGRAPHS = [
    'She said "{w}", and he wrote it down...',
    "## Part {n}",
    "### The {w}",
    "See [the {w}]({a}.md), or [its part]({a}.md#part-{n}).",
    "See [nothing](gone-{n}.md) and [no part](#the-{w}).",
    "[Start](../../start-here.md), [tag](/tags/time/), [no tag](/tags/tim/), [out](https://example.com/{n}).",
    '!!! homework "Do {n}"\n\n    Ask about the *{w}*.',
    '!!! note "A {w}"\n\n    With [a link]({a}.md).',
    "```chat\ntitle: The {w}\nRep: Hello {n}\nBuyer: Hm.\n```",
    "```chat\nRep: Hello\nNobody: The {w}\n```",
    "```chart\nkind: bars\ntitle: The {w}\nnote: Made up.\nbars: {{One: {n}, Two: {d}}}\n```",
    "```chart\nkind: line\ntitle: The {w}\nends: [A, B]\nmarks: {{The {w}: {n}}}\n```",
    "```quiz\none-real-question\n```",
    '```video\ntitle: The {w}\nlength: "3:{d}"\nlink: https://www.youtube.com/watch?v=abcdefghi{d}\n```',
    "```python\n{w} = {n}\n```",
    "A note.[^{n}]\n\n[^{n}]: About the {w}.",
    "| a | {w} |\n|---|---|\n| 1 | [x]({a}.md) |",
    '<p id="{w}">Raw <a href="{a}.md">html</a> <img src="no.png"></p>',
    "![The {w}](no-{n}.png)",
    "<!-- more -->",
    "- one {w}\n- two [^no]\n\n    deeper {n}",
]
# Values of front matter by key; None removes the key.
VALUES = {
    "title": ["The {w} of {n}", '"{w}: {n}"', "{n}", None],
    "description": ["A description of the {w}, long enough to stand alone in a list.", "Too short", None],
    "date": ["2026-04-{d}", "2026-05-{d} 09:30", "2026-02-30", "2027-01-{d}", None],
    "tags": ["[time]", "[trust, {t}]", "[{t}]", "[{t}, respect, value]", "[]", None],
    "id": ["kept-{n}", "{a}", None, None],
    "slug": ["short-{n}", "{a}", None, None],
    "aliases": ["[/old/{n}/]", "[/articles/{a}/]", "[/tags/time/]", None],
    "authors": ["[desk]", "[nobody]", "[second]", None],
    "related": ["[{a}]", "[{a}, none-{n}]", None],
    "quiz": [QUIZ, "no-quiz", None],
    "updated": ["2026-06-{d}", "2026-01-01", None],
    "draft": ["true", None, None, None],
    "unlisted": ["true", None, None],
    "wrong": ["{n}", None, None, None],
}
SETTINGS = [
    ("  - toc\n", "  - toc: {permalink: true}\n"),
    ("  - toc: {permalink: true}\n", "  - toc: {baselevel: 2}\n"),
    ("  - toc: {baselevel: 2}\n", "  - toc\n"),
    ("  - footnotes\n", "  - footnotes\n  - sane_lists\n"),
    ("  - footnotes\n  - sane_lists\n", "  - footnotes\n"),
    ("tagline: A coaching", "tagline: Another coaching"),
    ("tagline: Another coaching", "tagline: A coaching"),
]
EDITION = "---\ntitle: A letter\ndescription: A preheader that is long enough for a letter.\ndate: 2026-06-{d}\nMORE\n---\nThe {w}: [read](HERE).\n"
EDITION_KEYS = [
    "homework: Ask about the {w}.",
    "articles: [{a}]",
    "articles: [no-{n}]",
    f"quiz: {{{{id: {QUIZ}, item: basics}}}}",
    f"quiz: {{{{id: {QUIZ}, item: none}}}}",
]


class Walk:
    """The project in `folder`. `story` tells each step; the same seed takes the same steps."""

    def __init__(self, folder: Path, seed: int, articles: int = 20) -> None:
        self.chance = random.Random(seed)
        self.story: list[str] = []
        self.texts: dict[str, tuple[dict[str, str], str]] = {}
        self.earlier: list[tuple[dict[str, str], str]] = []
        self.folder = copy_project(folder, {"start-here.md": page("Start here"), "index.md": page("Home")})
        for _ in range(articles):
            self.add()
        self.tags, self.authors, self.path = TAGS, AUTHORS, list(self.names())[:4]
        quiz = (ROOT / "docs/quizzes" / f"{QUIZ}.yml").read_text(encoding="utf-8")
        self._write(f"quizzes/{QUIZ}.yml", quiz)
        self._write(f"quizzes/frozen/{FROZEN.name}", FROZEN.read_bytes())
        for change in (self.change_tags, self.change_authors, self.change_path, self.change_edition):
            change()

    def step(self) -> None:
        """Change one thing."""
        often = [self.change_key] * 8 + [self.change_paragraph] * 6 + [self.rename, self.rename, self.last_character]
        once = [self.add, self.delete, self.swap, self.take_back, self.take_back]
        around = [self.change_tags, self.change_authors, self.change_path, self.change_edition, self.change_quiz]
        rare = [self.change_settings, self.change_template, self.change_page]
        self.story.append(self.chance.choice([*often, *once, *around, *rare])())

    def names(self) -> list[str]:
        return [path.rpartition("/")[2].removesuffix(".md") for path in self.texts]

    def fill(self, form: str) -> str:
        """Return the template with numbers, words and names of this project filled in."""
        chance = self.chance
        near = chance.choice(self.names() or ["none"])
        return form.format(
            n=chance.randrange(40), w=chance.choice(WORDS), a=near, t=chance.choice(TAG_NAMES), d=chance.randint(10, 28)
        )

    def body(self) -> str:
        parts = [self.fill(form) for form in self.chance.sample(PARAGRAPHS, 5)]
        return "\n\n".join(parts) + self.chance.choice(["", "\n", " Is it?"])

    def add(self) -> str:
        name = self.fill("{w}-{n}-") + str(len(self.texts) + len(self.story))
        keys = {key: self.fill(VALUES[key][0]) for key in ("title", "description", "date", "tags")}
        return self._set(f"articles/2026/{name}.md", (keys, self.body()), "add")

    def delete(self) -> str:
        path = self._any()
        self._remove(path)
        return f"delete {path}"

    def rename(self) -> str:
        """Move a file; sometimes it keeps its id or its old address."""
        old = self._any()
        name = old.rpartition("/")[2].removesuffix(".md")
        keys, body = self.texts[old]
        more = self.chance.choice([{}, {"id": name}, {"aliases": f"[/articles/{name}/]"}])
        self._remove(old)
        return self._set(
            self.fill("articles/2025/{w}-{n}.md"), ({**keys, **more}, body), f"rename {old} with {more} to"
        )

    def change_key(self) -> str:
        path = self._any()
        keys, body = self.texts[path]
        key = self.chance.choice(list(VALUES))
        value = self.chance.choice(VALUES[key])
        rest = {name: old for name, old in keys.items() if name != key}
        more = {key: self.fill(value)} if value else {}
        return self._set(path, ({**rest, **more}, body), f"with {key}: {more.get(key)}")

    def change_paragraph(self) -> str:
        path = self._any()
        keys, body = self.texts[path]
        parts = body.split("\n\n")
        parts[self.chance.randrange(len(parts))] = new = self.fill(self.chance.choice(PARAGRAPHS))
        return self._set(path, (keys, "\n\n".join(parts)), f"with {new!r}")

    def last_character(self) -> str:
        path = self._any()
        keys, body = self.texts[path]
        return self._set(path, (keys, body[:-1] + self.chance.choice(".!?")), "with another last character")

    def swap(self) -> str:
        one, other = self._any(), self._any()
        self._set(one, *[(self.texts[one][0], self.texts[other][1])], "swap")
        return self._set(other, (self.texts[other][0], self.earlier[-1][1]), f"swap {one} with")

    def take_back(self) -> str:
        return self._set(self._any(), self.chance.choice(self.earlier or [({}, "")]), "an earlier text for")

    def change_tags(self) -> str:
        forms = ["time: {{label: The {w}}}", "timing: {{label: Timing, see_also: [{t}]}}", "", "{w}: {{labl: X}}"]
        kept = "\n".join(line for line in TAGS.splitlines() if self.chance.random() > 0.1)
        labels = kept.replace("label: Trust", self.fill("label: Trust and {w}"))
        return self._write("tags.yml", f"{labels}\n{self.fill(self.chance.choice(forms))}\n")

    def change_authors(self) -> str:
        second = self.chance.choice(["", "\nsecond: {{name: The {w}, description: Writes on {w} and {n} others.}}"])
        return self._write("authors.yml", AUTHORS.replace("The desk", self.fill("The {w} desk")) + self.fill(second))

    def change_path(self) -> str:
        known = [*self.chance.sample(self.names(), min(3, len(self.texts))), self.fill("none-{n}")]
        steps = known[: self.chance.randint(2, 4)]
        text = "".join(self.fill(f"  - {{{{article: {name}, why: It is about the {{w}}.}}}}\n") for name in steps)
        head = "title: The way\ndescription: A path of some articles for those who would like to walk.\nsteps:\n"
        return self._write("paths/the-way.yml", head + text + f"  - {{quiz: {QUIZ}, why: To look back.}}\n")

    def change_edition(self) -> str:
        more = self.fill(self.chance.choice(EDITION_KEYS))
        at = f"../{self.chance.choice([*self.texts, 'gone.md'])}"
        return self._write("newsletter/2026-06.md", self.fill(EDITION).replace("MORE", more).replace("HERE", at))

    def change_quiz(self) -> str:
        place = self.folder / "docs/quizzes" / f"{QUIZ}.yml"
        text = place.read_text(encoding="utf-8")
        old = self.chance.choice(["A real question", "Ten lines", "you dial"])
        return self._write(f"quizzes/{QUIZ}.yml", text.replace(old, f"{old} [{self.fill('{w}')}](/tags/)", 1))

    def change_page(self) -> str:
        return self._write(self.chance.choice(["start-here.md", "index.md"]), page("A page", self.body()))

    def change_template(self) -> str:
        place = self.folder / "overrides/components/footer/footer.html"
        write(place, place.read_text(encoding="utf-8") + f"<p>{self.fill('{w}')}</p>")
        return "change the footer's template"

    def change_settings(self) -> str:
        place = self.folder / "mkdocs.yml"
        text = place.read_text(encoding="utf-8")
        old, new = self.chance.choice([pair for pair in SETTINGS if pair[0] in text])
        write(place, text.replace(old, new))
        return f"change mkdocs.yml: {old.strip()} is {new.strip()}"

    def _any(self) -> str:
        return self.chance.choice(list(self.texts))

    def _set(self, path: str, text: tuple[dict[str, str], str], told: str) -> str:
        self.earlier.append(self.texts.get(path, text))
        self.texts[path] = text
        keys, body = text
        front = "".join(f"{key}: {value}\n" for key, value in keys.items())
        self._write(path, f"---\n{front}---\n{body}")
        return f"{told} {path}"

    def _remove(self, path: str) -> None:
        self.earlier.append(self.texts.pop(path))
        (self.folder / "docs" / path).unlink()

    def _write(self, path: str, data: str | bytes) -> str:
        write(self.folder / "docs" / path, data)
        return f"write {path}"
