"""What stands on the double as REST writes it: every field that GitHub's OpenAPI description requires."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from lawloom.double.git import digest_of, patch
from lawloom.double.state import CONTENTS, Account, Comment, File, Forge, Issue, Reaction, shown

Json = dict[str, Any]

_OF_REPOSITORY = (
    "archive", "assignees", "blobs", "branches", "collaborators", "comments", "commits", "compare", "contents",
    "contributors", "deployments", "downloads", "events", "forks", "git_commits", "git_refs", "git_tags", "hooks",
    "issue_comment", "issue_events", "issues", "keys", "labels", "languages", "merges", "milestones", "notifications",
    "pulls", "releases", "stargazers", "statuses", "subscribers", "subscription", "tags", "teams", "trees", "clone",
    "git", "ssh", "svn",
)  # fmt: skip
_OF_USER = (
    "events", "followers", "following", "gists", "organizations", "received_events", "repos", "starred",
    "subscriptions",
)  # fmt: skip
_NO_COUNTS = ("forks", "forks_count", "open_issues", "open_issues_count", "size", "stargazers_count", "watchers",
              "watchers_count", "network_count", "subscribers_count")  # fmt: skip


class Shapes:
    """The shapes of one forge at one address."""

    def __init__(self, forge: Forge, address: str) -> None:
        self._forge = forge
        self._api = f"{address}/repos/{forge.repository}"
        self._page = f"{address}/{forge.repository}"
        self._address = address

    def user(self, account: Account | None) -> Json | None:
        """An account; null where it is gone."""
        if account is None:
            return None
        url = f"{self._address}/users/{account.login}"
        return {
            "login": account.login,
            "id": account.id,
            "node_id": node_id("U", account.id),
            "avatar_url": f"{url}/avatar",
            "gravatar_id": "",
            "url": url,
            "html_url": f"{self._address}/{account.login}",
            **{f"{name}_url": f"{url}/{name}" for name in _OF_USER},
            "type": account.type,
            "site_admin": False,
        }

    def person(self, account: Account) -> Json:
        """An account that is asked for by itself: with what it says of itself, which is nothing."""
        silent = dict.fromkeys(("bio", "blog", "company", "email", "hireable", "location", "name"))
        counts = dict.fromkeys(("followers", "following", "public_gists", "public_repos"), 0)
        dates = dict.fromkeys(("created_at", "updated_at"), "2027-01-01T00:00:00Z")
        return {**(self.user(account) or {}), **silent, **counts, **dates}

    def repository(self) -> Json:
        forge = self._forge
        owner, _, name = forge.repository.partition("/")
        fixed = dict.fromkeys(("description", "homepage", "language", "mirror_url", "license"))
        return {
            "id": forge.id,
            "node_id": node_id("R", forge.id),
            "name": name,
            "full_name": forge.repository,
            "owner": self.user(forge.account(owner, type="Organization")),
            "private": False,
            "html_url": self._page,
            "fork": False,
            "url": self._api,
            **{f"{one}_url": f"{self._api}/{one}" for one in _OF_REPOSITORY},
            **fixed,
            **dict.fromkeys(_NO_COUNTS, 0),
            **dict.fromkeys(("has_issues", "has_pages"), True),
            **dict.fromkeys(("has_projects", "has_wiki", "has_downloads", "has_discussions", "disabled"), False),
            "archived": forge.archived,
            "default_branch": forge.default_branch,
            **dict.fromkeys(("pushed_at", "created_at", "updated_at"), "2027-01-01T00:00:00Z"),
        }

    def label(self, name: str) -> Json:
        return {
            "id": number_of(name),
            "node_id": node_id("LA", number_of(name)),
            "url": f"{self._api}/labels/{name}",
            "name": name,
            "description": self._forge.labels.get(name) or None,
            "color": "5b2a61",
            "default": False,
        }

    def reaction(self, reaction: Reaction) -> Json:
        return {
            "id": reaction.id,
            "node_id": node_id("REA", reaction.id),
            "user": self.user(reaction.by),
            "content": reaction.content,
            "created_at": reaction.at,
        }

    def comment(self, issue: Issue, comment: Comment) -> Json:
        return {
            "id": comment.id,
            "node_id": node_id("IC", comment.id),
            "url": f"{self._api}/issues/comments/{comment.id}",
            "html_url": f"{self._page}/issues/{issue.number}#issuecomment-{comment.id}",
            "issue_url": f"{self._api}/issues/{issue.number}",
            "body": comment.body,
            "user": self.user(comment.by),
            "created_at": comment.at,
            "updated_at": comment.updated_at,
            "author_association": "NONE",
            "reactions": self._rollup(comment.reactions, f"{self._api}/issues/comments/{comment.id}"),
        }

    def issue(self, issue: Issue) -> Json:
        """An issue, or a pull request as the list of issues has it."""
        url = f"{self._api}/issues/{issue.number}"
        kind = "pull" if issue.is_pull else "issues"
        shape: Json = {
            "id": issue.id,
            "node_id": node_id("I", issue.id),
            "url": url,
            "repository_url": self._api,
            **{f"{one}_url": f"{url}/{one}" for one in ("labels", "comments", "events")},
            "html_url": f"{self._page}/{kind}/{issue.number}",
            "number": issue.number,
            "state": issue.state,
            "state_reason": issue.reason or None,
            "title": issue.title,
            "body": issue.body,
            "user": self.user(issue.by),
            "labels": [self.label(name) for name in issue.labels],
            "assignee": None,
            "milestone": None,
            "locked": issue.locked,
            "comments": len(issue.comments),
            "closed_at": issue.closed_at or None,
            "created_at": issue.at,
            "updated_at": issue.updated_at,
            "author_association": "NONE",
            "reactions": self._rollup(issue.reactions, url),
        }
        if issue.is_pull:
            pull = f"{self._api}/pulls/{issue.number}"
            page = f"{self._page}/pull/{issue.number}"
            shape["pull_request"] = {
                "url": pull, "html_url": page, "diff_url": f"{page}.diff", "patch_url": f"{page}.patch",
                "merged_at": issue.merged_at or None,
            }  # fmt: skip
        return shape

    def pull(self, pull: Issue) -> Json:
        """A pull request with all that one asked for alone tells."""
        base = self.issue(pull)
        url, page = f"{self._api}/pulls/{pull.number}", f"{self._page}/pull/{pull.number}"
        links = {
            name: {"href": url}
            for name in (
                "comments",
                "commits",
                "statuses",
                "html",
                "issue",
                "review_comments",
                "review_comment",
                "self",
            )
        }
        tip = pull.tip
        kept = {name: base[name] for name in (
            "id", "node_id", "number", "state", "title", "body", "user", "labels", "assignee", "milestone", "locked",
            "closed_at", "created_at", "updated_at", "author_association")}  # fmt: skip
        return {
            **kept,
            "url": url,
            "html_url": page,
            "diff_url": f"{page}.diff",
            "patch_url": f"{page}.patch",
            "issue_url": base["url"],
            "comments_url": base["comments_url"],
            **{f"{one}_url": f"{url}/{one}" for one in ("commits", "review_comment", "review_comments", "statuses")},
            "_links": links,
            "head": self._branch(pull.head, tip, pull.by),
            "base": self._branch(self._forge.default_branch, digest_of(b"base"), None),
            "merge_commit_sha": tip if pull.merged_at else None,
            "merged_at": pull.merged_at or None,
            "auto_merge": None,
            "additions": 0,
            "deletions": 0,
            "changed_files": len(pull.files),
            "comments": len(pull.comments),
            "commits": 1,
            "mergeable": not pull.merged_at,
            "mergeable_state": "clean",
            "merged": bool(pull.merged_at),
            "maintainer_can_modify": True,
            "merged_by": None,
            "review_comments": 0,
        }

    def file(self, pull: Issue, file: File) -> Json:
        """A file that a pull request changes."""
        blob = f"{self._page}/blob/{digest_of(file.content)}/{file.path}"
        shown = patch(file.before, b"" if file.status == "removed" else file.content)
        return {
            "sha": digest_of(file.content),
            "filename": file.path,
            "status": file.status,
            "additions": file.content.count(b"\n"),
            "deletions": file.before.count(b"\n"),
            "changes": file.content.count(b"\n") + file.before.count(b"\n"),
            "blob_url": blob,
            "raw_url": blob,
            "contents_url": f"{self._api}/contents/{file.path}?ref={pull.head}",
            **({} if shown is None else {"patch": shown}),
        }

    def content(self, path: str, data: bytes) -> Json:
        """A file of a branch."""
        url = f"{self._api}/contents/{path}"
        return {
            "type": "file",
            "encoding": "base64",
            "size": len(data),
            "name": path.rpartition("/")[2],
            "path": path,
            "content": base64.encodebytes(data).decode(),
            "sha": digest_of(data),
            "url": url,
            "git_url": url,
            "html_url": f"{self._page}/blob/{self._forge.default_branch}/{path}",
            "download_url": url,
            "_links": {"self": url, "git": url, "html": url},
        }

    def _branch(self, name: str, sha: str, by: Account | None) -> Json:
        return {
            "label": f"{by.login if by else 'assembly'}:{name}",
            "ref": name,
            "sha": sha,
            "user": self.user(by) or self.repository()["owner"],
            "repo": self.repository(),
        }

    def _rollup(self, reactions: list[Reaction], url: str) -> Json:
        counted = dict.fromkeys(CONTENTS, 0)
        for reaction in shown(reactions):
            counted[reaction.content] += 1
        return {"url": f"{url}/reactions", "total_count": sum(counted.values()), **counted}


def node_id(kind: str, number: int) -> str:
    """The opaque id by which GraphQL knows a thing."""
    return f"{kind}_{base64.urlsafe_b64encode(str(number).encode()).decode().rstrip('=')}"


def named_by(id: str) -> tuple[str, int]:
    """The kind and number in such an id; 0 where it is none."""
    kind, _, rest = id.partition("_")
    try:
        return kind, int(base64.urlsafe_b64decode(rest + "=" * (-len(rest) % 4)))
    except ValueError:
        return kind, 0


def number_of(name: str) -> int:
    """A whole number that stands for a name."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=5).digest(), "big")
