"""The folder of a subject: subject.md, the bill and its versions, and all that stands beside them."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from lawloom.content import (
    bill_checks,
    bill_structure,
    dates,
    editorial_files,
    law_files,
    letter_file,
    progress_file,
    seals,
    shelf,
    sorting_files,
)
from lawloom.content.bill_text import read_bill
from lawloom.content.files import Tree
from lawloom.content.forms.subject import BillForm, PhaseForm, SubjectForm, VersionForm
from lawloom.content.forms.values import LONGEST_LINE
from lawloom.content.known import Known
from lawloom.content.shelf import Filled
from lawloom.content.suggestions import nearest
from lawloom.content.translations import Translations, originals
from lawloom.errors import Place, Problem, problem
from lawloom.model.article import Article
from lawloom.model.bill import Bill, BillVersion, Legal
from lawloom.model.contribution import Kind
from lawloom.model.ids import SLUG
from lawloom.model.instant import Instant
from lawloom.model.phase import Phase
from lawloom.model.subject import Element, Subject, Video
from lawloom.model.written import Written

_VERSION_NAME = re.compile(rf"([0-9]{{2,4}})-({SLUG.pattern})")


def read_subject(
    tree: Tree, folder: str, zone: ZoneInfo, languages: tuple[str, ...], persons: frozenset[str] | None
) -> tuple[Subject | None, list[Problem]]:
    """The subject of a folder (content/subjects/<slug>), or None where subject.md cannot be used; and all problems.

    languages  of the consultation; a subject that names none is in the first
    """
    slug = folder.rsplit("/", 1)[1]
    known = Known(tree, folder, persons, Translations(tree, languages))
    subject = _read_subject_file(tree, folder, slug, zone, languages[0], known)
    known.spoken = subject.language if subject else languages[0]
    known.phases = frozenset(phase.name for phase in subject.phases) if subject else None
    bill, known.articles = _read_bill(tree, folder, known)
    law = law_files.read_law(known)
    elements = subject.elements if subject else ()
    _ids_given_twice(f"{folder}/bill.md", elements, bill.articles if bill else (), known)
    title = subject.title if subject else slug
    moderation = editorial_files.read_moderation(known)
    essays = editorial_files.read_essays(known)
    syntheses = editorial_files.read_syntheses(known)
    sortings = sorting_files.read_sortings(known)
    decisions = editorial_files.read_decisions(known)
    debate = editorial_files.read_debate(known, title)
    known.versions = (
        tuple(_name_of(one.file) for one in bill.versions) if bill else None if known.articles is None else ()
    )
    progress = progress_file.read_progress(known)
    letter = letter_file.read_letter(known)
    if moderation is None:
        # Nobody can say which texts are removed from view: showing the subject might show them again.
        known.problems.append(problem("subject-withheld", f"{folder}/moderation.yml", subject=slug))
        return None, known.problems
    known.problems += known.translations.problems
    if subject is None:
        return None, known.problems
    whole = replace(
        subject,
        bill=replace(bill, law=law) if bill else None,
        essays=essays,
        syntheses=syntheses,
        sortings=sortings,
        decisions=progress_file.with_steps(decisions, progress, _parts(bill)),
        moderation=moderation,
        debate=debate,
        progress=progress,
        letter=letter,
    )
    return whole, known.problems


def _read_subject_file(
    tree: Tree, folder: str, slug: str, zone: ZoneInfo, language: str, known: Known
) -> Subject | None:
    file = f"{folder}/subject.md"
    if file not in tree.files:
        if not any(told.place.file == file for told in tree.problems):
            known.problems.append(problem("subject-file-missing", file))
        return None
    filled, problems = shelf.markdown(SubjectForm, tree, file)
    known.problems += problems
    if filled is None:
        return None
    form = filled.form
    phases = _phases(filled, zone, known)
    elements = _elements(filled, known)
    subject = Subject(
        id=slug,
        title=form.title,
        summary=form.summary,
        language=form.language or language,
        phases=phases or (),
        text=filled.body,
        question=form.question,
        representative=known.person(form.representative, file, filled.line("representative")),
        video=_video(filled, known),
        elements=elements or (),
        file=file,
    )
    if phases is None or elements is None:
        return None
    return replace(subject, written=Written(known.translations.of_subject(subject)))


def _phases(filled: Filled[SubjectForm], zone: ZoneInfo, known: Known) -> tuple[Phase, ...] | None:
    """The phases by opening and name; None where a date is wrong, for counting with other dates would be false."""
    phases: list[Phase] = []
    first: dict[str, int] = {}
    sound = True
    for place, form in enumerate(filled.form.phases):
        line = filled.line("phases", place, "name")
        if form.name.casefold() in first:
            known.problems.append(
                problem("phase-twice", filled.file, line, name=form.name, first=first[form.name.casefold()])
            )
            sound = False
        first.setdefault(form.name.casefold(), line)
        moments = _moments(filled, place, form, zone, known)
        if moments is None:
            sound = False
        else:
            phases.append(Phase(form.name, form.kind, *moments))
    return tuple(sorted(phases, key=lambda phase: (phase.opens_at, phase.name))) if sound else None


def _moments(
    filled: Filled[SubjectForm], place: int, form: PhaseForm, zone: ZoneInfo, known: Known
) -> tuple[Instant, Instant] | None:
    moments: dict[str, Instant] = {}
    for key, text, read in (("opens", form.opens, dates.opens_at), ("closes", form.closes, dates.closes_at)):
        try:
            moments[key] = read(text, zone)
        except dates.NotADate as refused:
            where = Place(filled.file, filled.line("phases", place, key))
            values = tuple(sorted({**refused.values, "key": key}.items()))
            known.problems.append(Problem(where, refused.code, values))
    if len(moments) < 2:
        return None
    if moments["closes"] <= moments["opens"]:
        line = filled.line("phases", place, "closes")
        known.problems.append(
            problem(
                "phase-closes-before-opening", filled.file, line, name=form.name, opens=form.opens, closes=form.closes
            )
        )
        return None
    return moments["opens"], moments["closes"]


def _video(filled: Filled[SubjectForm], known: Known) -> Video | None:
    form = filled.form.video
    if form is None:
        return None
    if not form.transcript.strip():
        known.problems.append(problem("video-without-transcript", filled.file, filled.line("video"), warning=True))
    url = known.media(form.url, filled.file, filled.line("video", "url"))
    poster = known.media(form.poster, filled.file, filled.line("video", "poster"))
    return Video(url, poster, form.duration, form.transcript, form.caption) if url else None


def _elements(filled: Filled[SubjectForm], known: Known) -> tuple[Element, ...] | None:
    """The author's causes, then solutions; None where two have one id, for votes could belong to either."""
    form = filled.form
    elements = [Element(cause.id, Kind.CAUSE, cause.title, cause.text) for cause in form.causes]
    elements += [Element(s.id, Kind.SOLUTION, s.title, s.text, s.answers) for s in form.solutions]
    places = [("causes", n) for n in range(len(form.causes))] + [("solutions", n) for n in range(len(form.solutions))]
    first: dict[str, int] = {}
    sound = True
    for element, (key, place) in zip(elements, places, strict=True):
        line = filled.line(key, place, "id")
        if element.id in first:
            known.problems.append(problem("id-given-twice", filled.file, line, id=element.id, first=first[element.id]))
            sound = False
        first.setdefault(element.id, line)
        answered = element.answers
        causes = [cause.id for cause in form.causes]
        if answered and answered not in causes and (near := nearest(answered, causes)):
            # An id that is not ours may be a citizen's cause; one that almost is ours is a slip.
            known.problems.append(
                problem("unknown-cause", filled.file, filled.line(key, place, "answers"), id=answered, near=near)
            )
    return tuple(elements) if sound else None


