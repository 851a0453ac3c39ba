"""A sheet on which the finished bill is signed by hand: printed from its page, typed into a table, and imported.

The sheet and the line are the number of a signature in the record: a line that is typed twice is counted once.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from lawloom.model.bill import Bill
from lawloom.model.ids import BILL
from lawloom.model.phase import Phase
from lawloom.model.vote import Stance
from lawloom.pages.subject_views import bill_line
from lawloom.press.contributions import prints
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.subject_page import subject_page
from lawloom.press.forms import support
from lawloom.press.html.lean_page import LeanPage
from lawloom.press.html.press import Press
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part

FOLDER = "bill/sign/"  # from the folder of the subject
LINES = 12  # they fit on one page, each high enough for a hand
COLUMNS = ("on", "by", "stance", "time", "channel", "number")  # of the table into which it is typed


def print_sheet(press: Press, desk: Desk, part: Part) -> None:
    """Print the sheet of a bill whose phase of support has begun; none before."""
    phase, bill = support.phase_of(desk), desk.subject.bill
    if phase is None or bill is None:
        return
    is_open = phase.is_open_at(desk.tally.as_of)
    shown = (prints.ground(desk), bill.title, bill.version, bill.date, bill.language, phase, is_open)
    page, print_ = subject_page(desk, press.printery, FOLDER), digest(repr(shown))
    if not part.stands(page.file, print_):
        part.put(page.file, _page(page, desk, phase, bill), print_)


def _page(page: LeanPage, desk: Desk, phase: Phase, bill: Bill) -> bytes:
    words, slug = desk.words, desk.subject.id
    is_open = phase.is_open_at(desk.tally.as_of)
    top = desk.settings.address
    title = bill.title or desk.subject.title
    language = bill.language or desk.subject.language
    day = words.last_day(phase.closes_at)
    body = page.render(
        "signing_sheet.html",
        title=title,
        lang=language if language != words.language else "",
        line=bill_line(desk.subject, words.language) if is_open else "",  # it may be another text since
        address=f"{top}subjects/{slug}/bill/" if top else "",
        lines=range(1, LINES + 1),
        until=words("sheet-until", date=day) if is_open else "",
        over="" if is_open else words("support-over", date=day),
        header=",".join(COLUMNS),
        example=_example(desk, phase),
        command=f"lawloom import csv signatures.csv --subject {slug} --prefix paper",
    )
    return page.printed(words("labelled", label=words("support-paper"), text=title), [body])


def _example(desk: Desk, phase: Phase) -> str:
    """The row of the first line of the first sheet."""
    who = f'"{desk.words("sheet-name")}, {desk.words("sheet-town")}"'
    first = datetime.fromisoformat(phase.opens_at).astimezone(ZoneInfo(desk.settings.timezone)).date()
    return f"{BILL},{who},{Stance.SIGNATURE.value},{first},paper,1-1"
