"""The stages, one function each: read, call the core once, write.

Heavy rooms are imported inside the stage that needs them: a rebuild after one vote must not pay for a reader of YAML or
for a typesetter.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawloom.errors import ContentProblems, Problem, problem
from lawloom.instance import Instance

if TYPE_CHECKING:
    from lawloom import scaffold
    from lawloom.collect import ImportReport
    from lawloom.ledger.verify import Report
    from lawloom.model.consultation import Consultation, Settings
    from lawloom.model.subject import Subject
    from lawloom.model.tally import SubjectTally

Environment = Mapping[str, str]


# --- what people wrote ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Checked:
    consultation: Consultation | None
    problems: list[Problem]
    files: int


def check(instance: Instance, *, since: str = "") -> Checked:
    """Every problem of every file that people wrote.

    since  a commit: what changed after it is a proposal of somebody who may not write to the repository, and is held to
           what such a proposal may change
    """
    from lawloom import answers, content, overview
    from lawloom.content import kept

    consultation, problems = content.read(instance)
    from lawloom.content import proposals, workflows
    from lawloom.ledger import folder

    problems += workflows.problems(instance.root)
    strange = folder.strange_files(instance)
    problems += strange
    if consultation is not None and not strange:
        problems += answers.problems(instance, consultation)
        problems += overview.problems(instance, consultation)
    problems += _without_subject(instance)
    if consultation is not None:
        problems += _in_inboxes(instance, consultation)
        if since:
            problems += proposals.refused(proposals.changes_since(instance.root, since), consultation.subjects)
    if consultation is not None and not consultation.settings.contact:
        problems.append(problem("contact-missing", "consultation.yml", warning=True))
    return Checked(consultation, problems, sum(1 for _ in kept.content_files(instance)))


def _in_inboxes(instance: Instance, consultation: Consultation) -> Iterator[Problem]:
    from lawloom.content.inbox import read_inbox

    for slug in consultation.subjects:
        if instance.inbox_of(slug).is_dir():
            yield from read_inbox(instance, slug)[1]


def _without_subject(instance: Instance) -> list[Problem]:
    from lawloom.ledger import references

    return references.ledgers_without_subject(instance, slugs_of(instance))


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file."""
    from lawloom.content import schemas

    if name not in schemas.NAMES:
        raise ContentProblems(problem("no-such-schema", "--schema", found=name, known=", ".join(schemas.NAMES)))
    return schemas.schema(name)


def ids(instance: Instance, slug: str) -> Iterator[str]:
    """What the files of a subject can name: phases, elements, articles and contributions, a line each."""
    from lawloom.bill.drafting.naming import inside
    from lawloom.content import kept
    from lawloom.ledger import fold

    consultation = kept.reading(instance).consultation
    subject = _subject(consultation, slug)
    yield from (f"phase         {phase.name}" for phase in subject.phases)
    yield from (f"{element.kind:<13} {element.id}" for element in subject.elements)
    for article in subject.bill.articles if subject.bill else ():
        yield f"article       {article.id}"
        yield from inside(article)
    ledger = fold.fold(instance, slug)
    yield from (f"{item.kind:<13} {item.id}" for item in ledger.contributions.values())


# --- new and upgrade --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Laid:
    files: tuple[str, ...]
    key_file: Path


def new(
    target: Path, title: str, language: str, repository: str, timezone: str, *, environment: Environment, **more: str
) -> Laid:
    """Lay down the least that `check` accepts, and make the key of its pseudonyms. more: contact, address"""
    from lawloom import scaffold

    laid = scaffold.new(target, title, language, repository, timezone=timezone, environment=environment, **more)
    return Laid(tuple(laid.files), laid.key_file)


def demo(
    target: Path, contributions: int | None, seed: str, *, progress: Callable[[str], None] | None = None
) -> scaffold.Shown:
    """Lay down the demonstration that comes with the engine, or an invented one of so many contributions."""
    from lawloom import scaffold

    return scaffold.demo(target, contributions, seed, progress)


def upgrade(instance: Instance, *, dry_run: bool, address: str = "") -> list[str]:
    """Files that `new` laid down and that this version writes otherwise; brought up to date unless dry_run.

    address  of another engine; see lawloom.scaffold.engine
    """
    from lawloom import scaffold

    return scaffold.upgrade(instance, dry_run=dry_run, address=address)


