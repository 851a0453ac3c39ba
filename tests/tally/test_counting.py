"""The count of a subject, from its lines to its tables."""

from lawloom.model.contribution import Kind, Side
from lawloom.tally.sums import disagreements
from tally.builders import (
    AGAINST,
    FOR,
    MIXED,
    PASS,
    SIGNATURE,
    SUPPORT,
    a_count,
    a_phase,
    a_subject,
    cast,
    counted,
    day,
    figures,
    import_line,
    merged,
    opened,
    voted,
)

SOLUTIONS = a_phase("solutions", 1, 10)


def code_of(tally):
    return [note.code for note in tally.notes]


# --- items and kinds --------------------------------------------------------------------------------------------------


def test_each_item_has_the_votes_that_stand_and_how_many_people_they_are_of():
    tally = counted(opened("cc-1"), cast(by="ana"), cast(by="ben", stance=AGAINST), cast(by="ben", at=day(3)))
    item = tally.items["cc-1"]
    assert figures(item) == {"for": 2, "mixed": 0, "against": 0}
    assert item.people == 2


def test_a_kind_is_the_sum_of_its_items_and_arguments_have_sides():
    tally = counted(
        opened("cc-1"),
        opened("cc-2"),
        opened("cc-a1", type="argument", on="cc-1", side="for"),
        opened("cc-a2", type="argument", on="cc-1", side="against"),
        opened("cc-a3", type="argument", on="cc-2", side="for"),
        cast("cc-1"),
        cast("cc-2", "ben", MIXED),
        cast("cc-a1", "ben", SUPPORT),
    )
    proposals, arguments = tally.kinds[Kind.PROPOSAL], tally.kinds[Kind.ARGUMENT]
    assert (proposals.items, figures(proposals)) == (2, {"for": 1, "mixed": 1, "against": 0})
    assert (arguments.items, figures(arguments)) == (3, {"support": 1})
    assert arguments.sides == {Side.FOR: 2, Side.AGAINST: 1}


def test_pass_is_its_own_figure_and_never_mixed():
    tally = counted(opened("po-1", type="statement"), cast("po-1", stance=PASS), cast("po-1", "ben", MIXED))
    assert figures(tally.items["po-1"]) == {"for": 0, "pass": 1, "against": 0} | {}
    assert tally.uncounted["other-stance"] == 1


def test_support_is_never_for():
    tally = counted(opened("cc-1"), cast(stance=SUPPORT), cast(by="ben"))
    assert figures(tally.items["cc-1"]) == {"for": 1, "mixed": 0, "against": 0, "support": 1}


def test_where_the_vote_is_support_a_for_is_it_and_others_are_kept_uncounted():
    tally = counted(opened("cc-s1", type="source"), cast("cc-s1"), cast("cc-s1", "ben", AGAINST))
    assert figures(tally.items["cc-s1"]) == {"support": 1}
    assert tally.uncounted["other-stance"] == 1
    assert code_of(tally) == ["vote-other-stance"]


def test_ones_own_vote_counts_and_is_shown_apart():
    item = counted(opened("cc-1", by="ana"), cast(by="ana", stance=MIXED), cast(by="ben")).items["cc-1"]
    assert (item.own, figures(item)) == (MIXED, {"for": 1, "mixed": 1, "against": 0})


def test_set_aside_items_stay_in_the_totals_flagged():
    tally = counted(opened("cc-1", set_aside="trashed"), opened("cc-2"), cast("cc-1"))
    assert [item.set_aside for item in tally.items.values()] == ["trashed", ""]
    assert tally.kinds[Kind.PROPOSAL].items == 2
    assert figures(tally.kinds[Kind.PROPOSAL])["for"] == 1


def test_what_was_moved_to_another_subject_is_counted_there():
    moved = {"kind": "contribution", "event": "transferred", "id": "cc-1", "time": day(5), "channel": None}
    tally = counted(opened("cc-1"), opened("cc-2"), cast("cc-1"), moved)
    assert list(tally.items) == ["cc-2"]
    assert tally.uncounted["no-item"] == 0


def test_answers_are_counted_where_they_stand_and_the_discussion_at_any_depth():
    tally = counted(
        opened("cc-1"),
        opened("cc-a1", type="argument", on="cc-1", side="against"),
        opened("cc-a2", type="argument", on="cc-a1", side="for"),
        opened("cc-s1", type="source", on="cc-1"),
        opened("cc-c1", type="comment", on="cc-a2"),
    )
    top, middle = tally.items["cc-1"], tally.items["cc-a1"]
    assert (top.arguments_for, top.arguments_against, top.sources, top.comments, top.discussion) == (0, 1, 1, 0, 4)
    assert (middle.arguments_for, middle.discussion) == (1, 2)
    assert tally.discussed == ("cc-1",)


