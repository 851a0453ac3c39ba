"""The bill: what a text of law is made of, and how one text of it becomes another.

Pure functions: strings in, frozen values out. Names are loaded when they are first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lawloom.bill.applying import apply
    from lawloom.bill.change import Redline
    from lawloom.bill.redlining import redline

__all__ = ["Redline", "apply", "redline"]

_HOMES = {
    "Redline": "change",
    "apply": "applying",
    "redline": "redlining",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'lawloom.bill' has no attribute '{name}'")
    return getattr(import_module(f"lawloom.bill.{_HOMES[name]}"), name)
