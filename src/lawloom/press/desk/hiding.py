"""What is hidden at once: an act of hiding takes effect with the next printing, before any run has recorded it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lawloom import messages
from lawloom.model.contribution import Contribution
from lawloom.model.editorial import Moderation, ModerationAct
from lawloom.model.ids import ContributionId


def hidden_now(
    contributions: Mapping[ContributionId, Contribution], moderation: Iterable[Moderation]
) -> Mapping[ContributionId, Contribution]:
    """The contributions with every text hidden whose last act in moderation.yml hides it.

    What the ledger hides stays hidden until the ledger restores it: of two answers the more careful one holds.
    """
    last: dict[ContributionId, Moderation] = {}
    for act in sorted(moderation, key=lambda one: (one.date, one.line)):
        if act.act in (ModerationAct.HIDE, ModerationAct.RESTORE):
            last[act.on] = act
    pending = {
        id: replace(contributions[id], hidden=act.rule or "?")
        for id, act in last.items()
        if act.act is ModerationAct.HIDE and id in contributions and not contributions[id].hidden
    }
    return {id: pending.get(id, one) for id, one in contributions.items()} if pending else contributions


def in_words(acts: Iterable[Moderation], language: str) -> Iterator[Moderation]:
    """Acts by label with a sentence in place of the reason, which a label has no room for."""
    under_rule, alone = (messages.word(key, language) for key in ("act-by-label", "act-by-label-alone"))
    return (replace(act, reason=under_rule if act.rule else alone) for act in acts)
