"""The stage of the synthesis: find, account, lay down or bring up to date; and whether what was written still holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lawloom import messages
from lawloom.content.sorting_files import ENDING
from lawloom.errors import ContentProblems, Problem, problem
from lawloom.instance import Instance
from lawloom.ledger import fold
from lawloom.ledger.fold import Ledger
from lawloom.ledger.texts import texts as all_texts
from lawloom.model.consultation import Consultation
from lawloom.model.contribution import Text
from lawloom.model.findings import Findings
from lawloom.model.ids import ContributionId
from lawloom.model.instant import Instant
from lawloom.model.opinion import Opinion
from lawloom.model.sorting import Sorting
from lawloom.model.subject import Subject
from lawloom.model.tally import SubjectTally
from lawloom.press.desk.hiding import hidden_now
from lawloom.synthesis import account as accounting
from lawloom.synthesis import draft, findings_file, holding, material, opinion_file, proof
from lawloom.synthesis.account import Account
from lawloom.synthesis.material import Material


@dataclass(frozen=True, slots=True)
class Gathered:
    """A subject, counted, with its texts."""

    subject: Subject
    tally: SubjectTally
    ledger: Ledger
    texts: dict[ContributionId, Text]
    phases: dict[str, Material]  # of every phase in which something was sent

    @property
    def record(self) -> proof.Record:
        """What its syntheses are held against."""
        shown = {id: piece for phase in self.phases.values() for id, piece in phase.items()}

        def text_of(id: ContributionId) -> Text | None:
            if id in shown:
                piece = shown[id]
                return None if piece.hidden or piece.erased else piece.text
            return self.texts.get(id) or self._elements().get(id)

        def is_erased(id: ContributionId) -> bool:
            return shown[id].erased if id in shown else bool((text := self.texts.get(id)) and text.erased)

        return holding.record_of(self.tally.items, text_of, is_erased, self.subject.language)

    def _elements(self) -> dict[str, Text]:
        return {one.id: Text(one.title, one.text) for one in self.subject.elements}


def gather(instance: Instance, subject: Subject) -> Gathered:
    """Fold, count and read one subject."""
    from lawloom import tally

    ledger = fold.fold(instance, subject.id)
    count = tally.count(ledger, subject)
    shown = hidden_now(ledger.contributions, subject.moderation)
    texts = dict(all_texts(instance, subject.id))
    phases = {phase.name: material.of_phase(count, shown, texts, phase.name) for phase in subject.phases}
    kept = {id: text for id, text in texts.items() if id not in shown or not shown[id].hidden}
    return Gathered(subject, count, ledger, kept, {name: some for name, some in phases.items() if some})


# --- lawloom synthesis ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Laid:
    """What a run of `lawloom synthesis` did.

    file     synthesis/<phase>.md, sorting: the file of people's decisions beside it, findings: the machine's
    is_new   whether the first was laid down now
    changed  how many parts of it are not as they were; added: themes that had no place in it
    resting  sentences of people that rest on what changed: line and sentence
    opinion  the opinion groups of the phase; None: fewer than five people voted there
    """

    file: str
    sorting: str
    findings: str
    is_new: bool
    account: Account
    changed: int
    added: tuple[str, ...]
    resting: tuple[tuple[int, str], ...]
    problems: tuple[Problem, ...]
    opinion: Opinion | None = None


def synthesise(
    instance: Instance,
    consultation: Consultation,
    subject: Subject,
    phase: str,
    *,
    today: str,
    told: Sequence[Problem] = (),
    afresh: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Laid:
    """Find the themes of a phase, and lay down the draft of its synthesis or bring it up to date.

    today   date of a new draft
    told    what was found wrong when the files of people were read: what is wrong in these two stops the run, for
            nothing that people decided or wrote may be passed over
    afresh  find the themes again; ids stay where a theme is mostly the same
    raises  ContentProblems where there is no such phase, nothing in it, or a file of people that cannot be used
    """
    from lawloom.synthesis import finding

    folder = instance.name_of(instance.subject(subject.id) / "synthesis")
    files = f"{folder}/{phase}.md", f"{folder}/{phase}{ENDING}"
    if faults := [one for one in told if one.place.file in files and not one.warning]:
        raise ContentProblems(*faults)
    known = ", ".join(one.name for one in subject.phases) or "-"
    where = instance.name_of(instance.subject(subject.id) / "subject.md")
    if subject.phase(phase) is None:
        raise ContentProblems(problem("synthesis-no-phase", where, phase=phase, known=known))
    gathered = gather(instance, subject)
    pieces = gathered.phases.get(phase)
    if not pieces:
        with_some = ", ".join(gathered.phases) or "-"
        raise ContentProblems(problem("synthesis-nothing-there", where, phase=phase, known=with_some))
    sorting = sorting_of(subject, phase)
    found = finding.find(
        pieces,
        phase,
        as_of=gathered.tally.as_of,
        language=subject.language,
        others=consultation.settings.languages,
        earlier=findings_file.read(instance, subject.id, phase),
        sorting=sorting,
        afresh=afresh,
        progress=progress,
    )
    account = accounting.account(found, sorting, pieces)
    path = findings_file.write(instance, subject.id, found)
    opinion = _opinion(instance, gathered, phase, progress)
    leading_nowhere = [*accounting.problems_of(found, sorting, pieces)] if sorting else []
    return replace(_laid(instance, gathered, account, found, path, today, leading_nowhere), opinion=opinion)


def _opinion(instance: Instance, gathered: Gathered, phase: str, progress: Callable[[str], None]) -> Opinion | None:
    """Find the opinion groups of a phase and keep them."""
    from lawloom.synthesis import opinion_finding
    from lawloom.tally.by_person import votes_by_person

    subject, tally = gathered.subject, gathered.tally
    votes = votes_by_person(gathered.ledger, subject, tally, phase)
    found = opinion_finding.find(votes, phase, as_of=tally.as_of, lines=tally.lines, progress=progress)
    if found:
        opinion_file.write(instance, subject.id, found)
    else:
        opinion_file.remove(instance, subject.id, phase)
    return found


def _laid(
    instance: Instance,
    gathered: Gathered,
    account: Account,
    found: Findings,
    findings: Path,
    today: str,
    told: list[Problem],
) -> Laid:
    subject, phase = gathered.subject, found.phase
    language = subject.language
    now = draft.parts(account, found, gathered.phases[phase], language)
    file = instance.subject(subject.id) / "synthesis" / f"{phase}.md"
    name = instance.name_of(file)
    sorting = file.with_name(f"{phase}{ENDING}")
    is_new = not file.is_file()
    resting: list[tuple[int, str]] = []
    if is_new:
        title = messages.word("syn-title", language, phase=_title(gathered, phase))
        done = draft.Updated(draft.new(account, now, title=title, date=today, language=language))
    else:
        before = file.read_bytes().decode()
        done = draft.updated(before, account, now, file=name, language=language)
        resting = holding.resting_on_changes(done.text, gathered.record)
        told += done.problems
    _write(file, done.text)
    if not sorting.exists():
        _write(sorting, messages.word("syn-sorting-file", language, subject=subject.id, phase=phase))
    return Laid(
        name,
        instance.name_of(sorting),
        instance.name_of(findings),
        is_new,
        account,
        len(done.changed),
        done.added,
        tuple(resting),
        tuple(told),
    )


def _title(gathered: Gathered, phase: str) -> str:
    found = gathered.subject.phase(phase)
    named = messages.word(f"phase-{found.kind.value}", gathered.subject.language) if found else phase
    return named if sum(one.kind == found.kind for one in gathered.subject.phases if found) == 1 else phase


def _write(file: Path, text: str) -> None:
    """As people write: only where it says something else, so that the time of an untouched file stays."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.is_file() or file.read_bytes() != text.encode():
        file.write_bytes(text.encode())


