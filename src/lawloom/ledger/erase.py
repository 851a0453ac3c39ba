"""Erasing: the text of a contribution goes, its line and its votes stay, and the ledger says so. Design, section 5."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lawloom.errors import ContentProblems, problem
from lawloom.instance import Instance
from lawloom.ledger import durable, runs, status
from lawloom.ledger.append import append, emptied
from lawloom.ledger.entries import entries_to_record
from lawloom.ledger.known import read_known
from lawloom.ledger.line import Line, canonical, parse_line
from lawloom.ledger.shards import content_of, place_of, shard_files, split
from lawloom.model.instant import Instant
from lawloom.model.subject import Subject


def erase(
    instance: Instance,
    slug: str,
    contribution: str,
    *,
    as_of: Instant,
    key: bytes | None = None,
    subject: Subject | None = None,
) -> bool:
    """Empty the rows of this contribution in texts/; False where there was nothing left to do.

    The `erased` line comes first, then the rows: a run killed between the two leaves a ledger of which `verify` says
    that the text is still there and that erasing is to be run again. From that line on no text of this contribution is
    stored, whatever an import brings.

    key      not needed: erasing reads no secret
    subject  what people wrote about it: new entries of moderation.yml and decisions.yml are recorded before
    raises   ContentProblems for an id that the ledger does not hold; LedgerDamaged, with nothing written
    """
    with runs.run(instance, slug, {"erase": contribution}, as_of=as_of) as began_at:
        known = read_known(instance, slug)
        if contribution not in known:
            raise ContentProblems(problem("erase-unknown", instance.name_of(instance.ledger_of(slug)), id=contribution))
        closing: list[Line] = []
        if contribution not in known.erased:
            closing = [{"kind": "erased", "on": contribution, "revs": list(range(1, known.rev(contribution) + 1))}]
        standing = status.standings(instance).get(slug)
        unfinished = bool(closing) or standing is None or standing.lines != known.lines
        if unfinished:
            opening = entries_to_record(subject, known)
            append(instance, slug, (), as_of=began_at, opening=opening, closing=closing, known=known)
        for path, content in _without(instance.texts_of(slug), contribution):
            durable.write(path, content)
            unfinished = True
        return unfinished


def _without(folder: Path, contribution: str) -> Iterator[tuple[Path, bytes]]:
    """The shards of texts that hold something of this contribution, and what they must hold instead."""
    mark = f'"id":{canonical(contribution)},'.encode()
    for number, path in shard_files(folder):
        content = content_of(path)
        if mark not in content:
            continue
        rows = split(content)
        for at, row in enumerate(rows):
            if mark in row and parse_line(row, place_of(folder, number, at + 1))["id"] == contribution:
                rows[at] = emptied(row, {contribution})
        if (changed := b"\n".join(rows)) != content:
            yield path, changed
