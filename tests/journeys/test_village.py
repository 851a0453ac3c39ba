"""The main road on files of our own: it runs on every machine, with nothing beside the checkout."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from browser.harness.links import broken_links
from journeys import village
from journeys.steps import BIN, REPOSITORY, Desk, a_desk, differences, digests

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = a_desk(tmp_path_factory.mktemp("village"))
    village.lay_down(desk)
    desk.build()
    return desk


def everything(folder: Path) -> bytes:
    """The bytes of every file of a folder, one after the other."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_new_consultation_in_an_empty_folder_checks_builds_and_names_its_next_steps(tmp_path: Path) -> None:
    fresh = a_desk(tmp_path)
    told = fresh.new("A quiet place", "fr")
    assert "lawloom" in told.out
    fresh.lawloom("check")
    fresh.build()
    assert (fresh.site / "index.html").is_file()
    assert [str(broken) for broken in broken_links(fresh.site)] == []
    assert (fresh.folder / "scripts" / "verify.py").read_bytes() == (REPOSITORY / "scripts" / "verify.py").read_bytes()
    secret = next(fresh.home.rglob("*.key")).read_bytes().strip()
    assert secret not in everything(fresh.folder), "the key never enters the repository"


def test_the_count_is_that_of_the_rows(desk: Desk) -> None:
    counted = desk.tally()[village.SUBJECT]
    items = {item["id"]: item for item in counted["items"]}
    assert [items["cs-2"][stance] for stance in ("for", "mixed", "against")] == [2, 1, 0], "ben changed his mind"
    assert items["cs-2"]["people"] == 3
    assert items["cs-2"]["pass"] is None
    assert counted["people"] == 4
    assert counted["kinds"]["argument"]["sides"] == {"for": 3, "against": 1}
    assert counted["kinds"]["solution"]["items"] == 3, "two of citizens, one of the author's"


def test_what_is_printed_is_what_was_counted(desk: Desk) -> None:
    shown = json.loads((desk.site / "data" / village.SUBJECT / "tally.json").read_text(encoding="utf-8"))
    counted = desk.tally()[village.SUBJECT]
    assert {key: shown[key] for key in counted} == counted


def test_a_second_import_adds_nothing(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    before = digests(other.folder / "contributions")
    village.bring_contributions(other)
    village.bring_votes(other, village.votes())
    assert differences(before, digests(other.folder / "contributions")) == []


def test_two_orders_of_import_give_the_same_tally(desk: Desk, tmp_path: Path) -> None:
    other = a_desk(tmp_path)
    other.new("The village")
    village.write_files(other.folder)
    rows = village.contributions()
    village.bring_contributions(other, rows[:5])
    village.bring_votes(other, reversed(village.votes()))
    village.bring_contributions(other, reversed(rows))
    keep = ("kinds", "people", "channels")
    ours, theirs = desk.tally()[village.SUBJECT], other.tally()[village.SUBJECT]
    assert {key: ours[key] for key in keep} == {key: theirs[key] for key in keep}
    assert {item["id"]: item for item in ours["items"]} == {item["id"]: item for item in theirs["items"]}


def test_plain_mkdocs_prints_the_same_site(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    for derived in ("site", "build"):
        shutil.rmtree(other.folder / derived)
    other.run(BIN / "mkdocs", "build", "--quiet")
    assert differences(digests(desk.site), digests(other.site)) == []


def test_an_erased_text_is_gone_everywhere_and_both_verifiers_pass(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    words = b"It may rain."
    assert words in everything(other.site)
    other.lawloom("erase", village.SUBJECT, "cs-5", "--yes", "--as-of", "2027-04-01T00:00:00Z")
    other.build()
    assert words not in everything(other.site)
    assert words not in everything(other.folder / "contributions")
    assert "1 erased" in other.lawloom("verify").out
    assert "1 erased" in other.verify_apart().out
    village.bring_contributions(other)
    assert words not in everything(other.folder / "contributions"), "an erased text is never stored again"
    assert other.tally()[village.SUBJECT]["kinds"]["argument"]["sides"] == {"for": 3, "against": 1}


def test_a_hidden_text_leaves_a_stub_and_its_votes(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    before = other.tally()[village.SUBJECT]["kinds"]
    file = other.folder / "content" / "subjects" / village.SUBJECT / "moderation.yml"
    file.write_text(
        "- {on: cs-2, act: hide, rule: 3, reason: It names a neighbour., date: 2027-03-12, by: otto-brim}\n",
        encoding="utf-8",
    )
    other.lawloom("check")
    other.build()
    printed = everything(other.site)
    assert b"A picking day" not in printed
    page = (other.site / "subjects" / village.SUBJECT / "c" / "cs-2" / "index.html").read_text(encoding="utf-8")
    assert 'class="stub"' in page
    assert 'data-for="2"' in page
    assert "It names a neighbour." in page
    assert other.tally()[village.SUBJECT]["kinds"] == before
    other.verify_apart()


def test_what_is_no_longer_written_is_no_longer_printed(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    (other.folder / "content" / "subjects" / village.SUBJECT / "bill.md").unlink()
    (other.site / "subjects" / "somebody-elses.html").write_text("left over", encoding="utf-8")
    other.build(code=None)
    assert not (other.site / "subjects" / village.SUBJECT / "bill").exists()
    assert not (other.site / "subjects" / "somebody-elses.html").exists()