def test_answers_that_answer_each_other_in_a_circle_end_nothing():
    tally = counted(
        opened("cc-a1", type="argument", on="cc-a2", side="for"),
        opened("cc-a2", type="argument", on="cc-a1", side="for"),
    )
    assert [item.discussion for item in tally.items.values()] == [1, 1]


def test_the_newest_record_that_bears_on_an_item_is_its_own_or_of_what_answers_it():
    tally = counted(
        opened("cc-1"),
        opened("cc-2"),
        opened("cc-a1", type="argument", on="cc-1", side="for", at=day(4)),
        cast("cc-a1", stance=SUPPORT, at=day(8)),
        cast("cc-2", at=day(3)),
    )
    assert [item.last_at for item in tally.items.values()] == [day(8), day(3), day(8)]


# --- what is unknown --------------------------------------------------------------------------------------------------


def test_unknown_is_never_zero():
    none = counted(opened("cc-1"), import_line("none")).items["cc-1"]
    assert (figures(none), none.people) == ({}, None)
    counts = counted(opened("cc-1"), a_count(value=7), import_line("counts")).items["cc-1"]
    assert (figures(counts), counts.people) == ({"for": 7}, None)
    rows = counted(opened("cc-1"), import_line("rows")).items["cc-1"]
    assert (figures(rows), rows.people) == ({"for": 0, "mixed": 0, "against": 0}, 0)


def test_what_came_by_no_import_has_zero_votes_until_one_comes():
    item = counted(opened("gh-1", channel="github"), import_line("none")).items["gh-1"]
    assert (figures(item), item.people) == ({"for": 0, "mixed": 0, "against": 0}, 0)


def test_a_platform_that_knows_only_support_has_no_zero_for():
    tally = counted(opened("de-1"), opened("de-2"), cast("de-1", stance=SUPPORT), import_line("rows", "de"))
    assert [figures(item) for item in tally.items.values()] == [{"support": 1}, {"support": 0}]


def test_the_people_of_counts_are_unknown():
    tally = counted(opened("cc-1", by=None), a_count(value=7), import_line("counts"))
    assert tally.people is None
    assert counted().people == 0


# --- rows and counts --------------------------------------------------------------------------------------------------


def test_rows_and_counts_stay_apart_in_the_channels_and_make_the_total():
    tally = counted(
        opened("cc-1"),
        a_count(value=7) | {"channel": "import:cc"},
        cast(by="ana", channel="github"),
        cast(by="ben", channel="github", stance=AGAINST),
        import_line("counts"),
    )
    item = tally.items["cc-1"]
    assert figures(item) == {"for": 8, "against": 1}
    assert item.people == 2
    github, imported = item.channels
    assert (github.channel, github.people, github.counts.by_stance) == ("github", 2, {})
    assert (imported.channel, imported.people, imported.rows.by_stance, imported.counts.of(FOR)) == (
        "import:cc",
        None,
        {},
        7,
    )
    assert tally.channels["github"].people == 2
    assert tally.channels["import:cc"].items == 1
    assert disagreements(tally) == []


def test_counts_of_two_imports_are_added():
    tally = counted(opened("cc-1"), a_count(value=7), a_count(value=2, prefix="de"), import_line("counts"))
    assert figures(tally.items["cc-1"]) == {"for": 9}


def test_a_person_of_two_channels_has_one_vote_which_is_the_last():
    tally = counted(opened("cc-1"), cast(channel="paper"), cast(stance=AGAINST, at=day(3), channel="github"))
    assert figures(tally.items["cc-1"]) == {"for": 0, "mixed": 0, "against": 1}
    assert [channel.channel for channel in tally.items["cc-1"].channels] == ["github"]


# --- what does not count ----------------------------------------------------------------------------------------------


def test_a_vote_without_a_person_is_kept_not_counted_and_told():
    tally = counted(opened("cc-1", by=None), voted(by=None), cast())
    assert figures(tally.items["cc-1"])["for"] == 1
    assert tally.uncounted["no-person"] == 1
    assert code_of(tally) == ["vote-without-person"]
    assert tally.kinds[Kind.PROPOSAL].items == 1


def test_a_vote_on_nothing_is_kept_not_counted_and_told():
    tally = counted(opened("cc-1"), cast("cc-2"), a_count("cc-3", value=5))
    assert tally.uncounted["no-item"] == 6
    assert code_of(tally) == ["vote-on-nothing"]


def test_a_tie_is_told():
    tally = counted(opened("cc-1"), cast(), cast(stance=AGAINST))
    assert tally.uncounted["tied"] == 1
    assert tally.items["cc-1"].people == 0
    assert tally.people == 1
    assert code_of(tally) == ["vote-tied"]


