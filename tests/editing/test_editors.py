"""What editors get: schemas that say what the checker says, snippets that it takes, a check that watches."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import PurePosixPath

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from building import ROOT, environment
from coach.cli.schemas import as_text
from coach.content.article_fields import ArticleFields
from coach.content.figures.fields import FigureFields
from coach.content.figures.kinds import KINDS
from coach.editing.schemas import FORMS, make_schemas
from coach.publish.check import check_all
from coach.source.schema import check
from coach.source.yaml_document import read_yaml
from helpers import NOW, SETTINGS, page, sources

SCHEMAS = make_schemas((ROOT / "WRITING.md").read_text(encoding="utf-8"))
CODE = ROOT / ".vscode"


@pytest.mark.parametrize("name", FORMS)
def test_the_schemas_are_those_of_the_models(name):
    assert (CODE / "schemas" / f"{name}.json").read_text(encoding="utf-8") == as_text(SCHEMAS[name]), (
        "run coach schemas"
    )
    Draft202012Validator.check_schema(SCHEMAS[name])


def values(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = text.split("\n---", 1)[0].removeprefix("---\n")
    return yaml.load(text, yaml.BaseLoader)  # editors read YAML 1.2, which knows no dates


@pytest.mark.parametrize("name", FORMS)
def test_what_the_site_has_is_valid(name):
    files = [path for path in ROOT.glob(FORMS[name].files) if name == "home" or "index" not in path.name]
    assert files or name == "comments"
    for path in files:
        found = [error.message for error in Draft202012Validator(SCHEMAS[name]).iter_errors(typed(values(path)))]
        assert found == [], path


def typed(value):
    """Return plain values as an editor sees them: true, false and numbers are such."""
    if isinstance(value, dict):
        return {key: typed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [typed(one) for one in value]
    return {"true": True, "false": False}.get(value, int(value) if re.fullmatch(r"\d{1,15}", value) else value)


KEYS = st.sampled_from([*ArticleFields.model_fields, "titel", "Tags"])
VALUES = st.one_of(
    st.sampled_from(["2026-04-14", "2026-4-1 09:00", "a-slug", "No Slug", "true", "1984", "on", "", "x" * 90, "x " * 120, "https://x.example/"]),
    st.lists(st.sampled_from(["time", "a b", "/old/", "1984"]), max_size=6),
    st.fixed_dictionaries({"src": st.just("a.png")}, optional={"alt": st.just("A"), "x": st.just("y")}),
)  # fmt: skip


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_a_schema_refuses_nothing_that_the_checker_takes(entry):
    text = json.dumps(entry)
    document, problems = read_yaml(text, "a.md")
    _, mistakes = check(ArticleFields, document, "a.md")
    refused = list(Draft202012Validator(SCHEMAS["article"]).iter_errors(typed(entry)))

    assert not (refused and not problems and not mistakes), [error.message for error in refused]


@pytest.mark.parametrize(
    ("form", "entry"),
    [
        ("article", {"title": "A", "date": "2026-04-14", "tags": ["time"]}),
        ("article", {"titel": "A"}),
        ("article", {"title": "A", "description": "x" * 60, "date": "soon", "tags": ["time"]}),
        ("tags", {"Time": {"label": "Time"}}),
        ("tags", {"time": {}}),
        ("path", {"title": "A", "description": "x" * 60, "steps": [{"artikel": "a"}]}),
    ],
)
def test_slips_are_seen_while_typing(form, entry):
    assert not Draft202012Validator(SCHEMAS[form]).is_valid(entry)


def test_keys_are_explained_in_the_guides_words():
    keys = SCHEMAS["article"]["properties"]

    assert keys["review_by"]["description"] == "the day by which somebody should read it again"
    assert [key for key in keys if "description" not in keys[key]] == []


SNIPPETS = json.loads((CODE / "coach.code-snippets").read_text(encoding="utf-8"))


def expanded(body):
    text = "\n".join(body).replace("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2026-04-14")
    text = re.sub(r"\$\{\d\|([^,|]*)[^|]*\|\}", r"\1", text)
    return re.sub(r"\$\{\d:([^}]*)\}|\$\d", lambda found: found[1] or "", text)


@pytest.mark.parametrize("name", [name for name in SNIPPETS if name not in {"Article", "Figure"}])
def test_a_snippet_makes_what_the_checker_takes(name):
    article = f"{expanded(SNIPPETS['Article']['body'])}Text.\n\n{expanded(SNIPPETS[name]['body'])}\n\nMore.\n"
    files = {
        "tags.yml": "time: {label: Time}\n",
        "authors.yml": "desk: {name: The desk, description: Those who write.}\n",
        "index.md": page("Home"),
        "articles/2026/a.md": article,
    }
    assert [str(problem) for problem in check_all(sources(files), SETTINGS, NOW)] == []


def test_the_snippet_of_a_figure_offers_each_kind():
    (line, _) = SNIPPETS["Figure"]["body"]

    assert re.search(r"\|(.+)\|", line)[1].split(",") == list(KINDS)
    assert (
        FigureFields(kind=expanded([line]).removeprefix("figure: {kind: ").rstrip("}")).settled(str).kind == "barcode"
    )


def test_tasks_and_settings_name_what_is_there():
    tasks = json.loads((CODE / "tasks.json").read_text(encoding="utf-8"))["tasks"]
    settings = json.loads((CODE / "settings.json").read_text(encoding="utf-8"))
    matcher = tasks[0]["problemMatcher"]

    assert all((ROOT / path).is_file() for path in settings["yaml.schemas"])
    assert {PurePosixPath(path).stem for path in settings["yaml.schemas"]} <= FORMS.keys()
    assert re.match(matcher["pattern"]["regexp"], "docs/tags.yml:8:14 unknown tag").groups() == (
        "docs/tags.yml",
        "8",
        "14",
        "unknown tag",
    )


def test_a_check_that_watches_says_when_it_begins_and_ends(tmp_path):
    (tmp_path / "docs/articles/2026").mkdir(parents=True)
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")
    (tmp_path / "docs/tags.yml").write_text("time: {label: Time}\n", encoding="utf-8")
    config = "site_name: A\nsite_url: https://x.example/\ntheme: {name: material, custom_dir: overrides}\nhooks: [hooks/mkdocs_hooks.py]\nextra:\n  coach: {newsletter: {key: a, letters: false}}\n"
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "coach.cli.main", "check", "--watch"]
    more = {"PYTHONPATH": str(ROOT / "hooks")}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(**more), stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as watch:
        try:
            assert watch.stdout.readline() == "Checking …\n"
            lines = [*until_checked(watch.stdout)]
            assert lines[-1].startswith("Checked. ")
            (tmp_path / "docs/about.md").write_text("---\ntitel: A\n---\n", encoding="utf-8")
            again = [*until_checked(watch.stdout)]
            assert again[0] == "Checking …\n"
            assert any(line.startswith('docs/about.md:2:1 unknown key "titel".') for line in again)
        finally:
            watch.kill()


def until_checked(stream):
    for line in iter(stream.readline, ""):
        yield line
        if line.startswith("Checked."):
            return