def _read_bill(tree: Tree, folder: str, known: Known) -> tuple[Bill | None, frozenset[str] | None]:
    """The bill with its versions, and every article id that it has or had; None for those where it cannot be read."""
    versions, old_ids = _read_versions(tree, folder, known)
    file = f"{folder}/bill.md"
    if file not in tree.files:
        refused = any(told.place.file == file for told in tree.problems)
        if versions and not refused:
            known.problems.append(problem("versions-without-bill", file))
        return None, None if refused or old_ids is None else old_ids
    filled, problems = shelf.markdown(BillForm, tree, file)
    known.problems += problems
    if filled is None:
        known.problems += _faults_below(tree, file)
        return None, None
    form = filled.form
    text = read_bill(filled.body, file, filled.body_line, form.title)
    known.problems += text.problems
    if text.problems:
        known.problems += bill_structure.headings_in(filled.body, file, filled.body_line)
        return None, None
    known.problems += bill_checks.problems_in(filled.body, text, file, filled.body_line)
    known.problems += bill_checks.ids_changed(text.articles, versions, file)
    bill = Bill(
        title=form.title,
        preamble=text.preamble,
        articles=text.articles,
        versions=versions,
        version=form.version,
        date=form.date,
        author=known.person(form.author, file, filled.line("author")),
        video=known.media(form.video, file, filled.line("video")),
        explanation=form.explanation,
        file=file,
        language=form.language,
        legal=Legal(form.country, form.eli, form.eli_dl),
        written=Written(
            known.translations.of_bill(
                file, form.language or known.spoken, text.articles, form.explanation, form.title
            ),
        ),
        source=f"{filled.body}\n",
        source_language=form.language,
    )
    return bill, None if old_ids is None else old_ids | {id for article in text.articles for id in article.own_ids()}


