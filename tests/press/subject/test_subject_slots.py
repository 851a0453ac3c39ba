"""What fills the slots of a subject's pages, from the records alone."""

from __future__ import annotations

import re
from dataclasses import replace

import html5lib
import pytest

from lawloom.model.contribution import Kind, Side
from lawloom.model.editorial import Decision, Essay, LaterFate, Moderation, ModerationAct, Outcome
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.vote import Stance
from lawloom.pages.templates import FOLDER as TEMPLATES
from lawloom.press.contributions.fates import CSS
from lawloom.press.html.sandbox import Sandbox
from lawloom.press.subject import printer
from press.builders import PHASES, SETTINGS, Case, a_bill, elements, read_aloud

VOTES = {Stance.FOR: 612, Stance.MIXED: 140, Stance.AGAINST: 231}


def slots(case: Case) -> dict[str, str]:
    with Sandbox() as worker:
        press = case.press(worker)
        return printer.slots_of(press, case.desk(press))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_phases_are_told_as_knots_and_as_a_sentence():
    html = slots(Case())["phases/quiet"]
    assert re.findall(r'<li(?: class="(\w+)")?', html) == ["done", "at", ""]
    assert html.count('aria-current="step"') == 1
    assert "Step 2 of 3: Solutions. Open until 30 March 2027. Next: Debate, from 18 May 2027." in html


def test_the_year_stands_where_it_changes_and_the_help_page_says_until_when():
    found = slots(Case())
    assert "<small>25 Jan<" in found["phases/quiet"], "all of one year: none is named"
    phases = (replace(PHASES[0], opens_at="2026-12-01T00:00:00Z"), *PHASES[1:])
    days = re.findall(r"<small>([^<]+)<", slots(Case(subject={"phases": phases}))["phases/quiet"])
    assert days == ["1 Dec", "22 Feb 2027", "18 May"]
    until = words(found["until/quiet"])
    assert until == "Quiet nights : Solutions, until 30 March 2027. See whether it is already said"
    assert slots(Case(subject={"phases": PHASES[:1]}))["until/quiet"] == ""


def test_the_open_phase_leads_to_its_report_where_there_is_one():
    case = Case().add("gh-1", title="A")
    assert "report/" not in slots(case)["phases/quiet"]
    case.items["gh-1"] = replace(case.items["gh-1"], phase="solutions")
    edition = case.edition()
    tally = replace(edition.tally, phases={"solutions": 1})
    case.edition = lambda: replace(edition, tally=tally)  # type: ignore[method-assign]
    assert '<a href="report/solutions/">Print this phase</a>' in slots(case)["phases/quiet"]


def test_a_subject_without_a_record_does_not_pretend_to_know_the_day(monkeypatch):
    case = Case()
    edition = case.edition()
    empty = replace(edition, tally=replace(edition.tally, as_of="", lines=0, head=""))
    monkeypatch.setattr(case, "edition", lambda: empty)
    found = slots(case)
    assert 'class="done"' not in found["phases/quiet"]
    assert ", to come" not in words(found["phases/quiet"])
    assert "Nothing was collected for this subject yet." in found["src/quiet"]


def test_the_home_page_counts_contributions_and_never_votes():
    html = slots(Case().add("gh-1", title="A", votes=VOTES))["home/quiet"]
    assert "1 contribution" in read_aloud(html)
    assert "612" not in html
    assert "983" not in html
    assert "Asked by Ines Valdrun, member for Lower Halm." in html


def test_the_home_page_says_what_can_be_done_now_and_marks_where_nothing_can():
    html = slots(Case().add("gh-1", title="A"))["home/quiet"]
    assert html.startswith('<article class="subj open"')
    assert 'href="subjects/quiet/#now">Vote<' in html
    closed = slots(Case(subject={"phases": PHASES[:1]}).add("gh-1", title="A"))["home/quiet"]
    assert closed.startswith('<article class="subj"')
    assert 'href="subjects/quiet/">Read it<' in closed


@pytest.mark.parametrize("kind", [PhaseKind.DRAFT, PhaseKind.SUPPORT, PhaseKind.FOLLOW])
def test_from_the_draft_on_the_bill_stands_first(kind):
    phases = (replace(PHASES[1], name="last", kind=kind),)
    found = slots(Case(subject={"bill": a_bill("rooms"), "phases": phases}).add("gh-1", title="A"))
    assert '<a class="btn" href="bill/">Read the bill</a>' in found["phases/quiet"]
    acts = re.findall(r'<a href="([^"]*)">', found["now/quiet"])
    assert acts.index("bill/") < acts.index("all/")
    assert 'href="bill/"' not in slots(Case(subject={"bill": a_bill("rooms")}).add("gh-1"))["phases/quiet"]


