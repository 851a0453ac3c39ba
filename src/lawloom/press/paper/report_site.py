"""The reports that stand on the site: those of phases that are small enough to be printed again after each vote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from lawloom.model.ids import ContributionId
from lawloom.model.phase import Phase
from lawloom.press.contributions import prints
from lawloom.press.contributions.prints import Records
from lawloom.press.desk import accounts
from lawloom.press.desk.desk import Desk
from lawloom.press.html import bars
from lawloom.press.paper import report
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part
from lawloom.press.synthesis import synthesis_slots

if TYPE_CHECKING:
    from lawloom.press.html.press import Press


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
        path = f"{_address(desk, phase)}index.html"
        if not part.stands(path, print_):
            part.put(path, _page(press, desk, phase, ids), print_)


def _address(desk: Desk, phase: Phase) -> str:
    return f"subjects/{desk.subject.id}/report/{phase.name}/"


def _page(press: Press, desk: Desk, phase: Phase, ids: list[ContributionId]) -> bytes:
    words, root = desk.words, "../../../../"
    cover = report.cover(desk, phase, ids)
    macro = press.printery.macro
    crumbs = press.printery.render(
        "crumbs.html", words, root=root, up="../../", subject=desk.subject.title, lang=desk.named
    )
    record = Markup('<a href="{}data/">{}data/</a>').format(root, desk.settings.address)  # to be read on paper
    recount = words.html("report-recount", data=record)
    pieces = [macro("report.html", "piece", words)(one) for one in report.pieces(desk, ids, press.worker, "../../")]
    body = [
        bars.PATTERNS,
        crumbs,
        Markup(' › {}</nav>\n<div class="report">\n').format(cover.title),
        macro("report.html", "cover", words)(cover, "", recount),
        macro("report.html", "contents", words)([("", report.contents(desk, ids))]),
        _accounted(press, desk, phase),
        *pieces,
        Markup("</div>\n"),
    ]
    title = f"{cover.title}, {desk.subject.title}"
    about = words("page-about", subject=desk.subject.title)
    here = _address(desk, phase)
    return press.printery.page(title, body, words, root=root, here=here, current="subjects", about=about)


def _accounted(press: Press, desk: Desk, phase: Phase) -> Markup:
    """Where each contribution of the phase went in its synthesis; nothing where it has none."""
    told = accounts.of(desk).get(phase.name)
    return synthesis_slots.receipt(desk, press.printery, told) if told else Markup()
