"""Fingerprints of what a page shows: of records, not of bytes, so that no page need be made to know that it stands.

A text is told by its contribution's id and revision, which never name two texts; lawloom.press.texts looks whether the
files of texts themselves were touched.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from operator import attrgetter

from lawloom.model.ids import ContributionId
from lawloom.model.tally import Figures, ItemTally
from lawloom.press import about, threads
from lawloom.press.desk import Desk
from lawloom.version import engine_fingerprint

_OF_ITEM = attrgetter(
    "kind", "people", "arguments_for", "arguments_against", "sources", "comments", "own", "outside", "late",
    "set_aside", "merged_into", "last_at",
)  # fmt: skip
_OF_SENT = attrgetter(
    "kind", "on", "actor", "channel", "sent_at", "side", "category", "rev", "edited_at", "set_aside", "hidden",
    "erased", "state", "merged_into", "undated",
)  # fmt: skip
_ITEM = "\x1f".join(["%s"] * 12)
_SENT = "\x1f".join(["%s"] * 15)


def digest(parts: str | bytes) -> int:
    """64 bits of BLAKE2, never 0."""
    raw = parts.encode("utf-8", "surrogatepass") if isinstance(parts, str) else parts
    return int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest(), "big") or 1


def ground(desk: Desk) -> str:
    """What every page of the subject rests on: the engine, the settings, the phases, what its author wrote."""
    subject, settings, people, as_of = desk.subject, desk.settings, desk.consultation.people, desk.tally.as_of
    shown = (
        engine_fingerprint(),
        desk.words.language,
        settings.title,
        settings.subtitle,
        settings.timezone,
        settings.repository,
        settings.contact,
        settings.address,
        settings.in_order,
        settings.named,
        settings.demonstration,
        settings.notice,
        subject.id,
        subject.title,
        subject.language,
        [(phase, phase.opens_at <= as_of, phase.closes_at <= as_of) for phase in subject.phases],
        subject.elements,
        subject.bill.articles if subject.bill else (),
        sorted((id, person.name) for id, person in people.persons.items()),
    )
    return format(digest(repr(shown)), "x")


def of_records(desk: Desk) -> dict[ContributionId, str]:
    """What each item and contribution brings to any page that shows it, as text to be digested."""
    found: dict[ContributionId, str] = {}
    items, contributions = desk.items, desk.contributions
    for id, item in items.items():
        found[id] = f"{id}\x1e{_item(item)}"
    for id, one in contributions.items():
        found[id] = f"{found.get(id, id)}\x1e{_SENT % _OF_SENT(one)}"
    for id, decided in desk.decisions.items():
        found[id] = f"{found.get(id, id)}\x1e{decided!r}"
    for id, origin in desk.origins.items():
        found[id] = f"{found.get(id, id)}\x1e{origin!r}"
    for id, essays in about.printed(desk):
        found[id] = f"{found.get(id, id)}\x1e{essays}"
    for id, hiding in desk.hidings.items():
        found[id] = f"{found.get(id, id)}\x1e{hiding!r}"
    return found


def of_page(desk: Desk, root: ContributionId, records: Mapping[ContributionId, str], ground: str) -> int:
    """Of the page of one contribution: its own records, those of all that was said about it, those it is tied to."""
    answers = desk.answers.get(root)
    united = desk.united.get(root)
    own = records.get(root, root)
    others = tied(desk, root)
    if not answers and not united and not others:
        return digest(ground + own)
    parts = [ground, own]
    seen = {root}
    waiting = list(answers or ())
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            parts.append(records.get(id, id))
            waiting += desk.answers.get(id, ())
    parts += [_named(desk, id) for id in (*(united or ()), *others)]
    return digest("\x1d".join(parts))


def of_list(ids: Iterable[ContributionId], records: Mapping[ContributionId, str], ground: str, more: str) -> int:
    """Of one page of a list: the records of its rows, and which neighbours the page has."""
    return digest("\x1d".join([ground, more, *[records.get(id, id) for id in ids]]))


def tied(desk: Desk, root: ContributionId) -> list[ContributionId]:
    """What the page names besides: what it answers, what it was united with, what a decision calls it the same as, what
    an article comes from, what is about an article."""
    found = [tie.id for tie in desk.origins[root].ties] if root in desk.origins else []
    found += desk.about.get(root, ())
    one = desk.contributions.get(root)
    if one is not None:
        if one.on:
            found.append(one.on)
        if one.merged_into:
            found.append(one.merged_into)
    item = desk.items.get(root)
    if item is not None and item.merged_into:
        found.append(item.merged_into)
    if root in desk.decisions:
        found += [decision.same_as for decision in desk.decisions[root] if decision.same_as]
    return found


def _named(desk: Desk, id: ContributionId) -> str:
    """Of another contribution only its name and its address: its votes do not show here."""
    one = desk.contributions.get(id)
    if one is None:
        return id
    address = threads.address(desk, id) if id in desk.roots else ""
    return f"{id}\x1f{one.rev}\x1f{one.erased}\x1f{one.hidden}\x1f{address}"


def _item(item: ItemTally) -> str:
    channels = "\x1f".join(
        [f"{one.channel}\x1f{one.people}\x1f{_figures(one.rows)}\x1f{_figures(one.counts)}" for one in item.channels]
    )
    return f"{_ITEM % _OF_ITEM(item)}\x1f{_figures(item.total)}\x1f{channels}"


def _figures(figures: Figures) -> str:
    by = figures.by_stance
    return f"{''.join(by)}{[*by.values()]}"  # two lists that are made in C: three times quicker than pair by pair
