"""The page of a contribution: all that is known of it, told so that nothing is taken for something else."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest

from lawloom.model.contribution import Kind, Side, Text
from lawloom.model.editorial import Decision, Moderation, ModerationAct, Outcome
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.vote import Stance
from press.builders import DAY, PHASES, SETTINGS, Case, a_bill, elements, words

THREE = {Stance.FOR: 1320, Stance.MIXED: 282, Stance.AGAINST: 1732}


def test_a_page_tells_kind_number_author_date_and_way(page):
    case = Case().add(
        "gh-1", title="Night trains", body="They help.", name="Maren Olstad", channel="kiosk:central-station"
    )
    text = words(page(case, "c/gh-1"))
    assert "Solution gh-1 by Maren Olstad. 26 February 2027, at the kiosk “Central Station”." in text
    assert "They help." in text


def test_an_author_who_gave_no_name_is_a_participant_or_what_kind_of_actor_it_is(page):
    from lawloom.model.contribution import Actor

    case = Case().add("gh-1", title="A").add("gh-2", title="B")
    case.contributions["gh-2"] = replace(case.contributions["gh-2"], actor=Actor.ASSOCIATION)
    assert "by a participant." in words(page(case, "c/gh-1"))
    assert "by an association." in words(page(case, "c/gh-2"))


def test_the_tally_names_each_figure_in_words_and_in_data(page):
    html = page(Case().add("gh-1", title="A", votes=THREE), "c/gh-1")
    assert (
        '<p class="tally" data-on="gh-1" data-for="1320" data-mixed="282" data-against="1732">'
        '<span class="f-t"><b>1,320</b> for (40\u00a0%)</span> <span class="m-t"><b>282</b> mixed</span> '
        '<span class="a-t"><b>1,732</b> against</span> <span class="all">3,334 people</span></p>'
    ) in html


def test_votes_as_rows_and_as_totals_are_told_apart(page):
    text = words(page(Case().add("cc-1", title="A", counts=THREE, channel="import:cc"), "c/cc-1"))
    assert "3,334 votes" in text
    assert "3,334 people" not in text
    assert "3,334 from Cap Collectif, as counted by the source platform." in text


def test_what_is_not_known_is_told_so_and_never_a_zero(page):
    text = words(page(Case().add("gh-1", title="A"), "c/gh-1"))
    assert "The number of votes is not known." in text
    part = words(page(Case().add("gh-1", title="A", counts={Stance.FOR: 3}), "c/gh-1"))
    assert "mixed: not known" in part
    assert "against: not known" in part


def test_a_page_says_when_votes_count_which_is_the_authors_and_which_came_outside(page):
    case = Case().add("gh-1", title="A", votes=THREE, tallied={"own": Stance.FOR, "outside": 3})
    text = words(page(case, "c/gh-1"))
    assert "The author's own vote is among them: for." in text
    assert "3 more votes came while voting was not open." in text
    assert "Votes count from 22 February 2027 to 30 March 2027." in text


def test_arguments_stand_on_two_sides_by_support_then_by_id_as_anchors(page):
    case = Case().add("gh-1", title="A")
    for id, side, support in (
        ("cc-a1", Side.FOR, 3),
        ("cc-a2", Side.FOR, 9),
        ("cc-a3", Side.AGAINST, 5),
        ("cc-a4", Side.FOR, 9),
        ("cc-a5", Side.FOR, None),
    ):
        votes = None if support is None else {Stance.SUPPORT: support}
        case.add(id, Kind.ARGUMENT, on="gh-1", side=side, body=f"Because {id}.", votes=votes)
    html = page(case, "c/gh-1")
    ours, theirs = html.split('<section class="a">')
    assert re.findall(r'id="(cc-[a-z0-9]+)"', ours) == ["cc-a2", "cc-a4", "cc-a1", "cc-a5"]
    assert re.findall(r'id="(cc-[a-z0-9]+)"', theirs) == ["cc-a3"]
    assert 'data-on="cc-a2" data-support="9"' in html
    assert 'data-on="cc-a5"' not in html


def test_replies_follow_what_they_answer_and_step_aside_at_most_four_times(page):
    case = Case().add("gh-1", title="A").add("cc-a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="One.")
    on = "cc-a1"
    for number in range(7):
        case.add(f"cc-c{number}", Kind.COMMENT, on=on, body="Reply.")
        on = f"cc-c{number}"
    html = page(case, "c/gh-1")
    assert re.findall(r'class="say d(\d)" id="(cc-c\d)"', html) == [
        (str(min(number + 1, 4)), f"cc-c{number}") for number in range(7)
    ]
    assert 'In answer to <a href="#cc-a1">cc-a1</a>' in html


def test_an_argument_on_an_argument_says_what_it_answers_and_on_which_side(page):
    case = Case().add("gh-1", title="A").add("cc-a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="One.")
    html = page(case.add("cc-a2", Kind.ARGUMENT, on="cc-a1", side=Side.AGAINST, body="No."), "c/gh-1")
    assert '<p class="by">Answer to <a href="#cc-a1">cc-a1</a> (against it)</p>' in html
    assert "in answer to" not in html


def test_a_long_thread_goes_on_on_further_pages_and_loses_nothing(page, tmp_path):
    case = Case().add("gh-1", title="A")
    for number in range(120):
        case.add(
            f"cc-a{number}", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="Because.", votes={Stance.SUPPORT: number}
        )
    for number in range(130):
        case.add(f"cc-c{number}", Kind.COMMENT, on="gh-1", body="Comment.")
    pages = [page(case, "c/gh-1"), page(case, "c/gh-1/2"), page(case, "c/gh-1/3")]
    assert not (tmp_path / "site/subjects/quiet/c/gh-1/4").exists()
    found = [re.findall(r' id="(cc-[ac]\d+)"', html) for html in pages]
    assert [len(ids) for ids in found] == [150, 80, 20]
    assert len({id for ids in found for id in ids}) == 250
    assert '<a href="2/" rel="next">' in pages[0]
    assert '<a href="../" rel="prev">' in pages[1]
    assert '<a href="../3/" rel="next">' in pages[1]
    assert '<a href="../2/" rel="prev">' in pages[2]
    assert all('href="../../../../../assets/lean.css"' in html for html in pages[1:])


def test_answers_in_a_ring_and_answers_to_nothing_are_kept_with_the_subject(page):
    case = Case().add("gh-1", title="A")
    case.add("cc-c1", Kind.COMMENT, on="cc-c2", body="Ring one.")
    case.add("cc-c2", Kind.COMMENT, on="cc-c1", body="Ring two.")
    case.add("cc-c3", Kind.COMMENT, on="cc-c3", body="To itself.")
    case.add("cc-c4", Kind.COMMENT, on="gone-9", body="To nothing.")
    case.add("cc-s5", Kind.SOURCE, body="To the subject.")
    text = words(page(case, "c/-"))
    for said in ("Ring one.", "Ring two.", "To itself.", "To nothing.", "To the subject."):
        assert said in text


def phased(opens: str, closes: str, **subject) -> Case:
    phases = (Phase("solutions", PhaseKind.SOLUTIONS, f"{opens}T00:00:00Z", f"{closes}T00:00:00Z"),)
    return Case(subject={"phases": phases, **subject}).add("gh-1", title="A")


def test_arguments_are_asked_for_only_while_they_can_be_sent(page):
    assert "If you see one, write it." in words(page(phased("2027-02-01", "2027-03-31"), "c/gh-1"))
    closed = words(page(phased("2027-02-01", "2027-03-01"), "c/gh-1"))
    assert "No argument came, neither for nor against. Arguments could be sent until 28 February 2027." in closed
    assert "write it" not in closed
    to_come = words(page(phased("2027-05-01", "2027-06-01"), "c/gh-1"))
    assert "No argument yet. Arguments can be sent from 1 May 2027." in to_come
    never = words(page(phased("2027-02-01", "2027-03-31", bill=a_bill("rooms")), "c/rooms"))
    assert "No phase of this subject asks for any on this." in never


def test_a_side_without_arguments_is_told_on_the_first_page_only(page):
    case = phased("2027-02-01", "2027-03-01")
    for number in range(60):
        case.add(f"cc-a{number}", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="Because.")
    assert "No argument against came." in words(page(case, "c/gh-1"))
    assert "No argument" not in words(page(case, "c/gh-1/2"))


def test_an_event_is_owed_no_answer_and_what_came_outside_the_phases_says_that_no_vote_was_recorded(page):
    case = Case().add("gh-1", Kind.EVENT, title="Walk").add("gh-2", title="Late", tallied={"late": True})
    assert "What became of it" not in page(case, "c/gh-1")
    assert "No vote on it was recorded." in page(case, "c/gh-2")


def test_united_contributions_name_each_other(page):
    case = Case().add("gh-1", title="First").add("gh-2", title="Second", merged_into="gh-1")
    assert "United with First." in words(page(case, "c/gh-2"))
    assert "United here: Second." in words(page(case, "c/gh-1"))


def test_a_page_says_which_words_facilitators_gave_and_never_as_markup(page):
    case = Case().add("gh-1", title="A", labels=("night-trains", "<b>bold</b>")).add("gh-2", title="B")
    case.add("cc-a1", Kind.ARGUMENT, on="gh-2", side=Side.FOR, body="C", labels=("needs-source",))
    html = page(case, "c/gh-1")
    assert "Labelled by facilitators: night-trains, <b>bold</b>." in words(html)
    assert "<b>bold" not in html
    other = words(page(case, "c/gh-2"))
    assert other.count("Labelled by facilitators: needs-source.") == other.count("Labelled") == 1


def test_a_hidden_contribution_shows_rule_date_appeal_and_count_and_nothing_of_its_text(page, tmp_path):
    hide = Moderation("gh-1", ModerationAct.HIDE, "3", "It named a neighbour.", "2027-03-12")
    case = Case(subject={"moderation": (hide,)})
    case.add("gh-1", title="SECRET TITLE", body="SECRET BODY", name="SECRET NAME", votes=THREE, hidden="3")
    case.add("cc-a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="SECRET ARGUMENT", hidden="1")
    html = page(case, "c/gh-1")
    text = words(html)
    assert "Contribution gh-1 was removed from view. Rule 3: It named a neighbour. Removed on 12 March 2027." in text
    assert "It keeps its number and its place in the count." in text
    assert '<a href="../../moderation/">' in html
    assert 'data-for="1320"' in html
    assert 'class="stub" id="cc-a1"' in html
    everything = "".join(path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html"))
    assert "SECRET" not in everything


def test_an_erased_contribution_says_so_and_keeps_its_votes(page):
    case = Case().add("gh-1", votes=THREE, erased=True)
    case.texts["gh-1"] = Text(erased=True)
    html = page(case, "c/gh-1")
    assert "[erased at the author's request]" in words(html)
    assert 'data-for="1320"' in html


def test_late_set_aside_changed_and_vanished_are_told(page):
    case = Case().add(
        "gh-1", title="A", tallied={"late": True, "set_aside": "trashed"}, state="vanished", edited_at=DAY, rev=2
    )
    text = words(page(case, "c/gh-1"))
    assert "Came while no phase was open for it." in text
    assert "Set aside: its platform had put it into the bin. It stays in the totals." in text
    assert "No longer where it was sent." in text
    assert "Changed by its author on 26 February 2027; version 2." in text


def test_the_authors_elements_and_articles_have_such_pages_too(page):
    case = Case(subject={"elements": elements(("loud", Kind.CAUSE, "Loud exhausts")), "bill": a_bill("rooms")})
    case.tell("loud", Kind.CAUSE, votes=THREE, origin="author")
    case.tell("rooms", Kind.ARTICLE, votes=THREE, origin="author")
    case.add("cc-a1", Kind.ARGUMENT, on="rooms", side=Side.AGAINST, body="Too narrow.")
    assert (
        "Cause Loud exhausts Cause, by the author of the subject Text of this contribution About Loud exhausts."
        in words(page(case, "c/loud"))
    )
    html = page(case, "c/rooms")
    assert "Too narrow." in html
    assert '<a href="../../bill/#rooms">Article 1. Rooms</a>' in html


def test_a_reference_in_an_article_is_read_as_its_words_there(page):
    bill = a_bill("rooms")
    article = replace(bill.articles[0], text="(1) As [Article 1](#rooms) says.")
    case = Case(subject={"bill": replace(bill, articles=(article,))})
    case.tell("rooms", Kind.ARTICLE, votes=THREE, origin="author")
    html = page(case, "c/rooms")
    assert html.count("As Article 1 says.") == 2  # in its text and in what search engines show
    assert "#rooms)" not in html


def test_what_answers_a_contribution_shows_its_own_outcome_with_the_reason(page):
    decisions = (
        Decision(("gh-1-a1",), Outcome.PARTLY, "Half of it.", "2027-06-01", "ines"),
        Decision(("gh-9",), Outcome.ADOPTED, "It comes back.", "2027-06-02"),
    )
    case = Case(subject={"decisions": decisions}).add("gh-1", title="A", votes=THREE)
    case.add("gh-1-a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="Because.", votes={Stance.SUPPORT: 2})
    case.add("gh-9", Kind.APPEAL, on="gh-1", body="Put it back.")
    text = words(page(case, "c/gh-1"))
    assert "Adopted in part Half of it. 1 June 2027, by Ines Valdrun" in text
    assert "Upheld It comes back. 2 June 2027" in text


def test_a_long_row_of_arguments_for_has_a_way_past_it(page):
    case = Case().add("gh-1", title="A", votes=THREE)
    case.add("b1", Kind.ARGUMENT, on="gh-1", side=Side.AGAINST, body="No.")
    for number in range(4):
        case.add(f"a{number}", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="Yes.")
    assert 'href="#against"' not in page(case, "c/gh-1")
    html = page(case.add("a9", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="Yes."), "c/gh-1")
    assert '<a href="#against">' in html
    assert '<h2 class="a-t" id="against">' in html


def test_a_title_nobody_can_see_is_replaced_by_the_number(page):
    assert '<h1 dir="auto" itemprop="headline">Contribution gh-1</h1>' in page(
        Case().add("gh-1", title="\u200b\u3164"), "c/gh-1"
    )


def test_a_statement_is_its_own_title(page):
    html = page(Case().add("po-1", Kind.STATEMENT, body="Buses should run at night.", votes={Stance.FOR: 9}), "c/po-1")
    assert html.count("Buses should run at night.") == 3  # twice in the head and as the heading
    assert 'data-for="9" data-against="0" data-pass="0"' in html


def test_a_source_is_linked_only_where_its_address_is_whole(page):
    case = Case().add("gh-1", title="A")
    case.add("cc-s1", Kind.SOURCE, on="gh-1", title="A study", link="https://example.org/s?a=1&b=2")
    case.add("cc-s2", Kind.SOURCE, on="gh-1", title="A trap", link="javascript:alert(1)")
    html = page(case, "c/gh-1")
    assert (
        '<a href="https://example.org/s?a=1&amp;b=2" rel="nofollow ugc noopener noreferrer">A study</a> (example.org)'
    ) in html
    assert "A trap (javascript:alert(1))" in html
    assert 'href="javascript' not in html


def test_words_in_another_language_than_the_page_say_so(page):
    html = page(Case(subject={"language": "ar"}).add("gh-1", title="حق النوم", body="نص"), "c/gh-1")
    assert '<html lang="en" dir="ltr">' in html
    assert '<h1 dir="auto" lang="ar" itemprop="headline">' in html


def test_a_subject_in_a_language_of_the_catalogs_speaks_it(page):
    html = page(Case(subject={"language": "fr"}).add("gh-1", title="Trains", votes=THREE), "c/gh-1")
    assert '<html lang="fr" dir="ltr">' in html
    assert "<b>1\u202f320</b> pour (40\u202f%)" in html
    assert "26 février 2027" in html


def test_a_site_written_from_the_right_is_laid_out_so(page):
    case = Case(subject={"language": "ar"}, settings=replace(Case().settings, languages=("ar",))).add("gh-1", title="A")
    assert '<html lang="ar" dir="rtl">' in page(case, "c/gh-1")


def test_a_contribution_from_the_forge_is_voted_on_there(page):
    case = (
        Case(settings=replace(Case().settings, repository="owner/name")).add("gh-12", title="A").add("cc-3", title="B")
    )
    assert 'href="https://github.com/owner/name/issues/12"' in page(case, "c/gh-12")
    assert "github.com/owner/name/issues/3" not in page(case, "c/cc-3")


def test_of_what_was_united_it_is_said_where_its_votes_are_counted(page):
    case = Case().add("gh-1", title="A").add("gh-2", title="B", tallied={"merged_into": "gh-1"}, merged_into="gh-1")
    text = page(case, "c/gh-2")
    assert "They are counted with the contribution that this one is united with." in text
    assert "The number of votes is not known." not in text


def test_once_it_is_closed_nobody_is_called_to_vote_on_the_forge(page):
    settings = replace(SETTINGS, repository="owner/name")
    html = page(Case(settings=settings, subject={"phases": PHASES[:1]}).add("gh-12", title="A"), "c/gh-12")
    assert "Vote or add an argument" not in html
    assert '<p class="go"><a href="https://github.com/owner/name/issues/12"' in html


OURS = {"style", "onclick", "srcdoc", "formaction"}


def test_while_it_is_open_one_votes_by_a_letter_that_is_begun_or_goes_to_help(page):
    settings = replace(SETTINGS, contact="us@halm.example")
    html = page(Case(settings=settings).add("cc-1", title='A&B\nBcc: x "1"'), "c/cc-1")
    begun = re.search(r'href="(mailto:us@halm.example[^"]*)"', html)
    assert begun is not None
    letter = parse_qs(urlsplit(unescape(begun[1])).query)
    assert letter["subject"] == ['Quiet nights: cc-1. A&B Bcc: x "1"']
    assert "(for, mixed, against)" in letter["body"][0]
    assert '<a class="btn" href="../../../../help/">' in page(Case().add("cc-1", title="A"), "c/cc-1")
    closed = Case(settings=settings, subject={"phases": PHASES[:1]}).add("cc-1", title="A")
    assert "mailto:" not in page(closed, "c/cc-1")


@pytest.mark.slow
def test_no_attack_puts_an_element_of_its_own_into_a_whole_page(tmp_path, real_data):
    from press.html.test_untrusted import attacks

    case = Case(subject={"title": "T"})
    texts = attacks(real_data)
    for number, text in enumerate(texts):
        case.add(f"gh-{number}", title=text, body=text, name=text, set_aside=text[:100])
        case.add(f"cc-a{number}", Kind.ARGUMENT, on=f"gh-{number}", side=Side.FOR, title=text, body=text, name=text)
        case.add(f"cc-s{number}", Kind.SOURCE, on=f"gh-{number}", title=text, link=text, category=text)
    case.printed(tmp_path / "site")
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > len(texts)
    for path in pages[:: max(1, len(pages) // 120)]:
        tree = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
        for element in tree.iter():
            if not isinstance(element.tag, str):
                continue
            assert element.tag not in {
                "script",
                "iframe",
                "object",
                "embed",
                "form",
                "input",
                "style",
                "base",
                "img",
            } or (element.tag == "img" and element.get("src", "").endswith("mark.svg")), (path, element.tag)
            for name, value in element.attrib.items():
                assert not name.startswith("on"), (path, name)
                assert name not in OURS, (path, name)
                if name in ("href", "src") and element.tag != "a":
                    assert value.startswith("../") or value == "#main", (path, value)
                elif name == "href":
                    assert not re.match(r"(?i)\s*(javascript|data|vbscript):", value), (path, value)


def test_every_page_stays_within_its_budget(page):
    import gzip

    html = page(Case().add("gh-1", title="A", votes=THREE), "c/gh-1")
    assert len(gzip.compress(html.encode(), mtime=0)) < 4096
    css = (Path(__file__).parents[3] / "src/lawloom/press/html/styles/lean.css").read_bytes()
    assert len(gzip.compress(css, mtime=0)) < 10_240


def test_what_has_no_title_is_called_by_its_first_words_but_not_over_its_own_text(page):
    case = Case().add("gh-1", title="", body="**Leave** the lamps on until the last bus, and not only near the square.")
    assert "“Leave the lamps on until the last bus, and not only near the square.”" in words(page(case, "all"))
    assert '<h1 dir="auto" itemprop="headline">Contribution gh-1</h1>' in page(case, "c/gh-1")


def test_arguments_are_headed_by_how_many_there_are(page):
    case = Case().add("gh-1", title="A", votes=THREE).add("b1", Kind.ARGUMENT, on="gh-1", side=Side.AGAINST, body="No.")
    html = page(case, "c/gh-1")
    assert 'Arguments against (<data data-of="items/gh-1/arguments/against" value="1">1</data>)' in html
    assert '<h2 class="f-t" id="for">Arguments for</h2>' in html


def test_a_long_argument_is_folded_after_its_first_paragraph(page):
    long = "A word and another. " * 30
    case = (
        Case()
        .add("gh-1", title="A")
        .add("b1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body=f"{long}\n\n{long}\n\nThe end.")
    )
    folded = page(case, "c/gh-1").partition("<summary>Read on")[2].partition("</details>")[0]
    assert "The end." in folded
