"""Pol.is: an export folder in its old and new forms."""

import pytest

from collect.builders import (
    KEY,
    POLIS_COMMENTS,
    POLIS_VOTES,
    a_consultation,
    a_folder,
    codes,
    counts_of,
    importing,
    items_of,
    lines_of,
    packed,
    places,
    refusal,
    texts_of,
)
from lawloom.ledger.key import pseudonym
from lawloom.model.contribution import Kind

COMMENTS = (
    POLIS_COMMENTS + "1500232652930,Sun WIB 2017,3,7,1,1,1,Trains at night.\n1500232652,Sun,4,8,0,0,-1,No trains.\n"
)
VOTES = POLIS_VOTES + (
    "1500232660001,x,3,7,1\n"
    "1500232660002,x,3,8,-1\n"
    "1500232660003,x,3,8,0\n"  # the same person thinks again
    "1500232660002,x,3,8,-1\n"  # a repeated row
    "1500232661,x,4,7,-1\n"
)


def votes_of(instance):
    return [(vote["on"], vote["stance"], vote["time"], vote.get("ms")) for vote in lines_of(instance, kind="vote")]


def test_statements_and_votes_are_taken_with_the_signs_of_the_export(tmp_path):
    instance = a_consultation(tmp_path)
    report = importing(instance, "polis", a_folder(tmp_path, comments_csv=COMMENTS, votes_csv_gz=packed(VOTES)))
    assert [(item.id, item.kind, item.set_aside) for item in items_of(instance).values()] == [
        ("po-4", Kind.STATEMENT, "moderated"),
        ("po-3", Kind.STATEMENT, ""),
    ]
    assert votes_of(instance) == [
        ("po-3", "for", "2017-07-16T19:17:40Z", 1),
        ("po-3", "against", "2017-07-16T19:17:40Z", 2),
        ("po-3", "pass", "2017-07-16T19:17:40Z", 3),
        ("po-4", "against", "2017-07-16T19:17:41Z", None),
    ]
    assert (report.read, report.taken, report.already, report.votes) == (7, 7, 1, 4)


def test_a_changed_vote_and_the_one_before_both_stand_and_a_repeated_row_stands_once(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "polis", a_folder(tmp_path, comments_csv=COMMENTS, votes_csv=VOTES))
    of_eight = [
        v["stance"]
        for v in lines_of(instance, kind="vote")
        if v["by"] == pseudonym(KEY, "night-trains", "import:po", "8")
    ]
    assert of_eight == ["against", "pass"]


def test_an_author_and_a_voter_of_one_number_are_one_person(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "polis", a_folder(tmp_path, comments_csv=COMMENTS, votes_csv=VOTES))
    assert items_of(instance)["po-3"].by == lines_of(instance, kind="vote")[0]["by"]


def test_seconds_and_thousandths_are_told_apart_value_by_value(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "polis", a_folder(tmp_path, comments_csv=COMMENTS))
    items = items_of(instance)
    assert (items["po-3"].sent_at, items["po-3"].ms) == ("2017-07-16T19:17:32Z", 930)
    assert (items["po-4"].sent_at, items["po-4"].ms) == ("2017-07-16T19:17:32Z", 0)


def test_a_statement_is_its_own_title_and_a_long_one_keeps_all_its_words_below(tmp_path):
    instance = a_consultation(tmp_path)
    long = '1500232652931,x,5,7,0,0,1,"Two lines:\nthe second"\n'
    importing(instance, "polis", a_folder(tmp_path, comments_csv=COMMENTS + long))
    assert texts_of(instance)["po-3"] == {"title": "Trains at night."}
    assert texts_of(instance)["po-5"] == {"title": "Two lines:…", "body": "Two lines:\nthe second"}


def test_votes_on_statements_that_the_export_lacks_are_refused_and_counted(tmp_path):
    instance = a_consultation(tmp_path)
    report = importing(
        instance, "polis", a_folder(tmp_path, comments_csv=COMMENTS, votes_csv=VOTES + "1500232660009,x,99,7,1\n")
    )
    assert report.refused == {"vote-on-unknown": 1}
    assert places(report, "vote-on-unknown") == ["export/votes.csv:7"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("1500232660009,x,3,7,2\n", "vote-unknown"),
        ("1500232660009,x,3,7,\n", "vote-unknown"),
        (",x,3,7,1\n", "date-missing"),
        ("soon,x,3,7,1\n", "date-unreadable"),
        ("4102444800000,x,3,7,1\n", "dated-later"),
        ("1500232660009,x,,7,1\n", "id-missing"),
        ("1500232660009,x,3,7\n", "row-short"),
    ],
)
def test_a_bad_vote_costs_one_vote(tmp_path, row, code):
    instance = a_consultation(tmp_path)
    report = importing(instance, "polis", a_folder(tmp_path, comments_csv=COMMENTS, votes_csv=VOTES + row))
    assert (report.refused, report.votes) == ({code: 1}, 4)


