"""Short ways to a subject that was folded and counted: what the press is given, without a ledger."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import html5lib

from lawloom.model.article import Article
from lawloom.model.bill import Bill
from lawloom.model.consultation import Consultation, Settings
from lawloom.model.contribution import PAGED, Contribution, Kind, Side, Text
from lawloom.model.people import People, Person
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.subject import Element, Subject
from lawloom.model.tally import ChannelFigures, Figures, ItemTally, KindTally, SubjectTally
from lawloom.model.vote import STANCES, Stance
from lawloom.press.contributions import prints
from lawloom.press.data import rows
from lawloom.press.desk.desk import Desk, desk_of
from lawloom.press.desk.edition import SubjectEdition
from lawloom.press.html.press import Press, make_ready
from lawloom.press.html.sandbox import Sandbox
from lawloom.press.html.style_sheets import styles
from lawloom.press.site.files import Files
from lawloom.press.subject import printer

MARKS = re.compile(r"</?data\b[^>]*>")  # around figures, for machines
DAY = "2027-02-26T09:00:00Z"
AS_OF = "2027-03-18T06:00:00Z"
SETTINGS = Settings(title="Laws", languages=("en",), timezone="UTC", subtitle="Assembly")
PHASES = (
    Phase("causes", PhaseKind.CAUSES, "2027-01-25T00:00:00Z", "2027-02-22T00:00:00Z"),
    Phase("solutions", PhaseKind.SOLUTIONS, "2027-02-22T00:00:00Z", "2027-03-31T00:00:00Z"),
    Phase("debate", PhaseKind.DEBATE, "2027-05-18T00:00:00Z", "2027-05-19T00:00:00Z"),
)


def read_aloud(html: str) -> str:
    """The page without the marks around its figures."""
    return MARKS.sub("", html)


class Typed(dict[str, Text]):
    """Texts that are at hand."""

    def fetch(self, ids: Collection[str]) -> None:
        pass

    def __call__(self, id: str) -> Text | None:
        return self.get(id)


@dataclass
class Case:
    """A subject as it is put together: contributions with their texts and figures."""

    slug: str = "quiet"
    contributions: dict[str, Contribution] = field(default_factory=dict)
    texts: Typed = field(default_factory=Typed)
    items: dict[str, ItemTally] = field(default_factory=dict)
    subject: dict[str, Any] = field(default_factory=dict)
    settings: Settings = SETTINGS

    def add(
        self,
        id: str,
        kind: Kind = Kind.SOLUTION,
        *,
        on: str | None = None,
        title: str = "",
        body: str = "",
        name: str = "",
        link: str = "",
        votes: Mapping[Stance, int] | None = None,
        counts: Mapping[Stance, int] | None = None,
        side: Side | None = None,
        tallied: Mapping[str, Any] | None = None,
        **sent: Any,
    ) -> Case:
        """One more contribution. votes: rows, one person each; counts: totals; None: not known."""
        one = Contribution(
            id=id, kind=kind, on=on, by="0" * 20, actor=None, area=None, side=side,
            **{"channel": "mail", "sent_at": DAY, **sent},
        )  # fmt: skip
        self.contributions[id] = one
        self.texts[id] = Text(title=title, body=body, name=name, link=link)
        self.tell(id, kind, on=on, side=side, votes=votes, counts=counts, channel=one.channel, **(tallied or {}))
        return self

    def tell(
        self,
        id: str,
        kind: Kind,
        *,
        on: str | None = None,
        side: Side | None = None,
        votes: Mapping[Stance, int] | None = None,
        counts: Mapping[Stance, int] | None = None,
        channel: str = "mail",
        **more: Any,
    ) -> None:
        total: dict[Stance, int] = {}
        for stance in STANCES[kind]:
            if votes is not None or (counts is not None and stance in counts):
                total[stance] = (votes or {}).get(stance, 0) + (counts or {}).get(stance, 0)
        rows = {stance: (votes or {}).get(stance, 0) for stance in STANCES[kind]} if votes is not None else {}
        self.items[id] = ItemTally(
            id=id, kind=kind, side=side, on=on, total=Figures(total),
            people=sum(rows.values()) if votes is not None else None,
            channels=(ChannelFigures(channel, rows=Figures(rows), counts=Figures(dict(counts or {}))),),
            **{"last_at": DAY, **more},
        )  # fmt: skip

    def edition(self) -> SubjectEdition:
        answers: dict[str, list[Contribution]] = {}
        for one in self.contributions.values():
            answers.setdefault(one.on or "", []).append(one)
        items = {}
        for id, item in self.items.items():
            said = answers.get(id, ())
            items[id] = replace(
                item,
                arguments_for=sum(one.side is Side.FOR for one in said),
                arguments_against=sum(one.side is Side.AGAINST for one in said),
                sources=sum(one.kind is Kind.SOURCE for one in said),
                comments=sum(one.kind is Kind.COMMENT for one in said),
            )
        paged = [item for item in items.values() if item.kind in PAGED]
        sides = {side: sum(item.side is side for item in items.values()) for side in Side}
        kinds = {
            kind: KindTally(
                kind,
                sum(item.kind is kind for item in items.values()),
                Figures({}),
                sides=sides if kind is Kind.ARGUMENT else {},
            )
            for kind in dict.fromkeys(item.kind for item in items.values())
        }
        tally = SubjectTally(
            subject=self.slug, as_of=AS_OF, lines=len(self.contributions) + 1, head="d9e24b1066af" + "0" * 52,
            items=items, kinds=kinds, people=len(self.contributions),
            channels={"mail": ChannelFigures("mail", items=len(items), people=3, rows=Figures({Stance.FOR: 3}))},
            supported=_ranked(paged, Stance.FOR), divided=_ranked(paged, Stance.AGAINST),
            discussed=tuple(
                item.id for item in sorted(paged, key=lambda one: (-one.arguments_for - one.arguments_against, one.id))
            ),
        )  # fmt: skip
        subject = Subject(
            **{
                "id": self.slug, "title": "Quiet nights", "summary": "Sleep.", "language": "en", "phases": PHASES,
                "question": "How do we sleep?", "representative": "ines", **self.subject,
            }
        )  # fmt: skip
        return SubjectEdition(subject, tally, self.contributions)

    def consultation(self) -> Consultation:
        people = People({"ines": Person("ines", "Ines Valdrun", role="member for Lower Halm")})
        subject = self.edition().subject
        return Consultation(self.settings, {subject.id: subject}, people)

    def press(self, worker: Any = None, cache: Path | None = None) -> Press:
        return make_ready(self.consultation(), worker or Sandbox(), cache=cache)

    def desk(self, press: Press | None = None) -> Desk:
        return desk_of(press or self.press(), self.edition(), self.texts)

    def printed(self, site: Path, states: Path | None = None) -> Files:
        """The pages of the subject in a folder."""
        files = Files(site, states)
        with Sandbox() as worker:
            press = self.press(worker)
            desk = self.desk(press)
            records = prints.of_records(desk, rows.states(self.edition()))
            printer.print_subject(press, desk, files.part(self.slug), records)
        part = files.part("whole")
        for name, content in styles():
            part.put(name, content)
        files.finish()
        return files


def _ranked(items: Iterable[ItemTally], stance: Stance) -> tuple[str, ...]:
    return tuple(item.id for item in sorted(items, key=lambda one: (-(one.total.of(stance) or 0), one.id)))


def elements(*pairs: tuple[str, Kind, str]) -> tuple[Element, ...]:
    return tuple(Element(id, kind, title, f"About {title}.") for id, kind, title in pairs)


def a_bill(*ids: str) -> Bill:
    return Bill("Bill", "", tuple(Article(id, f"Article {n}", id.title(), "Text.", n) for n, id in enumerate(ids, 1)))


def words(html: str) -> str:
    """What a reader reads in the page's main part."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return re.sub(r" ([.,;:)])", r"\1", " ".join(" ".join(tree.find(".//main").itertext()).split())).replace("( ", "(")
