"""Check a consultation without its engine: count every line of every ledger again, then all that was printed from them.
Needs only Python 3.11 and verify_*.py beside it; ends with 0 (all agrees) or 3. Read docs/how-to/check-a-figure."""
import argparse, hashlib, json, re, runpy, sys
from collections import Counter, defaultdict; from pathlib import Path
STANCES = ("for", "mixed", "against", "pass", "support", "signature")
ASKED = {"for mixed against": "cause solution proposal article amendment", "for pass against": "statement",
         "support": "argument source comment question", "signature": "petition bill"}  # what votes on each kind may say
ASKED = {kind: asked.split() for asked, kinds in ASKED.items() for kind in kinds.split()}
TAKEN = {(kind, sent): sent for kind, asked in ASKED.items() for sent in (*asked, "support")}
TAKEN |= {(kind, "for"): asked[0] for kind, asked in ASKED.items() if len(asked) == 1}
OPEN_IN = dict.fromkeys(("solution", "proposal", "statement"), "solutions") | {"article": "draft", "amendment": "draft"}
OPEN_IN |= {"cause": "causes", "question": "debate", "bill": "support", "correction": "synthesis"}  # others: always
FOLLOW = {"argument": set(), "source": {"document"}, "comment": {"follow"}}  # with what they are about; and in these
TIME_BY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}Z ([0-9a-f]{20})?", re.A)
canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
wrong, digests = {}, {""}  # "place: what differs there", each once, in order; digests of all lines
def check(fine, place, what): wrong.update({} if fine else {f"{place}: {what}": True})
def best(*told_of_votes): return max(told_of_votes, key=(None, "none", "counts", "rows").index)
def count(number, word): return f"{number:,} {word}{'' if number == 1 else 's'}"
def told(value): return "" if value is None or value is False else "yes" if value is True else str(value)
def same(found, counted, place, path=""):  # names each value that is not the one counted; absent is unknown, not 0
    if isinstance(found, dict | list) and isinstance(counted, dict | list):
        found, counted = (dict(enumerate(one, 1)) if isinstance(one, list) else one for one in (found, counted))
        for key in dict.fromkeys([*counted, *found]): same(found.get(key), counted.get(key), place, f"{path}/{key}")
    elif told(found) != told(counted):
        here, there = ("figures" if isinstance(n, dict | list) else told(n) or "unknown" for n in (found, counted))
        check(False, place, f"{path.lstrip('/')}: {here}, counted {there}")
def read(path, take, digests):  # gives each line of a file to `take`, its digest to `digests`; how many lines
    *lines, rest = path.read_bytes().split(b"\n")
    for at, raw in enumerate(lines, 1):
        try:
            value = json.loads(raw.decode(), parse_float=int, parse_constant=int)  # int() refuses what is no integer
            check(canonical(value).encode() == raw, f"{path}:{at}", "this line was changed: not in canonical form")
            take(value, f"{path}:{at}")
        except (KeyError, TypeError, ValueError, RecursionError, AttributeError):
            check(False, f"{path}:{at}", "this line was changed: not a line as docs/data.md describes it")
        digests.append(hashlib.sha256(raw).hexdigest())
    check(not rest, f"{path}:{len(lines) + 1}", "the file was cut within this line"); return len(lines)
