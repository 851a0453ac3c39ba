"""What is asked of the forge's GraphQL interface, and what each question costs at most: known before it is sent.

Each connection asked for counts once for every parent it may have; the sum by a hundred, at least 1, is the cost.

source  https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

AT_ONCE = 100  # issues or reactions of a page: the most that the forge gives
PULLS_AT_ONCE = 50
LABELS = 20
COMMENTS = 50  # comments of a page, each with its reactions
OVERFLOWING = 50  # things whose further reactions are asked for together
TALKED = 8  # issues whose comments are asked for together


class Question(NamedTuple):
    """A query, its variables, and its cost in points."""

    text: str
    variables: dict[str, str | int | None]
    points: int


class Further(NamedTuple):
    """A thing of which more is to be read: its node id, and after which cursor ("" from the beginning)."""

    node: str
    after: str


_WHO = (
    "{ __typename login ... on User { databaseId } ... on Bot { databaseId } "
    "... on Mannequin { databaseId } ... on Organization { databaseId } }"
)
_REACTIONS = (
    "totalCount pageInfo { hasNextPage endCursor } nodes { databaseId content createdAt user { databaseId login } }"
)
_BOTH = (
    f"__typename id fullDatabaseId number title body author {_WHO} createdAt updatedAt lastEditedAt closedAt state "
    f"locked labels(first: {LABELS}) {{ nodes {{ name }} }} comments {{ totalCount }} "
    f"reactions(first: {AT_ONCE}) {{ {_REACTIONS} }}"
)
_COMMENTS = (
    f"totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ __typename id fullDatabaseId body author {_WHO} "
    f"createdAt updatedAt lastEditedAt isMinimized minimizedReason reactions(first: {AT_ONCE}) {{ {_REACTIONS} }} }}"
)
_PAGE = """query($owner: String!, $name: String!, $first: Int!, $after: String) {
  rateLimit { cost remaining resetAt }
  repository(owner: $owner, name: $name) { id databaseId nameWithOwner isArchived
    %s(first: $first, after: $after, orderBy: {field: CREATED_AT, direction: ASC}) {
      totalCount pageInfo { hasNextPage endCursor } nodes { %s } } } }"""
_ISSUES = _PAGE % ("issues", f"{_BOTH} stateReason")
_PULLS = _PAGE % (
    "pullRequests",
    f"{_BOTH} merged mergedAt headRefName headRefOid "
    f"files(first: {AT_ONCE}) {{ totalCount nodes {{ path changeType }} }}",
)


def issues(repository: str, after: str, first: int = AT_ONCE) -> Question:
    """A page of issues with labels and the first hundred reactions of each."""
    return _page(_ISSUES, repository, after, first, below=2)


def pulls(repository: str, after: str, first: int = PULLS_AT_ONCE) -> Question:
    """A page of pull requests with the files that they change."""
    return _page(_PULLS, repository, after, first, below=3)


def reactions(of: Sequence[Further]) -> Question:
    """The next hundred reactions of each of these issues, pull requests or comments; answers are named r0, r1..."""
    kinds = " ".join(
        f"... on {kind} {{ reactions(first: {AT_ONCE}, after: $c%d) {{ {_REACTIONS} }} }}"
        for kind in ("Issue", "PullRequest", "IssueComment")
    )
    return _together(of, "id " + kinds, 3, points=len(of) * 3)


def comments(of: Sequence[Further]) -> Question:
    """The next comments of each of these issues or pull requests, with their reactions; answers are named r0, r1..."""
    kinds = " ".join(
        f"... on {kind} {{ comments(first: {COMMENTS}, after: $c%d) {{ {_COMMENTS} }} }}"
        for kind in ("Issue", "PullRequest")
    )
    return _together(of, "id " + kinds, 2, points=len(of) * 2 * (1 + COMMENTS))


def _page(text: str, repository: str, after: str, first: int, *, below: int) -> Question:
    owner, _, name = repository.partition("/")
    variables: dict[str, str | int | None] = {"owner": owner, "name": name, "first": first, "after": after or None}
    return Question(text, variables, _points(1 + below * first))


def _together(of: Sequence[Further], fields: str, times: int, *, points: int) -> Question:
    asked = ", ".join(f"$n{at}: ID!, $c{at}: String" for at in range(len(of)))
    parts = " ".join(f"r{at}: node(id: $n{at}) {{ {fields % ((at,) * times)} }}" for at in range(len(of)))
    variables: dict[str, str | int | None] = {}
    for at, one in enumerate(of):
        variables |= {f"n{at}": one.node, f"c{at}": one.after or None}
    return Question(f"query({asked}) {{ rateLimit {{ cost }} {parts} }}", variables, _points(points))


def _points(connections: int) -> int:
    return max(-(-connections // 100), 1)
