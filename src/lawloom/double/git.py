"""What Git gives a forge: names of contents, and differences between two of them."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable


def digest_of(data: bytes) -> str:
    """The id of a blob, as Git gives it."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def tip_of(files: Iterable[tuple[str, bytes]]) -> str:
    """A commit that ends in these files: other files, another commit."""
    return digest_of(b"".join(b"%b\0%b\0" % (path.encode(), content) for path, content in files))


def patch(before: bytes, after: bytes) -> str | None:
    """The hunks that lead from one text to the other, as the forge shows them; None where one of them is no text."""
    try:
        old, new = (_lines(data.decode("utf-8")) for data in (before, after))
    except UnicodeDecodeError:
        return None
    hunks = []
    for line in list(difflib.unified_diff(old, new, n=3))[2:]:
        hunks.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return "".join(hunks).removesuffix("\n")


def _lines(text: str) -> list[str]:
    """Lines as Git has them: ended by a line feed alone."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop().removesuffix("\n")
    return [*lines, last] if last else lines
