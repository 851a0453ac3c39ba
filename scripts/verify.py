# fmt: off
"""Check a consultation without its engine: every line of every ledger, then every published total, counted again.
Usage: python3 verify.py [ROOT] [SUBJECT...]. ROOT is a consultation, or the files under Data on its site. It needs only
Python 3.11, writes nothing, and ends with 0 (all agrees) or 3 (each difference is named). Read docs/data.md beside."""
import argparse, csv, json, re, sys  # noqa: E401, I001
from collections import Counter, defaultdict
from hashlib import sha256
from pathlib import Path
STANCES = ("for", "mixed", "against", "pass", "support", "signature")
KEYS = {*STANCES, "people", "kind", "items", "sides", "rows", "counts", "set_aside"}  # what is recounted
# What votes on each kind may say; the phase that opens each (none: always), or opens it besides what it is about
ASKED = {"for mixed against": "cause solution proposal article amendment", "for pass against": "statement"}
ASKED |= {"support": "argument source comment question", "signature": "petition bill"}
TAKEN = {(kind, sent): sent for asked in ASKED for kind in ASKED[asked].split() for sent in f"{asked} support".split()}
TAKEN |= {(kind, "for"): asked for asked in ("support", "signature") for kind in ASKED[asked].split()}
OPEN_IN = dict.fromkeys(("solution", "proposal", "statement"), "solutions") | {"article": "draft", "amendment": "draft"}
OPEN_IN |= {"cause": "causes", "question": "debate", "bill": "support", "correction": "synthesis"}
FOLLOW = {"argument": set(), "source": {"document"}, "comment": {"follow"}}
TIME_BY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3])(:[0-5]\d){2}Z ([0-9a-f]{20})?", re.A)
canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
wrong, digests = {}, {""}  # "place: what differs there", each once, in order; digests of all lines
def check(fine, place, what):
    wrong.update({} if fine else {f"{place}: {what}": True})
def count(number, word):
    return f"{number:,} {word}{'' if number == 1 else 's'}"

def read(path, take, digests):  # gives each line of a file to `take`, its digest to `digests`; how many lines
    *lines, rest = path.read_bytes().split(b"\n")
    for at, raw in enumerate(lines, 1):
        try:
            value = json.loads(raw.decode(), parse_float=int, parse_constant=int)  # int() refuses what is no integer
            check(canonical(value).encode() == raw, f"{path}:{at}", "this line was changed: not in canonical form")
            take(value, f"{path}:{at}")
        except (KeyError, TypeError, ValueError, RecursionError, AttributeError):
            check(False, f"{path}:{at}", "this line was changed: not a line as docs/data.md describes it")
        digests.append(sha256(raw).hexdigest())
    check(not rest, f"{path}:{len(lines) + 1}", "the file was cut within this line")
    return len(lines)
