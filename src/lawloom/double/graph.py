"""The GraphQL interface of the double: the subset of schema.graphql, executed over the same state as REST."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from graphql import DocumentNode, GraphQLError, GraphQLSchema, build_schema, execute_sync, parse, validate

from lawloom.double.cost import MOST_A_PAGE, MOST_NODES, Cost, cost_of
from lawloom.double.git import digest_of
from lawloom.double.shapes import named_by, node_id, number_of
from lawloom.double.state import CONTENTS, Account, Comment, File, Forge, Issue, Reaction, shown

Json = dict[str, Any]
LONGEST_BLOB = 512_000  # bytes that an answer holds of a file
SCHEMA = Path(__file__).with_name("schema.graphql")

_STATUS = {"added": "ADDED", "modified": "MODIFIED", "removed": "DELETED", "renamed": "RENAMED"}


class Graph:
    """Answers queries about one forge.

    limits  gives what rateLimit tells: {limit, remaining, used, resetAt}
    """

    def __init__(self, forge: Forge, limits: Callable[[], Json]) -> None:
        self._forge = forge
        self._limits = limits
        self.schema: GraphQLSchema = _schema()
        self._read = lru_cache(maxsize=64)(self._read_anew)  # the same few texts come again and again

    def cost(self, query: str, variables: Json) -> Cost:
        """The cost of a query; GraphQLError where it cannot be read."""
        return cost_of(self._read(query)[0], variables)

    def answer(self, query: str, variables: Json, who: str = "") -> Json:
        """The body of the answer: data, or errors, or both. who: the login of who asks."""
        try:
            document, errors = self._read(query)
        except GraphQLError as error:
            return {"errors": [{"message": error.message}]}
        if errors:
            return {"errors": [{"message": one.message, "type": "undefinedField"} for one in errors]}
        cost = cost_of(document, variables)
        if cost.unbounded or cost.largest > MOST_A_PAGE:
            where = cost.unbounded or "connection"
            told = f"Requesting records on the `{where}` needs `first` or `last` of 1 to {MOST_A_PAGE}."
            return {"data": None, "errors": [{"type": "EXCESSIVE_PAGINATION", "message": told}]}
        if cost.nodes > MOST_NODES:
            told = f"This query requests up to {cost.nodes} possible nodes which exceeds the limit of {MOST_NODES}."
            return {"data": None, "errors": [{"type": "MAX_NODE_LIMIT_EXCEEDED", "message": told}]}
        result = execute_sync(
            self.schema,
            document,
            root_value=_Root(self._forge, self._limits, cost),
            context_value=_Asker(self._forge, who),
            variable_values=variables,
        )
        body: Json = {"data": result.data}
        if result.errors:
            body["errors"] = [
                {"message": one.message, "path": one.path, **(one.extensions or {})} for one in result.errors
            ]
        return body

    def _read_anew(self, query: str) -> tuple[DocumentNode, list[GraphQLError]]:
        document = parse(query)
        return document, validate(self.schema, document)


@cache
def _schema() -> GraphQLSchema:
    return build_schema(SCHEMA.read_text("utf-8"))


class _Asker(NamedTuple):
    """Who asks."""

    forge: Forge
    login: str

    def did(self, by: Account | None) -> bool:
        return by is not None and by.login == self.login

    def association(self, by: Account | None) -> str:
        """What an author is to the repository."""
        role = self.forge.roles.get(by.login, "") if by else ""
        return {"admin": "OWNER", "": "NONE"}.get(role, "COLLABORATOR")


class _Root:
    """The top of every query. Field names are the schema's, hence the capitals."""

    def __init__(self, forge: Forge, limits: Callable[[], Json], cost: Cost) -> None:
        self._forge = forge
        self._limits = limits
        self._cost = cost

    def rateLimit(self, info: Any, dryRun: bool = False) -> Json:  # noqa: N802, N803
        return {**self._limits(), "cost": self._cost.points, "nodeCount": self._cost.nodes}

    def repository(self, info: Any, owner: str, name: str, followRenames: bool = True) -> _Repository:  # noqa: N803
        if f"{owner}/{name}".lower() != self._forge.repository.lower():
            raise _not_found(f"Could not resolve to a Repository with the name '{owner}/{name}'.")
        return _Repository(self._forge)

    def node(self, info: Any, id: str) -> Any:
        found = self._find(id)
        if found is None:
            raise _not_found(f"Could not resolve to a node with the global id of '{id}'.")
        return found

    def nodes(self, info: Any, ids: list[str]) -> list[Any]:
        return [self._find(id) for id in ids]

    def _find(self, id: str) -> Any:
        if id == node_id("R", self._forge.id):
            return _Repository(self._forge)
        kind, number = named_by(id)
        if kind == "IC":
            comment = self._forge.comments.get(number)
            return None if comment is None else _comment(comment)
        issue = self._forge.by_id.get(number)
        if issue is None or issue.deleted or issue.moved_to or kind != ("PR" if issue.is_pull else "I"):
            return None
        return _shape(issue)


