"""Generated contributions whose topics and copies are known; the generator lives beside the checkout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

GENERATOR = Path(__file__).resolve().parents[3] / "shared" / "tools" / "gen_consultation.py"


def planted(folder: Path, language: str, many: int) -> list[dict[str, Any]]:
    """Rows with id, body, planted_topic and planted_original; skips where the generator is absent."""
    if not GENERATOR.is_file():
        pytest.skip("the generator is absent: this test reads ../shared/tools beside the checkout")
    command = [sys.executable, str(GENERATOR), "--out", str(folder), "--contributions", str(many)]
    command += ["--languages", language, "--edit-rate", "0.08", "--repunctuate"]
    subprocess.run(command, check=True)
    lines = (folder / "contributions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
