"""The schema of Akoma Ntoso 3.0, where this machine has it; tests that need it are skipped elsewhere."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SCHEMA = "akomantoso30.xsd"
_PLACES = (os.environ.get("AKN_SCHEMA", ""), "../shared/data/akn-schema")


@cache
def _schema() -> Any:
    etree = pytest.importorskip(
        "lxml.etree", reason="lxml validates Akoma Ntoso; it comes with the development packages"
    )
    root = Path(__file__).resolve().parents[3]
    for place in _PLACES:
        path = root / place / SCHEMA
        if place and path.is_file():
            return etree.XMLSchema(etree.parse(str(path)))
    return None


def faults(document: str) -> list[str]:
    """What the schema refuses in a document; the test is skipped where the schema is not at hand."""
    schema = _schema()
    if schema is None:
        pytest.skip(f"{SCHEMA} is not here: fetch it from OASIS and name its folder in AKN_SCHEMA")
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    tree = etree.fromstring(document.encode("utf-8"), parser)
    schema.validate(tree)
    return [f"{one.line}: {one.message}" for one in schema.error_log]
