"""Two hundred faults of a run of two hundred calls, taken by lot and each time the same: the record ends as without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from collect.github.campaign import Campaign, a_place, killed
from examples import examples

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campaign]:
    with a_place(tmp_path_factory.mktemp("town")) as folder:
        yield Campaign(folder)


def test_the_reference_run_has_two_hundred_calls(campaign: Campaign):
    assert len(campaign.calls) >= 200
    assert len(campaign.acts) >= 1_000


def test_after_any_of_many_faults_and_another_run_the_record_is_the_same(campaign: Campaign):
    jobs = Random(4).sample(campaign.all(), examples(160))  # noqa: S311  the same each time
    assert campaign.differences(jobs) == []


def test_whoever_is_killed_again_and_again_loses_nothing(campaign: Campaign):
    chance = Random(5)  # noqa: S311
    for _ in range(40):
        number = chance.randrange(3)
        acts = {chance.randrange(1, campaign.counted[number].acts) for _ in range(3)}
        assert campaign.endures(number, killed(acts)) == "", (number, acts)


def test_the_campaign_tells_a_record_that_differs(campaign: Campaign, tmp_path: Path):
    town = campaign.disturbed(0, killed([100]))
    path = next(town.instance.ledger_of("lanterns").glob("*.jsonl"))
    real = path.read_bytes()
    try:
        path.write_bytes(real.replace(b"cast", b"lost", 1))
        assert campaign.differs(0, town)
    finally:
        path.write_bytes(real)
    assert not campaign.differs(0, town)
