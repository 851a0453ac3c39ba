"""Lays down a new consultation, and brings an old one up to date; the demonstration's votes are made here too."""

from lawloom.scaffold.lay import Laid, new
from lawloom.scaffold.renew import upgrade

__all__ = ["Laid", "new", "upgrade"]
