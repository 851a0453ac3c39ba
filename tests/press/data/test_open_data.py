"""Open data: the same figures in every file, no text that was taken away, and no more work than one vote asks for."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import time
from pathlib import Path

import pytest

from lawloom.model.contribution import Kind, Side, Text
from lawloom.model.tally import Figures
from lawloom.model.vote import Stance
from lawloom.pages.columns import COLUMNS
from lawloom.press.data import index, open_data, rows
from lawloom.press.data.cells import unguard
from lawloom.press.desk.texts import Texts
from lawloom.press.site.files import Files
from lawloom.tally import report
from pages.builders import a_subject, an_instance
from press.editions import a_solution, an_edition, an_item, write_texts

SECRET = "Anna Q lives in Mill Bend 4"


class House:
    """One instance with its site; each printing begins where the last one ended."""

    def __init__(self, folder: Path) -> None:
        self.instance = an_instance(folder)
        self.site = folder / "site"

    def print(self, edition):
        files = Files(self.site, self.instance.build / "state" / "print")
        states = self.instance.build / "state" / "data"
        texts = Texts(self.instance, "lamps")
        now = rows.states(edition)
        entry = open_data.publish(edition, self.instance, texts, files.part("data"), self.site, states, now)
        files.finish()
        return entry

    def read(self, name: str) -> bytes:
        return (self.site / "data" / "lamps" / name).read_bytes()

    def csv(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.read("contributions.csv").decode(), newline="")))

    def json(self) -> list[dict]:
        return json.loads(self.read("contributions.json"))


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


@pytest.mark.parametrize("gone", [{"hidden": "3"}, {"erased": True}])
def test_what_people_may_have_typed_goes_with_the_text(house, gone):
    one = a_solution("gh-1", category="Jean Dupont", **gone)
    house.print(an_edition([(one, an_item(one))]))
    assert house.json()[0]["category"] is None and house.json()[0]["area"] is None
    assert b"Dupont" not in house.read("contributions.csv") + house.read("contributions.json")


def test_csv_and_json_say_the_same_of_each_item(house):
    one = a_solution("gh-1", rev=2, edited_at="2027-03-02T10:00:00Z", category="Report, long")
    two = a_solution("gh-2", kind=Kind.ARGUMENT, side=Side.AGAINST, on="gh-1")
    unknown = an_item(two, total=Figures({Stance.SUPPORT: 0}), people=None, late=True)
    write_texts(
        house.instance, "lamps", [("gh-1", 1, Text("Old")), ("gh-2", 1, Text(body="No")), ("gh-1", 2, Text("=New"))]
    )
    house.print(an_edition([(one, an_item(one)), (two, unknown)]))
    table, listed = house.csv(), house.json()
    assert [row["id"] for row in table] == [row["id"] for row in listed] == ["gh-1", "gh-2"]
    for row, other in zip(table, listed, strict=True):
        assert list(row) == [column.name for column in COLUMNS]
        for column in COLUMNS:
            cell, value = row[column.name], other[column.name]
            if column.type == "yes":
                assert cell == ("yes" if value else "")
            elif column.type == "number":
                assert cell == ("" if value is None else str(value))
            else:
                assert unguard(cell) == (value or "")
    assert listed[0]["title"] == "=New"
    assert table[0]["title"] == "'=New"
    assert (listed[0]["for"], listed[0]["mixed"], listed[0]["against"], listed[0]["pass"]) == (3, 2, 1, None)
    assert (listed[1]["support"], listed[1]["for"], listed[1]["people"]) == (0, None, None)


def test_a_text_that_was_hidden_or_erased_is_in_no_file(house):
    hidden, erased = a_solution("gh-1", hidden="3"), a_solution("gh-2", erased=True)
    write_texts(house.instance, "lamps", [("gh-1", 1, Text(SECRET, SECRET, SECRET)), ("gh-2", 1, Text(SECRET))])
    house.print(an_edition([(hidden, an_item(hidden)), (erased, an_item(erased))]))
    for name in ("contributions.csv", "contributions.json"):
        assert SECRET.encode() not in house.read(name)
    assert [(row["hidden"], row["erased"], row["for"]) for row in house.csv()] == [("'3", "", "3"), ("", "yes", "3")]


def test_the_authors_own_elements_are_rows_too(house):
    subject = a_subject()
    element = a_solution("c1", kind=Kind.CAUSE)
    edition = an_edition([(element, an_item(element, origin="author"))], subject)
    house.print(type(edition)(subject, edition.tally, {}))
    assert [(row["id"], row["title"], row["origin"], row["sent_at"]) for row in house.csv()] == [
        ("c1", "Old lamps", "author", "")
    ]


def test_an_empty_subject_has_empty_files(house):
    entry = house.print(an_edition([]))
    assert house.csv() == house.json() == []
    assert entry["files"]["contributions.csv"]["rows"] == 0


def test_the_index_names_each_file_with_digest_bytes_and_rows(house):
    one = a_solution("gh-1")
    folder = house.instance.ledger_of("lamps")
    folder.mkdir(parents=True)
    (folder / "0001.jsonl").write_text('{"a":1}\n{"b":2}\n')
    entry = house.print(an_edition([(one, an_item(one))]))
    assert sorted(entry["files"]) == ["contributions.csv", "contributions.json", "ledger/0001.jsonl", "tally.json"]
    for name, told in entry["files"].items():
        content = house.read(name)
        assert told["sha256"] == hashlib.sha256(content).hexdigest()
        assert told["bytes"] == len(content)
    assert entry["files"]["ledger/0001.jsonl"]["rows"] == 2
    again = house.print(an_edition([(one, an_item(one))]))
    assert again == entry
    assert json.loads(index.index_json({"lamps": entry}))["subjects"]["lamps"] == entry


def test_every_part_of_a_record_is_named_in_order_and_fetched():
    names = [f"ledger/{number:04}.jsonl" for number in (2, 10000, 1)]
    entry = {"files": dict.fromkeys(["tally.json", *names])}
    assert index.shards(entry) == ["0001.jsonl", "0002.jsonl", "10000.jsonl"]
    assert index.shards({}) == []
    told = index.download({"lamps": entry}, 'https://x.example/"a\\/').decode()
    assert 'url = "https://x.example/\\"a\\\\/data/lamps/ledger/10000.jsonl"\n' in told
    assert 'output = "lamps/tally.json"\n' in told


def many(count: int, seed: int = 1):
    chance = random.Random(seed)  # noqa: S311
    pairs, texts = [], []
    for n in range(count):
        one = a_solution(f"gh-{n}", sent_at=f"2027-03-{1 + n % 28:02d}T10:00:00Z")
        pairs.append((one, an_item(one, chance.randrange(50))))
        texts.append(
            (one.id, 1, Text(f"Title {n}; =1", 'A "body", with\nlines and = signs. ' * 12, "Ana" if n % 3 else ""))
        )
    return pairs, texts


@pytest.mark.parametrize("seed", range(5))
def test_a_printing_on_top_of_another_gives_the_bytes_of_one_from_nothing(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311
    house = House(tmp_path / "old")
    pairs, texts = many(40, seed)
    for step in range(6):
        fresh = House(tmp_path / f"new{step}")
        for one in (house, fresh):
            write_texts(one.instance, "lamps", texts)
        assert house.print(an_edition(pairs)) == fresh.print(an_edition(pairs))
        for name in ("contributions.csv", "contributions.json", "tally.json"):
            assert house.read(name) == fresh.read(name)
        for _ in range(3):  # votes, a removal, an edit, newcomers anywhere
            at = chance.randrange(len(pairs))
            one, item = pairs[at]
            match chance.randrange(4):
                case 0:
                    pairs[at] = one, an_item(one, chance.randrange(99))
                case 1:
                    pairs.pop(at)
                case 2:
                    newer = a_solution(one.id, rev=one.rev + 1)
                    texts.append((one.id, newer.rev, Text(f"Edited {step}")))
                    pairs[at] = newer, item
                case _:
                    new = a_solution(f"x-{step}-{at}")
                    texts.append((new.id, 1, Text("New")))
                    pairs.insert(at, (new, an_item(new)))


def test_a_file_that_somebody_edited_is_no_source_for_the_next_printing(house):
    pairs, texts = many(10)
    write_texts(house.instance, "lamps", texts)
    house.print(an_edition(pairs))
    right = house.read("contributions.csv")
    (house.site / "data/lamps/contributions.csv").write_bytes(right.replace(b",1,", b",9,"))
    house.print(an_edition(pairs))
    assert house.read("contributions.csv") == right


@pytest.mark.slow
def test_ten_thousand_rows_are_printed_at_once_and_one_vote_costs_little(house):
    pairs, texts = many(10_000)
    write_texts(house.instance, "lamps", texts)
    start = time.process_time()
    house.print(an_edition(pairs))
    whole = time.process_time() - start
    pairs[5000] = pairs[5000][0], an_item(pairs[5000][0], 77)
    start = time.process_time()
    house.print(an_edition(pairs))
    after_a_vote = time.process_time() - start
    assert after_a_vote < whole / 2, (whole, after_a_vote)


def test_the_count_is_published_as_the_command_prints_it(house):
    pairs, _ = many(1200)
    for count in (0, 1, 1200):
        edition = an_edition(pairs[:count])
        house.print(edition)
        expected = report.dumps(report.subject_as_json(edition.tally, edition.subject.phases))
        assert house.read("tally.json").decode() == expected
        assert [item["id"] for item in json.loads(expected)["items"]] == [one.id for one, _ in pairs[:count]]


def test_the_form_of_the_rows_names_every_column():
    assert tuple(column.name for column in COLUMNS) == rows.NAMES
    assert len(set(rows.NAMES)) == len(rows.NAMES)
