"""An import is safe to repeat and to kill, loses nothing, and leaves to people what is theirs."""

import json
import os
import re

import pytest

from collect.builders import (
    AS_OF,
    DAY,
    KEY,
    OWN_ITEMS,
    POLIS_COMMENTS,
    SLUG,
    a_consultation,
    a_folder,
    counts_of,
    importing,
    items_of,
    kept_rows,
    lines_of,
    refusal,
    texts_of,
)
from lawloom import content, messages
from lawloom.errors import SourceUnavailable
from lawloom.ledger import verify
from lawloom.ledger.erase import erase
from lawloom.ledger.fold import fold
from lawloom.model.phase import PhaseKind
from ledger.builders import dies_at, snapshot

NEXT_YEAR = "2028-01-01T00:00:00Z"
ITEMS = OWN_ITEMS + f"1,proposal,More trains,At night.,,,ana,{DAY}\n2,argument,,Quiet,1,for,bo,{DAY}\n"
VOTES = f"on,by,stance,time\n1,bo,for,{DAY}\n1,cy,mixed,2027-03-09T23:30:00Z\n"


def an_export(tmp_path, items=ITEMS, votes=VOTES, name="export"):
    return a_folder(tmp_path, name, items_csv=items, votes_csv=votes)


def a_subject(instance, phases="  - {name: s, kind: solutions, opens: 2027-03-01, closes: 2027-03-05}\n"):
    folder = instance.subject(SLUG)
    folder.mkdir(parents=True)
    (folder / "subject.md").write_text(f"---\ntitle: Ours\nsummary: S.\nphases:\n{phases}---\nThe problem.\n")
    return folder / "subject.md"


def sound(instance):
    [report] = verify.verify(instance, [SLUG])
    return [one for one in report.problems if not one.warning] == []


# --- repeated


def test_a_second_import_adds_nothing(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "csv", an_export(tmp_path))
    folders = (instance.contributions, instance.content, instance.private)
    before = [snapshot(folder) for folder in folders]
    report = importing(instance, "csv", an_export(tmp_path))
    assert report.stands
    assert [snapshot(folder) for folder in folders] == before


def test_a_number_used_for_two_votes_is_told_and_never_taken_for_one_that_is_there(tmp_path):
    instance = a_consultation(tmp_path)
    votes = f"on,by,stance,time,number\n1,bo,for,{DAY},77\n1,cy,for,{DAY},77\n1,di,for,{DAY},78\n1,bo,for,{DAY},77\n"
    report = importing(instance, "csv", an_export(tmp_path, votes=votes))
    assert (report.votes, report.already, report.refused) == (2, 1, {"number-repeated": 1})
    assert sound(instance)
    again = importing(instance, "csv", an_export(tmp_path, votes=votes))
    assert (again.added, again.refused) == (0, {"number-repeated": 1})


def test_an_import_with_nothing_new_records_what_people_wrote_since(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "csv", an_export(tmp_path))
    entry = "- on: cs-1\n  act: hide\n  rule: '3'\n  reason: Insults a person\n  date: 2027-06-02\n"
    (instance.subject(SLUG) / "moderation.yml").write_text(entry)
    assert importing(instance, "csv", an_export(tmp_path), as_of=NEXT_YEAR).stands
    assert [line["on"] for line in lines_of(instance, kind="moderation")] == ["cs-1"]
    assert fold(instance, SLUG).as_of == NEXT_YEAR and sound(instance)


def test_a_total_is_not_added_to_rows_that_came_under_a_channel_of_their_own(tmp_path):
    instance = a_consultation(tmp_path)
    votes = f"on,by,stance,time,channel\n1,bo,for,{DAY},paper\n1,cy,for,{DAY},paper\n"
    importing(instance, "csv", an_export(tmp_path, votes=votes))
    totals = f"id,title,created_at,for,against\n1,More trains,{DAY},2,0\n"
    report = importing(instance, "csv", a_folder(tmp_path, "totals", items_csv=totals), as_of=NEXT_YEAR)
    assert report.counts == 0 and counts_of(instance) == {}
    noted = ["cs-1 for: rows of an earlier import, 2 printed", "cs-1 against: rows of an earlier import, 0 printed"]
    assert [*report.notes] == noted
    assert lines_of(instance, kind="import")[-1]["notes"] == noted


def test_the_same_rows_in_another_packing_add_nothing(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "csv", an_export(tmp_path))
    before = snapshot(instance.contributions)
    rows = ITEMS.splitlines(keepends=True)
    report = importing(instance, "csv", an_export(tmp_path, rows[0] + rows[2] + rows[1], VOTES + "\n", "again"))
    assert (report.added, report.already, report.stands) == (0, 4, False)
    assert snapshot(instance.contributions) == before


