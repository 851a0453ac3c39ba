"""The search: over texts and never over votes, made again when a text changes, the same bytes each time."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lawloom import pages
from lawloom.content import kept
from lawloom.errors import LawloomError, problem
from lawloom.model.contribution import Kind, Side
from lawloom.model.editorial import Decision, Outcome
from lawloom.model.vote import Stance
from lawloom.press.publish import publish
from lawloom.press.search import pagefind, search_texts
from lawloom.press.typesetting import finish
from press.builders import Case, a_bill, elements
from press.instances import an_edition, an_instance, opened, receive, vote

pytestmark = pytest.mark.slow

IN = {"phase": "solutions"}


def a_case() -> Case:
    decisions = (Decision(("gh-1",), Outcome.ADOPTED, "Yes.", "2027-06-01", "ines"),)
    own = elements(("own", Kind.CAUSE, "Thin walls"))
    case = Case(subject={"elements": own, "decisions": decisions, "bill": a_bill("rooms")})
    case.tell("own", Kind.CAUSE, origin="author")
    case.tell("rooms", Kind.ARTICLE, origin="author")
    case.add("gh-1", title="Night officer", body="One who answers.", tallied=IN)
    case.add("gh-2", title="A grant", body="For walls.", tallied=IN)
    case.add("a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="It works in Sedge.", tallied=IN)
    return case


def found(case: Case) -> dict[str, search_texts.Found]:
    return {one.at: one for one in search_texts.contributions(case.desk(case.press(object())))}


def print_of(case: Case) -> int:
    return search_texts.print_of(case.desk(case.press(object())))


def test_contributions_articles_and_the_authors_own_are_found_with_what_was_said_about_them():
    these = found(a_case())
    assert list(these) == ["c/own/", "c/rooms/", "c/gh-1/", "c/gh-2/"]
    one = these["c/gh-1/"]
    assert one.texts == ("One who answers.", "It works in Sedge. (a1)")
    assert (one.title, one.kind, one.phase, one.outcome) == ("Night officer", "solution", "solutions", "adopted")
    assert these["c/gh-2/"].outcome == "none"


def test_a_contribution_is_found_by_its_number_and_by_the_name_it_came_under():
    case = Case().add("gh-1", title="Night officer", name="Ada <b>Marsh</b>", tallied=IN)
    case.add("a1", Kind.ARGUMENT, on="gh-1", side=Side.FOR, body="It works.", name="Bo Fenn", tallied=IN)
    one = found(case)["c/gh-1/"]
    assert (one.told, one.texts) == ("gh-1, Ada <b>Marsh</b>", ("It works. (a1, Bo Fenn)",))
    ((_, html),) = search_texts.documents("quiet", [one], 1)
    assert ">gh-1, Ada &lt;b&gt;Marsh&lt;/b&gt;</p>" in html
    assert found(a_case())["c/own/"].told == "", "the author's own have no number"


def test_a_text_that_was_removed_or_erased_is_not_found():
    case = a_case()
    case.contributions["gh-1"] = replace(case.contributions["gh-1"], hidden="3")
    case.contributions["gh-2"] = replace(case.contributions["gh-2"], erased=True)
    case.contributions["a1"] = replace(case.contributions["a1"], on="own", erased=True)
    these = found(case)
    assert "c/gh-1/" not in these
    assert these["c/gh-2/"].texts == ()
    assert not re.search("officer|answers|grant|Sedge", repr(these))


def test_votes_change_nothing_that_the_search_finds_and_texts_outcomes_and_moderation_do():
    case = a_case()
    before = print_of(case)
    case.items["gh-1"] = replace(case.items["gh-1"], people=900, last_at="2027-03-17T00:00:00Z")
    case.add("gh-2", title="A grant", body="For walls.", votes={Stance.FOR: 7}, tallied=IN)
    assert print_of(case) == before
    for change in ({"rev": 2}, {"hidden": "3"}, {"erased": True}):
        other = a_case()
        other.contributions["gh-2"] = replace(other.contributions["gh-2"], **change)
        assert print_of(other) != before, change
    decided = a_case()
    decided.subject["decisions"] = ()
    assert print_of(decided) != before


def test_few_contributions_have_a_page_each_and_many_share_one_of_their_kind_phase_and_outcome():
    case = Case()
    for number in range(25):
        case.add(f"gh-{number}", title=f"T{number}", tallied=IN)
    case.add("gh-99", Kind.PETITION, title="P")
    these = list(found(case).values())
    assert len(list(search_texts.documents("quiet", these, 26))) == 26
    shared = list(search_texts.documents("quiet", these, 10 * search_texts.MOST_FILES))
    assert [html.count("<h2 ") for _, html in shared] == [1, 10, 10, 5]
    assert 'data-pagefind-filter="phase:quiet/solutions"' in shared[1][1]


def test_what_people_typed_is_text_in_the_pages_of_the_index():
    case = Case().add("gh-1", title='<script>"x"', body='</p><p data-pagefind-filter="kind:cause">')
    ((_, html),) = search_texts.documents("quiet", found(case).values(), 1)
    assert "<script" not in html
    assert html.count('data-pagefind-filter="') == 3  # subject, kind, outcome


# --- the program and its files ----------------------------------------------------------------------------------------


def many(folder: Path) -> Path:
    case = Case()
    for number in range(60):
        kind = Kind.SOLUTION if number % 2 else Kind.CAUSE
        case.add(f"gh-{number}", kind, title=f"Lamp {number}", body=f"A street number {number} at night.", tallied=IN)
    search_texts.write(folder, search_texts.documents("quiet", found(case).values(), 60))
    return folder


def test_the_same_pages_give_the_same_index(tmp_path):
    source = many(tmp_path / "from")
    first = pagefind.index(source, tmp_path / "one", "en")
    for run in range(3):
        assert pagefind.index(source, tmp_path / f"run-{run}", "en") == first
    assert "pagefind.js" in first
    assert "pagefind-ui.js" not in first
    assert {name.split("/")[0] for name in first if "/" in name} == {"filter", "fragment", "index"}


def test_a_program_that_cannot_be_run_is_told_as_a_warning(tmp_path, monkeypatch):
    monkeypatch.setattr(pagefind.sys, "executable", str(tmp_path / "nowhere"))
    with pytest.raises(LawloomError) as told:
        pagefind.index(many(tmp_path / "from"), tmp_path / "made", "en")
    assert told.value.problems[0].code == "search-not-made"
    assert told.value.problems[0].warning


values = st.recursive(
    st.one_of(st.integers(0, (1 << 64) - 1), st.text(max_size=40)), lambda inner: st.lists(inner, max_size=30)
)


@settings(deadline=None)
@given(values)
def test_what_is_written_in_the_form_of_the_index_is_read_again(value: Any):
    data = pagefind._written(value)
    raw = gzip.decompress(data)
    assert raw.startswith(b"pagefind_dcd")
    assert pagefind._value(raw, len(b"pagefind_dcd")) == (value, len(raw))


# --- the site ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path, monkeypatch):
    instance = an_instance(tmp_path)
    pages.write(instance, kept.reading(instance).consultation)
    monkeypatch.setattr(finish, "finish", lambda *_: [])
    return instance


@pytest.fixture
def made(monkeypatch):
    """How often the index was made; in its place stands one file."""
    times: list[str] = []

    def index(source: Path, made: Path, language: str) -> dict[str, bytes]:
        times.append(language)
        return {"pagefind.js": " ".join(sorted(path.read_text() for path in source.rglob("*.html"))).encode()}

    monkeypatch.setattr(pagefind, "index", index)
    return times


def test_the_index_is_made_again_when_a_text_comes_and_not_when_a_vote_does(house, made):
    publish.publish(an_edition(house), search=True)
    publish.publish(an_edition(house), search=True)
    receive(house, vote("gh-2", 77, "mixed"))
    publish.publish(an_edition(house), search=True)
    assert made == ["en"]
    assert b"Half the light" in (house.site / "pagefind/pagefind.js").read_bytes()
    receive(house, opened("gh-3", "2027-02-06T10:00:00Z", title="Blue light"))
    publish.publish(an_edition(house), search=True)
    assert made == ["en", "en"]
    assert b"Blue light" in (house.site / "pagefind/pagefind.js").read_bytes()


def test_an_index_that_somebody_touched_is_made_again(house, made):
    publish.publish(an_edition(house), search=True)
    (house.site / "pagefind/pagefind.js").unlink()
    publish.publish(an_edition(house), search=True)
    assert made == ["en", "en"]


def test_only_where_one_searches_a_page_has_a_script_and_its_policy_names_this_site_only(house, made):
    publish.publish(an_edition(house), search=True)
    html = (house.site / "search/index.html").read_text("utf-8")
    assert re.findall(r"<script[^>]*>", html) == ['<script type="module" src="../assets/search.js">']
    assert "script-src 'self' 'wasm-unsafe-eval';connect-src 'self'" in html
    assert "default-src 'none'" in html
    assert "<form" in html
    others = [path for path in house.site.rglob("*.html") if path.parent.name not in ("search", "said")]
    assert others
    assert not [path for path in others if "<script" in path.read_text("utf-8")]


def test_without_the_index_the_page_says_what_to_do_instead(house, made):
    publish.publish(an_edition(house), search=True)
    publish.publish(an_edition(house))
    html = (house.site / "search/index.html").read_text("utf-8")
    assert "<script" not in html
    assert "the search is not set up" in html
    assert 'href="../subjects/lamps/supported/"' in html
    assert not (house.site / "pagefind").exists()


def test_an_index_that_cannot_be_made_costs_nothing_else_and_is_told_each_time(house, monkeypatch):
    def fails(*_: object) -> dict[str, bytes]:
        raise LawloomError(problem("search-not-made", warning=True, detail="no such program"))

    monkeypatch.setattr(pagefind, "index", fails)
    for _ in range(2):
        told = publish.publish(an_edition(house), search=True).problems
        assert [one.code for one in told] == ["search-not-made"]
        assert "the search is not set up" in (house.site / "search/index.html").read_text("utf-8")
    assert (house.site / "subjects/lamps/c/gh-2/index.html").is_file()


def test_texts_are_cut_and_on_one_line():
    case = Case().add("gh-1", title="T", body="word\n\n" * 5000)
    (text,) = found(case)["c/gh-1/"].texts
    assert len(text) <= search_texts.LONGEST
    assert "\n" not in text
