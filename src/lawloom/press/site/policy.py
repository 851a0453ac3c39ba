"""The Content-Security-Policy of each page: what its own bytes need, and nothing else.

GitHub Pages sends no headers of ours, so the policy stands in the page, before anything it governs. A page normally has
no script and no style of its own; whatever script is there is named by its digest.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

REFERRER = '<meta name="referrer" content="no-referrer">'
RULES = (
    "default-src 'none'",
    "script-src {scripts}",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
)

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_DATA_BLOCK = re.compile(r"""\btype\s*=\s*["']?application/(?:ld\+)?json\b""", re.IGNORECASE)
_SRC = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)


def meta(scripts: Iterable[str] = (), *, live: bool = False) -> str:
    """The two elements that go to the top of a page's head.

    scripts  sources besides none: "'self'", "'sha256-…'"; in order
    live     under a development server, which injects a script of its own that differs at each visit
    """
    allowed = "'self' 'unsafe-inline'" if live else " ".join(scripts) or "'none'"
    content = ";".join(RULES).format(scripts=allowed)
    return f'<meta http-equiv="Content-Security-Policy" content="{content}">{REFERRER}'


def apply(html: str, *, live: bool = False) -> str:
    """The finished page with its policy: digests of the scripts that are in it, `'self'` where it loads one.

    To be called when nothing in the page changes any more: a digest is of exact bytes.
    """
    inline: list[str] = []
    loads = False
    for attributes, body in _SCRIPT.findall(html):
        if _SRC.search(attributes):
            loads = True
        elif not _DATA_BLOCK.search(attributes):
            inline.append(f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'")
    sources = (["'self'"] if loads else []) + list(dict.fromkeys(inline))
    element = meta(sources, live=live)
    found = _HEAD.search(html)
    if found is None:
        raise ValueError("a page without a head cannot carry a policy")
    return f"{html[: found.end()]}\n{element}{html[found.end() :]}"
