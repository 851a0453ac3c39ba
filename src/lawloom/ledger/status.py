"""contributions/status.json: how long each ledger was after the last run, so that one rolled back is noticed; and since
when all comments of the forge are read, so that no phase is settled before.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any

from lawloom.errors import LedgerDamaged, problem
from lawloom.instance import Instance
from lawloom.ledger import durable
from lawloom.model.instant import Instant, moment

_COMMENTS = "comments_read"
_HEX = re.compile(r"[0-9a-f]{64}")
_INSTANT = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?")


@dataclass(frozen=True, slots=True)
class Standing:
    """A ledger after its last run."""

    lines: int
    head: str  # digest of its last line
    as_of: Instant  # start of that run, also of one that found nothing


def standings(instance: Instance) -> dict[str, Standing]:
    """Every subject's standing, by slug; empty where nothing was ever collected or imported.

    raises  LedgerDamaged when the file cannot be read as what this module writes
    """
    file = _read(instance)
    try:
        return {slug: _standing(value) for slug, value in file.get("subjects", {}).items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise LedgerDamaged(problem("status-unreadable", instance.name_of(instance.status_file))) from error


def seen_at(instance: Instance, slug: str) -> Instant:
    """The last moment at which it is known what this subject received; "" where nothing was ever looked at.

    Also of a subject that received nothing yet: its phases open and close with each look at the forge all the same.
    """
    standing = standings(instance).get(slug)
    return standing.as_of if standing else comments_read(instance) or ""


def write_standing(instance: Instance, slug: str, standing: Standing) -> None:
    """Say how the ledger stands now; the other subjects and what else the file holds stay. Under the lock only."""
    file = _read(instance)
    _write(instance, file, file | {"subjects": file.get("subjects", {}) | {slug: asdict(standing)}})


def comments_read(instance: Instance) -> Instant | None:
    """The moment at which, or later, every comment on the forge was read with its votes; "" where one never was.

    None where nothing was ever collected from a forge. raises LedgerDamaged as `standings` does
    """
    found = _read(instance).get(_COMMENTS)
    if found is not None and not (isinstance(found, str) and _INSTANT.fullmatch(found)):
        raise LedgerDamaged(problem("status-unreadable", instance.name_of(instance.status_file)))
    return found


def write_comments_read(instance: Instance, at: Instant) -> None:
    """Say since when they are. Under the lock only."""
    file = _read(instance)
    _write(
        instance, file, {"subjects": {}} | file | {_COMMENTS: at}
    )  # the verifier wants to be told that there is none


def _write(instance: Instance, before: dict[str, Any], after: dict[str, Any]) -> None:
    if after != before:
        written = json.dumps(after, sort_keys=True, ensure_ascii=False, indent=1) + "\n"
        durable.write(instance.status_file, written.encode())


def _read(instance: Instance) -> dict[str, Any]:
    try:
        file = json.loads(instance.status_file.read_bytes())
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError) as error:
        raise LedgerDamaged(problem("status-unreadable", instance.name_of(instance.status_file))) from error
    if not isinstance(file, dict) or not isinstance(file.get("subjects", {}), dict):
        raise LedgerDamaged(problem("status-unreadable", instance.name_of(instance.status_file)))
    return file


def _standing(value: dict[str, Any]) -> Standing:
    lines, head, as_of = value["lines"], value["head"], value["as_of"]
    if type(lines) is not int or lines < 0 or not _HEX.fullmatch(head) or not _INSTANT.fullmatch(as_of):
        raise ValueError("not a standing")
    if as_of:
        moment(as_of)  # a day that there is
    return Standing(lines, head, as_of)
