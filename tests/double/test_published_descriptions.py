"""The double answers as GitHub says that it answers: its schema is a part of the published one, its answers fit."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    parse,
    validate,
)

from double.published import graphql_schema, openapi
from lawloom.collect.github import queries
from lawloom.collect.github.queries import USUAL, Further, Question
from lawloom.double.graph import Graph
from lawloom.double.server import Double
from lawloom.double.state import File, Forge

pytestmark = pytest.mark.long

NAME = "assembly/consultation"
TOP = f"/repos/{NAME}"
THINGS = [Further(f"N_{kind}", "", kind) for kind in ("Issue", "PullRequest")]
QUESTIONS = {
    "issues": queries.issues(NAME, "", USUAL, 100),
    "issues after": queries.issues(NAME, "Y3Vyc29y", USUAL, 100),
    "newest": queries.newest(NAME, "", 100),
    "pulls": queries.pulls(NAME, "", USUAL, 50),
    "reactions": queries.reactions([*THINGS, Further("N_comment", "Y3Vyc29y", "IssueComment")], USUAL),
    "comments": queries.comments(THINGS, USUAL),
    "closers": queries.closers(THINGS, USUAL),
    "labellings": queries.labellings(THINGS, USUAL),
    "blobs": queries.blobs(NAME, [("main", "content/subjects/x/bill.md")]),
}


def ours() -> Any:
    return Graph(Forge(NAME), dict).schema


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_each_question_is_one_that_the_forge_understands(name: str):
    question: Question = QUESTIONS[name]
    assert [one.message for one in validate(graphql_schema(), parse(question.text))] == []
    assert [one.message for one in validate(ours(), parse(question.text))] == []


def test_every_question_that_there_is_was_asked_here():
    asked = {
        name for name, value in vars(queries).items()
        if getattr(value, "__module__", "") == queries.__name__ and name.islower() and name[0] != "_"
    }  # fmt: skip
    assert asked == {name.split()[0] for name in QUESTIONS}


def test_a_question_that_the_forge_does_not_understand_is_told():
    assert validate(graphql_schema(), parse("{ viewer { shoeSize } }"))


def test_the_double_knows_nothing_that_the_forge_does_not():
    published, strange = graphql_schema().type_map, []
    for name, mine in ours().type_map.items():
        if name.startswith("__"):
            continue
        theirs = published.get(name)
        if type(theirs) is not type(mine):
            strange.append(f"{name}: {type(theirs).__name__}")
        elif isinstance(mine, GraphQLEnumType):
            strange += [f"{name}.{value}" for value in mine.values if value not in theirs.values]
        elif isinstance(mine, GraphQLUnionType):
            there = {one.name for one in theirs.types}
            strange += [f"{name} | {one.name}" for one in mine.types if one.name not in there]
        elif isinstance(mine, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            strange += _strange_fields(name, mine, theirs)
    assert strange == []


def _strange_fields(name: str, mine: Any, theirs: Any) -> list[str]:
    strange = []
    for field, said in mine.fields.items():
        known = theirs.fields.get(field)
        if known is None or str(known.type) != str(said.type):
            strange.append(f"{name}.{field}: {said.type}, published: {known and known.type}")
            continue
        for argument, wanted in getattr(said, "args", {}).items():
            there = known.args.get(argument)
            if there is None or str(there.type) != str(wanted.type):
                strange.append(f"{name}.{field}({argument}): {wanted.type}, published: {there and there.type}")
    if not isinstance(mine, GraphQLInputObjectType):
        there = {one.name for one in theirs.interfaces}
        strange += [f"{name} implements {one.name}" for one in mine.interfaces if one.name not in there]
    return strange


# --- REST


def a_double() -> Double:
    forge = Forge(NAME, clock=lambda: datetime(2027, 3, 18, 6, tzinfo=UTC))
    forge.roles["keeper"] = "admin"
    forge.account("keeper")
    forge.account("ghosted")
    forge.account("ci", type="Bot")
    first = forge.open("ana", "A bench", "Words.", ("solution", "benches"))
    forge.open("ghosted", "Gone", "")
    forge.delete_account("ghosted")
    comment = forge.comment("bo", first.number, "+ Yes.")
    forge.react("bo", first.number, "+1")
    forge.react("cy", first.number, "heart", comment=comment.id)
    forge.open("ana", "Closed", "")
    forge.close(3, "not_planned", by="keeper")
    forge.open_pull("di", "Amend", [File("content/subjects/x/bill.md", b"a\nb\n", before=b"a\n")], "Because.")
    forge.open("ci", "By a machine", "")
    forge.lock(5)
    forge.open("eve", "Deleted", "")
    forge.delete(6)
    forge.open("eve", "Moved", "")
    forge.transfer(7, "https://api.github.com/repos/else/where/issues/1")
    forge.files["README.md"] = b"Hello\n"
    return Double(forge, "https://api.github.com")


READ = [
    "/user",
    "/users/ana",
    TOP,
    f"{TOP}/issues?state=all&per_page=3",
    f"{TOP}/issues?state=all&per_page=3&page=2",
    *(f"{TOP}/issues/{number}" for number in range(1, 9)),
    f"{TOP}/issues/1/comments",
    f"{TOP}/issues/comments",
    f"{TOP}/issues/comments/{{comment}}",
    f"{TOP}/issues/comments/1",
    f"{TOP}/issues/1/reactions",
    f"{TOP}/issues/comments/{{comment}}/reactions",
    f"{TOP}/issues/1/labels",
    f"{TOP}/labels",
    f"{TOP}/pulls?state=all",
    f"{TOP}/pulls/4",
    f"{TOP}/pulls/99",
    f"{TOP}/pulls/4/files",
    f"{TOP}/contents/README.md",
    f"{TOP}/contents/no/such/file.md",
    f"{TOP}/collaborators/keeper/permission",
    "/rate_limit",
]
WRITTEN = [
    ("POST", f"{TOP}/issues", {"title": "New", "body": "Words.", "labels": ["cause"]}, "ana"),
    ("POST", f"{TOP}/issues", {"title": ""}, "ana"),
    ("PATCH", f"{TOP}/issues/1", {"body": "Better."}, "ana"),
    ("PATCH", f"{TOP}/issues/1", {"state": "closed", "state_reason": "completed"}, "ana"),
    ("POST", f"{TOP}/issues/1/comments", {"body": "Another."}, "cy"),
    ("PATCH", f"{TOP}/issues/comments/{{comment}}", {"body": "+ Yes!"}, "bo"),
    ("POST", f"{TOP}/issues/1/reactions", {"content": "rocket"}, "cy"),
    ("POST", f"{TOP}/issues/1/reactions", {"content": "shrug"}, "cy"),
    ("POST", f"{TOP}/issues/comments/{{comment}}/reactions", {"content": "+1"}, "di"),
    ("POST", f"{TOP}/issues/1/labels", {"labels": ["cause"]}, "keeper"),
    ("DELETE", f"{TOP}/issues/1/labels/benches", None, "keeper"),
    ("POST", f"{TOP}/labels", {"name": "petition", "color": "ededed"}, "keeper"),
    ("POST", f"{TOP}/labels", {"name": "petition"}, "keeper"),
    ("PUT", f"{TOP}/issues/1/lock", None, "keeper"),
    ("DELETE", f"{TOP}/issues/1/lock", None, "keeper"),
    ("PUT", f"{TOP}/pulls/4/merge", {}, "keeper"),
    ("DELETE", f"{TOP}/issues/comments/{{comment}}", None, "bo"),
]


def comment_of(double: Double) -> int:
    return next(iter(double.forge.comments))


def answered(double: Double, method: str, address: str, body: Any, who: str) -> list[str]:
    data = json.dumps(body).encode() if body is not None else b""
    reply = double.handle(method, address, {"authorization": f"token token-of-{who}"}, data)
    return openapi().wrong(method, address, reply.status, reply.body)


def test_what_is_read_by_rest_is_as_published():
    double = a_double()
    addresses = [address.format(comment=comment_of(double)) for address in READ]
    wrong = {address: found for address in addresses if (found := answered(double, "GET", address, None, "keeper"))}
    assert wrong == {}


def test_what_is_answered_to_a_change_is_as_published():
    double, wrong = a_double(), {}
    for method, address, body, who in WRITTEN:
        address = address.format(comment=comment_of(double))
        if found := answered(double, method, address, body, who):
            wrong[method, address] = found
    assert wrong == {}


def test_an_answer_that_lacks_something_is_told():
    double = a_double()
    reply = double.handle("GET", f"{TOP}/issues/1", {"authorization": "token token-of-ana"}, b"")
    body = json.loads(reply.body)
    del body["node_id"]
    body["locked"] = "no"
    assert len(openapi().wrong("GET", f"{TOP}/issues/1", 200, json.dumps(body).encode())) == 2
    assert openapi().wrong("GET", f"{TOP}/issues/1", 418, b"{}") == ["no status 418"]
    assert openapi().wrong("GET", f"{TOP}/shoes", 200, b"{}") == ["no such address"]
