"""Atom feeds (RFC 4287): what is new in a subject, and in all of them. A feed is as new as its newest entry."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from markupsafe import escape

from lawloom import messages
from lawloom.model.consultation import Settings
from lawloom.model.contribution import PAGED, Contribution, Text
from lawloom.model.editorial import Outcome
from lawloom.model.ids import ContributionId
from lawloom.model.instant import BEGINNING, Instant
from lawloom.pages.addresses import version_name
from lawloom.pages.progress_views import called
from lawloom.pages.subject_views import version_said
from lawloom.press.desk.edition import SubjectEdition
from lawloom.press.html import oneline
from lawloom.press.site.digest import digest
from lawloom.version import engine_fingerprint

LONGEST = 50  # entries
LONGEST_SUMMARY = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. Entries sort by time, then by name."""

    at: Instant
    name: str  # unique in the consultation and never reused: "night-trains/gh-12", "night-trains/phase/debate/opens"
    title: str
    href: str  # from the top of the site
    category: str
    summary: str = ""


def entries(
    edition: SubjectEdition,
    text_of: Callable[[ContributionId], Text | None],
    language: str,
    changes: Iterable[Entry] = (),
) -> list[Entry]:
    """The newest entries of one subject, newest first.

    changes  what each version of its bill changed
    """
    found = [
        *changes,
        *_contributions(edition, text_of),
        *_decisions(edition, language),
        *_phases(edition, language),
        *_versions(edition, language),
        *_steps(edition, language),
    ]
    return newest(found)


def print_of(edition: SubjectEdition, settings: Settings) -> int:
    """A fingerprint of all that the feed of a subject is made from: where it stands, the feed need not be made."""
    subject, as_of = edition.subject, edition.tally.as_of
    shown = (
        engine_fingerprint(),
        settings,
        as_of if not edition.contributions else "",
        [(one.id, one.kind, one.rev, one.sent_at) for one in _newest_contributions(edition)],
        [(phase.name, phase.opens_at <= as_of, phase.closes_at <= as_of, phase) for phase in subject.phases],
        (subject.id, subject.title, subject.language, subject.decisions),
        (subject.bill.title, subject.bill.versions) if subject.bill else None,
        subject.progress,
    )
    return digest(repr(shown))


def title_of_all(settings: Settings) -> str:
    """The title of the feed of the whole consultation."""
    return messages.word("ed-feed-title", settings.language, site=settings.title)


def needed(edition: SubjectEdition) -> list[ContributionId]:
    """Whose texts the feed may show."""
    return [item.id for item in _newest_contributions(edition)]


def newest(found: Iterable[Entry]) -> list[Entry]:
    """The newest of any number of entries, newest first; equal in time they stand by name."""
    return sorted(heapq.nlargest(LONGEST, found, key=_by_time), key=lambda one: (_reversed(one.at), one.name))


def atom(
    title: str, name: str, found: Sequence[Entry], settings: Settings, *, root: str, as_of: Instant, language: str = ""
) -> bytes:
    """A feed.

    name   of the feed itself, for its id: "" or a slug
    root   the way from the feed to the top of the site, where the site has no address
    as_of  the time of the last record, for a feed that has no entry yet
    language  of the entries; that of the site where none is named
    """
    base = settings.address.rstrip("/") + "/" if settings.address else ""

    def link(href: str) -> str:
        return f'"{escape(f"{base or root}{href}")}"'

    own = f"subjects/{name}/feed.xml" if name else "feed.xml"
    updated = found[0].at if found else as_of or BEGINNING
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(language or settings.language)}">',
        f"<id>{_id(settings, f'{settings.folder}feed/{name}')}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{updated}</updated>",
        f"<author><name>{_text(settings.subtitle or settings.title)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={link(own)}/>',
        f'<link rel="alternate" type="text/html" href={link(f"subjects/{name}/" if name else "")}/>',
    ]
    for one in found:
        lines += [
            "<entry>",
            f"<id>{_id(settings, settings.folder + one.name)}</id>",
            f"<title>{_text(one.title)}</title>",
            f"<updated>{one.at}</updated>",
            f'<link rel="alternate" type="text/html" href={link(one.href)}/>',
            f'<category term="{escape(one.category)}"/>',
            *([f"<summary>{_text(one.summary)}</summary>"] if one.summary else []),
            "</entry>",
        ]
    return ("\n".join([*lines, "</feed>"]) + "\n").encode()


def _newest_contributions(edition: SubjectEdition) -> list[Contribution]:
    new = (
        item
        for item in edition.contributions.values()
        if item.kind in PAGED and not item.hidden and not item.erased and not item.undated
    )
    return heapq.nlargest(LONGEST, new, key=attrgetter("sent_at", "ms", "id"))


def _contributions(edition: SubjectEdition, text_of: Callable[[ContributionId], Text | None]) -> Iterator[Entry]:
    slug = edition.subject.id
    for item in _newest_contributions(edition):
        text = text_of(item.id)
        title = oneline.words(text.title) if text else ""
        yield Entry(
            item.sent_at,
            f"{slug}/{item.id}",
            title or item.id,
            f"subjects/{slug}/c/{item.id}/",
            item.kind.value,
            oneline.words(text.body, LONGEST_SUMMARY) if text else "",
        )


