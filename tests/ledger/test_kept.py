"""What is kept of full shards: the same ledger, sooner."""

import pytest

from lawloom.ledger import kept, reading
from lawloom.ledger.fold import fold
from ledger.builders import SLUG
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


def shelf(instance):
    return sorted(path.name for path in (instance.build / "cache" / "ledger" / SLUG).glob("*"))


def test_what_is_kept_of_full_shards_gives_the_same(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    records = [*some_lines(votes=30), voted(by=None), import_line("rows")]
    instance = an_instance_of(tmp_path, records, 4)
    first = fold(instance, SLUG, keep=True)
    assert shelf(instance)
    assert same(first, fold(instance, SLUG))
    assert same(first, fold(instance, SLUG, keep=True))


def test_only_what_is_new_is_read_again(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    records = some_lines(votes=30)
    instance = an_instance_of(tmp_path, records, 4)
    fold(instance, SLUG, keep=True)
    write(instance.ledger_of(SLUG), chain([*records, voted(by="zoe")]), 4)
    read = []
    real = reading._Reader.take
    monkeypatch.setattr(
        reading._Reader, "take", lambda self, shard, *a, **k: (read.append(shard), real(self, shard, *a, **k))
    )
    after = fold(instance, SLUG, keep=True)
    assert read == [9]
    assert same(after, fold(instance, SLUG))


def test_many_small_additions_are_united_and_stay_the_same(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    records = some_lines(votes=80)
    for end in range(4, len(records), 4):
        instance = an_instance_of(tmp_path, records[:end], 4)
        assert same(fold(instance, SLUG, keep=True), fold(instance, SLUG))
        assert len(shelf(instance)) <= kept.MOST_PARTS


def test_a_shard_that_was_changed_is_read_again_and_named(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    instance = an_instance_of(tmp_path, some_lines(votes=30), 4)
    fold(instance, SLUG, keep=True)
    path = instance.ledger_of(SLUG) / "0003.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"stance":"for"', b'"stance":"mixed"'))
    assert the_damage(fold, instance, SLUG, keep=True)[0] == "chain-broken"


def test_a_ledger_that_was_written_again_is_read_again(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    fold(an_instance_of(tmp_path, some_lines(votes=30), 4), SLUG, keep=True)
    instance = an_instance_of(tmp_path, some_lines(contributions=5, votes=31), 4)
    assert same(fold(instance, SLUG, keep=True), fold(instance, SLUG))


@pytest.mark.parametrize("harm", [lambda raw: raw[:-5], lambda raw: b"", lambda raw: raw.replace(b"cc-1", b"cc-2")])
def test_a_kept_part_that_was_cut_or_changed_is_made_again(tmp_path, monkeypatch, harm):
    small_shards(monkeypatch)
    instance = an_instance_of(tmp_path, some_lines(votes=30), 4)
    fold(instance, SLUG, keep=True)
    [path] = (instance.build / "cache" / "ledger" / SLUG).glob("*")
    whole = path.read_bytes()
    path.write_bytes(harm(whole))
    assert same(fold(instance, SLUG, keep=True), fold(instance, SLUG))
    assert path.read_bytes() == whole


def test_a_disk_that_refuses_costs_only_time(tmp_path, monkeypatch):
    small_shards(monkeypatch)
    instance = an_instance_of(tmp_path, some_lines(votes=30), 4)
    instance.build.write_text("a file where a folder should be")
    assert same(fold(instance, SLUG, keep=True), fold(instance, SLUG))
