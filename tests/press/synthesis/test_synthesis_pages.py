"""A published synthesis: printed from the record, with its receipt, a page for each theme, and a way back from each."""

from __future__ import annotations

import json
import re
from pathlib import Path

import html5lib
import pytest

from lawloom import overview, stages, todo
from lawloom.instance import Instance
from lawloom.ledger import append
from press.builders import read_aloud
from press.instances import KEY, opened, vote
from synthesis.debates import AS_OF, a_debate, read

pytestmark = pytest.mark.slow

SPITE = "<script>alert(1)</script> {{ 7*7 }} --> <!-- lawloom: end --> [#gh-1: 99 for] \u202etxet"
WRITTEN = """
Trams keep people awake [#gh-3, #gh-6]. One of them has seven votes [#gh-1: 7 for].

> Owls hoot beautifully. [#gh-odd]

Somebody says “Owls hoot” [#gh-odd].
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    instance = a_debate(tmp_path_factory.mktemp("published"))
    spite = opened("gh-spite", "2027-03-03T10:00:00Z", type="cause", by="7e" * 10, title=SPITE, body=SPITE)
    append.append(instance, "night", [spite], as_of=AS_OF, key=KEY)
    folder = instance.subject("night") / "synthesis"
    folder.mkdir()
    (folder / "causes.themes.yml").write_text(
        "themes:\n  - {id: odd, name: Birds & spite, summary: What is like nothing else., take: [gh-odd, gh-spite]}\n"
        "set_aside:\n  - {on: [gh-8], reason: An advertisement.}\n"
    )
    lay(instance)
    draft = folder / "causes.md"
    text = draft.read_text()
    draft.write_text(text.replace("<!-- lawloom: end -->\n", f"<!-- lawloom: end -->\n{WRITTEN}", 1))
    assert [one for one in stages.check(instance).problems if not one.warning] == []
    assert stages.build(instance, search=False).problems == []
    return instance.site


def lay(instance: Instance) -> None:
    consultation, subject = read(instance)
    overview.synthesise(instance, consultation, subject, "causes", today="2027-04-01")


def page(site: Path, name: str) -> str:
    html = (site / "subjects/night" / name / "index.html").read_text()
    html5lib.HTMLParser(strict=False).parse(html)
    return html


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", read_aloud(html)).split())


def test_as_long_as_nobody_signed_it_the_page_says_that_no_person_has_written_yet(site: Path, tmp_path: Path):
    said = "no person has written about them yet"
    assert said in page(site, "synthesis/causes")
    instance = a_debate(tmp_path, 30)
    lay(instance)
    draft = instance.subject("night") / "synthesis" / "causes.md"
    draft.write_text(draft.read_text().replace("authors: []", "authors: [ines]"))
    stages.build(instance, search=False)
    assert said not in page(instance.site, "synthesis/causes")


def test_the_receipt_names_every_theme_and_its_lines_add_up(site: Path):
    html = page(site, "synthesis/causes")
    rows = re.findall(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td>', html)
    counts = [int(words(n)) for _, n in rows]
    assert sum(counts[:-1]) == counts[-1] == 94
    assert "Birds &amp; spite" in rows[0][0]
    assert words(rows[-2][0]) == "Set aside, with a reason"


def test_sentences_of_people_stand_with_links_quotes_and_the_figures_of_today(site: Path):
    html = page(site, "synthesis/causes")
    assert '<a class="cite" href="../../c/gh-3/">gh-3</a>' in html
    assert "7 for" in words(html)
    assert 'data-of="items/gh-1/for"' in html
    assert "Owls hoot beautifully." in words(html)
    assert "[#gh-3" not in html
    assert "[#gh-odd" not in html


def test_words_of_citizens_are_nothing_but_words(site: Path):
    for name in ("synthesis/causes", "synthesis/causes/odd"):
        html = page(site, name)
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in html
        assert "\u202e" not in html
        assert 'value="99"' not in html


def test_a_theme_has_a_page_with_everything_in_it(site: Path):
    account = json.loads((site / "data/night/synthesis/causes.json").read_text())
    for id, theme in account["themes"].items():
        html = page(site, f"synthesis/causes/{id}")
        linked = re.findall(r'<p class="ti"><a href="(?:\.\./)+c/([^/"]+)/(?:#([^"]+))?"', html)
        assert [anchor or name for name, anchor in linked] == theme["members"][:50]
    assert "What is like nothing else." in page(site, "synthesis/causes/odd")


def test_what_is_in_no_theme_stands_on_a_page_with_the_reason(site: Path):
    html = page(site, "synthesis/causes/rest")
    assert "An advertisement." in html


def test_each_contribution_says_where_it_went(site: Path):
    assert 'In the synthesis: <a href="../../synthesis/causes/odd/"><bdi>Birds &amp; spite</bdi></a>' in page(
        site, "c/gh-odd"
    )
    argument = re.search(r'<div class="say[^"]*" id="gh-1-a1">.*?</div>\n', page(site, "c/gh-1"), re.DOTALL)
    assert argument
    assert "In the synthesis:" in argument[0]
    assert '<a href="../../synthesis/causes/rest/">in no theme</a>' in page(site, "c/gh-8")


def test_the_account_as_data_holds_every_contribution_once(site: Path):
    account = json.loads((site / "data/night/synthesis/causes.json").read_text())
    placed = [id for theme in account["themes"].values() for id in theme["members"]]
    placed += [*account["unclassified"], *account["set_aside"], *account["missing"]]
    assert len(placed) == len(set(placed)) == account["contributions"] == 94


def test_a_quote_whose_author_had_it_erased_says_so(tmp_path: Path):
    instance = a_debate(tmp_path, 30)
    lay(instance)
    draft = instance.subject("night") / "synthesis" / "causes.md"
    draft.write_text(draft.read_text().replace("<!-- lawloom: end -->\n", f"<!-- lawloom: end -->\n{WRITTEN}", 1))
    stages.erase(instance, "night", "gh-odd", as_of="2027-04-02T06:00:00Z")
    assert [one for one in stages.check(instance).problems if not one.warning] == []
    stages.build(instance, search=False)
    html = page(instance.site, "synthesis/causes")
    assert "Owls" not in html
    assert words(html).count("[erased at the author’s request]") == 2


def test_a_vote_costs_no_more_files_than_before_unless_the_synthesis_counts_it(tmp_path: Path):
    instance = a_debate(tmp_path, 30)
    lay(instance)
    stages.build(instance)
    for item, person in (("gh-2", 900), ("gh-3", 901)):
        append.append(instance, "night", [vote(item, person, time="2027-03-04T10:00:00Z")], as_of=AS_OF, key=KEY)
        before = {path: path.read_bytes() for path in instance.site.rglob("*.html")}
        stages.build(instance)
        changed = [path for path, data in before.items() if path.read_bytes() != data]
        assert 1 <= len(changed) <= 6
        assert not any("synthesis" in path.parts for path in changed)


def test_the_report_to_be_printed_holds_the_receipt(site: Path):
    html = page(site, "report/causes")
    assert '<table class="rc">' in html
    assert "Birds &amp; spite" in html


def test_those_whose_theme_is_unsure_wait_for_a_human_until_somebody_placed_them(tmp_path: Path):
    instance = a_debate(tmp_path, 60)
    lay(instance)
    far = opened(
        "gh-far",
        "2027-03-05T10:00:00Z",
        type="cause",
        by="fa" * 10,
        title="Bins",
        body="The tram and the terrace and the bins.",
    )
    append.append(instance, "night", [far], as_of=AS_OF, key=KEY)
    lay(instance)
    waiting = todo.todo(instance)
    assert "gh-far" in waiting.subjects["night"].unsure["causes"]
    assert "whose theme is unsure" in "\n".join(waiting.lines("en"))
    stages.build(instance, search=False)
    assert "whose theme is unsure" in words((instance.site / "todo/index.html").read_text())
    sorting = instance.subject("night") / "synthesis" / "causes.themes.yml"
    sorting.write_text("themes:\n  - {id: everything, name: Everything, take: [gh-far]}\n")
    lay(instance)
    assert "gh-far" not in todo.todo(instance).subjects["night"].unsure.get("causes", [])


def test_whoever_asks_whether_it_was_said_is_led_to_the_themes(site: Path):
    assert '<a href="../synthesis/causes/"' in page(site, "said")
