"""Reading a ledger: a wrong line is named, and several processes read what one reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawloom.instance import Instance
from lawloom.ledger import processes, reading
from lawloom.ledger.fold import fold, fold_lines
from ledger.builders import DAY_9, SLUG
from ledger.chains import (
    an_instance_of,
    chain,
    import_line,
    same,
    small_shards,
    some_lines,
    the_damage,
    voted,
    write,
)


def test_a_subject_without_a_ledger_is_empty(tmp_path):
    ledger = fold(Instance(tmp_path), SLUG)
    assert (ledger.lines, ledger.head, dict(ledger.contributions), len(ledger.votes)) == (0, "0" * 64, {}, 0)


def test_a_ledger_from_files_is_the_same_as_from_its_lines(tmp_path):
    records = [*some_lines(), voted(by=None), voted(event="withdrawn", at=DAY_9), import_line("rows")]
    instance = an_instance_of(tmp_path, records)
    assert same(fold(instance, SLUG), fold_lines(chain(records), SLUG))


def test_lines_as_bytes_must_be_a_chain():
    lines = chain(some_lines())
    del lines[7]
    assert the_damage(fold_lines, lines, "trains") == ("chain-broken", "trains:8")


@given(st.data())
def test_a_flipped_vote_is_named(tmp_path_factory, data):
    lines = chain(some_lines())
    at = data.draw(st.integers(5, len(lines) - 2))
    wrong = lines[at].replace(b'"stance":"for"', b'"stance":"pass"').replace(b'"stance":"against"', b'"stance":"for"')
    if wrong == lines[at]:
        wrong = lines[at].replace(b'"mixed"', b'"for"')
    lines[at] = wrong
    folder = tmp_path_factory.mktemp("flipped")
    write(Instance(folder).ledger_of(SLUG), lines)
    code, place = the_damage(fold, Instance(folder), SLUG)
    assert (code, place) == ("chain-broken", f"contributions/{SLUG}/ledger/0001.jsonl:{at + 2}")


@pytest.mark.parametrize("size", [4, 1000])
@pytest.mark.parametrize(
    "harm",
    [
        lambda lines: lines.pop(17),
        lambda lines: lines.insert(17, lines[17]),
        lambda lines: lines.__setitem__(slice(17, 19), [lines[18], lines[17]]),
    ],
    ids=["dropped", "copied", "swapped"],
)
def test_a_line_that_is_dropped_copied_or_moved_is_named(tmp_path, monkeypatch, harm, size):
    small_shards(monkeypatch, size)
    lines = chain(some_lines(votes=36))
    harm(lines)
    write(Instance(tmp_path).ledger_of(SLUG), lines, size)
    code, place = the_damage(fold, Instance(tmp_path), SLUG)
    assert code == "chain-broken"
    at = int(place.rsplit("/", 1)[1][:4]) * size - size + int(place.rsplit(":", 1)[1])
    assert at in (18, 19)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (b'{"kind": "look"}', "line-not-canonical"),
        (b'{"kind":"look"', "line-not-json"),
        (b'{"kind":"l\xffok"}', "line-not-utf8"),
        (b"[]", "line-not-canonical"),
        (b'{"kind":"unheard-of"}', "line-field"),
    ],
)
def test_a_line_that_is_no_line_is_named(tmp_path, wrong, code):
    lines = chain(some_lines())
    lines[9] = wrong
    write(Instance(tmp_path).ledger_of(SLUG), lines)
    assert the_damage(fold, Instance(tmp_path), SLUG) == (code, f"contributions/{SLUG}/ledger/0001.jsonl:10")


def test_a_vote_with_a_wrong_field_is_named(tmp_path):
    records = [*some_lines(votes=3), voted(stance="perhaps")]
    instance = an_instance_of(tmp_path, records)
    assert the_damage(fold, instance, SLUG) == ("line-field", f"contributions/{SLUG}/ledger/0001.jsonl:8")


def test_a_missing_shard_a_short_one_and_a_cut_one_are_named(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    instance = an_instance_of(tmp_path, some_lines(), 4)
    folder = instance.ledger_of(SLUG)
    second = (folder / "0002.jsonl").read_bytes()
    (folder / "0002.jsonl").unlink()
    assert the_damage(fold, instance, SLUG) == ("shard-missing", f"contributions/{SLUG}/ledger/0002.jsonl")
    (folder / "0002.jsonl").write_bytes(second.split(b"\n", 1)[1])
    assert the_damage(fold, instance, SLUG) == ("shard-size", f"contributions/{SLUG}/ledger/0002.jsonl")
    (folder / "0002.jsonl").write_bytes(second[:-1])
    assert the_damage(fold, instance, SLUG) == ("line-unfinished", f"contributions/{SLUG}/ledger/0002.jsonl:4")


def test_the_ledger_of_another_subject_is_refused(tmp_path):
    instance = an_instance_of(tmp_path, some_lines())
    write(instance.ledger_of("ponds"), chain(some_lines()))
    assert the_damage(fold, instance, "ponds") == ("genesis-wrong", "contributions/ponds/ledger/0001.jsonl:1")


def test_a_ledger_that_does_not_begin_with_its_genesis_is_refused(tmp_path):
    write(Instance(tmp_path).ledger_of(SLUG), chain(some_lines(), genesis=None))
    assert the_damage(fold, Instance(tmp_path), SLUG) == ("genesis-wrong", f"contributions/{SLUG}/ledger/0001.jsonl:1")


# --- several processes ------------------------------------------------------------------------------------------------


def many_processes(monkeypatch):
    monkeypatch.setattr(reading, "ALONE", 1)
    monkeypatch.setattr(processes, "processors", lambda: 3)
    monkeypatch.setattr(processes, "can_fork", lambda: True)


def test_a_ledger_read_by_several_processes_is_the_same(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    instance = an_instance_of(tmp_path, [*some_lines(votes=100), voted(by=None), voted(ms=3, number="4")], 4)
    alone = fold(instance, SLUG)
    many_processes(monkeypatch)
    together = fold(instance, SLUG)
    assert len(together.votes.segments) > 1
    assert same(alone, together)


def test_where_no_process_can_be_started_one_reads_it_all(tmp_path, monkeypatch):
    def refused():
        raise BlockingIOError

    small_shards(monkeypatch)
    instance = an_instance_of(tmp_path, some_lines(votes=100), 4)
    alone = fold(instance, SLUG)
    many_processes(monkeypatch)
    monkeypatch.setattr(processes.os, "fork", refused)
    assert same(alone, fold(instance, SLUG))


@pytest.mark.parametrize("at", [3, 50, 99])
def test_damage_found_by_another_process_is_told_as_well(tmp_path, monkeypatch, at):
    small_shards(monkeypatch)
    many_processes(monkeypatch)
    lines = chain(some_lines(votes=100))
    lines[at] = lines[at].replace(b"citizen", b"company")
    write(Instance(tmp_path).ledger_of(SLUG), lines, 4)
    code, place = the_damage(fold, Instance(tmp_path), SLUG)
    assert (code, place) == (
        "chain-broken",
        f"contributions/{SLUG}/ledger/{(at + 1) // 4 + 1:04d}.jsonl:{(at + 1) % 4 + 1}",
    )
