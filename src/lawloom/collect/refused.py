"""Refused rows are kept as they were, in private/, with their place and the reason; a later import may take them."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path
from typing import IO

from lawloom.collect.port import Refused
from lawloom.instance import Instance
from lawloom.ledger import key as keys

_PROBLEMS_A_CODE = 10  # told one by one; the rest is in the file


class RefusedRows:
    """One file of refused rows for each file of the export, named by its digest: a repeated run writes it again.

    Nothing replaces an earlier file before `keep` is called.
    """

    def __init__(self, instance: Instance, slug: str, key: bytes, digests: dict[str, str]) -> None:
        self._folder = instance.private / "refused" / slug
        self._instance = instance
        self._key = key
        self._digests = digests  # name of a file: its digest
        self._open: dict[str, IO[str]] = {}
        self.by_code: dict[str, int] = {}
        self.marks: set[str] = set()  # HMAC of each row
        self.told: list[Refused] = []

    @property
    def total(self) -> int:
        return sum(self.by_code.values())

    def add(self, refused: Refused) -> None:
        count = self.by_code[refused.code] = self.by_code.get(refused.code, 0) + 1
        if count <= _PROBLEMS_A_CODE:
            self.told.append(Refused(refused.origin._replace(text=""), refused.code, refused.values))
        raw = refused.origin.raw
        self.marks.add(keys.refused_digest(self._key, raw))
        kept: dict[str, object] = {
            "file": refused.origin.file,
            "line": refused.origin.line,
            "reason": refused.code,
            "values": refused.values,
        }
        try:
            kept["row"] = raw.decode()
        except UnicodeDecodeError:
            kept["row_base64"] = base64.b64encode(raw).decode()
        self._file(refused.origin.file).write(json.dumps(kept, sort_keys=True) + "\n")

    def keep(self) -> list[str]:
        """Put the files into their places; their names, as people write them."""
        for file in self._open.values():
            file.close()
        kept = []
        for name in self._digests:
            path = self._path(name)
            if name in self._open:
                self._draft(name).replace(path)
                kept.append(self._instance.name_of(path))
            else:
                path.unlink(missing_ok=True)  # all of it was taken this time
        self._open.clear()
        return kept

    def drop(self) -> None:
        """Forget what was not kept."""
        for name, file in self._open.items():
            file.close()
            self._draft(name).unlink(missing_ok=True)
        self._open.clear()

    def _file(self, name: str) -> IO[str]:
        if name not in self._open:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self._draft(name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            self._open[name] = os.fdopen(handle, "w", encoding="utf-8", newline="\n")
        return self._open[name]

    def _path(self, name: str) -> Path:
        return self._folder / f"{self._digests[name][:16]}.jsonl"

    def _draft(self, name: str) -> Path:
        return self._path(name).with_suffix(".jsonl.tmp")
