"""Words that Cap Collectif uses for sides, stances and people, in the spellings its exports have had."""

from __future__ import annotations

from lawloom.model.contribution import Actor, Side
from lawloom.model.vote import Stance

SIDES = {
    **dict.fromkeys(("for", "yes", "pour", "1"), Side.FOR),
    **dict.fromkeys(("against", "no", "contre", "0", "-1"), Side.AGAINST),
}
STANCES = {
    **dict.fromkeys(("yes", "ok", "1", "for", "d'accord", "d’accord", "pour"), Stance.FOR),
    **dict.fromkeys(("mitige", "mitigé", "0", "mixed"), Stance.MIXED),
    **dict.fromkeys(("no", "nok", "-1", "against", "pas d'accord", "pas d’accord", "contre"), Stance.AGAINST),
}
ACTORS = {
    **dict.fromkeys(("citoyen", "citoyenne", "citizen", "particulier"), Actor.CITIZEN),
    **dict.fromkeys(
        ("organisation à but non lucratif", "association", "not for profit organization"), Actor.ASSOCIATION
    ),
    **dict.fromkeys(("organisation à but lucratif", "entreprise", "for profit organization"), Actor.COMPANY),
    **dict.fromkeys(("institution", "institutions", "collectivité", "administration"), Actor.INSTITUTION),
    **dict.fromkeys(("élu", "élue", "élus", "elected", "élu / institution"), Actor.ELECTED),
}


def word(text: str) -> str:
    return " ".join(text.lower().split())
