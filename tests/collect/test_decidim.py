"""Decidim: the platform's own tables and those reduced from them, in any names."""

from collect.builders import (
    KEY,
    a_consultation,
    a_folder,
    codes,
    counts_of,
    importing,
    items_of,
    lines_of,
    refusal,
    texts_of,
)
from lawloom.ledger.key import pseudonym
from lawloom.model.contribution import Actor, Kind, Side

SITE = "https://decide.example"
PROPOSALS = (
    "id;author/id;author/url;category/id;category/name/en;category/name/fr;title/en;title/fr;body/en;body/fr;state;"
    "published_at;supports;endorsements/total_count;withdrawn;withdrawn_at;url;answer/en\n"
    f"418;5;{SITE}/profiles/ana;2;Rail;Trains;Night trains;Trains de nuit;<p>More <em>night</em> trains.</p>;;accepted;"
    f"2019-01-23 12:07:32 +0100;2;4;false;;{SITE}/proposals/418;Thank you\n"
    f"419;1;{SITE}/;;;;By the city;;Plain text;;rejected;"
    f"2019-01-24 12:00:00 UTC;;0;false;;{SITE}/proposals/419;\n"
    f"420;6;{SITE}/profiles/bo;;;;Taken back;;x;;withdrawn;"
    f"2019-01-25 12:00:00 UTC;0;0;true;2019-02-01 12:00:00 UTC;{SITE}/proposals/420;\n"
)
DEBATES = (
    "id;author/id;author/url;title/en;description/en;instructions/en;comments;created_at;url\n"
    f"23;7;{SITE}/profiles/cy;Which lines?;<p>Say <strong>which</strong>.</p>;;2;"
    f"2019-01-16 11:05:18 +0100;{SITE}/debates/23\n"
)
COMMENTS = (
    "id;created_at;body;locale;author/id;author/name;alignment;depth;commentable_id;commentable_type;root_commentable_url\n"
    f"515;2019-01-26 10:38:20 +0100;Yes, please;en;5;Ana;1;0;418;Decidim::Proposals::Proposal;{SITE}/proposals/418\n"
    f"516;2019-01-26 10:39:20 +0100;Too loud;en;6;Bo;-1;0;23;Decidim::Debates::Debate;{SITE}/debates/23\n"
    f"517;2019-01-26 10:40:20 +0100;Really?;en;5;Ana;0;1;516;Decidim::Comments::Comment;{SITE}/debates/23\n"
    f"518;2019-01-26 10:41:20 +0100;At the meeting;en;5;Ana;0;0;3;Decidim::Meetings::Meeting;{SITE}/meetings/3\n"
)


def a_whole_export(tmp_path, name="export"):
    return a_folder(tmp_path, name, proposals_csv=PROPOSALS, the_debates_csv=DEBATES, c_csv=COMMENTS)


def test_proposals_debates_and_comments_are_told_by_their_columns(tmp_path):
    instance = a_consultation(tmp_path)
    report = importing(instance, "decidim", a_whole_export(tmp_path))
    assert {(item.id, item.kind, item.on, item.side) for item in items_of(instance).values()} == {
        ("de-418", Kind.PROPOSAL, None, None),
        ("de-419", Kind.PROPOSAL, None, None),
        ("de-420", Kind.PROPOSAL, None, None),
        ("de-d23", Kind.QUESTION, None, None),
        ("de-c515", Kind.ARGUMENT, "de-418", Side.FOR),
        ("de-c516", Kind.ARGUMENT, "de-d23", Side.AGAINST),
        ("de-c517", Kind.COMMENT, "de-c516", None),
        ("de-c518", Kind.COMMENT, None, None),
    }
    assert (report.read, report.taken) == (8, 8)
    assert "orphans-on-subject" in codes(report)


def test_supports_are_support_and_never_for(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "decidim", a_whole_export(tmp_path))
    assert counts_of(instance) == {("de-418", "support"): 2, ("de-420", "support"): 0}


def test_words_are_taken_in_the_language_of_the_subject_else_in_the_first_there_is(tmp_path):
    instance = a_consultation(tmp_path, language="fr")
    importing(instance, "decidim", a_whole_export(tmp_path))
    assert texts_of(instance)["de-418"] == {"title": "Trains de nuit", "body": "More _night_ trains."}
    assert items_of(instance)["de-418"].category == "Trains"
    assert texts_of(instance)["de-419"] == {"title": "By the city", "body": "Plain text"}


