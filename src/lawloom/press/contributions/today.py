"""Today's words of what a contribution led to, on its own page: the articles, paragraphs and points that its decision
names, as they stand in the bill; of what is no longer there, the last words it had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from lawloom.bill.answering.provenance import struck
from lawloom.model.article import Article, Paragraph, Point
from lawloom.model.bill import BillVersion
from lawloom.model.ids import ArticleId, ContributionId
from lawloom.pages.addresses import version_name
from lawloom.pages.subject_views import version_said
from lawloom.pages.ties import Struck
from lawloom.press.desk.desk import Desk
from lawloom.press.html.law_words import as_read
from lawloom.press.html.quickly import esc

MOST = 10  # articles whose words stand on one page
LONGEST = 2_000  # letters of one of them; the bill has the rest


class Words(NamedTuple):
    """The words of one id of the bill.

    article  that holds them, or held them last
    number   of the paragraph; empty: the whole article
    text     Markdown
    version  where they were last; None: they stand today
    is_cut   whether there is more
    """

    article: Article
    number: str
    text: str
    version: BillVersion | None
    is_cut: bool


def cited(desk: Desk, ids: Iterable[ContributionId]) -> list[str]:
    """The ids of the bill that the decisions on these contributions name, each once."""
    found = (name for id in ids for one in desk.decisions.get(id, ()) for name in one.articles[:MOST])
    return list(dict.fromkeys(found))


def rendered(desk: Desk, names: Sequence[str], say: Callable[[Sequence[str]], Sequence[str]]) -> None:
    """Keep at hand what these ids of the bill say, as HTML; each is set once a subject."""
    kept, known = desk.once(_rendered), words_of(desk)
    fresh = [name for name in names if name not in kept and name in known]
    kept.update(zip(fresh, say([known[name].text for name in fresh]), strict=True))


def _rendered(_: Desk) -> dict[str, str]:
    """What was rendered so far, by id."""
    return {}


def words_of(desk: Desk) -> Mapping[str, Words]:
    """By id, the words of every article, paragraph and point that the bill has or had."""
    return desk.once(_of_bill)


def _of_bill(desk: Desk) -> Mapping[str, Words]:
    found: dict[str, Words] = {}
    bill = desk.subject.bill
    if bill is not None:
        for version in sorted(bill.versions, key=lambda one: one.number):
            found |= dict(_of_articles(version.articles, version))
        found |= dict(_of_articles(bill.articles, None))
    return found


def section(desk: Desk, id: ContributionId, up: str) -> str:
    """The words, each under the name of its article with the way to the bill; empty where a decision names none.

    up  the way to the folder of the subject
    """
    parts = []
    seen = set()
    for decision in desk.decisions.get(id, ()):
        for name in decision.articles[:MOST]:
            known = words_of(desk).get(name)
            if known is not None and name not in seen:
                seen.add(name)
                origin = desk.origins.get(known.article.id)
                is_struck = struck(decision) or (origin is not None and origin.is_out)
                parts.append(_one(desk, name, known, up, is_struck=is_struck))
    return "".join(parts)


def print_of(desk: Desk, id: ContributionId) -> str:
    """A fingerprint of what is shown besides the bill as it stands; empty where that is all."""
    shown = []
    for name in cited(desk, (id,)):
        known = words_of(desk).get(name)
        if known is not None:
            shown.append((name, known if known.version else "", [one.was for one in _struck(desk, known.article.id)]))
    return repr(shown) if shown else ""


def _one(desk: Desk, name: str, known: Words, up: str, *, is_struck: bool) -> str:
    words, article = desk.words, known.article
    titled = ". ".join(part for part in (article.heading, article.title) if part) or article.id
    lang = desk.lang_of(article.id) if article.id in desk.articles else desk.lang
    attribute = Markup(' lang="{}"').format(lang) if lang else Markup()
    called = Markup("<bdi{}>{}</bdi>").format(attribute, titled)
    if known.number:
        called = words.html("today-part", article=called, number=known.number)
    where = "bill/" if known.version is None else f"bill/versions/{version_name(known.version)}/"
    href = f"{up}{where}#{article.id if known.version else name}"
    link = Markup('<a href="{}">{}</a>').format(href, called)
    if known.version is None:
        head = words.html("today-head", article=link)
        notes = [
            Markup('<a href="{}bill/{}">{}</a>').format(up, one.was, words("struck-was"))
            for one in (_struck(desk, article.id) if is_struck else ())
            if one.was
        ]
    else:
        head = words.html("today-gone", article=link)
        when = words.written_day(known.version.date)
        notes = [Markup.escape(words("today-last", version=version_said(known.version.label), date=when))]
    rest = Markup('<p class="go"><a href="{}">{}</a></p>\n').format(href, words("today-more")) if known.is_cut else ""
    told = "".join(f'<p class="meta">{note}</p>' for note in notes)
    law = f'<div class="law" dir="auto"{attribute}>\n{desk.once(_rendered).get(name, esc(known.text))}\n</div>'
    return f'<div class="today"><h3>{head}</h3>{told}{law}\n{rest}</div>\n'


def _struck(desk: Desk, article: ArticleId) -> Sequence[Struck]:
    origin = desk.origins.get(article)
    return origin.struck if origin else ()


def _of_articles(articles: Iterable[Article], version: BillVersion | None) -> Iterator[tuple[str, Words]]:
    for article in articles:
        if not article.text.strip():
            continue
        for id in (article.id, *article.lost_ids):
            yield id, _words(article, "", article.text, version)
        for paragraph in article.paragraphs:
            if paragraph.id:
                yield paragraph.id, _words(article, paragraph.number, _markdown(paragraph), version)
            for point in paragraph.points():
                if point.id:
                    number = " ".join(part for part in (paragraph.number, point.number) if part)
                    yield point.id, _words(article, number, _markdown(point), version)


def _words(article: Article, number: str, text: str, version: BillVersion | None) -> Words:
    text = as_read(text)
    if len(text) <= LONGEST:
        return Words(article, number, text, version, False)
    cut = text.rfind("\n\n", 0, LONGEST)
    return Words(article, number, text[:cut] if cut > 0 else text[:LONGEST] + " …", version, True)


def _markdown(part: Paragraph | Point) -> str:
    """A paragraph or a point with its number, block by block."""
    blocks = list(_blocks(part))
    return "\n\n".join(blocks)


def _blocks(part: Paragraph | Point) -> Iterator[str]:
    number = part.number
    for one in part.content:
        if isinstance(one, str):
            yield f"{number} {one}".strip() if number else one
            number = ""
        else:
            yield from _blocks(one)
