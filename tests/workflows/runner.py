"""Runs the jobs of a workflow as GitHub does: every `run:` step as it stands there, in order, in a fresh clone.

Stand-ins take the place of actions (actions.py) and of the programs `gh` and `sudo`, which write down what was asked.
"""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from itertools import product

import yaml

from building import EPOCH, ROOT
from workflows.actions import ACTIONS, allow
from workflows.expressions import holds, insert

WORKFLOWS = ROOT / ".github/workflows"
# What would run the tests, which are running, and what they say instead.
INSTEAD = {
    "make test NODE=required JAVA=required": "make --dry-run test NODE=required JAVA=required",
    "make markup JAVA=required": "make --dry-run markup JAVA=required",
    "make test-long": "make --dry-run test-long",
    "python run.py core": "python run.py help",
}
GH_NEEDS = {"pr": {"pull-requests": "write"}, "api": {"actions": "write"}, "auth": {"contents": "write"}}
STAND_IN = """#!/bin/sh
case "$0" in */gh) [ -n "$GH_TOKEN" ] || { echo "gh: set GH_TOKEN" >&2; exit 4; } ;; esac
printf '%s ' "${0##*/}" "$@" >> "$ASKED"
printf '\\n' >> "$ASKED"
while [ $# -gt 1 ]; do [ "$1" = --body-file ] && cat "$2" > "$ASKED.body"; shift; done
true
"""


@dataclass
class Event:
    """Something that happens to the repository."""

    name: str
    ref: str = "refs/heads/main"
    payload: dict = field(default_factory=dict)
    inputs: dict = field(default_factory=dict)
    from_fork: bool = False


@dataclass
class Job:
    """A job that ran, or was skipped."""

    name: str
    definition: dict
    event: Event
    folder: object  # of its workspace, its artifacts, its programs
    result: str = "skipped"
    log: str = ""
    summary: str = ""
    ran: list = field(default_factory=list)
    steps: dict = field(default_factory=dict)
    outputs: dict = field(default_factory=dict)
    environ: dict = field(default_factory=dict)
    at_the_end: list = field(default_factory=list)

    @property
    def workspace(self):
        return self.folder / "work/blog/blog"


