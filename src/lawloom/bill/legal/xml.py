"""XML as we write it: elements with text, printed the same way every time, and nothing that XML 1.0 forbids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"\s+")
_KEPT = "%/:?#[]@!$&'()*+,;=~-._"


@dataclass(slots=True)
class Element:
    """`mixed`: its text and elements are one line of prose, in which white space means something."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    content: list[Element | str] = field(default_factory=list)
    mixed: bool = False

    def add(self, one: Element) -> Element:
        self.content.append(one)
        return one


def allowed(text: str) -> str:
    """The text without the controls and half characters that XML and HTML forbid."""
    return _FORBIDDEN.sub("", text)


def element(tag: str, content: Iterable[Element | str] = (), **attributes: str) -> Element:
    """An element of elements; attributes that are empty are left out."""
    named = {name.rstrip("_"): value for name, value in attributes.items() if value}
    return Element(tag, named, list(content))


def prose(tag: str, content: Iterable[Element | str] = (), **attributes: str) -> Element:
    """An element of words."""
    made = element(tag, content, **attributes)
    made.mixed = True
    return made


def iri(address: str) -> str:
    """An address that every reader of XML takes for one."""
    plain = _FORBIDDEN.sub("", address).strip()
    kept = quote(plain, safe=_KEPT, errors="replace")
    kept = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", kept)
    head, _, fragment = kept.partition("#")
    head = head.replace("[", "%5B").replace("]", "%5D")
    fragment = fragment.replace("[", "%5B").replace("]", "%5D").replace("#", "%23")
    if re.match(r"[^/?]*:", head) and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", head):
        head = head.replace(":", "%3A")
    if re.match(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?]*[^/?A-Za-z0-9.:_~@!$&'()*+,;=%-]", head) or re.match(
        r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?]*:(?![0-9]{0,5}(?:[/?]|$))", head
    ):
        head = head.replace("//", "/%2F", 1)
    return f"{head}#{fragment}" if fragment or kept.endswith("#") else head


def printed(root: Element) -> str:
    """The document, UTF-8, an element a row where no prose is broken by it."""
    rows = ['<?xml version="1.0" encoding="UTF-8"?>']
    _print(root, 0, rows)
    return "\n".join(rows) + "\n"


def _print(one: Element, depth: int, rows: list[str]) -> None:
    space = "  " * min(depth, 40)
    if one.mixed or not one.content:
        rows.append(space + _in_line(one))
        return
    rows.append(f"{space}<{one.tag}{_attributes(one)}>")
    for part in one.content:
        if isinstance(part, Element):
            _print(part, depth + 1, rows)
        elif part.strip():
            rows.append(space + "  " + _text(part))
    rows.append(f"{space}</{one.tag}>")


def _in_line(one: Element) -> str:
    inner = "".join(_text(part) if isinstance(part, str) else _in_line(part) for part in one.content)
    return f"<{one.tag}{_attributes(one)}>{inner}</{one.tag}>" if inner else f"<{one.tag}{_attributes(one)}/>"


def _attributes(one: Element) -> str:
    return "".join(f' {name}="{_value(value)}"' for name, value in one.attributes.items())


def _text(text: str) -> str:
    plain = _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _value(text: str) -> str:
    return _text(_SPACES.sub(" ", text)).replace('"', "&quot;")
