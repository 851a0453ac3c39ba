"""Lays down a new consultation or a demonstration, and brings an old one up to date."""

from lawloom.scaffold.demonstrate import MOST, Shown, demo
from lawloom.scaffold.lay import Laid, new, problems_of, problems_of_target
from lawloom.scaffold.renew import upgrade

__all__ = ["MOST", "Laid", "Shown", "demo", "new", "problems_of", "problems_of_target", "upgrade"]
