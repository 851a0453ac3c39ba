"""An issue as the forge tells it, for tests that need no forge."""

from __future__ import annotations

from lawloom.collect.github.records import Issue, Person

AT = "2027-03-10T09:00:00Z"


def an_issue(title: str, body: str, labels: tuple[str, ...] = ()) -> Issue:
    person = Person(7, "ana")
    return Issue(
        number=12, id=1, node="I", title=title, body=body, person=person, at=AT, updated_at=AT, edited_at="",
        closed_at="", state="OPEN", reason="", labels=labels, locked=False, comments=0, reactions=(),
        reactions_in_all=0, more="",
    )  # fmt: skip
