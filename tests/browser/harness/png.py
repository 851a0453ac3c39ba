"""A screenshot in 256 colours at most: half its bytes, and for a page of text the same to the eye."""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

MARK = b"\x89PNG\r\n\x1a\n"
Colour = tuple[int, int, int]


def in_few_colours(content: bytes, most: int = 256) -> bytes:
    """The same picture in its most telling colours; each other one becomes the nearest of them.

    content  a PNG as Chromium writes it: 8 bits, RGB or RGBA, not interlaced; what is see-through becomes opaque
    """
    (width, height, deep), rows = read(content)
    pixels = [list(zip(row[0::deep], row[1::deep], row[2::deep], strict=True)) for row in rows]
    seen = Counter(pixel for row in pixels for pixel in row)
    palette = telling(seen, most)
    place = {colour: nearest(colour, palette) for colour in seen}
    packed = b"".join(b"\0" + bytes(map(place.__getitem__, row)) for row in pixels)
    return MARK + b"".join(
        (
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            chunk(b"PLTE", b"".join(map(bytes, palette))),
            chunk(b"IDAT", zlib.compress(packed, 9)),
            chunk(b"IEND", b""),
        )
    )


def read(content: bytes) -> tuple[tuple[int, int, int], list[bytes]]:
    """Width, height and bytes a pixel; then each row's bytes, with what its filter took away put back."""
    assert content.startswith(MARK)
    found = dict.fromkeys((b"IHDR", b"IDAT"), b"")
    at = len(MARK)
    while at < len(content):
        size, name = struct.unpack(">I4s", content[at : at + 8])
        found[name] = found.get(name, b"") + content[at + 8 : at + 8 + size]
        at += size + 12
    width, height, bits, kind, *_ = struct.unpack(">IIBBBBB", found[b"IHDR"])
    assert bits == 8 and kind in (2, 6), "not as Chromium writes it"
    deep = 4 if kind == 6 else 3
    return (width, height, deep), list(unfiltered(zlib.decompress(found[b"IDAT"]), width * deep, deep))


def unfiltered(data: bytes, wide: int, deep: int) -> Iterator[bytes]:
    above = bytearray(wide)
    for start in range(0, len(data), wide + 1):
        how, row = data[start], bytearray(data[start + 1 : start + 1 + wide])
        for at, value in enumerate(row if how else b""):
            left, up, corner = (row[at - deep], above[at], above[at - deep]) if at >= deep else (0, above[at], 0)
            row[at] = (value + (0, left, up, (left + up) // 2, paeth(left, up, corner))[how]) & 255
        yield bytes(row)
        above = row


def paeth(left: int, up: int, corner: int) -> int:
    """Of three neighbours the one that is nearest to left + up - corner."""
    return min((left, up, corner), key=lambda one: abs(left + up - corner - one))


def telling(seen: Counter[Colour], most: int) -> list[Colour]:
    """The most frequent colour, then again and again the one that is far from those chosen and not rare."""
    (first, _), *_ = seen.most_common(1)
    chosen, far = [first], {colour: apart(colour, first) for colour in seen}
    while len(chosen) < min(most, len(seen)):
        chosen.append(max(far, key=lambda colour: far[colour] * seen[colour] ** 0.5))
        for colour in far:
            far[colour] = min(far[colour], apart(colour, chosen[-1]))
    return chosen


def apart(one: Colour, other: Colour) -> int:
    """The square of how far two colours lie from each other."""
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2


def nearest(colour: Colour, palette: list[Colour]) -> int:
    return min(range(len(palette)), key=lambda at: apart(colour, palette[at]))


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
