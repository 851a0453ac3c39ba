"""Workflows that would act for strangers are refused, by file and line, with a mend; ours are not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lawloom import messages
from lawloom.content import workflows
from lawloom.scaffold.forge_files import FOLDER

PINNED = "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8"
FINE = f"""\
name: fine
on:
  pull_request:
permissions: {{}}
jobs:
  a:
    runs-on: ubuntu-24.04
    permissions:
      contents: read
    steps:
      - uses: {PINNED}
        with:
          persist-credentials: false
      - run: echo "$TITLE"
        env:
          TITLE: ${{{{ github.event.pull_request.title }}}}
      - uses: ./local
      - uses: docker://alpine@sha256:{"0" * 64}
"""


def told(text: str) -> list[tuple[int, str]]:
    found = workflows.problems_of(text, ".github/workflows/x.yml")
    for one in found:
        assert one.place.file == ".github/workflows/x.yml"
        assert messages.mend(one, "en")
    return [(one.place.line, one.code) for one in found]


def test_a_workflow_that_gives_nothing_away_passes():
    assert told(FINE) == []


@pytest.mark.parametrize("path", sorted((FOLDER / "workflows").glob("*.yml")), ids=lambda path: path.stem)
def test_our_own_workflows_pass(path: Path):
    assert told(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (("  pull_request:", "  pull_request_target:"), (3, "workflow-trigger")),
        (("  pull_request:", "  workflow_run: {workflows: [a]}"), (3, "workflow-trigger")),
        (("permissions: {}\n", "permissions: write-all\n"), (4, "workflow-permissions-open")),
        (("permissions: {}\n", ""), (1, "workflow-permissions-open")),
        (("persist-credentials: false", "fetch-depth: 0"), (11, "workflow-keeps-credentials")),
        (("persist-credentials: false", "persist-credentials: true"), (11, "workflow-keeps-credentials")),
        ((f"uses: {PINNED}", "uses: actions/checkout@v5"), (11, "workflow-action-not-pinned")),
        (('echo "$TITLE"', "echo ${{ github.head_ref }}"), (14, "workflow-expression-in-shell")),
        (('echo "$TITLE"', "echo A=B >> $GITHUB_ENV"), (14, "workflow-environment-file")),
        (("github.event.pull_request.title", "secrets.LAWLOOM_KEY"), (16, "workflow-secret-in-proposal")),
        (("contents: read\n", "contents: read\n      contents: write\n"), (10, "key-twice")),
    ],
)
def test_each_danger_is_told_at_its_line(change: tuple[str, str], found: tuple[int, str]):
    assert change[0] in FINE
    assert found in told(FINE.replace(*change))


def test_the_three_bad_workflows_of_the_attacks_are_refused(real_data: Path):
    bad = [json.loads(line) for line in (real_data / "attacks" / "workflows.jsonl").read_text("utf-8").splitlines()]
    assert len(bad) == 3
    codes = {one["name"]: {code for _, code in told(one["data"])} for one in bad}
    assert "workflow-trigger" in codes["pwn-request"]
    assert "workflow-runs-proposal" in codes["pwn-request"]
    assert "workflow-expression-in-shell" in codes["head-ref"]
    assert codes["tab-yaml"]


def test_check_reads_the_workflows_of_a_consultation(tmp_path: Path):
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "fine.yml").write_text(FINE, "utf-8")
    (folder / "bad.yaml").write_text(FINE.replace("pull_request:", "pull_request_target:"), "utf-8")
    (folder / "notes.txt").write_text("pull_request_target", "utf-8")
    (folder / "link.yml").symlink_to(folder / "fine.yml")
    found = workflows.problems(tmp_path)
    assert {one.place.file for one in found} == {".github/workflows/bad.yaml", ".github/workflows/link.yml"}
