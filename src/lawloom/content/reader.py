"""Every file of a consultation, read once: the model of what is sound, and all the problems at once."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from lawloom.content import consultation_file, files, translations
from lawloom.content.population_file import read_population
from lawloom.content.representatives import read_representatives
from lawloom.content.rules import is_known, known_rules
from lawloom.content.sorting_files import ENDING
from lawloom.content.subject_folder import read_subject
from lawloom.content.suggestions import nearest, slug_from
from lawloom.errors import Problem, problem
from lawloom.instance import Instance
from lawloom.model.consultation import Consultation, Page
from lawloom.model.ids import RESERVED, SubjectId, is_slug
from lawloom.model.people import People
from lawloom.model.subject import Subject

SUBJECTS = "content/subjects"
_BESIDE_SUBJECT = ("subject.md", "bill.md", "decisions.yml", "moderation.yml", "debate.md", "progress.yml", "letter.md")
# Of later stages; they may already lie there.
_NOT_YET = frozenset({"panel.yml", "petition.yml", "survey.yml", "events.yml"})
_FOLDERS = ("essays", "synthesis", "bill/versions", "bill/law")


def read_all(instance: Instance) -> tuple[Consultation | None, list[Problem]]:
    """See lawloom.content.read."""
    settings, zone, problems = consultation_file.read_settings(instance.consultation_file)
    tree = files.tree(instance.root, "content")
    problems += tree.problems
    problems += _at_the_root(instance)
    people, found = consultation_file.read_people(tree)
    problems += found
    persons = frozenset(people.persons) if people else None
    # Where consultation.yml is broken the rest is read all the same, so that every problem is told at once.
    languages = settings.languages if settings else ("en",)
    pages, found = consultation_file.read_pages(tree, languages)
    problems += found
    representatives, found = read_representatives(tree)
    problems += found
    population, found = read_population(tree)
    problems += found
    problems += _strangers(tree)
    problems += translations.strays(tree, languages) if settings else ()
    subjects: dict[SubjectId, Subject] = {}
    for folder in tree.folders_in(SUBJECTS):
        slug = folder.removeprefix(f"{SUBJECTS}/")
        subject, found = read_subject(tree, folder, zone or ZoneInfo("UTC"), languages, persons)
        problems += found
        if not is_slug(slug) or slug in RESERVED:
            code = "file-name" if not is_slug(slug) and slug.lower() not in RESERVED else "file-name-reserved"
            problems.append(problem(code, folder, found=slug, near=slug_from(slug) if code == "file-name" else ""))
        elif subject is not None:
            subjects[slug] = subject
            problems += _unknown_rules(subject, f"{folder}/moderation.yml", pages)
    ordered = sorted(dict.fromkeys(problems), key=lambda told: (told.place, told.code, str(told.values)))
    if settings is None:
        return None, ordered
    return Consultation(settings, subjects, people or People({}), pages, population, representatives), ordered


def _unknown_rules(subject: Subject, file: str, pages: tuple[Page, ...]) -> list[Problem]:
    """A warning for each act under a rule that the page of rules does not name; the act stands."""
    rules = known_rules(pages)
    known = ", ".join(sorted(rules or ()))
    return [
        problem("unknown-rule", file, act.line, warning=True, rule=act.rule, id=act.on, known=known)
        for act in subject.moderation
        if not is_known(act.rule, rules)
    ]


def _at_the_root(instance: Instance) -> list[Problem]:
    """What git would take from elsewhere: other repositories, and filters that change files as they are cloned."""
    found = files.Tree()
    if instance.root.joinpath(".gitmodules").exists():
        found.problems.append(problem("nested-repository", ".gitmodules"))
    attributes = instance.root / ".gitattributes"
    if attributes.is_file() and files.regular_file(attributes, ".gitattributes") is None:
        files.look_for_filters(attributes, ".gitattributes", found)
    return found.problems


def _strangers(tree: files.Tree) -> list[Problem]:
    """Files that nothing reads: a slip in a name, or something of a later stage. Told, and nothing more."""
    problems = []
    for name in tree.files:
        parts = name.split("/")
        last = parts[-1]
        if last == "README.md" or "." + last.rsplit(".", 1)[-1].lower() in files.MEDIA_SUFFIXES:
            continue
        if translations.may_stand(name):
            continue
        known: tuple[str, ...] = ()
        if len(parts) == 2:
            known = ("people.yml", "population.yml", "representatives.csv", "representatives.json")
        elif len(parts) == 3 and parts[1] == "pages" and last.endswith(".md"):
            continue
        elif parts[1] == "subjects" and len(parts) == 4:
            known = _BESIDE_SUBJECT
        elif parts[1] == "subjects" and "/".join(parts[3:-1]) in _FOLDERS and last.endswith(".md"):
            continue
        if parts[1] == "subjects" and parts[3:-1] == ["synthesis"] and last.endswith(ENDING):
            continue
        if last in known or (parts[1] == "subjects" and parts[3:] == ["bill", "versions.yml"]):
            continue
        if last in _NOT_YET and known is _BESIDE_SUBJECT:
            problems.append(problem("file-not-read-yet", name, warning=True))
        else:
            problems.append(problem("unknown-file", name, warning=True, near=nearest(last, known)))
    return problems
