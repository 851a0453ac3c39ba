"""A spool: records in any order go in, sorted ones come out, and no more of them than RUN are in memory at a time."""

from __future__ import annotations

import heapq
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

RUN = 40_000  # records sorted in memory at once: some 15 MB of votes
RUN_BYTES = 32 << 20  # or as many bytes of them: texts may be long


class Spool:
    """Byte strings without a newline in them, sorted by their bytes.

    folder  for the sorted runs; nobody else can open them and they are gone when the process ends, however it ends:
            they hold what citizens typed
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._records: list[bytes] = []
        self._bytes = 0
        self._runs: list[BinaryIO] = []

    def add(self, record: bytes) -> None:
        self._records.append(record)
        self._bytes += len(record)
        if len(self._records) >= RUN or self._bytes >= RUN_BYTES:
            self._spill()

    def sorted(self) -> Iterator[bytes]:
        """All records in order, once. Of equal ones, all."""
        self._records.sort()
        yield from heapq.merge(*(_records_of(run) for run in self._runs), self._records)

    def close(self) -> None:
        for run in self._runs:
            run.close()

    def _spill(self) -> None:
        self._records.sort()
        run = tempfile.TemporaryFile(dir=self._folder, prefix="sorting-")  # noqa: SIM115  open until close()
        run.writelines(record + b"\n" for record in self._records)
        self._runs.append(run)
        self._records.clear()
        self._bytes = 0


def _records_of(run: BinaryIO) -> Iterator[bytes]:
    run.seek(0, os.SEEK_SET)
    return (record[:-1] for record in run)