class Ledger:  # one subject's ledger and what its lines say; what is wrong in itself is told while it is read
    def __init__(self, folder, texts=False):  # whether its texts are to be there too
        self.slug, self.digests, self.items, self.counts, self.texts = folder.name, ["0" * 64], {}, {}, {}
        self.merges, self.imports, self.listed, self.erased = {}, {}, {}, {}
        self.acts, self.stand, self.came, self.votes, self.voters = map(defaultdict, (dict, dict, set, list, set))
        paths = sorted(folder.glob("ledger/*.jsonl"), key=lambda path: (len(path.name), path.name))
        for number, path in enumerate(paths, 1):
            check(path.stem == f"{number:04d}", path.with_stem(f"{number:04d}"), "is missing")
            fine = (size := read(path, self.take, self.digests)) == 1000 or (path == paths[-1] and 0 < size < 1000)
            check(fine, path, f"has {count(size, 'line')}")
        if not texts: return
        for path in sorted(folder.glob("texts/*.jsonl")): read(path, self.take_text, [])
        for (name, _), (_, line) in self.texts.items():  # those that no row has matched
            check(name in self.erased, line, f"the text of '{name}' is missing, and no line says 'erased'")
    def take_text(self, row, place):
        name, text = row["id"], canonical([row["salt"], row["data"]])
        expected, line = self.texts.pop((name, row["rev"]), (None, ""))
        fine = text == '["",{}]' if name in self.erased else hashlib.sha256(text.encode()).hexdigest() == expected
        check(fine or expected is None, place, f"the text of '{name}' is not what {line} and the lines 'erased' say")
    def take(self, line, place):
        kind, event, on, first = line["kind"], line.get("event"), line.get("on"), len(self.digests) == 1
        check(line["prev"] == self.digests[-1], place, "does not follow from the line before: changed, or lines lost")
        check(TIME_BY.fullmatch(f"{line['time']} {line.get('by') or ''}"), place, "the time or the sender is not one")
        fine = first == (kind == "genesis") and (not first or [line["subject"], line["format"]] == [self.slug, 1])
        check(fine, place, f"a ledger has one genesis line, the first, which names its subject {self.slug}")
        if kind == "contribution":
            name, typed = line["id"], event in ("opened", "edited")
            item = self.items.setdefault(name, {"edited_at": None, **line, "rev": 0, "channel": line["channel"] or ""})
            fine = (event == "opened") == (item["rev"] == 0) and (not typed or line["rev"] == item["rev"] + 1)
            check(fine, place, f"'{name}' is {event} out of turn; an id is given once, and revisions follow each other")
            if event != "edited": item["event"] = {"reopened": "opened"}.get(event, event)
            elif line.get("reason") != "sorted": item["edited_at"], _ = line["time"], self.acts[name].pop("restore", "")
            if typed: item |= {key: line.get(key) for key in ("type", "on", "side", "category", "set_aside", "rev")}
            if typed: self.texts[name, line["rev"]], _ = (line["text"], place), self.came[name.split("-")[0]].add(name)
        elif kind == "vote":
            cast, stance = not ("cast", "withdrawn").index(event), STANCES[STANCES.index(line["stance"])]
            what = (line["time"], line.get("ms", 0)), line["channel"] or "", stance, line.get("number", "")
            self.votes[on].append((cast, line["by"], what))
        elif kind == "count": self.counts[on, line["prefix"], line["stance"]] = line["channel"] or "", line["value"]
        elif kind == "import":
            self.imports[line["prefix"]] = best(self.imports.get(line["prefix"]), line["votes"])
            self.listed |= {n: best(self.listed.get(n), line["votes"]) for n in self.came.pop(line["prefix"], ())}
        elif kind == "moderation":
            if line["act"] == "restore": self.acts[on], _ = {}, self.merges.pop(on, "")  # takes back all, a merge too
            self.acts[on][line["act"]] = line.get("rule") or "-"
        elif kind == "merge": self.merges[on] = line["into"]
        elif kind == "erased": self.erased[on] = place
def walk(name, steps):  # the name, and what follows from it step by step, each once
    seen = [name]
    while steps.get(seen[-1], name) not in seen: seen.append(steps[seen[-1]])
    return seen
def standing(votes, kind, spans, inside):  # (person, vote) of the latest cast in a span (or outside), not taken back
    last, cast, gone = max(["", *(end for _, end in spans)]) if inside else "~", defaultdict(list), defaultdict(list)
    for is_cast, by, (when, channel, sent, number) in votes:
        fits = any(start <= when[0] < end for start, end in spans) == inside if is_cast else when[0] < last
        if fits and by and (stance := TAKEN.get((kind, sent))):
            (cast if is_cast else gone)[by].append((when, channel, stance, number))
    for by, left in cast.items():
        for when, _, *what in gone[by]:  # where both have a number it tells which vote was taken back
            left = [v for v in left if v[2] != what[0] or (v[3] != what[1] if v[3] and what[1] else v[0] > when)]
        newest = [vote for vote in left if vote[0] == max(left)[0]]  # where two contradict, none stands
        yield from [(by, min(newest))] if len({vote[2] for vote in newest}) == 1 else []
