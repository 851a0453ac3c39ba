"""letter.md: what the author of a subject proposes to write to a representative."""

from __future__ import annotations

import re

from lawloom.content import shelf
from lawloom.content.characters import is_blank
from lawloom.content.forms.subject import LetterForm
from lawloom.content.known import Known
from lawloom.content.suggestions import nearest
from lawloom.errors import problem
from lawloom.model.member import Letter

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
    text = _joined(filled.body.strip())
    if is_blank(text):
        known.problems.append(problem("letter-empty", file, filled.body_line))
        return None
    for number, row in enumerate(filled.body.split("\n")):
        for place in _PLACE.findall(row):
            if place not in PLACES:
                line, near = filled.body_line + number, nearest(place, PLACES)
                known.problems.append(problem("letter-place", file, line, found=place, near=near))
    if len(text) > LONGEST:
        size = len(text)
        known.problems.append(problem("letter-long", file, filled.body_line, warning=True, size=size, most=LONGEST))
    return Letter(filled.form.title, text, file, filled.form.language)


def _joined(text: str) -> str:
    """The lines of a paragraph as one: where they end is the affair of whoever reads. Empty lines stay."""
    found: list[str] = []
    for row in (" ".join(row.split()) for row in text.split("\n")):
        if row and found and found[-1]:
            found[-1] += f" {row}"
        else:
            found.append(row)
    return "\n".join(found)
