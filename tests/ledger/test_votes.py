"""Votes as columns: the quick way and the long way read the same."""

import io
import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom.ledger import part as parts
from lawloom.ledger.columns import VoteColumns, instant_of, merged, moment_number
from lawloom.ledger.part import Part
from lawloom.ledger.votes import OddVotesError, VoteRows, number_of
from lawloom.model.vote import Stance, Vote
from ledger.builders import a_person
from ledger.chains import chain, voted

MOMENTS = [f"2027-03-{day:02d}T{hour:02d}:00:0{second}Z" for day in (1, 2) for hour in (0, 23) for second in (0, 9)]

votes = st.builds(
    lambda on, by, stance, at, ms, number, channel, event, area: (
        voted(on, by=by, stance=stance, at=at, channel=channel, event=event, area=area)
        | ({} if ms is None else {"ms": ms})
        | ({} if number is None else {"number": number})
    ),
    on=st.sampled_from(["cc-1", "cc-2", "open-data"]),
    by=st.sampled_from(["ana", "ben", "cleo", None]),
    stance=st.sampled_from([stance.value for stance in Stance]),
    at=st.sampled_from(MOMENTS),
    ms=st.sampled_from([None, None, 0, 7, 999]),
    number=st.sampled_from([None, None, "8812", "0012", "x/1", "é"]),
    channel=st.sampled_from(["import:cc", "github", "kiosk:Gare de l'Est é"]),
    event=st.sampled_from(["cast", "cast", "cast", "withdrawn"]),
    area=st.sampled_from([None, "north", "à côté", 'a "quoted" place']),
)


def content(records):
    return b"".join(line + b"\n" for line in chain(records, genesis=None))


def read_quickly(records):
    rows = VoteRows()
    between, follows = rows.take_shard(content(records))
    for gap in between:
        for raw in gap.splitlines():
            rows.take(json.loads(raw))
    return VoteColumns((rows.segment(),)), sum(gap.count(b"\n") for gap in between), follows


def read_one_by_one(records):
    rows = VoteRows()
    for record in records:
        rows.take(record)
    return VoteColumns((rows.segment(),))


def as_written(record):
    number = number_of(record.get("number", ""))
    return Vote(
        on=record["on"],
        by=record["by"],
        stance=Stance(record["stance"]),
        cast_at=record["time"],
        ms=record.get("ms", 0),
        withdrawn=record["event"] == "withdrawn",
        channel=record["channel"],
        number=str(number) if number else "",
    )


@given(st.lists(votes, max_size=30))
def test_a_shard_read_at_once_holds_the_votes_that_were_written(records):
    columns, _, _ = read_quickly(records)
    assert Counter(columns) == Counter(as_written(one) for one in records if one["by"])
    assert sum(map(columns.nobody, columns.items)) == sum(one["by"] is None for one in records)


@given(st.lists(votes, max_size=30))
def test_votes_read_one_by_one_are_the_votes_that_were_written(records):
    columns = read_one_by_one(records)
    for on in columns.items:
        assert list(columns.of(on)) == [as_written(one) for one in records if one["on"] == on and one["by"]]


@given(st.lists(votes, max_size=12), st.lists(votes, max_size=12), st.lists(votes, max_size=12))
def test_segments_that_are_merged_hold_what_each_held(first, second, third):
    segments = tuple(read_one_by_one(some).segments[0] for some in (first, second, third))
    together = VoteColumns((merged(segments),))
    for on in VoteColumns(segments).items:
        assert list(together.of(on)) == list(VoteColumns(segments).of(on))
        assert together.nobody(on) == VoteColumns(segments).nobody(on)


@given(st.lists(votes, max_size=30))
def test_a_part_written_and_read_again_is_the_same(records):
    votes_of = read_one_by_one(records).segments[0]
    part = Part(3, ("a" * 64,), 7, "b" * 64, "c" * 64, (b'{"kind":"look"}',), VoteRows()._items, votes_of)
    part.places.append(5)
    stream = io.BytesIO()
    parts.write(part, stream)
    stream.seek(0)
    assert parts.read(stream) == part


def test_a_part_that_was_cut_or_changed_is_refused():
    part = Part(1, (), 0, "", "", (), VoteRows()._items, read_one_by_one([voted(by="ana")]).segments[0])
    stream = io.BytesIO()
    parts.write(part, stream)
    whole = stream.getvalue()
    for wrong in (whole[:-1], whole[:80], whole.replace(b"cc-1", b"cc-2"), b"", b"[]\n"):
        with pytest.raises((ValueError, EOFError, KeyError, TypeError)):
            parts.read(io.BytesIO(wrong))


def test_usual_votes_need_no_reading_one_by_one():
    many = [voted(f"cc-{n}", by=f"p{n}", at=MOMENTS[n % 8]) for n in range(20)]
    assert read_quickly(many)[1] == 0
    assert read_quickly([one | {"ms": 12, "number": "44"} for one in many])[1] == 0


def test_each_vote_says_which_line_it_follows():
    records = [voted(by="ana"), voted(by="ben", channel="github"), voted(by="cleo")]
    _, _, follows = read_quickly(records)
    assert follows == [json.loads(line)["prev"].encode() for line in chain(records, genesis=None)]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b'"stance":"for"', b'"stance":"four"'),
        (b'"time":"2027-03-02T06:00:00Z"', b'"time":"2027-03-02 06:00:00Z"'),
        (b'"time":"2027-03-02T06:00:00Z"', b'"time":"2027-0a-02T06:00:00Z"'),
        (b'"on":"cc-1"', b'"on":"CC 1"'),
        (a_person("ana").encode(), b"Z" * 20),
        (a_person("ana").encode(), b"A" * 20),
    ],
)
def test_a_line_that_only_looks_like_a_vote_is_left_to_the_strict_reader(right, wrong):
    raw = content([voted(by="ana")])
    assert right in raw
    rows = VoteRows()
    with pytest.raises(OddVotesError):
        rows.take_shard(raw.replace(right, wrong))
    assert len(rows.segment().marks) == 0


@given(st.datetimes(), st.datetimes())
def test_moments_as_numbers_keep_their_order(one, other):
    a, b = (f"{moment:%Y-%m-%dT%H:%M:%SZ}".rjust(20, "0") for moment in (one, other))
    assert (moment_number(a) < moment_number(b)) == (a < b)
    assert instant_of(moment_number(a)) == a


def test_a_number_of_a_vote_is_never_taken_for_none():
    numbers = [number_of(text) for text in ("1", "01", "0", "x", "9" * 30)]
    assert len(set(numbers)) == len(numbers)
    assert 0 not in numbers
    assert all(number < 1 << 64 for number in numbers)
