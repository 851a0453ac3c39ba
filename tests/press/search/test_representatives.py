"""Whom readers can write to: lists that stay small, a file that is fetched whole, letters that say what they are."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import Any, cast
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from lawloom.model.member import Letter, Member
from lawloom.model.subject import Subject
from lawloom.model.written import Written
from lawloom.press.html.press import make_ready
from lawloom.press.search import representatives
from lawloom.press.site.files import Part
from pages.builders import a_consultation, a_subject

LETTER = Letter("Our bill", "Dear {name},\n\nplease vote for {title}. It stands at {address}.\n\nYours,", "letter.md")


@dataclass
class Kept:
    """A part of the site that keeps what is put into it."""

    files: dict[str, bytes] = field(default_factory=dict)

    def stand_under(self, folder: str, print_: int) -> bool:
        return False

    def put(self, path: str, data: bytes, print_: int = 0) -> bool:
        assert path not in self.files, f"{path} is printed twice"
        self.files[path] = data
        return True


def printed(members: list[Member], subject: Subject | None = None, **settings: Any) -> dict[str, str]:
    consultation = replace(
        a_consultation(subject or a_subject(letter=LETTER), **settings), representatives=tuple(members)
    )
    kept = Kept()
    representatives.print_all(make_ready(consultation, cast(Any, None)), cast(Part, kept))
    return {path: data.decode() for path, data in kept.files.items()}


def members(many: int, codes: int) -> list[Member]:
    return [
        Member(
            f"Member {n}",
            f"Constituency {n}",
            " ".join(f"{at:05}" for at in range(n * codes, (n + 1) * codes)),
            email=f"m{n}@parliament.example",
        )
        for n in range(many)
    ]


def links(page: str, html: str) -> set[str]:
    """The files of ours that a page leads to."""
    found = set()
    for href in re.findall(r'<a[^>]* href="([^"]*)"', html.partition("<main")[2].partition("</main")[0]):
        if ":" in href.partition("/")[0] or ("representatives" not in page and "letter" not in page):
            continue
        parts = page.split("/")[:-1]
        for step in href.partition("#")[0].split("/"):
            parts = parts[:-1] if step == ".." else [*parts, step] if step not in ("", ".") else parts
        found.add("/".join([*parts, "index.html"]))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("many", [60, pytest.param(577, marks=pytest.mark.long)])
def test_with_63_postcodes_to_a_member_no_page_is_large_and_each_is_reached(many: int) -> None:
    files = printed(members(many, 63))
    pages = sum(1 for path in files if re.fullmatch(r"representatives/m/\d+/index.html", path))
    assert pages == -(-many // 20)
    assert max(len(text) for path, text in files.items() if path.endswith(".html")) < 100_000
    reached, waiting = set(), ["representatives/index.html"]
    while waiting:
        page = waiting.pop()
        if page not in reached and page in files:
            reached.add(page)
            waiting += links(page, files[page])
    missed = {path for path in files if path.endswith(".html")} - reached
    assert missed == set()
    shown = "".join(text for path, text in files.items() if path.startswith("representatives/p/"))
    assert len(set(re.findall(r"<bdi>(\d{5})</bdi>", shown))) == many * 63
    assert len(files[representatives.INDEX]) < 400_000


@pytest.mark.long
def test_ten_thousand_rows_are_printed() -> None:
    files = printed(members(10_000, 3))
    assert sum(1 for path in files if re.fullmatch(r"subjects/lamps/letter/\d+/index.html", path)) == 500
    assert max(len(text) for path, text in files.items() if path.endswith(".html")) < 150_000


def test_the_same_person_stands_on_the_same_page_of_the_list_of_the_letter_and_of_what_is_searched() -> None:
    files = printed(members(45, 1))
    for name, area, _, codes, (page, number) in json.loads(files[representatives.INDEX]):
        for folder in ("representatives/m/", "subjects/lamps/letter/"):
            html = files[f"{folder}{page}/index.html"]
            entry = html.partition(f'id="r-{number}"')[2].partition("</li>")[0]
            assert name in entry
            assert area in entry
        assert codes == f"{int(name.split()[1]):05}"


def test_a_letter_opens_a_mail_to_one_person_and_to_nobody_else() -> None:
    hostile = Member('A "B" <i>&body=x\u202e', "<b>", "", email="a@p.example", party="=1+1")
    files = printed([hostile], a_subject(letter=LETTER), address="https://law.example/")
    html = files["subjects/lamps/letter/1/index.html"]
    assert "<i>" not in html
    assert "<b>&body" not in html
    assert "\u202e" not in html
    [href] = re.findall(r'href="(mailto:[^"]*)"', html)
    href = href.replace("&amp;", "&")
    address = urlsplit(href)
    assert unquote(address.path) == "a@p.example"
    query = parse_qs(address.query)
    assert sorted(query) == ["body", "subject"]
    assert query["body"][0].startswith('Dear A "B" <i>&body=x,\r\n\r\nplease vote for ')
    assert "https://law.example/subjects/lamps/bill/" in query["body"][0]


def test_what_is_filled_in_is_not_looked_at_again() -> None:
    assert representatives.filled_in(LETTER, "{address}", "{name}", "x").startswith(
        "Dear {address},\n\nplease vote for {name}."
    )


def test_the_pages_with_a_search_call_this_site_alone_and_the_others_nobody() -> None:
    files = printed(members(3, 1))
    scripts = {path for path, text in files.items() if path.endswith(".html") and "<script" in text}
    assert scripts == {"representatives/index.html", "subjects/lamps/letter/index.html"}
    for path in scripts:
        assert "default-src 'none';script-src 'self';connect-src 'self';" in files[path]
        assert "<noscript>" in files[path]


def test_a_range_over_several_beginnings_stands_under_each() -> None:
    one = Member("Ada", "North", "1000-1299 SW1*", email="a@p.example")
    files = printed([one])
    pages = {path.split("/")[2] for path in files if path.startswith("representatives/p/")}
    assert pages == {"10", "11", "12", "sw"}
    assert "1000–1299" in files["representatives/p/11/index.html"]
    assert "SW1…" in files["representatives/p/sw/index.html"]


def test_without_a_list_the_letter_is_there_to_copy_and_to_print() -> None:
    files = printed([])
    assert sorted(files) == ["subjects/lamps/letter/index.html", "subjects/lamps/letter/print/index.html"]
    assert "no list of representatives here" in files["subjects/lamps/letter/index.html"]


def test_who_cannot_be_written_to_is_listed_and_said_so() -> None:
    files = printed([Member("Ada", "North")])
    assert "No way to write to the office is known here." in files["representatives/m/1/index.html"]
    assert "mailto:" not in files["subjects/lamps/letter/1/index.html"]


def test_constituencies_stand_in_the_order_in_which_people_count() -> None:
    found = representatives.Directory([Member(f"M{n}", f"Seat {n}") for n in (10, 9, 1)], "en")
    assert [one.area for one in found.all] == ["Seat 1", "Seat 9", "Seat 10"]


def test_a_letter_in_another_language_than_its_readers_says_so_and_an_old_translation_too() -> None:
    read = printed([], a_subject(letter=LETTER), languages=("fr", "en"))["subjects/lamps/letter/index.html"]
    assert "La langue de ce texte\u00a0: English. Personne ne l’a encore traduit." in read
    old = replace(LETTER, language="fr", written=Written((), "en"))
    read = printed([], a_subject(letter=old), languages=("fr", "en"))["subjects/lamps/letter/index.html"]
    assert "Cette traduction est plus ancienne" in read and "encore traduit" not in read
