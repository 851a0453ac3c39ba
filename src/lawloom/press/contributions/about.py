"""What was sent and written about one article: amendments, questions, essays, and how much was said besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from markupsafe import Markup

from lawloom.model.contribution import Kind
from lawloom.model.direction import direction
from lawloom.model.ids import ArticleId
from lawloom.press.contributions.entries import named_link
from lawloom.press.desk.desk import Desk

MOST = 20  # links under an article; the page of the article has all
OPEN = 5  # of these shown at once, the others when asked for


def counted(desk: Desk, id: ArticleId, up: str) -> Markup:
    """How many arguments, sources, comments, amendments and questions there are, in words, and where they stand.

    up  the way to the folder of the subject
    """
    words, item = desk.words, desk.items.get(id)
    parts = []
    if item is not None:
        said = (
            ("n-about-argument", "arguments", item.arguments_for + item.arguments_against),
            ("n-sources", "sources", item.sources),
            ("n-comments", "comments", item.comments),
        )
        parts = [words.figure(f"items/{id}/{path}", n, key) for key, path, n in said if n]
        if item.comments:
            parts[-1] = Markup('<a href="{}c/{}/#comments">{}</a>').format(up, id, parts[-1])
    sent = Counter(desk.kind(one) for one in desk.about.get(id, ()) if one in desk.items)
    for kind, n in sorted(sent.items()):
        key = f"n-about-{kind.value}" if kind.value in ("amendment", "question") else "n-about-other"
        told = words.figure(f"about/{id}/{kind.value}", n, key)
        if kind is Kind.AMENDMENT:
            told = Markup('<a href="{}amendments/#{}">{}</a>').format(up, id, told)
        parts.append(told)
    return (
        Markup(", ").join(parts)
        if parts
        else Markup.escape(words("nothing-sent" if desk.origins[id].is_out else "nothing-yet"))
    )


def links(desk: Desk, id: ArticleId, up: str, most: int = MOST) -> list[Markup]:
    """The same by name, with a page each: what was sent, in order of arrival; then essays that became the article.

    up  the way to the folder of the subject
    """
    found = [*_sent(desk, id, up), *_essays(desk, id, up)]
    more = len(found) - most
    return [*found[:most], Markup.escape(desk.words("and-more", n=more))] if more > 0 else found


def section(desk: Desk, id: ArticleId, up: str) -> str:
    """The same on the page of the article, as HTML; empty where there is none."""
    found = links(desk, id, up, most=500)
    if not found:
        return ""
    rows = "".join(f"<li>{one}</li>" for one in found)
    return f'<h2>{desk.words.escaped("about-article")}</h2>\n<ul class="about">{rows}</ul>\n'


def printed(desk: Desk) -> Iterator[tuple[ArticleId, str]]:
    """What the pages of articles show of essays, for their fingerprints."""
    for id in desk.articles:
        if essays := list(_essays(desk, id, "")):
            yield id, str(essays)


def _sent(desk: Desk, id: ArticleId, up: str) -> Iterator[Markup]:
    for one in desk.about.get(id, ()):
        link = named_link(desk, one, up)
        yield desk.words.html("labelled", label=desk.words.kind(desk.kind(one)), text=link)


def _essays(desk: Desk, id: ArticleId, up: str) -> Iterator[Markup]:
    for essay in desk.subject.essays:
        if id in essay.articles:
            lang = essay.language or desk.subject.language or desk.settings.language
            written = Markup()
            if lang != desk.words.language:
                written = Markup(' lang="{}" dir="{}"').format(lang, direction(lang))
            link = Markup('<a href="{}essays/{}/"><bdi{}>{}</bdi></a>').format(up, essay.id, written, essay.title)
            yield desk.words.html("labelled", label=desk.words("essay"), text=link)
