"""What waits for facilitators, subject by subject, read from the files alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from lawloom import messages
from lawloom.instance import Instance
from lawloom.model.contribution import Contribution
from lawloom.model.ids import ContributionId, SubjectId
from lawloom.model.markdown import one_line
from lawloom.model.subject import Subject
from lawloom.model.tally import SubjectTally
from lawloom.synthesis import findings_file, inheriting, material
from lawloom.synthesis.account import account
from lawloom.tally.waiting import Waiting

UNSORTED = "unsorted"
MOST = 50  # of one list, for people
LONGEST = 200  # letters of a text that has no title


@dataclass(frozen=True, slots=True)
class Todo:
    """unsorted: what belongs to no subject yet; titles: by subject and id, of what may be shown."""

    unsorted: list[ContributionId]
    subjects: dict[SubjectId, Waiting]
    titles: dict[tuple[SubjectId, ContributionId], str]

    @property
    def many(self) -> int:
        return len(self.unsorted) + sum(one.many for one in self.subjects.values())

    def as_json(self) -> dict[str, object]:
        return {
            "unsorted": self.unsorted,
            "subjects": {
                slug: {
                    "unanswered": dict(one.unanswered),
                    "flagged": one.flagged,
                    "alike": [list(pair) for pair in one.alike],
                    "appeals": one.appeals,
                    "corrections": one.corrections,
                    "unsure": dict(one.unsure),
                }
                for slug, one in self.subjects.items()
            },
        }

    def lines(self, language: str, *, markdown: bool = False) -> Iterator[str]:
        """The same for people; as Markdown nothing that somebody typed is markup."""
        plain: Callable[[str], str] = one_line if markdown else _one_line
        head = "## " if markdown else ""

        def say(key: str, **values: str | int) -> str:
            return messages.word(key, language, **values)

        def named(slug: SubjectId, id: ContributionId) -> str:
            title = self.titles.get((slug, id), "")
            return f"{id} {plain(title)}".rstrip()

        def listed(key: str, rows: list[str], **values: str) -> Iterator[str]:
            if rows:
                yield say(key, n=len(rows), **values)
                yield from (f"- {row}" if markdown else f"  {row}" for row in rows[:MOST])
                if len(rows) > MOST:
                    yield say("todo-more", n=len(rows) - MOST)
                yield ""

        if not self.many:
            yield say("todo-nothing")
            return
        yield from listed("todo-unsorted", [named(UNSORTED, id) for id in self.unsorted])
        for slug, one in self.subjects.items():
            if not one.many:
                continue
            yield f"{head}{slug}"
            yield ""
            yield from listed("todo-appeals", [named(slug, id) for id in one.appeals])
            yield from listed("todo-flagged", [named(slug, id) for id in one.flagged])
            yield from listed("todo-corrections", [named(slug, id) for id in one.corrections])
            for phase, ids in one.unanswered.items():
                yield from listed("todo-unanswered", [named(slug, id) for id in ids], phase=plain(phase))
            for phase, ids in one.unsure.items():
                yield from listed("todo-unsure", [named(slug, id) for id in ids], phase=plain(phase))
            yield from listed("todo-alike", [f"{named(slug, a)} / {named(slug, b)}" for a, b in one.alike])


def todo(instance: Instance) -> Todo:
    """What waits now."""
    from lawloom import tally
    from lawloom.content import kept
    from lawloom.ledger import fold
    from lawloom.ledger.texts import texts
    from lawloom.press.desk.hiding import hidden_now
    from lawloom.tally.waiting import waiting

    consultation = kept.reading(instance).consultation
    there = {path.parent.name for path in instance.contributions.glob("*/ledger") if path.is_dir()}
    subjects: dict[SubjectId, Waiting] = {}
    titles: dict[tuple[SubjectId, ContributionId], str] = {}
    unsorted: list[ContributionId] = []
    for slug in sorted(there):
        subject = consultation.subjects.get(slug)
        ledger = fold.fold(instance, slug)
        held = hidden_now(ledger.contributions, subject.moderation if subject else ())
        typed = {
            id: text.title or text.body[:LONGEST]
            for id, text in texts(instance, slug)
            if id in held and not held[id].hidden and not held[id].erased
        }
        titles |= {(slug, id): title for id, title in typed.items()}
        if subject is not None:
            count = tally.count(ledger, subject)
            unsure = dict(_unsure(instance, subject, count, held))
            subject = inheriting.counted(instance, subject, count, held)
            named = partial(_of, typed)
            subjects[slug] = waiting(subject, held, count, done=ledger.settled, titles=named, unsure=unsure)
        elif slug == UNSORTED:
            unsorted = [one.id for one in held.values() if one.state == "opened"]
    return Todo(unsorted, subjects, titles)


def _unsure(
    instance: Instance, subject: Subject, count: SubjectTally, held: Mapping[ContributionId, Contribution]
) -> Iterator[tuple[str, list[ContributionId]]]:
    """Of each phase that has a synthesis, whose theme a human should look at."""
    for findings in findings_file.all_of(instance, subject.id):
        sorting = next((one for one in subject.sortings if one.phase == findings.phase), None)
        pieces = material.of_phase(count, held, {}, findings.phase)
        yield findings.phase, [*account(findings, sorting, pieces).unsure]


def _of(titles: dict[ContributionId, str], ids: Collection[ContributionId]) -> dict[ContributionId, str]:
    return {id: titles[id] for id in ids if id in titles}


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:120]
