"""`lawloom doctor` says what is missing before a consultation runs by itself, and after each mend one thing less."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from journeys.steps import Desk, a_desk
from lawloom.double import faults
from lawloom.double.server import Double, serving
from lawloom.double.state import Forge
from lawloom.scaffold.forge_files import WORKFLOWS

EXACT = "https://example.org/lawloom-1.0-py3-none-any.whl#sha256=" + "ab" * 32


@dataclass
class Town:
    desk: Desk
    double: Double
    address: str

    @property
    def forge(self) -> Forge:
        return self.double.forge

    def missing(self, *words: str) -> set[str]:
        """Codes of what must be mended."""
        told = self.desk.lawloom(
            "doctor", "--json", *words, code=None, LAWLOOM_FORGE=self.address, GITHUB_TOKEN="token-of-owner"
        )
        found = json.loads(told.out)
        assert all(one["mend"] for one in found)
        assert told.code == (1 if any(not one["warning"] for one in found) else 0)
        return {one["code"] for one in found if not one["warning"]}


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    desk = a_desk(tmp_path)
    desk.new("Lights of the town")
    double = Double(Forge("owner/name"))
    double.forge.roles["owner"] = "admin"
    with serving(double) as address:
        yield Town(desk, double, address)


@pytest.mark.slow
def test_each_thing_that_is_missing_is_told_until_it_is_there(town: Town):
    forge = town.forge
    there = {"doctor-labels", "doctor-pages-off", "doctor-secret", "doctor-main-open", "doctor-not-pushed"}
    here = {"doctor-no-address", "contact-missing", "doctor-engine-not-exact"}
    assert town.missing() == there | here
    settings = town.desk.folder / "consultation.yml"
    lines = "address: https://town.example/\ncontact: a@town.example\nroles: {moderation: [mo]}\n"
    settings.write_text(settings.read_text("utf-8") + lines, "utf-8")
    assert town.missing() == there | {"doctor-upgrade-due", "doctor-engine-not-exact"}  # the form for no account
    town.desk.lawloom("upgrade", "--engine", EXACT)
    assert town.missing() == there
    assert town.missing("--mend") == there - {"doctor-labels"}
    assert {"cause", "appeal", "engine", "hide 3", "set-aside 1"} <= forge.labels.keys()
    forge.settings["pages"] = {"build_type": "legacy"}
    forge.settings["secrets"] = {"total_count": 1, "secrets": [{"name": "OTHER"}]}
    assert town.missing() == {"doctor-pages-branch", "doctor-secret", "doctor-main-open", "doctor-not-pushed"}
    forge.settings["pages"] = {"build_type": "workflow"}
    forge.settings["secrets"] = {"total_count": 1, "secrets": [{"name": "LAWLOOM_KEY"}]}
    forge.settings["protection"] = {}
    for path in (town.desk.folder / WORKFLOWS).glob("*.yml"):
        forge.files[f"{WORKFLOWS}/{path.name}"] = path.read_bytes()
    assert town.missing() == set()
    forge.archived = True
    forge.default_branch = "trunk"
    assert {"doctor-archived", "doctor-branch"} <= town.missing()


@pytest.mark.slow
def test_what_the_token_may_not_see_is_a_note_and_no_fault(town: Town):
    town.double.plan = lambda number, method, address: "forbidden" if "secrets" in address else ""
    assert "doctor-secret" not in town.missing()
    told = town.desk.lawloom("doctor", code=1, LAWLOOM_FORGE=town.address, GITHUB_TOKEN="token-of-owner").all
    assert "the token may not look at actions/secrets" in told
    assert "a copy of the key" in told


@pytest.mark.slow
def test_a_forge_that_does_not_answer_is_no_healthy_one(town: Town):
    town.double.plan = faults.ever_since(1, "not-found")
    told = town.desk.lawloom("doctor", code=2, LAWLOOM_FORGE=town.address, GITHUB_TOKEN="token-of-owner")
    assert "knows no repository owner/name" in told.err


@pytest.mark.slow
def test_without_a_connection_what_is_missing_here_is_told_soon_and_in_plain_words(town: Town):
    nobody = "http://127.0.0.1:9"  # the port of discard: nothing answers there
    told = town.desk.lawloom("doctor", code=2, seconds=30, LAWLOOM_FORGE=nobody, GITHUB_TOKEN="x")
    assert "doctor-no-address" in told.err
    assert "Connection refused" in told.err
    assert "HTTPConnection" not in told.err
    assert "Max retries" not in told.err
    assert "only this folder was looked at" in told.out
    listed = town.desk.lawloom("doctor", "--json", code=2, LAWLOOM_FORGE=nobody, GITHUB_TOKEN="x").out
    assert {"doctor-no-address", "forge-unavailable"} <= {one["code"] for one in json.loads(listed)}


@pytest.mark.slow
def test_a_key_that_others_can_read_or_that_is_gone_is_told(town: Town):
    (path,) = (town.desk.home / ".config/lawloom").glob("*.key")
    path.chmod(0o644)
    assert "doctor-key-readable" in town.missing()
    path.unlink()
    assert "key-missing" in town.missing()
