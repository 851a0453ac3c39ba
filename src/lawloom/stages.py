"""The stages, one function each: read, call the core once, write.

Heavy rooms are imported inside the stage that needs them: a rebuild after one vote must not pay for a reader of YAML or
for a typesetter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawloom.errors import ContentProblems, Problem, problem
from lawloom.instance import Instance

if TYPE_CHECKING:
    from lawloom.collect import ImportReport
    from lawloom.ledger.verify import Report
    from lawloom.model.consultation import Consultation, Settings
    from lawloom.model.tally import SubjectTally
    from lawloom.press.edition import Edition

Environment = Mapping[str, str]


# --- what people wrote ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Checked:
    consultation: Consultation | None
    problems: list[Problem]
    files: int


def check(instance: Instance) -> Checked:
    """Every problem of every file that people wrote."""
    from lawloom import content
    from lawloom.content import kept

    consultation, problems = content.read(instance)
    return Checked(consultation, problems, sum(1 for _ in kept.content_files(instance)))


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one kind of file."""
    from lawloom.content import schemas

    return schemas.schema(name)


def ids(instance: Instance, slug: str) -> Iterator[str]:
    """What the files of a subject can name: phases, elements, articles and contributions, a line each."""
    from lawloom.content import kept
    from lawloom.ledger import fold

    consultation = kept.reading(instance).consultation
    subject = consultation.subjects.get(slug)
    if subject is None:
        raise ContentProblems(problem("no-such-subject", slug, known=", ".join(sorted(consultation.subjects)) or "-"))
    yield from (f"phase         {phase.name}" for phase in subject.phases)
    yield from (f"{element.kind:<13} {element.id}" for element in subject.elements)
    yield from (f"article       {article.id}" for article in (subject.bill.articles if subject.bill else ()))
    ledger = fold.fold(instance, slug)
    yield from (f"{item.kind:<13} {item.id}" for item in ledger.contributions.values())


# --- new and upgrade --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Laid:
    files: tuple[str, ...]
    key_file: Path


def new(target: Path, title: str, language: str, repository: str, timezone: str, *, environment: Environment) -> Laid:
    """Lay down the least that `check` accepts, and make the key of its pseudonyms."""
    from lawloom import scaffold

    laid = scaffold.new(target, title, language, repository, timezone=timezone, environment=environment)
    return Laid(tuple(laid.files), laid.key_file)


def upgrade(instance: Instance, *, dry_run: bool) -> list[str]:
    """Files that `new` laid down and that this version writes otherwise; brought up to date unless dry_run."""
    from lawloom import scaffold

    return scaffold.upgrade(instance, dry_run=dry_run)


# --- the ledger -------------------------------------------------------------------------------------------------------


def slugs_of(instance: Instance, asked: Iterable[str] = ()) -> list[str]:
    """The subjects that have a ledger, or those asked for; one that has none is a problem told."""
    there = sorted(path.parent.name for path in instance.contributions.glob("*/ledger") if path.is_dir())
    wanted = list(asked)
    if missing := [slug for slug in wanted if slug not in there]:
        raise ContentProblems(
            *(problem("no-such-ledger", f"contributions/{slug}", known=", ".join(there) or "-") for slug in missing)
        )
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
    )


def verify(instance: Instance, slugs: Iterable[str]) -> Iterator[Report]:
    """A report for each sound ledger; LedgerDamaged at the first that is not, after all were looked at."""
    from lawloom.errors import LedgerDamaged
    from lawloom.ledger import verify as verifier

    damage: list[Problem] = []
    for report in verifier.verify(instance, slugs_of(instance, slugs)):
        broken = [one for one in report.problems if not one.warning]
        damage += broken
        if not broken:
            yield report
    if damage:
        raise LedgerDamaged(*damage)


def erase(instance: Instance, slug: str, contribution: str, *, as_of: str, environment: Environment) -> bool:
    """Erase the text of one contribution; False where it was erased before."""
    from lawloom.content import kept
    from lawloom.ledger import erase as eraser
    from lawloom.ledger import key

    settings = kept.reading(instance).consultation.settings
    slugs_of(instance, [slug])
    return eraser.erase(instance, slug, contribution, as_of=as_of, key=key.load_key(settings.key, environment))


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
