"""Editorial pages: what people wrote, as plain Markdown with slots for figures, lists and citizens' words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lawloom.errors import Problem
    from lawloom.instance import Instance
    from lawloom.model.consultation import Consultation


def write(instance: Instance, consultation: Consultation) -> list[Problem]:
    """Write every editorial page into build/pages; see lawloom.pages.writer."""
    from lawloom.pages import writer  # here: a new vote writes no page, and must not wait for the templates

    return writer.write(instance, consultation)
