"""What an insider, a tool or an accident may do to a ledger, and where it must be found; done to `the_ledger`."""

from __future__ import annotations

import json

from lawloom.ledger.append import append
from ledger.builders import (
    DAY_3,
    DAY_9,
    KEY,
    SLUG,
    a_contribution,
    a_ledger,
    a_text,
    a_vote,
    shard,
    some_records,
    texts,
)

LEDGER, TEXTS = f"contributions/{SLUG}/ledger", f"contributions/{SLUG}/texts"


def the_ledger(tmp_path):
    """Three shards: 1,000 lines, 1,000 lines, 4 lines."""
    instance = a_ledger(tmp_path, *some_records(contributions=3, votes=1997), as_of=DAY_3)
    append(instance, SLUG, [(a_contribution("cc-8"), a_text()), (a_vote("cc-8", by="zoe"), None)], as_of=DAY_9, key=KEY)
    append(instance, SLUG, [(a_vote("cc-8", by="yan"), None)], as_of=DAY_9)
    return instance


def edit(path, change):
    """Change the lines of a file, without their newlines."""
    rows = path.read_bytes().split(b"\n")[:-1]
    path.write_bytes(b"".join(row + b"\n" for row in change(rows)))


def flipped_vote(instance):
    edit(shard(instance), lambda rows: [*rows[:499], flipped(rows[499]), *rows[500:]])


def flipped(row):
    for one, other in ((b'"for"', b'"against"'), (b'"against"', b'"for"'), (b'"mixed"', b'"for"')):
        if one in row:
            return row.replace(one, other)
    raise AssertionError(row)


def flipped_last_vote(instance):
    edit(shard(instance, 3), lambda rows: [*rows[:-1], flipped(rows[-1])])


def flipped_last_vote_of_a_shard(instance):
    edit(shard(instance, 1), lambda rows: [*rows[:-1], flipped(rows[-1])])


def dropped_line(instance):
    edit(shard(instance, 2), lambda rows: rows[:9] + rows[10:])


def dropped_last_line(instance):
    edit(shard(instance, 3), lambda rows: rows[:-1])


def rolled_back_shard(instance):
    shard(instance, 3).unlink()


def rolled_back_to_nothing(instance):
    for number in (1, 2, 3):
        shard(instance, number).unlink()


def edited_status(instance):
    status = json.loads(instance.status_file.read_text())
    status["subjects"][SLUG]["head"] = "0" * 64
    instance.status_file.write_text(json.dumps(status))


def emptied_text(instance):
    edit(texts(instance), lambda rows: [rows[0], emptied(rows[1]), *rows[2:]])


def emptied(row):
    whole = json.loads(row) | {"salt": "", "data": {}}
    return json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def changed_text(instance):
    edit(texts(instance), lambda rows: [rows[0].replace(b"Proposal", b"Nonsense"), *rows[1:]])


def removed_text(instance):
    edit(texts(instance), lambda rows: rows[1:])


def removed_texts(instance):
    texts(instance, 3).unlink()


def swapped_lines(instance):
    edit(shard(instance, 1), lambda rows: [*rows[:19], rows[20], rows[19], *rows[21:]])


def duplicated_line(instance):
    edit(shard(instance, 3), lambda rows: [*rows, rows[-1]])


def truncated_last_line(instance):
    path = shard(instance, 3)
    path.write_bytes(path.read_bytes()[:-20])


def no_last_newline(instance):
    path = shard(instance, 3)
    path.write_bytes(path.read_bytes()[:-1])


def crlf(instance):
    path = shard(instance, 1)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def extra_shard(instance):
    shard(instance, 4).write_bytes(shard(instance, 3).read_bytes())


def missing_shard(instance):
    shard(instance, 2).unlink()


def spaces(instance):
    edit(shard(instance, 3), lambda rows: [json.dumps(json.loads(rows[0]), sort_keys=True).encode(), *rows[1:]])


def not_a_line(instance):
    edit(shard(instance, 3), lambda rows: [*rows, b"<html>"])


def latin1(instance):
    edit(shard(instance, 3), lambda rows: [rows[0].replace(b"citizen", b"cit\xefzen"), *rows[1:]])


def another_subject(instance):
    instance.ledger_of(SLUG).parent.rename(instance.ledger_of("buses").parent)
    status = json.loads(instance.status_file.read_text())
    status["subjects"]["buses"] = status["subjects"].pop(SLUG)
    instance.status_file.write_text(json.dumps(status))
    return "buses"


def wrong_field(instance):
    """A chained line of a hand that does not know the dictionary."""
    append(instance, SLUG, [(a_vote("cc-1", stance="yes"), None)], as_of=DAY_9)


# (what was done, where it is found, the code that says it)
TAMPERINGS = [
    (flipped_vote, f"{LEDGER}/0001.jsonl:501", "chain-broken"),
    (flipped_last_vote, LEDGER, "ledger-other-head"),
    (flipped_last_vote_of_a_shard, f"{LEDGER}/0002.jsonl:1", "chain-broken"),
    (dropped_line, f"{LEDGER}/0002.jsonl:10", "chain-broken"),
    (dropped_line, f"{LEDGER}/0002.jsonl", "shard-size"),
    (dropped_last_line, LEDGER, "ledger-rolled-back"),
    (rolled_back_shard, LEDGER, "ledger-rolled-back"),
    (rolled_back_to_nothing, LEDGER, "ledger-rolled-back"),
    (edited_status, LEDGER, "ledger-other-head"),
    (emptied_text, f"{TEXTS}/0001.jsonl:2", "text-emptied"),
    (changed_text, f"{TEXTS}/0001.jsonl:1", "text-changed"),
    (removed_text, f"{LEDGER}/0001.jsonl:2", "text-missing"),
    (removed_texts, f"{LEDGER}/0003.jsonl:2", "text-missing"),
    (swapped_lines, f"{LEDGER}/0001.jsonl:20", "chain-broken"),
    (duplicated_line, f"{LEDGER}/0003.jsonl:5", "chain-broken"),
    (truncated_last_line, f"{LEDGER}/0003.jsonl:4", "line-unfinished"),
    (no_last_newline, f"{LEDGER}/0003.jsonl:4", "line-unfinished"),
    (crlf, f"{LEDGER}/0001.jsonl", "line-ends"),
    (extra_shard, f"{LEDGER}/0003.jsonl", "shard-size"),
    (extra_shard, f"{LEDGER}/0004.jsonl:1", "chain-broken"),
    (missing_shard, f"{LEDGER}/0002.jsonl", "shard-missing"),
    (spaces, f"{LEDGER}/0003.jsonl:1", "line-not-canonical"),
    (not_a_line, f"{LEDGER}/0003.jsonl:5", "line-not-json"),
    (latin1, f"{LEDGER}/0003.jsonl:1", "line-not-utf8"),
    (another_subject, "contributions/buses/ledger/0001.jsonl:1", "genesis-wrong"),
    (wrong_field, f"{LEDGER}/0003.jsonl:5", "line-field"),
]
NAMES = [f"{one.__name__}-{code}" for one, _, code in TAMPERINGS]
