"""What a consultation's own folder lacks before it is opened, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lawloom.errors import LawloomError, Problem, problem
from lawloom.instance import Instance
from lawloom.ledger import key
from lawloom.model.consultation import Settings
from lawloom.scaffold import engine, renew


def problems(instance: Instance, settings: Settings, environment: Mapping[str, str]) -> Iterator[Problem]:
    """What is missing here; what nobody can see from here is a warning."""
    where = instance.name_of(instance.consultation_file)
    if not settings.repository:
        yield problem("no-repository", where)
    if not settings.address:
        yield problem("doctor-no-address", where)
    if not settings.contact:
        yield problem("contact-missing", where)
    if settings.repository and settings.collect and not settings.roles:
        yield problem("doctor-no-moderator", where, warning=True)
    if due := renew.upgrade(instance, dry_run=True):
        yield problem("doctor-upgrade-due", due[0], n=len(due))
    if not renew.is_engine(instance):
        requirements = instance.root / engine.REQUIREMENTS
        text = requirements.read_text(encoding="utf-8") if requirements.is_file() else ""
        if not engine.is_exact(text):
            yield problem("doctor-engine-not-exact", engine.REQUIREMENTS)
    yield from _key(settings, environment)


def _key(settings: Settings, environment: Mapping[str, str]) -> Iterator[Problem]:
    """Whether the key is here and nobody else can read it. That there is a copy cannot be seen: it is asked."""
    if settings.key is not None and settings.key.public:
        return
    try:
        key.load_key(settings.key, environment)
    except LawloomError as failure:
        yield from failure.problems
        return
    if settings.key is None or key.VARIABLE in environment:
        return
    path: Path = key.key_file(settings.key.fingerprint, environment)
    if path.stat().st_mode & 0o077:
        yield problem("doctor-key-readable", str(path))
    yield problem("doctor-key-copy", str(path), warning=True)
