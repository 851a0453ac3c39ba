"""The page of what waits for facilitators, and the command that says the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from lawloom import stages
from lawloom.cli.commands import main
from lawloom.ledger import append
from press.instances import FILES, HOSTILE, KEY, an_instance, opened, receive, vote

pytestmark = pytest.mark.slow
AS_OF = "2027-04-02T06:00:00Z"  # the phase of the solutions is over
DECIDED = "- {on: [gh-1, gh-2], outcome: adopted, reason: It is so., date: 2027-04-01}\n"


def built(instance) -> str:
    stages.build(instance, search=False)
    return (instance.site / "todo" / "index.html").read_text("utf-8")


def said(instance, *words: str) -> str:
    done = CliRunner().invoke(main, ["-C", str(instance.root), "todo", *words], env={"LAWLOOM_LANGUAGE": "en"})
    assert done.exit_code == 0, done.output
    return done.output


def test_page_and_command_say_what_waits_and_nothing_of_what_is_hidden_or_answered(tmp_path: Path):
    instance = an_instance(tmp_path)
    receive(
        instance,
        opened("gh-3", "2027-02-06T10:00:00Z", title="Half the light, please"),
        opened("gh-9", "2027-02-07T10:00:00Z", type="appeal", on="gh-4", body="Nobody was insulted."),
        opened("gh-4", "2027-02-06T11:00:00Z", title="Insult of somebody"),
        as_of=AS_OF,
    )
    append.append(instance, "unsorted", [opened("gh-7", title="<b>Where</b>?")], as_of=AS_OF, key=KEY)
    folder = instance.root / "content/subjects/lamps"
    hidden = "- {on: gh-4, act: hide, rule: 1, reason: It insulted., date: 2027-03-20}\n"
    (folder / "moderation.yml").write_text(hidden, "utf-8")
    html, told = built(instance), json.loads(said(instance, "--json"))
    lamps = told["subjects"]["lamps"]
    assert told["unsorted"] == ["gh-7"]
    assert lamps["unanswered"] == {"solutions": ["gh-1", "gh-2", "gh-3", "gh-4"]}
    assert lamps["alike"] == [["gh-2", "gh-3"]]
    assert lamps["appeals"] == ["gh-9"]
    for shown in ("4 of the phase Solutions", "1 pair that may say the same", "1 appeal without an answer"):
        assert shown in html
    assert 'href="https://github.com/owner/laws/issues/7">gh-7</a> <bdi>&lt;b&gt;Where' in html
    assert "<bdi>Nobody was insulted.</bdi>" in html  # it has no title
    assert '<meta name="robots" content="noindex">' in html
    assert "todo/" not in (instance.site / "sitemap.xml").read_text("utf-8")
    assert '<a href="../../../todo/">' in (instance.site / "subjects/lamps/moderation/index.html").read_text("utf-8")
    for text in (html, said(instance), said(instance, "--markdown"), json.dumps(told)):
        assert "Insult of" not in text
    for text in (html, said(instance, "--markdown")):  # a terminal knows no markup
        assert "<b>" not in text.replace("\\<", "")
        assert "<script" not in text.replace("\\<", "")
    assert HOSTILE.split(">")[1].split("<")[0] in html
    (folder / "decisions.yml").write_text(DECIDED.replace("gh-2]", "gh-2, gh-3, gh-4, gh-9]"), "utf-8")
    html = built(instance)
    assert "lamps" not in html
    assert "gh-7" in html


def test_where_nothing_waits_it_says_so(tmp_path: Path):
    instance = an_instance(tmp_path)
    assert "<p>Nothing waits.</p>" in built(instance)
    assert said(instance) == "Nothing waits.\n"


def test_a_vote_leaves_it_as_it_is_and_the_site_is_that_of_a_build_from_nothing(tmp_path: Path):
    instance = an_instance(tmp_path)
    receive(instance, opened("gh-3", "2027-02-06T10:00:00Z", title="Half the light, please"))
    before = built(instance)
    assert "1 pair that may say the same" in before
    receive(instance, vote("gh-2", 99, time="2027-03-19T10:00:00Z"), as_of="2027-03-19T12:00:00Z")
    mark = (instance.site / "todo" / "index.html").stat().st_mtime_ns
    assert built(instance) == before
    assert (instance.site / "todo" / "index.html").stat().st_mtime_ns == mark


def test_a_page_of_people_may_not_take_its_place(tmp_path: Path):
    instance = an_instance(tmp_path, {**FILES, "content/pages/todo.md": "---\ntitle: Mine\n---\nText.\n"})
    result = stages.check(instance)
    assert [one.code for one in result.problems] == ["file-name-reserved"]