class _Repository:
    def __init__(self, forge: Forge) -> None:
        self._forge = forge
        self.__typename = "Repository"
        self.id = node_id("R", forge.id)
        self.databaseId = forge.id
        self.nameWithOwner = forge.repository
        self.isArchived = forge.archived

    is_type_of = None

    def issue(self, info: Any, number: int) -> Json:
        return self._one(number, pulls=False, kind="an Issue")

    def pullRequest(self, info: Any, number: int) -> Json:  # noqa: N802
        return self._one(number, pulls=True, kind="a PullRequest")

    def object(self, info: Any, expression: str = "", oid: str = "") -> Json | None:
        """A file as a branch or commit has it: `<branch or commit>:<path>`."""
        reference, _, path = expression.partition(":")
        content = self._forge.file_at(reference, path)
        return None if content is None else _blob(content)

    def issues(self, info: Any, **asked: Any) -> Json:
        wanted = asked.get("filterBy") or {}
        return self._many(False, asked, asked.get("states") or wanted.get("states"), wanted.get("since") or "")

    def pullRequests(self, info: Any, **asked: Any) -> Json:  # noqa: N802
        return self._many(True, asked, asked.get("states"), "")

    def _one(self, number: int, *, pulls: bool, kind: str) -> Json:
        found = [one for one in self._forge.listed(pulls=pulls) if one.number == number]
        if not found:
            raise _not_found(f"Could not resolve to {kind} with the number of {number}.")
        return _shape(found[0])

    def _many(self, pulls: bool, asked: Json, states: list[str] | None, since: str) -> Json:
        there = self._forge.listed(pulls=pulls)
        if states:
            there = [one for one in there if _state(one) in states]
        there = [one for one in there if one.updated_at >= since]
        order = asked.get("orderBy") or {"field": "CREATED_AT", "direction": "ASC"}
        by = "updated_at" if order["field"] == "UPDATED_AT" else "at"
        there.sort(key=lambda one: (getattr(one, by), one.number), reverse=order["direction"] == "DESC")
        return _connection([(str(one.number), one) for one in there], asked, _shape)


def _shape(issue: Issue) -> Json:
    """An issue or pull request; what is costly is made only when it is asked for."""
    both: Json = {
        "__typename": "PullRequest" if issue.is_pull else "Issue",
        "id": node_id("PR" if issue.is_pull else "I", issue.id),
        "databaseId": issue.id,
        "fullDatabaseId": str(issue.id),
        "number": issue.number,
        "title": issue.title,
        "body": issue.body,
        "author": _actor(issue.by),
        "viewerDidAuthor": lambda info: info.context.did(issue.by),
        "authorAssociation": lambda info: info.context.association(issue.by),
        "createdAt": issue.at,
        "updatedAt": issue.updated_at,
        "lastEditedAt": issue.edited_at or None,
        "closedAt": issue.closed_at or None,
        "state": _state(issue),
        "stateReason": lambda info, enableDuplicate=False: issue.reason.upper() or None,  # noqa: N803
        "locked": issue.locked,
        "labels": lambda info, **asked: _connection([(one, one) for one in issue.labels], asked, _label),
        "reactions": lambda info, **asked: _reactions(issue.reactions, asked),
        "timelineItems": lambda info, **asked: _timeline(issue, asked),
        "comments": lambda info, **asked: _connection([(str(one.id), one) for one in issue.comments], asked, _comment),
    }
    if issue.is_pull:
        tip = issue.tip
        both |= {
            "merged": bool(issue.merged_at),
            "mergedAt": issue.merged_at or None,
            "mergeCommit": {"__typename": "Commit", "id": tip, "oid": tip} if issue.merged_at else None,
            "baseRefName": "main",
            "headRefName": issue.head,
            "headRefOid": tip,
            "files": lambda info, **asked: _connection([(one.path, one) for one in issue.files], asked, _file),
        }
    return both


