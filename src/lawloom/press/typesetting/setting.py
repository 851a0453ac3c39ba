"""The pages of every language laid out and set, each in its own place, before the press prints them all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lawloom.errors import Problem
from lawloom.instance import Instance
from lawloom.model.consultation import Consultation
from lawloom.model.languages import in_language
from lawloom.model.plain import noun, plain

if TYPE_CHECKING:
    from lawloom.content.kept import Reading


def languages(instance: Instance, consultation: Consultation) -> list[tuple[Instance, Consultation]]:
    """Every language as its readers see it, with the place where its pages are made; the main one first."""
    readers = [in_language(consultation, one) for one in consultation.settings.languages]
    return [(instance.of(one.settings.folder.rstrip("/")), one) for one in readers]


def set_type(instance: Instance, read: Reading, engine: str) -> list[Problem]:
    """Have editorial pages as HTML with slots, unless they stand there for these very files.

    Gives what people should mend; what was not translated is laid out in every language and told once.
    """
    mark = instance.build / "state" / "set.json"
    key = [read.fingerprint, engine]
    places = languages(instance, read.consultation)
    try:
        known, problems = json.loads(mark.read_bytes())
        if known == key and all((place.typeset / "index.html").is_file() for place, _ in places):
            return list(noun(problems))
    except (OSError, ValueError, TypeError):
        pass
    from lawloom import pages
    from lawloom.press.typesetting import typeset

    mark.unlink(missing_ok=True)
    by = typeset.engine(engine, root=instance.root)
    told: list[Problem] = []
    for place, consultation in places:
        told += pages.write(place, consultation)
        typeset.run(place, consultation.settings, by=by)
    typeset.clear(instance, read.consultation.settings)
    told = list(dict.fromkeys(told))
    mark.write_text(json.dumps([key, plain(tuple(told))]), encoding="utf-8")
    return told
