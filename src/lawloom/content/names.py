"""Names of files and folders that every system can hold: a clone on Windows or macOS must give the same files."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable

from lawloom.content import characters
from lawloom.model.ids import MAX_SLUG

LONGEST_NAME = 120  # bytes; with the folders above it a path stays under Windows' 260

# Names that Windows keeps for devices, whatever comes after the first dot; NFKC has made digits of COM¹.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", "clock$", "conin$", "conout$"]
    + [f"com{n}" for n in range(10)]
    + [f"lpt{n}" for n in range(10)]
)
# Top of the site: what the house itself puts there. A page of content/pages may not take these.
HOUSE_PAGES = frozenset(
    {"index", "search", "todo", "assets", "subjects", "feed", "sitemap", "robots", "404", "cname"}
) | {*("nojekyll", "pagefind", "c", "favicon", "mark")}

# What votes on the bill, and answers to the subject itself, are given for: no part of a subject may be called so.
_WHOLE = frozenset({"bill", "subject"})

_REFUSED = re.compile(r'[<>:"|?*\\/\x00-\x1f\x7f]')
_OF_THE_FORGE = re.compile(r"(?:gh|cc|po|de|cs)-[a-z]?[0-9]+|f-[0-9a-f]{10}")
_PHASE_NAME = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def shown(name: str) -> str:
    """A file name as text that can be printed anywhere: bytes that are no UTF-8 are spelled out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


Values = tuple[tuple[str, str | int], ...]


def fault_of(name: str) -> tuple[str, Values] | None:
    """Code and values of what is wrong with the name of a file or folder, or None."""
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        return "name-not-utf-8", ()
    if size > LONGEST_NAME:
        return "name-too-long", (("most", LONGEST_NAME), ("size", size))
    if found := _REFUSED.search(name):
        return "name-with-odd-character", (("character", characters.name_of(found[0])),)
    hidden = next((c for c in name if unicodedata.category(c) in {"Cc", "Cf", "Co", "Cn", "Zl", "Zp"}), "")
    if hidden or characters.is_blank(name):
        return "name-with-odd-character", (("character", characters.name_of(hidden or name[0])),)
    if name != name.strip() or name.endswith("."):
        return "name-ends-badly", ()
    if is_device(name):
        return "name-reserved", ()
    return None


def is_device(name: str) -> bool:
    """Whether Windows would take the name for a device."""
    return unicodedata.normalize("NFKC", name).casefold().split(".")[0].strip() in DEVICES


def collision_key(name: str) -> str:
    """Equal for two names that some system takes for the same: by case, by composition of accents, by width."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def collisions(names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs (later, first) of names in one folder that would overwrite each other elsewhere; sorted."""
    first: dict[str, str] = {}
    pairs = []
    for name in sorted(names):
        known = first.setdefault(collision_key(name), name)
        if known != name:
            pairs.append((name, known))
    return pairs


def is_of_the_forge(text: str) -> bool:
    """Whether an id has the form of those given to contributions, which content may not use: `gh-12`, `cc-a3`."""
    return _OF_THE_FORGE.fullmatch(text) is not None


def is_of_the_whole(text: str) -> bool:
    """Whether an id stands for the bill or the subject itself, and so for none of their parts."""
    return text in _WHOLE


def is_phase_name(text: str) -> bool:
    """Whether a phase may be called so: letters of any script, digits and hyphens; it is also the name of a folder."""
    return (
        len(text) <= MAX_SLUG
        and len(text.encode("utf-8", "replace")) <= LONGEST_NAME
        and text == unicodedata.normalize("NFC", text)
        and _PHASE_NAME.fullmatch(text) is not None
        and not is_device(text)
    )
