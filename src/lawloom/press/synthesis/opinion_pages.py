"""The page of the opinion groups of a phase: what all share first, then how people divide, then how sure that is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from lawloom.model.ids import ContributionId
from lawloom.model.opinion import LETTERS, SMALLEST, Opinion, OpinionItem
from lawloom.press.contributions import prints
from lawloom.press.desk import threads
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.subject_page import subject_page
from lawloom.press.desk.timeline import phase_name
from lawloom.press.html.press import Press
from lawloom.press.html.words import Words
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part
from lawloom.press.synthesis import opinion_picture
from lawloom.synthesis import opinion_file

UP = "../../"  # to the folder of the subject
MOST = 5  # points of each side that all share
MOST_ROWS = 50  # of the table of all points
# From so many percent on; below the second, not at all.
STABLE = (80, 50)
CLEAR = (70, 50)
EVEN = 2  # times as many people in the largest group as in the smallest


class Point(NamedTuple):
    """Something that was voted on, and figures in words."""

    title: Markup
    figures: list[Markup]


class Group(NamedTuple):
    letter: str
    name: str
    sign: Markup
    shape: str
    people: Markup
    share: str
    telling: list[Point]


def print_opinions(press: Press, desk: Desk, part: Part) -> None:
    """Print the page of each phase whose groups were looked for."""
    if not desk.opinions:
        return
    ground = prints.ground(desk)
    for opinion in of(desk):
        name = f"subjects/{desk.subject.id}/{address(opinion)}index.html"
        ids = [one.id for one in opinion.items]
        desk.texts.fetch([id for id in ids if id in desk.contributions])
        shown = repr([(id, desk.title(id), _href(desk, id)) for id in ids])
        print_ = digest("\x1d".join([ground, repr(opinion), shown]))
        if not part.stands(name, print_):
            part.put(name, _page(press, desk, opinion), print_)


def of(desk: Desk) -> list[Opinion]:
    """The opinion groups of phases that the subject has, in the order of the phases."""
    found = {one.phase: one for one in desk.opinions}
    return [found[phase.name] for phase in desk.subject.phases if phase.name in found]


def address(opinion: Opinion) -> str:
    """From the folder of the subject."""
    return f"opinion/{opinion.phase}/"


def data_files(desk: Desk) -> dict[str, bytes]:
    """The same as open data, by their name in the folder of the subject's data."""
    return {f"opinion/{one.phase}.json": opinion_file.as_json(one) for one in of(desk)}


def links(desk: Desk) -> dict[str, tuple[str, str]]:
    """By phase what it is called, and the address of its page from the folder of the subject."""
    return {one.phase: (_phase(desk, one), address(one)) for one in of(desk)}


def _page(press: Press, desk: Desk, opinion: Opinion) -> bytes:
    words = desk.words
    page = subject_page(desk, press.printery, address(opinion))
    phase = _phase(desk, opinion)
    title = words("op-title", phase=phase)
    view = _View(desk, opinion)
    many = len(opinion.groups) > 1
    stated = words.html(
        "op-lede",
        people=view.figure("people", opinion.people, "op-n-people"),
        votes=view.figure("votes", opinion.votes, "op-n-votes"),
        points=view.figure("points", len(opinion.items), "op-n-points"),
    )
    groups = words("op-n-groups", n=len(opinion.groups))
    body = page.render(
        "opinion.html",
        title=title,
        stated=stated,
        lede=words("op-lede-groups", groups=groups) if many else words("op-lede-alone"),
        many=many,
        few=len(opinion.items) < 2,
        shared=list(view.points(1)),
        refused=list(view.points(-1)),
        picture=opinion_picture.picture(opinion, words("op-picture"), words("op-picture-desc", groups=groups))
        if many
        else "",
        shown=words.html("op-divide-line", share=view.percent("shown", opinion.shown)),
        groups=list(view.groups()) if many else [],
        sure=list(_sure(view)),
        letters=LETTERS[: len(opinion.groups)],
        rows=[view.row(one) for one in opinion.items[:MOST_ROWS]],
        is_cut=len(opinion.items) > MOST_ROWS,
        when=words.moment(opinion.as_of),
        data=f"{page.top}data/{desk.subject.id}/opinion/{opinion.phase}.json",
    )
    return page.printed(title, [body])


def _phase(desk: Desk, opinion: Opinion) -> str:
    phase = desk.subject.phase(opinion.phase)
    return phase_name(phase, desk.words) if phase else opinion.phase


def _href(desk: Desk, id: ContributionId) -> str:
    """Where it stands; empty where it has no page any more."""
    return f"{UP}{threads.address(desk, id)}" if desk.has_page(id) or id in desk.contributions else ""


