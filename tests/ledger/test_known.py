import tracemalloc

import pytest

from lawloom.errors import LedgerDamaged
from lawloom.ledger.append import append
from lawloom.ledger.known import Known, Seen, read_known
from ledger.builders import (
    DAY_1,
    DAY_2,
    DAY_3,
    DAY_9,
    KEY,
    SLUG,
    a_contribution,
    a_count,
    a_ledger,
    a_text,
    a_vote,
    an_import,
    an_instance,
    shard,
)
from ledger.tampering import TAMPERINGS, the_ledger


def test_an_empty_ledger_knows_nothing(tmp_path):
    known = read_known(an_instance(tmp_path), SLUG)
    assert (known.lines, known.head, known.contributions, known.votes) == (0, "0" * 64, 0, 0)
    assert "cc-1" not in known and known.rev("cc-1") == 0 and known.text("cc-1") == ""


def test_what_was_appended_is_known_when_it_is_read_again(tmp_path):
    entry = {"kind": "decision", "on": "cc-1", "entry": "e" * 64, "outcome": "adopted", "time": DAY_3}
    lines = [
        a_vote(),
        a_vote(by="ben", ms=7),
        a_vote(by=None),
        a_vote(by="éva", area="Évreux"),
        a_vote(number="8812"),
        a_vote(number="n° 1"),
        a_vote(event="withdrawn", at=DAY_3),
        a_count(),
        entry,
        an_import(read=1, taken=1) | {"time": DAY_3},
    ]
    instance = a_ledger(tmp_path, a_contribution(), *lines)
    known = read_known(instance, SLUG)
    assert not [line for line in (a_contribution(), *lines) if known.takes(line)]
    assert (known.lines, known.contributions, known.votes) == (12, 1, 7)
    assert known.files == {"a" * 64} and [line["read"] for line in known.imports] == [1]
    assert known.entries == {("decision", "cc-1", "e" * 64)}
    assert known.counts == {("cc", "cc-1", "for"): 7}


@pytest.mark.parametrize(
    "line",
    [
        a_vote("cc-2"),
        a_vote(by="ben"),
        a_vote(by=None),
        a_vote(at=DAY_3),
        a_vote(ms=0),
        a_vote(stance="mixed"),
        a_vote(event="withdrawn"),
        a_vote(number="1"),
        a_count(value=8),
        a_count(prefix="cd"),
        a_contribution("cc-2"),
        a_contribution(event="edited", rev=2),
        a_contribution(event="closed"),
        an_import(read=1, taken=1, files=["b" * 64]),
    ],
)
def test_what_differs_in_what_it_is_known_by_is_new_once(line):
    known = Known(SLUG)
    for there in (a_vote(), a_count(), a_contribution(), an_import(read=1, taken=1)):
        assert known.takes(there | {"text": "0" * 64})
    assert known.takes(line)
    assert not known.takes(line)


@pytest.mark.parametrize(
    "line",
    [
        a_vote(actor="elected", area="north", channel="paper"),
        a_vote(number="7", by="ben", at=DAY_3),
        a_contribution(by="ben", at=DAY_3),
        a_contribution(event="edited", rev=1),
        an_import(read=9, taken=9),
    ],
)
def test_what_differs_in_something_else_is_not_new(line):
    known = Known(SLUG)
    for there in (a_vote(), a_vote(number="7"), a_contribution(), an_import(read=1, taken=1)):
        known.takes(there)
    assert not known.takes(line)


@pytest.mark.parametrize("other", [a_vote("cc-2"), a_vote(by="ben"), a_vote(stance="mixed"), a_vote(at=DAY_3)])
def test_a_number_that_another_vote_has_is_repeated_and_not_the_same_vote(other):
    known = Known(SLUG)
    assert known.takes(a_vote(number="7", channel="paper"))
    assert not known.number_repeated(a_vote(number="7", channel="paper"))
    assert known.number_repeated(other | {"number": "7", "channel": "paper"})
    assert not known.number_repeated(other | {"number": "8", "channel": "paper"})


def test_two_imports_may_give_one_number_under_one_channel():
    known = Known(SLUG)
    assert known.takes(a_vote("cc-1", number="7", channel="paper"))
    assert known.takes(a_vote("cs-1", number="7", channel="paper"))


def test_a_text_is_recognised_by_its_digest_and_an_edit_is_not(tmp_path):
    edited = a_contribution(event="edited", rev=2, at=DAY_2)
    instance = a_ledger(tmp_path, (a_contribution(), a_text("Old")), (edited, a_text("New")))
    known = read_known(instance, SLUG)
    assert known.rev("cc-1") == 2
    assert known.has_text("cc-1", a_text("New"), KEY)
    assert not known.has_text("cc-1", a_text("Old"), KEY)
    assert not known.has_text("cc-2", a_text("New"), KEY)


def test_a_count_that_changes_back_is_new_again():
    known = Known(SLUG)
    assert [known.takes(a_count(value=value)) for value in (1, 2, 2, 1)] == [True, True, False, True]


def test_states_are_remembered_until_the_next_edit(tmp_path):
    closed = a_contribution(event="closed", at=DAY_2)
    known = read_known(a_ledger(tmp_path, a_contribution(), (closed, None)), SLUG)
    assert known.states == {"cc-1": "closed"}
    assert known.takes(a_contribution(event="edited", rev=2) | {"text": "0" * 64}) and known.states == {}


@pytest.mark.slow
def test_a_million_votes_are_remembered_in_little_memory():
    tracemalloc.start()
    seen = Seen()
    for number in range(20_000):
        seen.add(b"%d" % number)
    size, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(seen) == 20_000
    assert size < 24 * 20_000 and peak < 48 * 20_000
    assert not seen.add(b"19999") and seen.add(b"20000")


CHAIN = {"chain-broken", "line-not-canonical", "line-not-json", "line-not-utf8", "line-unfinished", "shard-missing"}
CHAIN |= {"shard-size", "ledger-rolled-back", "ledger-other-head", "genesis-wrong", "line-ends"}


@pytest.mark.parametrize(
    "tampering", dict.fromkeys(one for one, _, code in TAMPERINGS if code in CHAIN), ids=lambda one: one.__name__
)
def test_a_damaged_chain_is_not_read(tmp_path, tampering):
    instance = the_ledger(tmp_path)
    slug = tampering(instance) or SLUG
    with pytest.raises(LedgerDamaged):
        read_known(instance, slug)


def test_a_ledger_ahead_of_its_status_is_read_so_that_the_killed_run_can_end(tmp_path):
    instance = a_ledger(tmp_path, a_vote(at=DAY_1))
    status = instance.status_file.read_bytes()
    append(instance, SLUG, [(a_vote(by="ben"), None)], as_of=DAY_9)
    instance.status_file.write_bytes(status)
    assert read_known(instance, SLUG).lines == 3


def test_a_line_without_the_fields_it_is_known_by_is_damage(tmp_path):
    instance = a_ledger(tmp_path)
    append(instance, SLUG, [({"kind": "count", "time": DAY_1}, None)], as_of=DAY_9)
    with pytest.raises(LedgerDamaged) as caught:
        read_known(instance, SLUG)
    [found] = caught.value.problems
    assert (found.place.line, found.code) == (2, "line-field")
    assert shard(instance).exists()