def _decisions(edition: SubjectEdition, language: str) -> Iterator[Entry]:
    slug = edition.subject.id
    for decision in edition.subject.decisions:
        outcomes = [(decision.outcome, decision.date, decision.reason)]
        # What a step in parliament did to it is told once, by the step.
        outcomes += [(later.outcome, later.date, later.reason) for later in decision.later if not later.step]
        for outcome, date, reason in outcomes:
            on = ", ".join(decision.on[:5]) + (" …" if len(decision.on) > 5 else "")
            name = ",".join(decision.on)
            if decision.theme:
                on = messages.word("whole-theme", language, theme=decision.called or decision.place[1])
                name = decision.theme
            yield Entry(
                day(date, edition.tally.as_of),
                f"{slug}/decision/{outcome.value}/{date}/{name}",
                messages.word("ed-feed-decision", language, outcome=_outcome(outcome, language), on=on),
                f"subjects/{slug}/decisions/",
                "decision",
                oneline.words(reason, LONGEST_SUMMARY),
            )


def _phases(edition: SubjectEdition, language: str) -> Iterator[Entry]:
    """Openings and closings that the last record has seen; what is to come is no news yet."""
    subject, as_of = edition.subject, edition.tally.as_of
    for phase in subject.phases:
        for key, at in (("opens", phase.opens_at), ("closes", phase.closes_at)):
            if as_of and at <= as_of:
                title = messages.word(f"ed-feed-phase-{key}", language, phase=phase.name)
                name = f"{subject.id}/phase/{phase.name}/{key}"
                yield Entry(at, name, title, f"subjects/{subject.id}/", "phase")


def _versions(edition: SubjectEdition, language: str) -> Iterator[Entry]:
    bill, slug = edition.subject.bill, edition.subject.id
    for version in bill.versions if bill else ():
        name = version_name(version)
        title = messages.word("labelled", language, label=bill.title if bill else "", text=version_said(version.label))
        href = f"subjects/{slug}/bill/versions/{name}/"
        yield Entry(
            day(version.date, edition.tally.as_of), f"{slug}/bill/{name}", title, href, "bill", version.explanation
        )


def _steps(edition: SubjectEdition, language: str) -> Iterator[Entry]:
    """Each step of the bill in parliament, with whom it struck out; what is expected is no news yet."""
    progress, slug = edition.subject.progress, edition.subject.id
    told: Counter[str] = Counter()
    for step in progress.steps if progress else ():
        at = day(step.date, edition.tally.as_of)
        if not step.happened or (step.state == "now" and at > edition.tally.as_of):
            continue
        key = "-".join(part for part in (step.date, str(step.stage or step.state)) if part)
        told[key] += 1
        name = f"{slug}/progress/{key}" + (f"/{told[key]}" if told[key] > 1 else "")
        title = messages.word("feed-step", language, step=called(step, language))
        behind = [
            on
            for decision in edition.subject.decisions
            if any(later.date == step.date and later.outcome is Outcome.STRUCK_OUT for later in decision.later)
            for on in decision.on
        ]
        reasons = [change.reason for change in step.touched if change.reason] or [step.text]
        summary = oneline.words(" ".join(one for one in reasons if one), LONGEST_SUMMARY // 2)
        if behind:
            ids = ", ".join(behind[:5]) + (" …" if len(behind) > 5 else "")
            summary = f"{summary} {messages.word('feed-step-struck', language, n=len(behind), ids=ids)}".strip()
        yield Entry(at, name, title, f"subjects/{slug}/progress/", "progress", summary)


def day(date: str, as_of: Instant) -> Instant:
    """A day as people wrote it, as an instant: its first second; of a month or a year its first day; else `as_of`."""
    if len(date) < len("2027"):
        return as_of or BEGINNING
    return f"{date[:10]}{'-01-01'[len(date[:10]) - 4 :] if len(date) < len('2027-03-18') else ''}T00:00:00Z"


def _outcome(outcome: Outcome, language: str) -> str:
    return messages.word(f"out-{outcome.value}", language)


def _id(settings: Settings, name: str) -> str:
    """The same for ever, wherever the site stands: made from what a consultation never changes."""
    import uuid  # here: most runs make no feed

    house = settings.key.fingerprint if settings.key else settings.repository or settings.title
    return uuid.uuid5(uuid.NAMESPACE_URL, f"lawloom:{house}/{name}").urn


def _text(text: str) -> str:
    """Plain text for XML, between tags and in attributes; what XML cannot hold is taken out."""
    return str(escape(oneline.words(text, LONGEST_SUMMARY)))


def _by_time(one: Entry) -> tuple[Instant, str]:
    return one.at, one.name


def _reversed(at: Instant) -> tuple[int, ...]:
    return tuple(-ord(sign) for sign in at)
