from dataclasses import replace

from lawloom.ledger.append import append
from lawloom.ledger.entries import entries_to_record, entry_digest
from lawloom.ledger.known import Known, read_known
from lawloom.model.editorial import Decision, Moderation, ModerationAct, Outcome
from lawloom.model.subject import Subject
from ledger.builders import DAY_3, DAY_9, SLUG, a_ledger, problems_of

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
