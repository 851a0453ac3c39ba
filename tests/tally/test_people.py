"""Distinct people, however many there are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom.ledger import columns
from lawloom.ledger import votes as reading
from lawloom.ledger.fold import Ledger, fold_lines
from lawloom.tally import people as rule
from lawloom.tally.people import people
from tally.builders import cast, columns_of, line_of, opened


def people_of(*lines):
    return people(fold_lines(lines, "trains"))


def test_whoever_contributed_or_voted_is_one_person():
    found = people_of(
        opened("cc-1", by="ana"), line_of(cast(by="ana")), line_of(cast(by="ben")), line_of(cast(by=None))
    )
    assert (found.all, found.by_channel) == (2, {"import:cc": 2})


def test_a_person_of_two_channels_is_one_and_is_in_both():
    found = people_of(opened("cc-1", by="ana", channel="paper"), line_of(cast(by="ana")), line_of(cast(by="ben")))
    assert found.all == 2
    assert found.by_channel == {"import:cc": 2, "paper": 1}


def test_nobody_is_nobody():
    assert people(Ledger("trains")) == rule.People(0, {}, False)


@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(["github", "paper"])), max_size=80), st.integers(1, 3))
def test_people_counted_in_shares_are_the_same(pairs, segments):
    votes = [cast(by=f"p{person}", channel=channel) for person, channel in pairs]
    ledger = Ledger("trains", votes=columns_of(votes, segments))
    whole = people(ledger)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "MOST_PEOPLE", 5)
        patch.setattr(reading, "MOST_PEOPLE", 5)
        patch.setattr(rule, "AT_MOST", 7)
        patch.setattr(rule, "AT_ONCE", 3)
        assert people(Ledger("trains", votes=columns_of(votes, segments))) == whole
    assert whole.all == len({person for person, _ in pairs})
    for channel, many in whole.by_channel.items():
        assert many == len({person for person, name in pairs if name == channel})


@pytest.mark.parametrize("at_most", [1, 250_000])
def test_two_people_whose_pseudonyms_begin_alike_are_noticed(monkeypatch, at_most):
    monkeypatch.setattr(columns, "MOST_PEOPLE", at_most)
    monkeypatch.setattr(reading, "MOST_PEOPLE", at_most)
    monkeypatch.setattr(rule, "AT_MOST", at_most)
    votes = [replace(cast(), by="a" * 16 + end) for end in ("0001", "0002")]
    found = people(Ledger("trains", votes=columns_of(votes)))
    assert (found.all, found.wide) == (2, True)
    assert not people(Ledger("trains", votes=columns_of([cast(by="ana"), cast(by="ben")]))).wide
