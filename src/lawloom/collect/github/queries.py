"""What is asked of the forge's GraphQL interface, and what each question costs at most: known before it is sent.

Each connection asked for counts once for every parent it may have; the sum by a hundred, rounded, at least 1, is the
cost in points.

source  https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is asked for at once."""

    issues: int = 100  # of a page: the most that the forge gives
    pulls: int = 50
    reactions: int = 100  # of each issue or comment
    comments: int = 50  # of each issue
    overflowing: int = 100  # things whose further reactions are asked for together
    talked: int = 16  # issues whose comments are asked for together
    closed: int = 100  # issues of which is asked who closed them
    files: int = 10  # files whose text is asked for together


USUAL = Sizes()
LABELS = 100  # the most that an issue can have


class Question(NamedTuple):
    """A query, its variables, and its cost in points."""

    text: str
    variables: dict[str, str | int | None]
    points: int


class Further(NamedTuple):
    """A thing of which more is to be read: its node id, after which cursor ("" from the beginning), and its type."""

    node: str
    after: str
    type: str  # Issue, PullRequest, IssueComment


# Asks about several things at once; the answer names them r0, r1...
Ask = Callable[[Sequence[Further], Sizes], Question]

_WHO = (
    "{ __typename login ... on User { databaseId } ... on Bot { databaseId } "
    "... on Mannequin { databaseId } ... on Organization { databaseId } }"
)
_REACTIONS = (
    "totalCount pageInfo { hasNextPage endCursor } nodes { databaseId content createdAt user { databaseId login } }"
)
_BOTH = (
    f"__typename id fullDatabaseId number title body author {_WHO} viewerDidAuthor createdAt updatedAt lastEditedAt "
    f"closedAt state locked labels(first: {LABELS}) {{ nodes {{ name }} }} comments {{ totalCount }} "
    f"reactions(first: $reactions) {{ {_REACTIONS} }}"
)
_COMMENTS = (
    f"totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ __typename id fullDatabaseId body author {_WHO} "
    f"viewerDidAuthor createdAt updatedAt lastEditedAt isMinimized minimizedReason "
    f"reactions(first: $reactions) {{ {_REACTIONS} }} }}"
)
_PAGE = """query($owner: String!, $name: String!, $first: Int!, $after: String, $reactions: Int!) {
  rateLimit { cost remaining resetAt }
  repository(owner: $owner, name: $name) { id databaseId nameWithOwner isArchived
    %s(first: $first, after: $after, orderBy: {field: CREATED_AT, direction: ASC}) {
      totalCount pageInfo { hasNextPage endCursor } nodes { %s } } } }"""
_ISSUES = _PAGE % ("issues", f"{_BOTH} stateReason")
_PULLS = _PAGE % (
    "pullRequests",
    f"{_BOTH} authorAssociation merged mergedAt headRefName headRefOid "
    "files(first: 100) { totalCount nodes { path changeType } }",
)


def issues(repository: str, after: str, sizes: Sizes, first: int) -> Question:
    """A page of issues with labels and the first reactions of each."""
    return _page(_ISSUES, repository, after, sizes, first, below=2)


def newest(repository: str, after: str, first: int) -> Question:
    """A page of issues, the newest first, without their reactions."""
    few = Sizes(reactions=1)
    question = _page(_ISSUES, repository, after, few, first, below=2)
    return question._replace(text=question.text.replace("direction: ASC", "direction: DESC"))


def pulls(repository: str, after: str, sizes: Sizes, first: int) -> Question:
    """A page of pull requests with the files that they change."""
    return _page(_PULLS, repository, after, sizes, first, below=3)


def reactions(of: Sequence[Further], sizes: Sizes) -> Question:
    """The next reactions of each of these issues, pull requests or comments."""
    asked = f"reactions(first: {sizes.reactions}, after: $c%d) {{ {_REACTIONS} }}"
    return _together(of, asked, points=len(of))


def comments(of: Sequence[Further], sizes: Sizes) -> Question:
    """The next comments of each of these issues or pull requests, with their reactions."""
    each = _COMMENTS.replace("$reactions", str(sizes.reactions))
    asked = f"comments(first: {sizes.comments}, after: $c%d) {{ {each} }}"
    return _together(of, asked, points=len(of) * (1 + sizes.comments))


def closers(of: Sequence[Further], sizes: Sizes) -> Question:
    """Who closed each of these issues or pull requests last."""
    event = f"... on ClosedEvent {{ createdAt actor {_WHO} }}"
    asked = f"timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) {{ nodes {{ __typename {event} }} }}"
    return _together(of, asked, points=len(of), pages=False)


def blobs(repository: str, of: Sequence[tuple[str, str]]) -> Question:
    """The text of files, each by commit and path; answers are named b0, b1..."""
    owner, _, name = repository.partition("/")
    asked = ", ".join(f"$e{at}: String" for at in range(len(of)))
    parts = " ".join(
        f"b{at}: object(expression: $e{at}) {{ __typename ... on Blob {{ byteSize isBinary isTruncated text }} }}"
        for at in range(len(of))
    )
    variables: dict[str, str | int | None] = {"owner": owner, "name": name}
    variables |= {f"e{at}": f"{commit}:{path}" for at, (commit, path) in enumerate(of)}
    text = (
        f"query($owner: String!, $name: String!, {asked}) {{ rateLimit {{ cost }} "
        f"repository(owner: $owner, name: $name) {{ id {parts} }} }}"
    )
    return Question(text, variables, 1)


def labellings(of: Sequence[Further], sizes: Sizes) -> Question:
    """Which labels were put on each of these issues or pull requests, or taken off, and by whom: the last of them."""
    events = " ".join(
        f"... on {kind} {{ id createdAt actor {_WHO} label {{ name }} }}" for kind in ("LabeledEvent", "UnlabeledEvent")
    )
    asked = (
        f"timelineItems(last: 50, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) {{ nodes {{ __typename {events} }} }}"
    )
    return _together(of, asked, points=len(of), pages=False)


def _page(text: str, repository: str, after: str, sizes: Sizes, first: int, *, below: int) -> Question:
    owner, _, name = repository.partition("/")
    variables: dict[str, str | int | None] = {
        "owner": owner,
        "name": name,
        "first": first,
        "after": after or None,
        "reactions": sizes.reactions,
    }
    return Question(text, variables, _points(1 + below * first))


def _together(of: Sequence[Further], fields: str, *, points: int, pages: bool = True) -> Question:
    asked = ", ".join(f"$n{at}: ID!" + (f", $c{at}: String" if pages else "") for at in range(len(of)))
    parts = []
    variables: dict[str, str | int | None] = {}
    for at, one in enumerate(of):
        variables[f"n{at}"] = one.node
        if pages:
            variables[f"c{at}"] = one.after or None
        each = fields % at if pages else fields
        parts.append(f"r{at}: node(id: $n{at}) {{ id ... on {one.type} {{ {each} }} }}")
    return Question(f"query({asked}) {{ rateLimit {{ cost }} {' '.join(parts)} }}", variables, _points(points))


def _points(connections: int) -> int:
    """The cost of a query that asks for so many connections: rounded, as the forge does it."""
    return max((connections + 50) // 100, 1)
