"""What verify_site.py runs for the argument map, syntheses and opinion groups: their data must be right.

Which arguments are of one family, which contributions of one theme and which people of one mind, is taken from their
files (map.json, synthesis/*.json, opinion/*.json): a machine or people grouped them, and none can count that again. Who
stands behind each group, and that nobody and no vote is left out, is counted here. It needs only Python 3.11, shares no
code with the engine and writes nothing.
"""

import json
import re
from collections import Counter, defaultdict
from fractions import Fraction
from math import prod

HAVE_A_PAGE = ("cause", "solution", "proposal", "statement", "question", "amendment", "petition", "event", "article")
SAFE = re.compile(r"(?=.{1,100}\Z)[a-z0-9]+(-[a-z0-9]+)*")
BAR = re.compile(r'<div class="fam" id="([^"]+)">\n<svg [^>]*><rect width="(\d+)%"')
STRIP = re.compile(r'<figure class="fig strip">(?:<h3><a href="[^"]*?([^/"]+)/"[^>]*>[^<]*</a></h3>)?(<svg .*?</svg>)')
BLOCK = re.compile(r'<rect (class="sf"|fill="url\(#pa\)") x="(\d+)%" y="6" width="(\d+)%"')
FEWEST = 4  # arguments that have a page of the map
VOICES = ("people", "unnamed", "counted")
THREE_WAY = ("cause", "solution", "proposal", "article", "amendment", "statement")
SMALLEST = 5  # people of a group