def test_a_later_export_adds_only_what_is_new(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "csv", an_export(tmp_path))
    before = len(lines_of(instance))
    more = ITEMS + f"3,proposal,Beds,x,,,cy,{DAY}\n"
    report = importing(
        instance, "csv", an_export(tmp_path, more, VOTES + f"3,bo,for,{DAY}\n", "later"), as_of=NEXT_YEAR
    )
    assert (report.read, report.taken, report.already, report.added) == (6, 6, 4, 2 + 1)
    assert len(lines_of(instance)) == before + 3
    assert sound(instance)


def test_a_changed_text_becomes_a_new_revision(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "csv", an_export(tmp_path))
    report = importing(
        instance, "csv", an_export(tmp_path, ITEMS.replace("At night.", "By day."), name="later"), as_of=NEXT_YEAR
    )
    assert report.edited == 1
    item = items_of(instance)["cs-1"]
    assert (item.rev, item.edited_at, item.sent_at) == (2, NEXT_YEAR, DAY)
    assert texts_of(instance)["cs-1"]["body"] == "By day."
    assert (
        importing(instance, "csv", an_export(tmp_path, ITEMS.replace("At night.", "By day.") + "\n", name="x")).added
        == 0
    )


def test_a_total_replaces_the_one_before_only_if_it_differs(tmp_path):
    instance = a_consultation(tmp_path)
    table = f"id,title,for,against,created_at\n1,x,5,3,{DAY}\n"
    importing(instance, "csv", a_folder(tmp_path, "one", t_csv=table))
    importing(instance, "csv", a_folder(tmp_path, "two", t_csv=table.replace(",5,", ",8,")), as_of=NEXT_YEAR)
    assert counts_of(instance) == {("cs-1", "for"): 8, ("cs-1", "against"): 3}
    assert [line["value"] for line in lines_of(instance, kind="count")] == [3, 5, 8]


def test_the_text_of_an_erased_contribution_is_never_stored_again(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "csv", an_export(tmp_path))
    erase(instance, SLUG, "cs-1", as_of=NEXT_YEAR)
    for words in ("At night.", "By day."):
        importing(
            instance, "csv", an_export(tmp_path, ITEMS.replace("At night.", words) + "\n", name=words), as_of=NEXT_YEAR
        )
    assert texts_of(instance)["cs-1"] == {}
    assert sound(instance)


def test_what_facilitators_set_aside_is_no_reason_to_record_an_edit(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "csv", an_export(tmp_path))
    (instance.subject(SLUG) / "moderation.yml").write_text(
        "- on: cs-1\n  act: set-aside\n  rule: '3'\n  reason: It is about planes.\n  date: 2027-03-20\n"
    )
    report = importing(instance, "csv", an_export(tmp_path, ITEMS + "\n", name="later"), as_of=NEXT_YEAR)
    assert report.edited == 0


def test_what_was_dated_later_waits_and_is_taken_by_a_later_import_of_the_same_file(tmp_path):
    instance = a_consultation(tmp_path)
    late = ITEMS + "3,proposal,Beds,x,,,cy,2027-12-01T00:00:00Z\n"
    assert importing(instance, "csv", an_export(tmp_path, late)).refused == {"dated-later": 1}
    report = importing(instance, "csv", an_export(tmp_path, late), as_of=NEXT_YEAR)
    assert (report.refused, report.kinds) == ({}, {"proposal": 1})
    assert kept_rows(instance) == []


def test_refused_rows_are_kept_raw_and_their_digests_stand_in_the_ledger_once(tmp_path):
    instance = a_consultation(tmp_path)
    bad = ITEMS + "4,proposal,Été; ça\n"
    for _ in range(2):
        importing(instance, "csv", an_export(tmp_path, bad))
    [line] = lines_of(instance, kind="import")
    assert (line["read"], line["taken"], line["refused"]) == (5, 4, {"row-short": 1})
    [row] = kept_rows(instance)
    assert (row["file"], row["line"], row["row"]) == ("export/items.csv", 4, "4,proposal,Été; ça\n")
    assert "Été" not in (instance.ledger_of(SLUG) / "0001.jsonl").read_text()


def test_where_nothing_can_be_taken_nothing_is_written(tmp_path):
    instance = a_consultation(tmp_path)
    assert refusal(instance, "csv", a_folder(tmp_path, t_csv="id,created_at\n1,soon\n"))[0] == "nothing-taken"
    assert refusal(instance, "csv", a_folder(tmp_path, "e", t_csv="id,created_at\n")) == ["nothing-there"]
    assert not instance.contributions.exists()
    assert not instance.subjects.exists()
    assert len(kept_rows(instance)) == 1


