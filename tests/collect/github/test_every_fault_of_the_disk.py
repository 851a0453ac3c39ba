"""Every act on the disk fails, once and for good, and every run is killed anywhere: the record ends as without."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from collect.github.campaign import ERRORS, Campaign, a_place, killed

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campaign]:
    with a_place(tmp_path_factory.mktemp("town")) as folder:
        yield Campaign(folder)


@pytest.mark.parametrize("ever_since", [False, True], ids=["once", "for-good"])
@pytest.mark.parametrize("error", sorted(ERRORS))
def test_no_act_on_the_disk_that_fails_changes_the_record(campaign: Campaign, error: str, ever_since: bool):
    assert campaign.differences(campaign.of_disk(error, ever_since=ever_since)) == []


@pytest.mark.parametrize("halfway", [False, True], ids=["before", "halfway"])
def test_no_kill_changes_the_record(campaign: Campaign, halfway: bool):
    assert campaign.differences(campaign.of_kills(halfway=halfway)) == []


@pytest.mark.parametrize("seed", range(10))
def test_a_thousand_kills_by_lot_lose_no_event_and_double_none(campaign: Campaign, seed: int):
    chance = Random(seed)  # noqa: S311  the same each time
    kills = 0
    while kills < 100:
        number = chance.randrange(3)
        acts = {chance.randrange(1, campaign.counted[number].acts) for _ in range(3)}
        assert campaign.endures(number, killed(acts, halfway=bool(seed % 2))) == "", (number, acts)
        kills += len(acts)
