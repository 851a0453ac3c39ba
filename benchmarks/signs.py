#!/usr/bin/env python3
"""What is called unusual in clean data, what of what was planted, and what it costs.

    .venv/bin/python benchmarks/signs.py             real conversations, 10,000 generated contributions, planted attacks
    .venv/bin/python benchmarks/signs.py --million   a million votes: the count, and the search for what is unusual

Needs ../shared/data and ../shared/tools beside the checkout.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import inputs
import paired
import tally_votes
from lawloom.content import kept
from lawloom.instance import Instance
from lawloom.ledger import fold
from lawloom.ledger.texts import texts
from lawloom.model.vote import Stance
from lawloom.signs import of_votes
from lawloom.signs import texts as of_texts
from lawloom.signs.found import MAJORITY, TextSigns, VoteSigns
from lawloom.tally import count

DATA = inputs.REPOSITORY.parent / "shared" / "data"
MANY, COPIES, CROWD = 10_000, 472, 200
FORMS = {"republique-numerique/opinions.jsonl.gz": "cap-collectif", "decidim-mel": "decidim"}


def signs_of(folder: Path, slug: str) -> tuple[VoteSigns, TextSigns, int, int, float]:
    """What is unusual; items, votes with a person, and the seconds that it took."""
    instance = Instance(folder)
    subject = kept.reading(instance).consultation.subjects[slug]
    ledger = fold.fold(instance, slug)
    tally = count(ledger, subject)
    began = time.process_time()
    votes = of_votes(ledger, subject, tally)
    spent = time.process_time() - began
    words = {id: of_texts.words_of(text) for id, text in texts(instance, slug)}
    sent = of_texts.of_texts(
        ledger.contributions.values(),
        {id: one for id, one in words.items() if one},
        [one for one in words.values() if of_texts.is_long(one)],
    )
    return votes, sent, len(tally.items), len(ledger.votes), spent


def row(name: str, folder: Path, slug: str) -> VoteSigns:
    votes, sent, items, many, _ = signs_of(folder, slug)
    fragile = sum(MAJORITY in one.changes for one in votes.without.values())
    moved = [name for name, first in votes.first.items() if first.changes]
    print(
        f"| {name} | {items:,} | {many:,} | {len(votes.dense)} | {len(votes.bursts)} | {fragile} | "
        f"{', '.join(moved) or '-'} | {sent.contributions:,} | {sent.texts:,} | {sent.people:,} | "
        f"{len(sent.copies)} | {len(sent.floods)} |",
        flush=True,
    )
    return votes


def planted(room: Path) -> Iterator[tuple[str, list[dict[str, object]], list[dict[str, object]]]]:
    """10,000 contributions, 472 of them near copies by one author; votes clean, and with a crowd on one of them."""
    inputs.generate(room, "jsonl", contributions=MANY - COPIES, subjects=1)
    rows: list[dict[str, object]] = [
        {"id": one["id"], "kind": inputs.KINDS.get(one["kind"], "solution"), "title": one["title"]}
        | {"body": one["body"], "author": one["author"], "created_at": inputs.iso(one["created"])}
        for one in map(json.loads, (room / "contributions.jsonl").open(encoding="utf-8"))
    ]
    text = str(rows[0]["body"])
    for n in range(COPIES):
        words = text.split(" ")
        words[n % len(words)] = words[n % len(words)].upper() if n % 2 else f"word{n}"
        one = {"id": MANY + n, "title": "Again" + "!" * (n % 3), "body": " ".join(words), "author": "somebody"}
        rows.append({**rows[n], **one})
    subject_of = {str(one["id"]): "subject-01" for one in rows}
    votes = inputs.vote_rows(room, subject_of, MANY - COPIES, 150_000, 1)["subject-01"]
    standing: dict[object, dict[object, object]] = {}
    for vote in sorted(votes, key=lambda one: str(one["time"])):
        standing.setdefault(vote["on"], {})[vote["by"]] = vote["stance"]
    margins = {
        on: sum({"for": 1, "against": -1}.get(str(one), 0) for one in said.values()) for on, said in standing.items()
    }
    close = next(on for on in margins if -150 < margins[on] < 0 and len(standing[on]) > 25)
    clear = max(margins, key=lambda on: margins[on])
    crowd = [{"by": f"fresh-{n}", "stance": "for", "time": inputs.iso(1_365_000_000 + 17 * n)} for n in range(CROWD)]
    yield "generated, 472 near copies by one", rows, votes
    for what, on in (("a close one", close), ("a clear one", clear)):
        yield (
            f"the same, 200 in one hour on {what} ({margins[on]:+})",
            rows,
            votes + [{"on": on} | one for one in crowd],
        )


def main() -> None:
    heads = ("conversation", "items", "votes", "dense", "bursts", "fragile", "orders that change")
    print(f"| {' | '.join([*heads, 'contributions', 'texts', 'people', 'copies', 'floods'])} |")
    print("| --- " * 12 + "|")
    with paired.a_room() as room:
        home = room / "home"
        folder = room / "consultation"
        inputs.run(home, "new", folder, "--title", "Real", "--language", "en", "--repository", "a/b")
        real = [("polis", path) for path in sorted((DATA / "polis-open").iterdir()) if path.is_dir()]
        real += [(form, DATA / name) for name, form in FORMS.items()]
        for form, path in real:
            slug = (path.parent if path.is_file() else path).name.replace(".", "-")
            words = ("--subject", slug, "--title", slug, "--as-of", "2027-01-01T00:00:00Z")
            inputs.run(home, "-C", folder, "import", form, path, *words)
            row(slug, folder, slug)
        clean = room / "clean"
        inputs.write_consultation(clean, MANY, votes=150_000, subjects=3)
        for number in (1, 2, 3):
            row(f"generated, {MANY:,} in 3 subjects, {number}", clean / "consultation", f"subject-0{number}")
        for at, (name, rows, votes) in enumerate(planted(room)):
            folder = room / f"planted-{at}"
            folder.mkdir()
            words = ("--title", "Planted", "--language", "en", "--repository", "a/b")
            inputs.run(folder / "home", "new", folder / "consultation", *words)
            inputs.bring(folder, "subject-01", inputs.write_table(folder / "rows.csv", rows))
            inputs.bring(folder, "subject-01", inputs.write_table(folder / "votes.csv", votes))
            found = row(name, folder / "consultation", "subject-01")
            for on, one in found.bursts.items():
                without = found.without.get(on)
                told = without and (without.votes.of(Stance.FOR), without.changes)
                print(
                    f"{on}: {one.votes} of {one.of}, usual {one.usual}, {one.newcomers} newcomers, {told}", flush=True
                )


def million() -> None:
    with paired.a_room() as room:
        tally_votes.an_instance(room, 1_000_000, MANY, 1_500)
        instance = Instance(room / "instance")
        subject = kept.reading(instance).consultation.subjects[tally_votes.SLUG]
        for _ in range(3):
            began = [time.process_time()]
            ledger = fold.fold(instance, tally_votes.SLUG)
            began.append(time.process_time())
            tally = count(ledger, subject)
            began.append(time.process_time())
            found = of_votes(ledger, subject, tally)
            began.append(time.process_time())
            read, counted, looked = (after - before for before, after in pairwise(began))
            print(f"read {read:.2f} s, counted {counted:.2f} s, bursts {looked:.2f} s: {len(found.bursts)}", flush=True)


if __name__ == "__main__":
    million() if "--million" in sys.argv else main()
