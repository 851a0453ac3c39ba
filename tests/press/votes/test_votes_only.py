"""A few votes more: the same bytes as a build from nothing, whatever the votes are, and only a handful of files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples import examples
from lawloom import stages
from lawloom.instance import Instance
from lawloom.ledger import append
from lawloom.press.paper import report
from lawloom.press.site.standing_files import TURNS
from lawloom.press.votes import votes_only
from press.instances import FILES, KEY, an_instance, opened, receive, vote

pytestmark = pytest.mark.slow

SUBJECT = (
    "---\ntitle: Lamps at night\nquestion: How much light does a street need?\nsummary: Bright all night.\n"
    "causes:\n  - {id: habit, title: Habit, text: Nobody asked.}\n"
    "solutions:\n  - {id: dim, title: Dim them, text: By half., answers: habit}\n"
    "phases:\n"
    "  - {name: present, kind: present, opens: 2027-01-01, closes: 2027-01-10}\n"
    "  - {name: causes, kind: causes, opens: 2027-01-11, closes: 2027-02-10}\n"
    "  - {name: solutions, kind: solutions, opens: 2027-01-20, closes: 2027-03-30}\n"
    "  - {name: debate, kind: debate, opens: 2027-03-20, closes: 2027-04-30}\n---\nLamps burn all night.\n"
)
PERSONS = 12
ITEMS = (
    "gh-1",
    "gh-2",
    "cs-1",
    "cs-2",
    "cs-3",
    "cs-4",
    "cs-5",
    "cs-6",
    "gh-7",
    "gh-8",
    "gh-10",
    "po-1",
    "dim",
    "habit",
)
OTHERS = ("gh-2-a1", "gh-2-s1", "gh-9", "purpose", "bill", "gh-404")


def imported(prefix: str = "cs", votes: str = "rows", **changes: Any) -> dict[str, Any]:
    """The line that closes an import."""
    return {
        "kind": "import", "format": "csv", "prefix": prefix, "files": ["0" * 64], "votes": votes, "read": 1,
        "taken": 1, "refused": {}, "refused_digests": [], "notes": [], **changes,
    }  # fmt: skip


LABEL = {"kind": "moderation", "on": "cs-1", "act": "label", "into": "night-trains", "rule": "", "entry": "e" * 64}


@pytest.fixture(scope="module", autouse=True)
def without_reports() -> Iterator[None]:
    """As in a consultation of thousands: a subject with reports on its site is always printed whole."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report, "MOST_ITEMS", 0)
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    instance = an_instance(tmp_path_factory.mktemp("votes"), FILES | {"content/subjects/lamps/subject.md": SUBJECT})
    by_platform = {"channel": "import:cs"}
    records = [
        *(opened(f"cs-{n}", f"2027-02-0{n}T10:00:00Z", **by_platform) for n in range(1, 7)),
        opened("gh-7", "2027-02-01T10:00:00Z", type="cause", title="Fear of the dark"),
        opened("gh-8", "2027-02-21T10:00:00Z", on="gh-7", title="Lamps with sensors"),
        opened("gh-9", "2027-02-22T10:00:00Z", type="question"),
        opened("gh-10", "2027-02-23T10:00:00Z", type="event"),
        opened("po-1", "2027-02-24T10:00:00Z", type="statement", channel="import:po"),
        *(
            line
            for person in range(9)
            for line in (
                vote("cs-1", person, "for" if person < 6 else "mixed"),
                vote("cs-2", person, "against" if person % 2 else "for"),
                vote("gh-7", person),
            )
        ),
    ]
    for line, _ in records:
        if line["on"] is not None and line["kind"] == "vote" and line["on"].startswith("cs"):
            line["channel"] = "import:cs"
    append.append(instance, "lamps", records, as_of="2027-03-19T06:00:00Z", key=KEY, closing=[LABEL, imported()])
    stages.build(instance)
    return instance


@pytest.fixture
def instance(built: Instance, tmp_path: Path) -> Instance:
    return a_copy(built, tmp_path / "copy")


