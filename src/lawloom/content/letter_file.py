"""letter.md: what the author of a subject proposes to write to a representative."""

from __future__ import annotations

import re
from dataclasses import replace

from lawloom.content import shelf
from lawloom.content.characters import is_blank
from lawloom.content.forms.subject import LetterForm
from lawloom.content.known import Known
from lawloom.content.suggestions import nearest
from lawloom.errors import problem
from lawloom.model.member import Letter
from lawloom.model.written import Written

PLACES = ("name", "title", "address")
LONGEST = 1_500  # letters: a longer one no longer fits into the address that opens a mail
_PLACE = re.compile(r"\{([A-Za-z_ -]{1,40})\}")


def read_letter(known: Known) -> Letter | None:
    """The letter of the subject; None where there is none, or one that cannot be used."""
    file = f"{known.folder}/letter.md"
    if file not in known.tree.files:
        return None
    filled, problems = shelf.markdown(LetterForm, known.tree, file)
    known.problems += problems
    if filled is None:
        return None
    text = _text(known, file, filled.body, filled.body_line)
    if not text:
        return None
    spoken = filled.form.language or known.spoken
    found = [
        replace(one, text=said)
        for one, line in known.translations.of_letter(file, spoken)
        if (said := _text(known, one.file, one.text, line))
    ]
    return Letter(filled.form.title, text, file, filled.form.language, Written(tuple(found)))


def _text(known: Known, file: str, body: str, body_line: int) -> str:
    """The letter as it is sent; empty where there is none. What is wrong with it is told."""
    text = _joined(body.strip())
    if is_blank(text):
        known.problems.append(problem("letter-empty", file, body_line))
        return ""
    for number, row in enumerate(body.split("\n")):
        for place in _PLACE.findall(row):
            if place not in PLACES:
                line, near = body_line + number, nearest(place, PLACES)
                known.problems.append(problem("letter-place", file, line, found=place, near=near))
    if len(text) > LONGEST:
        size = len(text)
        known.problems.append(problem("letter-long", file, body_line, warning=True, size=size, most=LONGEST))
    return text


def _joined(text: str) -> str:
    """The lines of a paragraph as one: where they end is the affair of whoever reads. Empty lines stay."""
    found: list[str] = []
    for row in (" ".join(row.split()) for row in text.split("\n")):
        if row and found and found[-1]:
            found[-1] += f" {row}"
        else:
            found.append(row)
    return "\n".join(found)
