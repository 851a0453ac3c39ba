"""Names that are given once and never reused: people link to them, quote them and are answered by them."""

from __future__ import annotations

import re

# A plain `str` at run time: a million votes carry two of these each.
SubjectId = str
ContributionId = str
ArticleId = str
PersonId = str  # a person of content/people.yml
Pseudonym = str  # 20 hex digits standing for one sender in one subject

BILL: ContributionId = "bill"  # what signatures of the finished bill are votes on

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_SLUG = 80

# Reserved for the house: folders and pages of the site, and names that other systems keep for themselves.
_PAGES = """
index search assets data feed sitemap robots 404 cname nojekyll subjects about rules privacy accessibility help pagefind
c map all supported discussed divided bill debate decisions progress synthesis essays moderation consultation unsorted
said signs opinion amendments representatives letter
"""
_DEVICES = ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
RESERVED = frozenset([*_PAGES.split(), *_DEVICES])


def is_slug(text: str) -> bool:
    """Whether text can be part of an address and of a file name on every system."""
    return len(text) <= MAX_SLUG and SLUG.fullmatch(text) is not None
