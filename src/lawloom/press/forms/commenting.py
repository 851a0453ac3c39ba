"""Beside each article, paragraph of the bill and paragraph of an essay: the way to comment on it, while that is open.

It leads to the form of the forge, filled in with the words; where nothing is collected there, to a letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from markupsafe import Markup

from lawloom import messages
from lawloom.bill.anchoring import essay_paragraphs
from lawloom.bill.anchoring.text import of_articles, plain
from lawloom.model.article import Article
from lawloom.model.contribution import Kind
from lawloom.model.issue_form import answers
from lawloom.press.desk.desk import Desk
from lawloom.press.forms import open_forms, reply
from lawloom.tally.phases import SUBJECT, Element

LONGEST_QUOTE = 240  # letters that are filled in: enough to find a paragraph again, and the sender may write more


def slots(desk: Desk) -> Iterator[tuple[str, Markup]]:
    """Of each paragraph of the bill `on/<subject>/<address>`, of an essay's `on/<subject>/essays/<id>/<number>`."""
    slug, originals = desk.subject.id, _originals(desk)
    is_open = _is_open(desk)
    for article in desk.articles.values():
        said = originals.get(article.id, article)
        quotes = _quotes(said) if is_open else {}
        for paragraph in article.paragraphs:
            if paragraph.address:
                words = quotes.get(paragraph.address, "")
                place = _named(desk, article, paragraph.number)
                link = _link(desk, f"c/{article.id}/", place, words) if is_open and words else Markup()
                yield f"on/{slug}/{paragraph.address}", link
    texts = {one.id: one.text for one in desk.original.essays}
    for essay in desk.subject.essays:
        original = {number: text for text, number in essay_paragraphs.parts(texts.get(essay.id, essay.text)) if number}
        for text, number in essay_paragraphs.parts(essay.text):
            if number:
                said_there = plain(" ".join(original.get(number, text).split("\n")))
                place = desk.words("comment-on-essay", n=number, title=essay.title)
                link = _link(desk, f"essays/{essay.id}/", place, said_there) if is_open else Markup()
                yield f"on/{slug}/essays/{essay.id}/{number}", link


def on_article(desk: Desk, article: Article) -> Markup:
    """The links of a whole article, to comment on it and to propose other words; empty where nothing can be sent."""
    on, called = f"c/{article.id}/", _named(desk, article, "")
    found = [_link(desk, on, called, "")] if _is_open(desk) else []
    if desk.subject.phases and desk.calendar.windows(Kind.AMENDMENT, Element(Kind.ARTICLE)).holds(desk.tally.as_of):
        found += [_amend(desk, on, called)] if open_forms.collects(desk) or reply.by_mail(desk) else []
    return Markup(" ").join(found)


def _amend(desk: Desk, on: str, called: str) -> Markup:
    words = desk.words
    if open_forms.collects(desk):
        href, rel = open_forms.address(desk, Kind.AMENDMENT, on), Markup(' rel="noreferrer"')
    else:
        tongue = messages.known_language(words.language)
        begun = answers(
            {"on": f"subjects/{desk.subject.id}/{on}", "replace": "", "instead": ""}, Kind.AMENDMENT, tongue
        )
        href, rel = reply.letter(desk, words("labelled", label=words("amend-this"), text=called), begun), Markup()
    hidden = Markup('<span class="vh">: {}</span>').format(called)
    return Markup('<span class="on"><a href="{}"{}>{}{}</a></span>').format(href, rel, words("amend-this"), hidden)


def _is_open(desk: Desk) -> bool:
    """Whether comments on the text are taken now, and there is a way to send them."""
    as_of = desk.tally.as_of
    windows = [desk.calendar.windows(Kind.COMMENT, Element(Kind.ARTICLE)), desk.calendar.windows(Kind.COMMENT, SUBJECT)]
    there = bool(desk.subject.phases) and any(one.spans and one.holds(as_of) for one in windows)
    return there and (open_forms.collects(desk) or reply.by_mail(desk))


def _originals(desk: Desk) -> dict[str, Article]:
    """The articles in the language in which they were written: in it their words are looked for."""
    bill = desk.original.bill
    return {one.id: one for one in bill.articles} if bill else {}


def _named(desk: Desk, article: Article, number: str) -> str:
    called = article.heading or article.title or article.id
    return desk.words("comment-on-paragraph", number=number, article=called) if number else called


def _quotes(article: Article) -> dict[str, str]:
    """By address of the paragraph the words with which it begins."""
    text = of_articles([article])
    found: dict[str, str] = {}
    for at, one in enumerate(text.sentences):
        address = text.address(at).partition(".")[0]
        for key in dict.fromkeys((text.address(at), address)):  # a paragraph without points is both
            found[key] = f"{found[key]} {one.text}" if key in found else one.text
    by_paragraph = {}
    for paragraph in article.paragraphs:
        points = (found.get(point.address, "") for point in paragraph.points())
        by_paragraph[paragraph.address] = found.get(paragraph.address) or next((one for one in points if one), "")
    return by_paragraph


def _link(desk: Desk, on: str, place: str, words: str) -> Markup:
    said = _cut(words)
    if open_forms.collects(desk):
        href = open_forms.address(desk, Kind.COMMENT, on) + (f"&quote={quote(said, safe='')}" if said else "")
        rel = Markup(' rel="noreferrer"')
    else:
        begun = f"> {said}\n\n" if said else ""
        where = f"subjects/{desk.subject.id}/{on}"
        href, rel = reply.letter(desk, desk.words("comment-letter", place=place), f"{where}\n\n{begun}"), Markup()
    hidden = Markup('<span class="vh">: {}</span>').format(place)
    return Markup('<span class="on"><a href="{}"{}>{}{}</a></span>').format(href, rel, desk.words("comment-on"), hidden)


def _cut(words: str) -> str:
    """The first words, whole ones; a whole sentence is not cut for a few letters more."""
    if len(words) <= LONGEST_QUOTE:
        return words
    return words[:LONGEST_QUOTE].rpartition(" ")[0] or words[:LONGEST_QUOTE]
