"""In which encoding a file is written, found out from all of its bytes.

UTF-8 first; UTF-16 by its mark or its pattern of zeros; and only where every byte that is not ASCII fails as UTF-8 a
single-byte encoding of Western Europe, with a remark. A file that is UTF-8 but for a few bytes stays UTF-8: the rows
that hold those bytes are refused, not the file.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_BAD = re.compile("[\udc80-\udcff]")
_GOOD = re.compile("[^\x00-\x7f\udc80-\udcff]")
_CP1252_HOLES = frozenset("\udc81\udc8d\udc8f\udc90\udc9d")
_MARKS = (  # longest first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Letters:
    """How to read a file."""

    encoding: str
    mark: int = 0  # bytes of the byte order mark, not part of the text
    bad_at: int | None = None  # offset of the first byte that is not UTF-8, where there is one
    guessed: bool = False  # the encoding was supplied by us: worth a remark
    broken_at: int | None = None  # offset from which the file cannot be read as text at all

    @property
    def errors(self) -> str:
        """Undecodable bytes come as surrogates, so that their row can be refused as it was."""
        return "surrogateescape" if self.encoding in ("utf-8", "cp1252") else "strict"

    @property
    def whole(self) -> bool:
        """Whether every byte can be read."""
        return self.bad_at is None or self.encoding == "latin-1"


class Reader:
    """Takes a file's bytes in pieces, says at the end how to read it. Memory does not grow with the file."""

    def __init__(self) -> None:
        self._decoder: codecs.IncrementalDecoder | None = None
        self._encoding = "utf-8"
        self._mark = 0
        self._read = 0
        self._guessed = False
        self._broken_at: int | None = None
        self._bad_at: int | None = None
        self._good = 0
        self._bad = 0
        self._holes = False
        self._c1 = False

    def feed(self, chunk: bytes) -> None:
        if self._decoder is None:
            chunk = self._begin(chunk)
        self._decode(chunk, final=False)

    def finish(self) -> Letters:
        if self._decoder is not None:
            self._decode(b"", final=True)
        if self._encoding != "utf-8" or self._bad_at is None:
            return Letters(self._encoding, self._mark, None, self._guessed, self._broken_at)
        # Letters of a single-byte encoding hardly ever form a sound UTF-8 sequence; damaged UTF-8 is full of them.
        if self._bad <= 3 * self._good:
            return Letters("utf-8", self._mark, self._bad_at)
        western = "cp1252" if self._c1 and not self._holes else "latin-1"
        return Letters(western, self._mark, self._bad_at, guessed=True)

    def _begin(self, chunk: bytes) -> bytes:
        for mark, encoding in _MARKS:
            if chunk.startswith(mark):
                self._encoding, self._mark = encoding, len(mark)
                break
        else:
            sample = chunk[: 2 * (min(len(chunk), 4096) // 2)]
            even, odd = sample[0::2].count(0), sample[1::2].count(0)
            if sample and max(even, odd) * 10 >= len(sample) * 3:
                self._encoding = "utf-16-be" if even > odd else "utf-16-le"
                self._guessed = True
        errors = "surrogateescape" if self._encoding == "utf-8" else "strict"
        self._decoder = codecs.getincrementaldecoder(self._encoding)(errors)
        self._read = self._mark
        return chunk[self._mark :]

    def _decode(self, chunk: bytes, *, final: bool) -> None:
        if self._broken_at is not None or self._decoder is None:
            return
        pending = len(self._decoder.getstate()[0])
        try:
            text = self._decoder.decode(chunk, final)
        except UnicodeDecodeError as wrong:
            self._broken_at = self._read - pending + wrong.start
            return
        if self._encoding == "utf-8" and not text.isascii():
            self._weigh(text, self._read - pending)
        self._read += len(chunk)

    def _weigh(self, text: str, start: int) -> None:
        bad = _BAD.findall(text)
        self._good += len(_GOOD.findall(text))
        if not bad:
            return
        if self._bad_at is None:
            first = text.index(bad[0])
            self._bad_at = start + len(text[:first].encode())
        self._bad += len(bad)
        seen = set(bad)
        self._holes = self._holes or not _CP1252_HOLES.isdisjoint(seen)
        self._c1 = self._c1 or any(one < "\udca0" for one in seen)
