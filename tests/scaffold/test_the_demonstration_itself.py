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
from lawloom.bill.answering.provenance import How, provenance
from lawloom.instance import Instance
from lawloom.ledger import fold
from lawloom.model.contribution import Actor, Kind
from lawloom.model.tally import SubjectTally
from lawloom.model.vote import Stance
from lawloom.synthesis import inheriting


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
            counted = tallies[row["subject"]]
            item = counted.bill if on == "bill" else counted.items[on]
            assert item is not None
            wanted = {stance: int(row[stance]) for stance in ("for", "mixed", "against", "support", "signature")}
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
    assert found >= 4, (
        "of the author's own; those of contributions stand in citations, which `check` holds to the count"
    )


def test_it_shows_every_kind_of_contribution_and_all_that_can_become_of_one(
    repository: Path, tallies: dict[str, SubjectTally]
):
    folded = {slug: fold.fold(Instance(repository), slug).contributions for slug in tallies}
    sent = [one for contributions in folded.values() for one in contributions.values()]
    assert len(sent) >= 150
    assert {one.kind for one in sent} == set(Kind) - {Kind.PROPOSAL, Kind.STATEMENT, Kind.ARTICLE}
    assert {one.channel.split(":")[0] for one in sent} == {"import", "kiosk", "paper", "mail", "meeting"}
    assert {actor for one in sent if (actor := one.actor)} == set(Actor)
    assert any(one.state == "withdrawn" for one in sent)
    assert any(one.rev > 1 for one in sent)
    assert any(one.erased for one in sent)
    assert any(one.set_aside for one in sent)
    assert any(tally.late for tally in tallies.values())
    threads = [
        of[one.on] for of in folded.values() for one in of.values() if one.kind is Kind.ARGUMENT and one.on in of
    ]
    assert any(one.kind is Kind.ARGUMENT for one in threads), "an argument about an argument"


def test_who_appealed_against_a_removal_got_an_answer(repository: Path):
    consultation, _ = content.read(Instance(repository))
    assert consultation is not None
    for slug, subject in consultation.subjects.items():
        for one in fold.fold(Instance(repository), slug).contributions.values():
            if one.kind is Kind.APPEAL:
                [removal] = [act for act in subject.moderation if act.on == one.on]
                [answer] = [decision for decision in subject.decisions if one.id in decision.on]
                assert answer.by != removal.by, "somebody who did not take part in it decides"
                assert answer.date >= removal.date


def test_its_subjects_stand_at_different_points_of_the_way(repository: Path, tallies: dict[str, SubjectTally]):
    consultation, _ = content.read(Instance(repository))
    assert consultation is not None
    now = {
        slug: [phase.kind for phase in one.phases if phase.is_open_at(tallies[slug].as_of)]
        for slug, one in consultation.subjects.items()
    }
    assert {kind for kinds in now.values() for kind in kinds} == {"causes", "solutions", "draft", "follow"}
    debated = [one for one in consultation.subjects.values() if one.syntheses and one.debate and one.debate.seats]
    assert len(debated) >= 2
    for one in debated:
        assert one.debate is not None
        assert sorted(seat.way for seat in one.debate.seats) == [
            "chosen",
            "chosen",
            "lot",
            "support",
            "support",
            "support",
        ]
    assert any(one.bill and len(one.bill.articles) >= 12 and len(one.bill.versions) >= 3 for one in debated)
    assert {one.language for one in consultation.subjects.values()} == {"en", "fr"}
    essays = [essay for one in consultation.subjects.values() for essay in one.essays]
    members = consultation.people.drafting_body.members if consultation.people.drafting_body else ()
    assert len(essays) >= 3 and {essay.author for essay in essays} <= set(members)
    assert "ar" in {essay.language for essay in essays}


def test_whoever_had_most_support_sits_on_the_panel(repository: Path, tallies: dict[str, SubjectTally]):
    consultation, _ = content.read(Instance(repository))
    assert consultation is not None
    for slug, one in consultation.subjects.items():
        seats = [seat.contribution for seat in one.debate.seats if seat.way == "support"] if one.debate else []
        solutions = [
            item for item in tallies[slug].items.values() if item.kind is Kind.SOLUTION and item.id.startswith("cs-")
        ]
        first = sorted(solutions, key=lambda item: -item.total.by_stance.get(Stance.FOR, 0))[: len(seats)]
        assert sorted(seats) == sorted(item.id for item in first)


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


def test_it_shows_a_theme_answered_as_a_whole_a_paragraph_that_came_from_somebody_and_articles_of_the_authors_own(
    repository: Path, tallies: dict[str, SubjectTally]
):
    consultation, _ = content.read(Instance(repository))
    assert consultation is not None
    subjects = [inheriting.looked_up(Instance(repository), one) for one in consultation.subjects.values()]
    by_theme = [decision for one in subjects if one for decision in one.decisions if decision.theme]
    assert by_theme and all(decision.on and decision.called for decision in by_theme)
    found = [provenance(one) for one in subjects if one and one.bill]
    ties = [tie for one in found for listed in one.ties.values() for tie in listed]
    assert {tie.how for tie in ties} == set(How)
    assert any(tie.part for tie in ties) and any(tie.struck for tie in ties)
    assert all(one.own for one in found if one.told)
    slug = next(one.id for one in subjects if one and any(each.theme for each in one.decisions))
    ledger = fold.fold(Instance(repository), slug)
    assert {on for one in by_theme for on in one.on} <= ledger.decisions.keys(), "the record says so by name"
