"""The double answers as the forge does, with a real client over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import github
import pytest

from lawloom.double import faults
from lawloom.double.pages import Pages
from lawloom.double.server import Double, serving
from lawloom.double.state import File, Forge

AT = datetime(2027, 3, 18, 6, tzinfo=UTC)
NAME = "assembly/consultation"


@pytest.fixture
def double() -> Double:
    return Double(Forge(NAME, clock=lambda: AT))


@pytest.fixture
def client(double: Double) -> Iterator[github.Github]:
    with serving(double) as address:
        yield a_client(address, "ana")


def a_client(address: str, who: str) -> github.Github:
    token = github.Auth.Token(f"token-of-{who}")
    return github.Github(base_url=address, auth=token, retry=None, seconds_between_requests=0, seconds_between_writes=0)


def test_a_client_opens_an_issue_reacts_and_comments(client: github.Github):
    repository = client.get_repo(NAME)
    issue = repository.create_issue("A bench at every stop", "For those who wait.", labels=["solution"])
    issue.create_reaction("+1")
    issue.create_reaction("+1")  # once more is the same one
    issue.create_comment("for: My knees agree.")
    again = repository.get_issue(1)
    assert (again.title, [one.name for one in again.labels]) == ("A bench at every stop", ["solution"])
    assert [(one.content, one.user.login) for one in again.get_reactions()] == [("+1", "ana")]
    assert [one.body for one in again.get_comments()] == ["for: My knees agree."]


def test_lists_are_paged_by_link_headers(client: github.Github, double: Double):
    for number in range(130):
        double.forge.open("bo", f"Idea {number}")
    repository = github.Github(base_url=double.address, per_page=50, retry=None).get_repo(NAME)
    assert [one.number for one in repository.get_issues(direction="asc")] == list(range(1, 131))


def test_a_reaction_moves_no_date_of_its_issue(double: Double):
    issue = double.forge.open("bo", "Idea")
    before = issue.updated_at
    double.forge.clock = lambda: AT.replace(hour=9)
    double.forge.react("ana", 1, "heart")
    assert issue.updated_at == before
    double.forge.comment("ana", 1, "Now it moves.")
    assert issue.updated_at == "2027-03-18T09:00:00Z"


QUERY = """query($after: String) { repository(owner: "assembly", name: "consultation") {
  issues(first: 100, after: $after, orderBy: {field: CREATED_AT, direction: ASC}) {
    pageInfo { hasNextPage endCursor }
    nodes { number author { __typename login ... on User { databaseId } }
      reactions(first: 100) { totalCount nodes { databaseId content user { databaseId } } } } } } }"""


def read_all(client: github.Github) -> list[dict]:
    after, found = None, []
    while True:
        _, body = client.requester.graphql_query(QUERY, {"after": after})
        page = body["data"]["repository"]["issues"]
        found += page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


def test_graphql_reads_the_same_state_by_cursors(client: github.Github, double: Double):
    for number in range(250):
        double.forge.open("bo", f"Idea {number}")
    double.forge.react("ana", 7, "-1")
    issues = read_all(client)
    assert [one["number"] for one in issues] == list(range(1, 251))
    assert [one["content"] for one in issues[6]["reactions"]["nodes"]] == ["THUMBS_DOWN"]


def test_a_cursor_holds_although_what_it_names_was_deleted(client: github.Github, double: Double):
    for number in range(120):
        double.forge.open("bo", f"Idea {number}")
    _, body = client.requester.graphql_query(QUERY, {"after": None})
    double.forge.delete(100)
    after = body["data"]["repository"]["issues"]["pageInfo"]["endCursor"]
    _, body = client.requester.graphql_query(QUERY, {"after": after})
    assert [one["number"] for one in body["data"]["repository"]["issues"]["nodes"]] == list(range(101, 121))


@pytest.mark.parametrize("first", [0, 101])
def test_more_than_a_hundred_at_once_is_refused(client: github.Github, first: int):
    field = f"issues(first: {first})" if first else "issues"
    query = f'{{ repository(owner: "assembly", name: "consultation") {{ {field} {{ nodes {{ title }} }} }} }}'
    with pytest.raises(github.GithubException) as failure:
        client.requester.graphql_query(query, {})
    assert "EXCESSIVE_PAGINATION" in str(failure.value)


def test_what_a_query_costs_is_counted_in_points(client: github.Github, double: Double):
    client.requester.graphql_query(QUERY, {"after": None})
    assert (double.limits.requests, double.limits.points) == (1, 1)
    assert Double(Forge())._graph.cost(QUERY, {"after": None}).nodes == 100 + 100 * 100


def test_what_is_gone_moved_or_merged_says_so(client: github.Github, double: Double):
    forge = double.forge
    forge.open("bo", "Deleted")
    forge.open("bo", "Moved")
    pull = forge.open_pull("bo", "Amend", [File("bill.md", b"new\n", before=b"old\n")])
    forge.delete(1)
    forge.transfer(2, f"{double.address}/repos/other/place/issues/1")
    forge.merge(pull.number)
    repository = client.get_repo(NAME)
    with pytest.raises(github.GithubException) as gone:
        repository.get_issue(1)
    assert gone.value.status == 410
    assert forge.files["bill.md"] == b"new\n"
    assert repository.get_pull(3).merged


def test_a_stranger_may_read_and_not_write(client: github.Github, double: Double):
    stranger = github.Github(base_url=double.address, retry=None).get_repo(NAME)
    with pytest.raises(github.GithubException) as refused:
        stranger.create_issue("No")
    assert refused.value.status == 401


@pytest.mark.parametrize("name", sorted(faults.ALL))
def test_every_fault_can_be_asked_for(double: Double, name: str):
    double.plan = faults.once(2, name)
    headers = {"authorization": "bearer token-of-ana"}
    address = f"/repos/{NAME}"
    good = double.handle("GET", address, headers, b"")
    bad = double.handle("GET", address, headers, b"")
    assert good == double.handle("GET", address, headers, b"")._replace(headers=good.headers)
    assert bad != good


def test_a_fault_after_the_act_leaves_the_act_done(double: Double):
    double.plan = faults.once(1, "cut-after")
    reply = double.handle(
        "POST", f"/repos/{NAME}/issues", {"authorization": "token token-of-ana"}, b'{"title": "Once"}'
    )
    assert reply.cut == 0
    assert [one.title for one in double.forge.listed()] == ["Once"]


def test_too_many_writes_in_a_minute_are_held_back(double: Double):
    headers = {"authorization": "token token-of-ana"}
    replies = [double.handle("POST", f"/repos/{NAME}/issues", headers, b'{"title": "x"}') for _ in range(81)]
    assert [one.status for one in replies] == [201] * 80 + [403]
    assert replies[-1].headers["Retry-After"] == "60"


def test_a_form_of_the_repository_is_shown_filled_in_and_sent():
    forge = Forge("owner/name")
    forge.files[".github/ISSUE_TEMPLATE/idea.yml"] = (
        b"name: Idea <1>\ndescription: One.\nlabels: [solution]\nbody:\n"
        b"- {type: markdown, attributes: {value: Read this.}}\n"
        b"- {type: input, id: 'on', attributes: {label: What it answers}}\n"
        b"- {type: textarea, id: what, attributes: {label: The idea}}\n"
        b"- {type: dropdown, id: side, attributes: {label: Side, options: [for, against]}}\n"
        b"- {type: checkboxes, id: name, attributes: {label: Name, options: [{label: Show it}]}}\n"
    )
    pages = Pages(forge)
    where = "/owner/name/issues/new"
    assert f'href="{where}?template=idea.yml">Idea &lt;1&gt;</a>' in pages("GET", "/", b"").body.decode()
    shown = pages("GET", f"{where}?template=idea.yml&on=gh-3&title=Lamps", b"").body.decode()
    assert 'name="on" value="gh-3"' in shown
    assert 'name="title" value="Lamps"' in shown
    sent = b"who=ana&template=idea.yml&title=Lamps&on=gh-3&what=A%0D%0AB&side=&name=on"
    assert pages("POST", "/open", sent).status == 303
    issue = forge.seen(1)
    assert issue.labels == ["solution"]
    assert issue.body == (
        "### What it answers\n\ngh-3\n\n### The idea\n\nA\nB\n\n### Side\n\n_No response_\n\n### Name\n\n- [X] Show it"
    )
