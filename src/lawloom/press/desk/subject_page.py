"""The frame of every page below that of a subject."""

from __future__ import annotations

from lawloom.press.desk.desk import Desk
from lawloom.press.html.lean_page import LeanPage
from lawloom.press.html.shell import Printery


def subject_page(desk: Desk, printery: Printery, address: str) -> LeanPage:
    """The page at an address from the folder of the subject: "map/all/2/"; its template knows the subject."""
    slug, title = desk.subject.id, desk.subject.title
    known = {"slug": slug, "subject": title, "named": desk.named}
    about = desk.words("page-about", subject=title)
    return LeanPage(
        printery, desk.words, f"subjects/{slug}/{address}", "subjects", known, about, "../" * address.count("/")
    )


def titled(desk: Desk, label: str) -> str:
    """The title of such a page: what it shows, and of which subject."""
    return desk.words("labelled", label=label, text=desk.subject.title)
