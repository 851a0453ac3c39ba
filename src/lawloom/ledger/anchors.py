"""contributions/anchors.json: which issue of the forge carries the votes on which element of content.

Written by collections alone, outside the chain: the votes themselves are lines. An issue that is not listed here and
that the collecting account did not open is never an anchor, whatever its text says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from lawloom.errors import LedgerDamaged, problem
from lawloom.instance import Instance
from lawloom.ledger import durable
from lawloom.model.ids import ContributionId, SubjectId

Element = tuple[SubjectId, ContributionId]  # "bill" stands for the finished bill of the subject


@dataclass(slots=True)
class Anchors:
    """numbers: of issues, by element, the first one first."""

    numbers: dict[Element, list[int]] = field(default_factory=dict)

    @property
    def elements(self) -> Mapping[int, Element]:
        """The other way round: what each issue is the anchor of."""
        return {number: element for element, many in self.numbers.items() for number in many}

    def of(self, subject: SubjectId) -> dict[ContributionId, int]:
        """The first anchor of each element of one subject."""
        return {id: many[0] for (slug, id), many in self.numbers.items() if slug == subject and many}

    def add(self, element: Element, number: int) -> bool:
        """Take one more; whether it is new."""
        many = self.numbers.setdefault(element, [])
        new = number not in many
        if new:
            many.append(number)
        return new


def read_anchors(instance: Instance) -> Anchors:
    """The anchors; none where nothing was ever opened. raises LedgerDamaged where the file is not one of ours"""
    path = instance.anchors_file
    try:
        found = json.loads(path.read_bytes())
        numbers = {(slug, id): [*map(_number, many)] for slug, ids in found.items() for id, many in ids.items()}
    except FileNotFoundError:
        return Anchors()
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise LedgerDamaged(problem("anchors-unreadable", instance.name_of(path))) from error
    return Anchors(numbers)


def write_anchors(instance: Instance, anchors: Anchors) -> None:
    """Keep them. Under the lock only."""
    whole: dict[str, dict[str, list[int]]] = {}
    for (slug, id), many in anchors.numbers.items():
        whole.setdefault(slug, {})[id] = many
    durable.write(instance.anchors_file, (json.dumps(whole, sort_keys=True, indent=1) + "\n").encode())


def _number(value: object) -> int:
    if type(value) is not int or value < 1:
        raise TypeError
    return value