def test_once_all_is_over_the_bill_is_what_came_of_it():
    found = slots(Case(subject={"bill": a_bill("rooms"), "phases": PHASES[:1]}).add("gh-1", title="A"))
    assert '<a class="btn" href="bill/">Read the bill</a>' in found["phases/quiet"]


def test_of_many_amendments_to_an_article_the_bill_shows_the_first_and_folds_the_rest():
    case = Case(subject={"bill": a_bill("rooms")})
    for number in range(9):
        case.add(f"gh-{number}", Kind.AMENDMENT, on="rooms", title=f"Change {number}")
    shown, _, folded = slots(case)["article/quiet/rooms"].partition('<details class="more"><summary>4 more</summary>')
    assert [n for n in range(9) if f"Change {n}" in shown] == [0, 1, 2, 3, 4]
    assert [n for n in range(9) if f"Change {n}" in folded] == [5, 6, 7, 8]


def test_an_amendment_names_the_article_that_it_changes():
    case = Case(subject={"bill": a_bill("rooms")}).add("gh-1", Kind.AMENDMENT, on="rooms", title="Change")
    html = slots(case.add("gh-2", Kind.AMENDMENT, title="Of no article"))["elements/quiet"]
    assert html.count("Changes ") == 1
    assert '<a href="bill/#rooms">Article 1. Rooms</a>' in html


def test_nothing_more_is_awaited_about_an_article_that_was_struck_out():
    later = (LaterFate(Outcome.STRUCK_OUT, "2027-12-11", "Assembly", "Federal law."),)
    decision = Decision(("gh-1",), Outcome.ADOPTED, "Yes.", "2027-06-09", "ines", articles=("rooms",), later=later)
    struck = Case(subject={"decisions": (decision,), "bill": a_bill("rooms")}).add("gh-1", title="A")
    assert "Nothing was sent about the article itself." in slots(struck)["article/quiet/rooms"]
    assert "Nothing said about it yet." in slots(Case(subject={"bill": a_bill("rooms")}))["article/quiet/rooms"]


def test_where_no_forge_is_read_a_letter_is_begun_and_paper_stands_first():
    settings = replace(SETTINGS, contact="us@halm.example")
    html = slots(Case(settings=settings).add("gh-1", title="A"))["now/quiet"]
    assert "mailto:us@halm.example?subject=" in html
    assert html.index("By e-mail or on paper") < html.index("Propose a solution")
    forge = replace(settings, repository="halm/laws")
    html = slots(Case(settings=forge).add("gh-1", title="A"))["now/quiet"]
    assert "https://github.com/halm/laws/issues/new?template=solution.yml&amp;on=subjects/quiet/" in html
    assert "mailto:" not in html


def test_the_authors_elements_come_first_then_ten_with_the_most_support():
    case = Case(subject={"elements": elements(("second", Kind.SOLUTION, "B"), ("first", Kind.SOLUTION, "A"))})
    for id in ("second", "first"):
        case.tell(id, Kind.SOLUTION, votes=VOTES, origin="author")
    for number in range(15):
        case.add(f"gh-{number}", title=f"T{number}", votes={**VOTES, Stance.FOR: number})
    html = slots(case)["elements/quiet"]
    assert re.findall(r'<h3><a href="c/([a-z0-9-]+)/"', html) == [
        "second",
        "first",
        *(f"gh-{n}" for n in range(14, 4, -1)),
    ]
    assert "2 by the author, then the ten with the most support." in html
    case.items["gh-14"] = replace(case.items["gh-14"], late=True)
    html = slots(case)["elements/quiet"]
    assert "c/gh-14/" not in html, "what came late stands in the lists"
    assert "c/gh-4/" in html


def test_five_stand_open_and_the_others_are_folded_where_they_are_many():
    case = Case()
    for number in range(7):
        case.add(f"gh-{number}", title=f"T{number}", votes={**VOTES, Stance.FOR: number})
    assert "<details" not in slots(case)["elements/quiet"]
    html = slots(case.add("gh-7", title="T7", votes=VOTES))["elements/quiet"]
    before, _, folded = html.partition('<details class="more"><summary>3 more</summary>')
    assert (before.count("<article"), folded.count("<article")) == (5, 3)


