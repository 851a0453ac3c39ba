"""Plain pages of the double for people: read what stands there, open an issue, comment, react. No script."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qs, urlsplit

from lawloom.double import forms
from lawloom.double.faults import Reply
from lawloom.double.state import CONTENTS, Account, Forge, Issue, Refused, shown

SIGNS = {
    "+1": "👍",
    "-1": "👎",
    "confused": "😕",
    "heart": "❤️",
    "laugh": "😄",
    "hooray": "🎉",
    "rocket": "🚀",
    "eyes": "👀",
}
MEANT = {"+1": "for", "confused": "mixed", "-1": "against"}  # as Lawloom reads them
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_POLICY = "default-src 'none';style-src 'unsafe-inline';form-action 'self';base-uri 'none'"
_STYLE = (
    "body{font:17px/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "pre{white-space:pre-wrap;overflow-wrap:anywhere}"
    "input:not(.box),textarea{font:inherit;inline-size:100%;box-sizing:border-box}form.mini{display:inline}"
    "article{border-block-start:1px solid #857d8b;margin-block:1.5rem}"
)


class Pages:
    """Answers a browser; every form says who does it, for there are no passwords here."""

    def __init__(self, forge: Forge) -> None:
        self._forge = forge
        self._new_at = f"/{forge.repository}/issues/new"

    def __call__(self, method: str, address: str, data: bytes) -> Reply:
        parts = urlsplit(address)
        path = parts.path.strip("/").split("/")
        given = {name: values[-1] for name, values in parse_qs(data.decode("utf-8", "replace")).items()}
        try:
            if method == "POST":
                return self._done(path, given)
            if path == [""]:
                return _page("A forge to practise on", self._list())
            if path[-2:] in (["issues", "new"], ["new", "choose"]):
                asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
                return _page("Open an issue", self._new(asked))
            if len(path) >= 2 and path[-2] in ("issues", "pull") and path[-1].isdigit():
                return _page(f"Issue {path[-1]}", self._issue(self._forge.seen(int(path[-1]))))
        except Refused as no:
            return _page("No", f"<p>{escape(no.message)}</p>", status=no.status)
        return _page("Nothing here", '<p><a href="/">All issues</a></p>', status=404)

    def _done(self, path: list[str], given: Mapping[str, str]) -> Reply:
        who = given.get("who", "").strip() or "someone"
        if path == ["open"]:
            labels = tuple(name.strip() for name in given.get("labels", "").split(",") if name.strip())
            form = forms.forms_of(self._forge).get(given.get("template", ""))
            body = forms.body_of(form, given) if form else given.get("body", "")
            labels = tuple(form.get("labels", ())) if form else labels
            number = self._forge.open(who, given.get("title", ""), body, labels).number
        else:
            number = int(path[-1]) if path[-1].isdigit() else 0
            if path[0] == "comment":
                self._forge.comment(who, number, given.get("body", ""))
            elif path[0] == "react" and given.get("content") in CONTENTS:
                mine = [one for one in self._forge.seen(number).reactions if one.by and one.by.login == who]
                if given["content"] in {one.content for one in mine}:
                    self._forge.unreact(who, number, given["content"])
                else:
                    self._forge.react(who, number, given["content"])
        return Reply(303, {"Location": f"/{self._forge.repository}/issues/{number}"}, b"")

    def _list(self) -> str:
        rows = "".join(
            f'<li><a href="/{escape(self._forge.repository)}/issues/{one.number}">{one.number}. '
            f"{escape(one.title)}</a> "
            f"{escape(', '.join(one.labels))}</li>"
            for one in reversed(self._forge.listed())
        )
        return (
            "<p>Nothing here leaves this machine. Say who you are in each form; anyone can be anyone.</p>"
            f"<ul>{rows or '<li>No issue yet.</li>'}</ul>{forms.choose(self._forge, self._new_at)}"
            "<h2>Open an issue</h2>"
            f'<form method="post" action="/open">{_who()}<p><label>Title<input name="title" required></label></p>'
            '<p><label>Labels, for example: solution<input name="labels"></label></p>'
            '<p><label>Text<textarea name="body" rows="8"></textarea></label></p><button>Open</button></form>'
        )

    def _new(self, asked: Mapping[str, str]) -> str:
        """A form, filled in as the address says; where there is none of that name, what can be opened."""
        name = asked.get("template", "")
        form = forms.forms_of(self._forge).get(name)
        return forms.page(name, form, asked, _who()) if form else self._list()

    def _issue(self, issue: Issue) -> str:
        counted = {name: sum(1 for one in shown(issue.reactions) if one.content == name) for name in CONTENTS}
        buttons = "".join(
            f'<button name="content" value="{name}">{sign}{f" {MEANT[name]}" if name in MEANT else ""} '
            f"{counted[name] or ''}</button> "
            for name, sign in SIGNS.items()
        )
        comments = "".join(
            f"<article><p><b>{_name(one.by)}</b></p><pre>{escape(one.body)}</pre></article>" for one in issue.comments
        )
        return (
            f"<h2>{escape(issue.title)}</h2><p><b>{_name(issue.by)}</b> "
            f"{escape(', '.join(issue.labels))}</p><pre>{escape(issue.body)}</pre>"
            f'<form method="post" action="/react/{issue.number}">{_who()}{buttons}</form>{comments}'
            f'<h3>Comment</h3><form method="post" action="/comment/{issue.number}">{_who()}'
            '<p><label>Text<textarea name="body" rows="4" required></textarea></label></p>'
            "<button>Comment</button></form>"
            '<p><a href="/">All issues</a></p>'
        )


def _name(account: Account | None) -> str:
    return escape(account.login) if account else "ghost"


def _who() -> str:
    return '<p><label>Who<input name="who" value="ana" required></label></p>'


def _page(title: str, body: str, *, status: int = 200) -> Reply:
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head>'
        f"<body><h1>{escape(title)}</h1>{body}</body></html>"
    )
    return Reply(status, {**_HTML, "Content-Security-Policy": _POLICY}, html.encode())
