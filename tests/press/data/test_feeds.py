"""Atom feeds: what happened, newest first, and nothing of what was taken from view."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from lawloom.model.bill import Bill, BillVersion
from lawloom.model.contribution import Kind, Text
from lawloom.model.editorial import Decision, LaterFate, Outcome
from lawloom.press.bill import change_pages
from lawloom.press.bill.redlines import Redlines
from lawloom.press.data import feeds
from pages.builders import a_bill, a_subject, settings
from press.builders import Case
from press.editions import AS_OF, a_solution, an_edition, an_item

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def edition_of(*solutions, **subject):
    return an_edition([(one, an_item(one)) for one in solutions], a_subject(elements=(), **subject))


def texts(**given: Text):
    return lambda id: given.get(id.replace("-", "_"), Text(f"Title of {id}", "Words."))


def read(edition, text_of=None, **changes):
    found = feeds.entries(edition, text_of or texts(), "en")
    given = settings(**changes)
    feed = feeds.atom("Lamps", "lamps", found, given, root="../../", as_of=edition.tally.as_of)
    return ElementTree.fromstring(feed)


def ids(feed) -> list[str]:
    return [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]


def titles(feed) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


def test_a_feed_has_all_that_atom_asks_for():
    feed = read(edition_of(a_solution("gh-1")))
    for name in ("id", "title", "updated"):
        assert feed.findtext(f"{ATOM}{name}")
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "../../subjects/lamps/feed.xml"
    for entry in feed.iter(f"{ATOM}entry"):
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")
        assert MOMENT.fullmatch(entry.findtext(f"{ATOM}updated"))
        assert entry.find(f"{ATOM}link").get("href")


def test_links_are_whole_where_the_site_has_an_address():
    feed = read(edition_of(a_solution("gh-1")), address="https://laws.example/2027")
    assert all(link.get("href").startswith("https://laws.example/2027/") for link in feed.iter(f"{ATOM}link"))


def test_the_newest_comes_first_and_only_fifty_stay():
    solutions = [a_solution(f"gh-{n}", sent_at=f"2027-02-{1 + n % 28:02d}T{n % 24:02d}:00:00Z") for n in range(80)]
    feed = read(edition_of(*solutions))
    times = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
    assert times == sorted(times, reverse=True)
    assert len(times) == feeds.LONGEST
    assert feed.findtext(f"{ATOM}updated") == times[0]


def test_ids_stay_whatever_else_changes_and_differ_from_each_other():
    edition = edition_of(a_solution("gh-1"), a_solution("gh-2"))
    first = ids(read(edition))
    assert first == ids(read(edition, address="https://elsewhere.example/", title="Another title"))
    assert len(set(first)) == len(first)
    assert not set(first) & set(ids(read(edition, repository="other/laws")))


@pytest.mark.parametrize("change", [{"hidden": "3"}, {"erased": True}])
def test_what_was_taken_from_view_is_in_no_feed(change):
    feed = read(edition_of(a_solution("gh-1", **change), a_solution("gh-2")))
    assert "Title of gh-1" not in titles(feed)
    assert "Title of gh-2" in titles(feed)


def test_only_what_has_a_page_is_news():
    feed = read(edition_of(a_solution("gh-1", kind=Kind.COMMENT), a_solution("gh-2", kind=Kind.CAUSE)))
    assert [title for title in titles(feed) if title.startswith("Title")] == ["Title of gh-2"]


def test_hostile_titles_are_text_and_control_characters_are_gone():
    hostile = Text('<b>&amp;"\x00\x0b\u202e]]></title>\ufffe', "<script>\x1b")
    feed = read(edition_of(a_solution("gh-1")), texts(gh_1=hostile))
    assert '<b>&amp;" ]]></title>' in titles(feed)


def test_a_title_nobody_can_see_is_told_by_its_number():
    assert "gh-1" in titles(read(edition_of(a_solution("gh-1")), texts(gh_1=Text("\u200b\u3164"))))


def test_phases_are_news_when_the_last_record_has_seen_them():
    assert "Open now: solutions" in titles(read(edition_of(a_solution("gh-1"))))
    feed = read(edition_of(a_solution("gh-1")))
    assert "Closed: solutions" not in titles(feed)
    assert "Open now: debate" not in titles(feed)


def test_decisions_and_what_became_of_them_later_are_news():
    later = LaterFate(Outcome.STRUCK_OUT, "2027-03-10", "Committee", "Federal matter.")
    decision = Decision(("gh-1",), Outcome.ADOPTED, "Good idea.", "2027-03-05", later=(later,))
    feed = read(edition_of(a_solution("gh-1"), decisions=(decision,)))
    assert [title for title in titles(feed) if "gh-1" in title and ":" in title] == [
        "Struck out: gh-1",
        "Adopted: gh-1",
    ]


def test_versions_of_the_bill_are_news():
    feed = read(edition_of(bill=a_bill()))
    assert "Bill on lamps: first draft" in titles(feed)


def test_an_empty_feed_is_as_new_as_the_last_record():
    edition = an_edition([], a_subject(elements=(), phases=(), bill=None, progress=None))
    assert read(edition).findtext(f"{ATOM}updated") == AS_OF


def test_the_fingerprint_of_a_feed_tells_what_it_shows():
    one = a_solution("gh-1")
    first = feeds.print_of(edition_of(one), settings())
    assert feeds.print_of(edition_of(one), settings()) == first
    voted = an_edition([(one, an_item(one, 99))], a_subject(elements=()))
    assert feeds.print_of(voted, settings()) == first
    for other in (edition_of(a_solution("gh-1", rev=2)), edition_of(a_solution("gh-1", hidden="1")), edition_of()):
        assert feeds.print_of(other, settings()) != first


def test_a_feed_speaks_the_language_of_its_subject():
    feed = feeds.atom("Lampes", "lamps", (), settings(), root="../../", as_of="", language="fr")
    assert b'xml:lang="fr"' in feed


def test_each_version_but_the_first_says_what_it_changed_in_the_one_before(tmp_path):
    texts = ["## Article 1. A {#a}\n\nOne.\n", "## Article 1. A {#a}\n\nTwo.\n\n## Article 2. B {#b}\n\nNew.\n"]
    texts.append(texts[1].replace("New", "Old"))
    versions = tuple(
        BillVersion(n, f"draft-{n}", f"2027-03-0{n}", f"x/0{n}-draft.md", source=text)
        for n, text in enumerate(texts, 1)
    )
    desk = Case(subject={"bill": Bill("Beds", "", (), versions=versions, source=texts[2])}).desk()
    found = list(change_pages.news(desk, Redlines(desk.subject, tmp_path, "1")))
    assert [one.href for one in found] == [f"subjects/quiet/bill/changes/{name}/" for name in ("1-2", "2-3")]
    assert [one.at for one in found] == ["2027-03-02T00:00:00Z", "2027-03-03T00:00:00Z"]
    assert found[0].summary == "1 article changed, 1 new. 5 words added, 1 removed."
    assert found == list(change_pages.news(desk, Redlines(desk.subject, tmp_path, "1"))), "what is kept says the same"
