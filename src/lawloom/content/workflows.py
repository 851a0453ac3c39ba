"""Workflows of the forge, read with suspicion: what would let a stranger's words or proposals act with our rights.

A workflow is a program that runs with a token of the repository. These rules hold for ours and for those that people
add. They are few and can be checked by reading: a workflow that needs more is looked at by a person first.

source  https://docs.github.com/en/actions/reference/security/secure-use
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from lawloom.content import files, strict
from lawloom.content.strict import Lines, Path
from lawloom.errors import Problem, problem

FOLDER = ".github/workflows"
# Triggers that give the rights of the repository to what a stranger sent.
DANGEROUS = frozenset({"pull_request_target", "workflow_run"})
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_OF_PROPOSAL = re.compile(r"github\s*\.\s*head_ref|pull_request\s*\.\s*(head|merge_commit_sha)|refs/pull/")
_SECRET = re.compile(r"\bsecrets\s*[.\[]")
_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}|docker://\S+@sha256:[0-9a-f]{64}")
_ENVIRONMENT_FILES = re.compile(r"\bGITHUB_(ENV|PATH)\b")
_CHECKOUT = "actions/checkout"


def problems(root: File) -> list[Problem]:
    """What is wrong with the workflows of a repository, by file and line."""
    found: list[Problem] = []
    for path in sorted((root / FOLDER).glob("*")):
        name = f"{FOLDER}/{path.name}"
        if path.suffix not in (".yml", ".yaml") or (refused := files.regular_file(path, name)):
            found += [refused] if path.suffix in (".yml", ".yaml") and refused else []
            continue
        text, told = files.read_text(path, name)
        found += told
        if text is not None:
            found += problems_of(text, name)
    return found


def problems_of(text: str, name: str) -> list[Problem]:
    """What is wrong with the text of one workflow; all of it, by line."""
    value, lines, told = strict.load_yaml(text, name)
    if not isinstance(value, dict):
        return told or [problem("workflow-unreadable", name, 1)]
    return sorted({*told, *_Reader(name, value, lines).found()}, key=lambda one: (one.place.line, one.code))


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    value: dict[str, Any]
    lines: Lines

    def found(self) -> Iterator[Problem]:
        yield from self._triggers()
        if self.value.get("permissions") != {}:
            yield self._tell("workflow-permissions-open", ("permissions",))
        for id, job in _entries(self.value.get("jobs")):
            if isinstance(job, dict):
                yield from self._job(("jobs", id), job)

    def _triggers(self) -> Iterator[Problem]:
        for name in sorted(DANGEROUS & _triggers(self.value)):
            yield self._tell("workflow-trigger", ("on", name), trigger=name)

    def _job(self, path: Path, job: dict[str, Any]) -> Iterator[Problem]:
        if job.get("permissions") in ("write-all", "read-all"):
            yield self._tell("workflow-permissions-open", (*path, "permissions"))
        if isinstance(job.get("uses"), str):
            yield from self._pinned(job["uses"], (*path, "uses"))
        if "pull_request" in _triggers(self.value):
            yield from self._secrets(path, job)
        for at, step in _entries(job.get("steps")):
            if isinstance(step, dict):
                yield from self._step((*path, "steps", at), step)

    def _step(self, path: Path, step: dict[str, Any]) -> Iterator[Problem]:
        given = step.get("with")
        given = given if isinstance(given, dict) else {}
        for where, text in (((*path, "run"), step.get("run")), ((*path, "with", "script"), given.get("script"))):
            if not isinstance(text, str):
                continue
            for expression in _EXPRESSION.findall(text):
                yield self._tell("workflow-expression-in-shell", where, expression=expression.strip()[:80])
            if _ENVIRONMENT_FILES.search(text):
                yield self._tell("workflow-environment-file", where)
        uses = step.get("uses")
        if not isinstance(uses, str):
            return
        yield from self._pinned(uses, (*path, "uses"))
        if uses.partition("@")[0] == _CHECKOUT:
            if given.get("persist-credentials") is not False:
                yield self._tell("workflow-keeps-credentials", (*path, "uses"))
            if _OF_PROPOSAL.search(str(given.get("ref", ""))) and DANGEROUS & _triggers(self.value):
                yield self._tell("workflow-runs-proposal", (*path, "with", "ref"))

    def _pinned(self, uses: str, path: Path) -> Iterator[Problem]:
        if not uses.startswith(("./", "$/")) and not _PINNED.fullmatch(uses):
            yield self._tell("workflow-action-not-pinned", path, action=uses)

    def _secrets(self, path: Path, value: Any) -> Iterator[Problem]:
        """Secrets that a run for a proposal would be given."""
        if isinstance(value, str) and any(_SECRET.search(one) for one in _EXPRESSION.findall(value)):
            yield self._tell("workflow-secret-in-proposal", path)
        for key, below in _entries(value):
            yield from self._secrets((*path, key), below)

    def _tell(self, code: str, path: Path, **values: Any) -> Problem:
        return problem(code, self.name, self.lines.at(path), **values)


def _triggers(workflow: dict[str, Any]) -> frozenset[str]:
    given = workflow.get("on")
    if isinstance(given, str):
        return frozenset({given})
    return frozenset(str(name) for name in given) if isinstance(given, list | dict) else frozenset()


def _entries(value: Any) -> list[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []
