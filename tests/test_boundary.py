"""The core imports no generator, and its packages depend on each other in one direction."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

from building import ROOT

CORE = ROOT / "hooks" / "coach"


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_the_core_imports_no_generator():
    code = (
        "import sys, pkgutil, importlib, coach\n"
        "for module in pkgutil.walk_packages(coach.__path__, 'coach.'): importlib.import_module(module.name)\n"
        "print([name for name in sys.modules if name.split('.')[0] in {'mkdocs', 'material', 'properdocs'}])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "hooks", capture_output=True, text=True, check=True
    )

    assert result.stdout.strip() == "[]"


def test_functions_and_files_keep_to_the_house_style():
    for path in (ROOT / "hooks").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 250, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                assert not body or body[-1].end_lineno - body[0].lineno < 40, (path, node.name)


def test_no_html_is_written_in_python():
    for path in (ROOT / "hooks").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                literal = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
                assert not re.search("</[a-z]", literal), (path, node.lineno)