# --- the ledger -------------------------------------------------------------------------------------------------------


def slugs_of(instance: Instance, asked: Iterable[str] = ()) -> list[str]:
    """The subjects that have a ledger, or those asked for; one that has none is a problem told."""
    there = sorted(path.parent.name for path in instance.contributions.glob("*/ledger") if path.is_dir())
    wanted = list(asked)
    if missing := [slug for slug in wanted if slug not in there]:
        raise ContentProblems(*(_no_ledger(slug, there) for slug in missing))
    return wanted or there


def import_(
    instance: Instance,
    format_name: str,
    path: Path,
    slug: str,
    *,
    title: str | None,
    prefix: str | None,
    as_of: str,
    environment: Environment,
    progress: Callable[[str], None] | None = None,
) -> ImportReport:
    """Bring in an export; see lawloom.collect."""
    from lawloom import collect
    from lawloom.content import kept
    from lawloom.ledger import key
    from lawloom.synthesis import inheriting

    settings = kept.reading(instance).consultation.settings
    return collect.run_import(
        instance,
        format_name,
        path,
        slug,
        title=title,
        prefix=prefix,
        as_of=as_of,
        key=key.load_key(settings.key, environment),
        progress=progress,
        decided=partial(inheriting.looked_up, instance),
    )


def verify(instance: Instance, slugs: Iterable[str]) -> Iterator[Report]:
    """A report for each sound ledger; LedgerDamaged for those that are not, after all were looked at."""
    from lawloom.errors import LedgerDamaged
    from lawloom.ledger import verify as verifier

    asked = list(slugs)
    known = verifier.subjects(instance)
    if missing := [slug for slug in asked if slug not in known]:
        raise ContentProblems(*(_no_ledger(slug, known) for slug in missing))
    damage: list[Problem] = []
    for report in verifier.verify(instance, asked or known):
        if report.sound:
            yield report
        else:
            damage += report.problems
    if damage:
        raise LedgerDamaged(*damage)


def erase(instance: Instance, slug: str, contribution: str, *, as_of: str) -> bool:
    """Erase the text of one contribution; False where it was erased before."""
    from lawloom.content import kept
    from lawloom.ledger import erase as eraser
    from lawloom.synthesis import inheriting

    subject = kept.reading(instance).consultation.subjects.get(slug)
    slugs_of(instance, [slug])
    subject = inheriting.looked_up(instance, subject)
    return eraser.erase(instance, slug, contribution, as_of=as_of, subject=subject)


def settle(instance: Instance, slug: str, phase_name: str, *, as_of: str) -> int:
    """Record that a closed phase is settled; how many contributions it had.

    raises  ContentProblems, naming each, while a contribution is without an outcome and a reason; also while comments
            on the forge, or their votes, were not all read since the phase closed
    """
    from lawloom import tally as counting
    from lawloom.content import kept
    from lawloom.ledger import append, entries, fold, known, runs, status
    from lawloom.synthesis import inheriting
    from lawloom.tally import settled

    consultation = kept.reading(instance).consultation
    subject = _subject(consultation, slug)
    phase = subject.phase(phase_name)
    where = instance.name_of(instance.subject(slug) / "subject.md")
    if phase is None:
        names = ", ".join(one.name for one in subject.phases) or "-"
        raise ContentProblems(problem("settle-no-phase", where, phase=phase_name, known=names))
    if phase.closes_at > as_of:
        raise ContentProblems(
            problem("settle-not-closed", where, phase=phase_name, closes=phase.closes_at, as_of=as_of)
        )
    slugs_of(instance, [slug])
    ledger = fold.fold(instance, slug)
    read_at, settings = status.comments_read(instance), consultation.settings
    collects = settings.collect and settings.repository
    came = read_at is not None or any(id.startswith("gh-") for id in ledger.contributions)
    if collects and came and (read_at or "") < phase.closes_at:
        at = instance.name_of(instance.status_file)
        closes = phase.closes_at
        raise ContentProblems(problem("settle-unread", at, phase=phase_name, closes=closes, read=read_at or "-"))
    tally = counting.count(ledger, subject)
    subject = inheriting.counted(instance, subject, tally, ledger.contributions)
    if open_ones := settled.unanswered(tally, subject, phase_name):
        decisions = instance.name_of(instance.subject(slug) / "decisions.yml")
        raise ContentProblems(*(problem("settle-unanswered", decisions, id=one) for one in open_ones))
    items = len(settled.items_of(tally, phase_name))
    with runs.run(instance, slug, {"settle": phase_name}, as_of=as_of) as began_at:
        held = known.read_known(instance, slug)
        opening = entries.entries_to_record(subject, held)
        line = {"kind": "settled", "phase": phase_name, "items": items}
        append.append(instance, slug, (), as_of=began_at, opening=opening, closing=[line], known=held)
    return items


