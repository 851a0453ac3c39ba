"""`lawloom demo`: the demonstration as it is, or an invented consultation of any size."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from lawloom import stages
from lawloom.errors import ContentProblems
from lawloom.instance import Instance
from lawloom.ledger import fold
from lawloom.model.contribution import Contribution, Kind, Side
from lawloom.scaffold import demo, upgrade
from lawloom.scaffold.demonstrate import copied
from lawloom.scaffold.invented import rows
from lawloom.scaffold.invented.grammar import Grammar
from lawloom.scaffold.invented.topics import TOPICS
from lawloom.scaffold.invented.words import FRAMES

pytestmark = pytest.mark.slow

NOTHING_CAME = TOPICS[-1].slug


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """1,200 contributions: enough for what only larger ones have."""
    folder = tmp_path_factory.mktemp("invented") / "made"
    demo(folder, 1_200, "rain")
    return Instance(folder)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def everything(instance: Instance) -> list[Contribution]:
    return [one for slug in stages.slugs_of(instance) for one in fold.fold(instance, slug).contributions.values()]


# --- an invented one


def test_an_invented_one_has_nothing_to_mend_and_verifies(made: Instance):
    assert stages.check(made).problems == []
    assert [report.subject for report in stages.verify(made, ())] == stages.slugs_of(made)
    assert upgrade(made, dry_run=True) == []
    assert not made.private.exists()


@pytest.mark.parametrize("n", [1, 7, 60])
def test_there_are_as_many_as_were_asked_for(tmp_path: Path, n: int):
    shown = demo(tmp_path / "made", n, "rain")
    assert shown.contributions == n == len(everything(Instance(tmp_path / "made")))
    assert stages.check(Instance(tmp_path / "made")).problems == []


def test_the_same_arguments_give_the_same_bytes_and_another_seed_others(tmp_path: Path):
    for name, seed in (("one", "rain"), ("two", "rain"), ("three", "snow")):
        demo(tmp_path / name, 80, seed)
    one, two, three = (files_of(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two
    assert list(one) != [] and one != three


def test_it_holds_what_is_hard_to_show(made: Instance):
    sent = everything(made)
    assert len(sent) == 1_200
    assert {one.kind for one in sent} >= set(Kind) - {Kind.ARTICLE, Kind.STATEMENT, Kind.CONCLUSION, Kind.APPEAL}
    texts = "".join(path.read_text("utf-8") for path in made.contributions.glob("*/texts/*.jsonl"))
    assert "الواديّ" in texts or "البستانيّ" in texts or "الساقية" in texts, "a name from the right"
    longest = [
        max(
            Counter(
                one.on for one in fold.fold(made, slug).contributions.values() if one.kind is Kind.ARGUMENT
            ).values()
        )
        for slug in stages.slugs_of(made)
    ]
    assert max(longest) >= 130
    assert Counter(one.side for one in sent if one.kind is Kind.ARGUMENT)[Side.AGAINST] > 100
    ids = {one.id for one in sent if one.kind is Kind.ARGUMENT}
    assert any(one.kind is Kind.ARGUMENT and one.on in ids for one in sent)
    assert {one.channel.split(":")[0] for one in sent} == {"import", "paper", "mail", "kiosk", "meeting"}


def test_one_has_thousands_of_votes_and_one_subject_nothing(made: Instance):
    tallies = stages.tally(made, ()).tallies
    assert NOTHING_CAME not in tallies
    most = max((item.people or 0, item.id) for one in tallies.values() for item in one.items.values())
    assert most[0] >= 2_500
    assert (made.subject(NOTHING_CAME) / "subject.md").is_file()


def test_its_subjects_stand_in_different_phases(made: Instance):
    consultation = stages.check(made).consultation
    assert consultation is not None
    now = {
        slug: [phase.kind.value for phase in one.phases if phase.is_open_at("2027-03-18T06:00:00Z")]
        for slug, one in consultation.subjects.items()
    }
    assert sorted(kinds[0] if kinds else "" for kinds in now.values()) == ["", "causes", "draft", "follow", "solutions"]
    assert any(
        one.bill and len(one.bill.articles) >= 12 and one.bill.versions for one in consultation.subjects.values()
    )
    assert any(one.debate for one in consultation.subjects.values())
    assert any(fate for one in consultation.subjects.values() for each in one.decisions for fate in each.later)


@pytest.mark.long
def test_an_invented_one_can_be_printed_and_recounted(tmp_path: Path):
    demo(tmp_path / "made", 60, "rain")
    printed = stages.build(Instance(tmp_path / "made"))
    assert [one for one in printed.problems if not one.warning] == []
    verified = subprocess.run(
        [sys.executable, "scripts/verify.py"], cwd=tmp_path / "made", capture_output=True, text=True, check=False
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_no_sentence_has_a_place_that_nothing_fills():
    for topic in TOPICS[:-1]:
        grammar = Grammar(FRAMES, topic.rules)
        for symbol in FRAMES:
            for part in range(40):
                said = grammar.say(symbol, iter([part / 40] * 99).__next__)
                assert said and "{" not in said and "}" not in said


def test_parts_by_weight_lose_nothing():
    for whole in (0, 1, 2, 99, 10_000):
        assert sum(rows.shares([3, 22, 45, 3, 1], whole)) == whole


# --- the one that comes with the engine


def test_without_a_number_it_is_the_demonstration_as_it_is(tmp_path: Path, repository: Path):
    demo(tmp_path / "made", None, "any")
    laid = files_of(tmp_path / "made")
    for folder in ("content", "contributions"):
        ours = {f"{folder}/{name}": data for name, data in files_of(repository / folder).items()}
        assert {name: data for name, data in laid.items() if name.startswith(f"{folder}/")} == ours
    assert laid["consultation.yml"] == (repository / "consultation.yml").read_bytes()
    assert stages.check(Instance(tmp_path / "made")).problems == []
    assert upgrade(Instance(tmp_path / "made"), dry_run=True) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path):
    (tmp_path / "letter.txt").write_text("mine")
    for contributions in (None, 5):
        with pytest.raises(ContentProblems) as refused:
            demo(tmp_path, contributions, "rain")
        assert [one.code for one in refused.value.problems] == ["new-folder-not-empty"]
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lawloom.scaffold.demonstrate.run_import", fails)
    with pytest.raises(OSError, match="No space left"):
        demo(tmp_path / "made", 5, "rain")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
def test_a_wheel_brings_its_own_copy(tmp_path: Path, repository: Path):
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    [wheel] = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    told = subprocess.run(
        [sys.executable, "-m", "lawloom.cli", "demo", "made"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed"), "LAWLOOM_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert "lawloom -C made build" in told.stdout
    laid = files_of(tmp_path / "made")
    assert {name: laid[name] for name in copied()} == copied()
