"""The page of opinion groups: what all share comes first, nobody is named, and every figure can be counted again."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest

from examples import some_of
from lawloom import overview, stages
from lawloom.content import kept
from lawloom.instance import Instance
from lawloom.model.opinion import Cell, LeftOut, Opinion, OpinionItem, Votes
from lawloom.press.paper import report
from lawloom.press.synthesis import opinion_pages, opinion_picture
from lawloom.press.votes import votes_only
from press.builders import read_aloud
from press.instances import FILES, HOSTILE, an_instance, opened, receive, vote
from synthesis.camps import camps

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[3]
SUBJECT = FILES["content/subjects/lamps/subject.md"].replace(
    "phases:", "solutions:\n  - {id: dim, title: Dim them, text: By half.}\nphases:"
)
SHARED, TITLE = "gh-100", "Nobody should stumble"


def with_votes(folder: Path, sizes: tuple[int, ...] = (40, 25), items: int = 12) -> Instance:
    """Camps that vote on twelve solutions; the first is dear to all, one bears a hostile title."""
    instance = an_instance(folder, FILES | {"content/subjects/lamps/subject.md": SUBJECT})
    names = [f"gh-{100 + at}" for at in range(items)]
    titles = {SHARED: TITLE, names[1]: HOSTILE}
    records = [opened(name, title=titles.get(name, f"Solution {name}")) for name in names]
    people: dict[str, int] = {}
    stances = {1: "for", 0: "mixed", -1: "against"}
    for at, (person, item, stance) in enumerate(camps(sizes, items)):
        number = people.setdefault(person, 1000 + len(people))
        time = f"2027-02-{2 + at % 26:02d}T{at * 7 % 24:02d}:{at * 11 % 60:02d}:00Z"  # in no hour more than in others
        records.append(vote(names[int(item[1:])], number, stances[stance], time))
    receive(instance, *records)
    return instance


def lay(instance: Instance) -> overview.Laid:
    read = kept.reading(instance).consultation
    return overview.synthesise(instance, read, read.subjects["lamps"], "solutions", today="2027-04-01")


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = with_votes(tmp_path_factory.mktemp("opinion"))
    lay(instance)
    assert [one for one in stages.check(instance).problems if not one.warning] == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "MOST_ITEMS", 0)  # as in a consultation of thousands: figures of reports are not copied
        stages.build(instance, search=False)
    return instance


def page(instance: Instance) -> str:
    html = (instance.site / "subjects/lamps/opinion/solutions/index.html").read_text()
    html5lib.HTMLParser(strict=True).parse(html)
    return html


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", read_aloud(html)).split())


def data(instance: Instance) -> dict:
    found = json.loads((instance.site / "data/lamps/opinion/solutions.json").read_text())
    assert isinstance(found, dict)
    return found


def verified(instance: Instance) -> str:
    command = [sys.executable, str(REPOSITORY / "scripts/verify.py"), str(instance.root)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def copy(instance: Instance, folder: Path) -> Instance:
    shutil.copytree(instance.root, folder / "consultation", symlinks=True)
    return Instance(folder / "consultation")


def test_what_all_groups_share_is_read_before_what_divides_them(laid: Instance):
    text = words(page(laid))
    order = ["What every group is for", TITLE, "How people divide", "What tells the groups apart", "How sure is this?"]
    places = [text.index(one) for one in order]
    assert places == sorted(places)


def test_each_group_has_its_statements_with_how_it_voted_and_everybody_else(laid: Instance):
    told = data(laid)
    html = page(laid)
    for letter, telling in told["telling"].items():
        assert telling
        section = html[html.index(f'id="group-{letter}"') :]
        for item, stance in telling.items():
            own = told["items"][item][letter]
            others = [votes for other, votes in told["items"][item].items() if other != letter]
            line = (
                f"{own[stance]} of {sum(own.values())} in this group are {stance} it; "
                f"elsewhere {sum(one[stance] for one in others)} of {sum(sum(one.values()) for one in others)}."
            )
            assert line in words(section)


def test_nobody_is_named_and_no_group_is_smaller_than_five(laid: Instance):
    told = data(laid)
    assert sum(told["groups"].values()) == told["people"] == 65 + 7  # seven voted before the camps came
    assert min(told["groups"].values()) >= 5
    for text in (page(laid), json.dumps(told)):
        assert not re.search(r"\b[0-9a-f]{20}\b", text)


def test_the_picture_has_a_mark_for_everybody_and_a_shape_for_each_group(laid: Instance):
    told, html = data(laid), page(laid)
    picture = re.search(r'<figure class="fig">(.*?)</figure>', html, re.DOTALL)
    assert picture
    assert picture[1].count("<svg x=") == len(told["picture"])
    assert sum(cell[3] for cell in told["picture"]) == told["people"]
    for group, tag in zip(told["groups"], ("<circle", 'class="op-o"'), strict=False):
        assert picture[1].count(tag) == sum(cell[2] == group for cell in told["picture"])
    assert "style=" not in html
    assert all(f"<td>{opinion_picture.sign(at)}" in html for at in range(len(told["groups"])))


def test_words_of_citizens_are_nothing_but_words(laid: Instance):
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page(laid)
    assert "<script" not in page(laid)


def test_the_subject_and_the_synthesis_lead_to_it(laid: Instance):
    site = laid.site / "subjects/lamps"
    assert '<a href="opinion/solutions/">Solutions</a>' in (site / "index.html").read_text()
    assert 'href="../../opinion/solutions/"' in (site / "synthesis/solutions/index.html").read_text()


def test_the_verifier_counts_every_figure_again(laid: Instance, tmp_path: Path):
    assert "0 differences" in verified(laid)
    instance = copy(laid, tmp_path)
    html = instance.site / "subjects/lamps/opinion/solutions/index.html"
    text = html.read_text()
    marks = list(re.finditer(r'<data data-of="(opinion/[^"]+)" value="(\d+)">', text))
    assert len(marks) > 60
    for mark in some_of(marks[::9]):
        html.write_text(f"{text[: mark.start(2)]}9{text[mark.start(2) :]}")
        assert f"opinion/solutions/index.html: {mark[1]}" in verified(instance)
    html.write_text(text)
    file = instance.site / "data/lamps/opinion/solutions.json"
    raw = file.read_text()
    for found in some_of(
        [*re.finditer(r'"(?:for|neither|against|A|people|votes|points|nobody|lines)": (\d+)', raw)][::5]
    ):
        file.write_text(f"{raw[: found.start(1)]}1{raw[found.start(1) :]}")
        assert "opinion/solutions.json: " in verified(instance)


def test_votes_that_came_later_leave_the_page_alone_and_it_still_verifies(laid: Instance, tmp_path: Path):
    instance = copy(laid, tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "MOST_ITEMS", 0)
        stages.build(instance)
        before = {path: path.read_bytes() for path in instance.site.rglob("*") if path.is_file()}
        receive(instance, vote(SHARED, 5000, "against", "2027-03-01T10:00:00Z"), as_of="2027-03-18T07:00:00Z")
        renewed = votes_only.renew(instance)
        assert renewed is not None, "a page of opinion groups bars the short road"
        assert renewed.written < 20
        short = {path: path.read_bytes() for path in before}
        shutil.rmtree(instance.build)
        shutil.rmtree(instance.site)
        stages.build(instance)
    assert {path for path in before if path.exists() and path.read_bytes() != short[path]} == set()
    assert short[instance.site / "subjects/lamps/opinion/solutions/index.html"] == page(instance).encode()
    assert "0 differences" in verified(instance)


@pytest.mark.long
def test_where_people_do_not_divide_the_page_says_so_and_shows_no_picture(tmp_path: Path):
    instance = with_votes(tmp_path, (60,))
    assert lay(instance).opinion is not None
    stages.build(instance, search=False)
    text = words(page(instance))
    assert "People do not divide into clear groups." in text
    assert "Group A" not in text
    assert "<figure" not in page(instance)
    assert "What most people are for" in text
    assert "0 differences" in verified(instance)


@pytest.mark.long
def test_it_is_printed_without_the_packages_of_the_analysis(laid: Instance, tmp_path: Path):
    instance = copy(laid, tmp_path)
    shutil.rmtree(instance.site)
    shutil.rmtree(instance.build, ignore_errors=True)
    program = (
        "import sys; sys.modules['numpy'] = sys.modules['scipy'] = sys.modules['sklearn'] = None\n"
        "from pathlib import Path\nfrom lawloom import stages\nfrom lawloom.instance import Instance\n"
        f"stages.build(Instance(Path({str(instance.root)!r})), search=False)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
    assert words(page(instance)) == words(page(laid))


def test_everybody_agreed_on_must_be_so_in_every_group():
    def item(id: str, *votes: tuple[int, int, int]) -> OpinionItem:
        return OpinionItem(id, tuple(Votes(*one) for one in votes))

    items = (
        item("large-only", (900, 0, 10), (2, 0, 20)),
        item("both", (60, 5, 20), (18, 1, 3)),
        item("few", (60, 5, 20), (4, 0, 0)),
        item("neither", (5, 2, 60), (3, 0, 18)),
    )
    cells = (Cell(0, 0, 0, 900), Cell(5, 5, 1, 22))
    opinion = Opinion("causes", "2027-04-01T06:00:00Z", 10, (900, 22), items, LeftOut(), cells=cells)
    assert [one.id for one in opinion_pages.shared(opinion, 1)] == ["both"]
    assert [one.id for one in opinion_pages.shared(opinion, -1)] == ["neither"]
