"""Articles' pages come from the cache only if they would be rendered the same."""

from __future__ import annotations

import sqlite3
from types import SimpleNamespace

import lxml.html
import pytest
from jinja2 import meta, nodes
from mkdocs.config import load_config
from PIL import Image

import mkdocs_page_cache
import quick_builds
from building import ROOT, build, copy_project, write
from coach.io import fingerprint
from coach.io.cache import Cache
from helpers import BASE, MENU, article
from recordings.sounds import mp3

pytestmark = pytest.mark.build

ONE, TWO, THREE, FOUR = (f"articles/2026/{name}.md" for name in ("one", "two", "three", "four"))
PATH = "title: A path\ndescription: What it is for, in one sentence.\nsteps:\n- {article: one, why: a}\n- {article: two, why: b}\n- {article: three, why: c}\n"
QUIZ = "would-they-hire-you"
OFFER = f"    offer: {{title: A morning, words: We listen., button: Book, to: {TWO}}}\n"
LETTER = (
    "---\ntitle: A letter\ndescription: A description that is long enough.\ndate: {}\narticles: [one]\n---\nHello.\n"
)
FILES = {
    **BASE,
    **MENU,
    "paths/a-path.yml": PATH,
    f"quizzes/{QUIZ}.yml": (ROOT / f"docs/quizzes/{QUIZ}.yml").read_text(encoding="utf-8"),
    ONE: article("One", "2026-04-01", "Words of one.", quiz=QUIZ, related="[four]", figure="{kind: lean}"),
    TWO: article("Two", "2026-04-02", "Words of two, and [one](one.md).", tags="[trust]"),
    THREE: article("Three", "2026-04-03", "## A heading\n\nWords of three."),
    FOUR: article("Four", "2026-04-04", "Words of four.", tags="[trust, time]"),
}


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    quick_builds.prepare(monkeypatch)


@pytest.fixture
def project(tmp_path):
    folder = copy_project(tmp_path / "x", FILES)
    settings = (folder / "mkdocs.yml").read_text()
    (folder / "mkdocs.yml").write_text(settings.replace("  coach:\n", f"  coach:\n    cards: false\n{OFFER}"))
    return folder


def base_of(project):
    return sqlite3.connect(project / ".cache/cache.sqlite")


def kept(project):
    with base_of(project) as base:
        return [key for (key,) in base.execute("SELECT key FROM blobs WHERE kind = 'page'")]


def of(built, name):
    return built.files[f"articles/{name}/index.html"].decode()


def test_a_page_comes_from_the_build_before_and_is_written_anew_when_its_text_changes(project):
    first = quick_builds.build_here(project)
    store = Cache(project / ".cache/cache.sqlite")
    pages = store.get("page", kept(project))
    store.put("page", {key: page.replace(b"Words of", b"Kept words of") for key, page in pages.items()})
    second = quick_builds.build_here(project)
    assert [of(second, name).count("Kept words of") for name in ("one", "two", "three", "four")] == [1, 1, 1, 1]

    write(project / "docs" / THREE, FILES[THREE].replace("Words of three", "Other words of three"))
    third = quick_builds.build_here(project)
    assert "Other words of three" in of(third, "three")
    assert "Kept words" not in of(third, "three") + of(third, "four") + of(third, "two")  # those beside it are anew too
    assert len(first.files) == len(third.files)


def test_a_page_is_written_anew_when_its_recording_has_another_length(project):
    write(project / "docs" / THREE, FILES[THREE].replace("---\n", "---\naudio: gate.mp3\n", 1))
    heads = []
    for seconds in (60, 300):
        write(project / "docs/articles/2026/gate.mp3", mp3(seconds))
        built = quick_builds.build_here(project)
        heads.append(lxml.html.fromstring(of(built, "three")).findtext(".//figure/figcaption/strong"))

    assert heads == ["Listen, 1 minute", "Listen, 5 minutes"]


