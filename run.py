"""What is done with this project, on Windows, macOS and Linux: python run.py COMMAND (help lists them).

The first command makes .venv with the packages of requirements.lock. Until then this file uses the standard library
alone, and needs neither make nor a shell. The Makefile calls it.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
GIVEN = os.environ.get("VENV", "")  # an environment that was made elsewhere, and is used as it is
VENV = ROOT / (GIVEN or ".venv")
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
SCRIPTS = ROOT / "tests" / "scripts"
MARKUP = ROOT / "tests" / "markup"
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
WITHOUT_BUILDS = ("-m", "not build and not browser")
SERVED_AT = "127.0.0.1:8000"
LEAST_FREE, LAST_PORT = 1024, 65535  # below these only an administrator may use a port
LONG = {"LONG": "1"}
OWN = re.compile(r"\bkey: second-sale\b")  # in mkdocs.yml: this is the generator's own blog


class Refused(Exception):  # noqa: N818 - it says what happened
    """The command cannot be run; the message says why and what helps."""


# The commands. Each takes what stands behind its name, and returns the exit code.
def site(rest: list[str]) -> int:
    """Build the whole site into site/."""
    return run("mkdocs", "build", "--strict", *rest)


def serve(rest: list[str]) -> int:
    """Show the site on http://127.0.0.1:8000/ and again after each save (-a 127.0.0.1:8001: there)."""
    if why := why_not_served(*served_at(rest)):
        say(why)
        return 1
    return run("mkdocs", "serve", *rest)


def preview(rest: list[str]) -> int:
    """Build the site with drafts and what is to come into preview/, to be opened from its folder, without a server."""
    return run("mkdocs", "build", "--site-dir", "preview", *rest, PREVIEW="yes")


def new(rest: list[str]) -> int:
    """Begin an article: new "Its title" (--name two-words: the name of its file; --quiz: a quiz)."""
    return run("coach", "new", *rest)


def check(rest: list[str]) -> int:
    """Name every mistake in docs/ in plain words."""
    return run("coach", "check", *rest)


def coach(rest: list[str]) -> int:
    """Run any command of coach, as in: coach newsletter preview 2026-11."""
    return run("coach", *rest)


def test(rest: list[str]) -> int:
    """Run every check and test; what CI runs."""
    return 0 if of_another() else lint([]) or types([]) or checker() or browser([]) or run("pytest", *rest)


def of_another() -> bool:
    """Say, for a blog that was made from this one, that the tests are the generator's: they read its own articles."""
    if os.environ.get("GENERATOR") == "yes" or OWN.search((ROOT / "mkdocs.yml").read_text(encoding="utf-8")):
        return False
    say(
        "These tests are the generator's and read its own blog. "
        "Yours is looked through by run.py check and run.py site."
    )
    return True


def quick(rest: list[str]) -> int:
    """Run what takes half a minute: every check, and all tests but those with builds and Chromium."""
    return lint([]) or types([]) or run("pytest", *WITHOUT_BUILDS, *rest)


def core(rest: list[str]) -> int:
    """Run the tests that every system can run: those without Chromium, make, bash and newsboat."""
    return 0 if of_another() else run("pytest", "-m", "not browser and not posix", *rest)


def test_long(rest: list[str]) -> int:
    """Run random walks, killed builds and made-up input with many samples; half an hour."""
    return browser([]) or run("pytest", "-m", "long", *rest, **LONG) or run("pytest", *WITHOUT_BUILDS, *rest, **LONG)


def lint(_: list[str]) -> int:
    """Check form, names, types and the order of the rooms."""
    return (
        run("ruff", "format", "--check", ".")
        or run("ruff", "check", ".")
        or run("mypy")
        or run("lint-imports", "--no-logo", "--no-cache")
    )


def types(_: list[str]) -> int:
    """Check the types of the scripts (with NODE=required in the environment: fail without Node)."""
    if not has("npm", "node"):
        say("Node.js is not here: the types of the scripts are not checked.")
        return int(os.environ.get("NODE") == "required")
    if code := packages_of(SCRIPTS):
        return code
    return call([program("tsc", SCRIPTS / "node_modules" / ".bin"), "--project", str(SCRIPTS)])


