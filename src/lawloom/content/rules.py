"""Which rules there are: those that the page of rules names, so that an act of moderation can be traced to one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lawloom.model.consultation import Page

# The rules of our own page, which stands where a consultation writes none: a test compares it with the templates.
OURS = frozenset({"1", "2", "3", "4", "5"})
_ANCHOR = re.compile(r"\{:?[^{}\n]*#rule-([\w.-]+)[^{}\n]*\}")


def known_rules(pages: Iterable[Page]) -> frozenset[str] | None:
    """The rules by number; None where the consultation's own page gives none of them an anchor like {#rule-3}."""
    own = next((page for page in pages if page.name == "rules"), None)
    if own is None:
        return OURS
    return frozenset(_ANCHOR.findall(own.text)) or None


def is_known(rule: str, rules: frozenset[str] | None) -> bool:
    """Whether an act may name this rule: `3`, or several as in `3, 5`; all are known where nobody can tell."""
    return rules is None or not rule or all(part in rules for part in re.split(r"[\s,;+&]+", rule.strip()) if part)
