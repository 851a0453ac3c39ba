"""The texts of one subject, read when they are needed: a few of them after one vote, all for a whole printing."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from zlib import crc32

from lawloom.errors import Problem, problem
from lawloom.instance import Instance
from lawloom.ledger import texts as ledger_texts
from lawloom.ledger.shards import content_of, shard_files
from lawloom.model.contribution import Text
from lawloom.model.ids import ContributionId, SubjectId

ODD = ("text-changed", "text-missing", "text-unreadable")  # codes of what is wrong with a text
FEW = 400  # up to here they are picked out of the files; beyond, all are read


class Texts:
    """What was typed, by id; None where there is nothing."""

    def __init__(self, instance: Instance, slug: SubjectId) -> None:
        self._instance = instance
        self._slug = slug
        self._known: dict[ContributionId, Text] = {}
        self._asked: set[ContributionId] = set()
        self._all = False
        self.odd: list[Problem] = []  # texts that are not the ones received: they are not shown

    def fetch(self, ids: Collection[ContributionId]) -> None:
        """Told beforehand what will be asked for, so that one look at the files finds it all."""
        if self._all:
            return
        wanted = set(ids) - self._asked
        if len(wanted) > FEW:
            self._read_all()
        elif wanted:
            found = ledger_texts.text_of(self._instance, self._slug, wanted, self.odd)
            told = {dict(one.values).get("id") for one in self.odd}
            folder = f"contributions/{self._slug}/texts"
            self.odd += [problem("text-missing", folder, id=id) for id in sorted(wanted - found.keys() - told)]
            self._known.update(found)
            self._asked |= wanted

    def __call__(self, id: ContributionId) -> Text | None:
        if not self._all and id not in self._asked:
            self._read_all()  # nobody told that it would be asked for: right all the same, only slower
        return self._known.get(id)

    def _read_all(self) -> None:
        self._known = dict(ledger_texts.texts(self._instance, self._slug, self.odd))
        self._all = True


def mark(folder: Path) -> str:
    """Names, sizes and checksums of the files of texts, to be kept and shown to `only_grew`."""
    files = [[path.name, path.stat().st_size, crc32(content_of(path))] for _, path in shard_files(folder)]
    return json.dumps(files, separators=(",", ":"))


def only_grew(folder: Path, kept: str) -> bool:
    """Whether every file still begins with the bytes it had: then no text that a page shows was changed or emptied."""
    try:
        return all(
            crc32(content_of(folder / name)[:size]) == checksum and (folder / name).stat().st_size >= size
            for name, size, checksum in json.loads(kept)
        )
    except (OSError, ValueError, TypeError):
        return False