class Ledger:  # one subject's ledger and what its lines say; what is wrong in itself is told while it is read
    def __init__(self, folder, texts=False):  # whether its texts are to be there too
        self.slug, self.digests = folder.name, ["0" * 64]  # the last is the head
        self.said, self.votes, self.items, self.texts, self.people = [], {}, {}, {}, set()
        paths = sorted(folder.glob("ledger/*.jsonl"), key=lambda path: (len(path.name), path.name))
        for number, path in enumerate(paths, 1):
            check(path.stem == f"{number:04d}", path.with_stem(f"{number:04d}"), "is missing")
            size = read(path, self.take, self.digests)
            check(size == 1000 or (path == paths[-1] and 0 < size < 1000), path, f"has {count(size, 'line')}")
        self.erased = {line["on"] for line in self.said if line["kind"] == "erased"}
        for path in sorted(folder.glob("texts/*.jsonl")) if texts else ():
            read(path, self.take_text, [])
        for (name, _), (_, line) in self.texts.items() if texts else ():  # those that no row has matched
            check(name in self.erased, line, f"the text of '{name}' is missing, and no line says 'erased'")
    def take_text(self, row, place):
        name, text = row["id"], canonical([row["salt"], row["data"]])
        expected, line = self.texts.pop((name, row["rev"]), (None, ""))
        fine = text == '["",{}]' if name in self.erased else sha256(text.encode()).hexdigest() == expected
        check(fine or expected is None, place, f"the text of '{name}' is not what {line} and the lines 'erased' say")
    def take(self, line, place):
        kind, event, first = line["kind"], line.get("event"), len(self.digests) == 1
        check(line["prev"] == self.digests[-1], place, "does not follow from the line before: changed, or lines lost")
        check(TIME_BY.fullmatch(f"{line['time']} {line.get('by') or ''}"), place, "the time or the sender is not one")
        fine = first == (kind == "genesis") and (not first or [line["subject"], line["format"]] == [self.slug, 1])
        check(fine, place, f"a ledger has one genesis line, the first, which names its subject {self.slug}")
        if kind == "contribution":
            name, typed, old = line["id"], event in ("opened", "edited"), self.items.get(line["id"], line | {"rev": 0})
            fine = (event == "opened") == (old["rev"] == 0) and (not typed or line["rev"] == old["rev"] + 1)
            check(fine, place, f"'{name}' is {event} out of turn; an id is given once, and revisions follow each other")
            self.texts |= {(name, line["rev"]): (line["text"], place)} if typed else {}
            self.items[name] = (line if typed else old) | {"channel": old["channel"] or ""}
            self.items[name]["event"] = old["event"] if event == "edited" else event
        elif kind == "vote":
            cast, stance = not ("cast", "withdrawn").index(event), STANCES[STANCES.index(line["stance"])]
            vote = (line["time"], line.get("ms", 0)), line["channel"] or "", stance, line.get("number", "")
            self.votes.setdefault(line["on"], []).append((cast, line["by"], vote))
        else:
            self.said.append({"on": None, "stance": None, "prefix": None} | line)
        self.people |= {(line["by"], line["channel"] or "")} if event != "edited" and line.get("by") else set()
def walk(name, steps):  # the name, and what follows from it step by step, each once
    seen = [name]
    while steps.get(seen[-1], name) not in seen:
        seen.append(steps[seen[-1]])
    return seen
def standing(votes, kind, spans):  # (person, vote): the latest cast in a span, not taken back; none if two contradict
    last, cast, gone = max((end for _, end in spans), default=""), defaultdict(list), defaultdict(list)
    for is_cast, by, (when, channel, sent, number) in votes:
        stance, inside = TAKEN.get((kind, sent)), any(start <= when[0] < end for start, end in spans)
        if by and stance and (inside if is_cast else when[0] < last):
            (cast if is_cast else gone)[by].append((when, channel, stance, number))
    for by, left in cast.items():
        for when, _, *what in gone[by]:  # where both have a number it tells which vote was taken back
            left = [v for v in left if v[2] != what[0] or (v[3] != what[1] if v[3] and what[1] else v[0] > when)]
        newest = [vote for vote in left if vote[0] == max(left)[0]]
        yield from [(by, min(newest))] if len({vote[2] for vote in newest}) == 1 else []
