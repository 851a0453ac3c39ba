"""progress.yml: the stages of the legislature, and what they did to what was adopted."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.desk import Told, a_desk
from lawloom.model.editorial import Decision, Outcome
from lawloom.model.progress import ChangeKind, Stage

STRUCK = (
    "  - {stage: committee, date: 2027-05-02, by: Committee,"
    " changes: [{what: struck-out, articles: [fees], reason: No money.}]}\n"
)
BACK = "  - {stage: vote, date: 2027-06-01, changes: [{what: taken-up-again, articles: [fees]}]}\n"
MERELY_TOLD = {
    *("step-out-of-order", "never-struck-out", "struck-out-before", "struck-out-without-reason"),
    *("step-twice", "tabled-after-all"),
}
LATE_BACK = BACK.replace("-06-", "-08-")
VERSION = "---\ndate: 2027-02-01\n---\n## Article 1. Mooring {#mooring}\n\nTwo weeks.\n"


def read(folder: Path, steps: str, decisions: str = "", more: str = "") -> Told:
    desk = a_desk(folder)
    desk.quay("bill/versions/01-first-draft.md", VERSION)
    desk.quay("progress.yml", f"{more}steps:\n{steps}" if steps else f"{more}steps: []\n")
    if decisions:
        desk.quay("decisions.yml", decisions)
    return desk.read()


def decided(on: str, articles: str, outcome: str = "adopted", more: str = "") -> str:
    return f"- {{on: {on}, outcome: {outcome}, reason: Yes., date: 2027-03-01, articles: [{articles}]{more}}}\n"


def fates(decision: Decision) -> list[tuple[str, str]]:
    return [(one.outcome.value, one.date) for one in decision.later]


def test_a_stage_needs_no_title_and_names_what_it_changed_and_the_text_after_it(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "  - {stage: reading, number: 1, chamber: Council, date: 2027-04-02, version: first-draft,\n"
        "     changes: [{what: changed, articles: [mooring]}, {what: added, articles: [fees]}]}\n",
    )
    assert told.problems == []
    assert told.quay.progress
    [step] = told.quay.progress.steps
    assert (step.stage, step.number, step.chamber, step.state) == (Stage.READING, 1, "Council", "done")
    assert [(one.kind, one.articles) for one in step.changes] == [
        (ChangeKind.CHANGED, ("mooring",)),
        (ChangeKind.ADDED, ("fees",)),
    ]
    assert step.version == "01-first-draft"


@pytest.mark.parametrize("named", ["1", "'1'", "01-first-draft", "first-draft"])
def test_a_version_is_named_by_number_label_or_file(tmp_path: Path, named: str) -> None:
    told = read(tmp_path, f"  - {{stage: tabled, date: 2027-04-02, version: {named}}}\n")
    assert told.problems == []
    assert told.quay.progress
    assert told.quay.progress.steps[0].version == "01-first-draft"


@pytest.mark.parametrize(
    ("steps", "code", "place", "near"),
    [
        ("  - {stage: tabled, date: 2027-04-02, version: first-darft}\n", "unknown-version", 2, "first-draft"),
        ("  - {stage: tabeld, date: 2027-04-02}\n", "not-one-of", 2, "tabled"),
        (STRUCK.replace("[fees]", "[feez]"), "unknown-article", 2, "fees"),
        (STRUCK.replace("struck-out", "struckout"), "not-one-of", 2, "struck-out"),
        ("  - {date: 2027-04-02}\n", "step-without-name", 2, ""),
        ("  - {stage: vote, state: done}\n", "step-without-date", 2, ""),
        ("  - {stage: lapsed, date: 2027-04-02}\n  - {stage: vote, date: 2027-05-02}\n", "stage-after-end", 3, ""),
        ("  - {stage: vote, date: 2027-04-02}\n  - {stage: vote, date: 2027-03-02}\n", "step-out-of-order", 3, ""),
        (BACK, "never-struck-out", 2, ""),
        (STRUCK + STRUCK.replace("-05-", "-06-"), "struck-out-before", 3, ""),
        (STRUCK + STRUCK.replace("-05-", "-06-").replace("struck-out", "changed"), "struck-out-before", 3, ""),
        (STRUCK.replace(", reason: No money.", ""), "struck-out-without-reason", 2, ""),
        ("  - {stage: vote, date: 2027-04-02}\n" * 2, "step-twice", 3, ""),
        ("  - {stage: vote, date: 2027-04-02}\n  - {stage: tabled, date: 2027-05-02}\n", "tabled-after-all", 3, ""),
    ],
)
def test_what_cannot_be_is_named_with_its_line(tmp_path: Path, steps: str, code: str, place: int, near: str) -> None:
    told = read(tmp_path, steps)
    assert told.codes == [code]
    assert told.at(code) == f"progress.yml:{place}"
    assert near in told.says(code)
    assert told.of(code).warning == (code in MERELY_TOLD)


def test_a_bill_that_failed_may_be_tabled_again_and_a_law_may_not(tmp_path: Path) -> None:
    again = "  - {{stage: {}, date: 2027-04-02}}\n  - {{stage: tabled, date: 2028-05-02}}\n"
    assert read(tmp_path / "a", again.format("lapsed")).problems == []
    assert read(tmp_path / "b", again.format("promulgated")).codes == ["stage-after-end"]


def test_each_house_has_its_own_tabling_readings_and_votes(tmp_path: Path) -> None:
    told = read(
        tmp_path,
        "  - {stage: tabled, date: 2027-04-02, chamber: Lower}\n"
        "  - {stage: reading, number: 1, date: 2027-05-02, chamber: Lower}\n"
        "  - {stage: reading, number: 2, date: 2027-05-02, chamber: Lower}\n"
        "  - {stage: tabled, date: 2027-06-02, chamber: Upper}\n"
        "  - {stage: vote, date: 2027-06-03, chamber: Upper}\n"
        "  - {stage: vote, date: 2027-06-03, chamber: Lower}\n"
        + STRUCK.replace("-05-", "-07-")
        + BACK.replace("-06-", "-08-"),
    )
    assert told.codes == []


def test_dates_known_in_part_are_in_order_while_they_may_be(tmp_path: Path) -> None:
    steps = "".join(f"  - {{title: T, date: '{day}'}}\n" for day in ("2027", "2027-03", "2027-03-09", "2027-03"))
    assert read(tmp_path, steps).problems == []


def test_before_tabling_there_may_be_no_step(tmp_path: Path) -> None:
    told = read(tmp_path, "")
    assert told.problems == []
    assert told.quay.progress
    assert told.quay.progress.now is None


def test_whoever_is_behind_a_struck_out_article_is_told_without_writing_it_twice(tmp_path: Path) -> None:
    told = read(tmp_path, STRUCK, decided("[gh-1, gh-2]", "fees") + decided("gh-3", "mooring"))
    assert told.problems == []
    behind, other = told.quay.decisions
    [fate] = behind.later
    assert (fate.outcome, fate.date, fate.by, fate.reason) == (
        Outcome.STRUCK_OUT,
        "2027-05-02",
        "Committee",
        "No money.",
    )
    assert other.later == ()


def test_what_went_into_two_articles_stands_in_part_until_both_are_out(tmp_path: Path) -> None:
    both = STRUCK + STRUCK.replace("[fees]", "[mooring]").replace("05-02", "05-09")
    told = read(tmp_path, both, decided("gh-1", "fees, mooring"))
    assert fates(told.quay.decisions[0]) == [("partly", "2027-05-02"), ("struck-out", "2027-05-09")]


def test_what_is_taken_up_again_is_adopted_again(tmp_path: Path) -> None:
    told = read(tmp_path, STRUCK + BACK, decided("gh-1", "fees"))
    assert fates(told.quay.decisions[0]) == [("struck-out", "2027-05-02"), ("adopted", "2027-06-01")]
    assert [one.back for one in told.quay.decisions[0].later] == [False, True]


def test_what_decisions_tell_of_that_day_stays_as_it_was_written(tmp_path: Path) -> None:
    own = ", later: [{outcome: struck-out, date: 2027-05-02, by: The committee, reason: In full.}]"
    told = read(tmp_path, STRUCK, decided("gh-1", "fees", more=own))
    assert [one.reason for one in told.quay.decisions[0].later] == ["In full."]


def test_what_says_the_same_as_another_shares_the_fate_of_its_article(tmp_path: Path) -> None:
    same = "- {on: gh-2, outcome: same-as, same_as: gh-1, reason: Twice., date: 2027-03-01}\n"
    told = read(tmp_path, STRUCK, decided("gh-1", "fees") + same)
    assert fates(told.quay.decisions[1]) == [("struck-out", "2027-05-02")]


def test_an_expected_step_has_struck_out_nothing_yet(tmp_path: Path) -> None:
    told = read(tmp_path, STRUCK.replace("date: 2027-05-02", "state: next"), decided("gh-1", "fees"))
    assert told.problems == []
    assert told.quay.decisions[0].later == ()


def test_the_older_way_to_say_that_a_step_struck_out_an_article_is_understood(tmp_path: Path) -> None:
    step = '  - {title: Out, state: cut, date: 2027-05, articles: [fees], text: "It is a [matter](x/) of *towns*."}\n'
    told = read(tmp_path, step, decided("gh-1", "fees"))
    [fate] = told.quay.decisions[0].later
    assert (fate.outcome, fate.reason) == (Outcome.STRUCK_OUT, "It is a matter of towns.")
