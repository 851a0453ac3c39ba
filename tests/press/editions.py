"""A counted subject made by hand, with its texts on the disk, for tests that need no ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from lawloom.instance import Instance
from lawloom.ledger.line import canonical
from lawloom.model.contribution import Actor, Contribution, Kind, Text
from lawloom.model.subject import Subject
from lawloom.model.tally import ChannelFigures, Figures, ItemTally, SubjectTally
from lawloom.model.vote import Stance
from lawloom.press.desk.edition import SubjectEdition
from pages.builders import a_subject

AS_OF = "2027-03-18T06:00:00Z"


def a_solution(id: str, **changes: Any) -> Contribution:
    given = Contribution(
        id=id,
        kind=Kind.SOLUTION,
        on=None,
        by="ab" * 10,
        actor=Actor.CITIZEN,
        area=None,
        channel="github",
        sent_at="2027-03-01T10:00:00Z",
    )
    return replace(given, **changes)


def an_item(one: Contribution, votes_for: int = 3, mixed: int = 2, against: int = 1, **changes: Any) -> ItemTally:
    total = Figures({Stance.FOR: votes_for, Stance.MIXED: mixed, Stance.AGAINST: against})
    people = votes_for + mixed + against
    given = ItemTally(
        id=one.id,
        kind=one.kind,
        side=one.side,
        on=one.on,
        total=total,
        people=people,
        channels=(ChannelFigures("github", 1, people, total),),
        last_at=one.sent_at,
    )
    return replace(given, **changes)


def an_edition(
    items: Iterable[tuple[Contribution, ItemTally]], subject: Subject | None = None, **changes: Any
) -> SubjectEdition:
    pairs = list(items)
    subject = subject or a_subject(elements=())
    tally = SubjectTally(
        subject=subject.id,
        as_of=AS_OF,
        lines=len(pairs),
        head="0" * 64,
        items={item.id: item for _, item in pairs},
        kinds={},
        people=None,
        channels={},
        supported=tuple(item.id for _, item in pairs),
    )
    return SubjectEdition(subject, replace(tally, **changes), {one.id: one for one, _ in pairs})


def write_texts(instance: Instance, slug: str, texts: Iterable[tuple[str, int, Text]]) -> None:
    """Rows of texts/0001.jsonl: (id, rev, text)."""
    folder = instance.texts_of(slug)
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for id, rev, text in texts:
        fields = {name: getattr(text, name) for name in ("title", "body", "name", "link", "quote")}
        data = {name: value for name, value in fields.items() if value}
        rows.append(canonical({"id": id, "rev": rev, "salt": "" if text.erased else "aa", "data": data}) + "\n")
    Path(folder / "0001.jsonl").write_text("".join(rows), encoding="utf-8")
