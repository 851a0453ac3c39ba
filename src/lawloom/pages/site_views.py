"""Pages of the whole site: home, the data, the pages about the consultation itself, and the one for a lost reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from lawloom import messages
from lawloom.errors import problem
from lawloom.model.consultation import Page
from lawloom.model.issue_form import votes
from lawloom.model.people import Person
from lawloom.pages import verifier
from lawloom.pages.columns import COLUMNS, Column
from lawloom.pages.leaf import House, Leaf, Older, way
from lawloom.pages.plain import described
from lawloom.pages.prose import starts_with_heading

# Pages that every site has; an instance writes its own in content/pages, or keeps ours.
ALWAYS = ("about", "rules", "privacy", "accessibility", "help")
HOME = ("home", "index")
# Addresses of the house itself: a page of content/pages cannot stand there.
TAKEN = frozenset(
    {"data", "subjects", "assets", "404", "feed", "sitemap", "robots", "search", "pagefind", "representatives"}
)


@dataclass(frozen=True, slots=True)
class HomeView:
    subjects: int
    text: Markup  # of content/pages/home.md, or empty
    written: Markup  # its attributes, where its language is not that of the site
    older: Older | None


@dataclass(frozen=True, slots=True)
class DataView:
    root: str
    columns: tuple[Column, ...]
    forge: str
    folder: str  # name of the folder that a clone makes
    address: str  # of the site, ends with a slash; or empty
    contact: str
    data: str  # the way from the page to the files, which stand once for all languages
    scripts: tuple[Markup, ...]  # of the verifier


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of content/pages."""

    root: str
    title: str
    own_title: bool  # the text begins with its own h1
    text: Markup
    older: Older | None


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    role: str
    organisation: str
    area: str
    link: str


@dataclass(frozen=True, slots=True)
class OursView:
    """What our own texts of these pages may name."""

    root: str
    title: str
    site: str
    subtitle: str
    contact: str
    contact_text: str
    mail: bool  # whether the contact is a mail address
    forge: str
    votes: str  # which reaction is which vote; empty: nothing is collected on the web
    demonstration: bool
    representatives: tuple[Member, ...]
    listed: bool  # whether there is a list of members of a legislature to write to
    body: str
    body_chosen: str
    body_members: tuple[Member, ...]
    facilitators: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class LostView:
    root: str
    contact: str


def leaves(house: House) -> Iterator[Leaf]:
    """Every page that belongs to no subject."""
    settings = house.consultation.settings
    language = settings.language
    own = {page.name: page for page in house.consultation.pages}
    home = next((own[name] for name in HOME if name in own), None)
    about = described(settings.subtitle or messages.word("ed-home-lede", language))
    text = house.prose(home.text, home.file or f"content/pages/{home.name}.md", "") if home else Markup()
    written = house.marked(home.language) if home else Markup()
    older = house.older(home.written, "") if home else None
    # The home page bears the name of the site alone.
    yield Leaf("", "", about, "home.md", HomeView(len(house.consultation.subjects), text, written, older), language)
    yield data_leaf(house, language)
    for name in sorted({*ALWAYS, *own} - set(HOME)):
        if name in TAKEN:
            file = own[name].file or f"content/pages/{name}.md"
            house.problems.append(problem("page-name-taken", file, warning=True, name=name))
        else:
            yield page_leaf(house, own[name]) if name in own else ours(house, name, language)
    lost = LostView("../", house.contact)
    yield Leaf("404/", messages.word("ed-lost-title", language), "", "404.md", lost, language)


def page_leaf(house: House, page: Page) -> Leaf:
    """A page as its authors wrote it."""
    address = f"{page.name}/"
    own_title = starts_with_heading(page.text) and page.text.lstrip().startswith("# ")
    source = page.file or f"content/pages/{page.name}.md"
    text = house.prose(page.text, source, address, top=1 if own_title else 2)
    view = PageView(way(address, ""), page.title, own_title, text, house.older(page.written, address))
    language = house.consultation.settings.language
    lang = page.language if page.language != language else ""
    return Leaf(address, page.title, described(house.consultation.settings.title), "page.md", view, language, lang)


def ours(house: House, name: str, language: str) -> Leaf:
    """Our own text of a page that every site has."""
    settings, people = house.consultation.settings, house.consultation.people
    asking = dict.fromkeys(
        subject.representative for subject in house.consultation.subjects.values() if subject.representative
    )
    title = messages.word(f"ed-{name}-title", language)
    view = OursView(
        root=way(f"{name}/", ""),
        title=title,
        site=settings.title,
        subtitle=settings.subtitle,
        contact=house.contact,
        contact_text=settings.contact,
        mail=house.contact.startswith("mailto:"),
        forge=house.forge,
        votes=votes(settings, language) if house.collects else "",
        demonstration=settings.demonstration,
        representatives=tuple(member(house, one) for one in asking),
        listed=bool(house.consultation.representatives),
        body=people.drafting_body.name if people.drafting_body else "",
        body_chosen=people.drafting_body.chosen if people.drafting_body else "",
        body_members=tuple(member(house, one) for one in people.drafting_body.members) if people.drafting_body else (),
        facilitators=tuple(member(house, one) for one in people.facilitators),
    )
    template = f"{messages.known_language(language)}/{name}.md"
    return Leaf(f"{name}/", title, described(messages.word(f"ed-{name}-about", language)), template, view, language)


def member(house: House, person: str) -> Member:
    """A named person, as far as the consultation says who it is."""
    known = house.consultation.people.persons.get(person) or Person(person, person)
    return Member(known.name, known.role, known.organisation, known.area, known.link)


def data_leaf(house: House, language: str) -> Leaf:
    """How to recount, and what the files hold. No figure that a vote changes."""
    settings = house.consultation.settings
    view = DataView(
        root=way("data/", ""),
        columns=COLUMNS,
        forge=house.forge,
        folder=settings.repository.rpartition("/")[2],
        address=f"{settings.address.removesuffix(settings.folder).rstrip('/')}/" if settings.address else "",
        contact=house.contact,
        data="../../data/" if settings.folder else "",
        scripts=tuple(map(Markup, verifier.NAMES)),
    )
    title = messages.word("ed-data-title", language)
    return Leaf("data/", title, described(messages.word("ed-data-lede", language)), "data.md", view, language)