def a_copy(built: Instance, folder: Path) -> Instance:
    """A consultation printed whole, without setting type again."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(built.root, folder)
    instance = Instance(folder)
    stages.build(instance)
    return instance


def bring(instance: Instance, *lines: Any, as_of: str = "2027-03-19T07:00:00Z", closing: Any = ()) -> None:
    append.append(instance, "lamps", [(line, None) for line in lines], as_of=as_of, key=KEY, closing=closing)


def a_vote(on: str, person: int | None, stance: str = "for", **changes: Any) -> dict[str, Any]:
    line, _ = vote(on, person or 0, stance)
    return {**line, "by": None if person is None else line["by"], **changes}


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def swap_in(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def same_as_from_nothing(instance: Instance) -> None:
    """The site, beside one printed into another folder, of which nothing is remembered."""
    other = instance.root.parent / "from-nothing"
    shutil.rmtree(other, ignore_errors=True)
    shutil.rmtree(instance.build / "state" / "press-before", ignore_errors=True)
    stages.build(instance, site=other)
    one, two = files_in(instance.site), files_in(other)
    assert [name for name in sorted(one.keys() | two.keys()) if one.get(name) != two.get(name)] == []
    shutil.rmtree(other)


def only_votes(instance: Instance) -> votes_only.Renewed:
    """Print, and be sure that it was not the whole."""
    found = votes_only.renew(instance)
    assert found is not None
    return found


times = st.builds(
    "2027-{}T10:0{}:00Z".format, st.sampled_from(["01-05", "02-05", "02-25", "03-18", "03-19"]), st.integers(0, 3)
).filter(lambda time: time <= "2027-03-19T06:00:00Z")
votes = st.fixed_dictionaries(
    {
        "on": st.sampled_from(ITEMS),
        "by": st.integers(0, PERSONS).map("{:020x}".format),
        "stance": st.sampled_from(["for", "against", "mixed", "for", "against", "pass", "support", "signature"]),
        "event": st.sampled_from(["cast", "cast", "cast", "withdrawn"]),
        "time": times,
        "channel": st.sampled_from(["github", "import:cs", "import:cs", "import:po", "paper"]),
    },
    optional={"ms": st.integers(1, 2), "number": st.sampled_from(["1", "2", "x"])},
).map(lambda some: {"kind": "vote", "actor": None, "area": None, **some})
odd = st.builds(
    lambda line, changes: {**line, **changes},
    votes,
    st.sampled_from([{"on": one} for one in OTHERS] + [{"by": None}]),
)
steps = st.lists(st.tuples(st.lists(votes | votes | votes | odd, min_size=1, max_size=3), st.booleans()), max_size=6)


@settings(max_examples=examples(12), suppress_health_check=list(HealthCheck))
@given(steps=steps)
def test_whatever_the_votes_are_the_site_is_the_one_of_a_build_from_nothing(built, tmp_path_factory, steps):
    instance = a_copy(built, tmp_path_factory.mktemp("any") / "copy")
    for number, (lines, is_look) in enumerate(steps):
        closing = [{"kind": "look", "issues": 1}] if is_look else [imported()]
        bring(instance, *lines, as_of=f"2027-03-19T07:0{number}:00Z", closing=closing)
        stages.build(instance)
    same_as_from_nothing(instance)


def test_one_vote_is_printed_without_looking_at_the_others(instance):
    before = files_in(instance.site)
    bring(instance, a_vote("cs-1", 11), closing=[imported()])
    found = only_votes(instance)
    after = files_in(instance.site)
    changed = {name for name in after if after[name] != before[name]}
    assert found.written == len(changed)
    assert found.files == len(after)
    assert len([name for name in changed if name.endswith(".html")]) <= 6
    same_as_from_nothing(instance)


def test_votes_follow_each_other_and_a_whole_printing_then_has_nothing_to_write(instance):
    for person in range(20, 26):
        bring(instance, a_vote("habit", person, "for" if person % 2 else "against"))
        only_votes(instance)
    votes_only.forbid(instance)
    assert stages.build(instance).written == 0
    same_as_from_nothing(instance)


def test_whoever_changes_their_mind_or_takes_a_vote_back_is_counted_again(instance):
    late = "2027-03-19T05:00:00Z"
    bring(instance, a_vote("cs-1", 1, "against", time=late, channel="import:cs"), closing=[imported()])
    only_votes(instance)
    back = a_vote("cs-1", 1, "against", event="withdrawn", time="2027-03-19T05:30:00Z", channel="import:cs")
    bring(instance, back, as_of="2027-03-19T08:00:00Z", closing=[imported()])
    only_votes(instance)
    same_as_from_nothing(instance)


def test_a_vote_that_lifts_a_contribution_past_others_moves_its_rows(instance):
    for person in range(30, 38):
        bring(instance, a_vote("po-1", person, "for", channel="import:cs"), closing=[imported()])
        stages.build(instance)
    same_as_from_nothing(instance)


@pytest.mark.parametrize("on", OTHERS)
def test_votes_that_change_more_than_their_own_item_are_left_to_the_whole(instance, on):
    bring(instance, a_vote(on, 40, "support"))
    assert votes_only.renew(instance) is None
    stages.build(instance)
    same_as_from_nothing(instance)


def test_anything_besides_votes_is_left_to_the_whole(instance):
    receive(instance, opened("gh-11", "2027-03-18T10:00:00Z"), as_of="2027-03-19T07:00:00Z")
    assert votes_only.renew(instance) is None
    stages.build(instance)
    bring(instance, a_vote("cs-1", 11), closing=[imported(notes=["a difference"])])
    assert votes_only.renew(instance) is None
    stages.build(instance)
    bring(instance, a_vote("cs-1", 12), as_of="2027-03-31T07:00:00Z")  # after a phase has closed
    assert votes_only.renew(instance) is None


@pytest.mark.parametrize(
    "touch",
    [
        lambda root: (root / "site/subjects/lamps/c/gh-2/index.html").write_text("edited"),
        lambda root: (root / "site/subjects/lamps/c/gh-2/index.html").unlink(),
        lambda root: (root / "site/subjects/lamps/more.html").write_text("left over"),
        lambda root: (root / "site/more").mkdir(),
        lambda root: (root / "content/subjects/lamps/subject.md").write_text(SUBJECT.replace("half", "a third")),
        lambda root: swap_in(root / "contributions/lamps/texts/0001.jsonl", "Half the light", "Half the night"),
        lambda root: (root / "build/state/press/site/lamps.rows").write_text("{}\n"),
        lambda root: (root / "build/state/press/site/lamps.votes").write_text("{}\n"),
        lambda root: (root / "build/state/press/site/lamps.last.json").write_text("{}"),
        lambda root: (root / "build/state/press/site/whole.json").write_text("[]"),
    ],
    ids=["edited", "gone", "left-over", "folder", "content", "texts", "rows", "votes", "last", "whole"],
)
def test_where_anything_else_was_touched_the_whole_is_printed(instance, touch):
    bring(instance, a_vote("cs-1", 11), closing=[imported()])
    touch(instance.root)
    assert votes_only.renew(instance) is None
    stages.build(instance)
    same_as_from_nothing(instance)


def test_what_was_left_in_the_folder_of_a_contribution_is_found_in_its_turn(instance):
    left = instance.site / "subjects/lamps/c/gh-2/more.html"
    left.write_text("left over")
    for number in range(TURNS):
        bring(instance, a_vote("habit", 50 + number), as_of=f"2027-03-19T07:{number:02}:00Z")
        stages.build(instance)
    assert not left.exists()
    same_as_from_nothing(instance)


def test_a_subject_with_a_report_on_its_site_is_printed_whole(instance, monkeypatch):
    monkeypatch.setattr(report, "MOST_ITEMS", 500)
    votes_only.forbid(instance)
    bring(instance, a_vote("cs-1", 11), closing=[imported()])
    stages.build(instance)
    assert (instance.site / "subjects/lamps/report/solutions/index.html").is_file()
    bring(instance, a_vote("cs-1", 12), as_of="2027-03-19T08:00:00Z", closing=[imported()])
    assert votes_only.renew(instance) is None
    stages.build(instance)
    same_as_from_nothing(instance)


def test_a_line_changed_under_the_last_build_is_found(instance):
    shard = instance.ledger_of("lamps") / "0001.jsonl"
    lines = shard.read_text().splitlines()
    bring(instance, a_vote("cs-1", 11), closing=[imported()])
    wrong = shard.read_text().replace('"stance":"mixed"', '"stance":"for"', 1)
    assert wrong != shard.read_text()
    assert len(lines) > 5
    shard.write_text(wrong)
    assert votes_only.renew(instance) is None


def test_a_count_that_contradicts_itself_is_not_published(instance, monkeypatch):
    before = files_in(instance.site)
    bring(instance, a_vote("cs-1", 11), closing=[imported()])
    path = instance.build / "state/press/site/lamps.last.json"
    value = json.loads(path.read_bytes())
    value["tally"]["channels"][0][3]["for"] = 1000
    path.write_text(json.dumps(value))
    assert votes_only.renew(instance) is None
    assert files_in(instance.site) == before


@pytest.mark.long
def test_a_crowd_within_one_hour_is_told_by_either_way_as_soon_as_it_is_one(instance):
    for person in range(24):
        line = a_vote("cs-5", 40 + person, time=f"2027-03-18T10:{2 * person:02}:00Z", channel="import:cs")
        bring(instance, line, closing=[imported()])
        is_many = person + 1 >= 20
        assert (votes_only.renew(instance) is None) == is_many
        stages.build(instance)
        html = (instance.site / "subjects/lamps/c/cs-5/index.html").read_text()
        assert ("Unusual:" in html) == is_many
    same_as_from_nothing(instance)
