"""Where each article comes from, as pages say it."""

from __future__ import annotations

import re
from dataclasses import replace

from lawloom.model.bill import Article, Paragraph
from lawloom.model.contribution import Kind, Side
from lawloom.model.editorial import Decision, LaterFate, Outcome
from press.builders import Case, a_bill, read_aloud
from press.test_subject_slots import slots, words

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


def test_a_paragraph_that_is_named_is_told_by_the_number_it_has_today():
    parts = (Paragraph("quiet", "quiet", "(2)", ("It is quiet.",), 3),)
    bill = replace(
        a_bill("rooms"), articles=(Article("rooms", "Article 1", "Rooms", "(2) It is quiet.", 1, paragraphs=parts),)
    )
    found = slots(a_case(decided("gh-2", articles=("quiet",)), decided("gh-1"), bill=bill))["ties/quiet/rooms"]
    assert words(found) == "gh-1 T&lt;1&gt; (adopted) paragraph (2): gh-2 T&lt;2&gt; (adopted)"


def test_many_ties_are_folded_and_the_page_of_the_article_has_the_rest():
    case = Case(subject={"decisions": (decided(*(f"gh-{n}" for n in range(100))),), "bill": a_bill("rooms")})
    for number in range(100):
        case.add(f"gh-{number}", title="T")
    found = slots(case)["ties/quiet/rooms"]
    assert found.count("<li") == 61 and found.index("<details") > found.index("gh-5<")
    assert 'href="../c/rooms/"' in found
    assert read_aloud(found) == found, "nothing here is counted by a machine"