def test_to_vote_leads_to_what_takes_votes_now():
    case = Case(subject={"elements": elements(("why", Kind.CAUSE, "A"), ("how", Kind.SOLUTION, "B"))})
    found = slots(case.add("gh-1", Kind.CAUSE, title="C", votes=VOTES))
    assert '<a href="#h-solution">Vote</a>' in found["now/quiet"]
    assert '<h2 id="h-solution">' in found["elements/quiet"]
    nothing = slots(Case().add("gh-1", Kind.CAUSE, title="C", votes=VOTES))
    assert '<a href="supported/">Vote</a>' in nothing["now/quiet"]


def test_what_is_asked_for_now_comes_first_and_says_how_it_is_ordered():
    case = Case().add("gh-1", Kind.CAUSE, title="C", votes=VOTES).add("gh-2", title="S", votes=VOTES)
    case.add("gh-3", title="S3", votes=VOTES).add("gh-4", Kind.EVENT, title="E")
    html = slots(case)["elements/quiet"]
    assert re.findall(r'<h2 id="h-(\w+)">', html) == ["solution", "cause", "event"]
    assert html.count("Those with the most support first.") == 1
    assert "The ten with the most support" not in html
    for number in range(20, 32):
        case.add(f"gh-{number}", Kind.EVENT, title="E")
    html = slots(case)["elements/quiet"]
    assert "The first ten." in html
    assert html.count('href="all/"') == 1, "where all are shown no list shows more"


def test_nobody_is_led_to_act_where_nothing_is_open():
    closed = (Phase("causes", PhaseKind.CAUSES, "2027-01-25T00:00:00Z", "2027-02-22T00:00:00Z"),)
    case = Case(subject={"phases": closed}).add("gh-1", Kind.CAUSE, title="C", votes=VOTES)
    assert 'class="go"' not in slots(case)["elements/quiet"]
    assert "Vote or add an argument" in slots(Case().add("gh-1", title="A", votes=VOTES))["elements/quiet"]


def test_a_table_of_ways_has_no_column_in_which_nothing_stands():
    html = slots(Case().add("gh-1", title="A", votes=VOTES))["figures/quiet"]
    assert "Votes counted here" in html
    assert "Votes counted elsewhere" not in html
    assert "never mixed" not in html


