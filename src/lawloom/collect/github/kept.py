"""What a look has read so far: one file for each answer, written before the next is asked for.

private/collect/ holds the look that is going on: `look.json` says when it began, of what, then the answers follow. An
answer without a `look.json` is of a look that ended: it is swept before the next begins.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from lawloom.ledger import durable
from lawloom.model.instant import Instant

Json = Any
FORMAT = 2
_BEGUN = "look"
_LONE = re.compile("[\ud800-\udfff]")  # half of a letter, which no file can hold


class Kept:
    """The answers of one look.

    folder  private/collect
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, repository: str, as_of: Instant) -> Instant:
        """When this look began: at as_of, or when the one did that was cut short."""
        begun = self.get(_BEGUN)
        what = {"format": FORMAT, "repository": repository}
        if isinstance(begun, dict) and {**begun, "as_of": ""} == {**what, "as_of": ""}:
            return str(begun["as_of"])
        if self._folder.is_dir():
            for path in sorted(self._folder.iterdir()):
                durable.remove(path)
        self.put(_BEGUN, {**what, "as_of": as_of})
        return as_of

    def get(self, name: str) -> Json:
        """An answer by its name; None where it is not there."""
        try:
            return json.loads((self._folder / f"{name}.json").read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except ValueError:  # somebody else's, or a disk that lied: asked for again
            return None

    def put(self, name: str, value: Json) -> Json:
        """Keep an answer; gives it as it will be read."""
        text = _LONE.sub("\ufffd", json.dumps(value, ensure_ascii=False))
        durable.write(self._folder / f"{name}.json", text.encode())
        return json.loads(text)

    def forget(self) -> None:
        """The ledger holds it: the next run begins a new look."""
        durable.remove(self._folder / f"{_BEGUN}.json")
        with suppress(OSError):  # what stays is swept when the next one begins
            for path in sorted(self._folder.iterdir()):
                durable.remove(path)
            self._folder.rmdir()
