"""Whom a synthesis lets speak, in each theme: the typical, the few, both sides, who asks. Pure; every word is theirs.

The machine picks by rules that stand here; people who write may quote others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lawloom.model.contribution import Kind, Side
from lawloom.model.findings import ArgumentFamily, Findings
from lawloom.model.ids import ContributionId
from lawloom.synthesis.account import Account, Theme
from lawloom.synthesis.material import Material, Piece

TYPICAL, FEW, FAMILIES, ASKING = 3, 2, 3, 3  # voices of each sort in a theme
LONGEST = 60  # words of a quote
GAP = " […]"
_SENTENCE_END = re.compile(r"(?<=\w\w\w\w)[.!?…]+['\"”’»)]*(?=\s|\Z)")  # not that of "Art. L. 533-4"
_SENTENCES = re.compile(r"[^.!?…\n]+[.!?…\n]?")
_SHORTEST_QUESTION = 5  # words; "Why?" asks nothing that can be answered


@dataclass(frozen=True, slots=True)
class Voice:
    """Words of one contribution, as they stand there.

    words     without what was cut at the end
    is_cut    whether something follows
    gone      erased at its author's request since it was picked: there are no words
    others    contributions that say alike, itself not counted
    people    distinct authors of all of them; 0: not known
    """

    id: ContributionId
    words: str = ""
    is_cut: bool = False
    gone: bool = False
    others: int = 0
    people: int = 0


@dataclass(frozen=True, slots=True)
class Voices:
    """Of one theme. copies: texts that several people sent, `others` and `people` of each."""

    typical: tuple[Voice, ...]
    few: tuple[Voice, ...]
    arguments_for: tuple[Voice, ...]
    arguments_against: tuple[Voice, ...]
    asking: tuple[Voice, ...]
    copies: tuple[Voice, ...]


def of_theme(theme: Theme, account: Account, findings: Findings, material: Material) -> Voices:
    """The voices of a theme. Nobody speaks twice, but for a text that many sent."""
    heard: set[ContributionId] = set()
    sides = {side: _families(theme, findings, material, side, heard) for side in Side}
    elements = [id for id in theme.typical if material[id].kind is not Kind.ARGUMENT] or theme.typical
    typical = _heard(elements, TYPICAL, heard, account, material)
    few = _heard(theme.atypical, FEW, heard, account, material)
    asking = _asking(theme, material)
    copies = _copies(theme, findings, material)
    return Voices(typical, few, sides[Side.FOR], sides[Side.AGAINST], asking, copies)


def words_of(piece: Piece) -> str:
    """What of a contribution is quoted: its title and its text."""
    title, body = piece.text.title.strip(), piece.text.body.strip()
    return body if body.startswith(title) else f"{title}\n\n{body}".strip()


def voice(piece: Piece, *, others: int = 0, people: int = 0, words: str | None = None) -> Voice:
    """Its first words: whole sentences where they fit, else the first LONGEST words."""
    if piece.erased:
        return Voice(piece.id, gone=True, others=others, people=people)
    text, is_cut = cut(words_of(piece)) if words is None else (words, False)
    return Voice(piece.id, text, is_cut, others=others, people=people)


def cut(text: str) -> tuple[str, bool]:
    """The first paragraphs or sentences of a text that are not longer than LONGEST words; whether something follows."""
    spaces = [match.end() for match in re.finditer(r"\S+", text)]
    if len(spaces) <= LONGEST:
        return text, False
    most = spaces[LONGEST - 1]
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, most)]
    whole = ends[-1] if ends and ends[-1] >= spaces[LONGEST // 3] else most
    return text[:whole].rstrip(), True


def _heard(
    ids: Iterable[ContributionId], most: int, heard: set[ContributionId], account: Account, material: Material
) -> tuple[Voice, ...]:
    found: list[Voice] = []
    for id in ids:
        one = account.one_for.get(id, id)
        if one not in heard and len(found) < most and (words_of(material[id]) or material[id].erased):
            heard.add(one)
            found.append(voice(material[id]))
    return tuple(found)


def _families(
    theme: Theme, findings: Findings, material: Material, side: Side, heard: set[ContributionId]
) -> tuple[Voice, ...]:
    """The families of arguments on one side that stand in the theme, those of most people first."""
    there = {*theme.members}
    families = [one for one in findings.families if one.side is side and there.intersection(one.members)]
    alone = _alone(theme, families, material, side)
    weighed = sorted(
        (*families, *alone), key=lambda one: (-_people(one.members, material), -len(one.members), one.says)
    )
    found: list[Voice] = []
    for family in weighed:
        piece = material.get(family.says)
        if piece is not None and (words_of(piece) or piece.erased) and len(found) < FAMILIES:
            heard.add(family.says)
            found.append(voice(piece, others=len(family.members) - 1, people=_people(family.members, material)))
    return tuple(found)


def _alone(
    theme: Theme, families: Sequence[ArgumentFamily], material: Material, side: Side
) -> Iterable[ArgumentFamily]:
    """Arguments of the theme that are in no family: they came after the findings."""
    known = {id for one in families for id in one.members}
    for id in theme.members:
        piece = material[id]
        if piece.kind is Kind.ARGUMENT and piece.side is side and id not in known and piece.on:
            yield ArgumentFamily(piece.on, side, id, (id,))


def _people(ids: Collection[ContributionId], material: Material) -> int:
    return len({material[id].by for id in ids if id in material and material[id].by is not None})


def _asking(theme: Theme, material: Material) -> tuple[Voice, ...]:
    """Questions: contributions that are one, then sentences that end like one, in order of arrival."""
    found = [voice(material[id]) for id in theme.members if material[id].kind is Kind.QUESTION]
    for id in theme.members:
        piece = material[id]
        if len(found) >= ASKING:
            break
        if piece.kind is not Kind.QUESTION and words_of(piece):
            for match in _SENTENCES.finditer(words_of(piece)):
                words = match[0].strip()
                if words.endswith("?") and _SHORTEST_QUESTION <= len(words.split()) <= LONGEST:
                    found.append(voice(piece, words=words))
                    break
    return tuple(found[:ASKING])


def _copies(theme: Theme, findings: Findings, material: Material) -> tuple[Voice, ...]:
    """Texts that several people sent, the most often sent first."""
    there = {*theme.members}
    found = []
    for copies in findings.copies:
        here = [id for id in copies.members if id in there]
        if len(here) > 1:
            says = material[copies.representative if copies.representative in there else here[0]]
            if words_of(says) or says.erased:
                found.append(voice(says, others=len(here) - 1, people=_people(here, material)))
    return tuple(sorted(found, key=lambda one: (-one.people, -one.others, one.id))[:FAMILIES])


def by_theme(account: Account, findings: Findings, material: Material) -> Mapping[str, Voices]:
    """The voices of every theme that holds something."""
    return {theme.id: of_theme(theme, account, findings, material) for theme in account.themes if theme.members}
