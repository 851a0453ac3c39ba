"""Popolo (popoloproject.com): persons, organizations, memberships, posts, areas, and how one writes to them.

source  the Popolo JSON schemas: names of keys and of types of contact details are theirs. Areas have no postcodes
        there: an area with `classification: postcode` whose `parent_id` is a constituency is a postcode of it.

Of contact details the office's are taken, and of those only mail, postal address and web page: details whose note or
label says that they are private are left alone, telephones are not read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lawloom.content.member_cells import Told, made
from lawloom.errors import problem
from lawloom.model.member import Member

_WAYS = {"email": "email", "address": "address", "url": "url", "website": "url"}
_ID = re.compile(r'"id"\s*:\s*"([^"\\]*)"')
_PRIVATE = ("private", "personal", "home", "domicile", "personnel", "privé", "particular", "privad")
_CHAMBERS = frozenset({"legislature", "chamber", "upper house", "lower house", "parliament", "council", "assembly"})


def read(text: str, told: Told) -> Iterator[Member]:
    """Everybody who holds a membership that did not end, of the last legislative period where there are several."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        told.tell(problem("popolo-syntax", told.file, getattr(wrong, "lineno", 0), detail=str(wrong)[:200]))
        return
    if not isinstance(whole, dict) or not isinstance(whole.get("persons"), list):
        told.tell(problem("popolo-no-persons", told.file, 1))
        return
    persons = _by_id(whole, "persons", told)
    organizations = _by_id(whole, "organizations", told)
    areas = _by_id(whole, "areas", told)
    posts = _by_id(whole, "posts", told)
    codes: dict[str, list[str]] = {}
    for one in areas.values():
        if _text(one, "classification").casefold() == "postcode" and (parent := _text(one, "parent_id")):
            codes.setdefault(parent, []).append(_text(one, "identifier") or _text(one, "name"))
    seats: dict[str, list[dict[str, Any]]] = {}
    memberships = _dicts(whole.get("memberships"))
    memberships += [
        {"person_id": id, **one} for id, person in persons.items() for one in _dicts(person.get("memberships"))
    ]
    last = _last_period(whole, memberships)
    for one in memberships:
        held_by = _text(one, "person_id")
        if held_by not in persons:
            told.tell(problem("popolo-unknown", told.file, key="person_id", found=held_by[:80]))
        elif not _text(one, "end_date") and (not last or _text(one, "legislative_period_id") == last):
            seats.setdefault(held_by, []).append(one)
    lines = _lines(text)
    for id, person in persons.items():
        there = seats.get(id, [])
        seat = next((one for one in there if _is_seat(one, organizations)), there[0] if there else None)
        if seat is None:
            if memberships:
                continue  # who held a seat once holds none now
            seat = {}
        post = posts.get(_text(seat, "post_id"), {})
        area = _text(seat, "area_id") or _text(post, "area_id")
        named = areas.get(area) or next(
            (one for one in (seat.get("area"), post.get("area")) if isinstance(one, dict)), {}
        )
        if area and not named:
            told.tell(problem("popolo-unknown", told.file, key="area_id", found=area[:80]))
        chamber = organizations.get(_text(seat, "organization_id") or _text(post, "organization_id"), {})
        party = organizations.get(_text(seat, "on_behalf_of_id"), {})
        if not party:
            party = next((o for o in (organizations.get(_text(m, "organization_id"), {}) for m in there)
                          if _text(o, "classification").casefold() == "party"), {})  # fmt: skip
        cells = {
            "name": _text(person, "name"),
            "area": _text(named, "name") or _text(post, "label"),
            "postcodes": ";".join(codes.get(area, [])),
            "party": _text(party, "name"),
            "chamber": _text(chamber, "name"),
        }
        for holder in (person, post, seat):  # the nearer to the office, the later
            cells |= _ways(holder)
        one_found = made(cells, lines.get(id, 0), told)
        if one_found is not None:
            yield one_found


def _lines(text: str) -> dict[str, int]:
    """On which line each id is given first, counted from the list of persons."""
    start = max(text.find('"persons"'), 0)
    found: dict[str, int] = {}
    line, at = text.count("\n", 0, start) + 1, start
    for one in _ID.finditer(text, start):
        line, at = line + text.count("\n", at, one.start()), one.start()
        found.setdefault(one[1], line)
    return found


def _ways(holder: dict[str, Any]) -> dict[str, str]:
    found = {"email": _text(holder, "email")} if _text(holder, "email") else {}
    for one in _dicts(holder.get("contact_details")):
        said = f"{_text(one, 'note')} {_text(one, 'label')}".casefold()
        column = _WAYS.get(_text(one, "type").casefold())
        if column and not any(word in said for word in _PRIVATE):
            found[column] = _text(one, "value")
    if "url" not in found and (links := _dicts(holder.get("links"))):
        found["url"] = _text(links[0], "url")
    return {key: value for key, value in found.items() if value}


def _is_seat(membership: dict[str, Any], organizations: dict[str, Any]) -> bool:
    """Whether it is a seat in a legislature: it has an area or a post, or its organization is called one."""
    organization = organizations.get(_text(membership, "organization_id"), {})
    kind = _text(organization, "classification").casefold()
    return kind in _CHAMBERS or (kind != "party" and bool(membership.get("area_id") or membership.get("post_id")))


def _last_period(whole: dict[str, Any], memberships: list[dict[str, Any]]) -> str:
    """The legislative period that began last; empty where memberships name none."""
    used = {period for one in memberships if (period := _text(one, "legislative_period_id"))}
    begun = {_text(one, "id"): _text(one, "start_date") for one in _dicts(whole.get("events"))}
    return max(used, key=lambda one: (begun.get(one, ""), one), default="")


def _by_id(whole: dict[str, Any], key: str, told: Told) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    listed = whole.get(key)
    for number, one in enumerate(listed if isinstance(listed, list) else (), 1):
        id = _text(one, "id") if isinstance(one, dict) else ""
        if not id or id in found:
            told.tell(problem("popolo-id", told.file, key=key, n=number, found=id[:80]))
        else:
            found[id] = one
    return found


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _text(holder: Any, key: str) -> str:
    value = holder.get(key) if isinstance(holder, dict) else None
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""
