"""What may stand in a line that can never be repaired: a coarse place and a short label, no address and no sentence."""

from __future__ import annotations

LONGEST_AREA = 40
LONGEST_CATEGORY = 80


def coarse_area(area: str | None) -> str | None:
    """The place, or None where it is long or has a digit: a house, a postal code, a telephone number."""
    if area is None or len(area) > LONGEST_AREA or any(map(str.isdigit, area)):
        return None
    return area


def short_category(category: str) -> str:
    """The label, or nothing where it is long or has several lines: what a person typed and not a heading."""
    return category if len(category) <= LONGEST_CATEGORY and len(category.splitlines()) <= 1 else ""
