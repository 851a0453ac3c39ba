"""What is an article in a document of any tradition, what stands above it, and by which ids its parts are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lawloom.bill.legal.safe_xml import Node
from lawloom.content import names
from lawloom.content.suggestions import slug_from
from lawloom.model.ids import is_slug

DIVISIONS = {
    "part": "Part",
    "book": "Book",
    "tome": "Book",
    "title": "Title",
    "subtitle": "Chapter",
    "chapter": "Chapter",
    "subchapter": "Section",
    "subpart": "Chapter",
    "section": "Section",
    "subsection": "Subsection",
    "division": "Section",
    "subdivision": "Subsection",
}
UNITS = ("article", "section", "clause", "rule")
_INSIDE = """
paragraph list point indent alinea subrule proviso subparagraph subclause sublist level transitional hcontainer
"""
HIERARCHY = frozenset([*DIVISIONS, *UNITS, *_INSIDE.split()])
HEADS = frozenset(["num", "heading", "subheading"])

_OWN = re.compile(r"(?:art|para|point|indent|part|book|title|chp|sec|subsec)_([a-z0-9]+(?:-[a-z0-9]+)*)")
_OWN_PLACE = re.compile(r"(?:art_([a-z0-9-]+)__para|(?:para|point|indent)_([a-z0-9-]+)__(?:point|indent))_(\d+)(.*)")
_NUMBERED = re.compile(r"[0-9]+[a-z]{0,2}|[ivxlc]+|[a-z]")


@dataclass(slots=True)
class Structure:
    """unit: the element that is an article here; ids: of articles, divisions and what has an own id, by node."""

    unit: str
    ids: dict[Node, str] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)  # eId: address on the page of the bill

    def is_unit(self, node: Node) -> bool:
        if self.unit:
            return node.tag == self.unit
        return node.tag not in DIVISIONS or not any(
            one.tag in HIERARCHY and one.tag not in DIVISIONS for one in node.iter() if one is not node
        )

    def holds_units(self, node: Node) -> bool:
        return any(self.is_unit(one) for one in node.iter() if one is not node and one.tag in HIERARCHY)


def structure(body: Node) -> Structure:
    """What the elements of a body are."""
    present = {one.tag for one in body.iter()}
    made = Structure(next((tag for tag in UNITS if tag in present), ""))
    given: dict[str, int] = {}
    for node, unit in _walk(made, body, None):
        eid = node.get("eId") or node.get("id") or ""
        own = _own(node, made.unit)
        if node is unit:
            title = next(("".join(one.itertext()) for one in node if one.tag == "heading"), "")
            wanted = own or slug_from(title)[:40].strip("-") or slug_from(eid) or "article"
            made.ids[node] = _free(wanted, given, own)
        elif own and own not in given:
            made.ids[node] = own
            given[own] = 2
        if eid:
            made.anchors[eid] = made.ids.get(node, made.ids.get(unit, "") if unit is not None else "")
            if found := _OWN_PLACE.fullmatch(eid):
                places = re.findall(r"__(?:point|indent)_(\d+)", found[4])
                made.anchors.setdefault(eid, "")
                if node not in made.ids:
                    made.anchors[eid] = ".".join([found[1] or found[2], found[3], *places])
    return made


def _walk(made: Structure, node: Node, unit: Node | None) -> Iterator[tuple[Node, Node | None]]:
    """Every element below, with the article in which it stands."""
    for child in node:
        if child.tag not in HIERARCHY:
            yield child, unit
            yield from _walk(made, child, unit)
            continue
        here = unit
        if unit is None and (made.is_unit(child) or not made.holds_units(child)):
            here = child
        yield child, here
        yield from _walk(made, child, here)


def _own(node: Node, unit: str) -> str:
    """The id that we gave: the last part of a name that is no number.

    unit  the element that is an article here; others that could be one stand above articles
    """
    found = _OWN.fullmatch(node.get("eId") or "")
    if not found or node.tag not in HIERARCHY or _is_kept(found[1]):
        return ""
    if node.get("wId") == node.get("eId"):
        return found[1]  # as we write it, where people gave the id
    is_division = node.tag in DIVISIONS and node.tag != unit
    return "" if is_division or _NUMBERED.fullmatch(found[1]) else found[1]


def _free(wanted: str, given: dict[str, int], own: str) -> str:
    base = wanted if own or not (_is_kept(wanted) or _NUMBERED.fullmatch(wanted)) else f"art-{wanted}"
    id, n = base, given.get(base, 2)
    while id in given:
        id, n = f"{base[:70]}-{n}", n + 1
    given[id] = given.get(id, 2)
    if id != base:
        given[base] = n
    return id


def _is_kept(id: str) -> bool:
    return names.is_device(id) or names.is_of_the_whole(id) or names.is_of_the_forge(id) or not is_slug(id)
