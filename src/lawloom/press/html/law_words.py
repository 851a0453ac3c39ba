"""Words of a law as they are read away from it: a link to another article of the same text leads nowhere there."""

from __future__ import annotations

import re

# Addresses from the page of the bill; others, with a host, are kept and shown as those of a citizen are.
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{0,500})\]\(\s*<?(?:#|\.{1,2}/)[^()\s]{0,1000}>?(?:\s+\"[^\"\n]{0,200}\")?\s*\)")
_NOTE = re.compile(r"(?<!\\)\[\^([^\[\]\s]{1,50})\]")


def as_read(markdown: str) -> str:
    """The Markdown with such links as their words, and the marks of notes as their names in brackets."""
    return _NOTE.sub(r"\\[\1\\]", _LINK.sub(r"\1", markdown))
