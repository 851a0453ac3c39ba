"""What a bill that can be read should not leave so: its references and its definitions.

None of it keeps the bill from being shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from lawloom.content import bill_structure, definitions, references
from lawloom.content.bill_text import BillText
from lawloom.errors import Problem, problem
from lawloom.model.article import Article
from lawloom.model.bill import BillVersion

FEWEST_WORDS = 5  # by which an article is known again; fewer stand in many ("Repealed.")


def problems_in(body: str, text: BillText, file: str, first_line: int) -> list[Problem]:
    """Errors for links that lead nowhere or tell an old number; warnings for the rest."""
    divisions = {one.id for article in text.articles for one in article.within if one.id}
    return [
        *bill_structure.problems_in(body, text.articles, file, first_line),
        *references.problems_in(body, text.articles, divisions, file, first_line),
        *definitions.problems_in(text.articles, file),
    ]


def ids_changed(articles: tuple[Article, ...], versions: tuple[BillVersion, ...], file: str) -> Iterator[Problem]:
    """Warnings for articles that have another id than in the last version, and the same title or the same words."""
    if not versions:
        return
    ids = {id for article in articles for id in article.own_ids()}
    known = {id for version in versions for article in version.articles for id in article.own_ids()}
    gone = [one for one in versions[-1].articles if one.id not in ids]
    was: dict[tuple[str, ...], Article] = {}
    for one in gone:
        for key in _known_by(one):
            was.setdefault(key, one)
    for one in articles:
        found = next((was[key] for key in _known_by(one) if key in was), None) if one.id not in known else None
        if found is not None:
            version = versions[-1].label
            yield problem("article-id-changed", file, one.line, warning=True, id=one.id, was=found.id, version=version)


def _known_by(article: Article) -> Iterator[tuple[str, ...]]:
    """By what an article without its id would be known: its words where they are some, its title."""
    words = tuple(article.text.split())
    if len(words) >= FEWEST_WORDS:
        yield words
    if title := article.title.casefold().strip():
        yield ("title", title)
