"""The process of its own: a text that would hang or starve the run costs that one text."""

from __future__ import annotations

import json

import pytest

from lawloom.press.html import markdown, sandbox, untrusted
from lawloom.press.html.sandbox import Sandbox
from patience import patience

pytestmark = pytest.mark.slow


def test_a_batch_comes_back_in_order_and_as_the_renderer_gives_it():
    texts = [f"*{n}* and [a link](https://example.org/{n})" for n in range(200)]
    with Sandbox() as worker:
        assert worker.rendered(texts) == [markdown.rendered(text) for text in texts]
        assert worker.deaths == 0


def test_no_child_is_started_for_plain_texts():
    with Sandbox() as worker:
        untrusted.said(["Only words.", "And more of them."], worker)
        assert worker._child is None


def test_a_text_that_takes_too_long_costs_that_text_alone():
    with Sandbox(seconds=0.05) as worker:
        slow = "[" * 900_000
        answers = worker.rendered(["*a*", slow, "*b*"])
    assert answers[0] == "<p><em>a</em></p>"
    assert answers[1] is None
    assert answers[2] == "<p><em>b</em></p>"
    assert worker.deaths >= 1


@pytest.mark.slow
def test_a_text_that_wants_too_much_memory_costs_that_text_alone():
    with Sandbox(seconds=30) as worker:
        answers = worker.rendered(["*a*", "*b* [c](d) " * 4_000_000, "*c*"])
    assert answers[0] is not None
    assert answers[1] is None
    assert answers[2] is not None


def test_a_child_that_cannot_start_stops_the_run_instead_of_changing_every_page(monkeypatch):
    monkeypatch.setattr(sandbox.sys, "executable", "/bin/false")
    with Sandbox() as worker, pytest.raises(OSError, match="did not start"):
        worker.rendered(["*a*"])


def test_a_child_that_stops_answering_is_given_up():
    import os
    import signal

    with Sandbox(patience=0.5) as worker:
        worker.rendered(["*a*"])
        os.kill(worker._child.pid, signal.SIGSTOP)
        assert worker.rendered(["*b*"]) == [None]
        assert worker.rendered(["*c*"]) == ["<p><em>c</em></p>"]


def test_a_file_named_like_a_library_is_not_run(tmp_path, monkeypatch):
    (tmp_path / "nh3.py").write_text("raise SystemExit('taken for the library')")
    monkeypatch.chdir(tmp_path)
    with Sandbox() as worker:
        assert worker.rendered(["*a*"]) == ["<p><em>a</em></p>"]


HEAVY = ["![", "[", "[a](", "[a](<", "*a ", "_a*", "**a ", "`", "<a", "&#", "> ", "- ", "1. ", "a|b\n", "\\", "~~a"]


@pytest.mark.parametrize("unit", HEAVY)
def test_a_body_made_of_one_construct_is_shown_and_kills_nobody(unit):
    text = (unit * 65_536)[:65_536]
    with Sandbox() as worker:
        worker.rendered(["warm"])
        said = untrusted.said([text], worker)[0]
        assert worker.deaths == 0  # the bounds decide, never a clock
    assert said.html


def test_every_hostile_complexity_is_shown_and_kills_nobody(real_data):
    lines = (real_data / "attacks" / "complexity.jsonl").read_text("utf-8").splitlines()
    texts = [item["unit"] * item["repeat"] for item in map(json.loads, lines)]
    with Sandbox() as worker:
        with patience():
            all_said = untrusted.said(texts, worker)
        assert worker.deaths == 0
    assert all(said.html or not untrusted.is_visible(text) for said, text in zip(all_said, texts, strict=True))
