"""Is it already said? One page of each subject: what one is about to write, and what is most like it of all that came.

Its script asks files beside it, which hold no vote, so that a vote leaves them alone. What is hidden, erased or taken
back is in none of them. Without script, or where a browser reads no files, the page leads to the lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from markupsafe import Markup

from lawloom.model.contribution import PAGED, Contribution, Kind, Side
from lawloom.model.ids import ContributionId
from lawloom.press.contributions import prints
from lawloom.press.desk import wordings
from lawloom.press.desk.desk import Desk, is_safe
from lawloom.press.desk.subject_page import subject_page, titled
from lawloom.press.desk.timeline import open_phases
from lawloom.press.html.oneline import opening
from lawloom.press.html.press import Press
from lawloom.press.html.shell import Printery
from lawloom.press.search import said_index
from lawloom.press.search.said_index import Shown
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part
from lawloom.press.site.policy import REFERRER
from lawloom.synthesis import likeness
from lawloom.synthesis.wording import wording
from lawloom.version import engine_fingerprint

ADDRESS = "said/"  # from the folder of the subject
SCRIPT = Path(__file__).with_name("said.js")
LONGEST_OPENING = 160  # letters of a text that are shown below its title
POLICY = Markup(
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';script-src 'self';"
    "connect-src 'self';style-src 'self';img-src 'self' data:;base-uri 'none';form-action 'none'\">"
) + Markup(REFERRER)  # noqa: S704  our own words
_KINDS = PAGED | {Kind.ARGUMENT, Kind.SOURCE, Kind.COMMENT, Kind.CONCLUSION}
_GONE = frozenset({"withdrawn", "vanished", "transferred"})


def print_said(press: Press, desk: Desk, part: Part) -> None:
    """Print the page of one subject and its index, where they do not stand."""
    ids, folder = list(found_here(desk)), f"subjects/{desk.subject.id}/"
    if not ids and not open_phases(desk.subject, desk.tally.as_of):
        return  # nothing was said, and nobody can say anything now
    print_ = _print_of(desk, ids)
    if ids and not part.stand_under(folder + said_index.FOLDER, print_):
        for name, data in said_index.files(*index_of(desk, ids)):
            part.put(folder + name, data, print_)
    kinds = sorted({_kind(desk, id) for id in ids})
    of_page = digest(repr((prints.ground(desk), kinds, _themed(desk))))
    if not part.stands(f"{folder}{ADDRESS}index.html", of_page):
        part.put(f"{folder}{ADDRESS}index.html", _page(press, desk, kinds), of_page)


def found_here(desk: Desk) -> Iterator[ContributionId]:
    """Whatever can be found: what the author wrote, then contributions in the order of the record."""
    yield from (id for id in (*desk.elements, *desk.articles) if is_safe(id))
    yield from (one.id for one in desk.contributions.values() if _is_found(desk, one))


def index_of(desk: Desk, ids: list[ContributionId]) -> tuple[likeness.Index[str], list[Shown]]:
    """The index of these, by address, and what is shown of each."""
    desk.texts.fetch([id for id in ids if id in desk.contributions])
    texts = {id: _text(desk, id) for id in ids}
    again = _said_again(desk, texts)
    known = likeness.index({_address(desk, id): texts[id] for id in again}, language=_spoken(desk))
    return known, [_shown(desk, id, many) for id, many in again.items()]


def _said_again(desk: Desk, texts: Mapping[ContributionId, str]) -> dict[ContributionId, int]:
    """Of those of one kind that say the same in the same words the first, and how many do so besides."""
    found: dict[ContributionId, int] = {}
    first: dict[tuple[str, str], ContributionId] = {}
    for id, text in texts.items():
        said = desk.wordings[id][1] if id in desk.wordings else wordings.digest(wording(text))
        known = first.setdefault((_kind(desk, id), said), id)
        found[known] = found.get(known, -1) + 1
    return found


def _is_found(desk: Desk, one: Contribution) -> bool:
    gone = one.hidden or one.erased or one.state in _GONE
    return not gone and one.kind in _KINDS and is_safe(one.id) and _address(desk, one.id) != ""


def _address(desk: Desk, id: ContributionId) -> str:
    """Where it is read, from the folder of the subject; of a long thread the first page, for votes move the others."""
    if desk.has_page(id):
        return f"c/{id}/"
    root = desk.roots.get(id, "")
    return f"c/{root}/#{id}" if root and is_safe(root) else ""


def _print_of(desk: Desk, ids: list[ContributionId]) -> int:
    """Of all that the index is made from: the same as long as only votes come."""
    shown = [
        (id, one.kind, one.side, one.rev, desk.roots.get(id, ""))
        if (one := desk.contributions.get(id))
        else (id, desk.title(id), desk.own_text(id))
        for id in ids
    ]
    return digest(repr((engine_fingerprint(), desk.words.language, _spoken(desk), shown)))


def _spoken(desk: Desk) -> str:
    return desk.subject.language or desk.words.language


def _text(desk: Desk, id: ContributionId) -> str:
    if desk.is_ours(id):
        return f"{desk.title(id)}\n{desk.own_text(id)}"
    text = desk.text(id)
    return f"{text.title}\n{text.body}"


def _kind(desk: Desk, id: ContributionId) -> str:
    one = desk.contributions.get(id)
    if one is not None and one.kind is Kind.ARGUMENT and one.side is not None:
        return f"argument-{one.side.value}"
    return desk.kind(id).value


def _shown(desk: Desk, id: ContributionId, again: int) -> Shown:
    ours = desk.is_ours(id)
    titled = ours or bool(desk.text(id).title)  # else it is called by its first words
    body = desk.own_text(id) if ours else desk.text(id).body
    said = opening(body, LONGEST_OPENING) if titled else ""
    return Shown(_address(desk, id), _kind(desk, id), desk.title(id), said, again)


def _themed(desk: Desk) -> list[tuple[str, str]]:
    """The syntheses in which everything said is grouped by themes: phase and title."""
    found = {one.phase for one in desk.findings}
    return [(one.phase, one.title) for one in desk.subject.syntheses if one.phase in found]


def _page(press: Press, desk: Desk, kinds: list[str]) -> bytes:
    words = desk.words
    printery = Printery(desk.settings, policy=POLICY) if kinds else press.printery
    called = {kind: words(kind if kind in _SIDES else f"kind-{kind}") for kind in kinds}
    page = subject_page(desk, printery, ADDRESS)
    lede = words("said-lede", subject=desk.subject.title)
    body = page.render(
        "said.html",
        lang=desk.lang,
        called=json.dumps(called, ensure_ascii=False, sort_keys=True) if kinds else "",
        lede=lede,
        open=bool(open_phases(desk.subject, desk.tally.as_of)),
        themed=_themed(desk),
        over=all(phase.closes_at <= desk.tally.as_of for phase in desk.subject.phases),
    )
    return page.printed(titled(desk, words("said")), [body], lede)


_SIDES = frozenset(f"argument-{side.value}" for side in Side)
