"""Fold: what the lines of a ledger amount to, and that a wrong line is named."""

import pytest

from lawloom.errors import LedgerDamaged
from lawloom.ledger.fold import fold, fold_lines
from lawloom.model.contribution import Actor, Kind, Side
from lawloom.model.vote import Stance
from ledger.builders import DAY_1, DAY_2, DAY_3, DAY_9, SLUG, a_count, a_ledger, a_person, import_run
from ledger.chains import (
    GENESIS,
    import_line,
    opened,
    voted,
)


def folded(*records):
    return fold_lines([GENESIS, *records], SLUG)


def event(name, what, *, at=DAY_3, **more):
    return {
        "kind": "contribution",
        "event": what,
        "id": name,
        "time": at,
        "actor": None,
        "area": None,
        "channel": None,
    } | more


def edited(name, rev, *, at=DAY_3, **more):
    return opened(name, at=at, rev=rev) | {"event": "edited"} | more


# --- contributions ----------------------------------------------------------------------------------------------------


def test_a_contribution_is_what_its_opening_line_says():
    item = folded(opened("cc-a1", type="argument", on="cc-1", side="against", ms=12, area="north")).contributions[
        "cc-a1"
    ]
    assert (item.kind, item.on, item.side, item.by) == (Kind.ARGUMENT, "cc-1", Side.AGAINST, a_person("ana"))
    assert (item.actor, item.area, item.channel) == (Actor.CITIZEN, "north", "import:cc")
    assert (item.sent_at, item.ms, item.rev, item.edited_at, item.state) == (DAY_1, 12, 1, None, "opened")


def test_contributions_stand_in_the_order_in_which_they_appeared():
    ledger = folded(opened("cc-9"), opened("cc-1"), edited("cc-9", 2))
    assert list(ledger.contributions) == ["cc-9", "cc-1"]


def test_an_edit_changes_the_kind_and_keeps_who_sent_it_and_when():
    item = folded(opened("cc-1"), edited("cc-1", 2, type="solution", by=a_person("ben"))).contributions["cc-1"]
    assert (item.kind, item.rev, item.edited_at, item.sent_at) == (Kind.SOLUTION, 2, DAY_3, DAY_1)
    assert item.by == a_person("ana")


def test_an_older_revision_changes_nothing():
    item = folded(opened("cc-1"), edited("cc-1", 3), edited("cc-1", 2, type="cause")).contributions["cc-1"]
    assert (item.kind, item.rev) == (Kind.PROPOSAL, 3)


@pytest.mark.parametrize("state", ["closed", "withdrawn", "vanished", "transferred"])
def test_a_contribution_keeps_its_last_state(state):
    ledger = folded(opened("cc-1"), event("cc-1", state))
    assert ledger.contributions["cc-1"].state == state
    assert ledger.touched["cc-1"] == DAY_3


def test_a_contribution_opened_again_is_open():
    ledger = folded(opened("cc-1"), event("cc-1", "closed"), opened("cc-1", rev=2, at=DAY_9))
    assert ledger.contributions["cc-1"].state == "opened"


def test_what_the_platform_had_set_aside_is_set_aside():
    ledger = folded(opened("cc-1", set_aside="trashed"), opened("cc-2"))
    assert [item.set_aside for item in ledger.contributions.values()] == ["trashed", ""]


def an_act(on, act, rule="3", **more):
    return {"kind": "moderation", "on": on, "act": act, "rule": rule, "entry": "e" * 64, "time": DAY_3} | more


def test_moderation_hides_sets_aside_and_restores():
    hidden = folded(opened("cc-1"), an_act("cc-1", "hide", "2")).contributions["cc-1"]
    assert (hidden.hidden, hidden.set_aside) == ("2", "")
    aside = folded(opened("cc-1"), an_act("cc-1", "set-aside", "4")).contributions["cc-1"]
    assert (aside.hidden, aside.set_aside) == ("", "4")
    lines = [opened("cc-1", set_aside="trashed"), an_act("cc-1", "hide"), an_act("cc-1", "restore")]
    restored = folded(*lines).contributions["cc-1"]
    assert (restored.hidden, restored.set_aside) == ("", "")


