"""Each notice is written once, never too many an hour, through every fault."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from collect.github.direct import Time, transport
from lawloom.collect.github import posting
from lawloom.collect.github.notices import Notice, marks_in
from lawloom.collect.github.posting import Posted, Told
from lawloom.double import faults
from lawloom.double.server import Double
from lawloom.double.state import Forge
from lawloom.errors import SourceUnavailable


class Post:
    """A forge with some issues, and runs that answer them."""

    def __init__(self, folder: Path, issues: int = 3, *, by: str = "Bot") -> None:
        self.time = Time()
        self.forge = Forge("owner/name", clock=lambda: datetime.fromtimestamp(self.time.now, UTC))
        self.forge.account("machine", type=by)
        for number in range(1, issues + 1):
            self.forge.open("ana", f"Issue {number}")
        self.double = Double(self.forge)
        self.path = folder / "told.txt"
        self.due = [Notice("lamps", f"gh-{number}", number, f"gh-{number}:welcome") for number in range(1, issues + 1)]

    def run(self, **options: int) -> Posted:
        return posting.post(
            self.due,
            lambda notice: f"Thanks for {notice.id}.",
            transport=transport(self.double, self.time),
            repository="owner/name",
            told=Told(self.path),
            hands=self.time.hands,
            **options,
        )

    def run_until_done(self) -> None:
        for _ in range(4):
            try:
                self.run()
                return
            except SourceUnavailable:
                self.double.plan = faults.none
                self.time.now += 90
        raise AssertionError("never done")

    @property
    def written(self) -> list[str]:
        return [mark for issue in self.forge.listed() for one in issue.comments for mark in marks_in(one.body)]


def test_each_issue_gets_its_comment_with_a_hidden_mark(tmp_path: Path):
    post = Post(tmp_path)
    assert post.run().written == 3
    assert post.forge.seen(2).comments[0].body == "Thanks for gh-2.\n\n<!-- lawloom: told gh-2:welcome -->\n"
    assert post.time.slept == [posting.PAUSE] * 2


def test_a_second_run_writes_nothing_also_when_it_remembers_nothing(tmp_path: Path):
    post = Post(tmp_path)
    post.run()
    asked = len(post.double.asked)
    assert post.run().written == 0
    assert len(post.double.asked) == asked
    post.path.unlink()
    assert post.run().written == 0
    assert post.written == [one.mark for one in post.due]


@pytest.mark.parametrize("by", ["Bot", "User"])
def test_a_mark_that_somebody_else_wrote_is_not_believed(tmp_path: Path, by: str):
    post = Post(tmp_path, by=by)
    post.forge.comment("mallory", 2, "<!-- lawloom: told gh-2:welcome -->")
    assert post.run().written == 3
    assert post.run().written == 0
    post.path.unlink()
    assert post.run().written == 0


def test_never_more_than_so_many_in_an_hour_all_runs_together(tmp_path: Path):
    post = Post(tmp_path, issues=10)
    first = post.run(most=4)
    assert (first.written, first.waiting) == (4, 6)
    post.path.unlink()  # another machine
    assert post.run(most=4).written == 0
    post.time.now += 3_700
    assert post.run(most=4).written == 4
    post.time.now += 3_700
    last = post.run(most=4)
    assert (last.written, last.waiting) == (2, 0)
    assert sorted(post.written) == sorted(one.mark for one in post.due)


def test_a_run_with_five_thousand_to_tell_asks_for_no_more_than_it_can_write(tmp_path: Path):
    post = Post(tmp_path, issues=130)
    due = [Notice("lamps", f"gh-{n}", n, f"gh-{n}:welcome") for n in range(131, 5_001)]
    post.due += due
    done = []
    for _ in range(2):  # two hours
        before = len(post.double.asked)
        posted = post.run()
        done.append((posted.written, posted.waiting, len(post.double.asked) - before))
        post.time.now += 3_700
    assert [one[:2] for one in done] == [(60, 4_940), (60, 4_880)]
    assert max(one[2] for one in done) <= 2 * posting.AN_HOUR + 1
    assert len({*post.written}) == len(post.written) == 120


def test_marks_are_found_behind_a_hundred_comments(tmp_path: Path):
    post = Post(tmp_path, issues=1)
    for number in range(130):
        post.forge.comment("bo", 1, f"Word {number}")
    post.run()
    post.path.unlink()
    assert post.run().written == 0


def test_what_is_out_of_reach_is_told_and_tried_again_later(tmp_path: Path):
    post = Post(tmp_path)
    post.forge.delete(2)
    posted = post.run()
    assert (posted.written, posted.unreachable) == (2, ["gh-2"])
    post.forge.issues[2].deleted = False
    assert post.run().written == 1


@pytest.mark.parametrize("name", faults.ALL)
def test_a_fault_at_any_request_doubles_no_comment_and_loses_none(tmp_path: Path, name: str):
    quiet = Post(tmp_path / "quiet")
    quiet.run()
    for at in range(1, len(quiet.double.asked) + 1):
        post = Post(tmp_path / str(at))
        post.double.plan = faults.once(at, name)
        post.run_until_done()
        if name in ("not-found", "gone"):
            post.run()  # for a while it looked as if the issue was gone
        assert sorted(post.written) == sorted(one.mark for one in post.due), f"{name} at request {at}"


@pytest.mark.parametrize("name", faults.ALL)
def test_a_fault_that_stays_is_told_and_the_next_run_goes_on(tmp_path: Path, name: str):
    for at in (1, 2, 3, 5):
        post = Post(tmp_path / str(at))
        post.double.plan = faults.ever_since(at, name)
        try:
            post.run()
        except SourceUnavailable as told:
            assert told.exit_code == 2
        post.double.plan = faults.none
        post.time.now += 90_000
        post.run_until_done()
        assert sorted(post.written) == sorted(one.mark for one in post.due), f"{name} from request {at}"