# --- killed


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_run_killed_anywhere_is_taken_up_and_goes_by_the_time_it_began(tmp_path):
    whole = a_consultation(tmp_path / "whole")
    export = an_export(tmp_path)
    importing(whole, "csv", export)
    expected = snapshot(whole.contributions) | snapshot(whole.content)
    for step in (*range(1, 12), *range(12, 60, 4)):
        instance = a_consultation(tmp_path / f"killed-{step}")
        killed = dies_at(step, "before", lambda instance=instance: importing(instance, "csv", export))
        if instance.contributions.exists():
            assert sound(instance) or not instance.ledger_of(SLUG).exists()
        report = importing(instance, "csv", export, as_of=NEXT_YEAR if step > 4 and killed else AS_OF)
        assert report.as_of in (AS_OF, NEXT_YEAR)
        if report.as_of == AS_OF:
            assert snapshot(instance.contributions) | snapshot(instance.content) == expected
        assert sound(instance)
        if not killed:
            return
    raise AssertionError("the run takes more steps than were tried")


# --- ids


def test_a_prefix_belongs_to_one_format(tmp_path):
    instance = a_consultation(tmp_path)
    taken = refusal(instance, "csv", an_export(tmp_path), prefix="po")
    assert taken == ["prefix-of-another-format"], "pages say of po that it came from Pol.is"
    importing(instance, "csv", an_export(tmp_path), prefix="own")
    comments = POLIS_COMMENTS + "1500232652930,x,1,7,0,0,1,Yes\n"
    polis = a_folder(tmp_path, "p", comments_csv=comments)
    assert refusal(instance, "polis", polis, prefix="own") == ["prefix-of-another-format"]
    importing(instance, "polis", a_folder(tmp_path, "p", comments_csv=comments), prefix="po2")
    assert "po2-1" in items_of(instance)


def test_another_export_under_the_same_ids_is_refused(tmp_path):
    instance = a_consultation(tmp_path)
    first = POLIS_COMMENTS + "".join(f"15002326{n}930,x,{n},7,0,0,1,Yes {n}\n" for n in range(10, 15))
    importing(instance, "polis", a_folder(tmp_path, "one", comments_csv=first))
    other = first.replace("15002326", "15102326").replace("Yes", "No")
    assert refusal(instance, "polis", a_folder(tmp_path, "two", comments_csv=other)) == ["prefix-of-another-export"]


@pytest.mark.parametrize("prefix", ["gh", "f", "C", "1a", "a-b", "../x", ""])
def test_a_prefix_that_cannot_begin_an_id_is_refused(tmp_path, prefix):
    assert refusal(a_consultation(tmp_path), "csv", an_export(tmp_path), prefix=prefix) == ["prefix-unusable"]


@pytest.mark.parametrize("slug", ["../x", "CON", "con", "Trains", "a_b", "", "consultation", "unsorted"])
def test_a_subject_that_cannot_stand_in_an_address_is_refused(tmp_path, slug):
    instance = a_consultation(tmp_path)
    assert refusal(instance, "csv", an_export(tmp_path), slug=slug) == ["import-slug"]
    assert not instance.contributions.exists()


def test_a_format_that_does_not_exist_is_named_with_those_that_do(tmp_path):
    assert refusal(a_consultation(tmp_path), "excel", an_export(tmp_path)) == ["format-unknown"]


def test_a_path_that_does_not_exist_is_a_source_that_is_unavailable(tmp_path):
    with pytest.raises(SourceUnavailable):
        importing(a_consultation(tmp_path), "csv", tmp_path / "nowhere")


def test_links_and_folders_in_an_export_are_not_followed(tmp_path):
    folder = an_export(tmp_path)
    (folder / "secret.csv").symlink_to("/etc/passwd")
    (folder / "more").mkdir()
    report = importing(a_consultation(tmp_path), "csv", folder)
    assert [(one.code, one.place.file) for one in report.problems] == [
        ("source-not-a-file", "export/more"),
        ("source-not-a-file", "export/secret.csv"),
    ]


# --- the subject


def test_a_slip_in_the_name_of_a_subject_makes_no_second_one(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "csv", an_export(tmp_path))
    assert refusal(instance, "csv", an_export(tmp_path), slug="nigth-trains") == ["import-subject-near"]
    assert not instance.ledger_of("nigth-trains").exists()
    assert not instance.subject("nigth-trains").exists()
    assert refusal(instance, "csv", an_export(tmp_path), slug="canals") == []
    assert refusal(instance, "csv", an_export(tmp_path), slug="night-train", title="The night train") == []
    assert refusal(instance, "csv", an_export(tmp_path), slug="night-train") == []  # there is one now


