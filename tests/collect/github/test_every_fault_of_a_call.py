"""Every request of a run of two hundred meets every fault, once and for good: the record ends as without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from collect.github.campaign import Campaign, a_place
from lawloom.double import faults

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Campaign]:
    with a_place(tmp_path_factory.mktemp("town")) as folder:
        yield Campaign(folder)


@pytest.mark.parametrize("ever_since", [False, True], ids=["once", "for-good"])
@pytest.mark.parametrize("name", sorted(faults.ALL))
def test_no_call_that_fails_changes_the_record(campaign: Campaign, name: str, ever_since: bool):
    assert campaign.differences(campaign.of_calls(name, ever_since=ever_since)) == []
