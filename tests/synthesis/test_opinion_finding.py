"""Opinion groups as they are kept: only what is more than chance, counts and percents, and nobody's name."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from lawloom.errors import ContentProblems
from lawloom.instance import Instance
from lawloom.model.opinion import Votes
from lawloom.synthesis import opinion_file, opinion_finding
from lawloom.synthesis.opinion import opinion_groups, stability
from lawloom.synthesis.opinion_chance import dealt, more_than_chance
from lawloom.synthesis.opinion_map import map_of
from lawloom.synthesis.opinion_votes import table_of
from lawloom.tally.by_person import VotesByPerson
from synthesis.camps import Row, camps

AS_OF = "2027-04-01T06:00:00Z"


def found(rows: list[Row]):
    return opinion_finding.find(VotesByPerson(tuple(rows), nobody=3), "causes", as_of=AS_OF, lines=900)


def random_votes(seed: int, people: int = 120, items: int = 12) -> list[Row]:
    """Whoever is for one thing says nothing of the next; some items are liked, some are not."""
    chance = Random(seed)  # noqa: S311  the same each time
    liked = [chance.random() for _ in range(items)]
    return [
        (f"p{person}", f"s{item:02d}", 1 if chance.random() < liked[item] else chance.choice((0, -1)))
        for person in range(people)
        for item in range(items)
        if chance.random() < 0.6
    ]


@pytest.mark.parametrize("seed", range(6))
def test_in_votes_cast_at_random_no_groups_are_told_though_k_means_finds_some(seed):
    rows = random_votes(seed)
    assert opinion_groups(rows).k > 1
    one = found(rows)
    assert one is not None
    assert one.groups == (120,)
    assert (one.telling, one.cells, one.clear, one.stays, one.shown) == ((), (), None, None, None)


@pytest.mark.parametrize("sizes", [(40, 25), (30, 30, 30), (200, 12)])
def test_people_who_divide_are_told_apart(sizes):
    one = found(camps(sizes, 24))
    assert one is not None
    assert len(one.groups) == len(sizes)
    assert sum(one.groups) == one.people == sum(sizes)
    assert all(one.telling)
    assert one.stays is not None
    assert one.stays > 80


@pytest.mark.slow
def test_how_stable_groups_are_does_not_tell_whether_there_are_any():
    """Why chance is asked for: the same votes dealt out anew may be divided the same way again and again."""
    rows = random_votes(1, people=400, items=5)
    assert (stability(opinion_groups(rows)) or 0) > 0.7  # that of real conversations is 0.5 to 0.8
    table = table_of(rows)
    assert not more_than_chance(table, map_of(table))


def test_a_deal_leaves_each_item_its_votes_and_its_voters():
    table = table_of(camps((20, 12), 9))
    other = dealt(table, 5)
    assert (other.cells != table.cells).any()
    assert ((other.cells == 2) == (table.cells == 2)).all()
    assert sorted(other.cells[:, 3]) == sorted(table.cells[:, 3])
    assert (dealt(table, 5).cells == other.cells).all()


def test_every_vote_is_in_one_group_and_every_person_in_one_place():
    rows = camps((40, 25), 24)
    one = found(rows)
    assert one is not None
    assert one.votes == len(rows)
    for item in one.items:
        cast = [stance for _, on, stance in rows if on == item.id]
        assert item.all == Votes(cast.count(1), cast.count(0), cast.count(-1))
    for group, people in enumerate(one.groups):
        assert sum(cell.people for cell in one.cells if cell.group == group) == people


def test_the_most_shared_comes_first_whatever_the_size_of_the_groups():
    one = found(camps((200, 30), 24))
    assert one is not None
    assert one.items[0].id == "s00"  # what is dear to all
    assert list(one.items) == sorted(one.items, key=lambda item: -item.shared(1))


def test_the_order_of_the_rows_changes_no_byte_and_nobody_is_in_them(tmp_path: Path):
    rows = camps((40, 25), 24)
    one = found(rows)
    Random(3).shuffle(rows)  # noqa: S311  the same each time
    other = found(rows)
    assert one is not None
    assert other is not None
    raw = opinion_file.as_json(one)
    assert raw == opinion_file.as_json(other)
    assert not any(f'"{person}"'.encode() in raw for person, _, _ in rows)
    assert "." not in "".join(str(json.loads(raw)[key]) for key in ("people", "votes", "clear", "stays", "shown"))


def test_fewer_than_five_people_are_nobodys_business():
    assert found(camps((4,), 10)) is None
    assert found([]) is None


def test_what_was_kept_is_read_again_and_what_was_damaged_is_told(tmp_path: Path):
    instance = Instance(tmp_path)
    one = found(camps((40, 25), 24))
    assert one is not None
    path = opinion_file.write(instance, "night", one)
    assert opinion_file.read(instance, "night", "causes") == one
    assert list(opinion_file.all_of(instance, "night")) == [one]
    told = json.loads(path.read_text())
    for change in (
        {"groups": {"A": 61, "B": 4}},
        {"people": None, "groups": {}},
        {"phase": "else"},
        {"lines": -1},
        {"for_all": ["gone"]},
    ):
        path.write_text(json.dumps(told | change))
        with pytest.raises(ContentProblems):
            opinion_file.read(instance, "night", "causes")
        assert list(opinion_file.all_of(instance, "night")) == []
    assert opinion_file.read(instance, "night", "solutions") is None
    opinion_file.remove(instance, "night", "causes")
    assert opinion_file.read(instance, "night", "causes") is None
