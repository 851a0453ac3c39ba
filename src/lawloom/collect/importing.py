"""The edge of an import: files and ledger in; lines, texts, refused rows and a subject out. Safe to repeat and to kill.

Nothing is written before every file was read from its first byte to its last; then drafts are gathered on disk, and the
ledger is appended to at once, the `import` line last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from lawloom.collect import refused as refusing
from lawloom.collect import subject_file
from lawloom.collect.dates import local_date, zone_named
from lawloom.collect.ids import is_prefix
from lawloom.collect.intake import Intake
from lawloom.collect.port import Export, Format, Refused, Remark, Setting
from lawloom.collect.report import ImportReport, Outside
from lawloom.collect.source import Source, look_at
from lawloom.collect.standing import read_standing
from lawloom.collect.survey import Survey
from lawloom.content import kept
from lawloom.content.suggestions import nearest
from lawloom.errors import ContentProblems, Place, Problem, problem
from lawloom.instance import Instance
from lawloom.ledger import runs
from lawloom.ledger.append import Draft
from lawloom.ledger.entries import Decided, as_written, entries_to_record
from lawloom.ledger.known import Known, read_known
from lawloom.ledger.line import Line
from lawloom.model.consultation import Consultation
from lawloom.model.contribution import Kind
from lawloom.model.ids import RESERVED, is_slug
from lawloom.model.instant import Instant
from lawloom.model.subject import Subject

FORMATS = {"cap-collectif": "cap_collectif", "polis": "polis", "decidim": "decidim", "csv": "csv"}
# Pages say by these where something came from, so no other format may use them; a test compares them with the formats.
OWN_PREFIXES = {"cc": "cap-collectif", "po": "polis", "de": "decidim", "cs": "csv"}
_MOST_NOTES = 500

Progress = Callable[[str], None]


def run_import(
    instance: Instance,
    format_name: str,
    path: Path,
    subject: str,
    *,
    title: str | None = None,
    prefix: str | None = None,
    as_of: Instant,
    key: bytes,
    progress: Progress | None = None,
    decided: Decided = as_written,
) -> ImportReport:
    """Bring an export into the ledger of a subject, and make the subject if there is none.

    format_name  cap-collectif, polis, decidim or csv
    path         a file or a folder, plain or gzipped
    title        of the subject, if it is made; else the export's own, else from the slug
    prefix       its ids begin so; the format's own unless given
    as_of        start of the run; what is dated later is refused and waits. A killed run that is resumed keeps its own
    key          the consultation's secret
    decided      looks up whom decisions on themes are about
    raises       ContentProblems, with nothing in the ledger, where the files are not of that format, are damaged as a
                 whole, hold nothing that can be taken, or would mix with another export under the same prefix;
                 SourceUnavailable where a file cannot be read; LedgerDamaged where the ledger does not verify
    """
    form = _format(format_name)
    prefix = form.prefix if prefix is None else prefix
    _check_names(subject, form, prefix)
    source = look_at(path)
    reading = kept.reading(instance).consultation
    if title is None:
        _check_slip(instance, subject, reading)
    setting = Setting(prefix, zone_named(reading.settings.timezone), reading.settings.language)
    digests = sorted(file.digest for file in source.files)
    what = {"import": form.name, "prefix": prefix, "files": digests}
    with runs.run(instance, subject, what, as_of=as_of) as began_at:
        known = read_known(instance, subject)
        _check_prefix(known, form, prefix)
        if _stands(known, digests) and (instance.subject(subject) / "subject.md").exists():
            with Draft(instance, subject, as_of=began_at, known=known) as draft:
                # status.json says that a run took place, even where people wrote nothing new either
                draft.write(opening=entries_to_record(decided(reading.subjects.get(subject)), known))
            return ImportReport(subject, form.name, prefix, began_at, stands=True)
        export = form.open(source, setting)
        return _Run(instance, form, source, export, setting, subject, began_at, key, known, reading, decided).go(
            title, progress
        )


def _check_slip(instance: Instance, slug: str, reading: Consultation) -> None:
    """Refuse to make a subject whose name is nearly that of one there is: a record, once begun, is not taken back."""
    if slug in reading.subjects or instance.subject(slug).exists() or instance.ledger_of(slug).exists():
        return
    if near := nearest(slug, reading.subjects):
        raise ContentProblems(problem("import-subject-near", found=slug, near=near))


class _Run:
    """One import that has something to read."""

    def __init__(
        self,
        instance: Instance,
        form: Format,
        source: Source,
        export: Export,
        setting: Setting,
        slug: str,
        as_of: Instant,
        key: bytes,
        known: Known,
        reading: Consultation,
        decided: Decided,
    ) -> None:
        self._decided = decided
        self._instance = instance
        self._form = form
        self._source = source
        self._export = export
        self._setting = setting
        self._slug = slug
        self._as_of = as_of
        self._key = key
        self._known = known
        self._subject = reading.subjects.get(slug)
        self._language = reading.settings.language
        self._file = instance.subject(slug) / "subject.md"

    def go(self, title: str | None, progress: Progress | None) -> ImportReport:
        standing = read_standing(self._instance, self._slug, f"import:{self._setting.prefix}")
        survey = Survey(standing, _elements(self._subject), self._as_of)
        survey.look(self._export.rows(ballots=False))
        self._check_same_export(survey)
        digests = {file.name: file.digest for file in self._source.files}
        rows = refusing.RefusedRows(self._instance, self._slug, self._key, digests)
        try:
            with Draft(self._instance, self._slug, as_of=self._as_of, key=self._key, known=self._known) as draft:
                intake = Intake(
                    draft,
                    self._known,
                    standing,
                    survey,
                    rows,
                    slug=self._slug,
                    prefix=self._setting.prefix,
                    as_of=self._as_of,
                    key=self._key,
                    subject=self._subject if self._is_peoples() else None,
                )
                intake.take(self._export, progress)
                if not intake.taken:
                    raise ContentProblems(*self._nothing(rows, intake.read))
                made = self._write_subject(title, intake)
                opening = entries_to_record(self._decided(self._subject), self._known)
                closing = self._closing(intake, rows)
                added = draft.write(opening=opening, closing=closing).added
        except ContentProblems:
            rows.keep()
            raise
        except BaseException:
            rows.drop()
            raise
        kept_files = rows.keep()
        return ImportReport(
            subject=self._slug,
            format=self._form.name,
            prefix=self._setting.prefix,
            as_of=self._as_of,
            read=intake.read,
            taken=intake.taken,
            already=intake.already,
            edited=intake.edited,
            added=added,
            kinds=dict(intake.kinds),
            votes=intake.votes,
            counts=intake.counts,
            refused=dict(sorted(rows.by_code.items())),
            passed=dict(sorted(intake.passed.items())),
            notes=tuple(intake.notes[:_MOST_NOTES]),
            kept=tuple(kept_files),
            subject_file=self._instance.name_of(self._file) if made else "",
            subject_made=made == "made",
            outside=self._outside(intake),
            problems=tuple(self._problems(rows, intake)),
        )

    def _is_peoples(self) -> bool:
        """Whether people wrote or edited subject.md, so that its phases are theirs to change."""
        return self._file.is_file() and not subject_file.is_ours(self._file.read_bytes().decode("utf-8", "replace"))

    def _check_same_export(self, survey: Survey) -> None:
        """Refuse another export under the ids of an earlier one: things that have one id and came at other times."""
        compared = [
            (found.at.time, stood.time)
            for name, found in survey.items.items()
            if found.at is not None and (stood := survey.standing.items.get(name)) is not None
        ]
        other = sum(1 for now, then in compared if now != then)
        if other >= 3 and other * 2 > len(compared):
            raise ContentProblems(
                problem(
                    "prefix-of-another-export",
                    self._source.files[0].name,
                    prefix=self._setting.prefix,
                    subject=self._slug,
                    other=other,
                    n=len(compared),
                )
            )

    def _closing(self, intake: Intake, rows: refusing.RefusedRows) -> list[Line]:
        """The import's own line; none where the run found nothing new."""
        before = {mark for line in self._known.imports for mark in line["refused_digests"]}
        if not intake.added and rows.marks <= before:
            return []
        notes = intake.notes
        if len(notes) > _MOST_NOTES:
            notes = [*notes[:_MOST_NOTES], f"and {len(notes) - _MOST_NOTES} more"]
        unread = {remark.file for remark in self._export.remarks if remark.code == "file-not-read"}
        votes = "rows" if self._export.holds_vote_rows() else "counts" if intake.totals else "none"
        return [
            {
                "kind": "import",
                "format": self._form.name,
                "prefix": self._setting.prefix,
                "channel": intake.channel,
                "files": sorted({file.digest for file in self._source.files if file.name not in unread}),
                "votes": votes,
                "read": intake.read,
                "taken": intake.taken,
                "refused": dict(rows.by_code),
                "refused_digests": sorted(rows.marks),
                "notes": notes,
            }
        ]

    def _write_subject(self, title: str | None, intake: Intake) -> str:
        """Make or widen subject.md: "made", "widened" or nothing."""
        if intake.span is None:
            return ""
        before = self._file.exists()
        wrote = subject_file.write(
            self._file,
            slug=self._slug,
            title=title or self._export.title,
            language=self._language,
            format_name=self._form.name,
            phases=intake.phases,
            span=intake.span,
            zone=self._setting.zone,
        )
        return ("widened" if before else "made") if wrote else ""

    def _outside(self, intake: Intake) -> tuple[Outside, ...]:
        zone = self._setting.zone
        return tuple(
            Outside(kind, many, local_date(span.first, zone), local_date(span.last, zone))
            for kind, (many, span) in sorted(intake.outside.items())
        )

    def _nothing(self, rows: refusing.RefusedRows, read: int) -> list[Problem]:
        name = self._source.files[0].name
        if not read:
            return [problem("nothing-there", name, format=self._form.name)]
        return [problem("nothing-taken", name, n=read), *map(_problem_of, rows.told[:20])]

    def _problems(self, rows: refusing.RefusedRows, intake: Intake) -> Iterable[Problem]:
        yield from self._source.skipped
        for file in self._source.files:
            if file.letters.guessed:
                yield problem("letters-guessed", file.name, warning=True, encoding=file.letters.encoding)
        for remark in (*self._export.remarks, *intake.remarks()):
            yield _warning_of(remark)
        for row in rows.told:
            yield _problem_of(row)


