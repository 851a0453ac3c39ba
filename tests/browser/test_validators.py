"""What outside judges say of every kind of page: html-validate and, for a phone on a slow network, Lighthouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.harness.kinds import one_of_each
from browser.harness.server import serving
from browser.harness.tools import CATEGORIES, invalid, lighthouse, losses, scores
from journeys.steps import Desk

pytestmark = pytest.mark.long


def test_every_page_is_valid_html(demonstration: Desk, village_desk: Desk):
    files = [*demonstration.site.rglob("*.html"), *village_desk.site.rglob("*.html")]
    found = invalid(files)
    assert not found, "\n".join(found[:40])


def test_a_fault_is_found(tmp_path: Path):
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><html lang=en><title>t</title><p><h1>x</h1><img src='a'></html>", encoding="utf-8")
    assert {"attr-quotes", "wcag/h37"} <= {one.split(": ")[1] for one in invalid([page])}


# One point of speed is what a machine takes that does something else, too: docs/performance.md names the pages.
LEAST = {name: 99 if name == "performance" else 100 for name in CATEGORIES}


def best_of(address: str, runs: int = 3) -> tuple[dict[str, int], list[str]]:
    """The best scores of some runs, and what cost points: what else a machine does only takes away."""
    found: dict[str, int] = {}
    lost: list[str] = []
    for _ in range(runs):
        report = lighthouse(address)
        once = scores(report)
        if sum(once.values()) > sum(found.values()):
            found, lost = once, losses(report)
        if all(found[name] == 100 for name in CATEGORIES):
            break
    return found, lost


def test_lighthouse_gives_every_kind_of_page_all_points(demonstration: Desk, capsys: pytest.CaptureFixture[str]):
    rows, under = [], []
    with serving(demonstration.site) as served:
        for kind, path in one_of_each(demonstration.site).items():
            if kind.endswith(("(least)", "404.html")):  # Lighthouse refuses what a server answers with 404
                continue
            found, lost = best_of(served.address + path)
            rows.append(f"| `/{kind}` | {' | '.join(str(found[name]) for name in CATEGORIES)} |")
            if any(found[name] < LEAST[name] for name in CATEGORIES):
                under.append(f"{rows[-1]} {'; '.join(lost)}")
    with capsys.disabled():
        print("\n| page | " + " | ".join(CATEGORIES) + " |\n" + "\n".join(rows))
    assert not under, "\n".join(under)