def recount(ledger, phases, own, has_bill):  # tally.json as it must be, its lists by the names of what is in them
    own = {name: kind for name, kind in own.items() if name not in ledger.items}
    sent = {name: item for name, item in ledger.items.items() if item["event"] != "transferred"}
    types = own | {name: item["type"] for name, item in ledger.items.items()} | {"bill": "bill"}
    above = {name: item["on"] for name, item in ledger.items.items() if item["type"] in FOLLOW and item["on"]}
    merges = {name: into for name, into in ledger.merges.items() if name in sent and into in {**own, **sent}}
    merges = {name: into for name, into in merges.items() if name not in walk(into, merges)}  # no circles
    items, united, voted, seen = {}, defaultdict(list), Counter(), defaultdict(set)
    parts = defaultdict(lambda: defaultdict(lambda: {"rows": Counter(), "counts": Counter()}))  # by item and channel
    for (on, _, stance), (channel, value) in ledger.counts.items():
        if (on in own or on in sent or on == "bill") and (taken := TAKEN.get((types[on], stance))):
            parts[on][channel]["counts"][taken] += value
    for name in (*own, *sent, "bill"):
        kind, item, root, votes = types[name], sent.get(name), walk(name, above)[-1], ledger.votes.get(name, ())
        about, end = None if types.get(root) in (*FOLLOW, "bill") else types.get(root), walk(name, merges)[-1]
        wanted = FOLLOW[kind] | {OPEN_IN.get(about) if about else ""} if kind in FOLLOW else {OPEN_IN.get(kind)}
        wanted |= {"present"} if own.get(root) in ("cause", "solution") and kind in FOLLOW else set()
        wanted |= {"draft"} if kind == "comment" and about in (None, "article") else set()
        fits, always = [one for one in phases if one["kind"] in wanted], None in wanted or not phases
        spans = [("", "~")] if always else [(one["opens"], one["closes"]) for one in fits]
        belongs = [one["name"] for one in fits if not item or one["opens"] <= item["time"] < one["closes"]]
        stand, edited = [*standing(votes, kind, spans, inside=True)], item and item["edited_at"]
        for by, (*vote, stance, _) in stand:
            if (types[end], stance) in TAKEN: united[end, by].append((*vote, TAKEN[types[end], stance]))
        voted[end] += sum(by is not None for _, by, _ in votes)
        outside = sum(1 for _ in standing(votes, kind, spans, inside=False))
        acts, line = (ledger.acts[name], item) if item else ({}, {}); ledger.stand[name] = TAKEN, kind, spans, stand
        aside = acts.get("set-aside") or (line.get("set_aside") if "restore" not in acts else None)
        items[name] = {"id": name, "kind": kind, "on": line.get("on"), "side": line.get("side"), "own": None,
            "origin": "citizen" if item else "author", "phase": belongs[0] if belongs else None, "outside": outside,
            "late": bool(item and not always and not belongs), "merged_into": None if end == name else end,
            "set_aside": bool(aside), "set_aside_reason": aside,
            "before_edit": sum(vote[0][0] < edited for _, vote in stand) if edited else None}
    for (name, by), votes in united.items():  # one person's votes on all that was merged: of two stances none counts
        if len({stance for *_, stance in votes}) == 1:
            parts[name][min(way for when, way, _ in votes if when == max(votes)[0])]["rows"][votes[0][2]] += 1
            seen[name.split("-")[0], types[name]].add(votes[0][2]); ledger.voters[name].add(by)
            if name in sent and by == sent[name]["by"]: items[name]["own"] = votes[0][2]
    people = {(item["by"], item["channel"]) for item in ledger.items.values() if item["by"]}
    people |= {(by, channel) for votes in ledger.votes.values() for _, by, (_, channel, *_) in votes if by}
    ways = defaultdict(lambda: {"items": 0, "rows": Counter(), "counts": Counter()})
    for name, one in items.items():
        prefix, kind, rows = name.split("-")[0], one["kind"], {way for way, part in parts[name].items() if part["rows"]}
        sure = ledger.listed.get(name) == "rows" or (voted[name] and rows != {"github"}) or prefix not in ledger.imports
        sure = sure and ledger.imports.get(prefix, "rows") == "rows" and name not in merges  # what did not come is 0
        zeros = ["support"] if prefix in ledger.imports and seen[prefix, kind] == {"support"} else ASKED.get(kind, ())
        total = Counter(dict.fromkeys(zeros if sure and (name != "bill" or rows or not parts[name]) else (), 0))
        for way, part in parts[name].items():
            for form in part: total.update(part[form]); ways[way][form].update(part[form])
        many = sum(part["rows"].total() for part in parts[name].values())
        one |= {**total, "people": many if sure or (voted[name] and name not in merges) else None,
            "channels": {way: {"people": part["rows"].total() or None, **part} for way, part in parts[name].items()}}
        if name in sent: ways[sent[name]["channel"]]["items"] += 1
    for channel, way in ways.items(): way["people"] = sum(channel == one for _, one in people) or None
    bill, has_bill = items.pop("bill"), has_bill or voted["bill"] or parts["bill"]
    bill = {key: bill.get(key) for key in ("signature", "people", "outside", "channels")} if has_bill else None
    many = len({by for by, _ in people}) if people or not (ledger.items or ledger.counts) else None
    return {"lines": len(ledger.digests) - 1, "head": ledger.digests[-1], "people": many, "subject": ledger.slug,
        "items": items, "bill": bill, "channels": ways}