def compare(folder, items, ledger, recount, check, same):
    """All three, by the name under which pages name their figures.

    recount  what follows from the lines of a ledger, under the phases of the subject: verify.py
    """
    return {
        "map": compare_map(folder, items, ledger, check, same),
        "synthesis": compare_accounts(folder, items, ledger, same),
        "opinion": compare_opinions(folder, ledger, recount, check, same),
    }


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
    """The page of each thing is there; its bars are whole percents of its largest family, all strips on one scale."""
    families = {
        on: [f for side in ("for", "against") for f in one[side]["families"].values()] for on, one in told.items()
    }
    sides = {
        on: [sum(f[key] for f in one[side]["families"].values() for key in VOICES) for side in ("for", "against")]
        for on, one in told.items()
    }
    scale = max([5, *(many for both in sides.values() for many in both)])
    for on, one in told.items():
        if sum(one[side]["arguments"] for side in ("for", "against")) < FEWEST:
            continue  # they are read where they stand
        page = folder / on / "index.html"
        check(page.is_file(), page, "is missing")
        voices = {family["says"]: sum(family[key] for key in VOICES) for family in families[on]}
        most = max(voices.values(), default=1)
        for name, width in BAR.findall(page.read_text("utf-8") if page.is_file() else ""):
            same(width, max(1, (200 * voices.get(name, 0) + most) // (2 * most)), page, f"{name}/bar")
    for page in folder.rglob("index.html"):
        for on, strip in STRIP.findall(page.read_text("utf-8")):
            blocks = [(fill[0] == "c", int(x), int(width)) for fill, x, width in BLOCK.findall(strip)]
            drawn = [sorted((x, x + width) for is_for, x, width in blocks if is_for == side) for side in (True, False)]
            due = [max(48 * many // scale, 1) if many else 0 for many in sides.get(on or page.parent.name, (0, 0))]
            ends = [(50, 50 + due[0]), (50 - due[1], 50)]
            for some, (start, end) in zip(drawn, ends, strict=True):
                edges = [start, *(x for block in some for x in block), end]
                fine = all(a == b for a, b in zip(edges[::2], edges[1::2], strict=True))  # no gap, nothing over another
                check(fine, page, f"{on or page.parent.name}: its strip goes from {start} to {end} percent as counted")


def compare_accounts(folder, items, ledger, same):
    """Tell what synthesis/*.json say otherwise than the ledger; gives them in the form in which pages name figures."""
    found = {}
    for place in sorted((folder / "synthesis").glob("*.json")):
        told = json.loads(place.read_bytes())
        due = [name for name, one in items.items() if one["phase"] == place.stem and one["origin"] == "citizen"]
        groups = {f"themes/{theme}": one["members"] for theme, one in told["themes"].items()}
        groups |= {key: [*told[key]] for key in ("unclassified", "set_aside", "missing")}
        same(sorted(name for names in groups.values() for name in names), sorted(due), place, "accounted for")
        one_for = {name: names[0] for names in told["copies"] for name in names}
        themes = {theme: size_of(one["members"], one_for, ledger) for theme, one in told["themes"].items()}
        for theme, one in themes.items():
            one["kinds"] = dict(
                Counter(map(kind_of, (ledger.items[name] for name in told["themes"][theme]["members"])))
            )
            same({key: told["themes"][theme][key] for key in one}, one, place, f"themes/{theme}")
        whole = size_of(due, one_for, ledger) | {"accounted": len(due) - len(told["missing"])}
        same({key: told[key] for key in whole}, whole, place, "whole")
        many = {key: len(told[key]) for key in ("unclassified", "set_aside", "missing")}
        found[place.stem] = whole | many | {"themes": themes}
    return found


def size_of(names, one_for, ledger):
    """How many contributions, different texts and people; and of how many nobody knows the author."""
    authors = [ledger.items[name]["by"] for name in names]
    texts = len({one_for.get(name, name) for name in names})
    people = len({*authors} - {None})
    return {"contributions": len(names), "texts": texts, "people": people, "unknown": authors.count(None)}


def kind_of(line):
    """Its kind; of an argument with its side."""
    return f"{line['type']}-{line['side']}" if line.get("side") else line["type"]


# --- opinion groups ---------------------------------------------------------------------------------------------------


def compare_opinions(folder, ledger, recount, check, same):
    """Tell what opinion/*.json say otherwise than the lines they rest on; gives them as pages name their figures."""
    found = {}
    for place in sorted((folder / "opinion").glob("*.json")):
        told = json.loads(place.read_bytes())
        sides, groups = ("for", "neither", "against"), told["groups"]
        rests_on = type(ledger)(Beginning(folder, told["lines"]))
        check(len(rests_on.digests) - 1 == told["lines"], place, "lines: more than the ledger has")
        counted = recount(rests_on)["items"]
        due = {name: one for name, one in counted.items() if one["phase"] == place.stem and one["kind"] in THREE_WAY}
        due = {name: one for name, one in due.items() if not one["merged_into"]}
        voted = {name: votes_of(one) for name, one in due.items()}
        voted = {name: votes for name, votes in voted.items() if sum(votes.values())}
        summed = {
            name: {key: sum(told["items"][name][one][key] for one in groups) for key in sides} for name in told["items"]
        }
        same(summed, voted, place, "items")
        shared = {
            name: prod((Fraction(of[one]["for"] + 1, sum(of[one].values()) + 2) for one in groups), start=Fraction(1))
            for name, of in told["items"].items()
        }
        same([*told["items"]], sorted(shared, key=lambda name: (-shared[name], name)), place, "order")
        rows = [(way["rows"], way["counts"]) for one in due.values() for way in one["channels"].values()]
        support = sum(some.get("support") or 0 for some, _ in rows)
        left = {
            "nobody": sum(by is None for name in due for _, by, _ in rests_on.votes.get(name, ())),
            "totals": sum(n or 0 for _, some in rows for n in some.values()),
            "support": support,
            "torn": told["left_out"]["torn"],
        }
        same(told["left_out"], left, place, "left_out")
        people = len({by for name in voted for by in rests_on.voters[name]})
        check(support or people == told["people"], place, f"people: {told['people']}, counted {people}")
        same(told["people"], sum(groups.values()), place, "people")
        check(min(groups.values()) >= SMALLEST, place, "groups: one has fewer than five people")
        same(told["votes"], sum(sum(votes.values()) for votes in voted.values()), place, "votes")
        same(told["points"], len(voted), place, "points")
        drawn = Counter()
        for _, _, group, many in told["picture"]:
            drawn[group] += many
        same(drawn, groups if len(groups) > 1 else {}, place, "picture")
        found[place.stem] = told | {"items": {name: with_others(of, sides) for name, of in told["items"].items()}}
    return found


def votes_of(one):
    """The votes on an item that have a person, three ways."""
    rows = Counter()
    for way in one["channels"].values():
        rows.update({stance: n or 0 for stance, n in way["rows"].items()})
    return {"for": rows["for"], "neither": rows["mixed"] + rows["pass"], "against": rows["against"]}


def with_others(of, sides):
    """The votes of each group, and of everybody who is not in it."""
    others = {f"not-{one}": {key: sum(of[two][key] for two in of if two != one) for key in sides} for one in of}
    return of | others


class Beginning:
    """A folder of data whose ledger ends at that line: what was known when something was worked out."""

    def __init__(self, folder, lines):
        self.name, self._folder, self._lines = folder.name, folder, lines

    def glob(self, pattern):
        left, paths = self._lines, sorted(self._folder.glob(pattern), key=lambda path: (len(path.name), path.name))
        for path in paths:
            if left > 0:
                yield Shard(path, left)
            left -= 1000


class Shard:
    """The first lines of a file."""

    def __init__(self, path, lines):
        self.name, self.stem, self._path, self._lines = path.name, path.stem, path, lines

    def __str__(self):
        return str(self._path)

    def with_stem(self, stem):
        return self._path.with_stem(stem)

    def read_bytes(self):
        return b"".join(self._path.read_bytes().splitlines(keepends=True)[: self._lines])
