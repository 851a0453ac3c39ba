"""What verify_site.py asks for the figures beside the totals: signs.json must follow from the same lines and texts.

docs/signs.md states the formulas. It needs only Python 3.11, shares no code with the engine and writes nothing.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from datetime import UTC, datetime

LEAST, OWN, OTHERS, PERCENT, FIRST = 20, 5, 3, 50, 5  # docs/signs.md: votes
FLOOD, TIMES, COPIES, WORDS = 20, 10, 3, 6  # the same: texts
SHARED = ("for", "mixed", "against", "pass")
WORD = re.compile(r"[^\W_]+")
VOWELS = "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u20d0-\u20ff"
ON_WORDS, ON_LETTERS = re.compile(f"[{VOWELS}]"), re.compile(f"[\u0300-\u036f{VOWELS}]")


def recounted(slug, ledger, items, orders, rows, midnights, ranks):
    """signs.json as it must be.

    ledger     with `stand`, by item: what stances count as, its kind, when votes are open, the votes that stand
    items      of tally.json, by name; orders: its three
    rows       of contributions.json: the texts that are shown
    midnights  times of day in UTC at which a day begins
    ranks      gives the ranks of an item: verify_site.py
    """
    bursts, people, untimed = hours(ledger, midnights)
    new = newcomers(ledger, bursts, people)
    for one in bursts:
        one["newcomers"] = len(new & people[one["on"]])
    apart = {one["on"]: new & people[one["on"]] for one in bursts if 100 * one["newcomers"] >= PERCENT * one["votes"]}
    without = {}
    for end in dict.fromkeys(items.get(on, {}).get("merged_into") or on for on in apart):
        votes = votes_of(end, apart, ledger, items)
        if votes and end in items:
            known = {key: items[end][key] for key in (*SHARED, "support", "signature") if items[end][key] is not None}
            left = {key: known[key] - votes.get(key, 0) for key in sorted(known)}
            without[end] = {"on": end, "votes": votes, "left": left, "many": sum(votes.values())}
    first = first_of(items, orders, without, ranks) if without else {}
    for end, one in without.items():
        outcome = [] if majority(items[end]) == majority(one["left"]) else ["majority"]
        moved = [
            name for name in ("supported", "divided") if (end in first[name]["now"]) != (end in first[name]["without"])
        ]
        one["changes"] = outcome + moved
    texts = texts_of(ledger, items, rows)
    totals = {
        "bursts": len(bursts),
        "fragile": sum(1 for one in without.values() if one["changes"]),
        "votes": sum(one["many"] for one in without.values()),
        "untimed": len(untimed),
        "copies": len(texts["copies"]),
        "floods": len(texts["floods"]),
    }
    rules = {"least": LEAST, "own": OWN, "others": OTHERS, "newcomers": PERCENT, "first": FIRST, "flood": FLOOD}
    rules |= {"times": TIMES, "copies": COPIES, "words": WORDS, "midnights": sorted(midnights)}
    found = {"subject": slug, "rules": rules, "bursts": bursts, "without": [*without.values()], "first": first}
    return {**found, "untimed": untimed, "totals": totals, "texts": texts}


def seconds(time):
    return int(datetime.fromisoformat(time).timestamp())


def middle(numbers):
    return sorted(numbers)[(len(numbers) - 1) // 2] if numbers else 1


def hours(ledger, midnights):
    """The bursts, who voted in each, and the items of whose votes only the day is known."""
    dense, people, untimed = {}, {}, []
    for on, (taken, kind, spans, _) in ledger.stand.items():
        first = {}
        for cast, by, (when, _, sent, _) in sorted(ledger.votes.get(on, ()), key=lambda vote: vote[2][0]):
            if cast and by and (kind, sent) in taken and any(start <= when[0] < end for start, end in spans):
                first.setdefault(by, when[0])
        timed = {by: seconds(time) for by, time in first.items() if time[11:19] not in midnights}
        if len(first) < LEAST:
            continue
        if not timed:
            untimed.append(on)
            continue
        times, best, since, low = sorted(timed.values()), 0, 0, 0
        for at, time in enumerate(times):
            while time - times[low] >= 3600:
                low += 1
            if at - low + 1 > best:
                best, since = at - low + 1, times[low]
        if best >= LEAST:
            usual = middle([*Counter(time // 3600 for time in times if not since <= time < since + 3600).values()])
            people[on] = {by for by, time in timed.items() if since <= time < since + 3600}
            dense[on] = {"on": on, "since": since, "votes": best, "of": len(first), "usual": usual}
    starts = sorted({one["since"] for one in dense.values()})
    then = {since: Counter() for since in starts}
    for on, votes in ledger.votes.items():
        for cast, by, ((time, _), *_) in votes if starts else ():
            if cast and by and time[11:19] not in midnights:
                at = seconds(time)
                for since in starts:
                    if since <= at < since + 3600:
                        then[since][on] += 1
    bursts = []
    for on, one in dense.items():
        others = sorted(many for other, many in then[one["since"]].items() if other != on)
        one["others"] = others[-(-3 * len(others) // 4) - 1] if others else 0
        if one["votes"] >= OWN * one["usual"] and one["votes"] >= OTHERS * one["others"]:
            since = datetime.fromtimestamp(one["since"], UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            bursts.append({**one, "since": since})
    return bursts, people, untimed


def newcomers(ledger, bursts, people):
    """Who did nothing in the subject but vote in an hour of a burst."""
    left = set().union(*(people[one["on"]] for one in bursts)) - {one["by"] for one in ledger.items.values()}
    spans = [(seconds(one["since"]), seconds(one["since"]) + 3600) for one in bursts]
    for votes in ledger.votes.values():
        for _, by, ((time, _), *_) in votes:
            if by in left and not any(start <= seconds(time) < end for start, end in spans):
                left.discard(by)
    return left


def votes_of(end, apart, ledger, items):
    """The votes of these people that stand on an item and on what was merged into it, each person once."""
    found = defaultdict(set)
    taken, kind, *_ = ledger.stand[end]
    for on in (end, *(name for name, one in items.items() if one["merged_into"] == end)):
        for by, vote in ledger.stand[on][3]:
            if (kind, vote[2]) in taken:
                found[by].add(taken[kind, vote[2]])
    meant = set().union(
        *(people for on, people in apart.items() if (items.get(on, {}).get("merged_into") or on) == end)
    )
    return dict(sorted(Counter(min(said) for by, said in found.items() if by in meant and len(said) == 1).items()))


def majority(known):
    votes_for, against = known.get("for"), known.get("against")
    if votes_for is None and against is None:
        return None
    return ((votes_for or 0) > (against or 0)) - ((votes_for or 0) < (against or 0))


def first_of(items, orders, without, ranks):
    """The first places of the orders that votes make, as they are and without those votes."""
    found = {}
    for name, at in (("divided", 2), ("supported", 0)):
        anew = {on: {**items[on], **without.get(on, {}).get("left", {})} for on in orders[name]}
        order = sorted(anew, key=lambda on: (items[on]["late"], ranks(anew[on])[at], on))
        found[name] = {"now": orders[name][:FIRST], "without": order[:FIRST]}
    return found


def texts_of(ledger, items, rows):
    """Contributions, distinct texts and distinct people; one text sent many times, one author of many."""
    sent = [name for name, one in items.items() if one["origin"] == "citizen"]
    typed = {row["id"]: wording(f"{row.get('title') or ''}\n{row.get('body') or ''}".strip()) for row in rows}
    by_text, by_author = defaultdict(list), defaultdict(list)
    for name in sent:
        if typed.get(name):
            by_text[typed[name]].append(name)
        if ledger.items[name]["by"]:
            by_author[ledger.items[name]["by"]].append(name)
    usual = middle([len(names) for names in by_author.values()])
    copies = []
    for text, names in by_text.items():
        if len(names) >= COPIES and text.count(" ") + 1 >= WORDS:
            authors = [ledger.items[name]["by"] for name in names]
            known = {by for by in authors if by}
            copies.append({"ids": names, "people": len(known), "unknown": authors.count(None), "many": len(names)})
    floods = [
        {
            "ids": names,
            "texts": len({typed[name] for name in names if typed.get(name)}),
            "many": len(names),
            "people": 1,
        }
        for names in by_author.values()
        if len(names) >= FLOOD and len(names) >= TIMES * usual
    ]
    return {
        "contributions": len(sent),
        "texts": len(by_text),
        "unseen": sum(1 for name in sent if not typed.get(name)),
        "people": len(by_author),
        "unknown": sum(1 for name in sent if not ledger.items[name]["by"]),
        "usual": usual,
        "copies": sorted(copies, key=lambda one: -one["many"]),
        "floods": sorted(floods, key=lambda one: -one["many"]),
    }


def wording(text):
    """The words of a text in small letters without accents and signs; of a text without words, its signs."""
    words = WORD.findall(ON_WORDS.sub("", unicodedata.normalize("NFC", text.casefold())))
    parts = (ON_LETTERS.sub("", unicodedata.normalize("NFKD", word.casefold())) for word in words)
    return " ".join(unicodedata.normalize("NFC", part) for part in parts) or re.sub(r"\s+", "", text)


def on_pages(value):
    """The same as pages name it: an entry of a list by its item."""
    found = {key: {one["on"]: one for one in value[key]} for key in ("bursts", "without")}
    found |= {key: {one["ids"][0]: one for one in value["texts"][key]} for key in ("copies", "floods")}
    return found | {key: value[key] for key in ("rules", "totals", "texts")}
