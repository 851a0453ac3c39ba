"""Somebody who wants another result: what they change is found, and named."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from journeys import village
from journeys.steps import Desk, a_desk
from journeys.tampering import chained, dropped, edit, first_vote, flipped, lines_in, write_lines

pytestmark = pytest.mark.slow

LEDGER = f"contributions/{village.SUBJECT}/ledger/0001.jsonl"
DAMAGED = 3


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = a_desk(tmp_path_factory.mktemp("tampering"))
    village.lay_down(desk)
    desk.build()
    desk.verify_apart()
    desk.lawloom("verify")
    return desk


@pytest.mark.parametrize("change", [flipped, dropped], ids=["a flipped vote", "a dropped line"])
def test_a_changed_line_is_named_by_both_verifiers(
    desk: Desk, tmp_path: Path, change: Callable[[list[str]], list[str]]
) -> None:
    other = desk.copy(tmp_path / "other")
    lines = lines_in(other.folder / LEDGER)
    write_lines(other.folder / LEDGER, change(lines))
    at = first_vote(lines) + 1  # lines are counted from 1
    for told in (other.lawloom("verify", code=DAMAGED), other.verify_apart(code=None)):
        assert told.code != 0
        named = re.findall(rf"{re.escape(LEDGER)}:(\d+)", told.all)
        # A flipped line shows at the link of the next one; a dropped one at the line that took its place.
        assert {int(line) for line in named} & {at, at + 1}, told.all


@pytest.mark.parametrize("change", [flipped, dropped], ids=["a flipped vote", "a dropped line"])
def test_a_change_with_every_link_forged_anew_is_still_found(
    desk: Desk, tmp_path: Path, change: Callable[[list[str]], list[str]]
) -> None:
    other = desk.copy(tmp_path / "other")
    write_lines(other.folder / LEDGER, chained(change(lines_in(other.folder / LEDGER))))
    assert village.SUBJECT in other.lawloom("verify", code=DAMAGED).all, "the head is not the one last recorded"
    told = other.verify_apart(code=None)
    assert told.code != 0
    assert village.SUBJECT in told.all


def test_a_ledger_rolled_back_to_an_earlier_state_is_found(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    write_lines(other.folder / LEDGER, lines_in(other.folder / LEDGER)[:-2])
    for told in (other.lawloom("verify", code=DAMAGED), other.verify_apart(code=None)):
        assert told.code != 0
        assert village.SUBJECT in told.all


def test_nothing_is_added_to_a_damaged_ledger(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    write_lines(other.folder / LEDGER, dropped(lines_in(other.folder / LEDGER)))
    before = (other.folder / LEDGER).read_bytes()
    more = [*village.votes(), {"on": "2", "by": "eve", "stance": "for", "time": "2027-03-20T10:00:00Z"}]
    village.bring_votes(other, more, code=DAMAGED)
    assert (other.folder / LEDGER).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "pattern", "replacement"),
    [
        (f"data/{village.SUBJECT}/tally.json", r'"for": ?2(?=,"id":"cs-2")', '"for":7'),
        (f"data/{village.SUBJECT}/tally.json", r'("rows":\{[^}]*)"for": ?2\b', r'\1"for":7'),
        (f"data/{village.SUBJECT}/tally.json", r'"people": ?4\b', '"people":9'),
        (f"data/{village.SUBJECT}/tally.json", r'"mixed":0', '"mixed":null'),
        ("data/index.json", r'"rows": 1\d', '"rows": 1'),
        (f"data/{village.SUBJECT}/contributions.json", r'"for": ?2\b', '"for":7'),
        (f"data/{village.SUBJECT}/contributions.csv", r"(cs-2,.*?),2,", r"\1,7,"),
        (f"subjects/{village.SUBJECT}/c/cs-2/index.html", r'data-for="2"', 'data-for="7"'),
        (f"subjects/{village.SUBJECT}/c/cs-2/index.html", r"<b>2</b>", "<b>7</b>"),
        (f"subjects/{village.SUBJECT}/index.html", r'data-for="2"', 'data-for="7"'),
        (f"subjects/{village.SUBJECT}/all/index.html", r"<b>2</b>", "<b>7</b>"),
    ],
)
def test_an_edited_total_is_named(desk: Desk, tmp_path: Path, name: str, pattern: str, replacement: str) -> None:
    other = desk.copy(tmp_path / "other")
    edit(other.site / name, pattern, replacement)
    told = other.verify_apart(code=None)
    assert told.code != 0
    assert name in told.all, told.all


def test_a_closing_date_edited_in_the_data_is_found_by_what_people_wrote(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    edit(other.site / f"data/{village.SUBJECT}/tally.json", r'"closes":"2027-04-01T', '"closes":"2027-04-02T')
    told = other.verify_apart(code=DAMAGED).all
    assert "tally.json: phases/solutions/closes: 2027-04-02T00:00:00Z, counted 2027-04-01T00:00:00Z" in told


@pytest.mark.parametrize(
    ("name", "pattern", "what"),
    [
        (f"subjects/{village.SUBJECT}/c/cs-2/index.html", '<p class="tally"', "cs-2: its votes are missing"),
        (
            f"subjects/{village.SUBJECT}/all/index.html",
            '<p class="tally" data-on="cs-2"',
            "cs-2: its votes are missing",
        ),
        (
            f"subjects/{village.SUBJECT}/all/index.html",
            '(?s)<li><p class="t">.*?</li>',
            "all: row/1: cs-2, counted cs-1",
        ),
        (f"subjects/{village.SUBJECT}/index.html", 'data-of="people"', "people: missing, counted 4"),
        ("index.html", 'data-of="home', f"home/{village.SUBJECT}/paged: missing, counted 5"),
    ],
)
def test_a_figure_that_is_taken_away_is_missed(desk: Desk, tmp_path: Path, name: str, pattern: str, what: str) -> None:
    other = desk.copy(tmp_path / "other")
    edit(other.site / name, pattern, "<i")
    assert what in other.verify_apart(code=DAMAGED).all


def test_a_page_that_was_deleted_is_missed(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    shutil.rmtree(other.site / f"subjects/{village.SUBJECT}/c/cs-3")
    assert "c/cs-3/index.html: is missing" in other.verify_apart(code=DAMAGED).all


@pytest.mark.parametrize("text", ["[]", '{"subjects": 3}', '{"subjects": {"orchard": []}}', "<html>", ""])
@pytest.mark.parametrize("name", ["contributions/status.json", "site/data/index.json"])
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(desk: Desk, tmp_path: Path, name: str, text: str) -> None:
    other = desk.copy(tmp_path / "other")
    (other.folder / name).write_text(text, encoding="utf-8")
    told = other.verify_apart(code=DAMAGED)
    assert "Traceback" not in told.all
    assert re.search(r"cannot be read|: unknown, counted", told.all)


def test_a_site_whose_ledger_was_taken_away_is_not_passed(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    shutil.rmtree(other.folder / "contributions")
    told = other.verify_apart(code=DAMAGED)
    assert f"contributions/{village.SUBJECT}/ledger: there is no ledger here" in told.all


def test_the_files_offered_under_data_are_enough_to_count_again(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    data = Desk(Path(shutil.copytree(other.site / "data", tmp_path / "data")), other.home, other.environment)
    assert "0 differences; the texts are not here" in data.verify_apart().all
    edit(data.folder / village.SUBJECT / "tally.json", r'"people": ?4\b', '"people":9')
    assert f"{village.SUBJECT}/tally.json: " in data.verify_apart(code=DAMAGED).all
