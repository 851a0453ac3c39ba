"""What verify.py runs once it has read a ledger: all that is printed must follow from its lines.

tally.json, its sums and orders; both tables; data/index.json; then every page and feed of the subject. It needs only
Python 3.11, shares no code with the engine and writes nothing. docs/how-to/check-a-figure.md says what it cannot see.
"""

import csv
import html
import io
import json
import re
import runpy
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from math import isqrt
from pathlib import Path
from zoneinfo import ZoneInfo

STANCES = ("for", "mixed", "against", "pass", "support", "signature")
SHARED = STANCES[:4]  # parts of one whole
TYPED = ("title", "body", "name", "link", "quote")
FOLLOW = ("argument", "source", "comment")
SILENT = ("event", "conclusion", "correction", "appeal")  # kinds without votes
PAGED = ("cause", "solution", "proposal", "statement", "question", "amendment", "petition", "event")  # have a page
LISTED = {"all": None, "supported": 100, "discussed": 100, "divided": 50}  # orders, and how many of each are printed
FIGURE = re.compile(r'<data data-of="([^"]*)" value="(\d+)">([^<]*)</data>')
TALLY = re.compile(r'((?:<svg class="bar".*?</svg>)?)<p class="tally" data-on="([^"]*)"([^>]*)>(.*?)</p>', re.DOTALL)
TITLE = re.compile(
    r'<h3><a href="c/([^/"]+)/"|<p class="t"><a href="[^"]*?\bc/([^/"]+)/"[^>]*>[^<]*</a></p><p class="by">'
    r'|<div class="(?:say|stub)[^"]*" id="([^"]+)"'
)
ROW = re.compile(r'<li(?: class="stub")?>.*?\bc/([^/"]+)/"', re.DOTALL)
NEWS = re.compile(r'<updated>([^<]*)</updated>\n<link [^>]*\bsubjects/([^/"]+)/c/([^/"]+)/"')
SAFE = re.compile(r"(?=.{1,100}\Z)[a-z0-9]+(-[a-z0-9]+)*")


def compare(root, data, ledger, alone, read, recount, check, same):
    """Tell what the files and pages of one subject say otherwise than its ledger; gives what else the reader must know.

    alone          there are only the files of a site: no texts, and nothing that people wrote
    read, recount  give a Ledger of a folder, and what follows from its lines: verify.py
    check, same    tell a difference: verify.py
    """
    folder = data / ledger.slug
    copy = read(folder)  # may be older than the ledger: the site is right for its time
    is_copy = copy.digests == ledger.digests[: len(copy.digests)]
    check(is_copy, folder / "ledger", "is no copy of the ledger")
    later = len(ledger.digests) - len(copy.digests)
    ledger = copy if is_copy else ledger
    place = folder / "tally.json"
    tally = json.loads(place.read_bytes())
    for one in tally["items"]:
        one["channels"] = {way.pop("channel"): way for way in one["channels"]}
    items = {one["id"]: one for one in tally["items"]}
    phases, own, has_bill = stated(tally) if alone else written(root, ledger.slug)
    in_order = sorted(
        ({"name": name, **one} for name, one in phases.items()), key=lambda one: one["opens"] + one["name"]
    )
    counted = recount(ledger, in_order, own, has_bill)
    same([*items], [*counted["items"]], place, "item")
    same({**{key: tally[key] for key in counted}, "items": figures_of(items)}, counted, place)
    compare_sums(tally, items, ledger, phases, place, same)
    tables = compare_tables(folder, items, ledger, {} if alone else texts(root / "contributions" / ledger.slug), same)
    signs = compare_signs(root, folder, ledger, items, tally["orders"], tables["contributions.json"], alone, same)
    synthesis = runpy.run_path(__file__.replace("verify_site", "verify_synthesis"))
    tally |= synthesis["compare"](folder, items, ledger, lambda one: recount(one, in_order, own, has_bill), check, same)
    redlines = runpy.run_path(__file__.replace("verify_site", "verify_redlines"))
    tally["redline"] = redlines["compare"](folder, check, same)
    answers = runpy.run_path(__file__.replace("verify_site", "verify_answers"))
    tally["coverage"] = answers["compare"](folder, items, ledger, check, same)
    compare_index(data, folder, tally, tables, same)
    if not alone or (data.parent / "subjects" / ledger.slug).is_dir():
        for site in (data.parent, *sorted(path.parents[1] for path in data.parent.glob(f"*/subjects/{ledger.slug}"))):
            compare_pages(site, tally, items, ledger, signs, check, same)
            synthesis["compare_map_pages"](site / "subjects" / ledger.slug / "map", tally["map"]["items"], check, same)
    notes = ["phases as tally.json states them"] if alone else []
    if (many := answers["unrecorded"](folder)) and is_copy:
        notes.append(f"{many:,} {'decision is' if many == 1 else 'decisions are'} not in the record as printed")
    late = f"the site was printed before the last {'line' if later == 1 else f'{later:,} lines'}: run lawloom build"
    return [*notes, late] if later and is_copy else notes


