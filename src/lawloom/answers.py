"""The stage of answers: whether decisions name what exists, and what is still without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lawloom.bill.answering.coverage import Coverage, by_phase, coverage
from lawloom.bill.answering.coverage_form import figures
from lawloom.errors import ContentProblems, Problem, problem
from lawloom.instance import Instance
from lawloom.ledger import fold, references, status
from lawloom.model.consultation import Consultation
from lawloom.model.contribution import PAGED, Contribution
from lawloom.model.ids import ContributionId
from lawloom.model.subject import Subject
from lawloom.press.data.cells import guard
from lawloom.press.html.oneline import words
from lawloom.synthesis import findings_file, inheriting

LONGEST = 400  # letters of a text that is looked at for words to call it by


def problems(instance: Instance, consultation: Consultation) -> Iterator[Problem]:
    """Contributions and themes that are named and do not exist; see lawloom.ledger.references."""
    there = {path.parent.name for path in instance.contributions.glob("*/ledger") if path.is_dir()}
    received = {slug: fold.fold(instance, slug) for slug in sorted(there)}
    held = {slug: one.contributions.keys() for slug, one in received.items()}
    settings = consultation.settings
    looked_at = status.comments_read(instance)
    for slug, subject in consultation.subjects.items():
        folder = instance.name_of(instance.subject(slug))
        ledger = received.get(slug)
        if ledger is None or not ledger.as_of:
            yield from references.unknown_references(subject, (), folder)  # nothing has come: all of it may
        else:
            awaited = references.Awaited(
                held,
                looked=ledger.as_of,
                forge=bool(settings.collect and settings.repository),
                comments=(looked_at or "") < ledger.as_of,
                inbox=any(instance.inbox_of(slug).glob("*")),
            )
            yield from references.unknown_references(subject, held[slug], folder, awaited)
        if ledger is not None:
            yield from _too_early(subject, ledger.contributions, f"{folder}/{references.DECISIONS}", settings.timezone)
        if inheriting.names_themes(subject):
            found = tuple(findings_file.all_of(instance, slug, []))
            yield from inheriting.problems_of(subject, f"{folder}/{references.DECISIONS}", found)


def _too_early(
    subject: Subject, contributions: Mapping[ContributionId, Contribution], file: str, timezone: str
) -> Iterator[Problem]:
    """Warnings for decisions that are dated before the day on which their contribution was sent."""
    for decision in subject.decisions or ():
        for on in decision.on:
            one = contributions.get(on)
            if one is None or one.undated or not one.sent_at or one.sent_at[:10] <= decision.date:
                continue
            sent = datetime.fromisoformat(one.sent_at).astimezone(ZoneInfo(timezone)).date().isoformat()
            if sent > decision.date:
                told = {"id": on, "date": decision.date, "sent": sent}
                yield problem("decided-before-it-came", file, decision.line, warning=True, **told)


@dataclass(frozen=True, slots=True)
class Covered:
    """One subject with who has an answer in it.

    titles   of what may be shown, by id
    names    of those who chose to be named, by id
    twice    contributions that two entries of decisions.yml are about: only the first of them counts
    """

    subject: Subject
    coverage: Coverage
    contributions: Mapping[ContributionId, Contribution]
    titles: Mapping[ContributionId, str]
    names: Mapping[ContributionId, str]
    twice: tuple[ContributionId, ...]
    page: str  # address of the subject on the site; empty while it has none

    def unanswered(self, phase: str = "") -> dict[str, dict[str, list[ContributionId]]]:
        """By phase and theme ("phase/theme"; "" in none), in order of arrival."""
        theme_of = {id: "/".join(place) for place, ids in self.coverage.themes.items() for id in ids}
        found: dict[str, dict[str, list[ContributionId]]] = {}
        for name, items in by_phase(self.coverage.unanswered, self.subject).items():
            if not phase or name == phase:
                for item in items:
                    found.setdefault(name, {}).setdefault(theme_of.get(item.id, ""), []).append(item.id)
        return found

    def as_json(self, phase: str = "") -> dict[str, Any]:
        """The sums of coverage.json; beside them whatever waits, and what of decisions leads nowhere."""
        sums = figures(self.coverage, self.subject)
        if phase:
            sums = {**sums["phases"].get(phase, {"asked": 0, "answered": 0, "open": 0, "kinds": {}}), "phase": phase}
        return {
            **sums,
            "unanswered": self.unanswered(phase),
            "own_articles": list(self.coverage.provenance.own),
            "own_paragraphs": list(self.coverage.provenance.own_paragraphs),
            "gone_articles": [
                {"article": name, "on": list(one.on[:1]), "theme": one.theme or None, "line": one.line}
                for one, name in self.coverage.gone
            ],
            "decided_twice": list(self.twice),
        }

    def letters(self) -> Iterator[list[str]]:
        """A row for each contribution that has an outcome and whose author the forge cannot tell, after a head.

        Whoever runs the consultation knows who wrote; here is what the letter has to say.
        """
        yield ["id", "channel", "name", "title", "outcome", "date", "reason", "theme", "articles", "page"]
        answers = {**self.coverage.answers, **self.coverage.beside}
        for id, one in self.contributions.items():
            answer = answers.get(id)
            if answer is None or answer.decision is None or one.channel == "github" or one.erased:
                continue
            decision = answer.decision
            last = max(decision.later, key=lambda fate: fate.date, default=None)
            date, reason = (last.date, last.reason or decision.reason) if last else (decision.date, decision.reason)
            named = [guard(self.names.get(id, "")), guard(self.titles.get(id, ""))]
            said = [answer.outcome, date, guard(reason), guard(decision.called), " ".join(decision.articles)]
            yield [id, one.channel, *named, *said, self._page_of(id)]

    def _page_of(self, id: ContributionId) -> str:
        """Of what has no page of its own, the page of what it answers, and its place there."""
        one, seen = self.contributions[id], {id}
        while self.page and one.kind not in PAGED:
            above = ContributionId(one.on or "")
            if above in seen or not above:
                return self.page
            if above not in self.contributions:
                articles = self.subject.bill.articles if self.subject.bill else ()
                has_page = above in {*(own.id for own in self.subject.elements), *(own.id for own in articles)}
                return f"{self.page}c/{above}/#{id}" if has_page else self.page
            one = self.contributions[above]
            seen.add(above)
        return f"{self.page}c/{one.id}/{f'#{id}' if one.id != id else ''}" if self.page else ""


def covered(instance: Instance, slug: str, phase: str = "") -> Covered:
    """Who has an answer in a subject. raises ContentProblems where there is no such subject or phase"""
    from lawloom import tally
    from lawloom.content import kept
    from lawloom.ledger.texts import texts
    from lawloom.press.desk.hiding import hidden_now

    read = kept.reading(instance)
    consultation = read.consultation
    if slug not in consultation.subjects:
        known = ", ".join(sorted(consultation.subjects)) or "-"
        raise ContentProblems(problem("no-such-subject", f"content/subjects/{slug}", known=known))
    subject = consultation.subjects[slug]
    folder = instance.name_of(instance.subject(slug))
    if phase and subject.phase(phase) is None:
        names = ", ".join(one.name for one in subject.phases) or "-"
        raise ContentProblems(problem("settle-no-phase", f"{folder}/subject.md", phase=phase, known=names))
    ledger = fold.fold(instance, slug)
    held = hidden_now(ledger.contributions, subject.moderation)
    counted = tally.count(ledger, subject)
    accounts = inheriting.accounts_of(subject, counted, held, findings_file.all_of(instance, slug, []))
    whole = inheriting.with_merged(inheriting.inherited(subject, counted, accounts), held)
    typed = {id: text for id, text in texts(instance, slug) if id in held and not held[id].hidden}
    top = consultation.settings.address_of_all
    return Covered(
        whole,
        coverage(whole, counted, held, inheriting.places(accounts)),
        held,
        {id: title for id, text in typed.items() if (title := words(text.title or text.body[:LONGEST]))},
        {id: name for id, text in typed.items() if (name := words(text.name))},
        tuple(
            str(dict(one.values)["id"])
            for one in read.problems
            if one.code == "decided-twice" and one.place.file == f"{folder}/{references.DECISIONS}"
        ),
        f"{top}subjects/{slug}/" if top else "",
    )
