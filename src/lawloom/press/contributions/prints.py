"""Fingerprints of what a page shows: of records, not of bytes, so that no page need be made to know that it stands.

A text is told by its contribution's id and revision, which never name two texts; lawloom.press.desk.texts looks
whether the files of texts themselves were touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lawloom.model.ids import ContributionId
from lawloom.press.contributions import about, fates, origins, passages, today
from lawloom.press.desk import amendments, threads
from lawloom.press.desk.desk import Desk
from lawloom.press.site.digest import digest
from lawloom.version import engine_fingerprint

Records = Mapping[ContributionId, str]  # what each item brings to any page that shows it, as text to be digested


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
        settings.collect,
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
        (subject.bill.articles, subject.bill.language) if subject.bill else (),
        sorted((id, person.name) for id, person in people.persons.items()),
        sorted(desk.anchors.items()),
        desk.findings,
        subject.sortings if desk.findings else (),
    )
    return format(digest(repr(shown)), "x")


def of_records(desk: Desk, states: Sequence[str]) -> Records:
    """What each item brings to any page that shows it.

    states  lawloom.press.data.rows.states: what its votes and its record say
    """
    found = dict(zip(desk.items, states, strict=True))
    for id in desk.contributions.keys() - found.keys():
        found[id] = repr(desk.contributions[id])
    for id, decided in desk.decisions.items():
        found[id] = f"{found.get(id, id)}\x1e{decided!r}{today.print_of(desk, id)}{fates.end_of(desk, id)!r}"
    for id, one in desk.contributions.items():
        if one.merged_into and id not in desk.decisions and (whose := fates.decided_with(desk, id)):
            found[id] = (
                f"{found.get(id, id)}\x1e{named(desk, whose)}{desk.decisions[whose]!r}{fates.end_of(desk, whose)!r}"
            )
    for id, origin in desk.origins.items():
        found[id] = f"{found.get(id, id)}\x1e{origin!r}"
    for id, essays in about.printed(desk):
        found[id] = f"{found.get(id, id)}\x1e{essays}"
    for id, amended in amendments.printed(desk):
        found[id] = f"{found.get(id, id)}\x1e{amended}"
    for id, passage in passages.printed(desk):
        found[id] = f"{found.get(id, id)}\x1e{passage}"
    for id, hiding in desk.hidings.items():
        found[id] = f"{found.get(id, id)}\x1e{hiding!r}"
    for id in desk.signs.bursts.keys() | desk.signs.without.keys():
        found[id] = f"{found.get(id, id)}\x1e{desk.signs.bursts.get(id)!r}{desk.signs.without.get(id)!r}"
    for relation in (desk.splits, desk.parts):
        for id, others in relation.items():
            found[id] = f"{found.get(id, id)}\x1e{others!r}"
    return found


def of_page(desk: Desk, root: ContributionId, records: Records, ground: str) -> int:
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
    parts += [named(desk, id) for id in (*(united or ()), *others)]
    return digest("\x1d".join(parts))


def of_list(ids: Iterable[ContributionId], records: Records, ground: str, more: str) -> int:
    """Of one page of a list: the records of its rows, and which neighbours the page has."""
    return digest("\x1d".join([ground, more, *[records.get(id, id) for id in ids]]))


def tied(desk: Desk, root: ContributionId) -> list[ContributionId]:
    """What the page names besides: what it answers, what it was united with or split into, what a decision calls it the
    same as, what an article comes from, what is about an article."""
    found = origins.behind(desk, root) if root in desk.origins else []
    found += desk.about.get(root, ())
    one = desk.contributions.get(root)
    if one is not None:
        if one.on:
            found.append(one.on)
        if one.merged_into:
            found.append(one.merged_into)
    found += [*desk.splits.get(root, ()), *desk.parts.get(root, ())]
    item = desk.items.get(root)
    if item is not None and item.merged_into:
        found.append(item.merged_into)
    if root in desk.decisions:
        found += [decision.same_as for decision in desk.decisions[root] if decision.same_as]
    return found


def named(desk: Desk, id: ContributionId) -> str:
    """Of another contribution only its name and its address: its votes do not show here."""
    one = desk.contributions.get(id)
    if one is None:
        return id
    address = threads.address(desk, id) if id in desk.roots else ""
    return f"{id}\x1f{one.rev}\x1f{one.erased}\x1f{one.hidden}\x1f{address}"
