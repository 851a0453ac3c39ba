"""Stages that speak with the forge: read, call the core once, write. The token and the clock come from the caller."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from lawloom.collect.github.budget import Budget
from lawloom.collect.github.transport import TRIES, Hands, Transport
from lawloom.errors import ContentProblems, LawloomError, Problem, SourceUnavailable, problem
from lawloom.instance import Instance
from lawloom.model.instant import Instant

if TYPE_CHECKING:
    from lawloom.collect.github.collection import Collected
    from lawloom.collect.github.notice_words import Desk
    from lawloom.collect.github.notices import Notice
    from lawloom.collect.github.posting import Posted
    from lawloom.model.consultation import Consultation
    from lawloom.model.contribution import Text
    from lawloom.model.editorial import Moderation
    from lawloom.model.subject import Subject

TOKEN, FORGE = "GITHUB_TOKEN", "LAWLOOM_FORGE"

MAIN = "main"  # the branch from which workflows are run

__all__ = ["Examined", "Hands", "collect", "examine", "practice", "start", "tell", "welcome"]


def collect(
    instance: Instance,
    *,
    requests: int,
    points: int,
    talk: int,
    seconds: float,
    as_of: Instant,
    accept_missing: bool,
    environment: Mapping[str, str],
    hands: Hands,
    clock: Callable[[], float],
) -> Collected:
    """Bring what stands on the forge into the ledgers, within a budget.

    talk  requests that comments may cost, within those of the run
    """
    from lawloom.collect.github import collection
    from lawloom.ledger import key
    from lawloom.synthesis import inheriting

    consultation = _collecting(instance)
    settings = consultation.settings
    transport = _transport(environment, Budget(requests, points, seconds, clock), hands)
    secret = key.load_key(settings.key, environment)
    return collection.collect(
        instance,
        consultation,
        transport,
        key=secret,
        as_of=as_of,
        talk=Budget(talk, points, seconds, clock),
        accept_missing=accept_missing,
        tell=hands.tell,
        decided=partial(inheriting.looked_up, instance),
    )


def start(
    instance: Instance, workflow: str, *, environment: Mapping[str, str], hands: Hands, clock: Callable[[], float]
) -> None:
    """Start a workflow of the repository: what another workflow pushes starts none by itself."""
    from lawloom.collect.github.transport import Gone

    repository = _collecting(instance).settings.repository
    transport = _transport(environment, Budget(10, 0, 300.0, clock), hands)
    path = f"/repos/{repository}/actions/workflows/{workflow}.yml/dispatches"
    try:
        transport.write("POST", path, {"ref": MAIN})
    except Gone as gone:
        raise SourceUnavailable(problem("no-such-workflow", f".github/workflows/{workflow}.yml")) from gone


def welcome(
    instance: Instance, *, requests: int, environment: Mapping[str, str], hands: Hands, clock: Callable[[], float]
) -> Posted:
    """Thank for each contribution that came from the forge, once."""
    from lawloom.collect.github import notice_words, notices
    from lawloom.ledger.texts import texts
    from lawloom.synthesis.likeness import Known

    desks = _desks(instance)
    said: dict[str, tuple[Known[str], dict[str, Text]]] = {}

    def words(notice: Notice) -> str:
        desk = desks[notice.slug]
        if notice.slug not in said:
            there = {id: text for id, text in texts(instance, notice.slug) if _is_shown(desk, id)}
            known = Known({id: (text.title, text.body) for id, text in there.items()}, language=desk.spoken)
            said[notice.slug] = known, there
        known, there = said[notice.slug]
        if notice.id not in there:  # its text is not kept
            return notice_words.welcome(desk, notice.id, [])
        kind, before = desk.held[notice.id].kind, takewhile(lambda id: id != notice.id, desk.held)
        among = frozenset(id for id in before if desk.held[id].kind is kind)  # those that were there already
        similar = known.like(notice.id, among=among, most=3)
        return notice_words.welcome(desk, notice.id, [(id, there[id]) for id in similar])

    due = [one for slug, desk in desks.items() for one in notices.to_welcome(slug, desk.held)]
    due.sort(key=lambda one: (desks[one.slug].held[one.id].sent_at, one.number))
    return _posted(instance, "welcome", due, words, requests, environment, hands, clock)


def tell(
    instance: Instance, *, requests: int, environment: Mapping[str, str], hands: Hands, clock: Callable[[], float]
) -> Posted:
    """Tell authors what was decided on what they sent, each outcome once."""
    from lawloom.collect.github import notice_words, notices
    from lawloom.ledger import known

    desks = _desks(instance)
    due = [
        one
        for slug, desk in desks.items()
        if desk.subject is not None
        for one in notices.to_tell(desk.subject, known.read_known(instance, slug), desk.held, desk.labelled)
        if desk.held[one.id].state not in ("vanished", "transferred")
    ]

    def words(notice: Notice) -> str:
        return notice_words.told(desks[notice.slug], notice)

    return _posted(instance, "tell", due, words, requests, environment, hands, clock)


@dataclass(frozen=True, slots=True)
class Examined:
    """What `doctor` found.

    made    labels that it made
    seen    whether the forge is one to be looked at
    silent  whether it did not answer
    """

    problems: list[Problem]
    made: list[str]
    seen: bool
    silent: bool = False


def examine(
    instance: Instance, *, mend: bool, environment: Mapping[str, str], hands: Hands, clock: Callable[[], float]
) -> Examined:
    """What is missing before a consultation can run by itself, here and on the forge.

    mend  whether labels that are missing are made
    """
    from lawloom.collect.github.repository import Repository
    from lawloom.content import kept
    from lawloom.content.rules import OURS, known_rules
    from lawloom.scaffold import doctor, forge_files

    consultation = kept.reading(instance).consultation
    settings = consultation.settings
    found = list(doctor.problems(instance, settings, environment))
    if not settings.repository or not settings.collect:
        return Examined(found, [], False)
    transport = _transport(environment, Budget(200, 0, 600.0, clock), hands, tries=2)  # somebody waits for the answer
    there = Repository(transport, settings.repository)
    rules = known_rules(consultation.pages) or OURS
    workflows = [name for name in forge_files.files(settings) if name.startswith(forge_files.WORKFLOWS)]
    made: list[str] = []
    try:
        made = there.make_labels(rules) if mend else []
        return Examined([*found, *there.problems(rules, workflows)], made, True)
    except SourceUnavailable as failure:  # what is missing here is told all the same
        return Examined([*found, *failure.problems], made, True, silent=True)


def _desks(instance: Instance) -> dict[str, Desk]:
    """Of each ledger what the words of its notices are made from."""
    from lawloom import tally
    from lawloom.collect.github.notice_words import Desk
    from lawloom.ledger import fold
    from lawloom.synthesis import inheriting

    consultation = _collecting(instance)
    found = {}
    for slug in sorted(path.parent.name for path in instance.contributions.glob("*/ledger") if path.is_dir()):
        subject = consultation.subjects.get(slug)
        ledger = fold.fold(instance, slug)
        labelled = _in_words(ledger.acts, subject)
        counted = tally.count(ledger, subject)
        if subject is not None:
            subject = inheriting.counted(instance, subject, counted, ledger.contributions)
        found[slug] = Desk(consultation, slug, subject, ledger.contributions, counted, labelled)
    return found


def _in_words(acts: Sequence[Moderation], subject: Subject | None) -> tuple[Moderation, ...]:
    from lawloom.press.desk.hiding import in_words

    return tuple(in_words(acts, subject.language if subject else ""))


def _is_shown(desk: Desk, id: str) -> bool:
    one = desk.held.get(id)
    return one is not None and not one.hidden and not one.erased and one.state == "opened"


def _posted(
    instance: Instance,
    name: str,
    due: Sequence[Notice],
    words: Callable[[Notice], str],
    requests: int,
    environment: Mapping[str, str],
    hands: Hands,
    clock: Callable[[], float],
) -> Posted:
    from lawloom.collect.github import posting

    transport = _transport(environment, Budget(requests, 0, 1_500.0, clock), hands)
    told = posting.Told(instance.private / "told" / f"{name}.txt")
    repository = _collecting(instance).settings.repository
    return posting.post(due, words, transport=transport, repository=repository, told=told, hands=hands)


def _collecting(instance: Instance) -> Consultation:
    """The consultation, if it takes part on a forge. raises ContentProblems"""
    from lawloom.content import kept

    consultation = kept.reading(instance).consultation
    where = instance.name_of(instance.consultation_file)
    if not consultation.settings.repository:
        raise ContentProblems(problem("no-repository", where))
    if not consultation.settings.collect:
        raise ContentProblems(problem("collect-is-off", where))
    return consultation


def _transport(environment: Mapping[str, str], budget: Budget, hands: Hands, *, tries: int | None = None) -> Transport:
    """The way to the forge that the environment names, else to GitHub."""
    from lawloom.collect.github import wire

    way = wire.GithubWire(environment.get(TOKEN, ""), environment.get(FORGE, "") or wire.API)
    return Transport(way, budget, hands, tries=tries or TRIES)


@contextmanager
def practice(instance: Instance, port: int) -> Iterator[str]:
    """A forge of this consultation's repository on this machine, with its forms, empty at first; gives its address."""
    from lawloom.content import kept

    try:
        from lawloom.double.pages import Pages
        from lawloom.double.server import Double, serving
        from lawloom.double.state import Forge
    except ModuleNotFoundError as missing:
        raise LawloomError(problem("practice-needs-extra")) from missing
    repository = kept.reading(instance).consultation.settings.repository or "owner/consultation"
    forge = Forge(repository)
    for path in sorted((instance.root / ".github" / "ISSUE_TEMPLATE").glob("*.yml")):
        forge.files[instance.name_of(path)] = path.read_bytes()
    # Nobody has a token for a forge of this machine: whoever collects from it does so as the repository's owner.
    double = Double(forge, pages=Pages(forge), stranger=repository.partition("/")[0])
    with serving(double, port) as address:
        yield address
