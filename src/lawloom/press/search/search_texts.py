"""What the search looks into: texts, kinds, phases and outcomes; nothing that a vote changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from lawloom.model.contribution import Kind
from lawloom.model.ids import ContributionId
from lawloom.press.desk import threads
from lawloom.press.desk.desk import WHOLE, Desk, is_safe
from lawloom.press.html.oneline import LONGEST_NAME, words
from lawloom.press.html.quickly import esc
from lawloom.press.site.digest import digest

MOST_FILES = 1000  # that contributions are spread over, so that a large site does not become one of twice as many files
LONGEST = 4000  # letters of one text that are looked into
PAGE = "page"  # the kind of what is no contribution
_MAIN = re.compile(r"<article\b[^>]*\bmd-content__inner\b[^>]*>(.*)</article>", re.DOTALL)
_SILENT = re.compile(r"<nav\b.*?</nav>|<svg\b.*?</svg>|<[^>]+>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
# Whoever looks for a number finds what bears it before what only names it.
_FIRST = 'data-pagefind-weight="10"'


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that can be found: a contribution with what was said about it."""

    at: str  # address from the folder of the subject: c/gh-1/
    title: str
    told: str  # its number and the name it came under; empty for the author's own
    texts: tuple[str, ...]
    kind: str
    phase: str
    outcome: str


def print_of(desk: Desk) -> int:
    """A fingerprint of all that `contributions` gives: the same as long as only votes come."""
    shown = [
        (one.id, one.kind, one.on, one.rev, one.hidden, one.erased, one.merged_into, _phase(desk, one.id))
        for one in desk.contributions.values()
    ]
    own = [(id, desk.title(id), desk.own_text(id), _phase(desk, id)) for id in (*desk.elements, *desk.articles)]
    return digest(repr((shown, own, desk.subject.decisions, desk.subject.title)))


def contributions(desk: Desk) -> Iterator[Found]:
    """Everything with a page that is not removed from view, with the arguments, sources and comments about it."""
    desk.texts.fetch(list(desk.contributions))
    for id in (*desk.elements, *desk.articles, *desk.paged, WHOLE):
        if id == WHOLE and not desk.answers.get(WHOLE):
            continue
        if is_safe(id) and not desk.is_hidden(id):
            kind = Kind.COMMENT if id == WHOLE else desk.kind(id)
            title = desk.words("about-the-subject") if id == WHOLE else desk.title(id)
            told = "" if id == WHOLE or desk.is_ours(id) else _told(desk, id)
            phase, outcome = _phase(desk, id), _outcome(desk, id)
            yield Found(f"c/{id}/", title, told, tuple(_texts(desk, id)), kind.value, phase, outcome)


def documents(slug: str, found: Iterable[Found], many: int) -> Iterator[tuple[str, str]]:
    """Pages for the index, each with contributions of one kind, phase and outcome: (name of the file, HTML).

    many  contributions of the whole site: how many stand on one page depends on it
    """
    size = max(1, -(-many // MOST_FILES))
    groups: dict[tuple[str, str, str], list[Found]] = {}
    for one in found:
        groups.setdefault((one.kind, one.phase, one.outcome), []).append(one)
    number = 0
    for (kind, phase, outcome), of_group in sorted(groups.items()):
        for start in range(0, len(of_group), size):
            number += 1
            told = {"subject": slug, "kind": kind, "phase": phase and f"{slug}/{phase}", "outcome": outcome}
            body = "".join(
                f'<h2 id="{esc(one.at)}">{esc(one.title)}</h2>'
                f"{f'<p {_FIRST}>{esc(one.told)}</p>' if one.told else ''}"
                f"{''.join(f'<p>{esc(text)}</p>' for text in one.texts)}"
                for one in of_group[start : start + size]
            )
            yield f"{slug}/{number}.html", _document(f"subjects/{slug}/", told, body)


def page(name: str, address: str, html: str) -> tuple[str, str]:
    """A typeset page for the index: its own words, without what stands in its slots.

    html  as the engine set it
    """
    main = _MAIN.search(html)
    title = _TITLE.search(html)
    text = " ".join(unescape(_SILENT.sub(" ", main[1] if main else "")).split())
    slug = address.split("/")[1] if address.startswith("subjects/") else ""
    head = unescape(title[1]).partition(" · ")[0].strip() if title else address
    return name, _document(address, {"subject": slug, "kind": PAGE}, f"<h1>{esc(head)}</h1><p>{esc(text)}</p>")


def write(folder: Path, documents: Iterable[tuple[str, str]]) -> None:
    """Put the pages into a folder."""
    for name, html in documents:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")


def _document(at: str, told: dict[str, str], body: str) -> str:
    filters = "".join(f'<p data-pagefind-filter="{name}:{esc(value)}"></p>' for name, value in told.items() if value)
    return (
        f'<!doctype html><html><body data-pagefind-body data-pagefind-meta="at:{esc(at)}">{filters}{body}</body></html>'
    )


def _texts(desk: Desk, id: ContributionId) -> Iterator[str]:
    own = desk.own_text(id) if desk.is_ours(id) else "" if id == WHOLE else desk.text(id).body
    if own:
        yield words(own, LONGEST)
    for other in threads.thread(desk, id).ids():
        text = desk.text(other)
        if said := words(f"{text.title} {text.body} {text.quote}", LONGEST):
            yield f"{said} ({_told(desk, other)})"


def _told(desk: Desk, id: ContributionId) -> str:
    """Its number and the name that is shown, where there is one: people look for both."""
    name = words(desk.text(id).name, LONGEST_NAME)
    return f"{id}, {name}" if name else id


def _phase(desk: Desk, id: ContributionId) -> str:
    item = desk.items.get(id)
    return item.phase if item else ""


def _outcome(desk: Desk, id: ContributionId) -> str:
    found = desk.decisions.get(id)
    if not found:
        return "none"
    return (found[-1].later[-1].outcome if found[-1].later else found[-1].outcome).value
