"""The argument map: families side by side, an overview of everything, ties, and figures one can recount."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lawloom import stages
from lawloom.instance import Instance
from lawloom.ledger import append
from lawloom.ledger.erase import erase
from lawloom.model.contribution import Side
from lawloom.model.findings import ArgumentFamily, Findings
from lawloom.press.desk import desk
from lawloom.press.paper import report
from lawloom.press.synthesis import map_item, map_pages
from lawloom.press.votes import votes_only
from lawloom.synthesis import findings_file
from press.instances import FILES, HOSTILE, KEY, an_instance, opened, receive, vote

pytestmark = pytest.mark.slow

VERIFIER = Path(__file__).parents[3] / "scripts" / "verify.py"
SUBJECT = (
    "---\ntitle: Lamps at night\nquestion: How much light does a street need?\nsummary: Bright all night.\n"
    "causes:\n  - {id: habit, title: Habit, text: Nobody asked.}\n"
    "solutions:\n  - {id: dim, title: Dim them, text: By half., answers: habit}\n"
    "phases:\n  - {name: present, kind: present, opens: 2027-01-01, closes: 2027-03-30}\n"
    "  - {name: causes, kind: causes, opens: 2027-01-01, closes: 2027-03-30}\n"
    "  - {name: solutions, kind: solutions, opens: 2027-01-01, closes: 2027-03-30}\n---\nLamps burn all night.\n"
)
MAP = "subjects/lamps/map"


def said(id: str, on: str, side: str, body: str, by: int, **more: Any) -> Any:
    return opened(id, type="argument", on=on, side=side, body=body, by=f"{by:020x}", **more)


RECORDS = [
    said("gh-a1", "dim", "for", "Stars are seen again.", 1),
    said("gh-a2", "dim", "for", "stars are SEEN again!!", 2),
    said("gh-a3", "dim", "for", "It saves power.", 3),
    said("gh-b1", "dim", "against", HOSTILE, 4),
    said("gh-a1-x", "gh-a1", "against", "Not in a town.", 5),
    said("gh-h1", "habit", "for", "True since 1950.", 6),
    opened("gh-3", "2027-02-06T10:00:00Z", title="Sensors", on="habit"),
    opened(
        "gh-4", "2027-02-06T10:00:00Z", type="source", on="dim", title="A count of moths", link="https://moths.example/"
    ),
    *(vote("gh-a1", person, "support") for person in range(1, 9)),
    vote("gh-a3", 1, "support"),
    *(vote("dim", person, "against") for person in range(50, 57)),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "MOST_ITEMS", 0)
        instance = an_instance(tmp_path_factory.mktemp("map"), FILES | {"content/subjects/lamps/subject.md": SUBJECT})
        receive(instance, *RECORDS)
        stages.build(instance, search=False)
    return instance


@pytest.fixture
def instance(built: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    monkeypatch.setattr(report, "MOST_ITEMS", 0)
    shutil.copytree(built.root, tmp_path / "copy")
    copied = Instance(tmp_path / "copy")
    stages.build(copied, search=False)
    return copied


def page(instance: Instance, address: str) -> str:
    return (instance.site / address / "index.html").read_text("utf-8")


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))


def data(instance: Instance) -> dict[str, Any]:
    return json.loads((instance.site / "data/lamps/map.json").read_bytes())


def found(instance: Instance, *families: ArgumentFamily) -> None:
    findings_file.write(instance, "lamps", Findings("solutions", "2027-03-18T06:00:00Z", families=families))


def test_everything_that_was_argued_on_is_on_one_page_with_a_table_of_the_same_figures(built):
    html = page(built, MAP)
    assert re.findall(r'<h3><a href="[^"]*/(?:map|c)/([^/]+)/"', html) == ["habit", "dim", "gh-2"], (
        "causes, then solutions"
    )
    assert "6 arguments on 3 contributions." in words_of(html)
    assert '<span class="a-t"><data data-of="map/items/dim/against/arguments" value="1">1</data> against' in html
    row = html[html.index("<tbody>", html.index("<details>")) :]
    cells = re.findall(r"<td>(.*?)</td>", row[row.index("Dim them") : row.index("</tr>", row.index("Dim them"))])
    assert [words_of(cell) for cell in cells] == ["3", "8 people", "1", "1 person", "89 % for", "0"]
    assert html.count("<rect") > 4 and 'aria-hidden="true"' in html
    assert "style=" not in html


def test_equal_wordings_are_one_family_and_each_person_counts_once(built):
    of_dim = data(built)["items"]["dim"]
    assert of_dim["for"]["families"][0] == {
        "says": "gh-a1", "members": ["gh-a1", "gh-a2"], "arguments": 2, "people": 8, "unnamed": 0, "counted": 0,
    }  # fmt: skip
    assert (of_dim["for"]["people"], of_dim["balance"], of_dim["contested"]) == (8, 89, 0)


def test_a_page_of_its_own_has_both_sides_word_by_word_with_the_way_to_each_argument(built):
    html = page(built, f"{MAP}/dim")
    left, right = html.split('id="against"')
    assert "Stars are seen again." in left and 'href="../../c/dim/#gh-a1"' in left
    assert "<script>alert" not in html and "&lt;script&gt;alert" in right
    assert words_of(html).count("2 arguments, 8 people") == 1
    assert "https://moths.example/" in html
    assert "Balance: 89 % for. Contested: hardly or not." in words_of(html)


def test_an_answer_stands_under_the_argument_that_it_answers(built):
    html = page(built, f"{MAP}/dim")
    family = html[html.index('id="gh-a1"') : html.index('id="gh-a3"')]
    assert "Not in a town." in family and "Answer to gh-a1 (against it)" in family
    assert "gh-a1-x" not in str(data(built)["items"]), "it argues about the argument"


def test_the_subject_and_each_contribution_lead_to_the_map(built):
    assert 'href="map/"' in page(built, "subjects/lamps")
    assert 'href="../../map/dim/"' in page(built, "subjects/lamps/c/dim")
    assert "/map/" not in page(built, "subjects/lamps/c/gh-3"), "nobody argued on it"


def test_ties_that_people_made_are_knots_with_a_table(built):
    assert 'href="../map/all/ties/"' in page(built, MAP)
    html = page(built, f"{MAP}/all/ties")
    assert html.count('<circle class="kn"') == 2
    assert data(built)["ties"] == {"dim": {"habit": 1}, "gh-3": {"habit": 1}}
    assert '<data data-of="map/ties/gh-3/habit" value="1">1</data>' in html


def test_families_that_were_found_replace_those_by_wording_and_the_page_says_who_made_them(instance):
    assert "Alike arguments have not been looked for" in page(instance, MAP)
    found(instance, ArgumentFamily("dim", Side.FOR, "gh-a3", ("gh-a1", "gh-a2", "gh-a3"), ("stars", "<b>")))
    assert votes_only.renew(instance) is None, "not a matter of a few votes"
    stages.build(instance, search=False)
    assert [family["says"] for family in data(instance)["items"]["dim"]["for"]["families"]] == ["gh-a3"]
    html = page(instance, f"{MAP}/dim")
    assert "A machine united arguments" in html
    assert "<bdi>&lt;b&gt;</bdi>" in html
    assert html.count("Stars are seen again.") == 1, "in the fold of the whole family"


def test_findings_that_cannot_be_read_are_told_and_take_no_page_down(instance):
    found(instance)
    findings_file.file_of(instance, "lamps", "solutions").write_text("{}")
    done = stages.build(instance, search=False)
    assert "findings-unreadable" in {one.code for one in done.problems}
    assert "Stars are seen again." in page(instance, f"{MAP}/dim")


def test_a_vote_on_what_is_argued_about_changes_nothing_of_the_map(instance):
    stages.build(instance)
    before = {path: path.read_bytes() for path in (instance.site / MAP).rglob("*.html")}
    lines = [(vote("dim", 77)[0], None), (vote("gh-2", 78)[0], None)]
    append.append(instance, "lamps", lines, as_of="2027-03-19T07:00:00Z", key=KEY)
    assert votes_only.renew(instance) is not None, "the short road"
    votes_only.forbid(instance)
    stages.build(instance, search=False)
    assert before == {path: path.read_bytes() for path in (instance.site / MAP).rglob("*.html")}


def test_a_few_arguments_are_read_where_they_stand(built):
    assert not (built.site / MAP / "habit").exists()
    assert '/c/habit/"' in page(built, MAP)
    assert "map/habit/" not in page(built, "subjects/lamps/c/habit")


def test_what_is_hidden_or_erased_is_counted_and_its_words_are_nowhere(instance, monkeypatch):
    monkeypatch.setattr(desk, "FEWEST_MAPPED", 1)
    hidden = "- {on: gh-a3, act: hide, rule: 1, reason: It insulted., date: 2027-03-20}\n"
    (instance.root / "content/subjects/lamps/moderation.yml").write_text(hidden, "utf-8")
    erase(instance, "lamps", "gh-h1", as_of="2027-03-20T06:00:00Z")
    stages.build(instance, search=False)
    everything = "".join(path.read_text("utf-8") for path in (instance.site / MAP).rglob("*.html"))
    assert "It saves power." not in everything and "True since 1950." not in everything
    assert "gh-a3 was removed from view." in words_of(page(instance, f"{MAP}/dim"))
    assert "erased at the author" in page(instance, f"{MAP}/habit")
    assert data(instance)["items"]["dim"]["for"]["arguments"] == 3


def test_what_was_sent_without_an_author_is_told_apart(instance):
    line, text = said("gh-a9", "dim", "for", "Moths live.", 9)
    receive(instance, ({**line, "by": None, "actor": None}, text), as_of="2027-03-19T06:00:00Z")
    stages.build(instance, search=False)
    assert data(instance)["items"]["dim"]["for"]["unnamed"] == 1
    assert "1 argument without a known author" in words_of(page(instance, f"{MAP}/dim"))


def test_many_are_cut_into_pages_with_all_of_them_in_one_picture_on_the_first(instance, monkeypatch):
    monkeypatch.setattr(map_pages, "SIZE", 1)
    votes_only.forbid(instance)
    receive(instance, said("gh-z1", "gh-3", "for", "They pay.", 11), as_of="2027-03-19T06:00:00Z")
    stages.build(instance, search=False)
    first, last = page(instance, MAP), page(instance, f"{MAP}/all/4")
    assert first.count('<figure class="fig strip">') == 1 and "preserveAspectRatio" in first
    assert "preserveAspectRatio" not in last
    assert 'href="../../../map/all/2/"' in last and '<b aria-current="page">4</b>' in last


def test_a_long_side_leads_to_the_place_where_all_are_read(instance, monkeypatch):
    monkeypatch.setattr(map_item, "MOST_FAMILIES", 1)
    receive(instance, said("gh-z2", "dim", "for", "Owls return.", 12), as_of="2027-03-19T06:00:00Z")
    stages.build(instance, search=False)
    html = page(instance, f"{MAP}/dim")
    assert "Owls return." not in html and 'href="../../c/dim/#for"' in html


def test_a_long_family_says_where_the_rest_of_it_is_read(instance, monkeypatch):
    assert "#for" not in page(instance, f"{MAP}/dim")
    monkeypatch.setattr(map_item, "MOST_MEMBERS", 1)
    receive(instance, said("gh-z3", "dim", "for", "Stars are seen again", 13), as_of="2027-03-19T06:00:00Z")
    stages.build(instance, search=False)
    html = page(instance, f"{MAP}/dim")
    assert 'href="../../c/dim/#for"' in html
    assert html[: html.index("<h2>Sources")].count("<li><span dir") == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", ("arguments sur", "personnes", "Équilibre")), ("es", ("argumentos sobre", "personas", "Equilibrio"))],
)
def test_it_speaks_the_language_of_its_subject(instance, language, words):
    path = instance.root / "consultation.yml"
    path.write_text(path.read_text("utf-8").replace("languages: [en]", f"languages: [{language}]"), "utf-8")
    stages.build(instance, search=False)
    assert all(word in words_of(page(instance, MAP)) for word in words)


# --- the independent verifier -----------------------------------------------------------------------------------------


def verified(instance: Instance) -> str:
    command = [sys.executable, "-I", "-S", str(VERIFIER), str(instance.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert not done.stderr
    return done.stdout if done.returncode else ""


def test_the_verifier_counts_the_map_again(instance):
    assert verified(instance) == ""


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/lamps/map.json", '"people":8', '"people":80'),
        ("data/lamps/map.json", '"balance":89', '"balance":50'),
        ("data/lamps/map.json", '["gh-a1","gh-a2"]', '["gh-a1"]'),
        ("data/lamps/map.json", '"says":"gh-a3"', '"says":"gh-a1"'),
        ("data/lamps/map.json", '{"habit":1}', '{"habit":3}'),
        ("data/lamps/map.json", '"arguments":6', '"arguments":7'),
        (f"{MAP}/index.html", 'value="8">8<', 'value="8">18<'),
        (f"{MAP}/dim/index.html", "families/gh-a1/people", "families/gh-a3/people"),
        (f"{MAP}/dim/index.html", '<rect width="13%"', '<rect width="93%"'),
        (f"{MAP}/dim/index.html", '<rect class="sf" x="50%" y="6" width="', '<rect class="sf" x="50%" y="6" width="2'),
        (f"{MAP}/index.html", '<rect fill="url(#pa)" x="4', '<rect fill="url(#pa)" x="3'),
    ],
)
def test_a_figure_of_the_map_that_was_changed_is_named(instance, file, old, new):
    path = instance.site / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert f"{file}: " in verified(instance)


def test_a_page_of_the_map_that_was_taken_away_is_missed(instance):
    (instance.site / MAP / "dim" / "index.html").unlink()
    assert f"{MAP}/dim/index.html: is missing" in verified(instance)
