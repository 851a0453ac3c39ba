"""Decisions on whole themes: whom each is about. Pure.

A decision of decisions.yml that names a theme is inherited by the members of the theme, as the account of its phase
gives them. What is decided of a contribution by itself goes before; what was united with another shares the fate of
that one; what a theme is said to be the same as does not inherit that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from lawloom import messages
from lawloom.content.suggestions import nearest
from lawloom.errors import Problem, problem
from lawloom.instance import Instance
from lawloom.model.contribution import Contribution, Kind
from lawloom.model.editorial import Decision, Outcome
from lawloom.model.findings import Findings
from lawloom.model.ids import ContributionId
from lawloom.model.subject import Subject
from lawloom.model.tally import SubjectTally
from lawloom.synthesis import findings_file, material
from lawloom.synthesis.account import Account, account

Accounts = Mapping[str, Account]  # by phase


def names_themes(subject: Subject | None) -> bool:
    """Whether a decision of the subject is on a theme, so that members are to be looked up."""
    return subject is not None and any(one.theme for one in subject.decisions)


def with_members(
    subject: Subject,
    tally: SubjectTally,
    contributions: Mapping[ContributionId, Contribution],
    findings: Iterable[Findings],
) -> Subject:
    """The subject with the members of each theme that is decided on; as it is where none is.

    contributions  as moderation leaves them
    A decision on a theme that does not exist is about nobody: `problems_of` tells it.
    """
    if not names_themes(subject):
        return subject
    wanted = {one.place[0] for one in subject.decisions if one.theme}
    accounts = accounts_of(subject, tally, contributions, (one for one in findings if one.phase in wanted))
    return inherited(subject, tally, accounts)


def inherited(subject: Subject, tally: SubjectTally, accounts: Accounts) -> Subject:
    """The same, from accounts that were made already. One look at each member."""
    own = {on for one in subject.decisions for on in one.on if not one.theme}
    decisions = []
    for decision in subject.decisions:
        if decision.theme:
            phase, id = decision.place
            theme = accounts[phase].theme(id) if phase in accounts else None
            passed = own | {decision.same_as}
            inherits = (one for one in (theme.members if theme else ()) if one not in passed)
            on = tuple(one for one in inherits if not _is_united(tally, one))
            decision = replace(decision, on=on, called=theme.label if theme else "")
        decisions.append(decision)
    return replace(subject, decisions=tuple(decisions))


def places(accounts: Accounts) -> dict[ContributionId, tuple[str, str, str]]:
    """In which theme each contribution is: phase, id of the theme, and what it is called."""
    return {
        id: (phase, theme.id, theme.label)
        for phase, found in accounts.items()
        for theme in found.themes
        for id in theme.members
    }


def accounts_of(
    subject: Subject,
    tally: SubjectTally,
    contributions: Mapping[ContributionId, Contribution],
    findings: Iterable[Findings],
) -> dict[str, Account]:
    """Where everything went, of each phase that has a synthesis."""
    sortings = {one.phase: one for one in subject.sortings}
    return {  # who is in a theme does not rest on what was typed
        one.phase: account(one, sortings.get(one.phase), material.of_phase(tally, contributions, {}, one.phase))
        for one in findings
    }


def looked_up(instance: Instance, subject: Subject | None) -> Subject | None:
    """The same from the files, for runs that record decisions: read only where a decision names a theme."""
    if subject is None or not names_themes(subject):
        return subject
    from lawloom import tally
    from lawloom.ledger import fold

    ledger = fold.fold(instance, subject.id)
    found = findings_file.all_of(instance, subject.id, [])
    return with_members(subject, tally.count(ledger, subject), ledger.contributions, found)


def counted(
    instance: Instance, subject: Subject, tally: SubjectTally, contributions: Mapping[ContributionId, Contribution]
) -> Subject:
    """The same of a subject that was counted already."""
    subject = with_members(subject, tally, contributions, findings_file.all_of(instance, subject.id, []))
    return with_merged(subject, contributions)


def with_merged(subject: Subject, contributions: Mapping[ContributionId, Contribution]) -> Subject:
    """The subject with the adoption of each amendment that was merged and on which nothing else was decided.

    What the maintainers merge is part of the text: no entry of decisions.yml need say it. One that was closed without
    being merged is not decided by that. It is signed by whoever presents the text: whose account pressed the button is
    nobody's business, and the history of Git has it.
    """
    decided = {id for decision in subject.decisions for id in decision.on}
    found = []
    for one in contributions.values():
        is_merged = one.kind is Kind.AMENDMENT and (one.state, one.reason) == ("closed", "merged")
        if is_merged and one.id not in decided:
            reason = messages.word("amendment-merged-reason", messages.known_language(subject.language))
            articles = (one.on,) if one.on else ()
            by = subject.bill.author if subject.bill else ""
            found.append(Decision((one.id,), Outcome.ADOPTED, reason, one.left_at[:10], by, articles=articles))
    return replace(subject, decisions=(*subject.decisions, *found)) if found else subject


def problems_of(subject: Subject, file: str, findings: Iterable[Findings]) -> Iterator[Problem]:
    """A problem for each decision on a theme that does not exist, with the nearest that does.

    file  decisions.yml as people write it
    """
    known = {one.phase: _themes_of(subject, one) for one in findings}
    for decision in subject.decisions:
        phase, id = decision.place
        if decision.theme and id not in (there := known.get(phase, [])):
            listed, near = ", ".join(there) or "-", nearest(id, there)
            yield problem("decision-theme-unknown", file, decision.line, phase=phase, id=id, known=listed, near=near)


def _themes_of(subject: Subject, findings: Findings) -> list[str]:
    """The ids of the themes of a phase: people's, and what was found and they neither took nor left out."""
    sorting = next((one for one in subject.sortings if one.phase == findings.phase), None)
    if sorting is None:
        return [theme.id for theme in findings.themes]
    taken = {found for theme in sorting.themes for found in theme.found or (theme.id,)}
    rest = [] if sorting.ours else [theme.id for theme in findings.themes if theme.id not in taken]
    return [*dict.fromkeys((*(theme.id for theme in sorting.themes), *rest))]


def _is_united(tally: SubjectTally, id: ContributionId) -> bool:
    """Whether it shares the fate of another."""
    into = tally.items[id].merged_into if id in tally.items else None
    return into is not None and into in tally.items
