"""Pages of long texts: the bill and its versions, essays, syntheses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup

from lawloom import messages
from lawloom.bill.anchoring import essay_paragraphs
from lawloom.model.article import Article, Division
from lawloom.model.bill import Bill, BillVersion
from lawloom.model.editorial import Essay, Synthesis
from lawloom.model.ids import ArticleId
from lawloom.model.subject import Subject, Video
from lawloom.pages import addresses, changes, dates, law
from lawloom.pages.changes import Link
from lawloom.pages.law import DivisionView, ParagraphView
from lawloom.pages.leaf import House, Leaf, Older, in_language, way
from lawloom.pages.plain import described
from lawloom.pages.subject_views import VideoView, bill_line, presented, version_called, video
from lawloom.pages.templates import slot, slot_in_line
from lawloom.pages.ties import UNKNOWN, Origin, origins
from lawloom.synthesis import places


@dataclass(frozen=True, slots=True)
class ArticleView:
    id: str
    heading: str
    title: str
    opens: tuple[DivisionView, ...]  # the parts, chapters and sections that begin with it
    paragraphs: tuple[ParagraphView, ...]
    statement: Markup  # why it is so
    written: Markup  # attributes, where its language is not that of the words around it; so everywhere here
    origin: Origin = UNKNOWN  # of the draft alone; a frozen version stands as it was


@dataclass(frozen=True, slots=True)
class Articles:
    """Articles in order."""

    list: tuple[ArticleView, ...]


@dataclass(frozen=True, slots=True)
class VersionLine:
    label: str
    date: str
    href: str


@dataclass(frozen=True, slots=True)
class BillView:
    id: str  # of the subject
    root: str
    subject: str
    title: str
    line: str  # version and date
    author: str
    explanation: Markup
    video: VideoView | None
    preamble: Markup
    articles: Articles
    versions: tuple[VersionLine, ...]
    history: str  # of the file on the forge; or empty
    changes: tuple[Link, ...]  # what changed, and against which law
    written: Markup
    named: Markup  # of the subject's title
    older: Older | None


@dataclass(frozen=True, slots=True)
class VersionView:
    id: str  # of the subject
    name: str  # of its file: "02-second-draft"
    root: str
    subject: str
    title: str
    label: str
    date: str
    author: str
    explanation: Markup
    preamble: Markup
    articles: Articles
    others: tuple[VersionLine, ...]
    video: VideoView | None
    digest: str  # SHA-256 of its file, as it was published; or empty
    history: str  # of the file on the forge; or empty
    changes: tuple[Link, ...]  # what changed to it and since
    written: Markup
    named: Markup
    older: Older | None


@dataclass(frozen=True, slots=True)
class EssayView:
    root: str
    subject: str
    title: str
    author: str
    date: str
    short: str
    text: Markup
    articles: tuple[Link, ...]
    written: Markup  # attributes of what is in the essay's language, where it is not that of the words around it
    around: Markup  # attributes of those words on such a page
    named: Markup  # of the subject's title
    older: Older | None


@dataclass(frozen=True, slots=True)
class SynthesisView:
    root: str
    id: str
    subject: str
    title: str
    summary: str
    authors: str
    date: str
    text: Markup
    contact: str
    written: Markup
    named: Markup
    older: Older | None


def leaves(house: House, subject: Subject) -> Iterator[Leaf]:
    """The bill, its versions, the essays and the syntheses of one subject."""
    if subject.bill:
        yield bill_leaf(house, subject, subject.bill)
        for version in subject.bill.versions:
            yield version_leaf(house, subject, subject.bill, version)
    for essay in subject.essays:
        yield essay_leaf(house, subject, essay)
    for synthesis in subject.syntheses:
        page = f"subjects/{subject.id}/synthesis/{synthesis.phase}/"
        yield _leaf(
            house,
            subject,
            page,
            synthesis.title,
            synthesis.summary,
            SynthesisView(
                root=way(page, ""),
                id=subject.id,
                subject=subject.title,
                title=synthesis.title,
                summary=synthesis.summary,
                authors=", ".join(house.name(one) for one in synthesis.authors),
                date=dates.in_words(synthesis.date, house.tongue(subject)),
                text=_with_slots(house, subject, synthesis, page),
                contact=house.contact,
                written=house.marked(synthesis.language, subject),
                named=house.marked(subject.spoken, subject),
                older=house.older(synthesis.written, page),
            ),
            "synthesis.md",
        )


def _with_slots(house: House, subject: Subject, synthesis: Synthesis, page: str) -> Markup:
    """The text of a synthesis, with a slot in place of each quote, figure and citation: the press fills it."""
    text, found = places.marked(synthesis.text)
    slots = []
    for place in found:
        name = places.slot_of(subject.id, synthesis.phase, place)
        whole = isinstance(place, places.Part) or place.citation.is_block
        slots.append(str(slot(name) if whole else slot_in_line(name)))
    html = house.prose(text, synthesis.file or f"content/{page.rstrip('/')}.md", page)
    return Markup(places.with_slots(html, slots))  # noqa: S704  prose of trusted people, and our own slots


def essay_leaf(house: House, subject: Subject, essay: Essay) -> Leaf:
    """An essay; one in another language than its subject is a page of that language, and our words on it say theirs."""
    page = f"subjects/{subject.id}/essays/{essay.id}/"
    articles = {article.id: article for article in subject.bill.articles} if subject.bill else {}
    spoken = house.tongue(subject)
    language = essay.language or subject.language
    written = house.marked(language, subject)
    view = EssayView(
        root=way(page, ""),
        subject=subject.title,
        title=essay.title,
        author=house.name(essay.author),
        date=dates.in_words(essay.date, spoken),
        short=essay.short,
        text=_to_comment_on(house, subject, essay, page),
        articles=tuple(
            Link(article_name(articles[one]), f"../../bill/#{one}") for one in essay.articles if one in articles
        ),
        written=written,
        around=in_language(spoken, language) if written else Markup(),
        named=house.marked(subject.spoken, subject),
        older=house.older(essay.written, page),
    )
    leaf = _leaf(house, subject, page, essay.title, essay.short or subject.summary, view, "essay.md")
    return replace(leaf, lang=language) if written else leaf


def _to_comment_on(house: House, subject: Subject, essay: Essay, page: str) -> Markup:
    """The text of an essay, each paragraph with its anchor and a slot for the way to comment on it."""
    text = house.prose(essay.text, essay.file or f"content/{page.rstrip('/')}.md", page)
    written = []
    numbers = [number for _, number in essay_paragraphs.parts(essay.text)]
    parts = [part for part, _ in essay_paragraphs.parts(str(text))]
    if len(parts) != len(numbers):  # our own printing put pieces together: they are not named one by one
        return text
    for part, number in zip(parts, numbers, strict=True):
        name = f"on/{subject.id}/essays/{essay.id}/{number}"
        marks = f" {{: #{essay_paragraphs.address(number)} }}"
        written.append(f"{part} {slot_in_line(name)}\n{marks.strip()}" if number else part)
    return Markup("\n\n".join(written))  # noqa: S704  prose of trusted people, and our own slots


def bill_leaf(house: House, subject: Subject, bill: Bill) -> Leaf:
    """The draft as it stands, each article under its own anchor."""
    page = f"subjects/{subject.id}/bill/"
    source = bill.file or f"content/subjects/{subject.id}/bill.md"
    written = house.marked(bill.language, subject)
    view = BillView(
        id=subject.id,
        root=way(page, ""),
        subject=subject.title,
        title=bill.title or subject.title,
        line=bill_line(subject, house.tongue(subject)),
        author=house.name(bill.author) if bill.author else presented(house, subject),
        explanation=house.prose(bill.explanation, source, page),
        video=video(house, Video(bill.video), source, page, written) if bill.video else None,
        preamble=house.prose(bill.preamble, source, page),
        articles=_articles(
            house,
            bill.articles,
            source,
            page,
            lambda article: house.marked(article.language or bill.language, subject),
            origins(house.consultation, subject, house.tongue(subject)),
        ),
        versions=_versions(bill, house.tongue(subject), "versions/"),
        changes=changes.of_bill(bill, house.tongue(subject)),
        history=_history(house, source),
        written=written,
        named=house.marked(subject.spoken, subject),
        older=house.older(bill.written, page),
    )
    return _leaf(house, subject, page, view.title, subject.summary, view, "bill.md")


def version_leaf(house: House, subject: Subject, bill: Bill, version: BillVersion) -> Leaf:
    """A version as it was frozen."""
    name = addresses.version_name(version)
    page = f"subjects/{subject.id}/bill/versions/{name}/"
    language = version.language or bill.language
    view = VersionView(
        id=subject.id,
        name=name,
        root=way(page, ""),
        subject=subject.title,
        title=version.title or bill.title or subject.title,
        label=version_called(version.label, house.tongue(subject)),
        date=dates.in_words(version.date, house.tongue(subject)),
        author=house.name(version.author) if version.author else "",
        explanation=house.prose(version.explanation, version.file, page),
        preamble=house.prose(version.preamble, version.file, page),
        articles=_articles(
            house,
            version.articles,
            version.file,
            page,
            lambda article: house.marked(article.language or language, subject),
        ),
        changes=changes.of_version(bill, version, house.tongue(subject)),
        others=(
            _present(subject, bill, house.tongue(subject)),
            *_versions(bill, house.tongue(subject), "../", version),
        ),
        video=video(house, Video(version.video), version.file, page, house.marked(language, subject))
        if version.video
        else None,
        digest=version.sha256,
        history=_history(house, version.file),
        written=house.marked(language, subject),
        named=house.marked(subject.spoken, subject),
        older=house.older(version.written, page),
    )
    return _leaf(house, subject, page, f"{view.title} ({view.label})", subject.summary, view, "version.md")


def _history(house: House, file: str) -> str:
    """Where the forge shows every change of a file; nothing needs it."""
    return f"{house.forge}/commits/HEAD/{file}" if house.forge else ""


def article_name(article: Article) -> str:
    """How people name an article: "Article 7. Open data"."""
    return ". ".join(part for part in (article.heading, article.title) if part) or article.id


def _versions(bill: Bill, language: str, folder: str, but: BillVersion | None = None) -> tuple[VersionLine, ...]:
    return tuple(
        VersionLine(
            version_called(version.label, language),
            dates.in_words(version.date, language),
            f"{folder}{addresses.version_name(version)}/",
        )
        for version in sorted(bill.versions, key=lambda one: -one.number)
        if version != but
    )


def _present(subject: Subject, bill: Bill, language: str) -> VersionLine:
    """The text as it stands, seen from one of its versions."""
    called = version_called(bill.version, language) if bill.version else bill.title or subject.title
    now = messages.word("ed-version-present", language)
    date = dates.in_words(bill.date, language) if bill.date else ""
    return VersionLine(called, ", ".join(part for part in (now, date) if part), "../../")


def _articles(
    house: House,
    articles: Iterable[Article],
    source: str,
    page: str,
    written: Callable[[Article], Markup],
    origins: Mapping[ArticleId, Origin] | None = None,
) -> Articles:
    def prose(text: str) -> Markup:
        return house.prose(text, source, page, top=3)

    views = []
    within: tuple[Division, ...] = ()
    for article in articles:
        views.append(
            ArticleView(
                article.id,
                article.heading,
                article.title,
                law.opened(article, within),
                law.paragraphs(article, prose),
                prose(article.statement),
                written(article),
                (origins or {}).get(article.id, UNKNOWN),
            )
        )
        within = article.within
    return Articles(tuple(views))


def _leaf(house: House, subject: Subject, page: str, title: str, about: str, view: object, template: str) -> Leaf:
    return Leaf(page, title, described(about), template, view, house.tongue(subject), house.lang(subject))
