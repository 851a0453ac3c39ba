"""Whom readers can write to: a table or a Popolo file, read row by row; and the letter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from content.desk import Told, a_desk
from lawloom import messages
from lawloom.model.member import Codes, Member

HEADER = "name,constituency,postcodes,party,email,address,chamber,url\n"


def read(folder: Path, table: str, file: str = "content/representatives.csv") -> tuple[Told, tuple[Member, ...]]:
    desk = a_desk(folder)
    desk.write(file, table)
    told = desk.read()
    assert told.consultation is not None
    return told, told.consultation.representatives


def test_a_row_is_somebody_whom_one_can_write_to(tmp_path: Path) -> None:
    row = 'Ada Archer,North,"1001-1019; sw1a 1aa; 20*",List,a@p.example,"Office 1\n1000 Town",Assembly,https://p.example/a\n'
    told, (ada,) = read(tmp_path, HEADER + row)
    assert told.problems == []
    assert (ada.name, ada.area, ada.email, ada.address) == ("Ada Archer", "North", "a@p.example", "Office 1\n1000 Town")
    assert tuple(ada.spans()) == (Codes("1001", "1019"), Codes("20", "20", False), Codes("SW1A1AA", "SW1A1AA"))


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("75001 75002", ["75001", "75002"]),
        ("75001|75002\n", ["75001", "75002"]),
        ("00-950", ["00950"]),
        ("01310-100", ["01310100"]),
        ("75001..75020", ["75001-75020"]),
        ("K1A 0B1", ["K1A0B1"]),
    ],
)
def test_postcodes_of_many_countries_are_told_from_ranges(tmp_path: Path, cell: str, codes: list[str]) -> None:
    told, (one,) = read(tmp_path, f'name,postcodes,email\nAda,"{cell}",a@p.example\n')
    assert told.problems == []
    assert one.codes.split() == codes


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",North,1001,,a@p.example,,,\n", "representative-nameless"),
        ("Bo,North,1001,,a@p,,,\n", "representative-mail"),
        ("Bo,North,1001,,a@p.example?bcc=x@y.example,,,\n", "representative-mail"),
        ("Bo,North,1001,,,,,javascript:alert(1)\n", "representative-url"),
        ("Bo,North,1019-1001,,a@p.example,,,\n", "representative-range"),
        ("Bo,North,<b>,,a@p.example,,,\n", "representative-postcode"),
        ("Bo,North\n", "representative-cells"),
        ('Bo,"North,1001,,a@p.example,,,\n', "representative-quote"),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_the_rest_goes_on(tmp_path: Path, row: str, code: str) -> None:
    told, found = read(tmp_path, f"{HEADER}Ada,A,1,,a@p.example,,,\n{row}Cy,C,2,,c@p.example,,,\n")
    assert str(told.of(code).place) == "content/representatives.csv:3"
    assert [one.name for one in found if one.name != "Bo"] == ["Ada", "Cy"]


def test_a_row_without_a_way_to_write_is_kept_and_told(tmp_path: Path) -> None:
    told, found = read(tmp_path, HEADER + "Ada,A,1,,,,,\nBo,B,2,,b@p.example,,,\nCy,C,3,,,,,\n")
    assert [one.name for one in found] == ["Ada", "Bo", "Cy"]
    assert told.of("representatives-unreachable").warning
    assert "2, 4" in told.says("representatives-unreachable")


def test_rows_of_one_person_are_one_with_the_postcodes_of_all(tmp_path: Path) -> None:
    _, (ada,) = read(tmp_path, HEADER + "".join(f"Ada,A,{n},,a@p.example,,,\n" for n in (3, 1, 2)))
    assert ada.codes == "1 2 3"


def test_what_looks_like_a_formula_or_markup_is_text(tmp_path: Path) -> None:
    told, (one,) = read(tmp_path, HEADER + "=cmd|'/c calc'!A1,<script>,,,a@p.example,,,\n")
    assert told.problems == []
    assert (one.name, one.area) == ("=cmd|'/c calc'!A1", "<script>")


def test_what_turns_the_order_of_letters_is_taken_out_and_told(tmp_path: Path) -> None:
    told, (one,) = read(tmp_path, HEADER + "A\u202eda,No\u2066rth,,,a@p.example,,,\n")
    assert (one.name, one.area) == ("Ada", "North")
    assert told.codes == ["representative-character"] * 2
    assert "‘name’ holds U+202E" in messages.sentence(told.problems[0], "en")


def test_a_table_from_a_spreadsheet_of_another_country_is_read(tmp_path: Path) -> None:
    told, (one,) = read(tmp_path, "\ufeffName;Constituency;E-Mail\r\nAda;Nord, Est;a@p.example\r\n")
    assert told.problems == []
    assert (one.name, one.area, one.email) == ("Ada", "Nord, Est", "a@p.example")


def test_a_table_without_names_is_refused_and_a_slip_in_a_column_is_told(tmp_path: Path) -> None:
    assert read(tmp_path / "a", "nom,email\nAda,a@p.example\n")[0].codes == [
        "representative-column",
        "representative-no-names",
    ]
    told, found = read(tmp_path / "b", "name,emial,email\nAda,x,a@p.example\n")
    assert "email" in told.says("representative-column")
    assert len(found) == 1


def test_of_thousands_of_bad_rows_some_are_told_and_the_others_counted(tmp_path: Path) -> None:
    told, found = read(tmp_path, HEADER + ",x,,,,,,\n" * 3_000 + "Ada,A,1,,a@p.example,,,\n")
    assert len(told.problems) < 100
    assert dict(told.of("representatives-more").values)["n"] == 2_950
    assert len(found) == 1


POPOLO: dict[str, Any] = {
    "persons": [
        {"id": "p1", "name": "Ada Archer", "email": "a@home.example", "links": [{"url": "https://p.example/ada"}]},
        {"id": "p2", "name": "Bo Vane",
         "contact_details": [{"type": "email", "value": "b@x.example", "note": "personal"}]},
        {"id": "p3", "name": "Cy Whit"},
    ],
    "organizations": [
        {"id": "house", "name": "Assembly", "classification": "legislature"},
        {"id": "list", "name": "Common List", "classification": "party"},
    ],
    "areas": [
        {"id": "north", "name": "North", "classification": "constituency"},
        {"id": "z1", "identifier": "1001", "classification": "postcode", "parent_id": "north"},
        {"id": "z2", "name": "1002", "classification": "postcode", "parent_id": "north"},
    ],
    "posts": [{"id": "seat-2", "label": "South", "organization_id": "house"}],
    "memberships": [
        {"person_id": "p1", "organization_id": "house", "area_id": "north", "on_behalf_of_id": "list",
         "contact_details": [{"type": "email", "value": "ada@p.example"}, {"type": "cell", "value": "+00 1"},
                             {"type": "address", "value": "Office 1"}]},
        {"person_id": "p2", "organization_id": "house", "post_id": "seat-2"},
        {"person_id": "p3", "organization_id": "house", "area_id": "north", "end_date": "2020-01-01"},
    ],
}  # fmt: skip


def popolo(folder: Path, **changes: Any) -> tuple[Told, tuple[Member, ...]]:
    return read(folder, json.dumps({**POPOLO, **changes}, indent=1), "content/representatives.json")


def test_popolo_gives_who_holds_a_seat_now_and_the_contact_of_the_office(tmp_path: Path) -> None:
    told, (ada, bo) = popolo(tmp_path)
    assert told.codes == ["representatives-unreachable"]
    assert (ada.area, ada.chamber, ada.party) == ("North", "Assembly", "Common List")
    assert (ada.email, ada.address, ada.url) == ("ada@p.example", "Office 1", "https://p.example/ada")
    assert ada.codes == "1001 1002"
    assert (bo.name, bo.area, bo.email) == ("Bo Vane", "South", ""), "what is personal is left alone"


def test_of_several_periods_the_last_is_taken(tmp_path: Path) -> None:
    period = [{"id": "old", "start_date": "2015-01-01"}, {"id": "new", "start_date": "2020-01-01"}]
    seats = [
        {"person_id": "p1", "organization_id": "house", "legislative_period_id": "old"},
        {"person_id": "p3", "organization_id": "house", "legislative_period_id": "new"},
    ]
    assert [one.name for one in popolo(tmp_path, memberships=seats, events=period)[1]] == ["Cy Whit"]


def test_what_a_popolo_file_names_and_does_not_hold_is_told(tmp_path: Path) -> None:
    lost = [{"person_id": "p9", "organization_id": "house"}, {"person_id": "p1", "area_id": "nowhere"}]
    told, found = popolo(tmp_path / "a", memberships=lost)
    assert [one.code for one in told.problems].count("popolo-unknown") == 2
    assert [one.name for one in found] == ["Ada Archer"]
    assert read(tmp_path / "b", "{", "content/representatives.json")[0].codes == ["popolo-syntax"]
    assert read(tmp_path / "c", "{}", "content/representatives.json")[0].codes == ["popolo-no-persons"]


LETTER = "---\ntitle: Our bill\n---\nDear {name},\n\nplease read\n{title}: {address}\n"


def test_a_letter_is_plain_text_with_places_to_fill(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.quay("letter.md", LETTER)
    told = desk.read()
    assert told.problems == []
    assert told.quay.letter is not None
    assert told.quay.letter.text == "Dear {name},\n\nplease read {title}: {address}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (LETTER.replace("{title}", "{titel}"), "letter-place"),
        (LETTER.partition("Dear")[0], "letter-empty"),
        (LETTER + "word " * 400, "letter-long"),
        (LETTER.replace("title: Our bill", "titel: Our bill"), "unknown-key"),
    ],
)
def test_a_letter_that_cannot_be_sent_so_is_told(tmp_path: Path, text: str, code: str) -> None:
    desk = a_desk(tmp_path)
    desk.quay("letter.md", text)
    assert code in desk.read().codes
