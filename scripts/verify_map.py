"""What verify_site.py runs for the argument map: map.json must follow from the ledger, its pages from map.json.

Which arguments are of one family is taken from map.json: a machine grouped them, and nobody can count that again. Who
stands behind each family is counted here. It needs only Python 3.11, shares no code with the engine and writes nothing.
"""

import json
import re
from collections import Counter, defaultdict

HAVE_A_PAGE = ("cause", "solution", "proposal", "statement", "question", "amendment", "petition", "event", "article")
SAFE = re.compile(r"(?=.{1,100}\Z)[a-z0-9]+(-[a-z0-9]+)*")
BAR = re.compile(r'<div class="fam" id="([^"]+)">\n<svg [^>]*><rect width="(\d+)%"')
VOICES = ("people", "unnamed", "counted")


def compare_map(folder, items, ledger, check, same):
    """Tell what map.json says otherwise than the ledger; gives it in the form in which pages name its figures.

    items        of tally.json, by id, their channels by name; they were compared with the ledger before
    check, same  tell a difference: verify.py
    """
    place = folder / "map.json"
    found = json.loads(place.read_bytes())
    argued = defaultdict(lambda: {"for": [], "against": []})
    for name, one in items.items():
        on = items.get(one["on"])
        if one["kind"] == "argument" and one["side"] and on and on["kind"] in HAVE_A_PAGE and SAFE.fullmatch(on["id"]):
            argued[on["id"]][one["side"]].append(name)
    expected = {on: item_of(sides, found["items"].get(on, {}), items, ledger) for on, sides in argued.items()}
    same(found["items"], expected, place, "items")
    whole = {"items": len(argued), "arguments": sum(len(some) for sides in argued.values() for some in sides.values())}
    same(found["whole"], whole, place, "whole")
    compare_ties(found["ties"], items, place, check)
    by_name = {on: {**one, **{side: named(one[side]) for side in ("for", "against")}} for on, one in expected.items()}
    return {"items": by_name, "whole": whole, "ties": found["ties"]}


def item_of(sides, told, items, ledger):
    """What must be told of one thing; its families as map.json has them, as far as they hold each argument once."""
    one = {}
    for side, names in sides.items():
        families = told.get(side, {}).get("families", [])
        members = [name for family in families for name in family["members"]]
        if sorted(members) != sorted(names):
            families = [{"says": name, "members": [name]} for name in names]  # so that each difference is named
        due = [
            {"says": family["says"] if family["says"] in family["members"] else None, "members": family["members"]}
            | voices_of(family["members"], items, ledger)
            for family in families
        ]
        one[side] = {**voices_of(names, items, ledger), "families": due}
    yes, no = (sum(one[side][key] for key in VOICES) for side in ("for", "against"))
    one["balance"] = (200 * yes + yes + no) // (2 * (yes + no)) if yes + no >= 5 else None
    one["contested"] = min(yes, no) ** 2 // max(yes, no, 1)
    return one


def voices_of(names, items, ledger):
    """Who stands behind some arguments: who wrote one or supports one, each once; and what is of nobody knows whom."""
    people = {by for name in names for by in (*ledger.voters[name], ledger.items[name]["by"]) if by}
    return {
        "arguments": len(names),
        "people": len(people),
        "unnamed": sum(not ledger.items[name]["by"] for name in names),
        "counted": sum(way["counts"].get("support") or 0 for name in names for way in items[name]["channels"].values()),
    }


def named(side):
    """A side with its families by the argument that is read for all."""
    return {**side, "families": {family["says"]: family for family in side["families"]}}


def compare_ties(found, items, place, check):
    """Each tie that citizens made; beside them at most one for each solution of the author's own."""
    counted = Counter()
    for name, one in items.items():
        on = items.get(one["on"])
        if one["kind"] == "solution" and on and on["kind"] == "cause":
            counted[one["merged_into"] or name, on["merged_into"] or on["id"]] += 1
    own = {one["id"] for one in items.values() if one["origin"] == "author" and one["kind"] == "solution"}
    for solution, cause in {*counted, *((solution, cause) for solution, of in found.items() for cause in of)}:
        more = found.get(solution, {}).get(cause, 0) - counted[solution, cause]
        if more:
            check(more == 1 and solution in own, place, f"ties/{solution}/{cause}: {more} more than counted")


def compare_map_pages(folder, told, check, same):
    """The page of each thing is there; the bar of each family on it is whole percents of the largest family."""
    for on, one in told.items():
        page = folder / on / "index.html"
        check(page.is_file(), page, "is missing")
        families = [family for side in ("for", "against") for family in one[side]["families"].values()]
        voices = {family["says"]: sum(family[key] for key in VOICES) for family in families}
        most = max(voices.values(), default=1)
        for name, width in BAR.findall(page.read_text("utf-8") if page.is_file() else ""):
            same(width, max(1, (200 * voices.get(name, 0) + most) // (2 * most)), page, f"{name}/bar")
