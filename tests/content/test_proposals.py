"""What a proposal may change: the text of one bill, new files of an inbox; everything else is refused by name."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from lawloom.content import proposals
from lawloom.content.proposals import Change
from lawloom.errors import LawloomError

BILL, FILE = "content/subjects/nights/bill.md", "contributions/nights/inbox/mine.md"
SUBJECTS = {"nights", "days"}


def told(*changes: Change) -> list[tuple[str, str]]:
    return [(one.code, one.place.file) for one in proposals.refused(changes, SUBJECTS)]


def test_a_changed_bill_and_new_files_of_an_inbox_pass():
    assert told(Change(BILL, "modified"), Change(FILE, "added"), Change(FILE.replace("mine", "other"), "added")) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change(".github/workflows/x.yml", "added"), "proposal-path"),
        (Change("content/subjects/nights/subject.md", "modified"), "proposal-path"),
        (Change("content/subjects/nights/bill/versions/01-a.md", "added"), "proposal-path"),
        (Change("content/subjects/nowhere/bill.md", "modified"), "proposal-path"),
        (Change("contributions/nights/inbox/deep/x.md", "added"), "proposal-path"),
        (Change("contributions/nights/inbox/x.yml", "added"), "proposal-path"),
        (Change("contributions/nights/inbox/nul.md", "added"), "proposal-path"),
        (Change("contributions/nights/ledger/0001.jsonl", "modified"), "proposal-path"),
        (Change(".gitattributes", "added"), "proposal-path"),
        (Change(BILL, "removed"), "proposal-other-file"),
        (Change(BILL, "added"), "proposal-other-file"),
        (Change(FILE, "modified"), "proposal-other-file"),
        (Change(FILE, "removed"), "proposal-other-file"),
        (Change(FILE, "added", "120000"), "symlink"),
        (Change(BILL, "modified", "100755"), "executable"),
        (Change("vendor", "added", "160000"), "nested-repository"),
        (Change(FILE, "added", size=10_000_000), "too-large"),
    ],
)
def test_each_other_file_is_refused_by_its_name(change: Change, code: str):
    assert told(Change(BILL, "modified"), change) == [(code, change.path)]


def test_bills_of_two_subjects_are_two_proposals():
    assert told(Change(BILL, "modified"), Change(BILL.replace("nights", "days"), "modified")) == [
        ("proposal-several-bills", "")
    ]


def test_nobody_reads_a_proposal_of_a_thousand_files():
    many = [Change(f"contributions/nights/inbox/n{at}.md", "added") for at in range(1_000)]
    assert told(*many) == [("proposal-too-many-files", "")]


def git(folder: Path, *words: str) -> str:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": str(folder)}
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = subprocess.run(["git", *who, *words], cwd=folder, env=os.environ | own, capture_output=True, check=True)
    return done.stdout.decode().strip()


def test_git_tells_what_changed_with_modes_and_sizes(tmp_path: Path):
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "kept").write_text("x")
    (tmp_path / "old").write_text("y")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "checkout", "-qb", "mine")
    (tmp_path / "a b\nc").write_text("12345")
    (tmp_path / "old").unlink()
    (tmp_path / "link").symlink_to("/etc/passwd")
    (tmp_path / "tool").write_text("#!/bin/sh\n")
    (tmp_path / "tool").chmod(0o755)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "two")
    found = {one.path: one for one in proposals.changes_since(tmp_path, "main")}
    assert found["a b\nc"] == Change("a b\nc", "added", "100644", 5)
    assert found["old"].status == "removed"
    assert found["link"].mode == "120000"
    assert found["tool"].mode == "100755"
    assert "kept" not in found


def test_a_commit_that_git_does_not_know_is_told(tmp_path: Path):
    git(tmp_path, "init", "-q", "-b", "main")
    with pytest.raises(LawloomError) as told:
        proposals.changes_since(tmp_path, "--output=/tmp/x")
    assert told.value.problems[0].code == "commit-unknown"