# --- what people wrote ------------------------------------------------------------------------------------------------


def written(root, slug):
    """Phases, elements and articles as people wrote them: as much of YAML and Markdown as these need."""
    folder = root / "content" / "subjects" / slug
    front = (folder / "subject.md").read_text("utf-8-sig").split("\n---")[0]
    bill = (folder / "bill.md").read_text("utf-8-sig") if (folder / "bill.md").is_file() else ""
    blocks = defaultdict(str, re.findall(r"(?ms)^(\w+):(.*?)(?=^\S|\Z)", front))
    zone = zone_of(root)

    def instant(text, days):  # a day is meant whole, in the consultation's time zone
        local = datetime.fromisoformat(re.sub(r"(?<=:\d\d) ", "", text.strip()))
        local = local if local.tzinfo else local.replace(tzinfo=zone) + timedelta(days)
        return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    keys = ("name", "kind", "opens", "closes")
    columns = [re.findall(rf"\b{key}: *[\"']?([^\"',}}\n#]+)", blocks["phases"]) for key in keys]
    phases = {
        name.strip(): {"kind": kind.strip(), "opens": instant(opens, 0), "closes": instant(closes, 1)}
        for name, kind, opens, closes in zip(*columns, strict=True)
    }
    own = {}
    for kind in ("cause", "solution"):
        names = re.findall(r"(?m)(?:[-,{] *|^ +)\bid: *[\"']?([\w-]+)", blocks[f"{kind}s"])
        own |= dict.fromkeys(names, kind)
    prose = re.sub(r"(?ms)^ *(```|~~~).*?^ *\1", "", bill)
    articles = re.findall(r"(?m)^ {0,3}##(?!#).*\{[ \t]*#([\w-]+)[ \t]*\}", prose)
    return phases, own | dict.fromkeys(articles, "article"), bill


def zone_of(root):
    """The time zone of the consultation."""
    settings = (root / "consultation.yml").read_text("utf-8-sig")
    return ZoneInfo(re.search(r"(?m)^timezone: *[\"']?([\w/+-]+)", settings)[1])


def stated(tally):
    """The same as tally.json states it, where nothing else is at hand."""
    phases = {one["name"]: {key: one[key] for key in ("kind", "opens", "closes")} for one in tally["phases"]}
    own = {one["id"]: one["kind"] for one in tally["items"] if one["origin"] == "author"}
    return phases, own, tally["bill"]


# --- tally.json: what follows from its items --------------------------------------------------------------------------


def figures_of(items):
    """The items without what is not counted from lines, but from other items."""
    follows = ("arguments", "sources", "comments", "discussion", "last_at")
    return {name: {key: one[key] for key in one if key not in follows} for name, one in items.items()}


def compare_sums(tally, items, ledger, phases, place, same):
    """Answers to each item; then kinds, phases, orders and days."""
    answers = answers_in(ledger)
    for name, one in items.items():
        said = {side: answers[name, "argument", side] for side in ("for", "against")}
        found = {key: one[key] for key in ("arguments", "sources", "comments", "discussion")}
        more = {"sources": answers[name, "source", None], "comments": answers[name, "comment", None]}
        same(found, {"arguments": said, **more, "discussion": answers[name]}, place, f"items/{name}")
    kinds, belong = defaultdict(Counter), Counter(one["phase"] for one in items.values())
    for one in items.values():
        known = {stance: one[stance] for stance in STANCES if one[stance] is not None}
        kinds[one["kind"]].update({"items": 1, "late": int(one["late"]), **known})
        kinds[one["kind"]].update({f"argument {one['side']}": 1} if one["kind"] == "argument" else {})
    sides = {side: kinds["argument"].pop(f"argument {side}", 0) for side in ("for", "against")}
    kinds["argument"].pop("argument None", 0)
    kinds = {kind: {**one, **({"sides": sides} if kind == "argument" else {})} for kind, one in kinds.items() if one}
    same(tally["kinds"], kinds, place, "kinds")
    expected = {name: {"name": name, **one, "items": belong[name]} for name, one in phases.items()}
    same({one["name"]: one for one in tally["phases"]}, expected, place, "phases")
    outside = sum(one["outside"] for one in (*items.values(), tally["bill"] or {"outside": 0}))
    late = sum(one["late"] for one in items.values())
    same([tally["late"], tally["outside"]], [late, outside], place, "late, outside")
    same(tally["orders"], orders_of(items), place, "orders")
    days = defaultdict(lambda: {"contributions": 0, "votes": 0})
    for one in ledger.items.values():
        if not one.get("undated"):
            days[one["time"][:10]]["contributions"] += 1
    for is_cast, by, ((time, _), *_) in (vote for votes in ledger.votes.values() for vote in votes):
        if is_cast and by:
            days[time[:10]]["votes"] += 1
    same(tally["days"], [{"day": day, **days[day]} for day in sorted(days)], place, "days")


