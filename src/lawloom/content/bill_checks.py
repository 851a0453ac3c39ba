"""What a bill that can be read should not leave so: its references and its definitions.

None of it keeps the bill from being shown.
"""

from __future__ import annotations

from lawloom.content import definitions, references
from lawloom.content.bill_text import BillText
from lawloom.errors import Problem


def problems_in(body: str, text: BillText, file: str, first_line: int) -> list[Problem]:
    """Errors for links that lead nowhere or tell an old number; warnings for the rest."""
    divisions = {one.id for article in text.articles for one in article.within if one.id}
    return [
        *references.problems_in(body, text.articles, divisions, file, first_line),
        *definitions.problems_in(text.articles, file),
    ]
