"""What a proposal may change that comes from somebody who may not write to the repository: little, and by name.

It may change the text of one bill, and add files to the inbox of a subject. Anything else is refused, each file by its
name, before it is read.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from lawloom.content import names
from lawloom.errors import LawloomError, Problem, problem
from lawloom.model.ids import SubjectId

LARGEST = 512_000  # bytes of one file of a proposal
MOST_FILES = 100
_BILL = re.compile(r"content/subjects/([a-z0-9-]+)/bill\.md")
_INBOX = re.compile(r"contributions/([a-z0-9-]+)/inbox/([^/]+\.md)")
_STATUS = {"A": "added", "M": "modified", "D": "removed"}
_LINK, _REPOSITORY, _PROGRAM = "120000", "160000", "100755"


@dataclass(frozen=True, slots=True)
class Change:
    """One file of a proposal. status: added, modified, removed, anything else; size: in bytes, -1 where not known."""

    path: str
    status: str
    mode: str = "100644"
    size: int = -1


def bill_of(path: str) -> SubjectId:
    """The subject of whose bill this is the text; empty for any other file."""
    found = _BILL.fullmatch(path)
    return found[1] if found else ""


def inbox_of(path: str) -> SubjectId:
    """The subject into whose inbox this file goes; empty for any other."""
    found = _INBOX.fullmatch(path)
    return found[1] if found and names.fault_of(found[2]) is None else ""


def refused(changes: Iterable[Change], subjects: Collection[SubjectId]) -> list[Problem]:
    """Every file that a proposal may not change so, by name."""
    told: list[Problem] = []
    bills: set[str] = set()
    for number, change in enumerate(changes):
        place = names.shown(change.path)
        bill, inbox = bill_of(change.path), inbox_of(change.path)
        if number >= MOST_FILES:
            return [*told, problem("proposal-too-many-files", "", most=MOST_FILES)]
        if change.mode == _LINK:
            told.append(problem("symlink", place))
        elif change.mode == _REPOSITORY:
            told.append(problem("nested-repository", place))
        elif change.mode == _PROGRAM:
            told.append(problem("executable", place))
        elif bill not in subjects and inbox not in subjects:
            told.append(problem("proposal-path", place))
        elif (bill and change.status != "modified") or (inbox and change.status != "added"):
            told.append(problem("proposal-other-file", place))
        elif change.size > LARGEST:
            told.append(problem("too-large", place, size=change.size, most=LARGEST))
        elif bill:
            bills.add(bill)
    if len(bills) > 1:
        told.append(problem("proposal-several-bills", "", subjects=", ".join(sorted(bills))))
    return told


def changes_since(root: Path, commit: str) -> list[Change]:
    """What changed in a repository between a commit and now, as Git tells it.

    raises  LawloomError where Git does not know the commit
    """
    asked = ["git", "-C", str(root), "diff", "--raw", "-z", "--no-renames", "--abbrev=40"]
    asked += ["--end-of-options", f"{commit}...HEAD", "--"]  # a commit is never taken for an option
    try:
        told = subprocess.run(asked, capture_output=True, check=True).stdout.decode("utf-8", "backslashreplace")
    except (OSError, subprocess.CalledProcessError) as error:
        raise LawloomError(problem("commit-unknown", "", commit=commit)) from error
    parts = told.split("\0")[:-1]
    found = []
    for about, path in zip(parts[::2], parts[1::2], strict=True):
        _, mode, _, blob, status = about.split(" ")
        found.append(Change(path, _STATUS.get(status[:1], "changed"), mode, _size(root, blob)))
    return found


def _size(root: Path, blob: str) -> int:
    asked = ["git", "-C", str(root), "cat-file", "-s", blob]
    told = subprocess.run(asked, capture_output=True, check=False).stdout.strip()
    return int(told) if told.isdigit() else -1
