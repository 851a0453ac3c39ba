"""A build that fails anywhere leaves the old site, the new one, or one that says it is not whole; the next mends it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from collect.github.campaign import a_place
from examples import examples
from journeys import village
from journeys.steps import Desk, a_desk, differences, digests
from lawloom import stages
from lawloom.errors import LawloomError
from lawloom.instance import Instance
from lawloom.press.paper import report
from lawloom.press.site import archive, ground
from lawloom.press.votes import votes_only
from press.cut_short import WAYS, Disk, Kept, Killed, kept, lay_back

VOTES = [
    {"on": "3", "by": "dee", "stance": "for", "time": "2027-02-26T10:00:00Z"},
    {"on": "1", "by": "cy", "stance": "against", "time": "2027-02-26T11:00:00Z"},
]
NEW = [
    {"id": "11", "kind": "solution", "title": "A ladder each", "author": "eve", "body": "So **simple**."},
    {"id": "12", "kind": "argument", "on": "2", "side": "for", "body": "Everybody comes.", "author": "eve"},
]


class Town(NamedTuple):
    """A consultation on the way from one site to the next.

    few     whether only a few votes came, which are printed by themselves
    start   all of its folder, with the site as it was and the record as it is
    """

    desk: Desk
    few: bool
    start: Kept
    old: dict[str, str]
    new: dict[str, str]
    acts: int

    @property
    def instance(self) -> Instance:
        return Instance(self.desk.folder)

    def build(self, disk: Disk | None = None) -> bool:
        """Whether the build ended well."""
        with (disk or Disk(self.desk.folder)).watched():
            try:
                printed(self.instance, few=self.few)
            except (LawloomError, OSError, Killed):
                return False
        return True

    def suffers(self, act: int, way: str, *, ever: bool) -> str:
        """What is wrong after a build in which that act failed, and after the next one; empty: nothing."""
        lay_back(self.desk.folder, self.start)
        done = self.build(Disk(self.desk.folder, act, way, ever))
        found, site = digests(self.desk.site), self.desk.site
        if done and found != self.new:
            return f"{way} at {act}: taken for done, with other files: {differences(found, self.new)}"
        if found not in (self.old, self.new) and not ground.is_unfinished(site):
            return f"{way} at {act}: half a site that says it is whole"
        if not self.build() or digests(site) != self.new:
            return f"{way} at {act}: not made good: {differences(digests(site), self.new)}"
        return ""


def printed(instance: Instance, *, few: bool) -> None:
    """Build. few: as in a consultation of thousands, without reports on the site, so that a few votes are only that"""
    with pytest.MonkeyPatch.context() as patch:
        if few:
            patch.setattr(report, "MOST_ITEMS", 0)
        stages.build(instance, search=few)


def a_town(folder: Path, *, few: bool) -> Town:
    """The village, its site, and then some votes more; contributions too, unless there are to be few."""
    desk = a_desk(folder)
    village.lay_down(desk)
    instance = Instance(desk.folder)
    printed(instance, few=few)
    old = digests(desk.site)
    if not few:
        village.bring_contributions(
            desk, [*village.contributions(), *({"created_at": "2027-03-11"} | one for one in NEW)]
        )
    village.bring_votes(desk, [*village.votes(), *VOTES])
    start = kept(desk.folder)
    disk = Disk(desk.folder)
    with disk.watched():
        printed(instance, few=few)
    new = digests(desk.site)
    other = desk.copy(folder / "other")
    for made in ("site", "build"):
        shutil.rmtree(other.folder / made)
    printed(Instance(other.folder), few=few)
    assert differences(digests(other.site), new) == []
    shutil.rmtree(other.folder)
    assert differences(old, new)
    return Town(desk, few, start, old, new, disk.acts)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with a_place(tmp_path_factory.mktemp("town")) as folder:
        yield a_town(folder, few=False)


@pytest.fixture(scope="module")
def few_votes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with a_place(tmp_path_factory.mktemp("town")) as folder:
        yield a_town(folder, few=True)


def everything(town: Town) -> list[tuple[int, str, bool]]:
    return [(act, way, ever) for act in range(1, town.acts + 1) for way in WAYS for ever in (False, True)]


@pytest.mark.slow
def test_a_build_that_is_cut_short_anywhere_never_passes_half_a_site_for_a_whole_one(town: Town):
    assert town.acts > 80
    some = Random(7).sample(everything(town), examples(30))  # noqa: S311  the same each time
    assert [found for act, way, ever in some if (found := town.suffers(act, way, ever=ever))] == []


@pytest.mark.slow
def test_nor_does_one_that_prints_a_few_votes_more(few_votes: Town):
    lay_back(few_votes.desk.folder, few_votes.start)
    assert votes_only.renew(few_votes.instance), "they are not printed by themselves"
    some = Random(8).sample(everything(few_votes), examples(30))  # noqa: S311  the same each time
    assert [found for act, way, ever in some if (found := few_votes.suffers(act, way, ever=ever))] == []


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_whatever_a_build_does_to_the_disk_may_fail(town: Town, few_votes: Town, way: str):
    for one in (town, few_votes):
        jobs = [(act, ever) for act, name, ever in everything(one) if name == way]
        assert [found for act, ever in jobs if (found := one.suffers(act, way, ever=ever))] == []


@pytest.mark.slow
def test_a_site_whose_printing_was_cut_short_is_not_packed_to_be_taken_away(town: Town, tmp_path: Path):
    acts = iter(range(town.acts // 2, town.acts))
    while not ground.is_unfinished(town.desk.site):
        lay_back(town.desk.folder, town.start)
        assert not town.build(Disk(town.desk.folder, next(acts), "killed"))
    with pytest.raises(LawloomError, match="site-unfinished"):
        archive.write(town.desk.site, tmp_path / "site.zip", "Read me.")
    assert not (tmp_path / "site.zip").exists()
    assert town.build()
    assert archive.write(town.desk.site, tmp_path / "site.zip", "Read me.") > 40
