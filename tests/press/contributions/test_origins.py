"""Where each article comes from, as pages say it."""

from __future__ import annotations

import re
from dataclasses import replace

from lawloom.model.article import Article, Paragraph, Point
from lawloom.model.bill import Bill
from lawloom.model.contribution import Kind, Side
from lawloom.model.editorial import Decision, LaterFate, Outcome
from lawloom.press.contributions import origins
from press.builders import Case, a_bill, read_aloud
from press.subject.test_subject_slots import slots, words

LATER = LaterFate(Outcome.STRUCK_OUT, "2027-10-01", "Committee", "Dark.")


def decided(*on: str, outcome: Outcome = Outcome.ADOPTED, articles: tuple[str, ...] = ("rooms",), **more) -> Decision:
    return Decision(on, outcome, "Why.", "2027-06-01", articles=articles, **more)


def a_case(*decisions: Decision, **subject) -> Case:
    case = Case(subject={"decisions": decisions, "bill": a_bill("rooms", "doors"), **subject})
    for number in range(1, 5):
        case.add(f"gh-{number}", title=f"T<{number}>")
    return case.add("cc-a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="Because it is dark there.")


def test_each_article_names_what_it_comes_from_with_its_title_and_the_way_there():
    found = slots(a_case(decided("gh-1"), decided("cc-a1", outcome=Outcome.PARTLY)))["ties/quiet/rooms"]
    assert words(found) == "gh-1 T&lt;1&gt; (adopted) cc-a1 “Because it is dark there.” (in part)"
    assert 'href="../c/gh-1/#cc-a1">cc-a1</a>' in found and "T&lt;1&gt;" in found


def test_the_sign_beside_it_is_that_of_the_outcome_as_it_stands():
    again = replace(LATER, outcome=Outcome.ADOPTED, date="2027-11-02")
    decisions = (
        decided("gh-1", later=(LATER,)),
        decided("gh-2", later=(LATER, again)),
        decided("gh-3", outcome=Outcome.SAME_AS, same_as="gh-2"),
        decided("gh-4", outcome=Outcome.NOT_KEPT),
    )
    found = slots(a_case(*decisions))["ties/quiet/rooms"]
    looks = {id: look for look, id in re.findall(r'<li class="(\w+)"><a [^>]*>([\w-]+)</a>', found)}
    assert looks == {"gh-1": "cut", "gh-2": "kept", "gh-3": "same", "gh-4": "insp"}
    assert "(adopted, then struck out)" in found and "(inspired by it)" in found and "(same as gh-2)" in found


def test_an_article_that_no_decision_names_is_the_authors_own_once_others_are_named():
    found = slots(a_case(decided("gh-1")))
    assert words(found["ties/quiet/doors"]) == "Author’s own"
    assert "Of 2 articles, 1 comes from contributions and 1 is the author’s own." in words(found["keyline/quiet"])
    silent = slots(a_case(decided("gh-1", articles=())))
    assert not silent["ties/quiet/doors"] and not silent["keyline/quiet"]


def test_a_theme_stands_beside_the_article_with_its_members():
    by_theme = decided("gh-1", "gh-2", theme="solutions/beds", called="Beds")
    found = slots(a_case(by_theme))["ties/quiet/rooms"]
    assert words(found).startswith("the whole theme Beds (adopted) gh-1 T&lt;1&gt; (adopted, by its theme)")
    assert 'href="../synthesis/solutions/beds/"' in found


BESIDE = (Point("beds", "beds", "(a)", ("in beds,",), 6), Point("", "rest.2", "(b)", ("in none.",), 7))
PARTS = (
    Paragraph("", "rooms.1", "(1)", ("There are rooms.",), 2),
    Paragraph("quiet", "quiet", "(2)", ("It is quiet.",), 4),
    Paragraph("rest", "rest", "(3)", ("One rests", *BESIDE), 5),
)


def of_three_paragraphs(text: str = "(1) There are rooms.") -> Bill:
    return replace(a_bill("rooms"), articles=(Article("rooms", "Article 1", "Rooms", text, 1, paragraphs=PARTS),))


def test_what_is_behind_a_paragraph_or_a_point_stands_at_the_paragraph():
    case = a_case(decided("gh-2", articles=("quiet",)), decided("gh-3", articles=("beds",)), bill=of_three_paragraphs())
    found = slots(case)
    assert words(found["ties/quiet/rooms"]) == "At the paragraph itself: (2) , (3)"
    assert 'href="#quiet">(2)</a>' in found["ties/quiet/rooms"] and 'href="#rest">(3)' in found["ties/quiet/rooms"]
    assert words(found["ties/quiet/rooms.1"]) == "Author’s own"
    assert words(found["ties/quiet/quiet"]) == "gh-2 T&lt;2&gt; (adopted)"
    assert words(found["ties/quiet/rest"]) == "point (a): gh-3 T&lt;3&gt; (adopted)"
    assert 'aria-label="Where Article 1. Rooms, (2) comes from"' in found["ties/quiet/quiet"]


def test_a_paragraph_that_nothing_names_comes_with_its_article():
    found = slots(a_case(decided("gh-2", articles=("quiet",)), decided("gh-1"), bill=of_three_paragraphs()))
    assert words(found["ties/quiet/rooms"]).startswith("gh-1 T&lt;1&gt; (adopted) At the paragraph itself: (2)")
    assert not found["ties/quiet/rooms.1"] and not found["ties/quiet/rest"]
    whole = "Of 3 paragraphs, 1 is named itself, 2 come with their article and 0 are the author’s own."
    assert words(found["keyline/quiet"]).endswith(whole)


def test_where_an_article_cannot_be_parted_all_stands_beside_it_by_number():
    parts = (Paragraph("", "rooms.1", "(1)", ("<div>",), 2), Paragraph("quiet", "quiet", "(2)", ("</div>",), 4))
    bill = replace(
        a_bill("rooms"), articles=(Article("rooms", "Article 1", "Rooms", "<div>\n</div>", 1, paragraphs=parts),)
    )
    found = slots(a_case(decided("gh-2", articles=("quiet",)), bill=bill))
    assert words(found["ties/quiet/rooms"]) == "paragraph (2): gh-2 T&lt;2&gt; (adopted)"
    assert not found["ties/quiet/quiet"] and not found["ties/quiet/rooms.1"]


def test_many_ties_are_folded_and_the_page_of_the_article_has_the_rest():
    case = Case(subject={"decisions": (decided(*(f"gh-{n}" for n in range(100))),), "bill": a_bill("rooms")})
    for number in range(100):
        case.add(f"gh-{number}", title="T")
    found = slots(case)["ties/quiet/rooms"]
    assert found.count("<li") == 61 and found.index("<details") > found.index("gh-5<")
    assert 'href="../c/rooms/"' in found
    assert read_aloud(found) == found, "nothing here is counted by a machine"


def test_an_article_of_a_thousand_named_paragraphs_is_looked_at_once(monkeypatch):
    many = tuple(Paragraph(f"p{n}", f"p{n}", f"({n})", ("Quiet.",), n) for n in range(1, 1001))
    bill = replace(a_bill("rooms"), articles=(Article("rooms", "Article 1", "Rooms", "T.", 1, paragraphs=many),))
    decisions = tuple(decided(f"gh-{n}", articles=(f"p{n}",)) for n in range(1, 1001))
    case = Case(subject={"decisions": decisions, "bill": bill})
    for number in range(1, 1001):
        case.add(f"gh-{number}", title="T")
    looked = []
    real = origins.can_be_parted
    monkeypatch.setattr(origins, "can_be_parted", lambda article: (looked.append(article.id), real(article))[1])
    found = slots(case)
    assert words(found["ties/quiet/p777"]) == "gh-777 T (adopted)"
    assert found["ties/quiet/rooms"].count('href="#p') == origins.MOST_WAYS and "…" in found["ties/quiet/rooms"]
    assert len(looked) <= 2, "once for the slots, once for the texts that they need"