def test_rows_of_a_later_import_say_nothing_of_items_that_came_before():
    before = (opened("cc-1"), opened("cc-2"), import_line("none"))
    tally = counted(*before, cast(channel="import:cc"), import_line("rows"))
    assert figures(tally.items["cc-1"]) == {"for": 1, "mixed": 0, "against": 0}
    assert (figures(tally.items["cc-2"]), tally.items["cc-2"].people) == ({}, None)


def test_items_that_come_after_the_rows_have_unknown_votes():
    items = counted(opened("cc-1"), import_line("rows"), opened("cc-2"), import_line("none")).items
    assert (figures(items["cc-1"]), figures(items["cc-2"])) == ({"for": 0, "mixed": 0, "against": 0}, {})


def test_a_reaction_on_the_forge_does_not_tell_what_a_platform_counted():
    tally = counted(opened("cc-1"), import_line("none"), import_line("rows"), cast(channel="github"))
    assert figures(tally.items["cc-1"]) == {"for": 1}


def test_what_an_import_noted_is_told_again():
    tally = counted(import_line(notes=["po-3: 41 rows, 43 printed"]))
    assert code_of(tally) == ["import-difference"]


# --- phases -----------------------------------------------------------------------------------------------------------


def test_a_vote_cast_as_the_phase_closes_is_kept_and_not_counted():
    subject = a_subject(SOLUTIONS)
    tally = counted(
        opened("cc-1", at=day(2)),
        cast(at=day(9)),
        cast(by="ben", at="2027-03-10T00:00:00Z"),
        cast(at="2027-03-10T00:00:00Z", stance=AGAINST),
        subject=subject,
    )
    item = tally.items["cc-1"]
    assert figures(item) == {"for": 1, "mixed": 0, "against": 0}
    assert (item.outside, tally.outside, item.phase, item.late) == (2, 2, "solutions", False)
    assert code_of(tally) == ["votes-outside"]


def test_an_item_that_came_late_is_kept_and_said_so_and_its_votes_count_while_a_phase_is_open():
    subject = a_subject(SOLUTIONS)
    tally = counted(
        opened("cc-1", at="2027-02-01T00:00:00Z"), opened("cc-2", at=day(12)), cast("cc-1", at=day(5)), subject=subject
    )
    early, late = tally.items.values()
    assert (early.late, late.late, tally.late, tally.kinds[Kind.PROPOSAL].late) == (True, True, 2, 2)
    assert (early.phase, figures(early)["for"]) == ("", 1)
    assert tally.phases == {"solutions": 0}
    assert code_of(tally) == ["items-late"]


def test_arguments_and_votes_on_them_follow_what_they_are_about():
    subject = a_subject(a_phase("causes", 1, 5), a_phase("solutions", 5, 10))
    lines = [
        opened("cc-1", type="cause", at=day(2)),
        opened("cc-a1", type="argument", on="cc-1", side="for", at=day(3)),
        opened("cc-a2", type="argument", on="cc-a1", side="for", at=day(7)),
        cast("cc-a1", stance=SUPPORT, at=day(4)),
        cast("cc-a1", "ben", SUPPORT, at=day(7)),
    ]
    tally = counted(*lines, subject=subject)
    assert [item.phase for item in tally.items.values()] == ["causes", "causes", ""]
    assert [item.late for item in tally.items.values()] == [False, False, True]
    assert figures(tally.items["cc-a1"]) == {"support": 1}


def test_petitions_are_always_open_and_belong_to_no_phase():
    tally = counted(
        opened("cc-1", type="petition", at=day(20)), cast(stance=SIGNATURE, at=day(25)), subject=a_subject(SOLUTIONS)
    )
    item = tally.items["cc-1"]
    assert (figures(item), item.late, item.phase, item.outside) == ({"signature": 1}, False, "", 0)


# --- what the author wrote --------------------------------------------------------------------------------------------


def test_the_authors_own_elements_are_items_and_come_first():
    subject = a_subject(
        a_phase("causes", 1, 5),
        a_phase("draft", 5, 10),
        elements=[("noise", "cause"), ("walls", "solution")],
        articles=["open-data"],
    )
    tally = counted(
        opened("cc-1", type="cause", at=day(2)),
        opened("cc-a1", type="argument", on="noise", side="against", at=day(3)),
        cast("noise", at=day(3)),
        cast("noise", "ben", at=day(7)),
        cast("open-data", stance=AGAINST, at=day(7)),
        subject=subject,
    )
    assert list(tally.items) == ["noise", "walls", "open-data", "cc-1", "cc-a1"]
    noise, walls, article = list(tally.items.values())[:3]
    assert (noise.origin, noise.phase, figures(noise), noise.outside) == (
        "author",
        "causes",
        {"for": 1, "mixed": 0, "against": 0},
        1,
    )
    assert noise.arguments_against == 1
    assert (walls.phase, walls.people) == ("", 0)
    assert (article.kind, article.phase, figures(article)["against"]) == (Kind.ARTICLE, "draft", 1)
    assert tally.kinds[Kind.CAUSE].items == 2
    assert tally.supported == ("noise", "cc-1", "walls")
    assert disagreements(tally) == []


