"""What the forge said, read strictly: frozen values, or a sentence on what is not as it should be.

Everything here comes from strangers. Types and sizes are looked at once, here; what passes is still only text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lawloom.model.instant import Instant

Json = Any

LONGEST_BODY = 262_144  # letters; the forge's own limit is a quarter of that
INSIDERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


class NotAsDescribed(ValueError):
    """An answer in which something is missing or is of another kind than the forge describes."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account. id: its number, which stays when the login changes; type: User, Bot, Mannequin, Organization."""

    id: int
    login: str
    type: str = "User"

    @property
    def counts(self) -> bool:
        """Whether its votes count: those of people do."""
        return self.type == "User"


@dataclass(frozen=True, slots=True)
class Labelling:
    """A label that was put on or taken off. node: the forge's own id of that event."""

    node: str
    put_on: bool
    label: str
    person: Person | None
    at: Instant


@dataclass(frozen=True, slots=True)
class Reaction:
    id: int
    content: str  # THUMBS_UP
    person: Person | None
    at: Instant


@dataclass(frozen=True, slots=True)
class Comment:
    id: int
    node: str
    person: Person | None
    at: Instant
    edited_at: Instant
    body: str
    minimised: str  # the reason, in the forge's words; empty
    reactions: tuple[Reaction, ...]
    more: str  # cursor after which more reactions are to be read; empty
    ours: bool = False  # written by the account that asks


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue or a pull request."""

    number: int
    id: int
    node: str
    title: str
    body: str
    person: Person | None
    at: Instant
    updated_at: Instant
    edited_at: Instant
    closed_at: Instant
    state: str  # OPEN, CLOSED, MERGED
    reason: str  # COMPLETED, NOT_PLANNED, DUPLICATE, REOPENED; empty
    labels: tuple[str, ...]
    locked: bool
    comments: int
    reactions: tuple[Reaction, ...]
    reactions_in_all: int
    more: str  # cursor after which more reactions are to be read; empty
    ours: bool = False  # opened by the account that asks
    is_pull: bool = False
    insider: bool = False  # of a pull request: by somebody who may write to the repository
    merged_at: Instant = ""
    head: str = ""  # of a pull request: the commit it ends in
    files: tuple[tuple[str, str], ...] = ()  # (path, ADDED, MODIFIED, DELETED, RENAMED...)
    files_in_all: int = 0


def issue(raw: Json) -> Issue:
    """An issue or pull request of a page. raises NotAsDescribed"""
    try:
        reactions = raw["reactions"]
        files = (raw.get("files") or {}) if raw["__typename"] == "PullRequest" else {}
        return Issue(
            number=_number(raw["number"]),
            id=_number(raw["fullDatabaseId"]),
            node=_text(raw["id"]),
            title=_text(raw["title"]),
            body=_text(raw["body"] or ""),
            person=person(raw["author"]),
            at=_instant(raw["createdAt"]),
            updated_at=_instant(raw["updatedAt"]),
            edited_at=_instant(raw["lastEditedAt"], empty=True),
            closed_at=_instant(raw["closedAt"], empty=True),
            state=_text(raw["state"]),
            reason=_text(raw.get("stateReason") or ""),
            labels=tuple(_text(one["name"]) for one in (raw["labels"] or {}).get("nodes") or ()),
            locked=bool(raw["locked"]),
            comments=_number(raw["comments"]["totalCount"]),
            reactions=tuple(reaction(one) for one in reactions["nodes"]),
            reactions_in_all=_number(reactions["totalCount"]),
            more=after(reactions),
            ours=raw["viewerDidAuthor"] is True,
            is_pull=raw["__typename"] == "PullRequest",
            insider=raw.get("authorAssociation") in INSIDERS,
            merged_at=_instant(raw.get("mergedAt"), empty=True),
            head=_text(raw.get("headRefOid") or ""),
            files=tuple((_text(one["path"]), _text(one["changeType"])) for one in files.get("nodes") or ()),
            files_in_all=_number(files.get("totalCount") or 0),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise NotAsDescribed(f"an issue without {error}") from error


def number_of(raw: Json) -> int:
    """The number of an issue, whatever else is said of it. raises NotAsDescribed"""
    try:
        return _number(raw["number"])
    except (KeyError, TypeError) as error:
        raise NotAsDescribed(f"an issue without {error}") from error


def patch_of(raw: Json, path: str) -> str | None:
    """The hunks of one file, from the list of files of a pull request; None where the forge shows none."""
    for one in raw if isinstance(raw, list) else ():
        if isinstance(one, dict) and one.get("filename") == path and isinstance(one.get("patch"), str):
            return str(one["patch"])
    return None


def comment(raw: Json) -> Comment:
    """A comment of a page. raises NotAsDescribed"""
    try:
        return Comment(
            id=_number(raw["fullDatabaseId"]),
            node=_text(raw["id"]),
            person=person(raw["author"]),
            at=_instant(raw["createdAt"]),
            edited_at=_instant(raw["lastEditedAt"], empty=True),
            body=_text(raw["body"] or ""),
            minimised=_text(raw["minimizedReason"] or "hidden") if raw["isMinimized"] else "",
            reactions=tuple(reaction(one) for one in raw["reactions"]["nodes"]),
            more=after(raw["reactions"]),
            ours=raw["viewerDidAuthor"] is True,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise NotAsDescribed(f"a comment without {error}") from error


def reaction(raw: Json) -> Reaction:
    """A reaction. raises NotAsDescribed"""
    try:
        at = _instant(raw["createdAt"])
        return Reaction(_number(raw["databaseId"]), _text(raw["content"]), person(raw["user"], "User"), at)
    except (KeyError, TypeError, AttributeError) as error:
        raise NotAsDescribed(f"a reaction without {error}") from error


def closer(raw: Json) -> Person | None:
    """Who closed something, from the event that says it; None where the account is gone. raises NotAsDescribed"""
    try:
        return person(raw["actor"])
    except (KeyError, TypeError, AttributeError) as error:
        raise NotAsDescribed(f"an event without {error}") from error


def labelling(raw: Json) -> Labelling:
    """A label that was put on or taken off. raises NotAsDescribed"""
    try:
        put_on = raw["__typename"] == "LabeledEvent"
        label = _text(raw["label"]["name"])
        return Labelling(_text(raw["id"]), put_on, label, person(raw["actor"]), _instant(raw["createdAt"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise NotAsDescribed(f"an event without {error}") from error


def person(raw: Json, type: str = "") -> Person | None:
    """An account, None where it is gone. type: what it is where the answer does not say it."""
    if raw is None:
        return None
    id = raw.get("databaseId")
    return None if id is None else Person(_number(id), _text(raw["login"]), _text(raw.get("__typename") or type))


def after(connection: Json) -> str:
    """The cursor of the next page, empty where this is the last. raises NotAsDescribed"""
    page = connection["pageInfo"]
    if not page["hasNextPage"]:
        return ""
    if not page["endCursor"]:
        raise NotAsDescribed("a page that goes on nowhere")
    return _text(page["endCursor"])


def _number(value: Json) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)  # BigInt
    if type(value) is not int or value < 0:
        raise NotAsDescribed(f"{value!r} where a number belongs"[:80])
    return value


def _text(value: Json) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_BODY:
        raise NotAsDescribed(f"{str(value)[:40]!r} where a text belongs")
    return value


def _instant(value: Json, *, empty: bool = False) -> Instant:
    if value is None and empty:
        return ""
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        raise NotAsDescribed(f"{str(value)[:40]!r} where a time belongs")
    return value
