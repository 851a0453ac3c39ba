"""One look at the forge: page after page, each kept before the next is asked for, so that a killed run goes on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from lawloom.collect.github import queries, records
from lawloom.collect.github.budget import Budget, BudgetUsedUp
from lawloom.collect.github.kept import Kept
from lawloom.collect.github.queries import Ask, Further, Question, Sizes
from lawloom.collect.github.records import Comment, Issue, Labelling, NotAsDescribed, Person
from lawloom.collect.github.transport import Gone, TooMuch, Transport
from lawloom.content.proposals import LARGEST
from lawloom.errors import SourceUnavailable, problem
from lawloom.model.instant import Instant

Json = Any
Pages = dict[str, list[Json]]  # by node id, in the order in which they follow; None: it went while we read
Spoken = TypeVar("Spoken", Issue, Comment)
Spoke = TypeVar("Spoke", str, "list[str] | None")
SMALLEST = 5  # things asked for at once, where the forge cannot answer more
MOST_ASKED_AFTER = 10  # issues that went, of which is asked why, one by one


@dataclass(frozen=True, slots=True)
class Seen:
    """All that one look saw.

    issues    issues and pull requests, by number, each with its reactions; `more` is set where not all could be read
    comments  by number of the issue: of those whose comments were asked for and read to the end
    waiting   issues whose comments were to be read, and wait for the next look: the budget did not allow it
    unread    numbers of issues that are there and not as the forge describes them, and what is wrong with each
    """

    as_of: Instant
    issues: dict[int, Issue]
    comments: dict[int, tuple[Comment, ...]] = field(default_factory=dict)
    waiting: tuple[int, ...] = ()
    unread: tuple[tuple[int, str], ...] = ()


class Look:
    """A look that begins or goes on.

    folder  private/collect
    talk    what the comments may cost; None: whatever the run may
    """

    def __init__(
        self,
        folder: Path,
        repository: str,
        transport: Transport,
        *,
        as_of: Instant,
        sizes: Sizes = queries.USUAL,
        talk: Budget | None = None,
    ) -> None:
        self._repository = repository
        self._transport = transport
        self._sizes = sizes
        self._talk = talk
        self._kept = Kept(folder)
        self._unread: dict[int, str] = {}
        self.as_of = self._kept.begin(repository, as_of)

    def see(self, wants_comments: Callable[[Issue], bool]) -> Seen:
        """Read all that is not kept yet.

        wants_comments  of which issues the comments are read too
        raises  SourceUnavailable: what was read is kept
        """
        found = {one.number: one for kind in ("issues", "pulls") for one in self._list(kind)}
        more = self._more_reactions("more", found.values(), None)
        found = {number: _whole(one, more) for number, one in sorted(found.items())}
        talked = [one for one in found.values() if wants_comments(one)]
        comments = self._comments(talked)
        waiting = tuple(one.number for one in talked if one.number not in comments)
        return Seen(self.as_of, found, comments, waiting, tuple(sorted(self._unread.items())))

    def closers(self, of: Iterable[Issue]) -> dict[int, Person | None]:
        """Who closed each of these last, by number."""
        asked = list(of)
        waiting = [Further(one.node, "", _type(one)) for one in asked]
        pages = self._in_rounds("closed", waiting, queries.closers, self._sizes.closed, "timelineItems", None)
        found: dict[int, Person | None] = {}
        for one in asked:
            events = [event for page in pages.get(one.node, ()) if page for event in page["nodes"] if event]
            found[one.number] = _read(records.closer, events[-1]) if events else None
        return found

    def changed(self, of: Iterable[tuple[Issue, str]]) -> tuple[dict[int, tuple[str, str]], list[int]]:
        """Of each of these pull requests: a file as it leaves it, and the hunks that lead there; two empty texts where
        that is no text, or a very long one. Then the numbers of those that the forge does not give out now.
        """
        found, refused = {}, []
        for pull, path in of:
            name = f"pull-{pull.number}-{pull.head}"
            answer = self._kept.get(name)
            if answer is None:
                answer = self._twice(partial(self._change, pull, path))
                if answer is None:
                    refused.append(pull.number)
                    continue
                answer = self._kept.put(name, answer)
            found[pull.number] = str(answer[0]), str(answer[1])
        if refused:
            self._see_repository()
        return found, refused

    def labellings(self, of: Iterable[Issue]) -> dict[int, list[Labelling]]:
        """Who put labels on each of these and took them off, by number."""
        asked = list(of)
        waiting = [Further(one.node, "", _type(one)) for one in asked]
        pages = self._in_rounds("labelled", waiting, queries.labellings, self._sizes.closed, "timelineItems", None)
        return {
            one.number: [
                _read(records.labelling, event) for page in pages.get(one.node, ()) if page for event in page["nodes"]
            ]
            for one in asked
        }

    def why_gone(self, numbers: Collection[int]) -> dict[int, str]:
        """Why issues are not listed any more: deleted, moved, converted, withheld, unreachable; "" for one that is
        there after all. Only so many are asked for; the others are unreachable.
        """
        found = dict.fromkeys(numbers, "unreachable")
        answers = self._kept.get("gone")
        if answers is None:
            asked = sorted(numbers)[:MOST_ASKED_AFTER]
            answers = {str(number): self._twice(partial(self._why_gone, number)) for number in asked}
            if asked:
                self._see_repository()
            answers = self._kept.put("gone", answers)
        return found | {int(number): str(why) for number, why in answers.items()}

    def forget(self) -> None:
        """The ledger holds it: the next run begins a new look."""
        self._kept.forget()

    def _change(self, pull: Issue, path: str) -> list[str] | None:
        """A file and its hunks; None where the forge says that they are not there."""
        question = queries.blobs(self._repository, [(pull.head, path)])
        try:
            data = self._transport.query(question.text, question.variables, points=question.points)
            files = self._transport.get(f"/repos/{self._repository}/pulls/{pull.number}/files", {"per_page": "100"})
        except (Gone, TooMuch):
            return None
        blob = (data.get("repository") or {}).get("b0") or {}
        text, patch = blob.get("text"), records.patch_of(files, path)
        if not isinstance(text, str) or not patch or blob.get("isBinary") or blob.get("isTruncated"):
            return ["", ""]
        return [text, patch] if len(text.encode()) <= LARGEST else ["", ""]

    def _why_gone(self, number: int) -> str:
        try:
            there = self._transport.get(f"/repos/{self._repository}/issues/{number}")
        except Gone as gone:
            if gone.moved:
                return "converted" if "/discussions/" in gone.moved else "moved"
            return {410: "deleted", 451: "withheld"}.get(gone.status, "unreachable")
        _read(records.number_of, there)
        where = str(there.get("repository_url", ""))
        here = where.lower().endswith(f"/{self._repository.lower()}")
        return "" if here or not where else "moved"

    def _twice(self, ask: Callable[[], Spoke]) -> Spoke:
        """An answer that was given twice in a row: one that is alone may be a slip."""
        before, answer = ask(), ask()
        for _ in range(3):
            if answer == before:
                return answer
            before, answer = answer, ask()
        raise _broken("answers that contradict each other")

    def _see_repository(self) -> None:
        """Make sure that the forge still knows the repository: else it says of nothing what is true."""
        try:
            there = self._transport.get(f"/repos/{self._repository}")
        except Gone as gone:
            if gone.moved:
                return
            raise SourceUnavailable(problem("forge-repository-missing", "", repository=self._repository)) from gone
        if not isinstance(there, dict) or not isinstance(there.get("full_name"), str):
            raise _broken("a repository without a name")

    # --- the pages of issues and pull requests

    def _list(self, kind: str) -> Iterator[Issue]:
        ask, size = (queries.issues, self._sizes.issues) if kind == "issues" else (queries.pulls, self._sizes.pulls)
        field = "issues" if kind == "issues" else "pullRequests"
        after, number, cursors = "", 1, {""}
        while True:
            name = f"{kind}-{number:05d}"
            page = self._kept.get(name)
            if page is None:
                page, size = self._page(ask, after, size, field)
                page = self._kept.put(name, page)
            for raw in page["nodes"]:
                try:
                    yield records.issue(raw)
                except NotAsDescribed as error:
                    self._unread[_read(records.number_of, raw)] = str(error)[:160]
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
            question = ask(self._repository, after, self._sizes, size)
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

    # --- reactions beyond the first page

    def _more_reactions(self, prefix: str, of: Iterable[Issue | Comment], budget: Budget | None) -> Pages:
        waiting = [Further(one.node, one.more, _type(one)) for one in of if one.more]
        return self._in_rounds(prefix, waiting, queries.reactions, self._sizes.overflowing, "reactions", budget)

    # --- comments

    def _comments(self, of: list[Issue]) -> dict[int, tuple[Comment, ...]]:
        waiting = [Further(one.node, "", _type(one)) for one in of]
        pages = self._in_rounds("talk", waiting, queries.comments, self._sizes.talked, "comments", self._talk)
        said: dict[int, list[Comment]] = {}
        for one in of:
            there = pages.get(one.node, ())
            if not there or there[-1] is None or _read(records.after, there[-1]):
                continue  # not to the end
            try:
                read = [records.comment(raw) for page in there for raw in page["nodes"]]
            except NotAsDescribed:
                continue
            by_id = {found.id: found for found in read}
            said[one.number] = [by_id[id] for id in sorted(by_id)]
        more = self._more_reactions("liked", [comment for many in said.values() for comment in many], self._talk)
        whole = {number: tuple(_whole(one, more) for one in many) for number, many in said.items()}
        return {number: many for number, many in whole.items() if not any(one.more for one in many)}

    # --- what is asked for by alias, many at once

    def _in_rounds(
        self, prefix: str, waiting: list[Further], ask: Ask, size: int, field: str, budget: Budget | None
    ) -> Pages:
        """Ask for further pages of many things, several a request, until none has more. Each answer is kept.

        budget  of its own; where it is used up the rest is left out, and whoever asked sees that pages are missing
        """
        number, seen = 1, set(waiting)
        pages: Pages = {}
        while waiting:
            name = f"{prefix}-{number:05d}"
            answer = self._kept.get(name)
            if answer is None:
                try:
                    answer, size = self._round(waiting, ask, size, field, budget)
                except BudgetUsedUp:
                    if budget is None:
                        raise
                    return pages
                answer = self._kept.put(name, answer)
            number += 1
            waiting = waiting[len(answer) :]
            for one in answer:
                pages.setdefault(one["node"], []).append(one["page"])
                page = one["page"] or {}
                if "pageInfo" in page and (after := _read(records.after, page)):
                    further = Further(one["node"], after, one["type"])
                    if further in seen:
                        raise _broken("pages that lead in a circle")
                    seen.add(further)
                    waiting.append(further)
        return pages

    def _round(
        self, waiting: list[Further], ask: Ask, size: int, field: str, budget: Budget | None
    ) -> tuple[list[Json], int]:
        while True:
            some = waiting[:size]
            question = ask(some, self._sizes)
            try:
                data = self._transport.query(question.text, question.variables, points=question.points, budget=budget)
            except TooMuch as error:
                if size == 1:
                    raise _broken(str(error)) from error
                size = max(size // 2, 1)
                continue
            pages = [(data.get(f"r{at}") or {}).get(field) for at in range(len(some))]
            return [
                {"node": one.node, "type": one.type, "page": page} for one, page in zip(some, pages, strict=True)
            ], size


def _type(one: Issue | Comment) -> str:
    """What GraphQL calls it."""
    if isinstance(one, Comment):
        return "IssueComment"
    return "PullRequest" if one.is_pull else "Issue"


def _whole(one: Spoken, more: Pages) -> Spoken:
    """The thing with every reaction, each once, whatever shifted while they were read."""
    if not one.more:
        return one
    pages: Sequence[Json] = more.get(one.node, ())
    found = {reaction.id: reaction for reaction in one.reactions}
    for page in pages:
        if page is not None:
            found.update((said.id, said) for said in (_read(records.reaction, raw) for raw in page["nodes"]))
    to_the_end = bool(pages) and pages[-1] is not None and not _read(records.after, pages[-1])
    return replace(one, reactions=tuple(found.values()), more="" if to_the_end else one.more)


def _read(read: Callable[[Json], Any], raw: Json) -> Any:
    try:
        return read(raw)
    except (NotAsDescribed, KeyError, TypeError) as error:
        raise _broken(str(error)) from error


def _broken(what: str) -> SourceUnavailable:
    return SourceUnavailable(problem("forge-answer-broken", "", what=what[:160]))
