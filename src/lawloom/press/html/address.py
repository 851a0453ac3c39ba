"""Addresses that citizens give: only whole http, https and mailto ones become links, with their host in sight."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

LONGEST = 2000

_WEB = re.compile(r"(https?)://([^/?#]+)(.*)", re.IGNORECASE | re.DOTALL)
_MAIL = re.compile(r"mailto:([^?#]+)(\?.*)?", re.IGNORECASE | re.DOTALL)
_MAILBOX = re.compile(r"[A-Za-z0-9.!$%&*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.?)+")
_NEVER = re.compile(r"[\x00-\x20\x7f-\xa0\\\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ud800-\udfff]")
_SAFE = "/?#@!$&()*+,;=:%~._-"  # what is left as it is after the host; everything else is percent-encoded


class Address(NamedTuple):
    href: str  # ASCII, percent-encoded, host in punycode
    host: str  # as shown to readers: the host, or the mailbox of a mailto


def checked(url: str) -> Address | None:
    """The address in one clean form, or None where it is relative, of another scheme, or made to deceive.

    Refused: `javascript:`, `data:`, `//host`, `https:host`, backslashes, spaces and invisible characters, a login in
    front of the host, a port that is no number.
    """
    url = url.strip(" \t\r\n")
    if not url or len(url) > LONGEST or _NEVER.search(url):
        return None
    if web := _WEB.fullmatch(url):
        host = _host(web[2])
        return Address(f"{web[1].lower()}://{host}{quote(web[3], safe=_SAFE)}", host) if host else None
    if mail := _MAIL.fullmatch(url):
        if not _MAILBOX.fullmatch(mail[1]):
            return None
        return Address(f"mailto:{mail[1]}{quote(mail[2] or '', safe=_SAFE)}", mail[1])
    return None


def tells(text: str, address: Address) -> bool:
    """Whether a link's own words already show where it leads: they begin with the very host."""
    words = text.strip().lower()
    for start in ("https://", "http://", "mailto:"):
        words = words.removeprefix(start)
    rest = words.removeprefix(address.host.lower())
    return rest != words and (not rest or rest[0] in "/?#:")


def _host(authority: str) -> str:
    """Host and port in lower-case ASCII (names in other scripts as punycode), or empty where it is not one."""
    if "@" in authority or "%" in authority:
        return ""
    host, colon, port = authority.partition(":")
    if colon and not (port.isascii() and port.isdigit() and len(port) <= 5 and int(port) <= 65_535):
        return ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    host = host.lower()
    if len(host) > 253 or not _HOST.fullmatch(host):
        return ""
    return host + colon + port