def test_the_bill_is_signed_while_a_phase_of_support_is_open():
    subject = a_subject(a_phase("support", 1, 10), articles=["open-data"])
    tally = counted(
        cast("bill", stance=SIGNATURE, at=day(2)),
        cast("bill", "ben", FOR, at=day(3)),
        cast("bill", "cleo", SIGNATURE, at=day(12)),
        cast("bill", "dan", AGAINST, at=day(3)),
        subject=subject,
    )
    assert tally.bill is not None
    assert (tally.bill.total.of(SIGNATURE), tally.bill.people, tally.bill.outside) == (2, 2, 1)
    assert tally.channels["import:cc"].rows.of(SIGNATURE) == 2
    assert tally.uncounted["other-stance"] == 1
    assert disagreements(tally) == []
    assert counted(opened("cc-1")).bill is None


# --- merges -----------------------------------------------------------------------------------------------------------


def two_merged(*more):
    return counted(opened("cc-1"), opened("cc-2"), *more, merged("cc-1", "cc-2"))


def test_a_merge_takes_the_union_of_people_and_not_the_sum():
    tally = two_merged(cast("cc-1", "ana"), cast("cc-1", "ben"), cast("cc-2", "ben"), cast("cc-2", "cleo", AGAINST))
    assert figures(tally.items["cc-2"]) == {"for": 2, "mixed": 0, "against": 1}
    assert tally.items["cc-2"].people == 3
    gone = tally.items["cc-1"]
    assert (gone.merged_into, figures(gone), gone.people) == ("cc-2", {}, None)
    assert tally.kinds[Kind.PROPOSAL].items == 2
    assert disagreements(tally) == []


def test_of_contradictory_votes_on_merged_contributions_none_counts_and_it_is_told():
    tally = two_merged(cast("cc-1", "ana"), cast("cc-2", "ana", AGAINST), cast("cc-2", "ben"))
    assert figures(tally.items["cc-2"]) == {"for": 1, "mixed": 0, "against": 0}
    assert tally.uncounted["merge-conflict"] == 1
    [note] = tally.notes
    assert (note.code, dict(note.values)) == ("merge-conflict", {"ids": "cc-2, cc-1", "people": 1})


def test_the_counts_of_a_merged_contribution_stay_beside():
    tally = two_merged(
        a_count("cc-1", value=7), a_count("cc-2", value=5), cast("cc-1", "ana", AGAINST), import_line("counts")
    )
    assert figures(tally.items["cc-1"]) == {"for": 7}
    assert figures(tally.items["cc-2"]) == {"for": 5, "against": 1}
    assert disagreements(tally) == []


def test_a_merge_counts_what_each_phase_let_in():
    subject = a_subject(a_phase("causes", 1, 5), a_phase("solutions", 5, 10))
    tally = counted(
        opened("cc-1", type="cause", at=day(2)),
        opened("cc-2", type="solution", at=day(6)),
        cast("cc-1", "ana", at=day(3)),
        cast("cc-1", "ben", at=day(7)),
        cast("cc-2", "cleo", at=day(7)),
        merged("cc-1", "cc-2"),
        subject=subject,
    )
    assert figures(tally.items["cc-2"])["for"] == 2
    assert [item.outside for item in tally.items.values()] == [1, 0]


def test_a_circle_of_merges_and_a_merge_into_nothing_are_told():
    tally = counted(opened("cc-1"), opened("cc-2"), merged("cc-1", "cc-2"), merged("cc-2", "cc-1"), cast("cc-1"))
    assert code_of(tally) == ["merges-in-circle"]
    assert figures(tally.items["cc-1"])["for"] == 1
    assert code_of(counted(opened("cc-1"), merged("cc-1", "cc-9"))) == ["merge-astray"]


def test_votes_on_what_was_united_with_an_element_of_the_authors_count_there():
    subject = a_subject(a_phase("causes", 1, 9), elements=[("noise", "cause")])
    tally = counted(
        opened("cc-1", type="cause"),
        cast("cc-1", "ana", at=day(3)),
        cast("noise", "ana", at=day(4)),
        cast("noise", "ben", at=day(4)),
        merged("cc-1", "noise"),
        subject=subject,
    )
    assert code_of(tally) == []
    assert figures(tally.items["noise"])["for"] == 2
    assert tally.items["cc-1"].merged_into == "noise"
