"""What verify_site.py asks for the answers: coverage.json must follow from its decisions, the record and the themes.

docs/data.md says what each key means. It needs only Python 3.11, shares no code with the engine and writes nothing.
"""

import json
import re
from collections import Counter
from datetime import date
from hashlib import sha256

OWED = ("cause", "solution", "proposal", "statement", "question", "amendment", "petition")  # to these an answer is owed
COMES = {"adopted": "adopted", "partly": "partly", "same-as": "same-as"}  # how an article comes from what was decided
COMES |= {"not-kept": "inspired", "out-of-scope": "inspired"}


def compare(folder, items, ledger, check, same):
    """Tell what coverage.json says otherwise; gives its figures as they must be.

    items   of tally.json, by name
    ledger  with `items`: the lines that opened each contribution
    check, same  tell a difference: verify.py
    """
    place = folder / "coverage.json"
    told = json.loads(place.read_bytes())
    themes = themes_of(folder)
    owed = {name: one for name, one in items.items() if one["kind"] in OWED and one["origin"] == "citizen"}
    decisions = told["decisions"]
    own = {on for one in decisions if not one["theme"] for on in one["on"]}
    for at, one in enumerate(decisions, 1):
        if one["theme"]:  # whoever is in the theme, has no decision of its own and was not united with another
            members = themes.get(tuple(one["theme"].split("/", 1)), [])
            alone = [name for name in members if name not in own and name != one["same_as"]]
            due = [name for name in alone if items.get(name, {}).get("merged_into") not in items]
            same(one["on"], due, place, f"decisions/{at}/on")
    decided = {on: one for one in decisions if one["reason"].strip() for on in one["on"]}
    answers = {name: answer for name in owed if (answer := answer_of(name, items, decided, ledger))}
    counted = sums(owed, answers, themes)
    counted["others"] = {
        name: found(name, one, "theme" if one["theme"] else "own", ledger)
        for name, one in decided.items()
        if name not in owed and name in ledger.items
    }
    counted["beside"] = len(counted["others"])
    on_themes = {tuple(one["theme"].split("/", 1)) for one in decisions if one["theme"]}
    inside = {name for place_, names in themes.items() if place_ in on_themes for name in names}
    counted["apart"] = len({name for name, one in decided.items() if not one["theme"]} & inside)
    counted["gone"] = sum(named["article"] is None for one in decisions for named in one["articles"])
    counted["steps"] = told["steps"]  # what the author tells of parliament, as the decisions are
    counted["articles"] = articles_of(items, decisions, told["articles"], told["steps"])
    behind = sum(bool(ties) for ties in counted["articles"].values())
    tells = any(one["articles"] for one in decisions)
    many = len(counted["articles"])
    counted["paragraphs"] = paragraphs_of(folder, counted["articles"], told["paragraphs"], tells, check)
    each = [one["from"] for row in counted["paragraphs"].values() for one in row]
    parts = {"all": len(each)} | {kind: each.count(kind) for kind in ("named", "article", "own")}
    counted["provenance"] = {"articles": many, "from": behind, "own": many - behind if tells else 0}
    counted["provenance"]["paragraphs"] = parts
    same({key: one for key, one in told.items() if key != "decisions"}, counted, place)
    return counted


def unrecorded(folder):
    """How many decisions are not in the record as they are published, by contribution: told since, or changed here."""
    told, last = json.loads((folder / "coverage.json").read_bytes()), {}
    for path in sorted(folder.glob("ledger/*.jsonl"), key=lambda path: (len(path.name), path.name)):
        for raw in path.read_bytes().splitlines():
            if b'"kind":"decision"' in raw:
                line = json.loads(raw)
                last[line["on"]] = line["entry"], line["outcome"]
    missing = set()
    for one in told["decisions"]:
        due = entry_of(one), one["outcome"]
        missing |= {on for on in one["on"] if last.get(on) != due}
    return len(missing)