def answers_in(ledger):
    """By item how much answers it; by (item, kind, side) how many of each do so directly."""
    sent = {name: one for name, one in ledger.items.items() if one["event"] != "transferred"}
    found = Counter()
    for name, one in sent.items():
        if one["type"] in FOLLOW and one["on"]:
            found[one["on"], one["type"], one["side"] if one["type"] == "argument" else None] += 1
            seen, up = {name}, one["on"]
            while up and up not in seen:
                found[up] += 1
                seen.add(up)
                up = sent[up]["on"] if up in sent else None
    return found


def orders_of(items):
    """The three orders, as docs/decisions/0005 and docs/words.md define them; whole numbers, so no machine differs."""
    ranks = {name: ranks_of(one) for name, one in items.items() if one["kind"] in PAGED}
    orders = ("supported", "discussed", "divided")
    return {
        order: sorted(ranks, key=lambda name: (items[name]["late"], ranks[name][at], name))
        for at, order in enumerate(orders)
    }


def ranks_of(one):
    """How supported, discussed and divided; less comes first."""
    known = {stance: one[stance] for stance in STANCES if one[stance] is not None}
    yes, no, many, scale = known.get("for", 0), known.get("against", 0), sum(known.values()), 10**12
    n = sum(known.get(stance, 0) for stance in SHARED)
    bound = 0
    if n:  # Wilson's lower bound, z = 49/25; the root rounded up
        root = isqrt(2401 * n * (2500 * yes * (n - yes) + 2401 * n) * scale**2 - 1) + 1
        bound = ((1250 * yes + 2401) * n * scale - root) // (2 * n * (625 * n + 2401))
    supported = (2, 0, -many)
    if "for" in known or "against" in known:
        supported = (0, -bound, -many)
    elif "support" in known or "signature" in known:
        supported = (1, -known.get("support", 0) - known.get("signature", 0), -many)
    divided = min(yes, no) ** 2 * scale // max(yes, no) if yes or no else 0
    return supported, -one["discussion"], (-divided, -many)


# --- tables, index ----------------------------------------------------------------------------------------------------


def texts(folder):
    """What was typed, by contribution and revision; verify.py has checked each against its line."""
    found = {}
    for path in sorted(folder.glob("texts/*.jsonl")):
        for raw in path.read_bytes().splitlines():
            row = json.loads(raw)
            found[row["id"], row["rev"]] = row["data"] if row["salt"] else None
    return found


def compare_tables(folder, items, ledger, typed, same):
    """Every cell of contributions.csv and contributions.json; gives the rows of each."""
    csv.field_size_limit(1 << 30)
    text = (folder / "contributions.csv").read_bytes().decode()
    tables = {
        "contributions.csv": list(csv.DictReader(io.StringIO(text, newline=""))),
        "contributions.json": json.loads((folder / "contributions.json").read_bytes()),
    }
    for file, rows in tables.items():
        same([row["id"] for row in rows], [*items], folder / file, "row")
        for row in rows:
            if row["id"] in items:
                is_csv = file.endswith(".csv")
                expected = row_of(items[row["id"]], row, ledger, typed)
                said, due = ({key: plain(cells[key], is_csv) for key in cells} for cells in (row, expected))
                same(said, due, folder / file, row["id"])
    return tables


