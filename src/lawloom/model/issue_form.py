"""Issue form: what somebody is asked on the forge who sends a contribution of some kind.

There is one file for each kind and language, for the forge knows forms in one language only.
"""

from __future__ import annotations

from collections.abc import Mapping

from lawloom import messages
from lawloom.model.consultation import Settings
from lawloom.model.contribution import Kind

FOLDER = ".github/ISSUE_TEMPLATE"
MARKED = "*"  # behind a field that must be filled in
# What each form asks, in order. `on` is in all of them: our pages fill it in, and the subject is known by it.
ASKED: dict[Kind, tuple[str, ...]] = {
    Kind.CAUSE: ("subject", "on", "what*", "name"),
    Kind.SOLUTION: ("subject", "on", "what*", "name"),
    Kind.AMENDMENT: ("subject", "on*", "replace*", "instead", "what*", "name"),
    Kind.ARGUMENT: ("subject", "on*", "side*", "what*", "name"),
    Kind.SOURCE: ("subject", "on", "link*", "what", "name"),
    Kind.QUESTION: ("subject", "on", "what*", "name"),
    Kind.COMMENT: ("subject", "on", "quote", "what*", "name"),
    Kind.PETITION: ("subject", "on", "what*", "name"),
    Kind.EVENT: ("subject", "on", "what*", "link", "name"),
    Kind.CONCLUSION: ("subject", "on", "what*", "link", "name"),
    Kind.CORRECTION: ("subject", "on", "quote", "what*", "link", "name"),
    Kind.APPEAL: ("subject", "on*", "what*", "name"),
}

# How people see the reactions of the forge, by the names that consultation.yml uses; and what each usually stands for.
SIGNS = {
    "+1": "👍", "-1": "👎", "laugh": "😄", "hooray": "🎉", "confused": "😕", "heart": "❤️", "rocket": "🚀", "eyes": "👀",
}  # fmt: skip
USUAL = {"+1": "for", "confused": "mixed", "-1": "against"}


def votes(settings: Settings, tongue: str) -> str:
    """Which reaction is which vote, in words: 👍 for, 😕 mixed, 👎 against."""
    stated = settings.reactions or USUAL
    pairs = [
        (stance, SIGNS[name]) for stance in ("for", "mixed", "against") for name in stated if stated[name] == stance
    ]
    return ", ".join(f"{sign} {messages.word(f'form-vote-{stance}', tongue)}" for stance, sign in pairs)


def tongues(settings: Settings) -> list[str]:
    """The languages of the consultation in which there are forms, the main one first."""
    return list(dict.fromkeys(messages.known_language(language) for language in settings.in_order))


def name_of(kind: Kind, tongue: str, settings: Settings) -> str:
    """The file of a form, in FOLDER: `cause.yml`; that of a further language `fr-cause.yml`."""
    return f"{kind.value}.yml" if tongue == tongues(settings)[0] else f"{tongue}-{kind.value}.yml"


def answers(asked: Mapping[str, str], kind: Kind, tongue: str) -> str:
    """The text that the form would make of these answers, by field: to be copied where no form opens."""
    parts = []
    for id in (one.rstrip(MARKED) for one in ASKED[kind]):
        if id in asked or id == "what":
            label = messages.word(f"form-what-{kind.value}" if id == "what" else f"form-{id}", tongue)
            parts.append(f"### {label}\n\n{asked.get(id, '')}".rstrip())
    return "\n\n".join(parts) + "\n"