def test_a_repeated_statement_stands_once_and_another_with_its_number_is_refused(tmp_path):
    instance = a_consultation(tmp_path)
    first = COMMENTS.splitlines(keepends=True)[1]
    report = importing(
        instance, "polis", a_folder(tmp_path, comments_csv=COMMENTS + first + first.replace("night", "dawn"))
    )
    assert (report.read, report.taken, report.refused) == (4, 3, {"id-repeated": 1})
    assert texts_of(instance)["po-3"] == {"title": "Trains at night."}


def test_printed_totals_that_differ_from_the_rows_are_noted(tmp_path):
    instance = a_consultation(tmp_path)
    comments = COMMENTS.replace(",7,1,1,1,", ",7,9,1,1,")
    report = importing(
        instance,
        "polis",
        a_folder(tmp_path, comments_csv=comments, votes_csv=VOTES.replace("1500232660002,x,3,8,-1\n", "", 1)),
    )
    assert "po-3 for: 1 rows, 9 printed" in report.notes
    assert lines_of(instance, kind="import")[0]["notes"] == list(report.notes)


def test_without_votes_the_matrix_gives_totals_of_the_last_votes(tmp_path):
    instance = a_consultation(tmp_path)
    matrix = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,3,4\n7,0,1,2,1,1,1,-1\n8,0,1,1,0,0,0,\n"
    folder = a_folder(tmp_path, comments_csv=COMMENTS, **{"participants-votes_csv": matrix})
    report = importing(instance, "polis", folder)
    assert counts_of(instance) == {
        ("po-3", "for"): 1, ("po-3", "against"): 0, ("po-3", "pass"): 1,
        ("po-4", "for"): 0, ("po-4", "against"): 1, ("po-4", "pass"): 0,
    }  # fmt: skip
    assert "polis-matrix-totals" in codes(report)
    assert lines_of(instance, kind="import")[0]["votes"] == "counts"


def test_without_votes_and_matrix_the_printed_totals_are_taken_and_passes_stay_unknown(tmp_path):
    instance = a_consultation(tmp_path)
    report = importing(instance, "polis", a_folder(tmp_path, comments_csv=COMMENTS))
    assert counts_of(instance) == {
        ("po-3", "for"): 1, ("po-3", "against"): 1, ("po-4", "for"): 0, ("po-4", "against"): 0,
    }  # fmt: skip
    assert "polis-printed-totals" in codes(report)


def test_votes_that_come_later_as_rows_take_the_place_of_totals(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "polis", a_folder(tmp_path, comments_csv=COMMENTS))
    importing(instance, "polis", a_folder(tmp_path, comments_csv=COMMENTS, votes_csv=VOTES))
    assert set(counts_of(instance).values()) == {0}
    assert len(lines_of(instance, kind="vote")) == 4


@pytest.mark.parametrize("missing", ["timestamp", "voter-id", "vote", "comment-id"])
def test_missing_columns_are_named(tmp_path, missing):
    names = [name for name in POLIS_VOTES.strip().split(",") if name != missing]
    folder = a_folder(tmp_path, comments_csv=COMMENTS, votes_csv=",".join(names) + "\n")
    assert refusal(a_consultation(tmp_path), "polis", folder) == ["columns-missing"]


def test_columns_that_only_tell_more_may_be_missing(tmp_path):
    instance = a_consultation(tmp_path)
    report = importing(
        instance, "polis", a_folder(tmp_path, comments_csv="timestamp,comment-id,comment-body\n1500232652,3,Yes\n")
    )
    assert items_of(instance)["po-3"].by is None
    assert [one.code for one in report.problems] == ["column-not-there", "column-not-there"]


def test_the_topic_becomes_the_title_of_a_subject_that_is_made(tmp_path):
    instance = a_consultation(tmp_path)
    summary = 'topic,Trains, at night?\nurl,x\nconversation-description,"<script>alert(1)</script>"\n'
    importing(instance, "polis", a_folder(tmp_path, comments_csv=COMMENTS, votes_csv=VOTES, summary_csv=summary))
    written = (instance.subject("night-trains") / "subject.md").read_text()
    assert 'title: "Trains, at night?"' in written
    assert "script" not in written


@pytest.mark.parametrize("votes", ["", "<html>502</html>", "\n\n"])
def test_an_export_whose_votes_are_missing_from_their_file_is_refused_whole(tmp_path, votes):
    instance = a_consultation(tmp_path)
    [code] = refusal(instance, "polis", a_folder(tmp_path, comments_csv=COMMENTS, votes_csv=votes))
    assert code in ("source-no-table", "source-html")
    assert not instance.contributions.exists()
