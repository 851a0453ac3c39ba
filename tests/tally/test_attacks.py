"""What is told of counting in the corpus of attacks, and in the real consultations beside the checkout."""

import json

import pytest

from lawloom.ledger.fold import fold
from lawloom.ledger.line import canonical, digest
from lawloom.ledger.verify import verify
from ledger.builders import DAY_3, DAY_9, SLUG, a_ledger, a_text, shard
from tally.builders import AGAINST, FOR, cast, counted, day, figures, line_of, merged, opened


@pytest.fixture(scope="module")
def told(real_data):
    lines = (real_data / "attacks" / "tally-and-tamper.jsonl").read_text(encoding="utf-8").splitlines()
    return {item["name"]: item["expect"] for item in map(json.loads, lines)}


def test_every_item_of_the_corpus_has_its_test(told):
    here = {name.removeprefix("test_").replace("_", "-") for name in globals() if name.startswith("test_")}
    assert sorted(name for name in told if name not in here) == []


def test_flip():
    tally = counted(opened("cc-1"), cast(stance=FOR, at=day(2)), cast(stance=AGAINST, at=day(3)))
    assert figures(tally.items["cc-1"]) == {"for": 0, "mixed": 0, "against": 1}


def test_merge_overlap():
    votes = [cast("cc-1", f"p{n}") for n in range(1, 7)] + [cast("cc-2", f"p{n}") for n in range(4, 10)]
    tally = counted(opened("cc-1"), opened("cc-2"), *votes, merged("cc-2", "cc-1"))
    assert tally.items["cc-1"].people == 9
    assert figures(tally.items["cc-1"])["for"] == 9
    assert sum(item.people or 0 for item in tally.items.values()) == 9


def test_unicode_dup(tmp_path):
    # Titles are not even looked at by the count: two contributions that read alike stay two.
    both = [(opened("cc-1"), a_text("Caf\u00e9")), (opened("cc-2", by="ben"), a_text("Cafe\u0301"))]
    ledger = fold(a_ledger(tmp_path, *both), SLUG)
    assert list(ledger.contributions) == ["cc-1", "cc-2"]
    assert ledger.merges == {}


def an_honest_ledger(tmp_path):
    votes = [line_of(cast(by=f"p{n}", stance=FOR if n % 3 else AGAINST)) for n in range(9)]
    return a_ledger(tmp_path, opened("cc-1"), *votes)


def test_rewritten_history(tmp_path):
    instance = an_honest_ledger(tmp_path)
    prev, lines = "0" * 64, []
    for raw in shard(instance).read_text(encoding="utf-8").splitlines():
        line = json.loads(raw) | {"prev": prev}
        if line["kind"] == "vote":
            line["stance"] = "for"
        lines.append(canonical(line))
        prev = digest(lines[-1])
    shard(instance).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    assert fold(instance, SLUG).head == prev  # a chain that holds in itself
    [report] = verify(instance, [SLUG])
    assert not report.sound


def test_rollback(tmp_path):
    instance = an_honest_ledger(tmp_path)
    before = shard(instance).read_bytes()
    from lawloom.ledger.append import append

    append(instance, SLUG, [(line_of(cast(by="zoe", at=DAY_3)), None)], as_of=DAY_9, key=bytes(range(32)))
    shard(instance).write_bytes(before)
    [report] = verify(instance, [SLUG])
    assert not report.sound