def subjects(path):  # what status.json or index.json says of each subject
    try: return json.loads(path.read_bytes())["subjects"] | {} if path.is_file() else {}
    except (KeyError, RecursionError, TypeError, ValueError): return check(False, path, "cannot be read") or {}
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("names", nargs="*", metavar="[ROOT] [SUBJECT...]", help="ROOT: a consultation, or its data")
parser.add_argument("--site", default="site", help="folder of the published site, from ROOT")
parser.add_argument("--head", default="", help="a digest seen earlier: a line must still have it")
asked, here = parser.parse_args(), Path(__file__).resolve().parent  # scripts/, or the files of a site
root, names = here if (here / "index.json").is_file() else here.parent, asked.names  # or the folder named first:
root = Path(names.pop(0)) if names and Path(names[0]).is_dir() and not Path(names[0], "ledger").is_dir() else root
alone = (root / "index.json").is_file() and not (root / "contributions").exists()  # only the files of a site
received, data = (root, root) if alone else (root / "contributions", root / asked.site / "data")
files = [data / "index.json", data / "index.json" if alone else received / "status.json"]
shown, seen = map(subjects, files)
check(seen or wrong or not any(received.glob("*/ledger/*.jsonl")), files[1], "is missing, or the first import was cut")
printed = {*shown, *(path.parent.name for path in data.glob("*/tally.json"))}
names = names or sorted({*seen, *printed, *(path.parents[1].name for path in received.glob("*/ledger/*.jsonl"))})
check(names or (root / "consultation.yml").is_file(), root, "there is no consultation here; nothing was checked")
print(end="" if names or wrong else "nothing was received yet; nothing to check\n")
if printed: compare = runpy.run_path(str(here / "verify_site.py"))["compare"]
for slug in names:
    before, notes, ledger, place = len(wrong), [], Ledger(received / slug, not alone), received / slug / "ledger"
    lines = len(ledger.digests) - 1
    try:
        if not lines and shown.get(slug, {}).get("lines") != 0:
            check(False, place, "there is no ledger here; nothing was checked"); continue
        at, head = (seen[slug][key] for key in ("lines", "head")) if slug in seen else (0, "0" * 64)
        what = f"ends at line {lines}; {files[1].name} has seen line {at}: rolled back, or changed"
        check([head] == ledger.digests[at:][:1], place, what)
        notes = ["the texts are not here"][:alone] + ["an import was cut short: run it again"][: lines > at]
        if slug in printed: notes += compare(root, data, ledger, alone, Ledger, recount, check, same)
        else: notes += ["no site: only the ledger was checked"]
    except (AttributeError, IndexError, KeyError, OSError, RecursionError, TypeError, ValueError) as error:
        check(False, data / slug, f"cannot be read as published: {type(error).__name__} {error}")
    votes = count(sum(vote[0] for some in ledger.votes.values() for vote in some), "vote")
    notes = "; ".join([count(len(wrong) - before, "difference"), *notes])
    print(f"{slug}: {count(len(ledger.items), 'contribution')}, {votes}, {len(ledger.erased)} erased, {notes}")
    digests.update(ledger.digests)
check(asked.head in digests, "--head", "no line has this digest: a ledger was rolled back or written again")
sys.stdout.writelines(f"{line}\n".replace(f"{root}/", "") for line in wrong)
sys.exit(3 if wrong else 0)
