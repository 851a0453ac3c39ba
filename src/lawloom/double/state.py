"""What stands on the double: people, issues, comments, reactions, labels, pull requests. In memory, one repository."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lawloom.double.git import tip_of

# As REST names a reaction, and as GraphQL does.
CONTENTS = {
    "+1": "THUMBS_UP",
    "-1": "THUMBS_DOWN",
    "laugh": "LAUGH",
    "confused": "CONFUSED",
    "heart": "HEART",
    "hooray": "HOORAY",
    "rocket": "ROCKET",
    "eyes": "EYES",
}
LONGEST_BODY = 65_536
LONGEST_TITLE = 256

Clock = Callable[[], datetime]


class Refused(Exception):
    """An answer that is no: its status and what it says."""

    def __init__(self, status: int, message: str, **more: object) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.more = more


@dataclass(slots=True)
class Account:
    id: int
    login: str
    type: str = "User"  # User, Bot, Mannequin, Organization
    suspended: bool = False  # what it did is not shown any more


@dataclass(slots=True)
class Reaction:
    id: int
    by: Account | None
    content: str  # "+1"
    at: str


@dataclass(slots=True)
class Comment:
    id: int
    by: Account | None  # None: the account is gone
    body: str
    at: str
    updated_at: str
    edited_at: str = ""
    minimised: str = ""  # the reason, in the forge's words
    reactions: list[Reaction] = field(default_factory=list)


@dataclass(slots=True)
class File:
    """One file of a pull request."""

    path: str
    content: bytes
    status: str = "modified"  # added, modified, removed, renamed
    mode: str = "100644"
    before: bytes = b""


@dataclass(slots=True)
class Issue:
    """An issue or a pull request: they share their numbers."""

    number: int
    id: int
    by: Account | None
    title: str
    body: str
    at: str
    updated_at: str
    edited_at: str = ""
    state: str = "open"
    reason: str = ""  # completed, not_planned, reopened
    closed_at: str = ""
    labellings: list[tuple[str, Account | None, str, str]] = field(default_factory=list)  # (labeled..., by, at, name)
    closings: list[tuple[str, Account | None, str]] = field(default_factory=list)  # (closed or reopened, by, at)
    locked: bool = False
    deleted: bool = False
    moved_to: str = ""  # address of the repository it was transferred to, or of the discussion it became
    labels: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    # of a pull request alone
    is_pull: bool = False
    files: list[File] = field(default_factory=list)
    head: str = ""
    head_repository: str = ""
    merged_at: str = ""

    @property
    def tip(self) -> str:
        """Of a pull request: the commit it ends in."""
        return tip_of((file.path, file.content) for file in self.files)


class Forge:
    """One repository and the accounts that act on it. Every act takes who does it and leaves its trace in time."""

    def __init__(self, repository: str = "assembly/consultation", clock: Clock | None = None) -> None:
        self.repository = repository
        self.id = 4_242
        self.archived = False
        self.default_branch = "main"
        self.clock = clock or (lambda: datetime.now(UTC))
        self.accounts: dict[str, Account] = {}
        self.issues: dict[int, Issue] = {}
        self.by_id: dict[int, Issue] = {}
        self.comments: dict[int, Comment] = {}  # by id; those of issues that went are there still
        self.labels: dict[str, str] = {}  # name: description
        self.files: dict[str, bytes] = {}  # of the default branch
        self.roles: dict[str, str] = {}  # login: admin, maintain, write, triage, read
        self.settings: dict[str, object] = {}  # pages, protection, secrets: what `doctor` asks for
        self.started: list[str] = []  # workflows that somebody started
        self._last = 1_000_000

    # --- people

    def account(self, login: str, *, type: str = "User", id: int | None = None) -> Account:
        """The account of that login; made where there is none."""
        if login not in self.accounts:
            self.accounts[login] = Account(self._next() if id is None else id, login, type)
        return self.accounts[login]

    def rename(self, login: str, new: str) -> None:
        account = self.accounts.pop(login)
        account.login = new
        self.accounts[new] = account

    def delete_account(self, login: str) -> None:
        """The account is gone: what it wrote stays with nobody's name, its reactions go."""
        gone = self.accounts.pop(login)
        for issue in self.issues.values():
            said: list[Issue | Comment] = [issue, *issue.comments]
            for one in said:
                one.by = None if one.by is gone else one.by
                one.reactions = [reaction for reaction in one.reactions if reaction.by is not gone]

    # --- issues

    def open(self, by: str, title: str, body: str = "", labels: tuple[str, ...] = ()) -> Issue:
        _bounded(title, body)
        return self._add(
            Issue(self._number(), self._next(), self.account(by), title, body, self.now(), self.now(), labels=[*labels])
        )

    def open_pull(self, by: str, title: str, files: list[File], body: str = "", *, branch: str = "patch-1") -> Issue:
        _bounded(title, body)
        pull = Issue(self._number(), self._next(), self.account(by), title, body, self.now(), self.now(), is_pull=True)
        pull.files = files
        pull.head, pull.head_repository = branch, f"{by}/{self.repository.partition('/')[2]}"
        return self._add(pull)

    def edit(self, number: int, *, title: str | None = None, body: str | None = None) -> Issue:
        issue = self.seen(number)
        _bounded(title or "x", body or "")
        if title is not None:
            issue.title = title
        if body is not None and body != issue.body:
            issue.body, issue.edited_at = body, self.now()
        return self._touched(issue)

    def close(self, number: int, reason: str = "completed", *, by: str = "") -> Issue:
        """Close it; by: the login of who does, empty for its author."""
        issue = self.seen(number)
        issue.state, issue.reason, issue.closed_at = "closed", "" if issue.is_pull else reason, self.now()
        issue.closings.append(("closed", self.account(by) if by else issue.by, self.now()))
        return self._touched(issue)

    def reopen(self, number: int, *, by: str = "") -> Issue:
        issue = self.seen(number)
        issue.state, issue.reason, issue.closed_at = "open", "" if issue.is_pull else "reopened", ""
        issue.closings.append(("reopened", self.account(by) if by else issue.by, self.now()))
        return self._touched(issue)

    def merge(self, number: int) -> Issue:
        """Merge a pull request: its files become those of the default branch."""
        pull = self.seen(number)
        if not pull.is_pull or pull.state != "open":
            raise Refused(405, "Pull Request is not mergeable")
        for file in pull.files:
            if file.status == "removed":
                self.files.pop(file.path, None)
            else:
                self.files[file.path] = file.content
        pull.state, pull.merged_at, pull.closed_at = "closed", self.now(), self.now()
        return self._touched(pull)

    def lock(self, number: int, locked: bool = True) -> Issue:
        issue = self.seen(number)
        issue.locked = locked
        return self._touched(issue)

    def label(self, number: int, *names: str, by: str = "") -> Issue:
        issue = self.seen(number)
        who = self.account(by) if by else None
        issue.labellings += [("labeled", who, self.now(), name) for name in names if name not in issue.labels]
        issue.labels += [name for name in names if name not in issue.labels]
        for name in names:
            self.labels.setdefault(name, "")
        return self._touched(issue)

    def unlabel(self, number: int, name: str, *, by: str = "") -> Issue:
        issue = self.seen(number)
        if name not in issue.labels:
            raise Refused(404, "Label does not exist")
        issue.labels.remove(name)
        issue.labellings.append(("unlabeled", self.account(by) if by else None, self.now(), name))
        return self._touched(issue)

    def delete(self, number: int) -> None:
        self.seen(number).deleted = True

    def transfer(self, number: int, address: str) -> None:
        """Move an issue to another repository, or make a discussion of it: asked for, the forge points there."""
        self.seen(number).moved_to = address

    # --- comments and reactions

    def comment(self, by: str, number: int, body: str) -> Comment:
        issue = self.seen(number)
        if issue.locked and self.roles.get(by, "read") == "read":
            raise Refused(403, "Unable to create comment because issue is locked.")
        _bounded("x", body)
        comment = Comment(self._next(), self.account(by), body, self.now(), self.now())
        issue.comments.append(comment)
        self.comments[comment.id] = comment
        self._touched(issue)
        return comment

    def edit_comment(self, id: int, body: str) -> Comment:
        issue, comment = self.found_comment(id)
        comment.body, comment.updated_at, comment.edited_at = body, self.now(), self.now()
        self._touched(issue)
        return comment

    def delete_comment(self, id: int) -> None:
        issue, comment = self.found_comment(id)
        issue.comments.remove(comment)
        del self.comments[id]
        self._touched(issue)

    def minimise(self, id: int, reason: str = "off-topic") -> None:
        self.found_comment(id)[1].minimised = reason

    def react(self, by: str, number: int, content: str, *, comment: int = 0) -> Reaction:
        """Leave a reaction; the same one twice is one. It does not move `updated_at`, as on the forge itself."""
        if content not in CONTENTS:
            raise Refused(422, "Validation Failed")
        issue = self.seen(number) if not comment else None
        place = issue or self.found_comment(comment)[1]
        account = self.account(by)
        for reaction in place.reactions:
            if reaction.by is account and reaction.content == content:
                return reaction
        reaction = Reaction(self._next(), account, content, self.now())
        place.reactions.append(reaction)
        return reaction

    def unreact(self, by: str, number: int, content: str, *, comment: int = 0) -> None:
        """Take a reaction back: no trace of it stays."""
        place = self.found_comment(comment)[1] if comment else self.seen(number)
        account = self.account(by)
        place.reactions = [one for one in place.reactions if not (one.by is account and one.content == content)]

    def push(self, number: int, files: list[File]) -> Issue:
        """Another state of a pull request's branch."""
        pull = self.seen(number)
        pull.files = files
        return self._touched(pull)

    # --- looking

    def seen(self, number: int) -> Issue:
        """The issue of that number, as somebody who asks for it gets it."""
        issue = self.issues.get(number)
        if issue is None:
            raise Refused(404, "Not Found")
        if issue.deleted:
            raise Refused(410, "This issue was deleted")
        if issue.moved_to:
            raise Refused(301, "Moved Permanently", url=issue.moved_to)
        return issue

    def listed(self, *, pulls: bool | None = None) -> list[Issue]:
        """Every issue that is here, by number. pulls: True only pull requests, False none, None both."""
        there = (one for one in self.issues.values() if not (one.deleted or one.moved_to))
        return sorted((one for one in there if pulls is None or one.is_pull == pulls), key=lambda one: one.number)

    def found_comment(self, id: int) -> tuple[Issue, Comment]:
        for issue, comment in self._comments():
            if comment.id == id:
                return issue, comment
        raise Refused(404, "Not Found")

    def file_at(self, reference: str, path: str) -> bytes | None:
        """A file as a branch or the tip of a pull request has it; None where there is none."""
        there = dict(self.files)
        pull = next((one for one in self.issues.values() if one.is_pull and reference in (one.tip, one.head)), None)
        if pull is None and reference not in (self.default_branch, "HEAD"):
            return None
        for file in pull.files if pull else ():
            if file.status == "removed":
                there.pop(file.path, None)
            else:
                there[file.path] = file.content
        return there.get(path)

    def now(self) -> str:
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    # --- within

    def _comments(self) -> Iterator[tuple[Issue, Comment]]:
        for issue in self.listed():
            for comment in issue.comments:
                yield issue, comment

    def _add(self, issue: Issue) -> Issue:
        self.issues[issue.number] = issue
        self.by_id[issue.id] = issue
        for name in issue.labels:
            self.labels.setdefault(name, "")
        return issue

    def _touched(self, issue: Issue) -> Issue:
        issue.updated_at = self.now()
        return issue

    def _number(self) -> int:
        if self.archived:
            raise Refused(403, "Repository was archived so is read-only.")
        return max(self.issues, default=0) + 1

    def _next(self) -> int:
        self._last += 1
        return self._last


def shown(reactions: list[Reaction]) -> list[Reaction]:
    """Reactions that people see: those of suspended accounts vanish."""
    return [one for one in reactions if one.by is None or not one.by.suspended]


def _bounded(title: str, body: str) -> None:
    if not title.strip() or len(title) > LONGEST_TITLE:
        raise Refused(422, "Validation Failed", errors=[{"resource": "Issue", "code": "invalid", "field": "title"}])
    if len(body) > LONGEST_BODY:
        raise Refused(422, "Validation Failed", errors=[{"resource": "Issue", "code": "custom", "field": "body"}])
