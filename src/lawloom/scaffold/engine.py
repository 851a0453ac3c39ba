"""Which engine a consultation is installed with: the line of its requirements file, as exact as can be known.

A wheel is named by its address and digest, a repository by its whole commit. An engine that came from a package index
is named by its version alone; `lawloom doctor` says so.
"""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path

from lawloom import __version__

NAME = "lawloom"
REQUIREMENTS = "requirements.txt"
LOCK = "requirements/core.lock"  # what the engine needs, each with its digests
_WHEEL = re.compile(r"(https://[^\s#]+\.whl)#sha256=([0-9a-f]{64})")
_COMMIT = re.compile(r"git\+https://[^\s@#]+@[0-9a-f]{40}")
_LINE = re.compile(rf"^{NAME}\b.*$", re.MULTILINE)
_PACKED = Path(__file__).parent / "template" / "owned" / "core.lock"  # in a wheel; in a checkout it stands at its root


def line() -> str:
    """The line that installs this very engine again."""
    try:
        told = json.loads(metadata.distribution(NAME).read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        told = {}
    return line_of(told) or f"{NAME}=={__version__}"


def line_of(told: dict[str, object]) -> str:
    """The same from what the installer wrote down; empty where that does not tell it exactly.

    source  https://packaging.python.org/en/latest/specifications/direct-url/
    """
    url, vcs, archive = told.get("url"), told.get("vcs_info"), told.get("archive_info")
    if isinstance(url, str) and isinstance(vcs, dict) and vcs.get("vcs") == "git":
        return asked(f"git+{url}@{vcs.get('commit_id', '')}")
    if isinstance(url, str) and isinstance(archive, dict):
        hashes = archive.get("hashes")
        return asked(f"{url}#sha256={hashes.get('sha256', '')}") if isinstance(hashes, dict) else ""
    return ""


def asked(address: str) -> str:
    """The line for an address that somebody gives: a wheel with its digest, or a repository with its whole commit.

    Empty where it is neither.
    """
    if found := _WHEEL.fullmatch(address):
        return f"{NAME} @ {found[1]} --hash=sha256:{found[2]}"
    return f"{NAME} @ {address}" if _COMMIT.fullmatch(address) else ""


def moved(requirements: str, new: str) -> str:
    """The requirements file with another engine in it; what else stands there stays."""
    if _LINE.search(requirements):
        return _LINE.sub(lambda _: new, requirements, count=1)
    gap = "" if not requirements or requirements.endswith("\n") else "\n"
    return f"{requirements}{gap}{new}\n"


def is_exact(requirements: str) -> bool:
    """Whether the file names one engine and no other could be installed by it."""
    found = _LINE.search(requirements)
    return bool(found and ("--hash=sha256:" in found[0] or re.search(r"@[0-9a-f]{40}\s*$", found[0])))


def lock() -> bytes:
    """What this engine needs, each with its digests."""
    at = _PACKED if _PACKED.is_file() else Path(__file__).parents[3] / LOCK
    return at.read_bytes()
