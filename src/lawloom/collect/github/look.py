"""One look at the forge: page after page, each kept before the next is asked for, so that a killed run goes on.

private/collect/ holds the look that is going on: `look.json` (when it began), then a file for each answer. When all is
read, the ledger is written and the folder forgotten.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from lawloom.collect.github import queries, records
from lawloom.collect.github.queries import Further, Question
from lawloom.collect.github.records import Comment, Issue, NotAsDescribed
from lawloom.collect.github.transport import TooMuch, Transport
from lawloom.errors import SourceUnavailable, problem
from lawloom.ledger import durable
from lawloom.model.instant import Instant

Json = Any
Pages = dict[str, list[Json]]  # by node id, in the order in which they follow
Spoken = TypeVar("Spoken", Issue, Comment)
FORMAT = 1
SMALLEST = 5  # things asked for at once, where the forge cannot answer more


@dataclass(frozen=True, slots=True)
class Seen:
    """All that one look saw.

    issues    issues and pull requests, by number, each with all its reactions
    comments  of the issues that were asked for, by number of the issue
    """

    as_of: Instant
    issues: dict[int, Issue]
    comments: dict[int, tuple[Comment, ...]]


class Look:
    """A look that begins or goes on.

    folder  private/collect
    """

    def __init__(self, folder: Path, repository: str, transport: Transport, *, as_of: Instant) -> None:
        self._folder = folder
        self._repository = repository
        self._transport = transport
        self.as_of = self._begun(as_of)

    def see(self, wants_comments: Callable[[Issue], bool]) -> Seen:
        """Read all that is not kept yet.

        wants_comments  of which issues the comments are read too
        raises  SourceUnavailable: what was read is kept
        """
        found = {one.number: one for kind in ("issues", "pulls") for one in self._list(kind)}
        more = self._more_reactions("more", found.values())
        found = {number: _whole(one, more) for number, one in found.items()}
        talked = [one for one in found.values() if one.comments and wants_comments(one)]
        return Seen(self.as_of, dict(sorted(found.items())), self._comments(talked))

    def forget(self) -> None:
        """The ledger holds it: the next run begins a new look."""
        shutil.rmtree(self._folder, ignore_errors=True)

    # --- the pages of issues and pull requests

    def _list(self, kind: str) -> Iterator[Issue]:
        ask, size = (queries.issues, queries.AT_ONCE) if kind == "issues" else (queries.pulls, queries.PULLS_AT_ONCE)
        field = "issues" if kind == "issues" else "pullRequests"
        after, number, cursors = "", 1, {""}
        while True:
            name = f"{kind}-{number:05d}"
            page = self._kept(name)
            if page is None:
                page, size = self._page(ask, after, size, field)
                self._keep(name, page)
            for raw in page["nodes"]:
                if raw is not None:
                    yield _read(records.issue, raw)
            after = _read(records.after, page)
            if not after:
                return
            if after in cursors:
                raise _broken("pages that lead in a circle")
            cursors.add(after)
            number += 1

    def _page(self, ask: Callable[..., Question], after: str, size: int, field: str) -> tuple[Json, int]:
        """A page of the size that the forge can answer, and that size."""
        while True:
            question = ask(self._repository, after, size)
            try:
                data = self._transport.query(question.text, question.variables, points=question.points)
            except TooMuch as error:
                if size <= SMALLEST:
                    raise _broken(str(error)) from error
                size = max(size // 2, SMALLEST)
                continue
            repository = data.get("repository")
            if not isinstance(repository, dict):
                raise SourceUnavailable(problem("forge-repository-missing", "", repository=self._repository))
            page = repository.get(field)
            if not isinstance(page, dict) or not isinstance(page.get("nodes"), list):
                raise _broken(f"a page without {field}")
            if any(raw is None for raw in page["nodes"]):
                raise _broken(f"a page of {field} with holes")
            return page, size

    # --- reactions beyond the first hundred

    def _more_reactions(self, prefix: str, of: Iterable[Issue | Comment]) -> Pages:
        waiting = [Further(one.node, one.more) for one in of if one.more]
        return self._in_rounds(prefix, waiting, queries.reactions, queries.OVERFLOWING, "reactions")

    # --- comments

    def _comments(self, of: list[Issue]) -> dict[int, tuple[Comment, ...]]:
        waiting = [Further(one.node, "") for one in of]
        pages = self._in_rounds("talk", waiting, queries.comments, queries.TALKED, "comments")
        said: dict[int, list[Comment]] = {}
        for one in of:
            read = [_read(records.comment, raw) for page in pages.get(one.node, ()) for raw in page["nodes"]]
            by_id = {found.id: found for found in read}
            said[one.number] = [by_id[id] for id in sorted(by_id)]
        more = self._more_reactions("liked", [comment for many in said.values() for comment in many])
        return {number: tuple(_whole(one, more) for one in many) for number, many in said.items()}

    # --- what is asked for by alias, many at once

    def _in_rounds(
        self, prefix: str, waiting: list[Further], ask: Callable[[Sequence[Further]], Question], size: int, field: str
    ) -> Pages:
        """Ask for further pages of many things, several a request, until none has more. Each answer is kept."""
        number, seen = 1, set(waiting)
        pages: Pages = {}
        while waiting:
            name = f"{prefix}-{number:05d}"
            answer = self._kept(name)
            if answer is None:
                answer, size = self._round(waiting, ask, size, field)
                self._keep(name, answer)
            number += 1
            waiting = waiting[len(answer) :]
            for one in answer:
                pages.setdefault(one["node"], []).append(one["page"])
                if after := _read(records.after, one["page"]):
                    further = Further(one["node"], after)
                    if further in seen:
                        raise _broken("pages that lead in a circle")
                    seen.add(further)
                    waiting.append(further)
        return pages

    def _round(
        self, waiting: list[Further], ask: Callable[[Sequence[Further]], Question], size: int, field: str
    ) -> tuple[list[Json], int]:
        while True:
            some = waiting[:size]
            question = ask(some)
            try:
                data = self._transport.query(question.text, question.variables, points=question.points)
            except TooMuch as error:
                if size == 1:
                    raise _broken(str(error)) from error
                size = max(size // 2, 1)
                continue
            nothing = {"nodes": [], "pageInfo": {"hasNextPage": False, "endCursor": None}}
            # Null: it went while we read. What stood before stays until the next look misses it as a whole.
            pages = [(data.get(f"r{at}") or {}).get(field, nothing) for at in range(len(some))]
            return [{"node": one.node, "page": page} for one, page in zip(some, pages, strict=True)], size

    # --- what is kept

    def _begun(self, as_of: Instant) -> Instant:
        """When this look began: now, or when the one began that was cut short."""
        kept = self._kept("look")
        if kept is not None and kept.get("format") == FORMAT and kept.get("repository") == self._repository:
            return str(kept["as_of"])
        self.forget()
        self._keep("look", {"format": FORMAT, "repository": self._repository, "as_of": as_of})
        return as_of

    def _kept(self, name: str) -> Json:
        try:
            return json.loads((self._folder / f"{name}.json").read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except ValueError:  # somebody else's, or a disk that lied: asked for again
            return None

    def _keep(self, name: str, value: Json) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        durable.write(self._folder / f"{name}.json", json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def _whole(one: Spoken, more: Pages) -> Spoken:
    """The thing with every reaction, each once, whatever shifted while they were read."""
    if not one.more:
        return one
    found = {reaction.id: reaction for reaction in one.reactions}
    for page in more.get(one.node, ()):
        found.update((said.id, said) for said in (_read(records.reaction, raw) for raw in page["nodes"]))
    return replace(one, reactions=tuple(found.values()), more="")


def _read(read: Callable[[Json], Any], raw: Json) -> Any:
    try:
        return read(raw)
    except (NotAsDescribed, KeyError, TypeError) as error:
        raise _broken(str(error)) from error


def _broken(what: str) -> SourceUnavailable:
    return SourceUnavailable(problem("forge-answer-broken", "", what=what[:160]))
