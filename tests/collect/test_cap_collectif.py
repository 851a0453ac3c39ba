"""Cap Collectif: the platform's wide table and the reduced lines of JSON, with the faults that real exports have."""

import csv
import io
import json

import pytest

from collect.builders import (
    KEY,
    a_consultation,
    a_folder,
    codes,
    counts_of,
    importing,
    items_of,
    kept_rows,
    lines_of,
    packed,
    places,
    refusal,
    texts_of,
)
from lawloom.ledger.key import pseudonym
from lawloom.model.contribution import Actor, Kind, Side
from lawloom.model.vote import Stance

OPINION = (
    *("id", "author_id", "author_type_name", "consultation_title", "section_title", "title", "bodyText", "createdAt"),
    *("updatedAt", "url", "published", "trashed", "trashedStatus", "trashedAt", "trashedReason", "votesCount"),
    *("votesCountOk", "votesCountMitige", "votesCountNok", "argumentsCount", "argumentsCountFor"),
    *("argumentsCountAgainst", "sourcesCount", "versionsCount"),
)
BLOCKS = {
    "contributions_": OPINION,
    "contributions_votes_": ("id", "related_id", "author_id", "value", "createdAt"),
    "contributions_arguments_": (
        *("related_id", "related_kind", "id", "author_id", "type", "body", "createdAt", "trashed", "votesCount"),
    ),
    "contributions_reportings_": ("related_id", "id", "author_id", "body", "createdAt"),
    "contributions_sources_": ("id", "related_id", "related_kind", "author_id", "body", "createdAt", "votesCount"),
    "contribution_versions_": ("id", "author_id", "title", "bodyText", "createdAt"),
}
COLUMNS = ["type", *(block + name for block, names in BLOCKS.items() for name in names)]
BLOCK_OF = {
    "opinion": "contributions_",
    "vote": "contributions_votes_",
    "argument": "contributions_arguments_",
    "reporting": "contributions_reportings_",
    "source": "contributions_sources_",
    "version": "contribution_versions_",
}
WHEN = {"createdAt": "2015-09-26T02:27:57+0200"}


def a_row(kind, /, **cells):
    block = BLOCK_OF[kind]
    return {"type": kind} | {block + name: str(value) for name, value in (WHEN | cells).items()}


def a_table(*rows, without=()):
    out = io.StringIO()
    writer = csv.DictWriter(out, [name for name in COLUMNS if name not in without], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: value for name, value in row.items() if name not in without} for row in rows)
    return out.getvalue()


AN_OPINION = a_row(
    "opinion", id=69, author_id="u1", author_type_name="Citoyen", title="Open it", bodyText="<p>All of it.</p>",
    section_title="Section 2", votesCountOk=2, votesCountMitige=0, votesCountNok=1, argumentsCount=1, sourcesCount=1,
)  # fmt: skip
ANSWERS = (
    a_row("argument", id=12, related_id=69, author_id="u2", type="FOR", body="Cheaper.", votesCount=3),
    a_row("source", id=3, related_id=69, author_id="u3", body="A report", votesCount=0),
)
VOTES = (
    a_row("vote", id=1, related_id=69, author_id="u1", value="YES"),
    a_row("vote", id=2, related_id=69, author_id="u2", value=1),
    a_row("vote", id=3, related_id=69, author_id="u3", value="-1"),
)


def test_each_type_of_row_fills_its_own_block(tmp_path):
    instance = a_consultation(tmp_path)
    report = importing(instance, "cap-collectif", a_folder(tmp_path, e_csv=a_table(AN_OPINION, *ANSWERS)))
    items = items_of(instance)
    assert [(item.id, item.kind, item.on) for item in items.values()] == [
        ("cc-69", Kind.PROPOSAL, None),
        ("cc-a12", Kind.ARGUMENT, "cc-69"),
        ("cc-s3", Kind.SOURCE, "cc-69"),
    ]
    assert items["cc-69"].actor is Actor.CITIZEN
    assert items["cc-69"].sent_at == "2015-09-26T00:27:57Z"
    assert items["cc-69"].by == pseudonym(KEY, "night-trains", "import:cc", "u1")
    assert items["cc-a12"].side is Side.FOR
    assert texts_of(instance)["cc-69"] == {"title": "Open it", "body": "All of it."}
    assert (report.read, report.taken, report.refused) == (3, 3, {})


