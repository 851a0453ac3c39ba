"""What an amendment would change, word by word, whether it still fits, and its rivals; and the list of all.

The words are a citizen's: see lawloom.press.bill.plain_redline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from lawloom.bill.drafting.amending import Standing, groups
from lawloom.model.article import Article
from lawloom.model.contribution import Kind
from lawloom.model.editorial import Outcome
from lawloom.model.ids import ArticleId, ContributionId
from lawloom.pages.addresses import version_name
from lawloom.pages.subject_views import version_called
from lawloom.press.bill import plain_redline
from lawloom.press.bill.plain_redline import visible
from lawloom.press.contributions.entries import LEFT, left, named_link, unbroken, way_and_day
from lawloom.press.contributions.fates import CSS, word_of
from lawloom.press.desk import amendments
from lawloom.press.desk.amendments import Overview, Touched
from lawloom.press.desk.desk import Desk
from lawloom.press.desk.subject_page import subject_page, titled
from lawloom.press.html import bars
from lawloom.press.html.press import Press
from lawloom.press.html.quickly import esc
from lawloom.press.site.files import Part

ADDRESS = "amendments/"  # from the folder of the subject
MOST_CREDITED = 100  # amendments that went into one version


class Row(NamedTuple):
    name: Markup
    by: Markup
    votes: Markup | str
    standing: Markup | str = ""


class Group(NamedTuple):
    """rows: amendments on the same words, or one that has no rival."""

    is_rival: bool
    rows: list[Row]


class OfArticle(NamedTuple):
    id: str
    title: Markup
    groups: list[Group]


def section(desk: Desk, id: ContributionId, up: str) -> str:
    """On the page of an amendment, as HTML: each article it touches, then its rivals; empty where nothing is known."""
    one = amendments.of(desk).amendments.get(id)
    if one is None or not one.touched:
        return ""
    words = desk.words
    parts = [f'<h2 id="h-change">{words.escaped("amendment-changes")}</h2>\n']
    parts += [_article(desk, part, up) for part in one.touched]
    own = desk.items.get(id)
    if own is None or not bars.bar(own.total):
        parts.append(str(bars.PATTERNS))  # else they stand above, with its own votes
    for key, others, more in (("amendment-same", one.same, one.more), ("amendment-elsewhere", one.elsewhere, 0)):
        if others:
            found = (_row(desk, other, up) for other in others)
            rows = "".join(f'<li>{row.name} <span class="by">{row.by}</span>{row.votes}</li>' for row in found)
            rows += f"<li>{esc(words('and-more', n=more))}</li>" if more > 0 else ""
            parts.append(f'<h2>{words.escaped(key)}</h2>\n<ul class="about">{rows}</ul>\n')
    parts.append(f'<p class="meta"><a href="{up}{ADDRESS}">{words.escaped("amendments-all")}</a></p>\n')
    return "".join(parts)


def _article(desk: Desk, part: Touched, up: str) -> str:
    words = desk.words
    head = _called(desk, part, up)
    said = [f'<h3>{head}</h3>\n<p class="meta">{_standing(desk, part)}</p>\n']
    if part.left_out:
        pass  # that is said above
    elif part.quote[0]:
        said.append(plain_redline.instead(*part.quote))
    else:
        said.append(plain_redline.shown(part.before or "", part.after or ""))
    if part.seen.standing is Standing.CONFLICT and part.before and not part.left_out:
        today = next((amendments.whole(one) for one in _articles(desk) if one.id == part.article), "")
        if today and today != part.before:
            since = plain_redline.shown(part.before, today)
            said.append(f"<details open><summary>{words.escaped('amendment-since')}</summary>{since}</details>\n")
    if (
        part.article
        and part.seen.standing is Standing.MERGES
        and part.seen.merged is not None
        and part.after is not None
    ):
        today = amendments.whole(next(one for one in _articles(desk) if one.id == part.article))
        would = plain_redline.shown(today, part.seen.merged)
        said.append(f"<details><summary>{words.escaped('amendment-merged')}</summary>{would}</details>\n")
    return "".join(said)


def _articles(desk: Desk) -> Iterable[Article]:
    return desk.original.bill.articles if desk.original.bill else ()


def _called(desk: Desk, part: Touched, up: str) -> Markup:
    if part.article in desk.articles:
        lang = desk.attribute_of(part.article)
        return Markup('<a href="{}bill/#{}"{}>{}</a>').format(up, part.article, lang, desk.title(part.article))
    if not part.article:
        return escape(desk.words("amendment-preamble"))
    first = (part.before or part.after or part.article).split("\n")[0]
    return Markup("<bdi>{}</bdi>").format(visible(first)[:200])


def _standing(desk: Desk, part: Touched) -> Markup:
    """Whether it fits, in a sentence: with the version that changed its words, and who presented that."""
    words, standing = desk.words, part.seen.standing
    if part.left_out:
        return escape(words("amendment-too-long"))
    if standing not in (Standing.CONFLICT, Standing.GONE) or part.changed is None:
        return escape(words(f"amendment-{standing.value}"))
    label, date, author = part.changed
    version = version_called(label, words.language) if label else words("passage-today")
    told = words("passage-version", label=version, date=words.written_day(date)) if date else version
    key = f"amendment-{standing.value}"
    if author:
        return escape(words(f"{key}-by", version=told, name=desk.person(author)))
    return escape(words(f"{key}-in", version=told))


def _row(desk: Desk, id: ContributionId, up: str, article: ArticleId = "") -> Row:
    """Another amendment by name, with what was decided of it.

    article  of which it is said whether it fits; empty: of none
    """
    one = desk.contributions[id]
    day = Markup(way_and_day(desk, one))  # noqa: S704  escaped there
    by = Markup("{}, {}. {}").format(Markup(unbroken(id)), day, _outcome(desk, id))  # noqa: S704  escaped there
    found = amendments.of(desk).amendments.get(id)
    parts = [part for part in found.touched if part.article == article] if found and article else []
    item = desk.items.get(id)
    votes = bars.bar(item.total, 10) + bars.tally(item, desk.words) if item is not None else ""
    return Row(named_link(desk, id, up), by, votes, _standing(desk, parts[0]) if parts else "")


def _outcome(desk: Desk, id: ContributionId) -> Markup:
    """What was decided of it last; else what became of it where it was sent."""
    decided = desk.decisions.get(id)
    if decided:
        last = decided[-1]
        now = last.later[-1].outcome if last.later else last.outcome
        return Markup('<span class="out {}">{}</span>').format(CSS[now], word_of(desk, id, now))
    one = desk.contributions[id]
    return escape(left(desk, one)) if one.state in LEFT else Markup()


# --- the list of all


def print_list(press: Press, desk: Desk, part: Part) -> None:
    """Print the page of all amendments of a subject, by article, rivals together; none where there are none."""
    if not any(one.kind is Kind.AMENDMENT for one in desk.contributions.values()):
        return
    page = subject_page(desk, press.printery, ADDRESS)
    body = page.render(
        "amendments.html",
        lang=desk.lang,
        patterns=bars.PATTERNS,
        articles=list(_by_article(desk)),
    )
    part.put(page.file, page.printed(titled(desk, desk.words("amendments-title")), [body]))


def _by_article(desk: Desk) -> Iterator[OfArticle]:
    overview = amendments.of(desk)
    listed: set[ContributionId] = set()
    there: list[ArticleId] = list(desk.articles)
    there += sorted({one.article for found in overview.amendments.values() for one in found.touched} - {*there, ""})
    desk.texts.fetch([one.id for one in desk.contributions.values() if one.kind is Kind.AMENDMENT])
    sent = [one for one in desk.contributions.values() if one.kind is Kind.AMENDMENT]
    for article in there:
        touching = frozenset(overview.on(article))
        ids = [one.id for one in sent if one.on == article or one.id in touching]
        if ids:
            listed.update(ids)
            pairs = overview.pairs.get(article, {})
            shown = [
                Group(len(group) > 1, [_row(desk, id, "../", article) for id in group]) for group in groups(pairs, ids)
            ]
            yield OfArticle(article, _title_of(desk, article, overview), shown)
    rest = [one.id for one in sent if one.id not in listed]
    if rest:
        rows = [Group(False, [_row(desk, id, "../")]) for id in rest]
        yield OfArticle("", escape(desk.words("amendment-of-whole")), rows)


def _title_of(desk: Desk, article: ArticleId, overview: Overview) -> Markup:
    if article in desk.articles:
        lang = desk.attribute_of(article)
        return Markup('<a href="../bill/#{}"{}>{}</a>').format(article, lang, desk.title(article))
    parts = (part for id in overview.on(article) for part in overview.amendments[id].touched)
    part = next((one for one in parts if one.article == article and (one.before or one.after)), None)
    return _called(desk, part, "../") if part else escape(article)


# --- the version in which they went


def slots(desk: Desk) -> Iterator[tuple[str, Markup]]:
    """`adopted/<subject>/<version>`: the amendments that went into it, by name, with their authors."""
    versions = sorted(desk.subject.bill.versions, key=lambda one: one.number) if desk.subject.bill else []
    last = ""
    for version in versions:
        ids = [id for id in _adopted(desk, last, version.date) if version.date]
        name = f"adopted/{desk.subject.id}/{version_name(version)}"
        rows = Markup("").join(_credit(desk, id) for id in ids[:MOST_CREDITED])
        head = desk.words("amendments-adopted")
        yield name, Markup('<h2>{}</h2><ul class="about">{}</ul>').format(head, rows) if ids else Markup()
        last = version.date or last


def _adopted(desk: Desk, after: str, until: str) -> Iterator[ContributionId]:
    """Amendments that were adopted, wholly or in part, after one day and until another."""
    for id in desk.by_kind.get(Kind.AMENDMENT, ()):
        decided = desk.decisions.get(id, ())
        kept = [one for one in decided if one.outcome in (Outcome.ADOPTED, Outcome.PARTLY)]
        if kept and after < kept[-1].date[:10] <= until:
            yield id


def _credit(desk: Desk, id: ContributionId) -> Markup:
    name = Markup(desk.name(id))  # noqa: S704  escaped there
    number = Markup(unbroken(id))  # noqa: S704  escaped there
    return Markup('<li>{} <span class="by">{}, {}</span></li>').format(named_link(desk, id, "../../../"), number, name)
