"""The files of issue forms, made from the consultation's own settings, subjects, languages and phases."""

from __future__ import annotations

from typing import Any

import yaml

from lawloom import messages
from lawloom.collect.github import forms
from lawloom.model import issue_form
from lawloom.model.consultation import Consultation
from lawloom.model.instant import Instant

_HEAD = "# {}\n"
# About the software itself, where it stands in the repository: an issue with this label is never a contribution.
ENGINE = "engine"


def files(consultation: Consultation, as_of: Instant, *, engine: bool = False) -> dict[str, bytes]:
    """Every form by its path, and what stands beside them; none of contributions where nothing is collected.

    as_of   moment of the last record; see lawloom.collect.github.forms.due
    engine  whether the engine itself stands in this repository: then there is a form about it
    """
    settings = consultation.settings
    spoken = issue_form.tongues(settings)
    made: dict[str, dict[str, Any]] = {"config.yml": forms.config(settings, spoken[0])}
    if settings.collect:
        many = len(consultation.subjects)
        for kind, taking in forms.due(consultation, as_of).items():
            for tongue in spoken:
                made[issue_form.name_of(kind, tongue, settings)] = forms.form(
                    kind, taking, tongue, settings, subjects=many
                )
    if engine:
        made[f"{ENGINE}.yml"] = _about_the_engine()
    head = _HEAD.format(messages.word("form-written", spoken[0]))
    return {f"{issue_form.FOLDER}/{name}": (head + _yaml(content)).encode() for name, content in made.items()}


def _yaml(content: dict[str, Any]) -> str:
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=1_000, default_flow_style=False)


def _about_the_engine() -> dict[str, Any]:
    """A form with two fields: which page, and what is wrong or missing there."""

    def field(id: str, type: str) -> dict[str, Any]:
        label, about = (messages.word(f"form-engine-{id}{end}", "en") for end in ("", "-help"))
        attributes = {"label": label, "description": about}
        return {"type": type, "id": id, "attributes": attributes, "validations": {"required": id == "what"}}

    return {
        "name": messages.word("form-engine", "en"),
        "description": messages.word("form-engine-about", "en"),
        "labels": [ENGINE],
        "body": [field("where", "input"), field("what", "textarea")],
    }
