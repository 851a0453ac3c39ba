"""What a faulty entry of moderation.yml may have meant to remove from view: in doubt it stays hidden."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from lawloom.model.editorial import Moderation, ModerationAct
from lawloom.model.ids import ContributionId, is_slug

_HIDING = {act.value: act for act in (ModerationAct.HIDE, ModerationAct.SET_ASIDE)}
_OTHERS = frozenset(act.value for act in ModerationAct) - _HIDING.keys()
_BETWEEN = re.compile(r"[\s,;]+")


def still_hidden(value: Any, line: int, twice: Collection[str] = ()) -> list[Moderation] | None:
    """An act for each contribution that the entry may remove; None where nobody can tell which ones they are.

    value  the entry as it stands in the file
    twice  its keys that were given twice: what the second said is not in `value`
    """
    if value is None:
        return []
    if not isinstance(value, dict):
        return None
    said = {str(key).strip().casefold(): given for key, given in value.items()}
    act = _plain(said.get("act"))
    if act in _OTHERS and "act" not in twice:
        return []
    on = None if "on" in twice else _ids(said.get("on"))
    if on is None:
        return None
    rule, reason = (given if isinstance(given := said.get(key), str) else "" for key in ("rule", "reason"))
    kind = _HIDING.get(act, ModerationAct.HIDE)
    return [Moderation(name, kind, rule, reason, "", line=line) for name in on]


def _plain(text: Any) -> str:
    return text.strip().casefold() if isinstance(text, str) else ""


def _ids(given: Any) -> list[ContributionId] | None:
    """The ids in a text or a list, each once; None where there is none, or something that is not one."""
    parts = given if isinstance(given, list) else [given]
    names = [name for part in parts for name in _BETWEEN.split(_plain(part))]
    return list(dict.fromkeys(names)) if names and all(is_slug(name) for name in names) else None
