"""Where each contribution went in the syntheses of a subject: looked up once, for every page that says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from lawloom.model.findings import Findings
from lawloom.model.ids import ContributionId
from lawloom.press.desk.desk import Desk
from lawloom.synthesis import material
from lawloom.synthesis.account import Account, Theme, account
from lawloom.synthesis.blocks import REST
from lawloom.synthesis.material import Material
from lawloom.synthesis.voices import Voices, by_theme


@dataclass(frozen=True, slots=True)
class Told:
    """The account of one phase, and whom it lets speak."""

    findings: Findings
    account: Account
    material: Material
    voices: Mapping[str, Voices]

    @property
    def phase(self) -> str:
        return self.findings.phase

    @property
    def themes(self) -> list[Theme]:
        """Those that hold something."""
        return [theme for theme in self.account.themes if theme.members]


def of(desk: Desk) -> Mapping[str, Told]:
    """The accounts by phase."""
    return desk.once(_of)


def _of(desk: Desk) -> Mapping[str, Told]:
    return {one.phase: _told(desk, one) for one in desk.findings if desk.subject.phase(one.phase)}


def _told(desk: Desk, findings: Findings) -> Told:
    ids = material.ids_of(desk.tally, findings.phase)
    desk.texts.fetch(ids)
    texts = {id: text for id in ids if (text := desk.texts(id)) is not None}
    pieces = material.of_phase(desk.tally, desk.contributions, texts, findings.phase)
    sorting = next((one for one in desk.subject.sortings if one.phase == findings.phase), None)
    count = account(findings, sorting, pieces)
    return Told(findings, count, pieces, by_theme(count, findings, pieces))


def places(desk: Desk) -> Iterator[tuple[ContributionId, str, str]]:
    """Of each contribution that a synthesis accounts for: the address of where it went, from the subject's folder, and
    what that is called; empty for what is in no theme."""
    for phase, told in of(desk).items():
        for theme in told.themes:
            address = f"synthesis/{phase}/{theme.id}/"
            yield from ((id, address, theme.label) for id in theme.members)
        rest = (*told.account.unclassified, *told.account.set_aside)
        yield from ((id, f"synthesis/{phase}/{REST}/", "") for id in rest)


def _by_contribution(desk: Desk) -> Mapping[ContributionId, tuple[str, str]]:
    return {one: (address, label) for one, address, label in places(desk)}


def sentence(desk: Desk, id: ContributionId, up: str) -> Markup | None:
    """Where it went, with the way there; None where no synthesis accounts for it."""
    if not desk.findings:
        return None
    if (found := desk.once(_by_contribution).get(id)) is None:
        return None
    address, label = found
    words = desk.words
    name = (
        Markup("<bdi{}>{}</bdi>").format(desk.lang_attribute, label) if label else Markup.escape(words("syn-rest-link"))
    )
    return words.html("syn-went", place=Markup('<a href="{}{}">{}</a>').format(up, address, name))
