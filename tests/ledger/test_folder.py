"""The folders of a ledger hold its shards; a link put there by a pull request is told and never read."""

from __future__ import annotations

import os

import pytest

from lawloom import stages
from lawloom.errors import LedgerDamaged
from lawloom.ledger import folder, shards, verify
from press.instances import an_instance

pytestmark = pytest.mark.slow


def codes(instance) -> list[str]:
    return [one.code for one in stages.check(instance).problems]


@pytest.mark.parametrize("name", ["ledger/zz.jsonl", "ledger/00001.jsonl", "texts/9999x.jsonl", "texts/a.txt"])
def test_a_link_or_a_file_of_another_name_is_told_and_not_published(tmp_path, name):
    instance = an_instance(tmp_path / "a")
    secret = tmp_path / "secret"
    secret.write_text("a key")
    (instance.contributions / "lamps" / name).symlink_to(secret)
    assert codes(instance) == ["strange-file"]
    assert not [one for one in verify.verify(instance, ["lamps"]) if one.sound]
    stages.build(instance)
    assert not [path for path in instance.site.rglob("*") if path.is_file() and b"a key" in path.read_bytes()]


@pytest.mark.parametrize("name", ["ledger/0002.jsonl", "texts/0002.jsonl", "ledger", ""])
def test_a_link_in_the_place_of_a_shard_or_a_folder_stops_the_build(tmp_path, name):
    instance = an_instance(tmp_path / "a")
    path = instance.contributions / "lamps" / name
    target = tmp_path / "elsewhere"
    if path.exists():
        path.rename(target)
    path.symlink_to(target)
    assert codes(instance) == ["strange-file"]
    with pytest.raises(LedgerDamaged):
        stages.build(instance)
    with pytest.raises(LedgerDamaged):
        list(verify.verify(instance, ["lamps"]))


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="this system cannot refuse to follow a link")
def test_a_shard_that_became_a_link_since_it_was_looked_at_is_not_read(tmp_path):
    instance = an_instance(tmp_path / "a")
    [(_, path)] = shards.shard_files(instance.ledger_of("lamps"))
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LedgerDamaged) as told:
        shards.content_of(path)
    assert told.value.problems[0].code == "strange-file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_hold_the_build(tmp_path):
    instance = an_instance(tmp_path / "a")
    os.mkfifo(instance.ledger_of("lamps") / "0002.jsonl")
    assert codes(instance) == ["strange-file"]
    with pytest.raises(LedgerDamaged):
        stages.build(instance)


def test_a_sound_consultation_has_nothing_strange(tmp_path):
    assert folder.strange_files(an_instance(tmp_path)) == []