def test_totals_are_counts_where_there_are_no_rows(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "cap-collectif", a_folder(tmp_path, e_csv=a_table(AN_OPINION, *ANSWERS)))
    assert counts_of(instance) == {
        ("cc-69", "for"): 2,
        ("cc-69", "mixed"): 0,
        ("cc-69", "against"): 1,
        ("cc-a12", "support"): 3,
        ("cc-s3", "support"): 0,
    }
    assert lines_of(instance, kind="import")[0]["votes"] == "counts"


def test_votes_as_rows_are_taken_and_their_totals_only_compared(tmp_path):
    instance = a_consultation(tmp_path)
    table = a_table(AN_OPINION | {"contributions_votesCountOk": "5"}, *VOTES, *ANSWERS)
    report = importing(instance, "cap-collectif", a_folder(tmp_path, e_csv=table))
    votes = lines_of(instance, kind="vote")
    assert sorted((vote["on"], vote["stance"], vote["number"]) for vote in votes) == [
        ("cc-69", "against", "3"),
        ("cc-69", "for", "1"),
        ("cc-69", "for", "2"),
    ]
    assert counts_of(instance) == {("cc-a12", "support"): 3, ("cc-s3", "support"): 0}
    assert report.notes == ("cc-69 for: 2 rows, 5 printed",)
    assert lines_of(instance, kind="import")[0]["votes"] == "rows"


def test_an_empty_count_is_unknown_and_never_zero(tmp_path):
    instance = a_consultation(tmp_path)
    row = AN_OPINION | {"contributions_votesCountOk": "", "contributions_votesCountMitige": " "}
    importing(instance, "cap-collectif", a_folder(tmp_path, e_csv=a_table(row)))
    assert counts_of(instance) == {("cc-69", "against"): 1}


def test_a_row_shifted_by_an_unquoted_separator_is_refused_with_its_line_and_kept(tmp_path):
    instance = a_consultation(tmp_path)
    whole = a_table(AN_OPINION, a_row("opinion", id=70, title="Close it, now", bodyText="b"), ANSWERS[0])
    shifted = whole.replace('"Close it, now"', "Close it, now")
    report = importing(instance, "cap-collectif", a_folder(tmp_path, e_csv=shifted))
    assert report.refused == {"row-shifted": 1}
    assert places(report, "row-shifted") == ["export/e.csv:3"]
    assert kept_rows(instance)[0]["row"] == shifted.splitlines(keepends=True)[2]
    [line] = lines_of(instance, kind="import")
    assert line["refused"] == {"row-shifted": 1}
    assert len(line["refused_digests"]) == 1
    assert set(items_of(instance)) == {"cc-69", "cc-a12"}


def test_a_shifted_row_that_happens_to_have_enough_cells_is_refused_too(tmp_path):
    instance = a_consultation(tmp_path)
    row = AN_OPINION | {"contributions_votes_id": "something of the text"}
    other = AN_OPINION | {"contributions_id": "71", "contributions_votesCountOk": "2015-09-26"}
    report = importing(
        instance, "cap-collectif", a_folder(tmp_path, e_csv=a_table(row, other, a_row("opinion", id=9, title="c")))
    )
    assert report.refused == {"row-shifted-block": 1, "count-unreadable": 1}


