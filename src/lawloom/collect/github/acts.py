"""Moderation by label: `hide 3`, `merge gh-12`, `label night-trains` and such act as entries of moderation.yml do.

A label is believed where somebody put it on who has the role `moderation` in consultation.yml; taken off by such a
person, the act is taken back. Who did it is asked only where the labels of an issue are not what the ledger says, so a
look at a quiet forge costs nothing more. The record keeps that a moderator acted, not who.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from lawloom.collect.github.records import Issue, Labelling, Person
from lawloom.content.rules import is_known
from lawloom.errors import Problem, problem
from lawloom.ledger.fold import Ledger
from lawloom.ledger.line import Line, canonical, digest
from lawloom.model.consultation import Settings
from lawloom.model.editorial import LABELS, WITH_INTO, Moderation, ModerationAct
from lawloom.model.ids import ContributionId, SubjectId, is_slug
from lawloom.model.instant import Instant

ROLE = "moderation"
_LABEL = re.compile(
    r"(?:(hide|set-aside|merge|split)(?:\s*:\s*|\s+)([A-Za-z0-9][\w.-]{0,39})"
    r"|(label)(?:\s*:\s*|\s+)([^\s:].{0,89}))"  # whatever stands there, so that what is no word is told
)

# What is taken back alone; whatever else is taken off restores the contribution once nothing of its kind stands.
_BACK = {ModerationAct.SPLIT.value: ModerationAct.UNSPLIT.value, ModerationAct.LABEL.value: ModerationAct.UNLABEL.value}
_TAKEN_BACK = {back: act for act, back in _BACK.items()}

Act = tuple[str, str]  # what, and the rule, the other contribution or the word


def act_of(label: str) -> Act | None:
    """What a label asks for; None where it is no label of moderation."""
    found = _LABEL.fullmatch(label.strip())
    if found is None:
        return None
    act, about = found[1] or found[3], found[2] or found[4]
    return act, about.lower() if act in WITH_INTO else about


def name_of(act: ModerationAct, about: str) -> str:
    """The label that asks for an act."""
    return f"{act.value} {about}"


class Acts:
    """rules: numbers of the rules page; None: nobody can tell which there are."""

    def __init__(
        self, settings: Settings, rules: frozenset[str] | None, ledgers: Mapping[SubjectId, Ledger], as_of: Instant
    ) -> None:
        self._settings = settings
        self._rules = rules
        self._ledgers = ledgers
        self._as_of = as_of
        self.problems: list[Problem] = []

    def to_ask(self, issues: Iterable[Issue], slug_of: Callable[[ContributionId], SubjectId | None]) -> list[Issue]:
        """The issues whose labels of moderation are not those that the ledger has."""
        return [one for one in issues if _acts_on(one) != self._standing(slug_of(f"gh-{one.number}"), one.number)]

    def lines(self, issue: Issue, events: Sequence[Labelling], there: Collection[ContributionId]) -> Iterator[Line]:
        """The lines of what was done to one issue, as far as it is believed; each event gives one line at most.

        there  ids that something may be united with
        """
        on = f"gh-{issue.number}"
        standing: dict[str, Act] = {}  # labels that are believed to be on
        for one in sorted(events, key=lambda one: (one.at, one.node)):
            act = act_of(one.label)
            if act is None or one.at > self._as_of:
                continue
            if not self._has_role(one.person):
                if one.put_on and one.label in issue.labels:
                    self._tell("label-not-believed", issue, label=one.label)
                continue
            if fault := self._fault(act, on, there):
                if one.label in issue.labels:
                    self._tell(fault, issue, label=one.label)
                continue
            if one.put_on:
                standing[one.label] = act
                yield self._line(on, act, one)
            elif one.label in standing:
                del standing[one.label]
                if act[0] in _BACK:
                    if act not in standing.values():
                        yield self._line(on, (_BACK[act[0]], act[1]), one)
                elif not any(other[0] not in _BACK for other in standing.values()):
                    yield self._line(on, (ModerationAct.RESTORE.value, act[1]), one)

    def _fault(self, act: Act, on: ContributionId, there: Collection[ContributionId]) -> str:
        if act[0] in LABELS:
            return "" if is_slug(act[1]) else "label-no-word"
        if act[0] in WITH_INTO:
            return "" if act[1] in there and act[1] != on else "label-into-nothing"
        return "" if is_known(act[1], self._rules) else "label-unknown-rule"

    def _line(self, on: ContributionId, act: Act, event: Labelling) -> Line:
        line: Line = {
            "kind": "moderation",
            "on": on,
            "act": act[0],
            "rule": act[1],
            "role": ROLE,
            "time": event.at,
            "entry": digest(canonical({"labelled": event.node})),
        }
        if act[0] == ModerationAct.MERGE.value:
            line["kind"], line["into"] = "merge", act[1]
            del line["act"], line["rule"]
        elif act[0] in WITH_INTO:
            line["rule"], line["into"] = "", act[1]
        return line

    def _has_role(self, person: Person | None) -> bool:
        return person is not None and any(_is(person, name) for name in self._settings.roles.get(ROLE, ()))

    def _standing(self, slug: SubjectId | None, number: int) -> frozenset[Act]:
        ledger = self._ledgers.get(slug) if slug else None
        return standing(ledger.acts if ledger else (), f"gh-{number}")

    def _tell(self, code: str, issue: Issue, **values: str) -> None:
        told = problem(code, "", warning=True, number=issue.number, label=values["label"])
        if told not in self.problems:
            self.problems.append(told)


def standing(acts: Iterable[Moderation], on: ContributionId) -> frozenset[Act]:
    """The acts by label on one contribution that were not taken back."""
    found: set[Act] = set()
    for one in acts:
        if one.on != on:
            continue
        if one.act is ModerationAct.RESTORE:
            found = {act for act in found if act[0] in _BACK}
        elif one.act.value in _TAKEN_BACK:
            found.discard((_TAKEN_BACK[one.act.value], one.into))
        else:
            found.add((one.act.value, one.into or one.rule))
    return frozenset(found)


def _acts_on(issue: Issue) -> frozenset[Act]:
    return frozenset(act for label in issue.labels if (act := act_of(label)))


def _is(person: Person, name: str) -> bool:
    """Whether a name of consultation.yml is this account: by its number where it is given, else by its login."""
    login, _, id = name.partition("#")
    return str(person.id) == id if id else person.login.casefold() == login.casefold()