def row_of(one, row, ledger, typed):
    """What the tables must say of an item. Of a text that is not here, what the row says."""
    name = one["id"]
    item = ledger.items.get(name, {"rev": 0})
    hidden = None
    if name in ledger.items:  # also before a line says so: hiding takes effect at once
        hidden = ledger.acts[name].get("hide") or row.get("hidden") or None
    gone = hidden or name in ledger.erased
    kept = {} if gone else typed.get((name, item["rev"])) or row
    return {
        **{key: one[key] for key in ("id", "kind", "side", "on", "phase", *STANCES, "people", "sources", "comments")},
        **{key: one[key] for key in ("late", "outside", "origin", "merged_into")},
        **{f"arguments_{side}": many for side, many in one["arguments"].items()},
        **{key: item.get(key) for key in ("edited_at", "channel", "actor")},
        **{key: None if gone else item.get(key) for key in ("area", "category")},
        **{key: kept.get(key) for key in TYPED},
        "sent_at": item.get("time"),
        "state": item.get("event"),
        "set_aside": one["set_aside_reason"],
        "erased": name in ledger.erased,
        "hidden": hidden,
    }


def plain(value, is_csv):
    """A cell to be compared: in a CSV file yes is true, and formulas are guarded by apostrophes."""
    if not is_csv:
        return value
    return "yes" if value is True else "" if value is None or value is False else str(value).replace("'", "")


def compare_signs(root, folder, ledger, items, orders, rows, alone, same):
    """Every figure beside the totals: signs.json; gives what the pages say of them."""
    found = json.loads((folder / "signs.json").read_bytes())
    midnights = found["rules"]["midnights"]
    if not alone:  # when a day begins where the consultation is, in winter and in summer
        zone = zone_of(root)
        local = [datetime(2024, month, 2, tzinfo=zone).astimezone(UTC).strftime("%H:%M:%S") for month in (1, 7)]
        midnights = {"00:00:00", *local}
    signs = runpy.run_path(str(Path(__file__).with_name("verify_signs.py")))
    counted = signs["recounted"](ledger.slug, ledger, items, orders, rows, midnights, lambda one: [*ranks_of(one)])
    same(found, counted, folder / "signs.json")
    return signs["on_pages"](counted)


def compare_index(data, folder, tally, tables, same):
    """Digest, size and rows of every file; length and head of the ledger."""
    rows = {file: len(found) for file, found in tables.items()} | {"tally.json": len(tally["items"])}
    files = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        raw, name = path.read_bytes(), path.relative_to(folder).as_posix()
        many = rows.get(name, raw.count(b"\n"))
        files[name] = {"bytes": len(raw), "rows": many, "sha256": sha256(raw).hexdigest()}
    index = json.loads((data / "index.json").read_bytes())["subjects"].get(folder.name, {})
    expected = {"files": files, **{key: tally[key] for key in ("as_of", "lines", "head")}}
    same(index, expected, data / "index.json", folder.name)


# --- pages ------------------------------------------------------------------------------------------------------------


def compare_pages(site, tally, items, ledger, signs, check, same):
    """Every tally, bar, share and figure on the pages of a subject, and its figure on the home page."""
    folder, listed = site / "subjects" / ledger.slug, defaultdict(list)
    paged = sum(one["type"] in PAGED for one in ledger.items.values())
    received = {"paged": paged, "beside": len(ledger.items) - paged}
    sides = tally["kinds"].get("argument", {}).get("sides", {})
    replies = {side: sum(o["arguments"][side] for o in items.values() if o["kind"] == "argument") for side in sides}
    direct = {side: many - replies[side] for side, many in sides.items()}
    about = defaultdict(Counter)
    for one in items.values():
        about[one["on"]][one["kind"]] += 1
    whole = tally | {"about": about, "direct": direct, "answers": sum(replies.values())}
    whole |= {"signs": signs, "items": items, "received": received, "home": {ledger.slug: received}}
    due = {"": figures_due(whole), "home": [f"home/{ledger.slug}/paged", f"home/{ledger.slug}/beside"]}
    for page in (site / "index.html", *sorted(folder.rglob("*.html"))):
        text = page.read_text("utf-8")
        where = page.relative_to(folder).parts[:-1] if folder in page.parents else ("home",)
        kind = where[0] if where else ""
        stated = {}
        for path, value, inner in FIGURE.findall(text):
            path = html.unescape(path)
            if path.startswith("home/") and not path.startswith(f"home/{ledger.slug}/"):
                continue  # of another subject
            stated[path] = value
            same(value, figure(whole, path), page, path)
            same(digits(inner) or value, value, page, path)
        for path in due.get(kind, ()):
            check(path in stated or not figure(whole, path), page, f"{path}: missing, counted {figure(whole, path)}")
        tallies = compare_tallies(text, items, page, check)
        names = ["".join(one) for one in TITLE.findall(text)]
        names += [where[1]] if kind == "c" and len(where) == 2 else []
        for name in names if kind not in ("home", "discussed", "decisions") else ():
            has_tally = name in tallies or name not in items or items[name]["kind"] in SILENT
            is_silent = not has_tally and items[name]["kind"] in FOLLOW and not numbers_of(items[name])[0]
            check(has_tally or is_silent, page, f"{name}: its votes are missing")
        if kind in LISTED:
            rows = ROW.findall(text.partition('<ol class="list"')[2])
            listed[kind].append((int(where[1]) if len(where) == 2 else 1, rows))
    sent = [name for name, one in ledger.items.items() if one["type"] in PAGED and SAFE.fullmatch(name)]
    sent.sort(key=lambda name: ledger.items[name]["time"])
    for order, most in LISTED.items():
        expected = [name for name in tally["orders"].get(order, sent) if SAFE.fullmatch(name)][:most]
        if order == "all":  # on each page of 50 what came late stands below
            pages = [expected[at : at + 50] for at in range(0, len(expected), 50)]
            expected = [name for page in pages for name in sorted(page, key=lambda n: n in items and items[n]["late"])]
        same([name for _, names in sorted(listed[order]) for name in names], expected, folder / order, "row")
    for name in (*sent, *(name for name in items if items[name]["origin"] == "author")):
        page = folder / "c" / name / "index.html"
        check(page.is_file(), page, "is missing")
    head = (folder / "index.html").read_text("utf-8")
    check(not tally["lines"] or f">{tally['head'][:12]}<" in head, folder / "index.html", "head: is not the ledger's")
    for feed in (site / "feed.xml", folder / "feed.xml"):
        for time, slug, name in NEWS.findall(feed.read_text("utf-8")):
            if slug == ledger.slug:
                same(time, ledger.items.get(name, {}).get("time"), feed, f"{name}/sent_at")