def test_what_answers_a_refused_row_is_refused_with_it(tmp_path):
    instance = a_consultation(tmp_path)
    bad = AN_OPINION | {"contributions_createdAt": "yesterday"}
    good = a_row("opinion", id=70, title="Another")
    report = importing(instance, "cap-collectif", a_folder(tmp_path, e_csv=a_table(bad, *ANSWERS, *VOTES, good)))
    assert report.refused == {"date-unreadable": 1, "parent-refused": 2, "vote-on-refused": 3}
    assert set(items_of(instance)) == {"cc-70"}


def test_reportings_versions_and_their_answers_are_counted_and_not_taken(tmp_path):
    instance = a_consultation(tmp_path)
    rows = (
        AN_OPINION,
        a_row("reporting", id=1, related_id=69, body="rude"),
        a_row("version", id=500, title="Other words"),
        a_row("vote", id=8, related_id=500, value="NO", author_id="u1"),
        a_row("argument", id=40, related_id=500, related_kind="version", type="AGAINST", body="No."),
    )
    report = importing(instance, "cap-collectif", a_folder(tmp_path, e_csv=a_table(*rows)))
    assert report.passed == {"reporting": 1, "version": 1, "version-vote": 1, "version-argument": 1}
    assert (report.read, report.taken) == (5, 1)
    assert lines_of(instance, kind="vote") == []


def test_a_vote_without_a_related_id_is_about_the_opinion_above(tmp_path):
    instance = a_consultation(tmp_path)
    rows = (
        AN_OPINION,
        *VOTES[:1],
        a_row("version", id=500, title="x"),
        a_row("vote", id=9, author_id="u4", value="NO"),
    )
    table = a_table(*rows, without={"contributions_votes_related_id"})
    report = importing(instance, "cap-collectif", a_folder(tmp_path, e_csv=table))
    assert [vote["on"] for vote in lines_of(instance, kind="vote")] == ["cc-69"]
    assert report.passed["version-vote"] == 1


def test_a_date_without_an_offset_is_local_time_and_said_so(tmp_path):
    instance = a_consultation(tmp_path)
    table = a_table(AN_OPINION | {"contributions_createdAt": "2015-09-26 02:27:57"})
    report = importing(instance, "cap-collectif", a_folder(tmp_path, e_csv=table))
    assert items_of(instance)["cc-69"].sent_at == "2015-09-26T00:27:57Z"
    assert "dates-without-offset" in codes(report)


def test_missing_columns_are_named(tmp_path):
    table = a_table(AN_OPINION, without={"contributions_createdAt"})
    assert refusal(a_consultation(tmp_path), "cap-collectif", a_folder(tmp_path, e_csv=table)) == ["columns-missing"]


def an_argument(**more):
    return {
        "id": 12,
        "type": "against",
        "body": "Dear.",
        "created_at": "2015-10-01T10:00:00+0200",
        "votes_count": 4,
        "author": "u2",
    } | more


def a_line(**more):
    whole = {
        "id": 69,
        "title": "Open it",
        "body_html": "<p>All of it: <em>now</em>.</p>",
        "section": "Section 2",
        "author": "u1",
        "author_is_official": False,
        "created_at": "2015-09-26T02:27:57+0200",
        "updated_at": "2015-09-26T07:31:38+0200",
        "is_trashed": False,
        "votes_ok": 20,
        "votes_mitige": 2,
        "votes_nok": 10,
        "arguments_count": 1,
        "sources_count": 1,
        "versions_count": 7,
        "arguments": [an_argument()],
        "sources": [
            {"id": 3, "title": "A report", "body": "Long.", "category": "Report", "votes_count": None, "author": "u3"}
        ],
        "appendices": [{"title": "Why", "body_html": "<p>Because.</p>"}],
        "compared_texts": [],
    }
    return json.dumps(whole | more)


