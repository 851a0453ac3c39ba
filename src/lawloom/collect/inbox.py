"""The inbox: files that were sent by pull request become contributions, each once, whatever becomes of the file later.

A file is known by its path; the id that it was given at first stays its own when a word is corrected in it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256

from lawloom.content.inbox import Sent, read_inbox
from lawloom.errors import LedgerDamaged, Problem, problem
from lawloom.instance import Instance
from lawloom.ledger import durable
from lawloom.model.consultation import Consultation
from lawloom.model.ids import ContributionId, SubjectId

DIGITS = 10


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of an inbox with the id of its contribution."""

    slug: SubjectId
    id: ContributionId
    sent: Sent


def read(
    instance: Instance, consultation: Consultation
) -> tuple[list[Filed], dict[str, ContributionId], list[Problem]]:
    """Every file of every inbox; the ids of all files ever seen, by path; and what is wrong with files left out.

    raises  LedgerDamaged where contributions/inbox.json is not one of ours
    """
    ids = _ids(instance)
    found, problems = [], []
    for slug in consultation.subjects:
        sent, told = read_inbox(instance, slug) if instance.inbox_of(slug).is_dir() else ([], [])
        problems += told
        for one in sent:
            ids.setdefault(one.path, id_of(one.path, one.raw))
            found.append(Filed(slug, ids[one.path], one))
    return found, ids, problems


def id_of(path: str, raw: bytes) -> ContributionId:
    """The id of a file that is first seen with these bytes."""
    return "f-" + sha256(path.encode() + b"\n" + raw).hexdigest()[:DIGITS]


def write_ids(instance: Instance, ids: dict[str, ContributionId]) -> None:
    """Keep the ids. Under the lock only."""
    if ids and ids != _ids(instance):
        durable.write(instance.inbox_file, (json.dumps(ids, sort_keys=True, indent=1) + "\n").encode())


def _ids(instance: Instance) -> dict[str, ContributionId]:
    try:
        found = json.loads(instance.inbox_file.read_bytes())
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise LedgerDamaged(problem("inbox-unreadable", instance.name_of(instance.inbox_file))) from error
    if not isinstance(found, dict) or not all(isinstance(id, str) for id in found.values()):
        raise LedgerDamaged(problem("inbox-unreadable", instance.name_of(instance.inbox_file)))
    return found
