"""The demonstration's votes: what was wanted stands in the end, and the seed decides the rest."""

from __future__ import annotations

from collections import Counter

from lawloom.model.vote import Stance
from lawloom.scaffold.demonstration import Leaning, leanings, votes

DAY_1, DAY_9 = "2027-03-01T06:00:00Z", "2027-03-09T06:00:00Z"


def a_leaning(on: str = "7", **wanted: int) -> Leaning:
    return Leaning(on, DAY_1, DAY_9, tuple((Stance(stance), number) for stance, number in wanted.items()))


def standing(rows: list[dict[str, str]]) -> dict[str, Counter[str]]:
    last = {(row["on"], row["by"]): row["stance"] for row in sorted(rows, key=lambda row: row["time"])}
    counts: dict[str, Counter[str]] = {}
    for (on, _), stance in last.items():
        counts.setdefault(on, Counter())[stance] += 1
    return counts


def test_in_the_end_exactly_the_wanted_stances_stand():
    rows = votes([a_leaning(**{"for": 200, "mixed": 30, "against": 70}), a_leaning("8", support=41)], seed="s")
    assert standing(rows) == {"7": {"for": 200, "mixed": 30, "against": 70}, "8": {"support": 41}}


def test_some_people_change_their_mind_and_none_votes_twice_at_one_moment():
    rows = votes([a_leaning(**{"for": 300, "against": 300})], seed="s")
    assert len(rows) > 600
    assert len({(row["on"], row["by"], row["time"]) for row in rows}) == len(rows)


def test_votes_are_cast_while_the_item_is_open():
    assert all(DAY_1 <= row["time"] < DAY_9 for row in votes([a_leaning(support=500)], seed="s"))


def test_the_same_seed_gives_the_same_votes_and_another_one_others():
    items = [a_leaning(**{"for": 50, "against": 20})]
    assert votes(items, seed="one") == votes(items, seed="one")
    assert votes(items, seed="one") != votes(items, seed="two")


def test_diligent_people_lean_no_more_to_one_side_than_others():
    items = [a_leaning(str(n), **{"for": 100, "against": 100}) for n in range(20)]
    rows = votes(items, seed="s")
    busy = {name for name, _ in Counter(row["by"] for row in rows).most_common(40)}
    share = Counter(row["stance"] for row in rows if row["by"] in busy)
    assert 0.4 < share["for"] / (share["for"] + share["against"]) < 0.6


def test_leanings_are_read_from_a_table_by_subject():
    row = {"subject": "s", "on": "7", "opens": DAY_1, "closes": DAY_9}
    read = leanings([{**row, "for": "2", "mixed": "0", "against": "1", "support": "0"}])
    assert read == {"s": [a_leaning(**{"for": 2, "against": 1})]}
    assert leanings([{**row, "signature": "40"}]) == {"s": [a_leaning(signature=40)]}
