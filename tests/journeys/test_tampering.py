"""Somebody who wants another result: what they change is found, and named."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from journeys import village
from journeys.steps import Desk, a_desk

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


def lines_in(desk: Desk) -> list[str]:
    return (desk.folder / LEDGER).read_text(encoding="utf-8").splitlines()


def write_lines(desk: Desk, lines: list[str]) -> None:
    (desk.folder / LEDGER).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def chained(lines: list[str]) -> list[str]:
    """The same lines with every link forged anew: what somebody with a day to spare would write."""
    previous, forged = "0" * 64, []
    for line in lines:
        record = {**json.loads(line), "prev": previous}
        forged.append(json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":")))
        previous = hashlib.sha256(forged[-1].encode()).hexdigest()
    return forged


def first_vote(lines: list[str]) -> int:
    """Index of a vote for contribution 2."""
    return next(i for i, line in enumerate(lines) if '"kind":"vote"' in line and '"on":"cs-2"' in line)


def flipped(lines: list[str]) -> list[str]:
    at = first_vote(lines)
    assert '"stance":"for"' in lines[at]
    return [*lines[:at], lines[at].replace('"stance":"for"', '"stance":"against"'), *lines[at + 1 :]]


def dropped(lines: list[str]) -> list[str]:
    at = first_vote(lines)
    return [*lines[:at], *lines[at + 1 :]]


@pytest.mark.parametrize("change", [flipped, dropped], ids=["a flipped vote", "a dropped line"])
def test_a_changed_line_is_named_by_both_verifiers(
    desk: Desk, tmp_path: Path, change: Callable[[list[str]], list[str]]
) -> None:
    other = desk.copy(tmp_path / "other")
    lines = lines_in(other)
    write_lines(other, change(lines))
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
    write_lines(other, chained(change(lines_in(other))))
    assert village.SUBJECT in other.lawloom("verify", code=DAMAGED).all, "the head is not the one last recorded"
    told = other.verify_apart(code=None)
    assert told.code != 0
    assert village.SUBJECT in told.all


def test_a_ledger_rolled_back_to_an_earlier_state_is_found(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    write_lines(other, lines_in(other)[:-2])
    for told in (other.lawloom("verify", code=DAMAGED), other.verify_apart(code=None)):
        assert told.code != 0
        assert village.SUBJECT in told.all


def test_nothing_is_added_to_a_damaged_ledger(desk: Desk, tmp_path: Path) -> None:
    other = desk.copy(tmp_path / "other")
    write_lines(other, dropped(lines_in(other)))
    before = (other.folder / LEDGER).read_bytes()
    more = [*village.votes(), {"on": "2", "by": "eve", "stance": "for", "time": "2027-03-20T10:00:00Z"}]
    village.bring_votes(other, more, code=DAMAGED)
    assert (other.folder / LEDGER).read_bytes() == before


def edited(file: Path, pattern: str, replacement: str) -> None:
    text = file.read_text(encoding="utf-8")
    changed = re.sub(pattern, replacement, text, count=1)
    assert changed != text, f"{file} has nothing like {pattern}:\n{text[:600]}"
    file.write_text(changed, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "pattern", "replacement"),
    [
        (f"data/{village.SUBJECT}/tally.json", r'"for": ?2\b', '"for":7'),
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
    edited(other.site / name, pattern, replacement)
    told = other.verify_apart(code=None)
    assert told.code != 0
    assert name in told.all, told.all
