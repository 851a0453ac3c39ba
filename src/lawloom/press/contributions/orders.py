"""The orders in which contributions are listed, and how many pages of each are printed."""

from __future__ import annotations

SIZE = 50  # contributions on a page
TOP = 10  # of each kind on the subject's own page, the author's apart
WITH_ARGUMENTS = 5  # of each kind there, the author's included
ORDERS = ("all", "supported", "discussed", "divided")
# One vote rewrites at most the contribution, its subject, its page in order of arrival, and these pages: six in all.
MOST_PAGES = {"supported": 2, "discussed": 2, "divided": 1}


def address(order: str, number: int) -> str:
    """Where page `number` of an order stands, from the folder of the subject."""
    return f"{order}/" if number == 1 else f"{order}/{number}/"