def recount(ledger, tally):  # every number as it must be, by its path in tally.json, which gives phases and elements
    said, own = ledger.said, {item["id"]: item["kind"] for item in tally["items"] if item["id"] not in ledger.items}
    types = own | {name: item["type"] for name, item in ledger.items.items()} | {"bill": "bill"}
    above = {name: item["on"] for name, item in ledger.items.items() if item["type"] in FOLLOW and item["on"]}
    sent = {name for name, item in ledger.items.items() if item["event"] != "transferred"}
    acts = {line["on"]: line["act"] for line in said if line.get("act", "hide") != "hide" and line["on"] in sent}
    merges = {line["on"]: line.get("into") for line in said if line["kind"] == "merge" or line.get("act") == "restore"}
    merges = {name: into for name, into in merges.items() if {name, into} <= sent}
    merges = {name: into for name, into in merges.items() if name not in walk(into, merges)}  # no circles
    counts = {(line["on"], line["prefix"], line["stance"]): line for line in said if line["kind"] == "count"}
    found = [(line["on"], line["channel"] or "", "counts", line["stance"], line["value"]) for line in counts.values()]
    united, counted = defaultdict(list), Counter()
    for name in (*own, *sent, "bill"):
        kind, end, root = types[name], walk(name, merges)[-1], walk(name, above)[-1]
        about = None if types.get(root) in (*FOLLOW, "bill") else types.get(root)
        wanted = FOLLOW[kind] | {OPEN_IN.get(about) if about else ""} if kind in FOLLOW else {OPEN_IN.get(kind)}
        wanted |= {"present"} if own.get(root) in ("cause", "solution") and kind in FOLLOW else set()
        wanted |= {"draft"} if kind == "comment" and about in (None, "article") else set()
        spans = [(one["opens"], one["closes"]) for one in tally["phases"] if one["kind"] in wanted]
        spans = [("", "~")] if None in wanted or not tally["phases"] else spans
        for by, (when, channel, stance, _) in standing(ledger.votes.get(name, ()), kind, spans):
            if stance := TAKEN.get((types[end], stance)):
                united[end, by].append((when, channel, stance))
    found += [(name, min(vote[1] for vote in votes if vote[0] == max(votes)[0]), "rows", votes[0][2], 1)
              for (name, _), votes in united.items() if len({vote[2] for vote in votes}) == 1]
    for name, channel, form, stance, many in found:
        if (stance := TAKEN.get((types.get(name), stance))) and name in {*own, *sent, "bill"}:
            counted["items", name, stance, ""] += many if (name, stance) != ("bill", "support") else 0
            part, most, people = ("by channel", f"{name} {channel}"), many * (name != "bill"), many * (form == "rows")
            counted.update({("channels", channel, form, stance): many, ("items", name, "people", ""): people})
            counted.update({("kinds", types[name], stance, ""): most, (*part, form, stance): most})
            counted[*part, "people", ""] += min(most, people)
    for name, item in ({name: {"channel": ""} for name in own} | {name: ledger.items[name] for name in sent}).items():
        counted["items", name, "kind", ""] = types[name]
        counted["items", name, "set_aside", ""] = acts.get(name, item.get("set_aside") or "restore") != "restore"
        counted["kinds", types[name], "items", ""] += 1
        counted["channels", item["channel"], "items", ""] += name in sent
        counted["kinds", types[name], "sides", item.get("side", "")] += types[name] == "argument" and "side" in item
    counted["whole", "", "people", ""] = len({by for by, _ in ledger.people})
    return Counter({**counted, **Counter(("channels", channel, "people", "") for _, channel in ledger.people)})
