"""A count as JSON: one subject's part of `lawloom tally --json`, and data/<slug>/tally.json."""

from __future__ import annotations

import json
from collections.abc import Iterable
from json.encoder import encode_basestring as _quoted
from typing import Any

from lawloom.errors import Problem
from lawloom.model.contribution import Side
from lawloom.model.phase import Phase
from lawloom.model.tally import ChannelFigures, Figures, ItemTally, KindTally, SubjectTally
from lawloom.model.vote import Stance

Json = dict[str, Any]


def subject_as_json(tally: SubjectTally, dated: Iterable[Phase] = ()) -> Json:
    """One subject's part: also data/<slug>/tally.json of the site.

    dated  the phases of the subject
    """
    phases = {phase.name: phase for phase in dated}
    return {
        "subject": tally.subject,
        "as_of": tally.as_of or None,
        "lines": tally.lines,
        "head": tally.head,
        "people": tally.people,
        "late": tally.late,
        "outside": tally.outside,
        "uncounted": dict(tally.uncounted),
        "kinds": {kind.value: _kind(one) for kind, one in tally.kinds.items()},
        "channels": {name: _channel(one) for name, one in tally.channels.items()},
        "phases": [
            {
                "name": name,
                "kind": phases[name].kind.value,
                "opens": phases[name].opens_at,
                "closes": phases[name].closes_at,
                "items": items,
            }
            for name, items in tally.phases.items()
            if name in phases
        ],
        "days": [{"day": day, **one._asdict()} for day, one in tally.days.items()],
        "bill": None
        if tally.bill is None
        else {
            "signature": tally.bill.total.of(Stance.SIGNATURE),
            "people": tally.bill.people,
            "outside": tally.bill.outside,
            "channels": {
                one.channel: {"people": one.people, "rows": _stances(one.rows), "counts": _stances(one.counts)}
                for one in tally.bill.channels
            },
        },
        "orders": {
            "supported": list(tally.supported),
            "discussed": list(tally.discussed),
            "divided": list(tally.divided),
        },
        "notes": [_note(note) for note in tally.notes],
        "items": [json.loads(item_line(item)) for item in tally.items.values()],
    }


def dumps(subject: Json) -> str:
    """The text of one subject's part: keys sorted, an item a line, so that two versions are easily compared."""
    parts = {key: _encode(value) for key, value in subject.items()}
    parts["items"] = "[\n" + ",\n".join(map(_encode, subject["items"])) + "\n]"
    return "{" + ",\n".join(f'"{key}":{parts[key]}' for key in sorted(parts)) + "}\n"


_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
_STANCES = tuple((stance.value, stance) for stance in Stance)


def _stances(figures: Figures) -> Json:
    of = figures.by_stance.get
    return {name: of(stance) for name, stance in _STANCES}


def _kind(kind: KindTally) -> Json:
    sides = {"sides": {side.value: kind.sides.get(side, 0) for side in Side}} if kind.sides else {}
    return {"items": kind.items, "late": kind.late, **_stances(kind.total), **sides}


def _channel(channel: ChannelFigures) -> Json:
    return {
        "items": channel.items,
        "people": channel.people,
        "rows": _stances(channel.rows),
        "counts": _stances(channel.counts),
    }


def item_line(item: ItemTally) -> str:
    """One item as it stands in tally.json: one line of JSON, keys sorted.

    Written without a look at each key: of ten thousand items this is most of what a printing counts in data.
    """
    of = item.total.by_stance.get
    return (
        f'{{"against":{of(Stance.AGAINST, "null")},'
        f'"arguments":{{"against":{item.arguments_against},"for":{item.arguments_for}}},'
        f'{_edited(item)}"channels":[{",".join([_way(one) for one in item.channels])}],'
        f'"comments":{item.comments},"discussion":{item.discussion},"for":{of(Stance.FOR, "null")},'
        f'"id":{_quoted(item.id)},"kind":"{item.kind}","last_at":{_text(item.last_at)},'
        f'"late":{"true" if item.late else "false"},"merged_into":{_text(item.merged_into)},'
        f'"mixed":{of(Stance.MIXED, "null")},"on":{_text(item.on)},"origin":{_quoted(item.origin)},'
        f'"outside":{item.outside},"own":{_text(item.own)},"pass":{of(Stance.PASS, "null")},'
        f'"people":{"null" if item.people is None else item.people},"phase":{_text(item.phase)},'
        f'"set_aside":{"true" if item.set_aside else "false"},"set_aside_reason":{_text(item.set_aside)},'
        f'"side":{_text(item.side)},"signature":{of(Stance.SIGNATURE, "null")},"sources":{item.sources},'
        f'"support":{of(Stance.SUPPORT, "null")}}}'
    )


def _edited(item: ItemTally) -> str:
    """Of one whose text was changed alone: there are few."""
    return "" if item.before_edit is None else f'"before_edit":{item.before_edit},'


def _way(one: ChannelFigures) -> str:
    people = "null" if one.people is None else one.people
    figures = f'"counts":{_known(one.counts)},"people":{people},"rows":{_known(one.rows)}'
    return f'{{"channel":{_quoted(one.channel)},{figures}}}'


def _known(figures: Figures) -> str:
    """Only the stances of which something is known: of ten thousand items, the others would be most of the file."""
    return "{" + ",".join([f'"{stance}":{many}' for stance, many in sorted(figures.by_stance.items())]) + "}"


def _text(text: str | None) -> str:
    """The text as JSON; null where there is none."""
    return _quoted(text) if text else "null"


def _note(note: Problem) -> Json:
    return {"code": note.code, "values": dict(note.values)}
