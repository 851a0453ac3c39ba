"""The REST interface of the double: which address does what. Values in, an answer out; no socket."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from lawloom.double.shapes import Shapes
from lawloom.double.state import Comment, Forge, Issue, Reaction, Refused, shown

T = TypeVar("T")

MOST_A_PAGE, USUAL_A_PAGE = 100, 30


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: `who` is the login that the token stands for, empty for a stranger."""

    method: str
    path: str
    query: dict[str, str]
    body: Any = None
    who: str = ""

    @classmethod
    def of(cls, method: str, address: str, data: bytes, who: str) -> Asked:
        parts = urlsplit(address)
        query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        try:
            body = json.loads(data) if data else None
        except ValueError as error:
            raise Refused(400, "Problems parsing JSON") from error
        return cls(method, unquote(parts.path), query, body, who)

    def given(self, name: str) -> str:
        value = self.body.get(name) if isinstance(self.body, dict) else None
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


class Rest:
    """Answers requests to the repository of one forge."""

    def __init__(self, forge: Forge, address: str) -> None:
        self._forge = forge
        self._address = address
        self._shapes = Shapes(forge, address)
        repository, number, id = re.escape(forge.repository), r"(\d+)", r"(\d+)"
        issue = rf"/repos/{repository}/issues/{number}"
        note = rf"/repos/{repository}/issues/comments/{id}"
        top = rf"/repos/{repository}"
        routes: list[tuple[str, str, Callable[..., Answer]]] = [
            ("GET", r"/user", self._user),
            ("GET", r"/users/([\w-]+)", self._account),
            ("GET", top, self._repository),
            ("GET", rf"{top}/issues", self._issues),
            ("POST", rf"{top}/issues", self._open),
            ("GET", rf"{top}/issues/comments", self._all_comments),
            ("GET", issue, self._issue),
            ("PATCH", issue, self._edit),
            ("PUT|DELETE", rf"{issue}/lock", self._lock),
            ("GET", rf"{issue}/comments", self._comments),
            ("POST", rf"{issue}/comments", self._comment),
            ("GET", rf"{issue}/reactions", self._reactions),
            ("POST", rf"{issue}/reactions", self._react),
            ("DELETE", rf"{issue}/reactions/{id}", self._unreact),
            ("GET", rf"{issue}/labels", self._labels_of),
            ("POST", rf"{issue}/labels", self._label),
            ("DELETE", rf"{issue}/labels/(.+)", self._unlabel),
            ("GET", note, self._one_comment),
            ("PATCH", note, self._edit_comment),
            ("DELETE", note, self._delete_comment),
            ("GET", rf"{note}/reactions", self._reactions_of_comment),
            ("POST", rf"{note}/reactions", self._react_to_comment),
            ("GET", rf"{top}/labels", self._labels),
            ("POST", rf"{top}/labels", self._new_label),
            ("GET", rf"{top}/pulls", self._pulls),
            ("GET", rf"{top}/pulls/{number}", self._pull),
            ("GET", rf"{top}/pulls/{number}/files", self._files),
            ("PUT", rf"{top}/pulls/{number}/merge", self._merge),
            ("GET", rf"{top}/contents/(.+)", self._content),
            ("GET", rf"{top}/collaborators/([\w-]+)/permission", self._permission),
            ("GET", rf"{top}/pages", self._setting("pages")),
            ("GET", rf"{top}/branches/{re.escape(forge.default_branch)}/protection", self._setting("protection")),
            ("GET", rf"{top}/actions/secrets", self._setting("secrets")),
            ("POST", rf"{top}/actions/workflows/([\w.-]+)/dispatches", self._dispatch),
        ]
        self._routes = [(re.compile(f"(?:{method}) {path}"), does) for method, path, does in routes]

    def answer(self, asked: Asked) -> Answer:
        """What the forge says; a refusal is an answer too."""
        try:
            for pattern, does in self._routes:
                if found := pattern.fullmatch(f"{asked.method} {asked.path.rstrip('/')}"):
                    self._let_in(asked)
                    return does(asked, *found.groups())
            raise Refused(404, "Not Found")
        except Refused as no:
            return refusal(no)

    def _let_in(self, asked: Asked) -> None:
        if asked.method != "GET" and not asked.who:
            raise Refused(401, "Requires authentication")

    # --- people and the repository

    def _user(self, asked: Asked) -> Answer:
        if not asked.who:
            raise Refused(401, "Requires authentication")
        return Answer(200, self._shapes.person(self._forge.account(asked.who)))

    def _account(self, asked: Asked, login: str) -> Answer:
        account = self._forge.accounts.get(login)
        if account is None:
            raise Refused(404, "Not Found")
        return Answer(200, self._shapes.person(account))

    def _repository(self, asked: Asked) -> Answer:
        return Answer(200, self._shapes.repository())

    def _permission(self, asked: Asked, login: str) -> Answer:
        account = self._forge.accounts.get(login)
        if account is None:
            raise Refused(404, "Not Found")
        role = self._forge.roles.get(login, "read")
        plain = {"maintain": "write", "triage": "read"}.get(role, role)
        user = {**(self._shapes.user(account) or {}), "role_name": role}
        return Answer(200, {"permission": plain, "role_name": role, "user": user})

    def _setting(self, name: str) -> Callable[..., Answer]:
        def told(asked: Asked) -> Answer:
            if name not in self._forge.settings:
                raise Refused(404, "Not Found")
            return Answer(200, self._forge.settings[name])

        return told

    def _dispatch(self, asked: Asked, workflow: str) -> Answer:
        """Start a workflow: here it is only noted."""
        if f".github/workflows/{workflow}" not in self._forge.files:
            raise Refused(404, "Not Found")
        if asked.given("ref") != self._forge.default_branch:
            raise Refused(422, f"No ref found for: {asked.given('ref')}")
        self._forge.started.append(workflow)
        return Answer(204)

    def _content(self, asked: Asked, path: str) -> Answer:
        branch = asked.query.get("ref", "") or self._forge.default_branch
        data = self._forge.file_at(branch, path)
        if data is None:
            raise Refused(404, "Not Found")
        return Answer(200, self._shapes.content(path, data))

    # --- issues

    def _issues(self, asked: Asked) -> Answer:
        query = asked.query
        there = self._forge.listed()
        if (state := query.get("state", "open")) != "all":
            there = [one for one in there if one.state == state]
        if since := query.get("since", ""):
            there = [one for one in there if one.updated_at >= since]
        if labels := query.get("labels", ""):
            there = [one for one in there if set(labels.split(",")) <= set(one.labels)]
        by = "updated_at" if query.get("sort") == "updated" else "at"
        there.sort(key=lambda one: (getattr(one, by), one.number), reverse=query.get("direction", "desc") == "desc")
        return self._page(asked, there, self._shapes.issue)

    def _open(self, asked: Asked) -> Answer:
        labels = asked.body.get("labels", []) if isinstance(asked.body, dict) else []
        issue = self._forge.open(asked.who, asked.given("title"), asked.given("body"), tuple(map(str, labels)))
        return Answer(201, self._shapes.issue(issue))

    def _issue(self, asked: Asked, number: str) -> Answer:
        return Answer(200, self._shapes.issue(self._forge.seen(int(number))))

    def _edit(self, asked: Asked, number: str) -> Answer:
        fields = asked.body if isinstance(asked.body, dict) else {}
        issue = self._mine(asked, self._forge.seen(int(number)))
        if "title" in fields or "body" in fields:
            self._forge.edit(issue.number, title=fields.get("title"), body=fields.get("body"))
        if fields.get("state") == "closed":
            self._forge.close(issue.number, fields.get("state_reason") or "completed", by=asked.who)
        elif fields.get("state") == "open":
            self._forge.reopen(issue.number, by=asked.who)
        return Answer(200, self._shapes.issue(issue))

    def _lock(self, asked: Asked, number: str) -> Answer:
        self._forge.lock(int(number), asked.method == "PUT")
        return Answer(204)

    def _labels_of(self, asked: Asked, number: str) -> Answer:
        return self._page(asked, self._forge.seen(int(number)).labels, self._shapes.label)

    def _label(self, asked: Asked, number: str) -> Answer:
        names = asked.body.get("labels", []) if isinstance(asked.body, dict) else asked.body or []
        issue = self._forge.label(int(number), *map(str, names), by=asked.who)
        return Answer(200, [self._shapes.label(name) for name in issue.labels])

    def _unlabel(self, asked: Asked, number: str, name: str) -> Answer:
        issue = self._forge.unlabel(int(number), name, by=asked.who)
        return Answer(200, [self._shapes.label(one) for one in issue.labels])

    def _labels(self, asked: Asked) -> Answer:
        return self._page(asked, sorted(self._forge.labels), self._shapes.label)

    def _new_label(self, asked: Asked) -> Answer:
        name = asked.given("name")
        if not name or name in self._forge.labels:
            raise Refused(422, "Validation Failed", errors=[{"resource": "Label", "code": "already_exists"}])
        self._forge.labels[name] = asked.given("description")
        return Answer(201, self._shapes.label(name))

    # --- comments and reactions

    def _comments(self, asked: Asked, number: str) -> Answer:
        issue = self._forge.seen(int(number))
        return self._page(asked, issue.comments, lambda one: self._shapes.comment(issue, one))

    def _all_comments(self, asked: Asked) -> Answer:
        since = asked.query.get("since", "")
        both = [(issue, one) for issue in self._forge.listed() for one in issue.comments if one.updated_at >= since]
        both.sort(key=lambda pair: (pair[1].updated_at, pair[1].id))
        return self._page(asked, both, lambda pair: self._shapes.comment(*pair))

    def _comment(self, asked: Asked, number: str) -> Answer:
        comment = self._forge.comment(asked.who, int(number), asked.given("body"))
        return Answer(201, self._shapes.comment(self._forge.seen(int(number)), comment))

    def _one_comment(self, asked: Asked, id: str) -> Answer:
        return Answer(200, self._shapes.comment(*self._forge.found_comment(int(id))))

    def _edit_comment(self, asked: Asked, id: str) -> Answer:
        issue, comment = self._forge.found_comment(int(id))
        self._mine(asked, comment)
        return Answer(200, self._shapes.comment(issue, self._forge.edit_comment(int(id), asked.given("body"))))

    def _delete_comment(self, asked: Asked, id: str) -> Answer:
        self._mine(asked, self._forge.found_comment(int(id))[1])
        self._forge.delete_comment(int(id))
        return Answer(204)

    def _reactions(self, asked: Asked, number: str) -> Answer:
        return self._page(asked, self._of(asked, self._forge.seen(int(number)).reactions), self._shapes.reaction)

    def _reactions_of_comment(self, asked: Asked, id: str) -> Answer:
        comment = self._forge.found_comment(int(id))[1]
        return self._page(asked, self._of(asked, comment.reactions), self._shapes.reaction)

    def _of(self, asked: Asked, reactions: list[Reaction]) -> list[Reaction]:
        content = asked.query.get("content", "")
        return [one for one in shown(reactions) if not content or one.content == content]

    def _react(self, asked: Asked, number: str) -> Answer:
        return Answer(201, self._shapes.reaction(self._forge.react(asked.who, int(number), asked.given("content"))))

    def _react_to_comment(self, asked: Asked, id: str) -> Answer:
        reaction = self._forge.react(asked.who, 0, asked.given("content"), comment=int(id))
        return Answer(201, self._shapes.reaction(reaction))

    def _unreact(self, asked: Asked, number: str, id: str) -> Answer:
        issue = self._forge.seen(int(number))
        found = next((one for one in issue.reactions if one.id == int(id)), None)
        if found is None:
            raise Refused(404, "Not Found")
        if found.by is None or found.by.login != asked.who:
            raise Refused(403, "Must be the author of the reaction")
        issue.reactions.remove(found)
        return Answer(204)

    # --- pull requests

    def _pulls(self, asked: Asked) -> Answer:
        state = asked.query.get("state", "open")
        there = [one for one in self._forge.listed(pulls=True) if state in ("all", one.state)]
        return self._page(asked, there, self._shapes.pull)

    def _pull(self, asked: Asked, number: str) -> Answer:
        return Answer(200, self._shapes.pull(self._a_pull(number)))

    def _files(self, asked: Asked, number: str) -> Answer:
        pull = self._a_pull(number)
        return self._page(asked, pull.files, lambda file: self._shapes.file(pull, file))

    def _merge(self, asked: Asked, number: str) -> Answer:
        if self._forge.roles.get(asked.who, "read") in ("read", "triage"):
            raise Refused(403, "Must have write access to merge")
        pull = self._forge.merge(self._a_pull(number).number)
        sha = self._shapes.pull(pull)["merge_commit_sha"]
        return Answer(200, {"sha": sha, "merged": True, "message": "Pull Request successfully merged"})

    def _a_pull(self, number: str) -> Issue:
        pull = self._forge.seen(int(number))
        if not pull.is_pull:
            raise Refused(404, "Not Found")
        return pull

    # --- pages

    def _mine(self, asked: Asked, thing: T) -> T:
        """What the caller may change: one's own, or anything with a role."""
        assert isinstance(thing, Issue | Comment)  # noqa: S101  callers give nothing else
        own = thing.by is not None and thing.by.login == asked.who
        if not own and self._forge.roles.get(asked.who, "read") == "read":
            raise Refused(403, "Must have write access or be the author")
        return thing

    def _page(self, asked: Asked, all: Sequence[T], shape: Callable[[T], Any]) -> Answer:
        """One page of a list with its Link header."""
        size = min(max(_whole(asked.query.get("per_page"), USUAL_A_PAGE), 1), MOST_A_PAGE)
        page = max(_whole(asked.query.get("page"), 1), 1)
        last = max(-(-len(all) // size), 1)
        links = {"prev": page - 1, "first": 1} if page > 1 else {}
        links |= {"next": page + 1, "last": last} if page < last else {}
        written = ", ".join(
            f'<{self._address}{asked.path}?{urlencode({**asked.query, "page": number})}>; rel="{name}"'
            for name, number in links.items()
        )
        body = [shape(one) for one in all[(page - 1) * size : page * size]]
        return Answer(200, body, {"Link": written} if written else {})


def refusal(no: Refused) -> Answer:
    """A refusal as the forge says it."""
    headers = {"Location": str(no.more["url"])} if no.status == 301 and "url" in no.more else {}
    body = {"message": no.message, "documentation_url": "https://docs.github.com/rest", **no.more}
    return Answer(no.status, body, headers)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise
