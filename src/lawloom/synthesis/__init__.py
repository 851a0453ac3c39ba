"""The synthesis: what many texts and votes amount to. The machine groups, counts and proves; people write sentences.

Same input, same result: nothing here draws by chance without a stated seed, and the order of rows decides nothing.
The functions named here need the extra `analysis`, which is loaded when one of them is first asked for; citations
and their proof (`lawloom.synthesis.citations`, `.proof`) do without it, so that a site is built on any machine.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lawloom.synthesis.matching import match
    from lawloom.synthesis.opinion import opinion_groups
    from lawloom.synthesis.proposing import propose
    from lawloom.synthesis.theming import themes
    from lawloom.synthesis.twins import near_twins

__all__ = ["match", "near_twins", "opinion_groups", "propose", "themes"]

_HOMES = {
    "match": "matching",
    "near_twins": "twins",
    "opinion_groups": "opinion",
    "propose": "proposing",
    "themes": "theming",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'lawloom.synthesis' has no attribute '{name}'")
    return getattr(import_module(f"lawloom.synthesis.{_HOMES[name]}"), name)
