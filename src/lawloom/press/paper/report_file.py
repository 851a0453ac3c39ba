"""A report as a file of its own, to be sent and printed: any phase, however long, with its style in it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePath

from markupsafe import Markup

from lawloom.errors import Problem
from lawloom.model.ids import ContributionId, SubjectId
from lawloom.model.phase import Phase
from lawloom.press.desk import texts
from lawloom.press.desk.desk import Desk, desk_of
from lawloom.press.desk.edition import Edition
from lawloom.press.html import bars
from lawloom.press.html.press import Press, make_ready
from lawloom.press.html.sandbox import Sandbox
from lawloom.press.html.style_sheets import sheet
from lawloom.press.html.words import Words
from lawloom.press.paper import report

_LINK = re.compile(r'<a href="\ue010([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_UP = "\ue010"  # stands for the folder of the subject until it is known where that can be read


def of(
    edition: Edition, slug: SubjectId, phase: Phase, name: str, problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    """The report of a phase of one subject; see `files`.

    problems  texts that are not the ones received, and are not shown, are told here
    """
    typed = texts.Texts(edition.instance, slug)
    with Sandbox() as worker:
        press = make_ready(edition.consultation, worker)
        yield from files(press, desk_of(press, edition.subjects[slug], typed), phase, name)
    problems += typed.odd


def files(press: Press, desk: Desk, phase: Phase, name: str) -> Iterator[tuple[str, str]]:
    """The report: (name, HTML); a long one has parts, `report-2.html`, of which the first lists all.

    name  of the first file
    """
    ids = report.roots(desk, phase)
    parts = [ids[start : start + report.SIZE] for start in range(0, len(ids), report.SIZE)] or [[]]
    path = PurePath(name)
    names = [name, *(f"{path.stem}-{number}{path.suffix}" for number in range(2, len(parts) + 1))]
    addresses = {
        f"c/{id}/": f"{file}#{report.anchor(desk, id)}" for file, of in zip(names, parts, strict=True) for id in of
    }
    cover = report.cover(desk, phase, ids)
    for number, (file, of) in enumerate(zip(names, parts, strict=True), start=1):
        first = report.SIZE * (number - 1) + 1
        head = [_cover(press, desk, cover), _contents(press, desk, parts, names)] if number == 1 else []
        pieces = _pieces(press, desk, of, first)
        title = cover.title if len(parts) == 1 else f"{cover.title}, {desk.words('report-part', n=str(number))}"
        body = Markup("").join([*head, *pieces])
        yield file, _whole(press, desk, title, _linked(desk, str(body), addresses, file))


def _cover(press: Press, desk: Desk, cover: report.Cover) -> Markup:
    """The title page; a file that is not made again says when it was counted and from what."""
    words, tally, address = desk.words, desk.tally, desk.settings.address
    data = Markup('<a href="{0}data/">{0}data/</a>').format(address) if address else Markup("data/")
    counted = words("counted", moment=words.moment(tally.as_of), lines=words("lines-n", n=tally.lines))
    by = f"{counted} {tally.head[:12]}." if tally.as_of and tally.lines else ""
    recount = words.html("report-recount", data=data)
    return press.printery.macro("report.html", "cover", words)(cover, by, recount)


def _contents(press: Press, desk: Desk, parts: list[list[ContributionId]], names: list[str]) -> Markup:
    lists = []
    for number, (of, file) in enumerate(zip(parts, names, strict=True), start=1):
        desk.texts.fetch(of)
        head = desk.words("report-part", n=str(number)) if len(parts) > 1 else ""
        lines = report.contents(desk, of, report.SIZE * (number - 1) + 1, "" if number == 1 else file)
        lists.append((head, lines))
    return press.printery.macro("report.html", "contents", desk.words)([one for one in lists if one[1]])


def _pieces(press: Press, desk: Desk, ids: list[ContributionId], first: int) -> Iterator[Markup]:
    fill = press.printery.macro("report.html", "piece", desk.words)
    yield from (fill(one) for one in report.pieces(desk, ids, press.worker, _UP, first))


def _linked(desk: Desk, html: str, addresses: dict[str, str], file: str) -> str:
    """Links to pages of the subject lead into the report, or to the site where its address is known, or are words."""
    site = f"{desk.settings.address}subjects/{desk.subject.id}/" if desk.settings.address else ""

    def link(found: re.Match[str]) -> str:
        page, _, place = found[1].partition("#")
        if page in addresses:
            own = addresses[page].removeprefix(file)
            href = f"{own.partition('#')[0]}#{place}" if place else own
        elif site:
            href = site + found[1]
        else:
            return found[2]
        return f'<a href="{href}">{found[2]}</a>'

    return _LINK.sub(link, html)


def _whole(press: Press, desk: Desk, title: str, body: str) -> str:
    settings = desk.settings
    named = f"{title}, {desk.subject.title}"
    return whole(press, desk.words, named, f"{bars.PATTERNS}\n{body}", settings.title, settings.subtitle)


def whole(press: Press, words: Words, title: str, body: str, site: str, subtitle: str = "") -> str:
    """A page with its style in it, which asks for nothing else.

    body  HTML
    """
    style = "".join(sheet(name) for name in ("tokens.css", "lean.css"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return press.printery.render(
        "report_file.html",
        words,
        language=words.language,
        direction=words.direction,
        digest=digest,
        style=Markup(style),  # noqa: S704  our own style sheets
        title=title,
        site=site,
        subtitle=subtitle,
        body=Markup(body),  # noqa: S704  escaped when its parts were printed
    )
