"""The synthesis: what many texts and votes amount to. The machine groups and counts; people write the sentences."""

from lawloom.synthesis.matching import match
from lawloom.synthesis.proposing import propose
from lawloom.synthesis.theming import themes
from lawloom.synthesis.twins import near_twins

__all__ = ["match", "near_twins", "propose", "themes"]