def compare(data, ledger):  # tells every number of the site that is not the one counted; gives what else to know
    place, table = data / ledger.slug / "tally.json", data / ledger.slug / "contributions"
    tally, copy = json.loads(place.read_bytes()), Ledger(place.parent)  # the copy may be older: it is right at its time
    at, later = len(copy.digests) - 1, len(ledger.digests) - len(copy.digests)
    check([tally["lines"], tally["head"]] == [at, copy.digests[-1]], place, f"is no count of the {at} lines beside it")
    check(fine := copy.digests == ledger.digests[: at + 1], place.parent / "ledger", "is no copy of the ledger")
    parts = {"whole": {"": {"people": tally["people"]}}, "kinds": tally["kinds"], "channels": tally["channels"]}
    parts |= {"items": {row["id"]: row for row in tally["items"]} | {"bill": tally["bill"] or {}}}
    parts["by channel"] = {f"{row['id']} {one['channel']}": one for row in tally["items"] for one in row["channels"]}
    paths = [((part, a, b), c) for part in parts for a, row in parts[part].items() for b, c in row.items() if b in KEYS]
    shown = [(place, (*path, d), n) for path, c in paths for d, n in (c.items() if isinstance(c, dict) else [("", c)])]
    counted = recount(copy if fine else ledger, tally)
    shown += [(place, path, None) for path in counted.keys() - {path for _, path, _ in shown} if path[2] != "people"]
    rows = [(f"{table}.json", row) for row in json.loads(Path(f"{table}.json").read_bytes())]
    csv.field_size_limit(1 << 30)
    rows += [(f"{table}.csv", row) for row in csv.DictReader(Path(f"{table}.csv").read_text("utf-8").split("\n"))]
    check([row["id"] for _, row in rows] == [row["id"] for row in tally["items"]] * 2, table, "not the items of tally")
    for page in sorted((data.parent / "subjects" / ledger.slug).rglob("*.html")):
        for attributes, inner in re.findall('<p class="tally"([^>]*)>(.*?)</p>', page.read_text("utf-8"), re.DOTALL):
            said = dict(re.findall(r'data-([\w-]+)="([^"]*)"', attributes))
            whole = re.findall(r'"all">([^<]*\d[^<]*)<', inner)  # people or votes, without support and signatures
            visible = [re.sub(r"\D", "", number) for number in [*re.findall("<b>(.*?)</b>", inner), *whole]]
            stated = [said[key] for key in STANCES if key in said]
            stated += [str(sum(int(said.get(key, 0)) for key in STANCES[:4]))] * len(whole)
            check(visible == stated, page, f"{said.get('on')} says {' '.join(stated)}, but shows {' '.join(visible)}")
            rows.append((page, dict.fromkeys(STANCES) | said | {"id": said.get("on")}))
    shown += [(at, ("items", row["id"], k, ""), row[k]) for at, row in rows for k in {*row} & KEYS - {"set_aside"}]
    for at, path, number in ((at, path, number or 0) for at, path, number in shown):  # "unknown" may be 0 votes
        check(str(number) == str(counted[path] or 0), at, f"{'/'.join(path)}: {number}, counted {counted[path] or 0}")
    return [f"the site was printed before the last {count(later, 'line')}: run lawloom build"][: later * fine]

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("names", nargs="*", metavar="[ROOT] [SUBJECT...]")
parser.add_argument("--site", default="site", help="folder of the published site, from ROOT")
parser.add_argument("--head", default="", help="a digest seen earlier: a line must still have it")
asked, here = parser.parse_args(), Path(__file__).resolve().parent  # scripts/, or the files of a site
root, names = here if (here / "index.json").is_file() else here.parent, asked.names  # or the folder named first:
root = Path(names.pop(0)) if names and Path(names[0]).is_dir() and not Path(names[0], "ledger").is_dir() else root
alone = (root / "index.json").is_file() and not (root / "contributions").exists()  # only the files of a site
received, data = (root, root) if alone else (root / "contributions", root / asked.site / "data")
files = [data / "index.json", data / "index.json" if alone else received / "status.json"]
shown, seen = [json.loads(file.read_bytes())["subjects"] if file.is_file() else {} for file in files]
check(seen or not any(received.glob("*/ledger/*.jsonl")), files[1], "is missing, or the first import was cut")
printed = {*shown, *(path.parent.name for path in data.glob("*/tally.json"))}
names = names or sorted({*seen, *printed, *(path.parents[1].name for path in received.glob("*/ledger/*.jsonl"))})
check(names or (root / "consultation.yml").is_file(), root, "there is no consultation here; nothing was checked")
print(end="" if names or wrong else "nothing was received yet; nothing to check\n")
for slug in names:
    before, ledger, place = len(wrong), Ledger(received / slug, not alone), received / slug / "ledger"
    lines, saw = len(ledger.digests) - 1, seen.get(slug, {"lines": 0, "head": "0" * 64})
    if not lines and shown.get(slug, {}).get("lines") != 0:
        check(False, place, "there is no ledger here; nothing was checked")
        continue
    fine = ledger.digests[saw["lines"] :][:1] == [saw["head"]]
    check(fine, place, f"ends at line {lines}; {files[1].name} has seen line {saw['lines']}: rolled back, or changed")
    notes = ["the texts are not here"][:alone] + ["an import was cut short: run it again"][: lines > saw["lines"]]
    try:
        notes += compare(data, ledger) if slug in printed else ["no site: only the ledger was checked"]
    except (AttributeError, KeyError, OSError, TypeError, ValueError, csv.Error) as error:
        check(False, data / slug, f"cannot be read as published: {type(error).__name__} {error}")
    votes = count(sum(vote[0] for votes in ledger.votes.values() for vote in votes), "vote")
    found = "; ".join([count(len(wrong) - before, "difference"), *notes])
    print(f"{slug}: {count(len(ledger.items), 'contribution')}, {votes}, {len(ledger.erased)} erased, {found}")
    digests.update(ledger.digests)
check(asked.head in digests, "--head", "no line has this digest: a ledger was rolled back or written again")
sys.stdout.writelines(f"{line}\n".replace(f"{root}/", "") for line in wrong)
sys.exit(3 if wrong else 0)
