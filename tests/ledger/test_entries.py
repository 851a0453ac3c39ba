from dataclasses import replace

from lawloom.ledger.append import append
from lawloom.ledger.entries import entries_to_record, entry_digest
from lawloom.ledger.fold import fold
from lawloom.ledger.known import Known, read_known
from lawloom.model.editorial import Decision, Moderation, ModerationAct, Outcome
from lawloom.model.subject import Subject
from ledger.builders import DAY_3, DAY_9, SLUG, a_contribution, a_ledger, problems_of

HIDDEN = Moderation(on="cc-1", act=ModerationAct.HIDE, rule="3", reason="Insults", date="2027-03-03", line=4)
SHOWN = Moderation(on="cc-1", act=ModerationAct.RESTORE, rule="3", reason="Appeal", date="2027-03-04", line=9)
MERGED = Moderation(on="cc-2", act=ModerationAct.MERGE, rule="", reason="Same", date="2027-03-03", into="cc-1", line=14)
ADOPTED = Decision(on=("cc-1", "cc-2"), outcome=Outcome.ADOPTED, reason="Good", date="2027-03-05", line=2)


def a_subject(*entries):
    moderation = tuple(one for one in entries if isinstance(one, Moderation))
    decisions = tuple(one for one in entries if isinstance(one, Decision))
    return Subject(SLUG, "Trains", "Trains at night.", "en", (), moderation=moderation, decisions=decisions)


def test_entries_become_lines_in_the_order_of_their_files():
    found = entries_to_record(a_subject(HIDDEN, SHOWN, MERGED, ADOPTED), Known(SLUG))
    assert [(line["kind"], line["on"], line.get("act") or line.get("into") or line["outcome"]) for line in found] == [
        ("moderation", "cc-1", "hide"),
        ("moderation", "cc-1", "restore"),
        ("merge", "cc-2", "cc-1"),
        ("decision", "cc-1", "adopted"),
        ("decision", "cc-2", "adopted"),
    ]
    assert found[3]["entry"] == found[4]["entry"] == entry_digest(ADOPTED)


def test_a_label_is_recorded_with_its_word_and_under_no_rule():
    given = replace(MERGED, act=ModerationAct.LABEL, into="night-trains")
    lines = entries_to_record(a_subject(given, replace(given, act=ModerationAct.UNLABEL)), Known(SLUG))
    assert [{key: line[key] for key in ("kind", "on", "act", "into", "rule")} for line in lines] == [
        {"kind": "moderation", "on": "cc-2", "act": act, "into": "night-trains", "rule": ""}
        for act in ("label", "unlabel")
    ]


def test_an_entry_is_recorded_once_by_whichever_run_comes_next(tmp_path):
    instance = a_ledger(tmp_path, as_of=DAY_3)
    subject = a_subject(HIDDEN, MERGED, ADOPTED)
    append(instance, SLUG, [], as_of=DAY_9, opening=entries_to_record(subject, read_known(instance, SLUG)))
    assert not problems_of(instance)
    assert entries_to_record(subject, read_known(instance, SLUG)) == []


def test_an_entry_that_moved_in_its_file_is_the_same_and_one_that_changed_is_new():
    known = Known(SLUG)
    assert entries_to_record(a_subject(HIDDEN), known)
    assert not entries_to_record(a_subject(replace(HIDDEN, line=40)), known)
    assert entries_to_record(a_subject(replace(HIDDEN, reason="Insults a person")), known)


def test_an_act_done_again_after_it_was_taken_back_is_recorded_again():
    known, again = Known(SLUG), replace(HIDDEN, line=12)
    found = entries_to_record(a_subject(HIDDEN, SHOWN, again), known)
    assert [line["act"] for line in found] == ["hide", "restore", "hide"]
    assert found[0]["entry"] == entry_digest(HIDDEN) != found[2]["entry"]
    assert entries_to_record(a_subject(HIDDEN, SHOWN, again), known) == []
    assert [line["act"] for line in entries_to_record(a_subject(HIDDEN, SHOWN, again, SHOWN), known)] == ["restore"]


def test_no_subject_file_means_no_entries():
    assert entries_to_record(None, Known(SLUG)) == []


BY_THEME = Decision(("cc-1", "cc-2"), Outcome.PARTLY, "Half", "2027-03-05", line=2, theme="ideas/tram", called="Trams")


def outcomes(lines):
    return [(line["on"], line["outcome"]) for line in lines if line["kind"] == "decision"]


def test_a_decision_on_a_theme_is_recorded_for_each_member_with_the_theme():
    found = entries_to_record(a_subject(BY_THEME), Known(SLUG))
    assert outcomes(found) == [("cc-1", "partly"), ("cc-2", "partly")]
    assert {line["theme"] for line in found} == {"ideas/tram"}


def test_who_joins_a_decided_theme_is_recorded_alone_and_the_entry_stays_the_same():
    known = Known(SLUG)
    first = entries_to_record(a_subject(BY_THEME), known)
    grown = replace(BY_THEME, on=("cc-1", "cc-2", "cc-3"), called="Trams at night")
    again = entries_to_record(a_subject(grown), known)
    assert outcomes(again) == [("cc-3", "partly")]
    assert {line["entry"] for line in (*first, *again)} == {entry_digest(BY_THEME)}


def test_who_leaves_a_decided_theme_is_told_once_and_may_come_back():
    known, without = Known(SLUG), replace(BY_THEME, on=("cc-1",))
    entries_to_record(a_subject(BY_THEME), known)
    assert outcomes(entries_to_record(a_subject(without), known)) == [("cc-2", "none")]
    assert entries_to_record(a_subject(without), known) == []
    assert outcomes(entries_to_record(a_subject(BY_THEME), known)) == [("cc-2", "partly")]
    assert known.decided["cc-2"].turns == 1


def test_who_is_decided_on_apart_leaves_the_theme_by_that():
    known, own = Known(SLUG), Decision(("cc-2",), Outcome.ADOPTED, "Good", "2027-03-06")
    entries_to_record(a_subject(BY_THEME), known)
    found = entries_to_record(a_subject(own, replace(BY_THEME, on=("cc-1",))), known)
    assert outcomes(found) == [("cc-2", "adopted")] and "theme" not in found[0]


def test_nobody_has_left_a_theme_that_was_not_looked_up():
    known = Known(SLUG)
    entries_to_record(a_subject(BY_THEME), known)
    assert entries_to_record(a_subject(replace(BY_THEME, on=(), called="")), known) == []
    assert entries_to_record(a_subject(), known) == []


def test_what_a_ledger_says_of_a_theme_is_read_again_and_verifies(tmp_path):
    instance = a_ledger(tmp_path, a_contribution("cc-1"), a_contribution("cc-2"), as_of=DAY_3)
    append(instance, SLUG, [], as_of=DAY_9, opening=entries_to_record(a_subject(BY_THEME), read_known(instance, SLUG)))
    left = entries_to_record(a_subject(replace(BY_THEME, on=("cc-1",))), read_known(instance, SLUG))
    append(instance, SLUG, [], as_of=DAY_9, opening=left)
    assert not problems_of(instance)
    assert fold(instance, SLUG).decisions == {"cc-1": "partly"}


def test_the_digest_of_an_entry_about_contributions_is_what_it_was_before_there_were_themes():
    assert entry_digest(ADOPTED) == "06e73b9bf229966b18afccdc41f2b765f6976d8ecdda21c3efe77412346e6903"
