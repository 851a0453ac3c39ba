"""The picture that stands beside a link when a page is passed on: the mark on a cloth that is another for each name.

A PNG of some kilobytes, drawn and packed here, so that the same name gives the same bytes on every machine: what
compresses elsewhere differs from one version to the next.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from zlib import adler32, crc32

WIDTH, HEIGHT = 1200, 630
CELL = 50  # pixels from one thread to the next
THREAD = 38  # of them, those that the thread itself takes
SCALE = 11  # pixels to a unit of the mark
UNITS = 32  # of the mark

# The colours of styles/tokens.css: paper, the threads of the cloth, the mark's two, the thread of the brand.
PAPER, WARP, WEFT, INK, LIGHT, BRAND = range(6)
PALETTE = ("fbfaf6", "dcd6cb", "f0e6f1", "1f1b24", "8a4a92", "5b2a61")

Rectangle = tuple[int, int, int, int, int]  # x, y, width, height, colour

# As styles/mark.svg has them, in half units: x, y, width, height.
_DARK = (
    (10, 4, 8, 6), (10, 22, 8, 22), (10, 56, 8, 4), (28, 4, 8, 23), (28, 39, 8, 21), (46, 4, 8, 6), (46, 22, 8, 22),
    (46, 56, 8, 4), (4, 12, 22, 8), (38, 12, 22, 8), (4, 46, 22, 8), (38, 46, 22, 8),
)  # fmt: skip
_VIOLET = ((0, 29, 8, 8), (20, 29, 24, 8), (56, 29, 8, 8))


def picture(name: str) -> bytes:
    """The picture of a subject, by its slug; of the site, by its title."""
    rows = [bytearray(WIDTH) for _ in range(HEIGHT)]
    for x, y, width, height, colour in (*_cloth(name), *_mark()):
        x, y, right, bottom = max(x, 0), max(y, 0), min(x + width, WIDTH), min(y + height, HEIGHT)
        run = bytes([colour]) * (right - x)
        for row in rows[y:bottom]:
            row[x:right] = run
    return _png(rows)


def _cloth(name: str) -> list[Rectangle]:
    """Threads over and under each other, as the digest of the name says; two of them in the colour of the brand."""
    bits = int.from_bytes(hashlib.sha512(name.encode()).digest(), "big")
    columns, lines = WIDTH // CELL, -(-HEIGHT // CELL)
    bright = {bits % lines, (bits >> 8) % lines}
    found: list[Rectangle] = []
    gap = (CELL - THREAD) // 2
    for line in range(lines):
        weft = BRAND if line in bright else WEFT
        for column in range(columns):
            at = line * columns // 2 + min(column, columns - 1 - column)  # the same on the left and on the right
            x, y = column * CELL, line * CELL
            across = x, y + gap, CELL, THREAD, weft
            down = x + gap, y, THREAD, CELL, WARP
            over, under = (across, down) if bits >> at % 512 & 1 else (down, across)
            found += [under, (over[0] - gap, over[1], over[2] + 2 * gap, over[3], PAPER) if over is across else
                      (over[0], over[1] - gap, over[2], over[3] + 2 * gap, PAPER), over]  # fmt: skip
    return found


def _mark() -> list[Rectangle]:
    """The mark in the middle, on a ground of its own."""
    size, border = UNITS * SCALE, 3 * SCALE
    left, top = (WIDTH - size) // 2, (HEIGHT - size) // 2
    found: list[Rectangle] = [(left - border, top - border, size + 2 * border, size + 2 * border, PAPER)]
    for shapes, colour in ((_DARK, INK), (_VIOLET, LIGHT)):
        for x, y, width, height in shapes:
            begin = left + x * SCALE // 2, top + y * SCALE // 2
            end = left + (x + width) * SCALE // 2, top + (y + height) * SCALE // 2
            found.append((*begin, end[0] - begin[0], end[1] - begin[1], colour))
    return found


# --- PNG (ISO/IEC 15948): four bits a pixel, each row as the difference to the one above ------------------------------


def _png(rows: list[bytearray]) -> bytes:
    palette = b"".join(bytes.fromhex(colour) for colour in PALETTE)
    head = WIDTH.to_bytes(4, "big") + HEIGHT.to_bytes(4, "big") + bytes([4, 3, 0, 0, 0])
    above, last = bytes(WIDTH // 2), bytearray()
    same = b"\x02" + above
    lines = []
    for row in rows:
        if row == last:
            lines.append(same)
            continue
        packed = bytes(a << 4 | b for a, b in zip(row[::2], row[1::2], strict=True))
        lines.append(b"\x02" + bytes((a - b) & 255 for a, b in zip(packed, above, strict=True)))
        above, last = packed, row
    raw = b"".join(lines)
    body = b"\x78\x01" + _deflated(raw) + adler32(raw).to_bytes(4, "big")
    chunks = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(data).to_bytes(4, "big") + name + data + crc32(name + data).to_bytes(4, "big") for name, data in chunks
    )


# --- deflate (RFC 1951): one block of fixed codes, in which only runs of one byte are put short -----------------------

_LENGTHS = (
    *((first, 0) for first in range(3, 11)),
    *((11 + 2 * n, 1) for n in range(4)),
    *((19 + 4 * n, 2) for n in range(4)),
    *((35 + 8 * n, 3) for n in range(4)),
    *((67 + 16 * n, 4) for n in range(4)),
    *((131 + 32 * n, 5) for n in range(4)),
    (258, 0),
)
_RUNS = re.compile(rb"(.)\1*", re.DOTALL)
_LONGEST = 258
_END = 256


def _deflated(data: bytes) -> bytes:
    found = _Bits()
    found.put(0b011, 3)  # the last block, with fixed codes
    for run in _RUNS.finditer(data):
        byte, left = data[run.start()], run.end() - run.start() - 1
        found.symbol(byte)
        while left >= 3:
            length = min(left, _LONGEST)
            code, extra, bits = _length(length)
            found.symbol(code)
            found.put(extra, bits)
            found.put(0, 5)  # one byte back
            left -= length
        for _ in range(left):
            found.symbol(byte)
    found.symbol(_END)
    return found.done()


@lru_cache(maxsize=_LONGEST)
def _length(length: int) -> tuple[int, int, int]:
    """Code of a length, with the bits that follow it."""
    at = max(at for at, (first, _) in enumerate(_LENGTHS) if first <= length)
    first, bits = _LENGTHS[at]
    return 257 + at, length - first, bits


class _Bits:
    """Bits as deflate packs them: the lowest of each byte first."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._held = self._many = 0

    def put(self, value: int, bits: int) -> None:
        self._held |= value << self._many
        self._many += bits
        while self._many >= 8:
            self._bytes.append(self._held & 255)
            self._held >>= 8
            self._many -= 8

    def symbol(self, value: int) -> None:
        """A fixed code, its highest bit first."""
        self.put(*_fixed(value))

    def done(self) -> bytes:
        if self._many:
            self._bytes.append(self._held & 255)
        return bytes(self._bytes)


@lru_cache(maxsize=288)
def _fixed(value: int) -> tuple[int, int]:
    """The fixed code of a literal or a length, turned round, and how many bits it has."""
    if value < 144:
        code, bits = 0b00110000 + value, 8
    elif value < 256:
        code, bits = 0b110010000 + value - 144, 9
    elif value < 280:
        code, bits = value - 256, 7
    else:
        code, bits = 0b11000000 + value - 280, 8
    return int(f"{code:0{bits}b}"[::-1], 2), bits