CHANGES = {
    "a tag's label": ("docs/tags.yml", lambda text: text.replace("label: Trust", "label: Good faith")),
    "the author": ("docs/authors.yml", lambda text: text.replace("The desk", "Our desk")),
    "a quiz": (f"docs/quizzes/{QUIZ}.yml", lambda text: text.replace("title: ", "title: Now ", 1)),
    "a path's title": ("docs/paths/a-path.yml", lambda text: text.replace("A path", "A way")),
    "a path's steps": ("docs/paths/a-path.yml", lambda text: text.replace("one, why: a", "four, why: a")),
    "a title beside it": (f"docs/{TWO}", lambda text: text.replace("title: Two", "title: Second")),
    "the date": (f"docs/{FOUR}", lambda text: text.replace("2026-04-04", "2026-03-04")),
    "an address": (f"docs/{TWO}", lambda text: text.replace("---\n", "---\nslug: second\n", 1)),
    "a tag": (f"docs/{FOUR}", lambda text: text.replace("[trust, time]", "[value]")),
    "what is picked": (f"docs/{ONE}", lambda text: text.replace("[four]", "[three]")),
    "a status": (f"docs/{FOUR}", lambda text: text.replace("---\n", "---\nunlisted: true\n", 1)),
    "a picture": (f"docs/{THREE}", lambda text: text + "\n![A gate](gate.png)\n"),
    "a lead": (f"docs/{THREE}", lambda text: text.replace("---\n", "---\nimage: {src: gate.png, alt: A gate}\n", 1)),
    "a figure": (f"docs/{THREE}", lambda text: text.replace("---\n", "---\nfigure: {kind: door}\n", 1)),
    "how a figure is drawn": (
        "overrides/components/figure/kinds/lean.html",
        lambda text: text.replace("first(41, 12", "first(40, 12"),
    ),
    "a recording": (f"docs/{THREE}", lambda text: text.replace("---\n", "---\naudio: gate.mp3\n", 1)),
    "the first letter": ("docs/newsletter/2026-05.md", lambda _: LETTER.format("2026-05-01")),
    "the site's name": ("mkdocs.yml", lambda text: text.replace("site_name: ", "site_name: New ")),
    "the address": ("mkdocs.yml", lambda text: text.replace("site_url: ", "site_url: https://example.org/x/ # ")),
    "the licence": ("mkdocs.yml", lambda text: text + "\ncopyright: Ours\n"),
    "the menu": ("mkdocs.yml", lambda text: text.replace("Start here, to", "Begin, to")),
    "a contact": ("mkdocs.yml", lambda text: text.replace("  coach:\n", "  coach:\n    contact: a@example.org\n")),
    "a template": ("overrides/article.html", lambda text: text.replace("</article>", "x</article>")),
    "a message": ("overrides/messages/en.yml", lambda text: text.replace("Read this with", "Do read this with")),
    "a component": ("overrides/components/footer/footer.html", lambda text: text.replace("</footer>", "x</footer>")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_a_warm_build_is_a_cold_one(project, tmp_path, change):
    Image.effect_noise((900, 600), 50).convert("RGB").save(project / "docs/articles/2026/gate.png")
    write(project / "docs/articles/2026/gate.mp3", mp3(2))
    before = quick_builds.build_here(project)
    path, edit = CHANGES[change]
    file = project / path
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    write(file, edit(old))
    assert file.read_text(encoding="utf-8") != old
    quick_builds.forget()
    warm = quick_builds.build_here(project)
    quick_builds.forget()
    with base_of(project) as base:
        base.execute("DELETE FROM blobs WHERE kind = 'page'")
    cold = quick_builds.build_here(project)

    assert quick_builds.difference(warm, cold) == ""
    pages = [path for path in before.files if path.startswith("articles/")]
    assert any(before.files[path] != cold.files.get(path) for path in pages), "the change shows on no page"


def test_a_changed_picture_is_another_page(project):
    picture = project / "docs/articles/2026/gate.png"
    write(project / "docs" / THREE, FILES[THREE] + "\n![A gate](gate.png)\n")
    Image.effect_noise((900, 600), 50).convert("RGB").save(picture)
    before = quick_builds.build_here(project)
    Image.effect_noise((800, 500), 50).convert("RGB").save(picture)
    after = quick_builds.build_here(project)

    sizes = [lxml.html.fromstring(of(built, "three")).xpath("//article//img/@width") for built in (before, after)]
    assert sizes == [["900"], ["800"]]


def test_settings_templates_and_code_are_in_every_key(tmp_path, monkeypatch):
    project = copy_project(tmp_path / "x", {})
    monkeypatch.setattr(mkdocs_page_cache, "__file__", str(project / "hooks/mkdocs_page_cache.py"))
    monkeypatch.setattr(fingerprint, "_CORE", project / "hooks/coach")
    theme = SimpleNamespace(custom_dir=str(project / "overrides"))
    config = SimpleNamespace(config_file_path=str(project / "mkdocs.yml"), theme=theme)
    seen = {mkdocs_page_cache.page_fingerprint(config)}
    for name in (
        "mkdocs.yml",
        "overrides/components/mark/mark.html",
        "hooks/mkdocs_templates.py",
        "hooks/coach/publish/browser_storage.yml",
    ):
        write(project / name, (project / name).read_text(encoding="utf-8") + "\n")
        seen.add(mkdocs_page_cache.page_fingerprint(config))

    assert len(seen) == 5


def test_keys_are_the_same_in_every_process(project):
    assert build(project, PYTHONHASHSEED="1").returncode == 0
    first = kept(project)
    assert build(project, PYTHONHASHSEED="2").returncode == 0

    assert len(first) == 4
    assert kept(project) == first


def test_where_a_plugin_may_change_pages_none_is_kept(project):
    hook = project / "other.py"
    hook.write_text("def on_post_page(output, **_):\n    return output.replace('Words of', 'Changed words of')\n")
    settings = (project / "mkdocs.yml").read_text()
    both = settings.replace("hooks: [hooks/mkdocs_hooks.py]", "hooks: [hooks/mkdocs_hooks.py, other.py]")
    assert both != settings
    (project / "mkdocs.yml").write_text(both)
    for _ in range(2):
        assert "Changed words of one" in of(quick_builds.build_here(project), "one")
        assert kept(project) == []


# Everything that a page of an article may use, and where its key covers it; what is not here must be added to
# PageKeys first. Material's own templates know settings and page only; their version is in the key.
COVERED = {
    "article description title address indexed stops archived": "the article's facts, its places on paths, old comments",
    "library quizzes related reading_paths": "those beside it, related, on its paths; tags, authors and quizzes whole",
    "rendered page card_of linked_data lead_picture portrait recording_of look": "its text, pictures, recording and card, the mark",
    "settings coach menu header_links footer_links offer config preview provider players newest_edition": "the settings",
    "t pattern catalogue": "the words, which are part of the settings",
    "has_page": "which pages there are, of those that articles link to",
    "base_url shared mkdocs_version template kept": "code and settings",
    "page_title tag author path subscribes searches edition form frames root here licence day place podcast_url": (
        "given by templates, or of other pages"
    ),
}


class Anything(dict):
    """Filters and tests that exist whatever they are called: names are read here, and nothing is rendered."""

    def get(self, key, default=None):
        return super().get(key, default) or str

    def __contains__(self, key):
        return True


def imported(tree):
    """Return the macros that a template imports; they are names in its blocks."""
    return {name for node in tree.find_all(nodes.FromImport) for name in node.names}


def test_an_articles_page_uses_nothing_that_its_key_does_not_cover():
    env = load_config(str(ROOT / "mkdocs.yml")).theme.get_env()
    env.filters, env.tests = Anything(env.filters), Anything(env.tests)
    used, asked, waiting = {}, set(), ["kept.html", "article.html"]
    while waiting:
        name = waiting.pop()
        if name not in used:
            tree = env.parse(env.loader.get_source(env, name)[0])
            used[name] = meta.find_undeclared_variables(tree) - imported(tree)
            library = [node for node in tree.find_all(nodes.Getattr) if getattr(node.node, "name", "") == "library"]
            asked |= {node.attr for node in library}
            waiting += [other for other in meta.find_referenced_templates(tree) if other]
    ours = {name for name in used if (ROOT / "overrides" / name).is_file()}
    covered = {word for words in COVERED for word in words.split()}

    assert {name: sorted(used[name] - covered) for name in ours if used[name] - covered} == {}
    assert asked == {"authors_of", "by_id", "newer", "older", "tags_of", "vocabulary"}
