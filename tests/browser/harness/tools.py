"""The page checkers of tests/tools, on Node: html-validate and Lighthouse, locked there with their digests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"
# In the order of the table; all of 100.
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROMIUM = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-proxy-server"


def tool(name: str) -> list[str]:
    """The command of a checker; the test is skipped where it is not installed, and fails where others rely on it."""
    program = TOOLS / "node_modules" / ".bin" / name
    if program.is_file() and shutil.which("node"):
        return [str(program)]
    reason = f"{name} is not installed: scripts/setup --all"
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(reason)
    pytest.skip(reason)


def invalid(files: Iterable[Path]) -> list[str]:
    """What html-validate finds in the files, one line each."""
    command = [*tool("html-validate"), "--config", str(TOOLS / "html-validate.cjs"), "--formatter", "json"]
    told = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False, timeout=600)
    assert told.returncode in (0, 1), told.stderr[-2000:]
    return [
        f"{file['filePath']}:{one['line']}: {one['ruleId']}: {one['message']}"
        for file in json.loads(told.stdout)
        for one in file["messages"]
    ]


def lighthouse(address: str) -> dict[str, Any]:
    """Lighthouse's report on a page, as a phone on a slow network sees it."""
    command = tool("lighthouse")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        told = subprocess.run(
            [*command, address, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={CHROMIUM}",
             f"--only-categories={','.join(CATEGORIES)}", "--no-enable-error-reporting"],
            capture_output=True, text=True, check=False, timeout=300,
            env={**os.environ, "CHROME_PATH": shutil.which("chromium") or "", "TMPDIR": folder},
        )  # fmt: skip
        assert told.returncode == 0, told.stderr[-2000:]
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def scores(report: dict[str, Any]) -> dict[str, int]:
    """The score of each category, of 100."""
    return {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}


def losses(report: dict[str, Any]) -> list[str]:
    """The audits that cost points, with what they say."""
    audits = report["audits"]
    weighed = {
        ref["id"] for name in CATEGORIES for ref in report["categories"][name]["auditRefs"] if ref.get("weight", 0) > 0
    }
    return [
        f"{id}: {audits[id]['title']} {audits[id].get('displayValue', '')}".strip()
        for id in sorted(weighed)
        if audits[id]["score"] is not None and audits[id]["score"] < 0.995
    ]
