"""The reports that stand on the site: those of phases that are small enough to be printed again after each vote."""

from __future__ import annotations

from markupsafe import Markup

from lawloom.model.ids import ContributionId
from lawloom.model.phase import Phase
from lawloom.press.contributions import prints
from lawloom.press.contributions.prints import Records
from lawloom.press.desk import accounts
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.subject_page import subject_page
from lawloom.press.html import bars
from lawloom.press.html.lean_page import LeanPage
from lawloom.press.html.press import Press
from lawloom.press.paper import report
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part
from lawloom.press.synthesis import synthesis_slots


def print_reports(press: Press, desk: Desk, part: Part, records: Records) -> None:
    """Print the reports of one subject whose records changed.

    records  lawloom.press.contributions.prints.of_records
    """
    found = report.on_site(desk)
    if not found:
        return
    ground = prints.ground(desk)
    for phase, ids in found:
        pages = [str(prints.of_page(desk, id, records, ground)) for id in ids]
        shown = repr((phase, report.cover(desk, phase, ids), desk.settings.address))
        print_ = digest("\x1d".join([shown, *pages]))
        page = subject_page(desk, press.printery, f"report/{phase.name}/")
        if not part.stands(page.file, print_):
            part.put(page.file, _page(press, page, desk, phase, ids), print_)


def _page(press: Press, page: LeanPage, desk: Desk, phase: Phase, ids: list[ContributionId]) -> bytes:
    words = desk.words
    cover = report.cover(desk, phase, ids)
    macro = press.printery.macro
    record = Markup('<a href="{}data/">{}data/</a>').format(page.root, desk.settings.address)  # to be read on paper
    recount = words.html("report-recount", data=record)
    pieces = [macro("report.html", "piece", words)(one) for one in report.pieces(desk, ids, press.worker, page.up)]
    body = [
        bars.PATTERNS,
        page.render("crumbs_to_lists.html"),
        Markup(' › {}</nav>\n<div class="report">\n').format(cover.title),
        macro("report.html", "cover", words)(cover, "", recount),
        macro("report.html", "contents", words)([("", report.contents(desk, ids))]),
        _accounted(press, desk, phase),
        *pieces,
        Markup("</div>\n"),
    ]
    return page.printed(f"{cover.title}, {desk.subject.title}", body)


def _accounted(press: Press, desk: Desk, phase: Phase) -> Markup:
    """Where each contribution of the phase went in its synthesis; nothing where it has none."""
    told = accounts.of(desk).get(phase.name)
    return synthesis_slots.receipt(desk, press.printery, told) if told else Markup()
