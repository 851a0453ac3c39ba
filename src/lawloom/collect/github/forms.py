"""Issue forms: which there are, what each asks, and the words by which its answers are known again. Pure.

There is a form for a kind while some subject takes it or will take it. Each language of the consultation has its own,
for the forge knows forms in one language only. What people are asked stands in the catalogs; form.py beside this takes
the answers apart, lawloom.scaffold writes the files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lawloom import messages
from lawloom.collect.github.sorting import FIELDS, Words
from lawloom.model.consultation import Consultation, Settings, folder_of
from lawloom.model.contribution import Kind, Side
from lawloom.model.instant import Instant
from lawloom.model.issue_form import ASKED, MARKED, tongues, votes
from lawloom.model.markdown import one_line
from lawloom.model.phase import ALWAYS_OPEN
from lawloom.model.subject import Subject
from lawloom.tally.phases import SUBJECT, Calendar, Element, Windows

# What arguments, sources and comments are about; on what is always open they are comments on the forge.
_ANSWERED = (
    Kind.CAUSE, Kind.SOLUTION, Kind.PROPOSAL, Kind.STATEMENT, Kind.ARTICLE, Kind.AMENDMENT, Kind.QUESTION,
)  # fmt: skip
_ELEMENTS = (SUBJECT, *(Element(kind, ours) for kind in _ANSWERED for ours in (False, True)))
_TEXTS = frozenset({"what", "quote", "replace", "instead"})
LONGEST_OPTION = 120
_LOOKED_UP = (Kind.CAUSE, Kind.SOLUTION, Kind.QUESTION, Kind.PETITION)  # what others may have sent in other words
MOST_LINKS = 6


@dataclass(frozen=True, slots=True)
class Taking:
    """A subject that takes a kind, now or from a local day that is to come (2027-03-18; empty: now)."""

    subject: Subject
    from_day: str = ""


def due(consultation: Consultation, as_of: Instant) -> dict[Kind, list[Taking]]:
    """For each kind that has a form now: the subjects that take it, or will.

    as_of  moment of the last record; empty: nothing was received yet, and no phase counts as over
    """
    found = {}
    zone = ZoneInfo(consultation.settings.timezone)
    for kind in ASKED:
        taking = [
            Taking(subject, datetime.fromisoformat(opens).astimezone(zone).date().isoformat() if opens else "")
            for subject in consultation.subjects.values()
            if (opens := _opening(Calendar(subject.phases), kind, as_of)) is not None
        ]
        if taking or (not consultation.subjects and kind in ALWAYS_OPEN):
            found[kind] = taking
    return found


def form(kind: Kind, taking: list[Taking], tongue: str, settings: Settings, *, subjects: int) -> dict[str, Any]:
    """What the file of a form says, as the forge wants it.

    subjects  how many the consultation has: with one there is nothing to choose
    """

    def say(key: str, **values: str | int) -> str:
        return messages.word(key, tongue, **values)

    before = _before(kind, taking, tongue, settings)
    body: list[dict[str, Any]] = [{"type": "markdown", "attributes": {"value": before}}]
    for asked in ASKED[kind]:
        id, required = asked.rstrip(MARKED), asked.endswith(MARKED)
        if id == "subject" and (subjects < 2 or not taking):
            continue
        label = say(f"form-what-{kind.value}" if id == "what" else f"form-{id}")
        field: dict[str, Any] = {"type": "input", "id": id, "attributes": {"label": label}}
        attributes = field["attributes"]
        if id in ("on", "quote", "replace", "instead", "link"):
            attributes["description"] = say(f"form-{id}-help")
        if id == "on":
            attributes["placeholder"] = "gh-12"
        elif id in _TEXTS:
            field["type"] = "textarea"
        elif id == "side":
            field["type"] = "dropdown"
            attributes["options"] = [say(f"form-side-{side.value}") for side in Side]
        elif id == "subject":
            field["type"] = "dropdown"
            attributes["description"] = say("form-subject-help")
            attributes["options"] = [_option(one, tongue) for one in taking]
        elif id == "name":
            field["type"] = "checkboxes"
            attributes["options"] = [{"label": say("form-consent")}]
        if id != "name":
            field["validations"] = {"required": required}
        body.append(field)
    return {
        "name": say(f"form-{kind.value}"),
        "description": say(f"form-{kind.value}-about"),
        "labels": [kind.value],
        "body": body,
    }


def config(settings: Settings, tongue: str) -> dict[str, Any]:
    """What config.yml of the forms says: an issue without a form is welcome too, and nobody needs an account."""
    links = []
    if settings.address_of_all and settings.collect:
        links = [
            {
                "name": messages.word("form-no-account", tongue),
                "url": f"{settings.address_of_all}help/",
                "about": messages.word("form-no-account-about", tongue),
            }
        ]
    return {"blank_issues_enabled": True, **({"contact_links": links} if links else {})}


def words_of(consultation: Consultation) -> Words:
    """What the forms of this consultation say, in each of its languages."""
    spoken = tongues(consultation.settings)
    labels = {name: [messages.word(f"form-{name}", tongue) for tongue in spoken] for name in FIELDS}
    kinds = {messages.word(f"form-what-{kind.value}", tongue): kind for kind in ASKED for tongue in spoken}
    sides = {messages.word(f"form-side-{side.value}", tongue).lower(): side for side in Side for tongue in spoken}
    return Words(labels, kinds, sides, frozenset(messages.word("form-consent", tongue) for tongue in spoken))


def _before(kind: Kind, taking: list[Taking], tongue: str, settings: Settings) -> str:
    """What stands above the fields: what becomes of it, where one sees what was said already, how others answer."""
    lines = [messages.word("form-public", tongue)]
    if kind in _LOOKED_UP and taking and settings.address_of_all:
        lines.append(messages.word("form-said", tongue, links=_said_already(taking, tongue, settings)))
    if kind in (Kind.CAUSE, Kind.SOLUTION):
        lines.append(messages.word("form-answered", tongue, votes=votes(settings, tongue)))
    return "\n\n".join(lines)


def _said_already(taking: list[Taking], tongue: str, settings: Settings) -> str:
    """Where what was said is compared with a new text: a page of each subject; of many, the page that leads to all."""
    language = next(one for one in settings.in_order if messages.known_language(one) == tongue)
    top = settings.address_of_all + folder_of(language, settings.main_language)
    if len(taking) > MOST_LINKS:
        return f"{top}help/"
    pages = [(one_line(one.subject.title, LONGEST_OPTION), one.subject.id) for one in taking]
    return ", ".join(f"[{title}]({top}subjects/{id}/said/)" for title, id in pages)


def _option(taking: Taking, tongue: str) -> str:
    """Lanterns (lanterns); the id at the end tells it, whatever the title becomes."""
    title = " ".join(taking.subject.title.split())[:LONGEST_OPTION]
    if taking.from_day:
        title = messages.word("form-from", tongue, title=title, date=messages.day(taking.from_day, tongue))
    return f"{title} ({taking.subject.id})"


def _opening(calendar: Calendar, kind: Kind, as_of: Instant) -> Instant | None:
    """When the kind is taken: "" now or at a moment nobody knows yet, later the first opening, None never again."""
    spans = [span for windows in _windows(calendar, kind) for span in windows.spans if span[1] > as_of]
    if not spans:
        return None
    opens = min(opens for opens, _ in spans)
    return opens if as_of and opens > as_of else ""


def _windows(calendar: Calendar, kind: Kind) -> Iterator[Windows]:
    return (calendar.windows(kind, element) for element in _ELEMENTS)