def _comment(comment: Comment) -> Json:
    return {
        "__typename": "IssueComment",
        "id": node_id("IC", comment.id),
        "databaseId": comment.id,
        "fullDatabaseId": str(comment.id),
        "body": comment.body,
        "author": _actor(comment.by),
        "viewerDidAuthor": lambda info: info.context.did(comment.by),
        "authorAssociation": lambda info: info.context.association(comment.by),
        "createdAt": comment.at,
        "updatedAt": comment.updated_at,
        "lastEditedAt": comment.edited_at or None,
        "isMinimized": bool(comment.minimised),
        "minimizedReason": comment.minimised or None,
        "reactions": lambda info, **asked: _reactions(comment.reactions, asked),
    }


def _reactions(reactions: list[Reaction], asked: Json) -> Json:
    there = shown(reactions)
    if content := asked.get("content"):
        there = [one for one in there if CONTENTS[one.content] == content]
    return _connection([(str(one.id), one) for one in there], asked, _reaction)


def _reaction(reaction: Reaction) -> Json:
    by = reaction.by
    return {
        "id": node_id("REA", reaction.id),
        "databaseId": reaction.id,
        "content": CONTENTS[reaction.content],
        "createdAt": reaction.at,
        "user": _actor(by) if by and by.type == "User" else None,
    }


def _closing(one: tuple[str, Account | None, str]) -> Json:
    what, by, at = one
    kind = "ClosedEvent" if what == "closed" else "ReopenedEvent"
    return {"__typename": kind, "id": node_id(kind, number_of(at)), "actor": _actor(by), "createdAt": at}


def _labelling(issue: Issue, place: int, one: tuple[str, Account | None, str, str]) -> Json:
    what, by, at, name = one
    kind = "LabeledEvent" if what == "labeled" else "UnlabeledEvent"
    id = node_id(kind, issue.id * 1_000 + place)
    return {"__typename": kind, "id": id, "actor": _actor(by), "createdAt": at, "label": _label(name)}


def _timeline(issue: Issue, asked: Json) -> Json:
    kinds = asked.get("itemTypes") or []
    events = [(one[0], _closing(one)) for one in issue.closings]
    events += [(one[0], _labelling(issue, at, one)) for at, one in enumerate(issue.labellings)]
    events.sort(key=lambda one: one[1]["createdAt"])
    there = [event for what, event in events if not kinds or f"{what.upper()}_EVENT" in kinds]
    return _connection([(str(at), one) for at, one in enumerate(there, 1)], asked, lambda event: event)


def _blob(content: bytes) -> Json:
    binary = b"\0" in content
    return {
        "__typename": "Blob",
        "id": node_id("B", number_of(digest_of(content))),
        "oid": digest_of(content),
        "byteSize": len(content),
        "isBinary": binary,
        "isTruncated": len(content) > LONGEST_BLOB,
        "text": None if binary else content[:LONGEST_BLOB].decode("utf-8", "replace"),
    }


def _file(file: File) -> Json:
    return {
        "path": file.path,
        "additions": file.content.count(b"\n"),
        "deletions": file.before.count(b"\n"),
        "changeType": _STATUS[file.status],
    }


def _label(name: str) -> Json:
    return {"id": node_id("LA", len(name)), "name": name}


def _actor(account: Account | None) -> Json | None:
    if account is None:
        return None
    kind = account.type
    return {"__typename": kind, "id": node_id(kind, account.id), "databaseId": account.id, "login": account.login}


def _state(issue: Issue) -> str:
    return "MERGED" if issue.merged_at else issue.state.upper()


def _connection(all: Sequence[tuple[str, Any]], asked: Json, shape: Callable[[Any], Json]) -> Json:
    """One page: a cursor names the thing it stands after, so that pages do not shift while they are read."""
    at = 0
    if after := asked.get("after"):
        key = base64.b64decode(after).decode()
        at = next((place + 1 for place, (name, _) in enumerate(all) if name == key), _after_gone(all, key))
    many = asked.get("first") or asked.get("last") or 0
    if asked.get("last"):
        at = max(len(all) - many, 0)
    page = list(all[at : at + many])
    return {
        "totalCount": len(all),
        "nodes": [shape(one) for _, one in page],
        "pageInfo": {
            "hasNextPage": at + many < len(all),
            "hasPreviousPage": at > 0,
            "startCursor": _cursor(page[0][0]) if page else None,
            "endCursor": _cursor(page[-1][0]) if page else None,
        },
    }


def _after_gone(all: Sequence[tuple[str, Any]], key: str) -> int:
    """Where to go on after something that is not there any more: at the first with a higher number."""
    if not key.isdigit():
        return len(all)
    return next((place for place, (name, _) in enumerate(all) if name.isdigit() and int(name) > int(key)), len(all))


def _cursor(name: str) -> str:
    return base64.b64encode(name.encode()).decode()


def _not_found(message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"type": "NOT_FOUND"})