def test_a_missing_subject_is_made_with_the_phases_that_its_records_need(tmp_path):
    instance = a_consultation(tmp_path, language="fr")
    items = (
        ITEMS + f"3,question,Who?,,,,,{DAY}\n4,cause,Why,,,,,{DAY}\n5,petition,P,,,,,{DAY}\n6,comment,,Hm,,,,{DAY}\n"
    )
    report = importing(instance, "csv", an_export(tmp_path, items), title='Trains: "night" \u202e& day')
    consultation, problems = content.read(instance)
    assert [one for one in problems if not one.warning] == []
    subject = consultation.subjects[SLUG]
    assert subject.title == 'Trains: "night" & day'
    assert subject.language == "fr"
    assert re.fullmatch(r"Contributions et votes du 1?\d(er)? \w+ \d{4} au .*, importés depuis CSV\.", subject.summary)
    assert {phase.kind for phase in subject.phases} == {
        PhaseKind.SOLUTIONS, PhaseKind.DEBATE, PhaseKind.CAUSES, PhaseKind.FOLLOW,
    }  # fmt: skip
    assert report.subject_made and report.subject_file == f"content/subjects/{SLUG}/subject.md"


def test_phases_span_the_local_days_of_the_first_and_the_last_record(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "csv", an_export(tmp_path))
    [phase] = content.read(instance)[0].subjects[SLUG].phases
    # 23:30 UTC on the 9th is the 10th in Paris, and that day ends at 23:00 UTC.
    assert (phase.opens_at, phase.closes_at) == ("2027-02-28T23:00:00Z", "2027-03-10T23:00:00Z")


def test_phases_that_an_import_made_are_widened_by_a_later_one(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "csv", an_export(tmp_path), title="Ours")
    report = importing(instance, "csv", an_export(tmp_path, ITEMS + "7,question,x,,,,,2027-05-01\n", name="later"))
    subject = content.read(instance)[0].subjects[SLUG]
    assert not report.subject_made and report.subject_file
    assert (subject.title, {phase.kind.value: phase.closes_at for phase in subject.phases}) == (
        "Ours",
        {"solutions": "2027-05-01T22:00:00Z", "debate": "2027-05-01T22:00:00Z"},
    )


def test_a_file_that_anyone_edited_is_never_touched(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "csv", an_export(tmp_path))
    path = instance.subject(SLUG) / "subject.md"
    path.write_text(path.read_text().replace("closes: 2027-03-10", "closes: 2027-03-11"))
    before = path.read_bytes()
    report = importing(instance, "csv", an_export(tmp_path, ITEMS + "7,question,x,,,,,2027-05-01\n", name="later"))
    assert path.read_bytes() == before
    assert [(one.phase, one.records, one.first) for one in report.outside] == [(PhaseKind.DEBATE, 1, "2027-05-01")]


def test_records_outside_of_peoples_phases_are_told_with_the_phase_to_add(tmp_path):
    instance = a_consultation(tmp_path)
    path = a_subject(instance)
    before = path.read_bytes()
    report = importing(instance, "csv", an_export(tmp_path))
    assert path.read_bytes() == before
    [outside] = report.outside
    assert (outside.phase, outside.records, outside.first, outside.last) == (
        PhaseKind.SOLUTIONS,
        1,
        "2027-03-10",
        "2027-03-10",
    )
    assert "a phase of kind solutions from 10 March 2027 to 10 March 2027" in "\n".join(report.lines("en"))


def test_entries_of_moderation_are_recorded_before_what_an_import_adds(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "csv", an_export(tmp_path))
    (instance.subject(SLUG) / "decisions.yml").write_text(
        "- on: cs-1\n  outcome: adopted\n  reason: It is good.\n  date: 2027-05-02\n"
    )
    importing(instance, "csv", an_export(tmp_path, ITEMS + f"9,proposal,x,,,,,{DAY}\n", name="later"), as_of=NEXT_YEAR)
    assert [line["kind"] for line in lines_of(instance)][-3:] == ["decision", "contribution", "import"]


# --- what is told


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_report_is_whole_in_every_language(tmp_path, language):
    instance = a_consultation(tmp_path)
    report = importing(instance, "csv", an_export(tmp_path, ITEMS + "4,x\n"))
    told = "\n".join(report.lines(language))
    assert "{" not in told and "import-" not in told
    assert "[row-short]" in messages.report(report.problems, language)
    assert json.dumps(report.as_json())


def test_progress_is_told_while_rows_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr("lawloom.collect.intake.TOLD_EVERY", 2)
    said = []
    importing(a_consultation(tmp_path), "csv", an_export(tmp_path), progress=said.append)
    assert said == ["export/items.csv:3", "export/votes.csv:3"]


def test_another_key_gives_other_pseudonyms_and_no_name_is_in_the_ledger(tmp_path):
    one, two = a_consultation(tmp_path / "one"), a_consultation(tmp_path / "two")
    importing(one, "csv", an_export(tmp_path))
    importing(two, "csv", an_export(tmp_path), key=KEY[::-1])
    assert items_of(one)["cs-1"].by != items_of(two)["cs-1"].by
    assert "ana" not in (one.ledger_of(SLUG) / "0001.jsonl").read_text()