def _read_versions(tree: Tree, folder: str, known: Known) -> tuple[tuple[BillVersion, ...], frozenset[str] | None]:
    """The earlier texts by number, and the ids of their articles; None for those where a version cannot be read."""
    versions: dict[int, BillVersion] = {}
    ids: set[str] = set()
    sound = True
    files = originals(tree.in_folder(f"{folder}/bill/versions", ".md"))
    sealed, found = seals.read(tree, folder)
    known.problems += found
    changed = list(seals.problems_of(tree, folder, sealed, files)) if sealed is not None else []
    known.problems += seals.missing(tree, folder, files)
    known.problems += changed
    refused = {told.place.file for told in changed if told.code == "version-changed"}
    for file in files:
        name = _name_of(file)
        named = _VERSION_NAME.fullmatch(name) if len(name) <= LONGEST_LINE else None
        if named is None:
            known.problems.append(problem("version-name", file, found=name))
        filled, problems = shelf.markdown(VersionForm, tree, file)
        known.problems += problems
        text = read_bill(filled.body, file, filled.body_line, filled.form.title) if filled else None
        known.problems += text.problems if text else _faults_below(tree, file)
        if named is None or filled is None or text is None or text.problems or file in refused:
            sound = False
            continue
        number = int(named[1])
        if number in versions:
            known.problems.append(problem("version-twice", file, number=number, other=versions[number].file))
            continue
        ids.update(id for article in text.articles for id in article.own_ids())
        form = filled.form
        author = known.person(form.author, file, filled.line("author"))
        spoken = form.language or known.spoken
        written = Written(known.translations.of_bill(file, spoken, text.articles, form.explanation, form.title))
        versions[number] = BillVersion(
            number,
            form.version or named[2],
            form.date,
            file,
            form.title,
            author,
            form.explanation,
            text.preamble,
            text.articles,
            form.language,
            written,
            known.media(form.video, file, filled.line("video")),
            kept.sha256 if (kept := (sealed or {}).get(f"{name}.md")) else "",
            Legal(form.country, form.eli, form.eli_dl),
            source=f"{filled.body}\n",
            source_language=form.language,
        )
    ordered = [versions[number] for number in sorted(versions)]
    for earlier, later in itertools.pairwise(ordered):
        if later.date < earlier.date:
            known.problems.append(
                problem("versions-out-of-order", later.file, date=later.date, other=earlier.file, before=earlier.date)
            )
    return tuple(ordered), frozenset(ids) if sound else None


def _parts(bill: Bill | None) -> dict[str, str]:
    """The article of each paragraph and point with an id of its own, in the text as it stands and as it stood."""
    texts = [version.articles for version in bill.versions] + [bill.articles] if bill else []
    return {id: one.id for articles in texts for one in articles for id in one.own_ids() if id != one.id}


def _name_of(file: str) -> str:
    return file.rsplit("/", 1)[1].removesuffix(".md")


def _faults_below(tree: Tree, file: str) -> list[Problem]:
    """What is wrong with the text of a bill whose front matter cannot be used: one look at the file tells it all."""
    below = shelf.text_below(tree, file)
    return read_bill(below[0], file, below[1], below[2]).problems if below else []


def _ids_given_twice(file: str, elements: tuple[Element, ...], articles: tuple[Article, ...], known: Known) -> None:
    taken = {element.id for element in elements}
    for article in articles:
        known.problems += (
            problem("id-of-element", file, article.line, id=id) for id in article.own_ids() if id in taken
        )