class GitHub:
    """A repository at GitHub, its Pages, and what it keeps between runs."""

    def __init__(self, folder, site_url, proxy):
        self.folder, self.site_url, self.proxy = folder, site_url, proxy
        self.origin, self.caches, self.artifacts, self.live = folder / "origin.git", {}, {}, folder / "live"
        self.asked, self.runs = folder / "asked", 0
        (folder / "bin").mkdir(parents=True)
        for name in ("gh", "sudo"):
            (folder / "bin" / name).write_text(STAND_IN, encoding="utf-8")
            (folder / "bin" / name).chmod(0o755)

    def said_to(self, program):
        """Return what a stand-in program was asked, one text for each call."""
        lines = self.asked.read_text(encoding="utf-8").splitlines() if self.asked.exists() else []
        return [line.split(" ", 1)[1].strip() for line in lines if line.startswith(f"{program} ")]

    def run(self, workflow, event, without=("platforms",)):
        """Run a workflow and return its jobs by name; one with a matrix runs for its first Linux machine."""
        text = yaml.load((WORKFLOWS / workflow).read_text(encoding="utf-8"), yaml.BaseLoader)
        assert event.name in text["on"], f"{workflow} does not run at {event.name}."
        self.runs += 1
        jobs = {}
        for name, definition in text["jobs"].items():
            jobs[name] = job = Job(name, definition, event, self.folder / f"run-{self.runs}" / name)
            if name not in without:
                self._run_job(text, job, jobs)
        return jobs

    def _run_job(self, workflow, job, jobs):
        needs = job.definition.get("needs", [])
        needed = [jobs[name] for name in ([needs] if isinstance(needs, str) else needs)]
        known = {
            "github": self._facts(job.event),
            "inputs": job.event.inputs,
            "needs": {one.name: {"outputs": one.outputs, "result": one.result} for one in needed},
            "matrix": first_machine(job.definition),
            "steps": job.steps,
        }
        insert(json.dumps(workflow.get("concurrency", {})), known)
        failed = any(one.result != "success" for one in needed)
        if not holds(job.definition.get("if"), known, failed=failed):
            return
        self._prepare(workflow, job, known)
        job.result = "success"
        for step in job.definition["steps"]:
            self._run_step(step, job, known)
        if job.result == "success":
            for end in job.at_the_end:
                end()
        job.outputs.update({name: insert(text, known) for name, text in job.definition.get("outputs", {}).items()})

    def _facts(self, event):
        payload = {"repository": {"name": "blog"}, **event.payload}
        return {
            "event_name": event.name,
            "event": payload,
            "ref": event.ref,
            "repository": "desk/blog",
            "repository_owner": "desk",
            "run_id": str(self.runs),
            "token": "a-token",
        }

    def _prepare(self, workflow, job, known):
        job.workspace.mkdir(parents=True)
        (job.folder / "bin").mkdir()
        path = os.pathsep.join([str(job.folder / "bin"), str(self.folder / "bin"), os.environ["PATH"]])
        ours = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "PYTEST", "LONG"))}
        ours = {
            name: value
            for name, value in ours.items()
            if name not in {"SITE_URL", "MAKEFLAGS", "NODE", "JAVA", "FORMAT", "PYTHONIOENCODING"}
        }
        job.environ = {
            **ours,
            "PATH": path,
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(job.workspace),
            **{
                f"GITHUB_{name.upper()}": known["github"][name]
                for name in ("event_name", "ref", "repository", "run_id")
            },
            "GITHUB_REF_NAME": job.event.ref.split("/", 2)[2],
            "GITHUB_SERVER_URL": "https://github.com",
            "RUNNER_OS": "Linux",
            "RUNNER_TEMP": str(job.folder),
            "GIT_CONFIG_GLOBAL": os.devnull,
            # Ours: the environment that `make setup` finds ready, a fixed day, and where Pages answers.
            "VENV": str(ROOT / ".venv"),
            "SOURCE_DATE_EPOCH": EPOCH,
            "ASKED": str(self.asked),
            "http_proxy": self.proxy,
            "https_proxy": self.proxy,
            "no_proxy": "",
            **{
                name: insert(text, known)
                for name, text in {**workflow.get("env", {}), **job.definition.get("env", {})}.items()
            },
        }

    def _run_step(self, step, job, known):
        if not holds(step.get("if"), known, failed=job.result != "success"):
            return
        job.ran.append(step.get("name") or step["uses"].split("@")[0])
        if "uses" in step:
            given = {name: insert(text, known) for name, text in step.get("with", {}).items()}
            outputs = ACTIONS[step["uses"].split("@")[0]](self, job, given) or {}
        else:
            outputs = self._run_commands(step, job, known)
        if "id" in step:
            job.steps[step["id"]] = {"outputs": outputs}

    def _run_commands(self, step, job, known):
        commands = insert(step["run"], known)
        files = {name: job.folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_text("", encoding="utf-8")
        script = job.folder / "step.sh"
        script.write_text(INSTEAD.get(commands.strip(), commands), encoding="utf-8")
        environ = {name: insert(text, known) for name, text in step.get("env", {}).items()}
        before = len(self.said_to("gh"))
        done = subprocess.run(
            ["bash", "-e", str(script)],
            cwd=job.workspace,
            env={**job.environ, **{name: str(path) for name, path in files.items()}, **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        for asked in self.said_to("gh")[before:]:
            allow(job, GH_NEEDS[asked.split()[0]])
        job.log += done.stdout
        job.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        if done.returncode:
            job.result = "failure"
        lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)


def first_machine(definition):
    """Return the values of the matrix for its first combination that is Linux; {} where there is no matrix."""
    axes = definition.get("strategy", {}).get("matrix", {})
    named = {
        name: values for name, values in axes.items() if isinstance(values, list) and name not in {"include", "exclude"}
    }
    for values in product(*named.values()):
        machine = dict(zip(named, values, strict=True))
        if insert(definition["runs-on"], {"matrix": machine}).startswith("ubuntu"):
            return machine
    raise AssertionError(f"No machine of {axes} is Linux.")