class _View:
    """One phase's groups in words."""

    def __init__(self, desk: Desk, opinion: Opinion) -> None:
        self.desk = desk
        self.words: Words = desk.words
        self.opinion = opinion
        self.letters = LETTERS[: len(opinion.groups)]

    def figure(self, path: str, n: int, key: str = "", **values: Markup | str) -> Markup:
        return self.words.figure(f"opinion/{self.opinion.phase}/{path}", n, key, **values)

    def percent(self, path: str, n: int | None) -> Markup:
        return self.words.html("share", share=self.figure(path, n or 0))

    def title(self, id: ContributionId) -> Markup:
        """Its title with the way there, isolated from our words."""
        desk, href = self.desk, _href(self.desk, id)
        attribute = desk.attribute_of(id)
        if not href:
            return Markup("<bdi{}>{}</bdi>").format(attribute, desk.title(id))
        return Markup('<a href="{}" dir="auto"{}>{}</a>').format(href, attribute, desk.title(id))

    def of_seen(self, item: OpinionItem, group: int, stance: int) -> Markup:
        """62 of 80 for."""
        votes, path = item.votes[group], f"items/{item.id}/{self.letters[group]}"
        side = "for" if stance > 0 else "against"
        seen = self.figure(path, votes.seen)
        return self.words.html(f"op-of-{side}", n=self.figure(f"{path}/{side}", votes.of(stance)), seen=seen)

    # --- what all share -----------------------------------------------------------------------------------------------

    def points(self, stance: int) -> Iterator[Point]:
        """What every group is for, or against; with one group, what most people are."""
        for item in shared(self.opinion, stance):
            figures = [self.of_seen(item, group, stance) for group in range(len(self.letters))]
            if len(figures) > 1:
                figures = [
                    Markup("<b>{}</b> {}").format(letter, one)
                    for letter, one in zip(self.letters, figures, strict=True)
                ]
            yield Point(self.title(item.id), figures)

    # --- groups -------------------------------------------------------------------------------------------------------

    def groups(self) -> Iterator[Group]:
        words, opinion = self.words, self.opinion
        for at, (letter, people) in enumerate(zip(self.letters, opinion.groups, strict=True)):
            yield Group(
                letter,
                words("op-group", letter=letter),
                opinion_picture.sign(at),
                words(f"op-mark-{letter.lower()}"),
                self.figure(f"groups/{letter}", people),
                words.share(people, opinion.people),
                list(self._telling(at)),
            )

    def _telling(self, group: int) -> Iterator[Point]:
        items = {one.id: one for one in self.opinion.items}
        letter = self.letters[group]
        for id, stance in self.opinion.telling[group]:
            own, rest = items[id].votes[group], items[id].besides(group)
            side = "for" if stance > 0 else "against"
            said = self.words.html(
                f"op-tell-{side}",
                n=self.figure(f"items/{id}/{letter}/{side}", own.of(stance)),
                seen=self.figure(f"items/{id}/{letter}", own.seen),
                others=self.figure(f"items/{id}/not-{letter}/{side}", rest.of(stance)),
                all=self.figure(f"items/{id}/not-{letter}", rest.seen),
            )
            yield Point(self.title(id), [said])

    def row(self, item: OpinionItem) -> Point:
        """A line of the table of all points."""
        cells = []
        for letter, votes in zip(self.letters, item.votes, strict=True):
            path = f"items/{item.id}/{letter}"
            parts = [
                self.figure(f"{path}/{key}", n) for key, n in zip(("for", "neither", "against"), votes, strict=True)
            ]
            cells.append(Markup(" · ").join(parts))
        return Point(self.title(item.id), cells)


def shared(opinion: Opinion, stance: int) -> list[OpinionItem]:
    """What more than half of every group is for (1) or against (-1), at most five, the likeliest in all groups first.

    With one group: what most people are clearly for or against, the surest first. A point on which fewer than five of
    a group voted says nothing of that group.
    """
    if len(opinion.groups) == 1:
        items = {one.id: one for one in opinion.items}
        ids = opinion.for_all if stance > 0 else opinion.against_all
        return [items[id] for id in ids if items[id].all.seen >= SMALLEST][:MOST]
    found = [one for one in opinion.items if all(_is_most(votes.of(stance), votes.seen) for votes in one.votes)]
    return sorted(found, key=lambda one: (-one.shared(stance), one.id))[:MOST]


def _is_most(part: int, whole: int) -> bool:
    return whole >= SMALLEST and 2 * part > whole


# --- how sure ---------------------------------------------------------------------------------------------------------


def _sure(view: _View) -> Iterator[Markup | str]:
    """Sentences: more than chance, stability, clearness, unequal sizes, what was left out."""
    words, opinion = view.words, view.opinion
    if opinion.stays is not None and opinion.clear is not None:
        yield words("op-sure-chance")
        yield _both(
            words(f"op-stays-{_level(opinion.stays, STABLE)}"),
            words.html(
                "op-stays-how",
                draws=view.figure("draws", opinion.draws, "op-draws"),
                share=view.percent("stays", opinion.stays),
            ),
        )
        yield _both(
            words(f"op-clear-{_level(opinion.clear, CLEAR)}"),
            words.html("op-clear-how", share=view.percent("clear", opinion.clear)),
        )
        most, least = opinion.groups[0], opinion.groups[-1]
        yield words.html(
            "op-even" if most < EVEN * least else "op-uneven",
            most=view.figure(f"groups/{view.letters[0]}", most, "op-n-people"),
            least=view.figure(f"groups/{view.letters[-1]}", least, "op-n-people"),
        )
    yield words("op-self")
    left = opinion.left_out
    for key, n in (("nobody", left.nobody), ("totals", left.totals), ("support", left.support), ("torn", left.torn)):
        if n:
            yield view.figure(f"left_out/{key}", n, f"op-out-{key}")


def _level(share: int, steps: Iterable[int]) -> str:
    much, part = steps
    return "much" if share >= much else "part" if share >= part else "little"


def _both(one: str, other: Markup) -> Markup:
    return Markup("{} {}").format(one, other)