def test_a_line_of_json_gives_an_opinion_its_arguments_and_sources(tmp_path):
    instance = a_consultation(tmp_path)
    report = importing(instance, "cap-collectif", a_folder(tmp_path, o_jsonl_gz=packed(a_line())))
    items = items_of(instance)
    assert (items["cc-69"].kind, items["cc-a12"].side, items["cc-s3"].category) == (
        Kind.PROPOSAL,
        Side.AGAINST,
        "Report",
    )
    assert texts_of(instance)["cc-69"]["body"] == "All of it: _now_.\n\n### Why\n\nBecause."
    assert counts_of(instance) == {
        ("cc-69", "for"): 20,
        ("cc-69", "mixed"): 2,
        ("cc-69", "against"): 10,
        ("cc-a12", "support"): 4,
    }
    assert (report.read, report.taken) == (3, 3)


def test_a_source_without_a_date_takes_that_of_its_opinion(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "cap-collectif", a_folder(tmp_path, o_jsonl=a_line()))
    source = items_of(instance)["cc-s3"]
    assert (source.undated, source.sent_at) == (True, items_of(instance)["cc-69"].sent_at)
    assert not items_of(instance)["cc-a12"].undated


def test_an_official_author_is_an_institution_and_a_trashed_opinion_is_set_aside(tmp_path):
    instance = a_consultation(tmp_path)
    lines = [
        a_line(author="gouvernement", author_is_official=True),
        a_line(id=70, is_trashed=True, arguments=[], sources=[]),
    ]
    importing(instance, "cap-collectif", a_folder(tmp_path, o_jsonl="\n".join(lines)))
    items = items_of(instance)
    assert (items["cc-69"].actor, items["cc-70"].actor) == (Actor.INSTITUTION, None)
    assert (items["cc-69"].set_aside, items["cc-70"].set_aside) == ("", "trashed")
    assert counts_of(instance)[("cc-70", Stance.FOR.value)] == 20


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"created_at": None}, "date-missing"),
        ({"created_at": "soon"}, "date-unreadable"),
        ({"votes_ok": "many"}, "count-unreadable"),
        ({"votes_ok": -1}, "count-unreadable"),
        ({"votes_ok": 1.5}, "count-unreadable"),
        ({"title": "half \ud800 a letter"}, "text-surrogate"),
        ({"body_html": "a\0b"}, "text-nul"),
        ({"id": ""}, "id-missing"),
        ({"author": "\udfff"}, "text-surrogate"),
    ],
)
def test_a_bad_opinion_costs_itself_and_what_answers_it(tmp_path, more, code):
    instance = a_consultation(tmp_path)
    lines = [a_line(**more), a_line(id=70, arguments=[], sources=[])]
    report = importing(instance, "cap-collectif", a_folder(tmp_path, o_jsonl="\n".join(lines)))
    assert report.refused == {code: 1, "parent-refused": 2}
    assert set(items_of(instance)) == {"cc-70"}


@pytest.mark.parametrize(
    ("argument", "code"),
    [
        ("no object", "json-not-object"),
        (an_argument(type="maybe"), "side-unknown"),
        (an_argument(created_at=""), "date-missing"),
    ],
)
def test_a_bad_argument_costs_that_argument(tmp_path, argument, code):
    instance = a_consultation(tmp_path)
    report = importing(
        instance, "cap-collectif", a_folder(tmp_path, o_jsonl=a_line(arguments=[argument, an_argument(id=13)]))
    )
    assert report.refused == {code: 1}
    assert set(items_of(instance)) == {"cc-69", "cc-a13", "cc-s3"}


def test_a_count_that_differs_from_the_rows_is_noted(tmp_path):
    instance = a_consultation(tmp_path)
    report = importing(instance, "cap-collectif", a_folder(tmp_path, o_jsonl=a_line(arguments_count=5)))
    assert report.notes == ("cc-69 argument: 1 rows, 5 printed",)


def test_the_two_shapes_are_not_mixed(tmp_path):
    folder = a_folder(tmp_path, o_jsonl=a_line(), e_csv=a_table(AN_OPINION))
    assert refusal(a_consultation(tmp_path), "cap-collectif", folder) == ["shapes-mixed"]
