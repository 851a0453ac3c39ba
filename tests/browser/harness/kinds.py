"""One page of every kind that a built site holds, found by its address: a new kind of page needs no entry here."""

from __future__ import annotations

import re
from pathlib import Path

from examples import ALL

# What an address names by an id of its own, after the part that says what it is.
_NAMED = re.compile(r"(?<![^/])(subjects|c|map|essays|synthesis|versions|changes|report)/([^/]+)/")
_THEME = re.compile(r"(?<=synthesis/\*/)[^/]+/")
_APART = re.compile(r"[a-z]{2}/|.*\(least\)$")
_NUMBER = re.compile(r"(?<![^/])\d+/")


def kind_of(address: str) -> str:
    """What is the same in the addresses of all pages of a kind: `subjects/*/c/*/`; "" is the home page."""
    return _NUMBER.sub("N/", _THEME.sub("*/", _NAMED.sub(r"\1/*/", address)))


def one_of_each(site: Path) -> dict[str, str]:
    """Address of the fullest page of each kind, and of the emptiest where it has several: `kind (least)`."""
    pages: dict[str, list[tuple[int, str]]] = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        address = name.removesuffix("index.html")
        pages.setdefault(kind_of(address), []).append((path.stat().st_size, address))
    found = {}
    for kind, sized in sorted(pages.items()):
        found[kind] = max(sized)[1]
        if len(sized) > 1:
            found[f"{kind} (least)"] = min(sized)[1]
    return found


def looked_at_now(site: Path) -> dict[str, str]:
    """Those of them that are looked at with each change: the fullest in the first language; in the long run all."""
    kinds = one_of_each(site)
    return {kind: path for kind, path in kinds.items() if ALL or not _APART.match(kind)}


def file_name(kind: str) -> str:
    """A kind as the name of a file: `subjects-x-c-x`."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", kind.replace("*", "x")).strip("-") or "home"
