"""The findings of a phase on the disk: contributions/<slug>/synthesis/<phase>.json.

Committed beside the ledger, so that the site is built without the packages of the analysis, and so that anybody sees by
a difference of two versions what another run changed. One contribution a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lawloom.errors import Problem
from lawloom.instance import Instance
from lawloom.ledger import durable
from lawloom.model.contribution import Side
from lawloom.model.findings import ArgumentFamily, Copies, Findings, FoundTheme, Placed
from lawloom.synthesis import machine_file

FORMAT = 1


def file_of(instance: Instance, slug: str, phase: str) -> Path:
    return instance.findings_of(slug) / f"{phase}.json"


def all_of(instance: Instance, slug: str, odd: list[Problem] | None = None) -> Iterator[Findings]:
    """The findings of every phase that has some, by its name; of a damaged file none.

    odd  takes a problem for each of those
    """
    yield from machine_file.sound(instance.findings_of(slug), lambda phase: read(instance, slug, phase), odd)


def read(instance: Instance, slug: str, phase: str) -> Findings | None:
    """The findings of a phase; None where there are none yet.

    raises  ContentProblems, findings-unreadable, where the file is not as `write` leaves it
    """
    path = file_of(instance, slug, phase)
    return machine_file.read(instance, path, phase, FORMAT, _findings)


def write(instance: Instance, slug: str, findings: Findings) -> Path:
    """Write them; the same findings give the same bytes."""
    path = file_of(instance, slug, findings.phase)
    durable.write(path, (json.dumps(_value(findings), ensure_ascii=False, indent=1) + "\n").encode())
    return path


def _value(findings: Findings) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "phase": findings.phase,
        "as_of": findings.as_of,
        "stability": dict(sorted(findings.stability.items())),
        "by_rule": list(findings.by_rule),
        "themes": [
            {
                "id": theme.id,
                "language": theme.language,
                "terms": list(theme.terms),
                "stability": theme.stability,
                "typical": list(theme.typical),
                "atypical": list(theme.atypical),
                "members": list(theme.members),
            }
            for theme in findings.themes
        ],
        "unclassified": list(findings.unclassified),
        "unsure": list(findings.unsure),
        "placed": {
            id: {"theme": placed.theme, "confidence": placed.confidence}
            for id, placed in sorted(findings.placed.items())
        },
        "copies": [
            {"representative": one.representative, "wordings": one.wordings, "members": list(one.members)}
            for one in findings.copies
        ],
        "families": [
            {
                "on": one.on,
                "side": one.side.value,
                "says": one.says,
                "terms": list(one.terms),
                "members": list(one.members),
            }
            for one in findings.families
        ],
    }


def _findings(value: dict[str, Any]) -> Findings:
    return Findings(
        phase=_text(value["phase"]),
        as_of=_text(value["as_of"]),
        themes=tuple(
            FoundTheme(
                _text(one["id"]),
                _text(one["language"]),
                _texts(one["terms"]),
                _texts(one["members"]),
                _texts(one["typical"]),
                _texts(one["atypical"]),
                int(one["stability"]),
            )
            for one in value["themes"]
        ),
        unclassified=_texts(value["unclassified"]),
        unsure=_texts(value["unsure"]),
        placed={id: Placed(_text(one["theme"]), int(one["confidence"])) for id, one in value["placed"].items()},
        copies=tuple(
            Copies(_text(one["representative"]), _texts(one["members"]), int(one["wordings"]))
            for one in value["copies"]
        ),
        families=tuple(
            ArgumentFamily(
                _text(one["on"]), Side(one["side"]), _text(one["says"]), _texts(one["members"]), _texts(one["terms"])
            )
            for one in value["families"]
        ),
        stability={language: int(share) for language, share in value["stability"].items()},
        by_rule=_texts(value["by_rule"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(one) for one in value)