def markup(rest: list[str]) -> int:
    """Check the markup of site/ with the Nu checker (with JAVA=required in the environment: fail without Java)."""
    if of_another():
        return 0
    if not has("npm", "node", "java"):
        return checker()
    return checker() or run("python", "tests/markup/nu.py", *rest)


def checker() -> int:
    """Install the Nu checker, which needs Java; npm brings it."""
    if not has("npm", "node", "java"):
        say("Java or Node.js is not here: the markup of the pages is not checked.")
        return int(os.environ.get("JAVA") == "required")
    return packages_of(MARKUP)


def bench(rest: list[str]) -> int:
    """Time builds beside other generators (--articles 100 --runs 3); see BENCHMARKS.md."""
    return run("python", "tests/bench/bench.py", *rest)


def look(rest: list[str]) -> int:
    """Take the pictures of the visual tests and of the guide anew; then look at them."""
    pictures = ("tests/browser/test_look.py", "tests/browser/test_guide_pictures.py")
    return browser([]) or run("pytest", *pictures, "-n", "1", *rest, LOOK="renew")


def setup(_: list[str]) -> int:
    """Make .venv with the locked packages."""
    prepare()
    return 0


def browser(_: list[str]) -> int:
    """Find Chromium, newsboat and what speaks recordings, or install them."""
    return run("python", "tests/browser/chromium.py", "--install") or run(
        "python", "tests/newsletter/readers.py", "--install"
    )


def lock(rest: list[str]) -> int:
    """Renew requirements.lock (needs uv)."""
    asked = "pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes"
    plain = "--no-emit-index-url --no-emit-find-links --no-header --upgrade -q -o requirements.lock"
    return call([program("uv"), "pip", "compile", *asked.split(), *plain.split(), *rest])


def clean(_: list[str]) -> int:
    """Remove what was built (not .venv)."""
    for name in ("site", "preview", ".cache"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


def help_(rest: list[str]) -> int:
    """Show this list."""
    for name, command in COMMANDS.items():
        if not rest or command is not coach:  # make has no way to hand on what stands behind a name
            print(f"{' '.join(rest) or 'python run.py'} {name:10} {(command.__doc__ or '').rstrip('.')}")
    return 0


_EVERY_DAY = (help_, site, serve, preview, new, check, coach)
_DEVELOPERS = (test, quick, core, test_long, lint, types, markup, browser, look, bench, setup, lock, clean)
COMMANDS: dict[str, Callable[[list[str]], int]] = {
    one.__name__.strip("_").replace("_", "-"): one for one in (*_EVERY_DAY, *_DEVELOPERS)
}


# Where `serve` shows the site.


def served_at(rest: list[str]) -> tuple[str, int]:
    """Return the address and the port that the options name, or else mkdocs.yml, or those of MkDocs."""
    said = re.search(
        r"^dev_addr:\s*['\"]?([^\s'\"#]+)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE
    )
    wanted = said[1] if said else SERVED_AT
    for option, value in zip(rest, [*rest[1:], ""], strict=False):
        if option in {"-a", "--dev-addr"}:
            wanted = value
        elif found := re.match(r"(?:--dev-addr=|-a)(.+)", option):
            wanted = found[1]
    host, _, port = wanted.rpartition(":")
    return host.strip("[]"), int(port) if port.isdecimal() else 0


def why_not_served(host: str, port: int) -> str:
    """Return why no site can be shown there, and what helps; "" if it can, or if MkDocs has to refuse it."""
    if not host or not 0 < port <= LAST_PORT:
        return ""
    other = f"type python run.py serve -a 127.0.0.1:{port + 1 if LEAST_FREE <= port < LAST_PORT else 8001}"
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as tried:
        if os.name != "nt":  # as MkDocs does; on Windows it would take a port that another program has
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                cure = f"Stop it there with Ctrl and C, or {other}"
                return f"Port {port} is taken, perhaps by serve in another window. {cure}"
            return f"The site cannot be shown at {host}:{port} ({error.strerror}). Instead {other}"
    return ""


# Running programs.


def run(name: str, *arguments: str, **environ: str) -> int:
    """Run a program of .venv and return its exit code."""
    prepare()
    return call([program(name, PROGRAMS), *arguments], **environ)


def has(*names: str) -> bool:
    """Return whether all of these programs are here."""
    return all(map(shutil.which, names))


def packages_of(folder: Path) -> int:
    """Install what the folder's package-lock.json names, without running any of it, and return the exit code."""
    stamp, state = folder / "node_modules" / "ready", digest(folder / "package-lock.json", folder / "package.json")
    if holds(stamp, state):
        return 0
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    if code := call([program("npm"), "ci", "--prefix", str(folder), *options]):
        return code
    stamp.write_text(state, encoding="utf-8")
    return 0


def program(name: str, folder: Path | None = None) -> str:
    """Return the path of a program, which is an .exe or .cmd on Windows."""
    if found := shutil.which(name, path=str(folder) if folder else None):
        return found
    cure = f"delete the folder {folder.parent.name} and try again" if folder else "install it first"
    raise Refused(f"there is no {name}{f' in {folder}' if folder else ' here'}; {cure}.")


def call(command: list[str], **environ: str) -> int:
    """Run a command in the project's folder, pass a request to end on to it, and return its exit code as shells do."""
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **QUIET, **environ}) as process:  # noqa: S603 - ours
        before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        while process.poll() is None:
            with suppress(KeyboardInterrupt):  # the program has heard Ctrl-C too, and ends by itself
                process.wait()
        signal.signal(signal.SIGTERM, before)
        return process.returncode if process.returncode >= 0 else 128 - process.returncode


