"""The demonstration in this repository: its figures are those of its ledgers, and everything in it is invented."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from lawloom import content
from lawloom import tally as counting
from lawloom.instance import Instance
from lawloom.ledger import fold
from lawloom.model.tally import SubjectTally


@pytest.fixture(scope="module")
def tallies(repository: Path) -> dict[str, SubjectTally]:
    instance = Instance(repository)
    consultation, problems = content.read(instance)
    assert consultation is not None
    assert problems == []
    return {slug: counting.count(fold.fold(instance, slug), one) for slug, one in consultation.subjects.items()}


def test_each_item_has_the_votes_that_its_leaning_asks_for(repository: Path, tallies: dict[str, SubjectTally]):
    wrong = []
    with (repository / "docs" / "examples" / "leanings.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            on = f"cs-{row['on']}" if row["on"].isdigit() else row["on"]
            item = tallies[row["subject"]].items[on]
            wanted = {stance: int(row[stance]) for stance in ("for", "mixed", "against", "support")}
            if {stance: item.total.by_stance.get(stance, 0) for stance in wanted} != wanted or item.outside:
                wrong.append(f"{row['subject']}/{on}")
    assert not wrong


def test_every_figure_that_a_synthesis_quotes_is_the_count(repository: Path, tallies: dict[str, SubjectTally]):
    quoted = re.compile(
        r"\[[^\]]+\]\(\.\./c/([a-z0-9-]+)/\)\)?,? (?:had|with) (\d+) for, (\d+) mixed and (\d+) against"
    )
    found = 0
    for path in (repository / "content" / "subjects").glob("*/synthesis/*.md"):
        slug = path.parent.parent.name
        for on, *figures in quoted.findall(" ".join(path.read_text(encoding="utf-8").split())):
            total = tallies[slug].items[on].total.by_stance
            assert [total["for"], total["mixed"], total["against"]] == [int(figure) for figure in figures], (
                f"{slug}/{on}"
            )
            found += 1
    assert found >= 10


def test_it_shows_an_article_that_was_struck_out_after_it_was_adopted(repository: Path):
    consultation, _ = content.read(Instance(repository))
    assert consultation is not None
    fates = [fate for one in consultation.subjects.values() for decision in one.decisions for fate in decision.later]
    assert "struck-out" in {fate.outcome for fate in fates}


def test_what_a_moderator_hid_before_it_was_imported_is_hidden(repository: Path):
    instance = Instance(repository)
    consultation, _ = content.read(instance)
    assert consultation is not None
    acts = [(slug, act) for slug, one in consultation.subjects.items() for act in one.moderation if act.act == "hide"]
    assert acts
    for slug, act in acts:
        assert fold.fold(instance, slug).contributions[act.on].hidden == act.rule


def test_it_calls_itself_a_demonstration_and_links_to_no_real_place(repository: Path):
    consultation, _ = content.read(Instance(repository))
    assert consultation is not None
    assert consultation.settings.demonstration
    assert not consultation.settings.collect
    files = [repository / "consultation.yml", *(repository / "content").rglob("*.*")]
    files += (repository / "docs" / "examples").glob("*.csv")
    hosts = {
        host
        for path in files
        for host in re.findall(r"(?:https?://|@)([\w.-]+\.\w+)", path.read_text(encoding="utf-8"))
    }
    assert {host for host in hosts if not host.endswith("aldermark.example")} == set()


@pytest.mark.slow
def test_it_can_be_made_again_byte_for_byte(repository: Path, tmp_path: Path):
    for name in ("consultation.yml", "content", "docs/examples"):
        source, target = repository / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    made = subprocess.run(
        [repository / "scripts" / "remake-demonstration", tmp_path],
        env={**os.environ, "TZ": "Asia/Kolkata", "PYTHONHASHSEED": "7", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    ours = {
        path.relative_to(repository): path.read_bytes() for path in sorted((repository / "contributions").rglob("*.*"))
    }
    again = {
        path.relative_to(tmp_path): path.read_bytes() for path in sorted((tmp_path / "contributions").rglob("*.*"))
    }
    assert list(again) == list(ours)
    assert [name.as_posix() for name in ours if again[name] != ours[name]] == []