def test_facilitators_give_words_and_take_them_off_and_nothing_else_changes():
    first, second = (an_act("cc-1", "label", "", into=word) for word in ("needs-source", "night-trains"))
    labelled = folded(opened("cc-1"), first, second, first, edited("cc-1", 2)).contributions["cc-1"]
    assert labelled.labels == ("night-trains", "needs-source")
    assert (labelled.hidden, labelled.set_aside, labelled.merged_into) == ("", "", None)
    off = an_act("cc-1", "unlabel", "", into="night-trains")
    assert folded(opened("cc-1"), first, second, off, off).contributions["cc-1"].labels == ("needs-source",)


def test_hiding_and_labels_are_taken_back_each_for_itself():
    hide, label = an_act("cc-1", "hide"), an_act("cc-1", "label", "", into="night-trains")
    for back in ("unlabel", "unsplit"):
        item = folded(opened("cc-1"), hide, label, an_act("cc-1", back, "", into="night-trains")).contributions["cc-1"]
        assert (item.hidden, item.labels) == ("3", () if back == "unlabel" else ("night-trains",))
    item = folded(opened("cc-1"), hide, label, an_act("cc-1", "restore")).contributions["cc-1"]
    assert (item.hidden, item.labels) == ("", ("night-trains",))


def test_a_label_without_its_word_is_damage():
    with pytest.raises(LedgerDamaged) as told:
        folded(opened("cc-1"), an_act("cc-1", "label", ""))
    assert told.value.problems[0].place.line == 3


def test_a_merge_stands_until_it_is_restored():
    merge = {"kind": "merge", "on": "cc-1", "into": "cc-2", "entry": "e" * 64, "time": DAY_3}
    ledger = folded(opened("cc-1"), opened("cc-2"), merge)
    assert ledger.merges == {"cc-1": "cc-2"}
    assert ledger.contributions["cc-1"].merged_into == "cc-2"
    assert folded(opened("cc-1"), opened("cc-2"), merge, an_act("cc-1", "restore")).merges == {}


def test_the_last_decision_stands():
    said = [
        {"kind": "decision", "on": "cc-1", "outcome": outcome, "entry": "e" * 64, "time": DAY_3}
        for outcome in ("adopted", "struck-out")
    ]
    assert folded(opened("cc-1"), *said).decisions == {"cc-1": "struck-out"}


def test_an_erased_contribution_says_so():
    ledger = folded(opened("cc-1"), {"kind": "erased", "on": "cc-1", "revs": [1], "time": DAY_3})
    assert ledger.contributions["cc-1"].erased
    assert ledger.erased == {"cc-1": (1,)}


def test_a_settled_phase_is_known():
    assert folded({"kind": "settled", "phase": "causes", "items": 12, "time": DAY_3}).settled == {"causes": 12}


# --- counts and imports -----------------------------------------------------------------------------------------------


def test_a_count_replaces_the_one_before():
    ledger = folded(opened("cc-1"), a_count(value=7), a_count(value=9), a_count(stance="mixed", value=1))
    found = {stance: count.value for (_, _, stance), count in ledger.counts.items()}
    assert found == {Stance.FOR: 9, Stance.MIXED: 1}


def test_counts_of_two_imports_stand_side_by_side():
    ledger = folded(opened("cc-1"), a_count(value=7), a_count(value=2, prefix="de"))
    assert sorted((count.prefix, count.value) for count in ledger.counts.values()) == [("cc", 7), ("de", 2)]


def test_the_best_that_imports_of_one_prefix_tell_of_votes_is_what_is_known():
    assert folded(import_line("none")).imports == {"cc": "none"}
    assert folded(import_line("counts"), import_line("none")).imports == {"cc": "counts"}
    assert folded(import_line("rows"), import_line("counts")).imports == {"cc": "rows"}


def test_the_count_is_as_of_the_start_of_the_last_run():
    assert folded(import_line("rows", DAY_9), voted(at="2027-09-09T00:00:00Z")).as_of == DAY_9
    assert fold_lines([]).as_of == ""


def test_a_run_that_found_nothing_is_the_last_run(tmp_path):
    instance = a_ledger(tmp_path, opened("cc-1"), as_of=DAY_2)
    import_run(instance, [(opened("cc-1"), None)], as_of=DAY_3)
    import_run(instance, [(opened("cc-1"), None)], as_of=DAY_9)
    assert fold(instance, SLUG).as_of == DAY_9


def test_kinds_of_line_that_later_stages_write_change_nothing():
    assert folded(
        opened("cc-1"), {"kind": "look", "time": DAY_9}, {"kind": "draw", "time": DAY_9}
    ).contributions.keys() == {"cc-1"}
