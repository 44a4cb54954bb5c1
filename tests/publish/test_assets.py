"""Modules that are bundled, and minified scripts."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from building import ROOT
from coach.publish.assets import JOINED, SHARED, join, minify
from coach.publish.literals import literals

MODULES = {
    path.relative_to(ROOT / "overrides").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "overrides").rglob("*.mjs"))
}
SCRIPTS = MODULES | {
    path.relative_to(ROOT / "overrides").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "overrides").rglob("*.js"))
}
OUTER = re.compile(
    r"^(?:export )?(?:async )?(?:const|let|class|function) (?:\[(.*?)\]|\{(.*?)\}|([\w$]+))(.*)", re.MULTILINE
)
MORE = re.compile(r", ([A-Z]+) = ")


def outer_names(text):
    """Return the names that a module has at its top level; of several constants in one line, also the later ones."""
    found = [" ".join([*match[:3], *MORE.findall(match[3])]) for match in OUTER.findall(text)]
    return re.findall(r"[\w$]+", " ".join(found))


def test_a_module_stands_behind_what_it_needs_keeps_its_exports_and_shared_ones_are_imported_once():
    files = {
        "c/a.mjs": 'import { one } from "../x/y.mjs";\nimport { b } from "./b.mjs";\nexport const a = b + one;\n',
        "c/b.mjs": 'import { two } from "../x/y.mjs";\nexport const b = two;\n',
    }

    joined = join("c/a.mjs", files, frozenset({"x/y.mjs"}))

    assert joined == 'import { two, one } from "../x/y.mjs";\nconst b = two;\nexport const a = b + one;\n'


@pytest.mark.parametrize(
    ("target", "address"), [("../x/y.mjs", "../x/y.mjs"), ("./y.mjs", "./y.mjs"), ("../c/y.mjs", "./y.mjs")]
)
def test_modules_of_any_folder_are_taken_in_unless_they_are_shared(target, address):
    y = "x/y.mjs" if address.startswith("..") else "c/y.mjs"
    files = {"c/a.mjs": f'import {{ y }} from "{target}";\ny();\n', y: "export const y = () => 1;\n"}

    assert join("c/a.mjs", files, frozenset()) == "const y = () => 1;\ny();\n"
    assert join("c/a.mjs", files, frozenset({y})) == f'import {{ y }} from "{address}";\ny();\n'


@pytest.mark.parametrize("path", sorted(JOINED))
def test_what_is_joined_imports_shared_modules_only(path):
    folder = ROOT / "overrides" / path.rpartition("/")[0]
    targets = re.findall(r'^import .* from "([^"]+)";$', join(path, MODULES), re.MULTILINE)

    assert {(folder / to).resolve().relative_to(ROOT / "overrides").as_posix() for to in targets} <= SHARED


@pytest.mark.parametrize("path", sorted(JOINED))
def test_no_name_is_used_twice_in_what_is_joined(path):
    """Two modules may use one name at their top level; in one file it is a SyntaxError."""
    text = re.sub(r"/\*.*?\*/", "", join(path, MODULES), flags=re.DOTALL)
    imported = re.findall(r"[\w$]+", " ".join(re.findall(r"^import \{(.*?)\}", text, re.MULTILINE)))
    names = Counter([*imported, *outer_names(text)])

    assert len(names) >= 5
    assert [name for name, count in names.items() if count > 1] == []


def test_what_a_joined_quiz_loads_later_is_not_in_it():
    keep = join("components/quiz/keep.mjs", MODULES)
    later = re.findall(r'^import .* from "\./([^"]+)";$', keep, re.MULTILINE)

    assert {f"components/quiz/{name}" for name in later} <= SHARED


def strings(script):
    return [script[start:end] for start, end in literals(script)]


@pytest.mark.parametrize("path", sorted(SCRIPTS))
def test_every_string_is_the_same_before_and_after(path):
    assert strings(minify(path, SCRIPTS[path])) == strings(SCRIPTS[path])
    assert path not in JOINED or strings(minify(path, join(path, MODULES))) == strings(join(path, MODULES))


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("const a = `${b} ${c}`;", ["`${b} ${c}`"]),
        ("a(`x ${b ? `in  ${q} y` : ' '} z`, 'w  w');", ["`x ${b ? `in  ${q} y` : ' '} z`", "'w  w'"]),
        ("`a ${ { b: `} ` }.b }  c` + 1", ["`a ${ { b: `} ` }.b }  c`"]),
        ("`cost: $5  \\`  \\${x}`; d", ["`cost: $5  \\`  \\${x}`"]),
        ("`${a /* ` } */}  b`", ["`${a /* ` } */}  b`"]),
        ('// `no  string`\n/* "nor  this" */ a = "//  one";', ['"//  one"']),
        ("x = /[`'\"/]  +/g; y = a / b / c; z = `q  r`;", ["/[`'\"/]  +/g", "`q  r`"]),
        ("f(/`/, `  `); return /'  '/.test(s)", ["/`/", "`  `", "/'  '/"]),
        ("const w = 'it\\'s  `two`';", ["'it\\'s  `two`'"]),
    ],
)
def test_strings_are_found_and_kept_wherever_they_stand(script, found):
    assert strings(script) == found
    assert strings(minify("x.mjs", script)) == found


def test_what_is_no_string_is_minified():
    assert minify("x.mjs", "const a = 1;  // one\n\nf( `  ` , a );\n") == "const a=1;f(`  `,a);"
    assert minify("x.css", "a { color: red; }") == "a{color:red}"


@pytest.mark.parametrize("script", ["`open ${a", "`open", "'open", "/open", "a = {`${", "\\"])
def test_a_script_that_ends_in_the_middle_is_no_bug(script):
    assert minify("x.js", script)


@pytest.mark.parametrize("path", sorted(MODULES))
def test_readers_get_no_comments(path):
    """A comment inside a template literal would stay."""
    assert "/*" not in minify(path, MODULES[path])
