"""A digest of what is printed, by which the press tells whether it changed."""

from __future__ import annotations

import hashlib


def digest(parts: str | bytes) -> int:
    """64 bits of BLAKE2, never 0."""
    raw = parts.encode("utf-8", "surrogatepass") if isinstance(parts, str) else parts
    return int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest(), "big") or 1