def entry_of(one):
    """The digest of an entry of decisions.yml: docs/data.md, `decision`; who is in a theme is no part of it."""
    entry = {key: one[key] or "" for key in ("outcome", "reason", "date", "by", "same_as")}
    entry["articles"] = [named["id"] for named in one["articles"]]
    entry["later"] = [{key: fate[key] or "" for key in fate} for fate in one["later"]]
    entry |= {"theme": one["theme"]} if one["theme"] else {"on": one["on"]}
    return sha256(json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def themes_of(folder):
    """The members of each theme by (phase, id), as the accounts of the phases give them."""
    found = {}
    for path in sorted(folder.glob("synthesis/*.json")):
        account = json.loads(path.read_bytes())
        found |= {(account["phase"], id): one["members"] for id, one in account["themes"].items()}
    return found


def answer_of(name, items, decided, ledger):
    """The outcome of one contribution, by which way it came to it, and after how many days; None: none yet."""
    seen, at = set(), name
    while at in items and at not in seen:
        seen.add(at)
        if one := decided.get(at):
            if at == name:
                return found(name, one, "theme" if one["theme"] else "own", ledger)
            return {**found(name, one, "united", ledger), "outcome": "same-as"}
        if items[at]["set_aside"]:
            return {"outcome": "set-aside", "by": "rule", "days": None}
        at = items[at]["merged_into"]
    return None


def found(name, one, by, ledger):
    """An answer: what happened later to an adopted text counts; whole days between two dates, never under 0."""
    outcome = one["later"][-1]["outcome"] if one["later"] else one["outcome"]
    line = ledger.items.get(name)
    days = None
    if line and not line.get("undated"):
        days = max(0, (date.fromisoformat(one["date"][:10]) - date.fromisoformat(line["time"][:10])).days)
    return {"outcome": outcome, "by": by, "days": days}


def sums(owed, answers, themes):
    """Every sum over what an answer is owed to."""
    phases = {}
    for name, one in owed.items():
        phases.setdefault(one["phase"] or "", {}).setdefault(one["kind"], []).append(name)
    of_themes = {}
    for (phase, id), members in themes.items():
        of_themes.setdefault(phase, {})[id] = of([name for name in members if name in owed], answers)
    days = sorted(one["days"] for one in answers.values() if one["days"] is not None)
    speed = {"many": len(days), "median": days[(len(days) - 1) // 2]} if days else None
    if speed:  # nine of ten: the smallest number of days within which at least nine tenths came
        speed |= {"nine": days[(9 * len(days) + 9) // 10 - 1], "longest": days[-1]}
    nothing = {"outcome": None, "by": None, "days": None}
    return {
        **of(owed, answers),
        "outcomes": dict(Counter(answers[name]["outcome"] if name in answers else "none" for name in owed)),
        "ways": dict(Counter(one["by"] for one in answers.values())),
        "phases": {
            phase: {
                **of([name for names in kinds.values() for name in names], answers),
                "kinds": {kind: of(names, answers) for kind, names in kinds.items()},
            }
            for phase, kinds in phases.items()
        },
        "themes": of_themes,
        "speed": speed,
        "items": {name: answers.get(name, nothing) for name in owed},
    }


def of(names, answers):
    """How many, and how many of them have an answer."""
    answered = sum(name in answers for name in names)
    return {"asked": len(names), "answered": answered, "open": len(names) - answered}


def articles_of(items, decisions, told, steps):
    """What stands behind each article; which paragraph has which id only the bill knows, and is taken as told."""
    ties = {name: [] for name, one in items.items() if one["kind"] == "article"}
    seen = set()
    for one in decisions:
        for named in one["articles"]:
            for name in [None] if one["theme"] else one["on"]:
                key = named["id"], name or one["theme"]
                if one["outcome"] in COMES and named["article"] in ties and key not in seen:
                    seen.add(key)
                    part = named["id"] if named["id"] != named["article"] else None
                    tie = {"id": name, "theme": one["theme"], "how": COMES[one["outcome"]]}
                    struck = is_out(one, {named["id"], named["article"]}, steps)
                    ties[named["article"]].append({**tie, "part": part, "struck": struck})
    for article, listed in ties.items():  # those of a paragraph stand in the order of the bill
        order = {tie["part"]: at for at, tie in reversed([*enumerate(told.get(article, []))])}
        listed.sort(key=lambda tie: order.get(tie["part"], 0))
    return ties


def is_out(one, names, steps):
    """Whether what went into one place is out of the text in the end, by the decision itself or by a step."""
    own = [fate for at, fate in enumerate(one["later"]) if at not in one["of_steps"]]
    told = [(fate["date"], fate["outcome"] == "struck-out") for fate in own]
    told += [(step["date"], step["out"]) for step in steps if names & {*step["articles"]}]
    return sorted(told, key=lambda event: event[0])[-1][1] if told else False


def paragraphs_of(folder, ties, told, tells, check):
    """What stands behind each paragraph; which there are, with which ids, is taken as told, if the bill has these."""
    bill = folder / "bill" / "now.md"
    there = (
        set(re.findall(r"{[ \t]*#([^{}]*?)[ \t]*}[ \t]*$", bill.read_text("utf-8"), re.M)) if bill.exists() else None
    )
    found = {}
    for article, listed in ties.items():
        named, row = {tie["part"] for tie in listed}, []
        for one in told.get(article, []):
            gone = [id for id in one["ids"] if there is not None and id not in there]
            check(not gone, folder / "coverage.json", f"paragraphs/{article}/{one['at']}: not in the bill: {gone}")
            whole = "article" if None in named else "own" if tells else None
            row.append({**one, "from": "named" if named & set(one["ids"]) else whole})
        found[article] = row
    return found
