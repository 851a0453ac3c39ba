"""Printing again: what did not change is left alone, and the result is the same as printing from nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lawloom.model.contribution import Kind, Side, Text
from lawloom.model.editorial import Decision, Moderation, ModerationAct, Outcome
from lawloom.model.tally import Figures
from lawloom.model.vote import Stance
from lawloom.press.desk import texts
from lawloom.press.site.files import Files
from press.builders import Case, elements

VOTES = {Stance.FOR: 10, Stance.MIXED: 2, Stance.AGAINST: 3}


def a_case(count: int = 105) -> Case:
    case = Case(subject={"elements": elements(("own", Kind.CAUSE, "Own"))})
    case.tell("own", Kind.CAUSE, votes=VOTES, origin="author")
    for number in range(1, count + 1):
        case.add(f"gh-{number}", title=f"Title {number}", body=f"*Body* {number}.", votes={**VOTES, Stance.FOR: number})
    for number in range(1, 20):
        case.add(
            f"cc-a{number}",
            Kind.ARGUMENT,
            on=f"gh-{number % 3 + 1}",
            side=Side.FOR,
            body="x",
            votes={Stance.SUPPORT: 1},
        )
    return case


def digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def printed(case: Case, tmp_path: Path) -> Files:
    return case.printed(tmp_path / "site", tmp_path / "state")


def one_vote(case: Case, id: str = "gh-70", stance: Stance = Stance.FOR) -> None:
    item = case.items[id]
    total = {**item.total.by_stance, stance: (item.total.of(stance) or 0) + 1}
    case.items[id] = replace(item, total=Figures(total), people=(item.people or 0) + 1, last_at="2027-03-01T00:00:00Z")


@pytest.mark.slow
def test_printing_the_same_again_writes_nothing(tmp_path):
    assert printed(a_case(), tmp_path).written > 105
    assert printed(a_case(), tmp_path).written == 0


@pytest.mark.slow
def test_one_vote_rewrites_at_most_five_pages_besides_that_of_its_subject(tmp_path):
    printed(a_case(), tmp_path)
    before = digests(tmp_path / "site")
    case = a_case()
    one_vote(case)
    assert printed(case, tmp_path).written <= 5
    after = digests(tmp_path / "site")
    changed = {name for name in before if before[name] != after[name]}
    assert "subjects/quiet/c/gh-70/index.html" in changed
    assert "subjects/quiet/all/2/index.html" in changed
    assert len(changed) <= 5


def test_a_vote_that_carries_the_last_to_the_top_rewrites_no_more(tmp_path):
    printed(a_case(600), tmp_path)
    case = a_case(600)
    for _ in range(700):
        one_vote(case, "gh-1")
    assert printed(case, tmp_path).written <= 5


def changed_text(case: Case) -> None:
    case.texts["gh-5"] = Text(title="Another title", body="Another body.")
    case.contributions["gh-5"] = replace(case.contributions["gh-5"], rev=2, edited_at="2027-03-02T00:00:00Z")


def decided(case: Case) -> None:
    case.subject["decisions"] = (Decision(("gh-5",), Outcome.SAME_AS, "The same.", "2027-06-01", same_as="gh-6"),)


def hidden(case: Case) -> None:
    case.subject["moderation"] = (Moderation("gh-5", ModerationAct.HIDE, "3", "Because.", "2027-03-12"),)
    case.contributions["gh-5"] = replace(case.contributions["gh-5"], hidden="3")


def erased(case: Case) -> None:
    case.contributions["gh-5"] = replace(case.contributions["gh-5"], erased=True)
    case.texts["gh-5"] = Text(erased=True)


def united(case: Case) -> None:
    case.contributions["gh-5"] = replace(case.contributions["gh-5"], merged_into="gh-9")


def argued(case: Case) -> None:
    case.add("cc-a99", Kind.ARGUMENT, on="cc-a1", side=Side.AGAINST, body="No.")


def more(case: Case) -> None:
    for number in range(106, 160):
        case.add(f"gh-{number}", title=f"Title {number}", votes=VOTES)


def fewer(case: Case) -> None:
    for number in range(40, 106):
        del case.contributions[f"gh-{number}"], case.items[f"gh-{number}"]


def other_title(case: Case) -> None:
    case.subject["title"] = "Another subject"


def other_settings(case: Case) -> None:
    case.settings = replace(case.settings, notice="One sentence.")


def other_language(case: Case) -> None:
    case.subject["language"] = "es"


CHANGES = (one_vote, changed_text, decided, hidden, erased, united, argued, more, fewer)


@pytest.mark.slow
@pytest.mark.parametrize("change", [*CHANGES, other_title, other_settings, other_language])
def test_after_any_change_the_site_is_that_of_a_printing_from_nothing(tmp_path, change: Callable[[Case], None]):
    printed(a_case(), tmp_path)
    case = a_case()
    change(case)
    assert printed(case, tmp_path).written > 0
    case.printed(tmp_path / "fresh")
    assert digests(tmp_path / "site") == digests(tmp_path / "fresh")
    printed(a_case(), tmp_path)  # and back again
    a_case().printed(tmp_path / "first")
    assert digests(tmp_path / "site") == digests(tmp_path / "first")


def test_the_address_of_a_page_is_its_id_and_nothing_else(tmp_path):
    case = Case()
    for id in ("../../evil", "A", "a b", "con", "x" * 300, "é", "gh-1"):
        case.add(id, title="T")
    case.printed(tmp_path / "site")
    assert {path.name for path in (tmp_path / "site/subjects/quiet/c").iterdir()} == {"con", "gh-1"}
    assert not (tmp_path / "evil").exists()


def test_a_file_of_texts_that_only_grew_changed_no_text(tmp_path):
    file = tmp_path / "0001.jsonl"
    file.write_bytes(b"one\ntwo\n")
    kept = texts.mark(tmp_path)
    assert texts.only_grew(tmp_path, kept)
    file.write_bytes(b"one\ntwo\nthree\n")
    (tmp_path / "0002.jsonl").write_bytes(b"four\n")
    assert texts.only_grew(tmp_path, kept)
    file.write_bytes(b"one\nTWO\nthree\n")
    assert not texts.only_grew(tmp_path, kept)
    file.unlink()
    assert not texts.only_grew(tmp_path, kept)
    assert not texts.only_grew(tmp_path, "not json")