def test_the_first_five_show_their_best_arguments_side_by_side():
    case = Case().add("gh-1", title="A", votes=VOTES)
    case.add("cc-a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="Weak.", votes={Stance.SUPPORT: 1})
    case.add(
        "cc-a2", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="**Strong** " + "word " * 100, votes={Stance.SUPPORT: 9}
    )
    case.add("cc-a3", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="Hidden.", votes={Stance.SUPPORT: 99}, hidden="1")
    html = slots(case)["elements/quiet"]
    assert "Strong word word" in html
    assert "Weak." not in html
    assert "Hidden." not in html
    assert "No argument against yet. If you see one, write it." in html
    assert 'data-on="cc-a2" data-support="9"' in html
    assert '<a class="id" href="c/gh-1/#cc-a2">' in html


def test_figures_tell_what_is_known_of_people_and_what_stands_in_no_total(monkeypatch):
    case = Case().add("gh-1", title="A", votes=VOTES)
    edition = case.edition()
    tally = replace(edition.tally, people=None, late=1, outside=2, uncounted={"no-person": 3, "tied": 0})
    monkeypatch.setattr(case, "edition", lambda: replace(edition, tally=tally))
    text = words(slots(case)["figures/quiet"])
    assert "How many people contributed or voted is not known." in text
    assert "1 contribution came while no phase was open for it" in text
    assert "2 votes came while voting was not open" in text
    assert "3 more votes are kept and not counted: 3 without a person." in text


def test_answers_to_arguments_are_counted_apart_from_arguments():
    case = Case().add("gh-1", title="A").add("cc-a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR)
    case.add("cc-a2", Kind.ARGUMENT, on="cc-a1", side=Side.AGAINST)
    assert "1 argument for, 0 against, 1 answer to an argument" in read_aloud(slots(case)["figures/quiet"])


def test_the_last_line_says_what_was_counted_when_and_the_beginning_of_the_digest():
    text = words(slots(Case().add("gh-1", title="A"))["src/quiet"])
    assert "Counted 18 March 2027, 06:00 UTC from the record of this subject: 2 lines" in text
    assert "fingerprint of the last one d9e24b1066af" in text


def test_outcomes_add_up_and_what_was_struck_out_comes_first():
    later = (LaterFate(Outcome.STRUCK_OUT, "2027-12-11", "Assembly", "Federal law."),)
    decisions = (
        Decision(("gh-1",), Outcome.NOT_KEPT, "No.", "2027-06-01", "ines"),
        Decision(("gh-2", "gh-3"), Outcome.ADOPTED, "Yes.", "2027-06-02", "ines", articles=("rooms",), later=later),
    )
    case = Case(subject={"decisions": decisions, "bill": a_bill("rooms")})
    for number in range(1, 7):
        case.add(f"gh-{number}", title=f"T{number}")
    case.items["gh-4"] = replace(case.items["gh-4"], merged_into="gh-1")
    case.items["gh-5"] = replace(case.items["gh-5"], set_aside="trashed")
    html = read_aloud(slots(case)["decisions/quiet"])
    text = words(html)
    assert text.startswith("Adopted, then struck out T2")
    rows = re.findall(r'<span class="out \w+">([^<]+)</span><small>.*?<td class="n">(\d+)</td>', html)
    assert rows == [
        ("Not kept", "1"),
        ("Same as another", "1"),
        ("Struck out", "2"),
        ("Set aside", "1"),
        ("Not decided yet", "1"),
    ]
    assert "5 of 6 have an outcome." in text


def test_the_log_of_moderation_names_acts_rules_and_dates_and_no_text():
    acts = (
        Moderation("gh-1", ModerationAct.HIDE, "3", "It named a neighbour.", "2027-03-12", line=1),
        Moderation("gh-2", ModerationAct.MERGE, "", "The same.", "2027-03-13", into="gh-3", line=5),
    )
    case = Case(subject={"moderation": acts}).add("gh-1", title="SECRET", hidden="3").add("gh-2", title="TITLE")
    case.add("cc-9", title="ELSEWHERE", set_aside="trashed")
    text = words(slots(case)["moderation/quiet"])
    first = text.index("gh-2 United with another : gh-3 The same. 13 March 2027")
    assert first < text.index("gh-1 Removed from view It named a neighbour. Rule 3, 12 March 2027")
    assert "Set aside on the source platform Its platform had put it into the bin" in text
    assert not re.search("SECRET|TITLE|ELSEWHERE", text)


def test_the_log_of_moderation_names_the_words_given_and_taken_off():
    acts = tuple(
        Moderation("gh-1", act, "", "To find it.", f"2027-03-1{day}", into="night-trains", line=day)
        for day, act in enumerate((ModerationAct.LABEL, ModerationAct.UNLABEL))
    )
    text = words(slots(Case(subject={"moderation": acts}).add("gh-1"))["moderation/quiet"])
    off = text.index("gh-1 Label taken off : night-trains To find it. 11 March 2027")
    assert off < text.index("gh-1 Labelled : night-trains To find it. 10 March 2027")


def test_the_log_of_moderation_leaves_out_slips_and_names_no_rule_that_there_is_not():
    acts = (
        Moderation("gh-1", ModerationAct.HIDE, "9", "Under no rule.", "2027-03-12", line=1),
        Moderation("gh-404", ModerationAct.HIDE, "3", "Of nothing.", "2027-03-13", line=5),
    )
    text = words(slots(Case(subject={"moderation": acts}).add("gh-1", hidden="9"))["moderation/quiet"])
    assert "Removed from view Under no rule." in text
    assert "gh-404" not in text
    assert "Of nothing" not in text


def an_appeal(**more: object) -> Case:
    hide = Moderation("gh-1", ModerationAct.HIDE, "3", "It named a neighbour.", "2027-03-12")
    case = Case(subject={"moderation": (hide,), **more}).add("gh-1", title="SECRET", body="SECRET", hidden="3")
    return case.add("gh-2", Kind.APPEAL, on="gh-1", body="I named **nobody** <b>.", name="Wil Arnesen")


def test_an_appeal_and_the_answer_to_it_stand_on_the_log_of_moderation():
    html = slots(an_appeal())["moderation/quiet"]
    assert '<a href="#gh-2">Appeal gh-2</a></p></li>' in html
    assert '<div class="say" id="gh-2">' in html
    assert "<strong>nobody</strong> &lt;b&gt;" in html
    assert "Wil Arnesen" in html
    assert "Not decided yet The answer to this appeal will stand here." in words(html)
    decision = Decision(("gh-2",), Outcome.NOT_KEPT, "The door is enough.", "2027-03-15", "ines")
    html = slots(an_appeal(decisions=(decision,)))["moderation/quiet"]
    assert "Not upheld The door is enough. 15 March 2027, by Ines Valdrun" in words(html)
    assert "will stand here" not in html
    assert "SECRET" not in html


def test_nobody_is_asked_whether_it_was_theirs_where_nothing_was_removed():
    assert "Was it yours" not in slots(Case().add("gh-1", title="A"))["moderation/quiet"]
    assert "Was it yours" in slots(an_appeal())["moderation/quiet"]


def test_an_article_shows_its_votes_and_leads_to_its_arguments():
    case = Case(subject={"bill": a_bill("rooms")})
    case.tell("rooms", Kind.ARTICLE, votes=VOTES, origin="author")
    html = slots(case)["article/quiet/rooms"]
    assert 'data-on="rooms" data-for="612"' in html
    assert '<a href="../c/rooms/">' in html


def test_an_article_lists_what_was_sent_and_written_about_it_with_counts():
    essay = Essay("dark", "In the dark", "", "2027-05-01", "Text.", articles=("rooms",))
    case = Case(subject={"bill": a_bill("rooms", "doors"), "essays": (essay,)})
    case.tell("rooms", Kind.ARTICLE, votes=VOTES, origin="author")
    case.add("gh-1", Kind.AMENDMENT, on="rooms", title="Wider").add("gh-2", Kind.QUESTION, on="rooms", title="Why?")
    case.add("cc-a1", Kind.ARGUMENT, on="rooms", side=Side.FOR)
    found = slots(case)
    html = found["article/quiet/rooms"]
    assert '1 argument, <a href="../amendments/#rooms">1 amendment</a>, 1 question' in read_aloud(html)
    links = ("c/gh-1/", "Amendment"), ("c/gh-2/", "Question"), ("essays/dark/", "Essay")
    assert all(f'<li>{word}: <a href="../{link}">' in html for link, word in links)
    assert "Nothing said about it yet." in found["article/quiet/doors"]


def test_questions_for_the_debate_stand_by_support():
    case = Case()
    for number in (1, 2, 3):
        case.add(f"gh-{number}", Kind.QUESTION, title=f"Q{number}?", votes={Stance.SUPPORT: number})
    assert 'href="../c/gh-1/"' in slots(case)["questions/quiet"]
    assert "No question yet." in slots(Case())["questions/quiet"]


def test_an_empty_subject_says_what_will_stand_where():
    text = words(" ".join(slots(Case()).values()))
    for sentence in (
        "No contribution yet.",
        "No cause or solution yet.",
        "No source for the subject as a whole.",
        "No decision yet.",
        "Nothing was removed from view",
    ):
        assert sentence in text


def test_an_empty_subject_offers_no_list_no_figure_and_nothing_to_read():
    found = slots(Case(subject={"phases": (PHASES[2],)}))
    assert found["lists/quiet"] == found["balance/quiet"] == ""
    assert "all/" not in found["now/quiet"]
    assert "<ul>" not in found["now/quiet"]
    assert "0 of 0" not in found["decisions/quiet"]
    assert 'href="all/"' in slots(Case().add("gh-1", title="A"))["now/quiet"]


def test_while_something_can_be_written_one_is_led_to_what_was_said_already():
    link = '<a href="said/">See whether it is already said</a>'
    case = Case().add("gh-1", title="A")
    assert link in slots(case)["now/quiet"]
    assert link not in slots(Case())["now/quiet"]  # nothing was said yet
    over = Case(subject={"phases": PHASES[:1]}).add("gh-1", title="A")
    assert link not in slots(over)["now/quiet"]


def test_one_phase_alone_makes_no_thread():
    found = slots(Case(subject={"phases": PHASES[1:2]}))
    assert 'class="phases"' not in found["phases/quiet"] + found["home/quiet"]
    assert "Open until 30 March 2027." in found["phases/quiet"]


def test_a_subject_without_a_question_is_called_by_its_title_in_its_place():
    assert '<h3 class="ask">' in slots(Case(subject={"question": ""}))["home/quiet"]
    assert '<h3 class="ask">' not in slots(Case())["home/quiet"]


def test_sources_that_stand_elsewhere_are_counted_where_none_is_for_the_subject_itself():
    case = Case().add("gh-1", title="A").add("cc-a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="x")
    case.add("cc-s1", Kind.SOURCE, on="gh-1", title="S").add("cc-s2", Kind.SOURCE, on="cc-a1", title="S")
    case.add("cc-s3", Kind.SOURCE, on="gh-1", title="S", hidden="3")
    text = words(slots(case)["sources/quiet"])
    assert "No source for the subject as a whole. 2 sources stand with the causes, solutions and arguments" in text
    assert "No source yet" not in text


def test_a_place_that_can_no_longer_be_filled_asks_for_nothing():
    phases = (
        Phase("sources", PhaseKind.DOCUMENT, "2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z"),
        Phase("debate", PhaseKind.DEBATE, "2027-01-01T00:00:00Z", "2027-02-01T00:00:00Z"),
    )
    found = slots(Case(subject={"phases": phases}))
    assert "No source came for the subject as a whole. Sources could be sent until 31 January" in found["sources/quiet"]
    assert "No question came. Questions could be sent until 31 January 2027." in found["questions/quiet"]


def test_every_place_tells_contributions_and_what_was_said_about_them_apart():
    case = Case().add("gh-1", title="A").add("gh-2", title="B")
    for number in range(3):
        case.add(f"cc-a{number}", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="x")
    found = slots(case)
    for name in ("home/quiet", "figures/quiet"):
        assert "2 contributions, with 3 arguments, sources and other answers" in words(found[name]), name
    text = words(found["decisions/quiet"])
    assert "0 of 2 have an outcome." in text
    assert "3 arguments, sources and other answers stand with what they are about" in text


def test_links_of_one_reason_are_told_apart():
    decisions = (Decision(("gh-1",), Outcome.SAME_AS, "So.", "2027-06-01", same_as="gh-2", articles=("rooms",)),)
    case = Case(subject={"decisions": decisions, "bill": a_bill("rooms")}).add("gh-1", title="A").add("gh-2", title="B")
    assert "Same as another Article 1. Rooms · B" in words(slots(case)["decisions/quiet"])


def test_each_outcome_has_a_knot_of_its_own_and_stands_in_the_legend():
    assert len(set(CSS.values())) == len(Outcome)
    legend = (TEMPLATES / "decisions.md").read_text("utf-8")
    for outcome in Outcome:
        assert f"""<span class="out {CSS[outcome]}">{{{{ w('out-{outcome.value}') }}}}</span>""" in legend


def test_an_argument_that_came_late_is_not_the_best_one():
    case = Case().add("gh-1", title="A", votes=VOTES)
    late = {"late": True}
    case.add("cc-a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="LATE", votes={Stance.SUPPORT: 9}, tallied=late)
    case.add("cc-a2", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="IN TIME", votes={Stance.SUPPORT: 1})
    html = slots(case)["elements/quiet"]
    assert "IN TIME" in html
    assert "LATE" not in html


def test_wide_tables_say_that_they_move_and_can_be_reached_by_keyboard():
    case = Case(subject={"moderation": (Moderation("gh-1", ModerationAct.HIDE, "3", "x", "2027-03-12"),)})
    found = slots(case.add("gh-1", title="A", hidden="3"))
    assert '<p class="sideways">' in found["figures/quiet"]
    for name in found:
        for opening in re.findall(r'<div class="scroll"[^>]*>', found[name]):
            assert 'tabindex="0" role="region" aria-label="' in opening


def test_no_slot_holds_a_script_a_style_or_a_slot(real_data):
    from press.html.test_untrusted import attacks

    case = Case(subject={"elements": elements(("own", Kind.SOLUTION, "Own"))})
    for number, text in enumerate(attacks(real_data)[:120]):
        case.add(f"gh-{number}", title=text, votes=VOTES)
        case.add(f"cc-a{number}", Kind.ARGUMENT, on="own", side=Side.FOR, title=text, body=text, name=text)
        case.add(f"cc-s{number}", Kind.SOURCE, title=text, link=text)
    for html in slots(case).values():
        for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
            assert element.tag not in {"script", "style", "iframe", "img", "form", "object"}
            assert not any(name == "style" or name.startswith("on") for name in element.attrib)
            assert element.get("class") != "slot"