def test_an_organisation_is_not_the_person_of_the_same_number(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "decidim", a_whole_export(tmp_path))
    city = items_of(instance)["de-419"]
    assert city.actor is Actor.INSTITUTION
    assert city.by != pseudonym(KEY, "night-trains", "import:de", "1")
    assert items_of(instance)["de-418"].by == items_of(instance)["de-c515"].by


def test_a_withdrawn_proposal_is_withdrawn_once_and_a_rejected_one_stands(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "decidim", a_whole_export(tmp_path))
    changed = a_folder(
        tmp_path, "later", p_csv=PROPOSALS.replace("supports", "votes"), c_csv=COMMENTS + "\n", d_csv=DEBATES
    )
    importing(instance, "decidim", changed)
    withdrawn = [line for line in lines_of(instance, kind="contribution") if line["event"] == "withdrawn"]
    assert [(line["id"], line["time"]) for line in withdrawn] == [("de-420", "2019-02-01T12:00:00Z")]
    assert items_of(instance)["de-420"].state == "withdrawn"
    assert (items_of(instance)["de-419"].state, items_of(instance)["de-419"].set_aside) == ("opened", "")


def test_likes_and_answers_are_told_of_and_not_taken(tmp_path):
    report = importing(a_consultation(tmp_path), "decidim", a_whole_export(tmp_path))
    told = {one.code: dict(one.values) for one in report.problems}
    assert told["likes-not-taken"] == {"n": 4}
    assert told["answers-not-taken"] == {"n": 1}


def test_the_same_number_on_another_site_is_another_thing(tmp_path):
    instance = a_consultation(tmp_path)
    elsewhere = "".join(
        f"{number};2019-02-26 10:38:20 +0100;Hello;en;5;Eva;0;0;{on};Decidim::{kind};https://other.example/proposals/418\n"
        for number, on, kind in ((515, 418, "Proposals::Proposal"), (600, 515, "Comments::Comment"))
    )
    importing(instance, "decidim", a_folder(tmp_path, p_csv=PROPOSALS, d_csv=DEBATES, c_csv=COMMENTS + elsewhere))
    items = items_of(instance)
    foreign = [item for item in items.values() if "other-example" in item.id]
    assert [item.on for item in foreign] == [None, foreign[0].id]
    assert items["de-c515"].on == "de-418"
    assert foreign[0].by != items["de-c515"].by


def test_an_answer_to_a_refused_proposal_is_refused_and_not_moved(tmp_path):
    report = importing(
        a_consultation(tmp_path),
        "decidim",
        a_folder(tmp_path, p_csv=PROPOSALS.replace("2019-01-23 12:07:32 +0100", "soon"), d_csv=DEBATES, c_csv=COMMENTS),
    )
    assert report.refused == {"date-unreadable": 1, "parent-refused": 1}


def test_comments_that_came_first_find_their_proposal_when_it_comes(tmp_path):
    instance = a_consultation(tmp_path)
    importing(instance, "decidim", a_folder(tmp_path, "one", c_csv=COMMENTS))
    assert items_of(instance)["de-c515"].on is None
    importing(instance, "decidim", a_whole_export(tmp_path, "two"))
    assert items_of(instance)["de-c515"].on == "de-418"


def test_reduced_tables_with_commas_are_read_too(tmp_path):
    instance = a_consultation(tmp_path)
    debates = "id,title,description,comments,created_at,url\n38,Which?,<p>Say</p>,24,2019-01-16 11:05:18 +0100,\n"
    proposals = (
        "id,category_id,category,title,body,votes,comments,created_at,url\n"
        "418,39,Rail,More,Trains,2,0,2019-01-23 12:07:32 +0100,\n"
    )
    importing(instance, "decidim", a_folder(tmp_path, a_csv=debates, b_csv=proposals))
    assert set(items_of(instance)) == {"de-d38", "de-418"}
    assert items_of(instance)["de-418"].category == "Rail"


def test_other_tables_of_the_platform_are_left_and_said_so(tmp_path):
    meetings = "id;title/en;description/en;start_time;attendees;comments\n1;A;B;2019-01-16 11:05:18 +0100;4;0\n"
    report = importing(a_consultation(tmp_path), "decidim", a_folder(tmp_path, d_csv=DEBATES, m_csv=meetings))
    assert "file-not-read" in codes(report)
    assert refusal(a_consultation(tmp_path), "decidim", a_folder(tmp_path, "only", m_csv=meetings)) == [
        "format-not-found"
    ]


def test_missing_columns_of_comments_are_named(tmp_path):
    folder = a_folder(tmp_path, c_csv="id;body;commentable_id;created_at\n")
    assert refusal(a_consultation(tmp_path), "decidim", folder) == ["columns-missing"]
