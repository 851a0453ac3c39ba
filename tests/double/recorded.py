"""Issues as somebody recorded them, put on the double with all that they say."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lawloom.double.state import CONTENTS, Account, Comment, Forge, Issue, Reaction

Json = dict[str, Any]
AT = "2027-02-15T06:00:00Z"  # of what was recorded without a time


def rows(path: Path) -> Iterator[Json]:
    """The lines of a file of JSON, compressed or not."""
    with gzip.open(path, "rt", "utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def issues_in(value: Any) -> Iterator[Json]:
    """Every issue and pull request in an answer or a payload, at any depth."""
    if isinstance(value, dict):
        if {"number", "title", "user", "state"} <= value.keys() and "/milestones/" not in str(value.get("url")):
            yield value
        for one in value.values():
            yield from issues_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from issues_in(one)


def comments_in(value: Any) -> Iterator[tuple[Json, Json]]:
    """Every payload of a comment on an issue: the issue, the comment."""
    if isinstance(value, dict) and {"issue", "comment"} <= value.keys():
        yield value["issue"], value["comment"]


def put(forge: Forge, raw: Json, number: int = 0) -> Issue:
    """An issue of the REST interface on the double. number: another than its own, so that two have room."""
    account = _account(forge, raw.get("user"))
    at = raw.get("created_at") or AT
    labels = [one["name"] if isinstance(one, dict) else str(one) for one in raw.get("labels") or ()]
    issue = Issue(
        number or raw["number"],
        raw.get("id") or 5_000_000 + raw["number"],
        account,
        raw["title"],
        raw.get("body") or "",
        at,
        raw.get("updated_at") or at,
        state="closed" if raw["state"] in ("closed", "merged") else "open",
        reason=raw.get("state_reason") or "",
        closed_at=raw.get("closed_at") or "",
        locked=bool(raw.get("locked")),
        labels=labels,
        is_pull=bool(raw.get("pull_request") or raw.get("is_pull_request") or "head" in raw),
    )
    counted = raw.get("reactions") if isinstance(raw.get("reactions"), dict) else {}
    for content in CONTENTS:
        for who in range(int(counted.get(content) or 0)):
            voter = forge.account(f"voter-{content}-{who}")
            issue.reactions.append(Reaction(forge._next(), voter, content, at))
    forge.issues[issue.number] = forge.by_id[issue.id] = issue
    return issue


def say(forge: Forge, issue: Issue, raw: Json) -> Comment:
    """A comment of the REST interface on an issue of the double."""
    at = raw["created_at"]
    comment = Comment(raw["id"], _account(forge, raw.get("user")), raw["body"], at, raw.get("updated_at") or at)
    issue.comments.append(comment)
    forge.comments[comment.id] = comment
    return comment


def _account(forge: Forge, raw: Json | None) -> Account | None:
    if raw is None:
        return None
    if raw["login"] not in forge.accounts:
        forge.accounts[raw["login"]] = Account(raw.get("id") or forge._next(), raw["login"], raw.get("type") or "User")
    return forge.accounts[raw["login"]]
