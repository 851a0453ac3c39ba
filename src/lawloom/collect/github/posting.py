"""Notices become comments: each once, never too many an hour, whatever the forge answers.

Before a comment is written, those that stand there are read: a mark of ours among them says that it was told. So a run
that was cut off, also between the forge's doing and its answer, is simply run again. What was found told is kept in
private/, to ask less the next time; the truth is on the forge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lawloom.collect.github.notices import Notice, marks_in
from lawloom.collect.github.transport import Gone, Hands, Transport
from lawloom.errors import SourceUnavailable, problem
from lawloom.model.instant import instant

AN_HOUR = 60  # comments that we write at most in an hour, all runs together
PAUSE = 1.0  # seconds between two of them, as the forge asks
A_PAGE = 100

Json = Any


@dataclass(slots=True)
class Posted:
    """What a run did. waiting: notices for a later run, as far as is known."""

    written: int = 0
    waiting: int = 0
    unreachable: list[str] = field(default_factory=list)


class Told:
    """Marks that are known to stand on the forge, a line each."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._marks = set(path.read_text(encoding="utf-8").split("\n")) - {""}
        except (FileNotFoundError, UnicodeDecodeError):
            self._marks = set()

    def __contains__(self, mark: str) -> bool:
        return mark in self._marks

    def add(self, mark: str) -> None:
        if mark not in self._marks:
            self._marks.add(mark)
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{mark}\n")


def post(
    due: Sequence[Notice],
    words: Callable[[Notice], str],
    *,
    transport: Transport,
    repository: str,
    told: Told,
    hands: Hands,
    most: int = AN_HOUR,
) -> Posted:
    """Write what is due, the oldest first, as far as this hour has room.

    words   gives the comment without its mark
    raises  SourceUnavailable; what was written stands, and the next run knows it
    """
    posted = Posted()
    waiting = [one for one in due if one.mark not in told]
    if not waiting:
        return posted
    writer = _Writer(transport, repository, hands)
    room = most - writer.written_lately()
    for at, notice in enumerate(waiting):
        if room <= 0:
            posted.waiting = len(waiting) - at
            break
        try:
            stand = writer.marks_on(notice.number)
            for mark in stand:
                told.add(mark)
            if notice.mark in told:
                continue
            writer.write(notice.number, f"{words(notice)}\n\n{notice.hidden}\n")
        except Gone:  # deleted or transferred, or the forge errs: asked again the next time
            posted.unreachable.append(notice.id)
            continue
        told.add(notice.mark)
        posted.written += 1
        room -= 1
    return posted


class _Writer:
    def __init__(self, transport: Transport, repository: str, hands: Hands) -> None:
        self._transport = transport
        self._repository = repository
        self._top = f"/repos/{repository}"
        self._hands = hands
        self._me: int | None = None
        self._asked = self._wrote = False

    def written_lately(self) -> int:
        """How many comments with a mark of ours came in the last hour."""
        since = instant(datetime.fromtimestamp(self._hands.now() - 3600, UTC))
        try:
            found = list(self._pages(f"{self._top}/issues/comments", {"since": since}))
        except Gone as gone:
            raise SourceUnavailable(problem("forge-repository-missing", "", repository=self._repository)) from gone
        return sum(1 for one in found if str(one.get("created_at", "")) >= since and self._marks(one))

    def marks_on(self, number: int) -> list[str]:
        """Every mark of ours under an issue.

        raises  Gone
        """
        found = self._pages(f"{self._top}/issues/{number}/comments", {})
        return [mark for one in found for mark in self._marks(one)]

    def write(self, number: int, body: str) -> None:
        if self._wrote:
            self._hands.sleep(PAUSE)
        self._wrote = True
        answer = self._transport.write("POST", f"{self._top}/issues/{number}/comments", {"body": body})
        if not isinstance(answer, dict) or type(answer.get("id")) is not int:
            raise _broken("a comment without its number")  # it may stand: the next run looks

    def _pages(self, path: str, query: dict[str, str]) -> Iterator[Json]:
        page = 1
        while True:
            found = self._transport.get(path, {**query, "per_page": str(A_PAGE), "page": str(page)})
            if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
                raise _broken("a list of comments that is none")
            yield from found
            if len(found) < A_PAGE:
                return
            page += 1

    def _marks(self, comment: Json) -> list[str]:
        """Marks in a comment that we wrote; whoever copies one into a comment of their own changes nothing."""
        marks = marks_in(str(comment.get("body") or ""))
        return marks if marks and self._is_ours(comment.get("user")) else []

    def _is_ours(self, user: Json) -> bool:
        if not isinstance(user, dict):
            return False
        if user.get("type") == "Bot":
            return True
        if not self._asked:
            self._asked, self._me = True, self._who_am_i()
        return self._me is not None and user.get("id") == self._me

    def _who_am_i(self) -> int | None:
        """The account of the token; None for the token of a workflow, which is a machine's and has none."""
        try:
            me = self._transport.get("/user")
        except Gone:
            return None
        except SourceUnavailable as refused:
            if {one.code for one in refused.problems} <= {"forge-forbidden", "forge-token-refused"}:
                return None
            raise
        return me.get("id") if isinstance(me, dict) else None


def _broken(what: str) -> SourceUnavailable:
    return SourceUnavailable(problem("forge-answer-broken", "", what=what))
