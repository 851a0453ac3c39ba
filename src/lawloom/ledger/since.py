"""What came into a ledger since a build read it: told from the end of the record, the rest being as it was.

Full shards never change, so their size, time and place on the disk tell enough (Git looks no closer at a file); the
last shard is told by the digest of the bytes it had. `lawloom tally` and `lawloom verify` use nothing of this.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from lawloom.ledger.fields import wrong_field
from lawloom.ledger.line import Line, NotALineError, digest, read_object
from lawloom.ledger.shards import SHARD_LINES, content_of, is_shard_name

Mark = tuple[str, int, int, int]  # name, size, time of the last change, number on the disk

MOST = 200  # lines; whoever brings more can wait for the whole to be read


class Extent(NamedTuple):
    """How far a ledger was read.

    marks   of its shards, in order
    digest  SHA-256 of the last one's bytes
    lines   of them all
    head    digest of the last line
    """

    marks: tuple[Mark, ...]
    digest: str
    lines: int
    head: str


class News(NamedTuple):
    """Lines that came since, and how far the ledger now goes."""

    lines: list[Line]
    extent: Extent


def marks(folder: str) -> tuple[Mark, ...]:
    """The shards of a folder, in order; none where there is no folder, or where a link stands in its way."""
    if os.path.islink(folder) or os.path.islink(os.path.dirname(folder)):  # noqa: PTH114, PTH120
        return ()
    try:
        with os.scandir(folder) as entries:
            shards = [one for one in entries if is_shard_name(one.name)]
            if not all(one.is_file(follow_symlinks=False) for one in shards):
                return ()
            found = [(one.name, one.stat(follow_symlinks=False)) for one in shards]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    found.sort(key=lambda one: (len(one[0]), one[0]))
    return tuple((name, stat.st_size, stat.st_mtime_ns, stat.st_ino) for name, stat in found)


def extent(folder: str, *, lines: int = 0, head: str = "") -> Extent | None:
    """How far the ledger or the texts in this folder go, which were just read; None where there are none."""
    found = marks(folder)
    if not found:
        return None
    return Extent(found, sha256(_bytes(folder, found[-1][0])).hexdigest(), lines, head)


def stands(folder: str, known: Extent | None) -> bool:
    """Whether the folder holds what it held; its last file may have been written again with the same bytes."""
    now = marks(folder)
    if known is None or now == known.marks:
        return now == (known.marks if known else ())
    if len(now) != len(known.marks) or now[:-1] != known.marks[:-1] or now[-1][:2] != known.marks[-1][:2]:
        return False
    return sha256(_bytes(folder, now[-1][0])).hexdigest() == known.digest


def news(folder: str, known: Extent, now: Sequence[Mark]) -> News | None:
    """What came since, each line sound in itself and following from the one before.

    now     the marks of the folder as it is
    Gives None where anything else changed, where a new shard was begun or where more came than a few votes: then the
    ledger is to be read as a whole, which also says what is wrong with it, if anything is.
    """
    if len(now) != len(known.marks) or tuple(now[:-1]) != known.marks[:-1] or now[-1][0] != known.marks[-1][0]:
        return None
    content, before = _bytes(folder, now[-1][0]), known.marks[-1][1]
    if sha256(content[:before]).hexdigest() != known.digest or not content.endswith(b"\n"):
        return None
    raws = content[before:].split(b"\n")[:-1]
    if not raws or len(raws) > MOST or content.count(b"\n") > SHARD_LINES:
        return None
    found, head = [], known.head
    for raw in raws:
        try:
            line = read_object(raw)
        except NotALineError:
            return None
        if line.get("prev") != head or wrong_field(line):
            return None
        found.append(line)
        head = digest(raw)
    return News(found, Extent(tuple(now), sha256(content).hexdigest(), known.lines + len(raws), head))


def _bytes(folder: str, name: str) -> bytes:
    return content_of(os.path.join(folder, name))  # noqa: PTH118  makes no objects of paths
