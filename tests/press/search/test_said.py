"""Is it already said? The index holds what everybody can read and no vote, and comes in small files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from lawloom import stages
from lawloom.instance import Instance
from lawloom.press.html.sandbox import Sandbox
from lawloom.press.publish import publish
from lawloom.press.search import said, said_index
from lawloom.press.search.said_index import Shown
from lawloom.press.site.files import Files
from lawloom.synthesis import likeness
from press.builders import PHASES, Case
from press.instances import HOSTILE, an_edition, an_instance, opened, receive, vote

LATER = "2027-03-19T07:00:00Z"


@pytest.fixture
def house(tmp_path: Path) -> Instance:
    return an_instance(tmp_path)


def printed(house: Instance) -> dict[str, bytes]:
    publish.publish(an_edition(house))
    folder = house.site / "subjects/lamps/said"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def texts_in(files: dict[str, bytes]) -> list[list[Any]]:
    return [row for name, data in files.items() if name.startswith("i/t/") for row in json.loads(data)[1]]


def test_whatever_can_be_read_stands_in_it_as_it_was_typed_with_the_way_there(house):
    found = {row[0]: row[1:] for row in texts_in(printed(house))}
    assert found["c/gh-1/"] == ["solution", HOSTILE, "{{ 77 }} bold and more. --8<-- consultation.yml", 0]
    assert found["c/gh-2/#gh-2-a1"] == ["argument-for", "Stars", "See them.", 0]
    assert found["c/purpose/"][0] == "article"  # what the author wrote is said too
    for address in found:
        page, _, anchor = address.partition("#")
        html = (house.site / "subjects/lamps" / page / "index.html").read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in html


def test_the_page_calls_this_site_only_and_its_words_are_no_code(house):
    printed(house)
    html = (house.site / "subjects/lamps/said/index.html").read_text("utf-8")
    assert re.findall(r"<script[^>]*>", html) == ['<script defer src="../../../assets/said.js">']
    assert "default-src 'none';script-src 'self';connect-src 'self';" in html
    assert 'href="../all/"' in html
    assert "alert(1)" not in html


def test_a_vote_changes_nothing_of_it(house):
    before = printed(house)
    receive(house, vote("gh-1", 99, time="2027-03-18T10:00:00Z"), as_of=LATER)
    assert printed(house) == before


@pytest.mark.slow
def test_what_is_hidden_erased_or_taken_back_is_in_none_of_its_files(house):
    receive(
        house,
        *(opened(f"gh-{n}", title=f"Zeppelins over quarter {n}", body=f"Zeppelins {n}00") for n in range(11, 15)),
        as_of=LATER,
    )
    assert b"zeppel" in b"".join(printed(house).values())
    acts = "".join(
        f"- {{on: gh-{n}, act: hide, rule: '1', reason: Somebody is named., date: 2027-03-18}}\n" for n in (11, 12)
    )
    path = house.root / "content/subjects/lamps/moderation.yml"
    path.write_text(acts, "utf-8")
    left = {row[0] for row in texts_in(printed(house))}
    assert not {"c/gh-11/", "c/gh-12/"} & left
    assert {"c/gh-13/", "c/gh-14/"} <= left
    assert stages.erase(house, "lamps", "gh-13", as_of="2027-03-20T06:00:00Z")
    assert "c/gh-13/" not in {row[0] for row in texts_in(printed(house))}
    line = {"kind": "contribution", "event": "withdrawn", "id": "gh-14", "time": "2027-03-18T12:00:00Z"}
    receive(house, (line, None), as_of="2027-03-20T07:00:00Z")
    whole = b"".join(printed(house).values())
    assert b"eppel" not in whole
    assert b"quarter" not in whole


def test_the_same_words_stand_in_it_once_and_it_says_how_many_more_there_are(house):
    letter = {"title": "Dim the lamps!", "body": "At midnight, please."}
    receive(house, *(opened(f"gh-{n}", **letter) for n in (21, 22)), as_of=LATER)
    receive(house, opened("gh-23", title="dim the LAMPS", body="at midnight please"), as_of=LATER)
    rows = [row for row in texts_in(printed(house)) if "midnight" in row[3]]
    assert [(row[0], row[4]) for row in rows] == [("c/gh-21/", 2)]


def alone(case: Case, site: Path) -> dict[str, str]:
    """The page of one subject that was put together, and its index, without the rest of the site."""
    files = Files(site, None)
    with Sandbox() as worker:
        press = case.press(worker)
        said.print_said(press, case.desk(press), files.part(case.slug))
    files.finish()
    folder = site / "subjects" / case.slug / "said"
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.*")}


def test_where_nothing_was_sent_yet_the_page_says_so_and_runs_nothing(tmp_path):
    files = alone(Case(), tmp_path / "site")
    assert list(files) == ["index.html"]
    assert "Whatever you write is the first" in files["index.html"]
    assert "<script" not in files["index.html"]
    assert 'href="../#now"' in files["index.html"]


def test_where_everything_is_over_what_was_said_can_be_looked_up_and_nobody_is_asked_to_write(tmp_path):
    over = {"phases": PHASES[:1]}
    page = alone(Case(subject=over).add("gh-1", title="Fewer lamps"), tmp_path / "site")["index.html"]
    assert "Nothing is open at the moment" in page
    assert "<textarea" in page
    assert "#now" not in page
    assert alone(Case(subject=over), tmp_path / "none") == {}


def test_the_index_is_not_made_again_while_it_stands(house, monkeypatch):
    printed(house)
    monkeypatch.setattr(likeness, "index", lambda *_, **__: pytest.fail("made again"))
    receive(house, vote("gh-1", 98, time="2027-03-18T10:00:00Z"), as_of=LATER)
    printed(house)


def test_a_file_of_it_that_somebody_took_away_is_printed_again(house):
    before = printed(house)
    (house.site / "subjects/lamps/said/i/t/0.json").unlink()
    assert printed(house) == before


def test_a_text_is_compared_with_a_small_part_of_many():
    texts = {f"c/gh-{n}/": f"{'ab' * (n % 7)}cd{n % 90} ef{n % 31} gh{n % 17} ij{n}" for n in range(3_000)}
    index = likeness.index(texts, language="en")
    shown = [Shown(address, "solution", text, "", 0) for address, text in texts.items()]
    files = dict(said_index.files(index, shown))
    pieces = said_index.pieces_of(index)
    assert pieces > 4
    assert len(files) == 1 + pieces + 60
    held = {
        stem: packed
        for number in range(pieces)
        for stem, packed in json.loads(files[said_index.file_of_stems(number)])[1].items()
        if said_index.piece_of(stem, pieces) == number
    }
    assert {stem: packed[0] for stem, packed in held.items()} == {stem: one.weight for stem, one in index.stems.items()}
    place, known = 0, []
    for one in held["gh3"][1:]:
        place += one // 32
        known.append(place * 32 + one % 32)
    assert known == list(index.stems["gh3"].held_by)
    assert json.loads(files[said_index.file_of_text(2_999)])[1][-1][0] == "c/gh-2999/"