def subject_of(consultation: Consultation, slug: str) -> Subject:
    """The subject of that name. ContentProblems where there is none."""
    if slug not in consultation.subjects:
        known = ", ".join(sorted(consultation.subjects)) or "-"
        raise ContentProblems(problem("no-such-subject", f"content/subjects/{slug}", known=known))
    return consultation.subjects[slug]


def sorting_of(subject: Subject, phase: str) -> Sorting | None:
    return next((one for one in subject.sortings if one.phase == phase), None)


# --- lawloom check ----------------------------------------------------------------------------------------------------


def problems(instance: Instance, consultation: Consultation) -> Iterator[Problem]:
    """What does not hold in the syntheses of a consultation, and in what people decided on their themes."""
    for slug, subject in consultation.subjects.items():
        if subject.syntheses or subject.sortings or any(instance.findings_of(slug).glob("*.json")):
            yield from _of_subject(instance, subject)
        damaged: list[Problem] = []
        list(opinion_file.all_of(instance, slug, damaged))
        yield from damaged


def _of_subject(instance: Instance, subject: Subject) -> Iterator[Problem]:
    gathered = gather(instance, subject)
    record = gathered.record
    written = {one.phase: one for one in subject.syntheses}
    for phase in sorted({*written, *(one.phase for one in subject.sortings)}):
        try:
            found = findings_file.read(instance, subject.id, phase)
        except ContentProblems as damaged:
            yield from damaged.problems
            continue
        sorting = sorting_of(subject, phase)
        pieces = gathered.phases.get(phase, {})
        if found and sorting:
            yield from accounting.problems_of(found, sorting, pieces)
        if phase in written:
            yield from _of_file(instance, gathered, written[phase].file, phase, found, record)


def _of_file(
    instance: Instance, gathered: Gathered, file: str, phase: str, found: Findings | None, record: proof.Record
) -> Iterator[Problem]:
    subject = gathered.subject
    text = (instance.root / file).read_bytes().decode("utf-8-sig", errors="replace")
    if found is None:
        yield from proof.problems_of(text, file, record)
        if phase in gathered.phases:
            yield problem("synthesis-without-findings", file, subject=subject.id, phase=phase)
        return
    pieces = gathered.phases.get(phase, {})
    account = accounting.account(found, sorting_of(subject, phase), pieces)
    now = draft.parts(account, found, pieces, subject.language)
    as_written = holding.Written(subject.id, phase, file, text, _is_open(subject, phase, gathered.tally.as_of))
    yield from holding.problems_of(as_written, account, now, record)


def _is_open(subject: Subject, phase: str, as_of: Instant) -> bool:
    found = subject.phase(phase)
    return found is not None and as_of < found.closes_at
