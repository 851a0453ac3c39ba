"""The bill: what a text of law is made of, and how one text of it becomes another.

Pure functions: strings in, frozen values out. Names are loaded when they are first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lawloom.bill.anchoring.chain import Chain, located, selector
    from lawloom.bill.anchoring.text import of_markdown
    from lawloom.bill.redlining.applying import apply
    from lawloom.bill.redlining.change import Redline
    from lawloom.bill.redlining.whole import redline

__all__ = ["Chain", "Redline", "apply", "located", "of_markdown", "redline", "selector"]

_HOMES = {
    "Chain": "anchoring.chain",
    "Redline": "redlining.change",
    "apply": "redlining.applying",
    "located": "anchoring.chain",
    "of_markdown": "anchoring.text",
    "redline": "redlining.whole",
    "selector": "anchoring.chain",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'lawloom.bill' has no attribute '{name}'")
    return getattr(import_module(f"lawloom.bill.{_HOMES[name]}"), name)