def figures_due(whole):
    """Paths of the figures that must stand on the page of a subject, unless they are 0 or unknown."""
    if not sum(whole["received"].values()):
        return []
    stances = [f"kinds/{kind}/{key}" for kind in whole["kinds"] for key in (*STANCES, "items")]
    ways = [f"channels/{way}/{key}" for way in whole["channels"] for key in ("items", "people", "rows", "counts")]
    return [
        *stances,
        *ways,
        "received/paged",
        "received/beside",
        "people",
        "lines",
        "late",
        "outside",
        "uncounted",
        "bill/signature",
    ]


def figure(whole, path):
    """The figure at a path of tally.json; the sum of several; None where there is none."""
    keys = path.split("/")
    if keys[0] == "days":  # from a day until before another
        return sum(one[keys[3]] for one in whole["days"] if keys[1] <= one["day"] < keys[2])
    found = whole
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return sum(n for n in found.values() if n) if isinstance(found, dict) else found


def compare_tallies(text, items, page, check):
    """Every tally of a page: attributes, widths of the bar, numbers in words; gives whose there are."""
    found = set()
    for bar, name, attributes, words in TALLY.findall(text):
        expected, people = numbers_of(items.get(name, {}))
        widths = re.findall(r'width="(\d+)%"', bar)[2:]  # the first two are whole
        shown = [*numbers(attributes), *widths, *numbers(words)]
        fine = shown in (expected, expected + people)
        check(fine, page, f"{name}: {' '.join(shown)}, counted {' '.join(expected + people)}")
        found.add(name)
    return found


def numbers_of(one):
    """The numbers that the tally of an item shows, in their order; then how many people or votes they are together."""
    known = {stance: one[stance] for stance in STANCES if one.get(stance) is not None}
    parts = ("for", "pass" if "pass" in known else "mixed", "against")
    whole, bar, share = sum(known.get(stance, 0) for stance in parts), [], []
    if known.keys() >= {*parts} and whole >= 5:
        bar = [(200 * part + whole) // (2 * whole) for part in (whole - known["against"], known["for"])]
    shared = sum(known.get(stance, 0) for stance in SHARED)
    if "for" in known and len(known) >= 3 and shared >= 5:
        share = [(200 * known["for"] + shared) // (2 * shared)]
    shown = [n for stance in known for n in (known[stance], *(share if stance == "for" else []))]
    expected = [str(n) for n in (*known.values(), *bar, *shown)]
    return expected, [str(shared)] if known.keys() & {*SHARED} else []


def numbers(text):
    """The numbers that are seen in a piece of HTML; thousands may be apart."""
    return [digits(one) for one in re.findall(r"\d+(?:[\s.,]\d{3})*", re.sub("<[^>]*>", " ", text))]


def digits(text):
    return re.sub(r"\D", "", text)
