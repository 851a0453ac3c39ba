"""Whoever reads a text of law sees the same marks: the bill, the redline and the comments tell paragraphs alike."""

from __future__ import annotations

import pytest

from lawloom.bill.anchoring.text import unlabelled
from lawloom.bill.reading.cutting import cut
from lawloom.bill.reading.numbering import marker_of
from lawloom.content import marks
from lawloom.content.bill_parts import begins_part
from patience import patience

LABELS = ("(1)", "(12a)", "(3 bis)", "1.", "12.", "1°", "2º", "a)", "(b)", "aa)", "(iv)", "ix)", "(A)", "B)", "3)")
ROMAN = ("I.", "I. -", "II bis.")


@pytest.mark.parametrize("label", [*LABELS, *ROMAN])
def test_a_number_before_a_paragraph_is_one_to_all_who_read_it(label: str) -> None:
    row = f"{label} The lamp burns."
    assert begins_part(row)
    (block,) = cut(row)
    assert block.kind in ("point", "item")
    found = marker_of(row)
    assert found
    assert found[0] == 0
    assert row[found[1] :].lstrip(" -") == "The lamp burns."
    assert unlabelled(row) == "The lamp burns."


@pytest.mark.parametrize("row", ["The lamp", "(see below) it", "1848 was", "M. Dupont", "a lamp", "1,5 km", "(1)st"])
def test_words_are_no_numbers(row: str) -> None:
    assert [one.kind for one in cut(row)] == ["paragraph"]
    assert marker_of(row) is None
    assert unlabelled(row) == row


@pytest.mark.parametrize(
    ("opened", "row", "behind"),
    [
        ("", "```yaml", "```"),
        ("", "   ~~~~", "~~~~"),
        ("", "    ```", ""),
        ("", "``` a `code` span", ""),
        ("```", "````", ""),
        ("````", "```", "````"),
        ("```", "``` not yet", "```"),
        ("~~~", "```", "~~~"),
        ("```", "```\r", ""),
    ],
)
def test_a_fence_is_closed_by_as_many_of_its_signs(opened: str, row: str, behind: str) -> None:
    assert marks.fence_after(row, opened) == behind


@pytest.mark.parametrize("row", [f"-{' ' * 30_000}|x", f"{' ' * 30_000}x|", f"|-{' ' * 30_000}x", "-|" * 30_000 + "x"])
def test_a_row_of_blanks_is_looked_through_once(row: str) -> None:
    with patience(3):  # once: a hundredth of a second; once for each blank: twenty
        cut(f"a | b\n{row}\n")
