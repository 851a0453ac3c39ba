"""What is unusual in a subject, gathered for printing: data/<slug>/signs.json and the page that shows it."""

from __future__ import annotations

from lawloom.press.desk.desk import Desk
from lawloom.press.desk.edition import SubjectEdition
from lawloom.signs import json_form, moments, texts
from lawloom.signs.found import TextSigns
from lawloom.tally.votable import MOVED

ADDRESS = "signs/"  # of the page, from the folder of the subject


def of_texts(desk: Desk) -> TextSigns:
    """Copies and floods among what was received; the wordings have been read (lawloom.press.desk.wordings)."""
    known = desk.wordings
    return texts.of_texts(
        [one for one in desk.contributions.values() if one.state != MOVED],
        {id: digest for id, (_, digest, _) in known.items() if digest},
        [digest for _, digest, is_long in known.values() if is_long],
    )


def as_data(edition: SubjectEdition, found: TextSigns, timezone: str) -> bytes:
    """The file signs.json of a subject."""
    return json_form.dumps(json_form.as_json(edition.subject.id, edition.signs, found, moments.midnights(timezone)))
