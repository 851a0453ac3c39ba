"""The account of each phase as open data: synthesis/<phase>.json, from which the figures of its pages are recounted."""

from __future__ import annotations

import json
from typing import Any

from lawloom.press.desk import accounts
from lawloom.press.desk.accounts import Told
from lawloom.press.desk.desk import Desk
from lawloom.synthesis.account import kinds_of
from lawloom.synthesis.material import Size


def files(desk: Desk) -> dict[str, bytes]:
    """The files by their name in the folder of the subject's data."""
    return {f"synthesis/{phase}.json": as_json(told) for phase, told in accounts.of(desk).items()}


def as_json(told: Told) -> bytes:
    """One account; docs/data.md says what each key means."""
    account = told.account
    value: dict[str, Any] = {
        "phase": told.phase,
        "as_of": told.findings.as_of,
        **_size(account.size),
        "accounted": len(account.theme_of) + len(account.unclassified) + len(account.set_aside),
        "themes": {
            theme.id: {
                "name": theme.name or None,
                "terms": list(theme.terms),
                **_size(theme.size),
                "kinds": dict(sorted(kinds_of(theme.members, told.material).items())),
                "members": list(theme.members),
            }
            for theme in told.themes
        },
        "unclassified": list(account.unclassified),
        "set_aside": dict(account.set_aside),
        "missing": list(account.missing),
        "copies": [list(one.members) for one in told.findings.copies],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _size(size: Size) -> dict[str, int]:
    return {
        "contributions": size.contributions,
        "texts": size.texts,
        "people": size.people,
        "unknown": size.unknown,
    }
