"""Workflows, the scripts that they call, and what these install: as this version writes them."""

from __future__ import annotations

import re
from pathlib import Path

from lawloom.model.consultation import Settings
from lawloom.scaffold.engine import LOCK, lock

FOLDER = Path(__file__).parent / "template" / "owned"
WORKFLOWS = ".github/workflows"
# In a workflow, between these lines: what the engine's own repository does without, for there people change the engine.
_ONLY_IN_ONE = re.compile(r" *# --- only in a consultation ---\n(.*?) *# --- until here ---\n", re.DOTALL)
COLLECTING = ("collect", "welcome", "tell")  # where contributions come from the forge
_ONLY_THERE = "  # --- where contributions are collected ---\n"  # in a workflow: from here on


def files(settings: Settings, *, engine: bool = False) -> dict[str, bytes]:
    """Every workflow and script by its path.

    engine  whether the engine itself stands in this repository: it has scripts of its own to set up, check and publish
    """
    workflows = ["check", "publish", *(COLLECTING if settings.collect else ()), *(("test",) if engine else ())]
    scripts = ["changes", *COLLECTING, *(() if engine else ("setup", "check", "publish"))]
    made = {f"{WORKFLOWS}/{name}.yml": _workflow(name, settings.collect, engine=engine) for name in workflows}
    if not engine:
        made[LOCK] = lock()
    return made | {f"scripts/{name}": (FOLDER / "scripts" / name).read_bytes() for name in scripts}


def _workflow(name: str, collects: bool, *, engine: bool) -> bytes:
    text = (FOLDER / "workflows" / f"{name}.yml").read_text(encoding="utf-8")
    text = _ONLY_IN_ONE.sub("" if engine else r"\1", text)
    before, mark, after = text.partition(_ONLY_THERE)
    return (before + after if mark and collects else before).encode()