def _problem_of(row: Refused) -> Problem:
    return Problem(row.origin.place, row.code, tuple(sorted(row.values.items())), warning=True)


def _warning_of(remark: Remark) -> Problem:
    return Problem(Place(remark.file), remark.code, tuple(sorted(remark.values.items())), warning=True)


def _format(name: str) -> Format:
    module = FORMATS.get(name)
    if module is None:
        raise ContentProblems(problem("format-unknown", name, known=", ".join(FORMATS)))
    found = import_module(f"lawloom.collect.{module}").FORMAT  # only the one that is asked for
    assert isinstance(found, Format)  # noqa: S101  for the type checker: modules are ours
    return found


def _check_names(slug: str, form: Format, prefix: str) -> None:
    problems = []
    if not is_slug(slug) or slug in RESERVED:
        problems.append(problem("import-slug", slug))
    if not is_prefix(prefix):
        problems.append(problem("prefix-unusable", f"--prefix {prefix}", found=prefix))
    elif OWN_PREFIXES.get(prefix, form.name) != form.name:
        told = problem("prefix-of-another-format", f"--prefix {prefix}", prefix=prefix, format=OWN_PREFIXES[prefix])
        problems.append(told)
    if problems:
        raise ContentProblems(*problems)


def _check_prefix(known: Known, form: Format, prefix: str) -> None:
    """Ids of one prefix come from one format: two of them may give one number to two things."""
    for line in known.imports:
        if line["prefix"] == prefix and line["format"] != form.name:
            raise ContentProblems(
                problem("prefix-of-another-format", f"--prefix {prefix}", prefix=prefix, format=line["format"])
            )


def _stands(known: Known, digests: list[str]) -> bool:
    """Whether each of these files was imported and nothing of it was refused: what waited may be taken now."""
    whole: set[str] = set()
    for line in known.imports:
        if not line["refused"]:
            whole.update(line["files"])
    return whole.issuperset(digests)


def _elements(subject: Subject | None) -> dict[str, Kind]:
    """What people wrote that can be answered and voted on."""
    if subject is None:
        return {}
    found = {element.id: element.kind for element in subject.elements}
    if subject.bill:
        found |= {article.id: Kind.ARTICLE for article in subject.bill.articles}
    return found
