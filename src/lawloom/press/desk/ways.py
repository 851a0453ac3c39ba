"""Links of typeset pages to contributions that have no page of their own: each leads to its place on another's page.

Editorial pages are written without knowing the record, so they name every contribution as `c/<id>/`. That it is read at
`c/<other>/#<id>` is known when a subject is printed. It travels as slots do: a page is printed again when it changes.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from lawloom.press.desk import threads
from lawloom.press.desk.desk import Desk

_LINK = re.compile(r'href="((?:[^"#?:]*/)?c/[a-z0-9-]+/)(?:#[^"]*)?"')
_NUMBER = re.compile(r'<a (href="[^"]*"[^<>]*>[a-z]{1,4}-[a-z]?[0-9]+</a>)')
_CONTRIBUTION = re.compile(r"/?subjects/([a-z0-9-]+)/c/([a-z0-9-]+)")


def named(html: str, page: str) -> list[str]:
    """The slots of the contributions that a page links to, in order and once: "way/<subject>/<id>".

    page  address of the page, from which its links go
    """
    return list(dict.fromkeys(name for link in _LINK.findall(html) if (name := _slot(link, page))))


def named_on(typeset: Path) -> frozenset[str]:
    """The same of all pages in a folder of typeset pages."""
    files = sorted(typeset.rglob("index.html"))
    addresses = (file.parent.relative_to(typeset).as_posix() for file in files)
    pages = zip(files, (f"{at}/" if at != "." else "" for at in addresses), strict=True)
    return frozenset(name for file, page in pages for name in named(file.read_text("utf-8"), page))


def slots(desk: Desk, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of those slots that name a contribution of this subject without a page of its own: where it stands."""
    for name in sorted(names):
        _, slug, id = name.split("/")
        if slug == desk.subject.id and id in desk.roots:
            yield name, threads.address(desk, id)


def led(html: str, page: str, filled: Mapping[str, str]) -> str:
    """The page with each such link led to where the contribution stands; a number is not broken at its hyphen."""
    return _NUMBER.sub(r'<a class="id" \1', _LINK.sub(partial(_led, page, filled), html))


def _led(page: str, filled: Mapping[str, str], found: re.Match[str]) -> str:
    link = found[1]
    way = filled.get(_slot(link, page))
    return f'href="{link[: link.rindex("c/", 0, -1)]}{way}"' if way else found[0]


def _slot(link: str, page: str) -> str:
    """The slot of what the link leads to; empty where that is no contribution."""
    found = _CONTRIBUTION.fullmatch(posixpath.normpath(f"/{page}{link}"))
    return f"way/{found[1]}/{found[2]}" if found else ""
