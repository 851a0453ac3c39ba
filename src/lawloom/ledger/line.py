"""A line of the ledger: its canonical form, its digest, and reading it back. Design, section 5."""

from __future__ import annotations

import json
from hashlib import sha256
from json.encoder import encode_basestring as _quoted
from typing import Any

from lawloom.errors import LedgerDamaged, Place, Problem

Line = dict[str, Any]

ZEROS = "0" * 64  # `prev` of the first line
FORMAT = 1  # version of docs/data.md, written in the genesis line

_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


class NotALineError(ValueError):
    """Bytes that are not one JSON object in canonical form; `code` and `values` say what is wrong with them."""

    def __init__(self, code: str, **values: int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def canonical(value: Any) -> str:
    """The one way to write a value: keys sorted, no spaces, letters as they are.

    raises  ValueError for a float anywhere in it: a float has more than one way to be written
    """
    if _has_float(value):
        raise ValueError("a float cannot stand in the ledger")
    return _encode(value)


def digest(line: str | bytes) -> str:
    """SHA-256 in hex of a line without its newline. A lone surrogate raises ValueError: it has no bytes."""
    return sha256(line.encode() if isinstance(line, str) else line).hexdigest()


def text_digest(salt: str, data: dict[str, Any]) -> str:
    """What a line's `text` holds: the digest of the canonical array [salt, data]."""
    if not all(type(one) is str for one in data.values()):
        return digest(canonical([salt, data]))
    fields = ",".join([f"{_quoted(name)}:{_quoted(data[name])}" for name in sorted(data)])
    return digest(f"[{_quoted(salt)},{{{fields}}}]")  # the same, for what texts are: words under names


def read_object(raw: bytes) -> Line:
    """The object in raw (a line without its newline); NotALineError unless writing it again gives the same bytes."""
    try:
        text = raw.decode()
        value = json.loads(text, parse_float=_no_float, parse_constant=_no_float)
        if isinstance(value, dict) and _encode(value) == text:
            return value
    except NotALineError:
        raise
    except UnicodeDecodeError as error:
        raise NotALineError("line-not-utf8", byte=error.start + 1) from error
    except json.JSONDecodeError as error:
        raise NotALineError("line-not-json", column=error.pos + 1) from error
    except (ValueError, RecursionError) as error:  # 4,300 digits, 1,000 brackets
        raise NotALineError("line-not-canonical") from error
    raise NotALineError("line-not-canonical")


def parse_line(raw: bytes, place: Place) -> Line:
    """The object on one line. LedgerDamaged, naming the place, unless the bytes are its canonical form."""
    try:
        return read_object(raw)
    except NotALineError as error:
        raise LedgerDamaged(Problem(place, error.code, tuple(error.values.items()))) from error


def _no_float(_: str) -> None:
    raise NotALineError("line-not-canonical")


def _has_float(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_float(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return any(_has_float(inner) for inner in value)
    return isinstance(value, float)
