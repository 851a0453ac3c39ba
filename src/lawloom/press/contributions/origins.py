"""Where each article comes from, as pages say it: beside the article, at each paragraph that a decision names, on the
article's own page, and counted over the bill.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice

from markupsafe import Markup, escape

from lawloom.bill.answering.provenance import Behind, How, Tie, provenance
from lawloom.model.article import Article, Paragraph
from lawloom.model.ids import ArticleId, ContributionId
from lawloom.pages.law import can_be_parted
from lawloom.press.desk import threads
from lawloom.press.desk.desk import Desk
from lawloom.press.html.oneline import words as one_line
from lawloom.press.html.quickly import esc
from lawloom.press.html.untrusted import link

MOST_AT_PARAGRAPH = 20
MOST_WAYS = 30  # from an article to paragraphs at which something stands
OPEN = 6  # ties beside an article that are seen at once
FEW = 2  # so few more are not worth a fold
MOST = 60  # ties beside an article; its own page has more
MOST_ON_PAGE = 500
LONGEST = 90  # signs of a title beside an article
UP = "../"  # the bill stands one folder under its subject

_LOOK = {How.ADOPTED: "kept", How.PARTLY: "part", How.SAME_AS: "same", How.INSPIRED: "insp"}
_SUMS = {Behind.NAMED: "tie-parts-named", Behind.ARTICLE: "tie-parts-article", Behind.OWN: "tie-parts-own"}
_KEYS = (("kept", "tie-key-adopted"), ("part", "tie-key-partly"), ("insp", "tie-key-inspired"), ("own", "tie-key-own"))


def needed(desk: Desk) -> Iterator[ContributionId]:
    """Whose texts stand beside the articles."""
    for article in desk.articles.values():
        whole, there = _placed(desk, article)
        yield from (tie.id for tie in islice(_each(desk, whole), MOST) if tie.id)
        for ties in there.values():
            yield from (tie.id for tie in islice(_each(desk, ties), MOST_AT_PARAGRAPH) if tie.id)


def behind(desk: Desk, article: ArticleId) -> list[ContributionId]:
    """The contributions that the page of an article names."""
    return [tie.id for tie in islice(_each(desk, desk.origins[article].ties), MOST_ON_PAGE) if tie.id]


def slots(desk: Desk) -> Iterator[tuple[str, Markup]]:
    """Of each article what it comes from; of the bill how many articles come from contributions."""
    slug = desk.subject.id
    if desk.articles:
        yield f"keyline/{slug}", keyline(desk)
    for id, article in desk.articles.items():
        whole, there = _placed(desk, article)
        yield f"ties/{slug}/{id}", _beside(desk, article, whole, there)
        for paragraph in article.paragraphs:
            ties = there.get(paragraph.address, [])
            html = Markup()
            if ties or (there and not whole):
                html = _at_paragraph(desk, article, paragraph, ties)
            yield f"ties/{slug}/{paragraph.address}", html


def _placed(desk: Desk, article: Article) -> tuple[list[Tie], dict[str, list[Tie]]]:
    """The ties that stand beside the article, and by address those that stand at its paragraphs.

    Where its paragraphs stand in one piece, because an element goes through several, all is told beside the article.
    """
    ties = desk.origins[article.id].ties
    if not any(tie.at for tie in ties) or not can_be_parted(article):
        return list(ties), {}
    there: dict[str, list[Tie]] = {}
    for tie in ties:
        if tie.at:
            there.setdefault(tie.at, []).append(replace(tie, part=""))
    return [tie for tie in ties if not tie.at], there


def keyline(desk: Desk) -> Markup:
    """What the signs beside articles mean, and the sum; empty while no decision names an article."""
    words, origins = desk.words, desk.origins.values()
    own = sum(one.own for one in origins)
    come = sum(bool(one.ties) for one in origins)
    if not own + come:
        return Markup()
    keys = "".join(f'<span class="out {css}">{esc(words(key))}</span> ' for css, key in _KEYS)
    path = "coverage/provenance"
    of_all, of_own = (
        words.figure(f"{path}/articles", len(origins), "tie-sum-all"),
        words.figure(f"{path}/own", own, "tie-sum-own"),
    )
    whole = words.html("tie-sum", n=of_all, come=words.figure(f"{path}/from", come, "tie-sum-from"), own=of_own)
    parts = _sum_of_paragraphs(desk)
    return Markup(f'<p class="keyline meta">{keys}</p>\n<p class="meta">{whole}{parts}</p>')  # noqa: S704  all escaped


def _sum_of_paragraphs(desk: Desk) -> Markup:
    """The same counted by paragraph, after a space; empty where no decision names one."""
    words = desk.words
    as_written = replace(desk.subject, bill=desk.original.bill)  # a translation may be divided in another way
    told = provenance(as_written).paragraphs
    each = Counter(one.behind for row in told.values() for one in row)
    if not each[Behind.NAMED]:
        return Markup()
    path = "coverage/provenance/paragraphs"
    figures = {kind.value: words.figure(f"{path}/{kind.value}", each[kind], key) for kind, key in _SUMS.items()}
    of_all = words.figure(f"{path}/all", each.total(), "tie-sum-paragraphs")
    return Markup(" ") + words.html("tie-sum-parts", n=of_all, **figures)


def _beside(desk: Desk, article: Article, whole: list[Tie], there: Collection[str]) -> Markup:
    """The contributions behind an article, or that it is its author's own; empty while nothing is told.

    there  the paragraphs at which more stands
    """
    words, origin = desk.words, desk.origins[article.id]
    label = esc(words("tie-from-where", article=desk.title(article.id)))
    if origin.own:
        own = f'<li class="own">{words.escaped("tie-own")}</li>'
        return Markup(f'<ul class="ties" aria-label="{label}">{own}</ul>')  # noqa: S704  escaped
    rows = _rows(desk, whole, article.id, MOST)
    if ways := _ways(desk, article, there):
        rows.insert(OPEN, Markup('<li class="at">{}</li>').format(words.html("ties-at", parts=ways)))  # seen at once
    if not rows:
        return Markup()
    open_ = len(rows) if len(rows) <= OPEN + FEW else OPEN + bool(ways)
    html = f'<ul class="ties" aria-label="{label}">{"".join(rows[:open_])}</ul>'
    if rows[open_:]:
        fold = words.escaped("ties-more")
        rest = f'<ul class="ties" aria-label="{label}">{"".join(rows[open_:])}</ul>'
        html = f'<div>{html}<details class="more"><summary>{fold}</summary>{rest}</details></div>'
    return Markup(html)  # noqa: S704  all escaped


def _at_paragraph(desk: Desk, article: Article, paragraph: Paragraph, ties: list[Tie]) -> Markup:
    """What is behind one paragraph and its points, under it; nothing, where others of its article are named: then it is
    its author's own.
    """
    words = desk.words
    rows = _rows(desk, ties, article.id, MOST_AT_PARAGRAPH)
    rows = rows or [Markup('<li class="own">{}</li>').format(words("tie-own"))]
    called = desk.title(article.id)
    if paragraph.number:
        called = words("today-part", article=called, number=paragraph.number)
    label = esc(words("tie-from-where", article=called))
    return Markup(f'<ul class="ties" aria-label="{label}">{"".join(rows)}</ul>')  # noqa: S704  all escaped


def _rows(desk: Desk, ties: Iterable[Tie], article: ArticleId, most: int) -> list[Markup]:
    rows = [line(desk, tie, UP) for tie in islice(_each(desk, ties), most + 1)]
    if len(rows) > most:
        rows[most] = Markup('<li><a href="{}c/{}/">{}</a></li>').format(UP, article, desk.words("ties-all"))
    return rows


def _ways(desk: Desk, article: Article, there: Collection[str]) -> Markup:
    """The ways to the paragraphs of an article at which something stands."""
    number = {
        one.address: one.number or desk.words("tie-unnumbered", n=at) for at, one in enumerate(article.paragraphs, 1)
    }
    links = [Markup('<a href="#{}">{}</a>').format(one, number[one]) for one in islice(there, MOST_WAYS)]
    return Markup(", ").join([*links, "…"] if len(there) > MOST_WAYS else links)


def section(desk: Desk, article: ArticleId, up: str) -> str:
    """The same on the page of the article, as HTML.

    up  the way to the folder of the subject
    """
    words, origin = desk.words, desk.origins.get(article)
    if origin is None or not (origin.ties or origin.own):
        return ""
    if origin.own:
        return f"<h2>{words.escaped('tie-head')}</h2>\n<p>{words.escaped('tie-own-line')}</p>\n"
    rows = [line(desk, tie, up) for tie in islice(_each(desk, origin.ties), MOST_ON_PAGE + 1)]
    if len(rows) > MOST_ON_PAGE:
        rows[MOST_ON_PAGE] = Markup('<li><a href="{}data/{}/coverage.json">{}</a></li>').format(
            f"{up}../../", desk.subject.id, words("ties-all")
        )
    return f'<h2>{words.escaped("tie-head")}</h2>\n<ul class="ties">{"".join(rows)}</ul>\n'


def at_change(desk: Desk, article: ArticleId, up: str) -> Markup:
    """Beside a change of an article: that it was struck out, and what is behind it; empty where nothing is told.

    up  the way to the folder of the subject
    """
    origin = desk.origins.get(article)
    if origin is None:
        return Markup()
    told = Markup("").join(Markup("<p>{}</p>").format(one) for one in struck(desk, article, up))
    rows = [line(desk, tie, up) for tie in islice(_each(desk, origin.ties), OPEN + 1)]
    if len(rows) > OPEN:
        rows[OPEN] = Markup('<li class="at"><a href="{}c/{}/">{}</a></li>').format(up, article, desk.words("ties-all"))
    if origin.own:
        rows = [Markup('<li class="own">{}</li>').format(desk.words("tie-own"))]
    if not rows:
        return told
    return told + Markup('<p>{}</p><ul class="ties">{}</ul>').format(desk.words("tie-head"), Markup("").join(rows))


def struck(desk: Desk, article: ArticleId, up: str) -> Iterator[Markup]:
    """That an article was taken out of the text: when, by whom and why, as its bill says it."""
    words = desk.words
    for one in desk.origins[article].struck:
        by = f" {words('struck-by', name=one.by)}" if one.by else ""
        parts = [Markup("<b>{}</b>{}.").format(words("back-on" if one.back else "struck-on", date=one.date), by)]
        if one.reason:
            parts.append(escape(words("struck-reason", reason=one.reason)))
        if one.was:
            parts.append(Markup('<a href="{}bill/{}">{}</a>').format(up, one.was, words("struck-was")))
        if one.step:
            parts.append(Markup('<a href="{}progress/">{}</a>').format(up, words("in-parliament")))
        if one.link:
            parts.append(link(one.link, words("official-record")))
        yield Markup(" ").join(parts)


def line(desk: Desk, tie: Tie, up: str) -> Markup:
    """One tie: the number with its link, the title, in which way, and which paragraph."""
    words = desk.words
    look = "cut" if tie.struck else _LOOK[tie.how]
    number = " ".join(one for one in (tie.number if tie.part else "", tie.point) if one)
    key = "tie-part" if tie.part and tie.number else "tie-point"
    part = Markup("{} ").format(words(key, number=number)) if number else ""
    if tie.id:
        link, title = _contribution(desk, tie.id, up)
    else:
        link, title = Markup(), _theme(desk, tie, up)
    return Markup('<li class="{}">{}{}{} <span class="by">({})</span></li>').format(
        look, part, link, title, how(desk, tie)
    )


def _each(desk: Desk, ties: Iterable[Tie]) -> Iterator[Tie]:
    """The ties, and after each theme its members."""
    ties = list(ties)
    if all(tie.id for tie in ties):
        yield from ties
        return
    members = desk.once(_members)
    for tie in ties:
        yield tie
        if not tie.id:
            yield from (replace(tie, id=id) for id in members.get(tie.decision.theme, ()))


def _members(desk: Desk) -> Mapping[str, tuple[ContributionId, ...]]:
    """Those of each theme that a decision names; the last decision on it counts."""
    return {one.theme: one.on for one in desk.subject.decisions if one.theme}


def how(desk: Desk, tie: Tie) -> str:
    """In which way: adopted, in part, same as cs-11, inspired by it; and that it was struck out later."""
    word = desk.words(f"tie-{tie.how.value}", id=tie.decision.same_as)
    word = desk.words("tie-by-theme", how=word) if tie.id and tie.decision.theme else word
    return desk.words("tie-struck-out", how=word) if tie.struck else word


def _contribution(desk: Desk, id: ContributionId, up: str) -> tuple[Markup, Markup]:
    if not desk.has_page(id) and id not in desk.roots:
        return escape(id), Markup()
    link = Markup('<a class="id" href="{}{}">{}</a> ').format(up, threads.address(desk, id), id)
    title = one_line(desk.title(id), LONGEST)
    return link, Markup("<bdi{}>{}</bdi>").format(desk.attribute_of(id), title)


def _theme(desk: Desk, tie: Tie, up: str) -> Markup:
    called = tie.decision.called
    name = Markup("<bdi{}>{}</bdi>").format(desk.lang_attribute, called or tie.decision.place[1])
    if called:
        name = Markup('<a href="{}synthesis/{}/">{}</a>').format(up, tie.decision.theme, name)
    return desk.words.html("tie-theme", theme=name)
