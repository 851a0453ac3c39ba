import pytest

from lawloom.errors import LedgerDamaged
from lawloom.ledger.shards import lines, place_of, shard_files, shard_of, shard_path


def a_folder(tmp_path, *sizes, first=1):
    folder = tmp_path / "contributions" / "trains" / "ledger"
    folder.mkdir(parents=True)
    for number, size in enumerate(sizes, start=first):
        shard_path(folder, number).write_bytes(b"{}\n" * size)
    return folder


def problem_of(folder):
    with pytest.raises(LedgerDamaged) as caught:
        list(lines(folder))
    [found] = caught.value.problems
    return str(found.place), found.code


def test_lines_come_in_order_with_their_shard_and_their_number_in_it(tmp_path):
    found = list(lines(a_folder(tmp_path, 1000, 2)))
    assert found[0] == (1, 1, b"{}")
    assert found[999:] == [(1, 1000, b"{}"), (2, 1, b"{}"), (2, 2, b"{}")]


def test_a_folder_that_is_not_there_has_no_lines(tmp_path):
    assert list(lines(tmp_path / "none")) == []


def test_a_missing_shard_is_named(tmp_path):
    assert problem_of(a_folder(tmp_path, 3, first=2)) == ("contributions/trains/ledger/0001.jsonl", "shard-missing")


@pytest.mark.parametrize("sizes", [(999, 1), (1001,), (1000, 0), (0,)])
def test_a_shard_that_is_too_long_or_too_short_is_named(tmp_path, sizes):
    assert problem_of(a_folder(tmp_path, *sizes))[1] == "shard-size"


def test_a_line_without_its_newline_is_named(tmp_path):
    folder = a_folder(tmp_path, 2)
    shard_path(folder, 1).write_bytes(b"{}\n{}")
    assert problem_of(folder) == ("contributions/trains/ledger/0001.jsonl:2", "line-unfinished")


def test_other_files_in_the_folder_are_no_shards(tmp_path):
    folder = a_folder(tmp_path, 1)
    for name in ("00001.jsonl", "0001.jsonl.tmp", ".gitattributes", "notes.txt"):
        (folder / name).write_text("x")
    assert [number for number, _ in shard_files(folder)] == [1]


def test_the_ten_thousandth_shard_comes_after_the_one_before(tmp_path):
    folder = tmp_path / "ledger"
    folder.mkdir()
    for number in (10_000, 9_999):
        shard_path(folder, number).touch()
    assert [number for number, _ in shard_files(folder)] == [9_999, 10_000]


def test_positions_and_places():
    assert [shard_of(n) for n in (1, 1000, 1001)] == [1, 1, 2]


def test_a_place_is_written_as_people_read_it(tmp_path):
    assert str(place_of(tmp_path / "contributions" / "trains" / "ledger", 2, 7)) == (
        "contributions/trains/ledger/0002.jsonl:7"
    )