# Making .venv.


def prepare() -> None:
    """Make .venv, or renew it, unless it has what requirements.lock and pyproject.toml name now."""
    if GIVEN:
        return
    stamp, state = VENV / "ready", digest(ROOT / "requirements.lock", ROOT / "pyproject.toml")
    if holds(stamp, state):
        return
    say(f"Installing the packages of requirements.lock into {VENV.name}; this takes a minute.")
    for command in with_uv() if shutil.which("uv") else with_pip():
        if call(command, VIRTUAL_ENV=str(VENV)):
            raise Refused("the packages could not be installed; the lines above say why.")
    stamp.write_text(state, encoding="utf-8")


def with_pip() -> list[list[str]]:
    """Return the commands that make .venv with Python's own venv and pip."""
    python = str(PROGRAMS / ("python.exe" if os.name == "nt" else "python"))
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return [
        *([] if Path(python).is_file() else [[sys.executable, "-m", "venv", "--clear", str(VENV)]]),
        [*pip, "--require-hashes", "--requirement", "requirements.lock"],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", "."],
    ]


def with_uv() -> list[list[str]]:
    """Return the commands that make .venv with uv, which is quicker."""
    uv = program("uv")
    make = [uv, "venv", "--quiet", "--allow-existing", "--python", sys.executable, str(VENV)]
    return [
        *([] if Path(sys.prefix) == VENV else [make]),
        [uv, "pip", "sync", "--quiet", "--compile-bytecode", "--require-hashes", "requirements.lock"],
        [uv, "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", "."],
    ]


def digest(*paths: Path) -> str:
    """Return a hash of these files."""
    if gone := [path.name for path in paths if not path.is_file()]:
        raise Refused(f"{' and '.join(gone)} is missing: run.py works in the folder of a whole clone.")
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


def holds(path: Path, text: str) -> bool:
    """Return whether there is such a file with this text."""
    return path.is_file() and path.read_text(encoding="utf-8") == text


def say(text: str) -> None:
    """Tell something that is not the output of a command."""
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    if sys.version_info < OLDEST:
        say(
            f"run.py: this project needs Python {OLDEST[0]}.{OLDEST[1]} or newer, and this is {sys.version.split()[0]}."
        )
        return 2
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a console may lack letters
    name, *rest = arguments or ["help"]
    if name not in COMMANDS:
        say(f'run.py: there is no command "{name}". python run.py help lists them.')
        return 2
    try:
        return COMMANDS[name](rest)
    except Refused as refusal:
        say(f"run.py: {refusal}")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
