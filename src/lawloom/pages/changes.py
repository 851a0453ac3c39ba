"""The ways from a bill and its versions to what changed between them; the pages themselves are the press's."""

from __future__ import annotations

from dataclasses import dataclass

from lawloom import messages
from lawloom.model.bill import Bill, BillVersion
from lawloom.pages import addresses
from lawloom.pages.subject_views import version_called

NOW = "now"  # the text as it stands, in addresses


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    href: str


def name_of(before: str, after: str) -> str:
    """The last part of the address of a redline: "1-2", "3-now"."""
    return f"{before}-{after}"


def of_bill(bill: Bill, language: str) -> tuple[Link, ...]:
    """What changed since the last version, all pairs, and every law in force that the bill changes."""
    versions = _compared(bill)
    found = []
    if versions:
        last, to = versions[-1], NOW
        if len(versions) > 1 and last.source == bill.source:
            # Just published: readers ask what came with it, and since then not a word changed.
            last, to = versions[-2], str(last.number)
        title = messages.word("ed-changed-since", language, version=version_called(last.label, language))
        found.append(Link(title, f"changes/{name_of(str(last.number), to)}/"))
    if len(versions) > 1:
        found.append(Link(messages.word("ed-changes-all", language), "changes/"))
    for law in bill.law:
        title = messages.word("ed-changed-law", language, law=law.before.title)
        found.append(Link(title, f"changes/law-{law.name}/"))
    return tuple(found)


def of_version(bill: Bill, version: BillVersion, language: str) -> tuple[Link, ...]:
    """What changed from the version before to this one, and from this one to the text as it stands."""
    versions = _compared(bill)
    if version not in versions:
        return ()
    at = versions.index(version)
    found = []
    if at:
        before = versions[at - 1]
        title = messages.word("ed-changed-from", language, version=version_called(before.label, language))
        found.append(Link(title, f"../../changes/{name_of(str(before.number), str(version.number))}/"))
    title = messages.word("ed-changed-after", language)
    return (*found, Link(title, f"../../changes/{name_of(str(version.number), NOW)}/"))


def before(bill: Bill | None, name: str) -> str:
    """What changed from the version before to the one whose file is so called, from `bill/`; empty where none is."""
    versions = _compared(bill) if bill else []
    at = next((n for n, one in enumerate(versions) if addresses.version_name(one) == name), 0)
    return f"changes/{name_of(str(versions[at - 1].number), str(versions[at].number))}/" if at else ""


def _compared(bill: Bill) -> list[BillVersion]:
    """The versions that have a page of changes, in order."""
    return sorted((one for one in bill.versions if one.source and bill.source), key=lambda one: one.number)
