"""Where each article and each of its paragraphs comes from: decisions, read from the article. Pure.

A decision of decisions.yml names articles, or paragraphs and points by their own ids. What it adopted stands there;
what was said to be the same as that stands there too; what was not kept may still have inspired it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lawloom.model.article import Article
from lawloom.model.editorial import Decision, Outcome
from lawloom.model.ids import ArticleId, ContributionId
from lawloom.model.progress import Progress
from lawloom.model.subject import Subject


class How(StrEnum):
    """In which way an article comes from a contribution."""

    ADOPTED = "adopted"
    PARTLY = "partly"
    SAME_AS = "same-as"
    INSPIRED = "inspired"


# What is so already was so without anybody's asking: nothing comes from it.
_HOW = {
    Outcome.ADOPTED: How.ADOPTED,
    Outcome.PARTLY: How.PARTLY,
    Outcome.SAME_AS: How.SAME_AS,
    Outcome.NOT_KEPT: How.INSPIRED,
    Outcome.OUT_OF_SCOPE: How.INSPIRED,
}


@dataclass(frozen=True, slots=True)
class Tie:
    """One contribution, or one theme, behind an article.

    id        of the contribution; empty: a whole theme, which the decision names
    decision  without those it is about
    part      own id of the paragraph or point it went into; empty: the article as a whole
    number    of that paragraph as it is today: "(2)"
    struck    it was adopted, and taken out of the text afterwards
    at        address of the paragraph in which it stands: its own, or that of its point; empty: the article as a whole,
              or a translation of it that does not show that part apart
    point     number of the point as it is today: "(a)"; empty: the paragraph itself, or its point has no number
    """

    id: ContributionId
    how: How
    decision: Decision
    part: str = ""
    number: str = ""
    struck: bool = False
    at: str = ""
    point: str = ""


class Behind(StrEnum):
    """What stands behind one paragraph."""

    NAMED = "named"  # a decision names it, or one of its points
    ARTICLE = "article"  # none does; one names the article as a whole
    OWN = "own"  # nothing: its author wrote it


@dataclass(frozen=True, slots=True)
class ParagraphOrigin:
    """Of one paragraph: its address, the own ids of it and of its points, and what is behind it.

    behind  None: no decision of the subject names an article, so nothing is told
    """

    address: str
    ids: tuple[str, ...]
    behind: Behind | None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Of every article of a bill, in its order.

    ties        by article; empty: nothing is behind it
    told        whether decisions name articles at all: if they do, an article without ties is its author's own
    paragraphs  by article, in its order
    """

    ties: Mapping[ArticleId, tuple[Tie, ...]] = field(default_factory=dict)
    told: bool = False
    paragraphs: Mapping[ArticleId, tuple[ParagraphOrigin, ...]] = field(default_factory=dict)

    @property
    def own(self) -> tuple[ArticleId, ...]:
        """The articles that their author wrote without a contribution; none while nothing is told."""
        return tuple(id for id, ties in self.ties.items() if not ties) if self.told else ()

    @property
    def own_paragraphs(self) -> tuple[str, ...]:
        """The addresses of paragraphs that their author wrote in articles of which something else has a source."""
        rows = (row for id, row in self.paragraphs.items() if self.ties[id])
        return tuple(one.address for row in rows for one in row if one.behind is Behind.OWN)


@dataclass(frozen=True, slots=True)
class _Part:
    article: ArticleId
    id: str  # empty: the article itself
    number: str
    place: int
    at: str = ""
    point: str = ""


def provenance(subject: Subject) -> Provenance:
    """Where the articles of a subject's bill come from. One pass over its decisions.

    subject  with the members of decided themes looked up, or not: a theme is one tie
    """
    articles = subject.bill.articles if subject.bill else ()
    parts = {part.id or part.article: part for article in articles for part in _parts(article)}
    found: dict[ArticleId, list[tuple[int, Tie]]] = {article.id: [] for article in articles}
    seen = set()
    for decision in subject.decisions:
        how = _HOW.get(decision.outcome)
        if how is None:
            continue
        alone = replace(decision, on=())  # a tie does not grow with all the others
        for name in decision.articles:
            part = parts.get(name)
            for id in ("",) if decision.theme else decision.on:
                if part is not None and (name, id or decision.theme) not in seen:
                    seen.add((name, id or decision.theme))
                    is_struck = _is_out(decision, {name, part.article}, subject.progress)
                    tie = Tie(id, how, alone, part.id, part.number, is_struck, part.at, part.point)
                    found[part.article].append((part.place, tie))
    told = any(decision.articles for decision in subject.decisions)
    ties = {id: tuple(tie for _, tie in sorted(listed, key=lambda one: one[0])) for id, listed in found.items()}
    paragraphs = {article.id: tuple(_paragraphs(article, ties[article.id], told=told)) for article in articles}
    return Provenance(ties, told, paragraphs)


def articles_of(subject: Subject) -> Mapping[str, ArticleId]:
    """The article of every id that a decision may name in the bill as it stands: articles, paragraphs, points."""
    articles = subject.bill.articles if subject.bill else ()
    return {id: article.id for article in articles for id in article.own_ids()}


def struck(decision: Decision) -> bool:
    """Whether what it adopted was taken out in the end. What was taken up again after that stands in the text."""
    last = max(decision.later, key=lambda one: one.date, default=None)
    return last is not None and last.outcome is Outcome.STRUCK_OUT


def _is_out(decision: Decision, names: set[str], progress: Progress | None) -> bool:
    """Whether what it adopted into one place went out of the text in the end, and did not come back.

    names  of the article, and of the paragraph where it names one
    """
    told = [(one.date, one.outcome is Outcome.STRUCK_OUT) for one in decision.later if not one.step]
    told += [(event.step.date, event.out) for event in (progress.events(*names) if progress else ())]
    return sorted(told, key=lambda one: one[0])[-1][1] if told else False  # of one day the last that is told


def _parts(article: Article) -> Iterator[_Part]:
    """The article, then its paragraphs and points with ids of their own, in order."""
    place = 0
    yield _Part(article.id, "", "", place)
    yield from (_Part(article.id, id, "", place) for id in article.lost_ids)
    for paragraph in article.paragraphs:
        points = [(point.id, point.number) for point in paragraph.points()]
        for id, point in ((paragraph.id, ""), *points):
            place += 1
            if id:
                yield _Part(article.id, id, paragraph.number, place, paragraph.address, point)


def _paragraphs(article: Article, ties: tuple[Tie, ...], *, told: bool) -> Iterator[ParagraphOrigin]:
    named = {tie.at for tie in ties if tie.at}
    others = Behind.ARTICLE if any(not tie.part for tie in ties) else Behind.OWN if told else None
    for one in article.paragraphs:
        ids = tuple(id for id in (one.id, *(point.id for point in one.points())) if id)
        yield ParagraphOrigin(one.address, ids, Behind.NAMED if one.address in named else others)
