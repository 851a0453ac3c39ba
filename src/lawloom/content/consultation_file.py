"""consultation.yml, people.yml and the pages of content/pages/."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from lawloom.content import files, names, shelf
from lawloom.content.forms.consultation import ConsultationForm, PageForm, PeopleForm
from lawloom.content.suggestions import nearest, slug_from
from lawloom.content.translations import Translations, originals
from lawloom.errors import Problem, problem
from lawloom.model.consultation import Key, Names, Page, Settings
from lawloom.model.ids import is_slug
from lawloom.model.people import DraftingBody, People, Person
from lawloom.model.written import Written

FILE = "consultation.yml"
PEOPLE = "content/people.yml"
PAGES = "content/pages"


def read_settings(path: Path) -> tuple[Settings | None, ZoneInfo | None, list[Problem]]:
    """What consultation.yml says, and its time zone; None where it cannot be used."""
    if refused := files.regular_file(path, FILE):
        return None, None, [refused]
    text, problems = files.read_text(path, FILE)
    if text is None:
        return None, None, problems
    filled, found = shelf.block(ConsultationForm, text, FILE, keep=True)
    problems += found
    if filled is None:
        return None, None, problems
    form = filled.form
    zone = zone_of(form.timezone)
    if zone is None:
        near = nearest(form.timezone, available_timezones())
        problems.append(problem("unknown-timezone", FILE, filled.line("timezone"), found=form.timezone, near=near))
    for place, language in enumerate(form.languages):
        if language in form.languages[:place]:
            problems.append(problem("language-twice", FILE, filled.line("languages", place), language=language))
    for language in form.translations:
        if language not in form.languages:
            line, known = filled.line("translations", language), ", ".join(form.languages)
            near = nearest(language, form.languages)
            problems.append(problem("translation-language", FILE, line, found=language, known=known, near=near))
    key = form.key
    if key and key.public and not form.demonstration:
        # The key is out: whoever has it can test guesses at who wrote what. Better no site than a false promise.
        problems.append(problem("key-made-public", FILE, filled.line("key", "public")))
        return None, zone, problems
    settings = Settings(
        title=form.title,
        languages=tuple(dict.fromkeys(form.languages)),
        timezone=form.timezone,
        repository=form.repository,
        address=form.address if not form.address or form.address.endswith("/") else f"{form.address}/",
        subtitle=form.subtitle,
        contact=form.contact,
        collect=form.collect,
        reactions={str(name): str(stance) for name, stance in form.reactions.items()},
        roles={str(role): tuple(dict.fromkeys(names)) for role, names in form.roles.items()},
        key=Key(key.fingerprint, key.public) if key else None,
        demonstration=form.demonstration,
        notice=form.notice,
        named={
            language: Names(one.title, one.subtitle, one.notice)
            for language, one in form.translations.items()
            if language in form.languages
        },
    )
    return (settings if zone else None), zone, problems


def zone_of(name: str) -> ZoneInfo | None:
    """The time zone of that name in the tz database, or None."""
    # "localtime" and the like are what one machine makes of them; every clone must read the same dates.
    if name.lower() in {"localtime", "posixrules", "factory"} or name.startswith(("posix/", "right/")):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not there, a path that leads out, a folder
        return None


def read_people(tree: files.Tree) -> tuple[People | None, list[Problem]]:
    """The people that the consultation names; nobody where there is no file, None where it cannot be read."""
    if PEOPLE not in tree.files:
        told = any(known.place.file == PEOPLE for known in tree.problems)
        return (None if told else People({})), []
    text, problems = files.read_text(tree.files[PEOPLE], PEOPLE)
    if text is None:
        return None, problems
    filled, found = shelf.block(PeopleForm, text, PEOPLE, keep=True)
    problems += found
    if filled is None:
        return None, problems
    persons: dict[str, Person] = {}
    first: dict[str, int] = {}
    for place, form in enumerate(filled.form.persons):
        line = filled.line("persons", place, "id")
        if form.id in persons:
            problems.append(problem("id-given-twice", PEOPLE, line, id=form.id, first=first[form.id]))
            continue
        first[form.id] = line
        persons[form.id] = Person(form.id, form.name, form.role, form.organisation, form.area, form.gender, form.link)

    def known(listed: list[str], *path: str) -> tuple[str, ...]:
        for place, person in enumerate(listed):
            if person not in persons:
                near = nearest(person, persons)
                problems.append(problem("unknown-person", PEOPLE, filled.line(*path, place), id=person, near=near))
        return tuple(person for person in dict.fromkeys(listed) if person in persons)

    body = filled.form.drafting_body
    drafting_body = (
        DraftingBody(body.name, known(body.members, "drafting_body", "members"), body.chosen) if body else None
    )
    return People(persons, drafting_body, known(filled.form.facilitators, "facilitators")), problems


def read_pages(tree: files.Tree, languages: tuple[str, ...]) -> tuple[tuple[Page, ...], list[Problem]]:
    """The editorial pages, by name."""
    pages: list[Page] = []
    problems: list[Problem] = []
    folders = {language.lower() for language in languages[1:]}
    for file in originals(tree.in_folder(PAGES, ".md")):
        name = file.removeprefix(f"{PAGES}/").removesuffix(".md")
        if name == "README":
            continue
        if not is_slug(name) or name in names.HOUSE_PAGES:
            code = "file-name-reserved" if name.lower() in names.HOUSE_PAGES else "file-name"
            problems.append(problem(code, file, found=name, near=slug_from(name) if code == "file-name" else ""))
        elif name in folders:
            problems.append(problem("page-named-as-language", file, found=name))
            continue
        filled, found = shelf.markdown(PageForm, tree, file)
        problems += found
        if filled is not None and is_slug(name) and name not in names.HOUSE_PAGES:
            spoken = filled.form.language
            reader = Translations(tree, languages)
            translations = reader.of_page(file, spoken or languages[0], filled.body)
            problems += reader.problems
            pages.append(Page(name, filled.form.title, filled.body, file, spoken, Written(translations)))
    return tuple(pages), problems
