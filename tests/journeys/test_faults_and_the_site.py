"""Sixty collections that were disturbed: the site built from each is the one of an undisturbed collection."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from collect.github.campaign import Campaign, began
from journeys.steps import Desk, a_desk, differences, digests
from lawloom import stages
from lawloom.content import kept
from lawloom.instance import Instance

pytestmark = pytest.mark.long

AS_OF = "2027-03-18T06:00:00Z"  # the moment the pages speak of, whenever somebody last looked
PHASES = """\
phases:
  - {name: causes, kind: causes, opens: 2027-02-01, closes: 2027-04-30}
  - {name: solutions, kind: solutions, opens: 2027-02-01, closes: 2027-04-30}
  - {name: draft, kind: draft, opens: 2027-02-01, closes: 2027-04-30}
"""
LANTERNS = f"""\
---
title: Lanterns
summary: Where light is missing at night.
{PHASES}causes:
  - {{id: dark-path, title: The path along the canal is dark}}
---
Who walks home late walks in the dark.
"""
BILL = """\
---
title: On light
---
## Article 1. Hours of light {#hours}

From dusk to dawn.

## Article 2. Cost {#cost}

The town pays.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = a_desk(tmp_path_factory.mktemp("desk"))
    desk.new("Lights of the town")
    subjects = desk.folder / "content" / "subjects"
    for slug, text in (("lanterns", LANTERNS), ("benches", LANTERNS.replace("Lanterns", "Benches"))):
        (subjects / slug).mkdir(parents=True)
        text = text if slug == "lanterns" else text.replace("dark-path", "no-seat")
        (subjects / slug / "subject.md").write_text(text, encoding="utf-8")
    (subjects / "lanterns" / "bill.md").write_text(BILL, encoding="utf-8")
    return desk


def a_site(desk: Desk, contributions: Path, folder: Path) -> dict[str, str]:
    """Every file of the site that is built of this record, from nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(desk.folder, folder)
    shutil.rmtree(folder / "contributions", ignore_errors=True)
    shutil.copytree(contributions, folder / "contributions")
    instance = Instance(folder)
    stages.build(instance, search=False, as_of=AS_OF)
    return digests(instance.site)


def test_the_site_of_a_disturbed_collection_is_that_of_an_undisturbed_one(desk: Desk, tmp_path: Path):
    written = kept.reading(Instance(desk.folder)).consultation
    campaign = Campaign(tmp_path / "town", written=written)
    calm: dict[tuple[int, str], dict[str, str]] = {}
    for job in Random(6).sample(campaign.all(), 60):  # noqa: S311  the same each time
        town = campaign.disturbed(job.number, job.trouble)
        built = a_site(desk, town.instance.contributions, tmp_path / "built")
        when = job.number, began(town)
        if when not in calm:
            town = campaign.undisturbed(*when)
            calm[when] = a_site(desk, town.instance.contributions, tmp_path / "calm")
        assert differences(calm[when], built) == [], job.name
    assert all(len(site) > 60 for site in calm.values())
    assert len({str(sorted(site.items())) for site in calm.values()}) >= 3
