"""Pull requests: a change of a bill's text is an amendment; files for an inbox wait there to be taken in; the rest is
refused by name. Pure.

Those who may write to the repository propose changes of every kind among themselves: theirs are no contributions unless
they carry the label `amendment`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from lawloom.collect.github import form
from lawloom.collect.github.amendments import Amendment
from lawloom.collect.github.records import Issue
from lawloom.collect.github.sorting import ENGINE, Arrival
from lawloom.content import proposals
from lawloom.content.proposals import Change
from lawloom.errors import Problem, problem
from lawloom.model import change
from lawloom.model.contribution import Kind, Text
from lawloom.model.ids import SubjectId
from lawloom.model.subject import Subject

LABEL = Kind.AMENDMENT.value
_STATUS = {"ADDED": "added", "MODIFIED": "modified", "DELETED": "removed"}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a pull request is. path: of the bill that it changes, empty where it changes none."""

    slug: SubjectId = ""
    path: str = ""
    refused: tuple[Problem, ...] = ()


def sort(pull: Issue, subjects: Collection[SubjectId]) -> Proposed:
    """What a pull request proposes: an amendment, files for an inbox, nothing of ours, or what is refused."""
    if ENGINE in pull.labels or (pull.insider and LABEL not in pull.labels):
        return Proposed()
    changes = [Change(path, _STATUS.get(kind, "changed")) for path, kind in pull.files]
    refused = proposals.refused(changes, subjects)
    if pull.files_in_all > len(pull.files):
        refused.append(problem("proposal-too-many-files", "", most=len(pull.files)))
    if refused:
        return Proposed(refused=tuple(refused))
    bill = next((path for path, _ in pull.files if proposals.bill_of(path)), "")
    return Proposed(proposals.bill_of(bill), bill)


def told(pull: Issue, proposed: Proposed) -> list[Problem]:
    """What is said of one that is refused, as warnings: which files, and where it stands."""
    if pull.state != "OPEN":
        return []
    files = [str(one.place) for one in proposed.refused if one.place.file]
    named = ", ".join(files[:10]) or "…"
    return [problem("proposal-refused", "", warning=True, number=pull.number, files=named)] if proposed.refused else []


def arrival(pull: Issue, proposed: Proposed, amendment: Amendment, subject: Subject) -> Arrival:
    """An amendment as a contribution: its reason, and what it makes of each article."""
    reason = form.without_comments(pull.body).strip()
    known = {article.id for article in subject.bill.articles} if subject.bill else set()
    touched = [id for id in amendment.articles if id in known]
    one = len(touched) == 1 == len(amendment.articles)
    title = pull.title.strip()
    older = Text(title=title, body="\n\n".join(part for part in (reason, amendment.words) if part))
    changes = change.written(amendment.changes)
    return Arrival(
        id=f"gh-{pull.number}",
        slug=proposed.slug,
        kind=Kind.AMENDMENT,
        on=touched[0] if one else None,
        side=None,
        text=Text(title=title, body=reason, changes=changes) if changes else older,
        person=pull.person,
        at=pull.at,
        edited_at=pull.edited_at,
        older=older,
    )


def senders(pulls: Iterable[Issue]) -> Mapping[str, Issue]:
    """By whose pull request a file of an inbox came in, by its path; the first that brought it."""
    found: dict[str, Issue] = {}
    for pull in sorted(pulls, key=lambda one: (one.merged_at, one.number)):
        if pull.is_pull and pull.merged_at and not pull.insider:
            for path, kind in pull.files:
                if kind == "ADDED" and proposals.inbox_of(path):
                    found.setdefault(path, pull)
    return found