def _subject(consultation: Consultation, slug: str) -> Subject:
    from lawloom import overview

    return overview.subject_of(consultation, slug)


def _no_ledger(slug: str, known: Iterable[str]) -> Problem:
    return problem("no-such-ledger", f"contributions/{slug}", known=", ".join(known) or "-")


# --- the count --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tallied:
    instance: Instance
    settings: Settings
    consultation: Consultation
    tallies: dict[str, SubjectTally]
    problems: list[Problem]

    def as_json(self) -> dict[str, Any]:
        from lawloom.tally import report

        return report.as_json(self.tallies, self.consultation.subjects)

    def lines(self, language: str) -> Iterator[str]:
        from lawloom.ledger.texts import titles
        from lawloom.tally import report

        for slug, tally in self.tallies.items():
            yield from report.lines(tally, language, titles(self.instance, slug))


def tally(instance: Instance, slugs: Iterable[str]) -> Tallied:
    """Count again from the ledger; nothing is cached and nothing is written."""
    from lawloom import tally as counting
    from lawloom.content import kept
    from lawloom.ledger import fold

    read = kept.reading(instance)
    consultation = read.consultation
    tallies = {}
    for slug in slugs_of(instance, slugs):
        tallies[slug] = counting.count(fold.fold(instance, slug), consultation.subjects.get(slug))
    return Tallied(
        instance, consultation.settings, consultation, tallies, [one for one in read.problems if one.warning]
    )


def tally_schema() -> dict[str, Any]:
    """The JSON Schema of `tally --json`."""
    from lawloom.tally import report

    return report.SCHEMA


# --- the site ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Built:
    site: Path
    files: int
    written: int
    problems: list[Problem]


def build(
    instance: Instance,
    *,
    site: Path | None = None,
    engine: str = "mkdocs",
    as_of: str | None = None,
    search: bool = True,
) -> Built:
    """Print the whole site; what did not change since the last time is not printed again."""
    from lawloom.press.votes import votes_only

    if site is None and as_of is None and search and (renewed := votes_only.renew(instance, engine)):
        return Built(instance.site.resolve(), renewed.files, renewed.written, [])
    from lawloom.content import kept
    from lawloom.press.desk import gather
    from lawloom.press.publish import publish
    from lawloom.press.site import ground
    from lawloom.press.typesetting import setting

    is_usual = site is None and as_of is None and search
    if site is None:
        votes_only.forbid(instance)
    site = ground.chosen(instance, site or instance.site)
    ground.refuse_tracked_build(instance)
    read = kept.reading(instance)
    problems = [*read.problems, *_without_subject(instance), *setting.set_type(instance, read, engine)]
    edition = gather.gather(instance, read.consultation, content=read.fingerprint, site=site, as_of=as_of)
    printed = publish.publish(edition, search=search)
    problems += printed.problems
    if is_usual and not problems and not edition.others:
        votes_only.allow(instance, read.fingerprint, engine, list(edition.subjects))
    return Built(edition.site, printed.files, printed.written, problems)


def is_taken(port: int) -> bool:
    """Whether something answers on this port of this machine."""
    import socket

    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def serve(instance: Instance, port: int) -> int:
    """Show the site on this machine until interrupted: MkDocs watches, the plugin prints. Gives its exit code."""
    import subprocess
    import sys

    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}  # Material prints a notice of its own at every start
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "serve",
        "-q",
        "-f",
        str(instance.mkdocs_file),
        "-a",
        f"127.0.0.1:{port}",
    ]
    try:
        return subprocess.run(command, cwd=instance.root, env=quiet, check=False).returncode
    except KeyboardInterrupt:
        return 0
