"""The project itself: its guides, its lock file, its workflow, its words."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from building import ROOT
from coach.content.article_fields import ArticleFields
from coach.content.authors import AuthorFields
from coach.content.changes.changes import ChangeFields
from coach.content.coaching.fields import CoachingFields, CoachingQuestionFields, ExerciseFields, HandoutFields
from coach.content.config.colours import AccentFields, ColourFields
from coach.content.config.newsletter import NewsletterFields
from coach.content.config.offer import OfferFields
from coach.content.config.shown import CommentsFields, MenuItem, ProfileLink, Speakers, TeamBox
from coach.content.pages import HomeFields
from coach.content.reading_paths import PathFields, StepFields
from coach.content.settings import CoachFields
from coach.content.tags import TagFields
from coach.markdown.blocks.audio import AudioFields
from coach.markdown.blocks.charts.fields import KINDS as CHARTS
from coach.markdown.blocks.charts.fields import QuadrantFields
from coach.markdown.blocks.video import VideoFields
from coach.quizzes.fields import (
    AdviceFields,
    AskFields,
    FacetFields,
    ItemFields,
    LineFields,
    PairFields,
    QuizFields,
    SeenFields,
    ZoneFields,
)
from coach.site.glossary.terms import TermFields
from coach.site.newsletter.editions import EditionFields, QuestionFields

MODELS = [
    ArticleFields,
    AudioFields,
    *CHARTS.values(),
    QuadrantFields,
    HomeFields,
    TagFields,
    AuthorFields,
    CoachFields,
    QuizFields,
    AskFields,
    ZoneFields,
    FacetFields,
    AdviceFields,
    ItemFields,
    PairFields,
    SeenFields,
    LineFields,
    PathFields,
    StepFields,
    CoachingFields,
    CoachingQuestionFields,
    ExerciseFields,
    HandoutFields,
    VideoFields,
    EditionFields,
    QuestionFields,
    ChangeFields,
    TermFields,
    NewsletterFields,
    CommentsFields,
    ColourFields,
    AccentFields,
    OfferFields,
    MenuItem,
    ProfileLink,
    TeamBox,
    Speakers,
]
WORKFLOW = ROOT / ".github/workflows/site.yml"
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GUIDES = ["CONTRIBUTING.md", "GLOSSARY.md"]
# What the examples of the developers' guide add, what builds, tests and commands make, and an address.
NOT_THERE = {
    "hooks/coach/markdown/blocks/quote.py",
    "hooks/coach/cli/drafts.py",
    "overrides/components/quote/block.html",
    "overrides/components/quote/feed.html",
    "overrides/long-reads.html",
    "site/",
    ".cache/",
    ".cache/cache.sqlite",
    "tests/browser/seen/",
    "docs/newsletter/ledger.yml",
    "articles/fit-before-quota/",
}


def tracked():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [path for line in listed.stdout.splitlines() if (path := ROOT / line).is_file()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_in_the_authors_guide(model):
    guide = (ROOT / "WRITING.md").read_text(encoding="utf-8")

    keys = [field.alias or name for name, field in model.model_fields.items()]
    assert [key for key in keys if f"`{key}`" not in guide] == []


def words_of(guide):
    """Return what stands in backticks in a guide, outside its examples."""
    text = re.sub(
        r"^ *(`{3,}).*?^ *\1$", "", (ROOT / guide).read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    return {word for _, word in re.findall(r"(?<!`)(`+)(?!`) ?(.+?) ?(?<!`)\1(?!`)", text)}


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_that_a_guide_names_is_there(guide):
    names = {path.name for path in tracked()}
    links = set(re.findall(r"\]\(([^():]+)\)", (ROOT / guide).read_text(encoding="utf-8")))
    paths = {word for word in words_of(guide) if re.fullmatch(r"[\w.][\w.*-]*/[\w./*-]*", word)} | links
    files = {word for word in words_of(guide) if re.fullmatch(r"[\w-]+\.(?:py|md|yml|toml|lock|json)", word)}

    roots = (ROOT, ROOT / "hooks/coach")
    gone = {path for path in paths if not any(any(root.glob(path.rstrip("/"))) for root in roots)}
    assert len(paths) > 20
    assert gone - NOT_THERE == set()
    assert files - names - {"view.json", "edition.json", "manifest.json"} == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_every_class_function_and_constant_that_a_guide_names_is_there(guide):
    code = "\n".join(path.read_text(encoding="utf-8") for path in tracked() if path.suffix == ".py")
    known = set(re.findall(r"^ *(?:class|def) (\w+)", code, re.MULTILINE))
    for line in re.findall(r"^ *(_?[A-Z]\w*(?:, [A-Z]\w*)*)(?:: [^=\n]+)? =", code, re.MULTILINE):
        known |= set(line.split(", "))

    named = {word for word in words_of(guide) if re.fullmatch(r"_?[A-Z]\w+|_?[a-z]+_\w+|_[a-z]+", word)}
    assert len(named) > 10
    assert named - known - {"None", "BeforeValidator"} == set()  # Python's and Pydantic's


def test_every_make_target_that_a_text_names_is_there():
    (named,) = re.findall(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    targets = set(named.split())
    texts = [*ROOT.glob("*.md"), *(ROOT / ".github").rglob("*.md"), ROOT / ".devcontainer/devcontainer.json"]
    for path in texts:
        named = re.findall(
            r"(?:`|^|\")make((?: [a-z-]+)+)\b(?! [A-Z]|=)", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        assert {word for words in named for word in words.split()} <= targets, path


def test_the_glossary_is_in_alphabetical_order():
    words = re.findall(r"^- \*\*(.+?)\*\*: ", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert len(words) > 100
    assert words == sorted(set(words), key=str.casefold)


def test_the_lock_file_has_hashes_and_no_address():
    text = (ROOT / "requirements.lock").read_text()
    names = re.findall(r"^[a-z0-9][\w.-]*==", text, re.MULTILINE)

    assert len(names) > 30
    assert len(re.split(r"^[a-z0-9][\w.-]*==", text, flags=re.MULTILINE)) - 1 == len(names)
    assert all("--hash=sha256:" in part for part in re.split(r"^[a-z0-9][\w.-]*==", text, flags=re.MULTILINE)[1:])
    assert "://" not in text


@pytest.mark.parametrize(("folder", "version"), [("scripts", "7.0.2"), ("markup", "26.9.27")])
def test_the_lock_file_of_a_checker_has_hashes_and_no_address(folder, version):
    text = (ROOT / f"tests/{folder}/package-lock.json").read_text()
    packages = [one for name, one in json.loads(text)["packages"].items() if name]

    assert {one["version"] for one in packages} == {version}
    assert all(one["integrity"].startswith("sha512-") for one in packages)
    assert "://" not in text


@pytest.mark.parametrize("path", sorted((ROOT / "overrides").rglob("*.mjs")), ids=lambda path: path.name)
def test_what_a_script_exports_is_described(path):
    """The type checker wants types; that a sentence stands above each export, it does not see."""
    text = path.read_text(encoding="utf-8")
    described = re.findall(
        r"^/\*\* ?\n? ?\*? ?[A-Z][^@]*?(?: \*/|\n \* @(?:[^*]|\*(?!/))*\*/)\nexport ", text, re.MULTILINE
    )

    assert len(described) == len(re.findall(r"^export ", text, re.MULTILINE))


def test_the_workflow_requires_the_types_of_scripts_and_the_markup_of_pages():
    assert "run: make test NODE=required JAVA=required" in WORKFLOW.read_text()
    assert "run: make markup JAVA=required" in WORKFLOW.read_text()


def test_no_file_names_a_registry():
    hosts = ["pypi" + ".org", "python" + "hosted", "npmjs" + ".org", "deb.debian" + ".org"]
    for path in tracked():
        text = path.read_bytes().decode("utf-8", "ignore")
        assert not any(host in text for host in hosts), path


def test_the_workflows_fit_githubs_schema():
    schema = ["--builtin-schema", "vendor.github-workflows"]
    command = [sys.executable, "-m", "check_jsonschema", *schema, *map(str, WORKFLOWS)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout + result.stderr


def test_the_forms_for_issues_fit_githubs_schema():
    forms = sorted(map(str, (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")))
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-issue-forms", *forms]
    result = subprocess.run(command, capture_output=True, text=True, check=False)

    assert len(forms) == 3
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_workflows_are_safe_in_zizmors_eyes():
    zizmor = str(ROOT / ".venv/bin/zizmor") if (ROOT / ".venv/bin/zizmor").exists() else "zizmor"
    result = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--persona", "auditor", *map(str, WORKFLOWS)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout + result.stderr


def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it():
    uses = [one for path in WORKFLOWS for one in re.findall(r"uses: (\S+)(.*)", path.read_text())]

    assert len(uses) >= 5
    assert all(re.search(r"@[0-9a-f]{40}$", action) and re.match(r" # v\d", version) for action, version in uses)


def test_the_schedule_comes_after_the_publish_time():
    (minute, hour) = re.search(r'cron: "(\d+) (\d+) ', WORKFLOW.read_text()).groups()

    assert (int(hour), int(minute)) > (7, 0)
    assert int(minute) % 5
