"""What is unusual in a subject as JSON: data/<slug>/signs.json. docs/data.md describes it."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from lawloom.model.ids import SubjectId
from lawloom.model.tally import Figures
from lawloom.signs import rules
from lawloom.signs.found import TextSigns, VoteSigns

Json = dict[str, Any]

RULES = {
    "least": rules.LEAST,
    "own": rules.OWN,
    "others": rules.OTHERS,
    "newcomers": rules.PART[0] * 100 // rules.PART[1],  # percent
    "first": rules.FIRST,
    "flood": rules.FLOOD,
    "times": rules.TIMES,
    "copies": rules.COPIES,
    "words": rules.WORDS,
}


def as_json(slug: SubjectId, votes: VoteSigns, texts: TextSigns, midnights: Collection[str]) -> Json:
    """The whole; unknown is told apart from 0 as everywhere."""
    return {
        "subject": slug,
        "rules": {**RULES, "midnights": sorted(midnights)},
        "bursts": [asdict(one) for one in votes.bursts.values()],
        "without": [
            {
                "on": on,
                "votes": _stances(one.votes),
                "left": _stances(one.left),
                "many": one.many,
                "changes": list(one.changes),
            }
            for on, one in votes.without.items()
        ],
        "first": {
            name: {"now": list(one.now), "without": list(one.without)} for name, one in sorted(votes.first.items())
        },
        "untimed": list(votes.untimed),
        "totals": totals(votes, texts),
        "texts": {
            "contributions": texts.contributions,
            "texts": texts.texts,
            "unseen": texts.unseen,
            "people": texts.people,
            "unknown": texts.unknown,
            "usual": texts.usual,
            "copies": [{**asdict(one), "many": len(one.ids)} for one in texts.copies],
            "floods": [{**asdict(one), "many": len(one.ids), "people": 1} for one in texts.floods],
        },
    }


def _stances(figures: Figures) -> dict[str, int]:
    return {stance.value: many for stance, many in sorted(figures.by_stance.items())}


def totals(votes: VoteSigns, texts: TextSigns) -> dict[str, int]:
    """How many there are of each sign; of how many items something would change; on how many only the day is known."""
    return {
        "bursts": len(votes.bursts),
        "fragile": len(votes.fragile),
        "votes": votes.weight,
        "untimed": len(votes.untimed),
        "copies": len(texts.copies),
        "floods": len(texts.floods),
    }


def dumps(value: Json) -> bytes:
    """As a file: keys sorted, an entry of a list a line, so that two versions are easily compared."""
    lines = [f'"{key}":{_value(value[key])}' for key in sorted(value)]
    return ("{" + ",\n".join(lines) + "}\n").encode("utf-8", "surrogatepass")


def _value(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(map(_encode, value)) + "\n]"
    return _encode(value)


_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
