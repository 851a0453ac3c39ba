"""Stages that speak with the forge: read, call the core once, write. The token and the clock come from the caller."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lawloom.collect.github.budget import Budget
from lawloom.collect.github.transport import Hands, Transport
from lawloom.errors import ContentProblems, LawloomError, SourceUnavailable, problem
from lawloom.instance import Instance
from lawloom.model.instant import Instant

if TYPE_CHECKING:
    from lawloom.collect.github.collection import Collected
    from lawloom.model.consultation import Consultation

TOKEN, FORGE = "GITHUB_TOKEN", "LAWLOOM_FORGE"

MAIN = "main"  # the branch from which workflows are run

__all__ = ["Hands", "collect", "practice", "start"]


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


def _transport(environment: Mapping[str, str], budget: Budget, hands: Hands) -> Transport:
    """The way to the forge that the environment names, else to GitHub."""
    from lawloom.collect.github import wire

    return Transport(wire.GithubWire(environment.get(TOKEN, ""), environment.get(FORGE, "") or wire.API), budget, hands)


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
    double = Double(forge, pages=Pages(forge))
    with serving(double, port) as address:
        yield address
