"""Short ways to write an export, to import it, and to see what came of it."""

from __future__ import annotations

import gzip
import json

from lawloom import collect
from lawloom.errors import ContentProblems
from lawloom.instance import Instance
from lawloom.ledger import shards
from lawloom.ledger.fold import fold
from lawloom.ledger.key import fingerprint

KEY = bytes(range(32))
AS_OF = "2027-06-01T00:00:00Z"
SLUG = "night-trains"

POLIS_COMMENTS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
POLIS_VOTES = "timestamp,datetime,comment-id,voter-id,vote\n"
OWN_ITEMS = "id,kind,title,body,on,side,author,created_at\n"
DAY = "2027-03-01T10:00:00Z"


def a_consultation(tmp_path, timezone="Europe/Paris", language="en"):
    """The least that an import needs: consultation.yml with a key that is no secret."""
    root = tmp_path / "consultation"
    root.mkdir(parents=True, exist_ok=True)
    (root / "consultation.yml").write_text(
        f"title: Essay\nlanguages: [{language}]\ntimezone: {timezone}\ndemonstration: true\n"
        f'key:\n  fingerprint: "{fingerprint(KEY)}"\n  public: "{KEY.hex()}"\n'
    )
    return Instance(root)


def a_folder(tmp_path, name="export", **files):
    """A folder with these files; `votes_csv` becomes votes.csv, bytes stay bytes."""
    folder = tmp_path / name
    folder.mkdir(parents=True, exist_ok=True)
    for key, content in files.items():
        path = folder / key.replace("_csv", ".csv").replace("_jsonl", ".jsonl").replace("_gz", ".gz")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def importing(instance, format_name, path, *, slug=SLUG, as_of=AS_OF, key=KEY, **more):
    return collect.run_import(instance, format_name, path, slug, as_of=as_of, key=key, **more)


def refusal(instance, format_name, path, **more):
    """Codes of the problems for which the whole import was refused; [] if it was not."""
    try:
        importing(instance, format_name, path, **more)
    except ContentProblems as wrong:
        return [one.code for one in wrong.problems]
    return []


def lines_of(instance, slug=SLUG, kind=None):
    """The ledger's lines as objects, of one kind if it is given."""
    raw = (json.loads(raw) for _, _, raw in shards.lines(instance.ledger_of(slug)))
    return [line for line in raw if kind in (None, line["kind"])]


def items_of(instance, slug=SLUG):
    return dict(fold(instance, slug).contributions)


def texts_of(instance, slug=SLUG):
    """What people typed, by id; the latest revision."""
    found = {}
    for path in sorted(instance.texts_of(slug).glob("*.jsonl")):
        for row in path.read_bytes().split(b"\n")[:-1]:  # texts may hold U+2028, which splitlines takes for an end
            found[json.loads(row)["id"]] = json.loads(row)["data"]
    return found


def counts_of(instance, slug=SLUG):
    """Totals that came without rows: {(on, stance): value}."""
    return {(on, stance.value): count.value for (_, on, stance), count in fold(instance, slug).counts.items()}


def places(report, code):
    """File:line of the refused rows of one code."""
    return [str(one.place) for one in report.problems if one.code == code]


def codes(report):
    return {one.code for one in report.problems}


def kept_rows(instance, slug=SLUG):
    """Every refused row that is kept."""
    found = []
    for path in sorted((instance.private / "refused" / slug).glob("*.jsonl")):
        found += [json.loads(row) for row in path.read_bytes().split(b"\n")[:-1]]
    return found


def packed(text):
    return gzip.compress(text if isinstance(text, bytes) else text.encode(), mtime=0)
