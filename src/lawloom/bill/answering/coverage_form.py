"""Coverage as open data: coverage.json, from which every figure of the reply is recounted."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lawloom.bill.answering.coverage import Answer, Coverage, by_phase
from lawloom.bill.answering.provenance import Behind, Provenance, articles_of
from lawloom.model.editorial import Decision, LaterFate
from lawloom.model.progress import ChangeKind
from lawloom.model.subject import Subject
from lawloom.model.tally import ItemTally


def figures(found: Coverage, subject: Subject) -> dict[str, Any]:
    """The sums; docs/data.md says what each key means. Pages mark theirs by these paths."""
    speed = found.speed
    come = sum(bool(ties) for ties in found.provenance.ties.values())
    themes: dict[str, dict[str, dict[str, int]]] = {}
    for (phase, id), ids in found.themes.items():
        answered = sum(one in found.answers for one in ids)
        themes.setdefault(phase, {})[id] = {"asked": len(ids), "answered": answered, "open": len(ids) - answered}
    return {
        **_sum(found, found.asked),
        "outcomes": dict(sorted(found.outcomes.items())),
        "ways": dict(sorted(found.ways.items())),
        "phases": {
            phase: {**_sum(found, items), "kinds": _kinds(found, items)}
            for phase, items in by_phase(found.asked, subject).items()
        },
        "themes": themes,
        "speed": {"many": speed.many, "median": speed.median, "nine": speed.nine, "longest": speed.longest}
        if speed
        else None,
        "beside": len(found.beside),
        "apart": len(found.apart),
        "gone": len(found.gone),
        "provenance": {
            "articles": len(found.provenance.ties),
            "from": come,
            "own": len(found.provenance.own),
            "paragraphs": _paragraphs(found.provenance),
        },
    }


def as_json(found: Coverage, subject: Subject) -> dict[str, Any]:
    """All of it: the sums, each decision with those it is about, each answer, what is behind each article."""
    there = articles_of(subject)
    return {
        **figures(found, subject),
        "decisions": [_decision(one, there.get) for one in subject.decisions],
        "steps": list(_steps(subject)),
        "articles": {
            id: [
                {
                    "id": tie.id or None,
                    "theme": tie.decision.theme or None,
                    "how": tie.how.value,
                    "part": tie.part or None,
                    "struck": tie.struck,
                }
                for tie in ties
            ]
            for id, ties in found.provenance.ties.items()
        },
        "paragraphs": {
            id: [{"at": one.address, "ids": list(one.ids), "from": one.behind and one.behind.value} for one in row]
            for id, row in found.provenance.paragraphs.items()
        },
        "items": {item.id: _item(found.answers.get(item.id)) for item in found.asked},
        "others": {id: _item(one) for id, one in found.beside.items()},
    }


def printed(found: Coverage, subject: Subject) -> bytes:
    """The file, one decision, one article and one contribution a line."""
    value = as_json(found, subject)
    rows = ("decisions", "steps", "articles", "paragraphs", "items", "others")
    parts = [f"{_encode(key)}: {_encode(one)}" for key, one in value.items() if key not in rows]
    for key in rows:
        some = value[key]
        if isinstance(some, dict):
            lines = [f"  {_encode(id)}: {_encode(one)}" for id, one in some.items()]
            parts.append(f"{_encode(key)}: {_block(lines, '{}')}")
        else:
            parts.append(f"{_encode(key)}: {_block([f'  {_encode(one)}' for one in some], '[]')}")
    return ("{\n " + ",\n ".join(parts) + "\n}\n").encode()


def _steps(subject: Subject) -> Iterator[dict[str, Any]]:
    """What steps in parliament struck out or took up again, in order."""
    for step in subject.progress.steps if subject.progress else ():
        for change in step.touched if step.happened else ():
            if change.kind in (ChangeKind.STRUCK_OUT, ChangeKind.TAKEN_UP_AGAIN):
                out = change.kind is ChangeKind.STRUCK_OUT
                yield {"date": step.date, "out": out, "articles": list(change.articles)}


def _paragraphs(found: Provenance) -> dict[str, int]:
    """How many there are, and how many have what behind them."""
    behind = [one.behind for row in found.paragraphs.values() for one in row]
    return {"all": len(behind)} | {kind.value: behind.count(kind) for kind in Behind}


def _block(lines: list[str], ends: str) -> str:
    return f"{ends[0]}\n{f',{chr(10)}'.join(lines)}\n {ends[1]}" if lines else ends


_encode = json.JSONEncoder(ensure_ascii=False).encode


def _sum(found: Coverage, items: Iterable[ItemTally]) -> dict[str, int]:
    items = list(items)
    answered = sum(item.id in found.answers for item in items)
    return {"asked": len(items), "answered": answered, "open": len(items) - answered}


def _kinds(found: Coverage, items: list[ItemTally]) -> dict[str, dict[str, int]]:
    kinds = dict.fromkeys(item.kind for item in items)
    return {kind.value: _sum(found, [item for item in items if item.kind is kind]) for kind in kinds}


def _decision(one: Decision, article_of: Any) -> dict[str, Any]:
    return {
        "theme": one.theme or None,
        "on": list(one.on),
        "outcome": one.outcome.value,
        "reason": one.reason,
        "date": one.date,
        "by": one.by or None,
        "same_as": one.same_as or None,
        "articles": [{"id": name, "article": article_of(name)} for name in one.articles],
        "later": [_later(fate) for fate in one.later],
        "of_steps": [at for at, fate in enumerate(one.later) if fate.step],
    }


def _later(fate: LaterFate) -> dict[str, Any]:
    return {
        "outcome": fate.outcome.value,
        "date": fate.date,
        "by": fate.by,
        "reason": fate.reason,
        "link": fate.link or None,
    }


def _item(one: Answer | None) -> dict[str, Any]:
    if one is None:
        return {"outcome": None, "by": None, "days": None}
    return {"outcome": one.outcome, "by": one.by.value, "days": one.days}
