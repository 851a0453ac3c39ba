"""What people write by hand: YAML and Markdown files in, the model out, or every problem of every file at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawloom.errors import Problem
    from lawloom.instance import Instance
    from lawloom.model.consultation import Consultation


def read(instance: Instance) -> tuple[Consultation | None, list[Problem]]:
    """What people wrote, and every problem of every file, by place.

    A file with a problem costs that file and an entry with a problem that entry: what is sound is in the Consultation.
    It is None only where consultation.yml cannot be used. Raises nothing, whatever the files hold.
    """
    from lawloom.content.reader import read_all  # here: pydantic is slow to import; most runs take the kept reading

    return read_all(instance)
