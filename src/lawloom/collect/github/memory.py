"""What the last look saw of each issue, so that comments are read only where something moved. May be lost: then all
are read again.

A reaction to a comment moves nothing. So once a phase has closed, every comment is read once more, whatever moved.
What is remembered holds only while the ledgers hold what was read: whoever drops lines reads the comments again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from lawloom.collect.github.records import Issue
from lawloom.ledger import durable
from lawloom.model.ids import SubjectId
from lawloom.model.instant import Instant

FORMAT = 4


class Talk(NamedTuple):
    """Of an issue whose comments were read: when it was last changed, how many there were, in which look."""

    updated_at: Instant
    comments: int
    read_at: Instant


class Changed(NamedTuple):
    """Of a pull request: the commit that was read, and what it makes of which articles."""

    head: str
    articles: tuple[str, ...]
    words: str
    changes: str


@dataclass(slots=True)
class Memory:
    """talks, changes: by number of the issue or pull request.

    ledgers  how far each ledger went that holds what was read, by subject: (lines, digest of the last)
    """

    repository: str
    talks: dict[int, Talk] = field(default_factory=dict)
    changes: dict[int, Changed] = field(default_factory=dict)
    ledgers: dict[SubjectId, tuple[int, str]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, repository: str) -> Memory:
        """What is remembered of that repository; nothing where the file is gone, broken or of another one."""
        try:
            found = json.loads(path.read_bytes())
            if found["format"] != FORMAT or found["repository"] != repository:
                return cls(repository)
            talks = {int(number): _talk(*talk) for number, talk in found["talks"].items()}
            changes = {int(number): _changed(*one) for number, one in found["changes"].items()}
            return cls(repository, talks, changes, {slug: _extent(*one) for slug, one in found["ledgers"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(repository)

    def wants(self, issue: Issue, closed_at: Instant) -> bool:
        """Whether its comments are to be read.

        closed_at  when the last phase closed; empty where none has
        """
        talk = self.talks.get(issue.number)
        if talk is None:
            return issue.comments > 0
        # A change within the very second of the last look, or after it began, may have been missed.
        moved = (issue.updated_at, issue.comments) != talk[:2] or issue.updated_at >= talk.read_at
        return moved or (talk.read_at < closed_at and max(issue.comments, talk.comments) > 0)

    def remember(self, read: Iterable[Issue], there: Mapping[int, Issue], read_at: Instant) -> Memory:
        """The memory after a look that read the comments of these issues; of issues that went, nothing is kept."""
        talks = {number: talk for number, talk in self.talks.items() if number in there}
        talks |= {one.number: Talk(one.updated_at, one.comments, read_at) for one in read}
        return Memory(self.repository, talks, self.changes, self.ledgers)

    def read_whole(self, there: Iterable[Issue], as_of: Instant) -> Instant:
        """The moment at which, or later, every comment of these issues was read with its votes; "" where one never was.

        as_of  of the look that saw these issues
        """
        talked = [one.number for one in there if one.comments]
        return min((self.talks[number].read_at if number in self.talks else "" for number in talked), default=as_of)

    def write(self, path: Path) -> None:
        talks = {str(number): list(talk) for number, talk in sorted(self.talks.items())}
        changes = {str(number): list(one) for number, one in sorted(self.changes.items())}
        ledgers = {slug: list(extent) for slug, extent in sorted(self.ledgers.items())}
        whole = {
            "format": FORMAT,
            "repository": self.repository,
            "talks": talks,
            "changes": changes,
            "ledgers": ledgers,
        }
        durable.write(path, (json.dumps(whole, sort_keys=True) + "\n").encode())


def _talk(updated_at: object, comments: object, read_at: object) -> Talk:
    if not (isinstance(updated_at, str) and isinstance(comments, int) and isinstance(read_at, str)):
        raise TypeError
    return Talk(updated_at, comments, read_at)


def _extent(lines: object, head: object) -> tuple[int, str]:
    if not (isinstance(lines, int) and isinstance(head, str)):
        raise TypeError
    return lines, head


def _changed(head: object, articles: object, words: object, changes: object) -> Changed:
    if not (isinstance(head, str) and isinstance(articles, list) and isinstance(words, str)):
        raise TypeError
    if not isinstance(changes, str):
        raise TypeError
    return Changed(head, tuple(map(str, articles)), words, changes)
