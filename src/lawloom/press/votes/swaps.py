"""What a vote changes on pages that stand: old words give way to new ones, each found exactly once.

A page was made from a template and what went into it. Where all of that is as it was but the figures of an item, the
page of today is the page of yesterday with those figures in their place. Words that are not found, or found twice, say
that this is not such a page; it is then printed the whole way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup, escape

from lawloom.model.instant import Instant
from lawloom.model.tally import SubjectTally
from lawloom.press.html import bars
from lawloom.press.html.quickly import esc
from lawloom.press.html.words import Words
from lawloom.press.subject import figure_rows
from lawloom.tally.one_more import Change, Unusual

LineOf = Callable[[str, str], str]  # the row of an id in a list, and the way from that list to the subject's folder


def swapped(text: str, old: str, new: str) -> str:
    """The text with new in the place of old. Unusual unless old stands in it once."""
    if old == new:
        return text
    if text.count(old) != 1:
        raise Unusual
    return text.replace(old, new)


def item_page(html: str, change: Change, words: Words, days: str, *, first: bool) -> str:
    """A page of the item itself.

    days   the sentence that says when votes on its kind count
    first  whether the figures stand on it: on further pages of a long thread they do not
    """
    before, after = change.before, change.after
    if first:
        html = swapped(html, f"</h2>{bars.figures(before, words, days)}", f"</h2>{bars.figures(after, words, days)}")
    return swapped(html, _last_record(before.last_at, words), _last_record(after.last_at, words))


def _last_record(at: Instant, words: Words) -> str:
    told = f"{words('last-record')} {words.moment(at)}." if at else words("no-record")
    return f'<p class="src">{esc(told)} '


def list_page(
    html: str,
    ids: tuple[Sequence[str], Sequence[str]],
    newest: tuple[Instant, Instant],
    changes: Mapping[str, Change],
    words: Words,
    line_of: LineOf,
) -> str:
    """A page of a list, in the order of arrival or in one that votes make.

    ids      that stand on it, before and after
    newest   the newest record on it, before and after
    changes  of what stands on it now and was not removed from view
    line_of  the row of an id that was not on this page
    """
    was = html
    if ids[0] != ids[1]:
        html = _reordered(html, ids, line_of)
    for change in changes.values():
        html = _with_figures(html, change, words)
    if ("url(#p" in html) != ("url(#p" in was):
        raise Unusual  # the patterns of the bars stand on a page only where there is one
    return swapped(html, *(f'<p class="src">{_on_page(at, words)}' for at in newest))


def _reordered(html: str, ids: tuple[Sequence[str], Sequence[str]], line_of: LineOf) -> str:
    """The list in another order. What came late stands after all others, in a list of its own that is left alone."""
    begin = html.index("\n", html.index('<ol class="list" start=')) + 1
    rows = [row for row in html[begin : html.index("\n</ol>", begin)].split("\n") if row]
    many = len(rows)
    if len(ids[0]) != len(ids[1]) or ids[0][many:] != ids[1][many:]:
        raise Unusual
    known = dict(zip(ids[0], rows, strict=False))
    now = [known[id] if id in known else line_of(id, way_up(html)) for id in ids[1][:many]]
    return swapped(html, "\n".join(rows), "\n".join(now))


def _with_figures(html: str, change: Change, words: Words) -> str:
    """The list with other figures on a row."""
    old, new = (bars.with_bar(item, words, 10) for item in (change.before, change.after))
    return swapped(html, f'<div class="v">{old}</div></li>', f'<div class="v">{new}</div></li>')


def _on_page(at: Instant, words: Words) -> str:
    return f"{esc(words('list-src'))} {esc(words.moment(at))}. " if at else ""


def way_up(html: str) -> str:
    """The way from a list to the folder of the subject: its second crumb."""
    crumbs = html.index('<nav class="crumbs"')
    first = html.index("</a>", crumbs)
    begin = html.index('<a href="', first) + len('<a href="')
    return html[begin : html.index('"', begin)]


def figures_slot(
    html: str, before: SubjectTally, after: SubjectTally, words: Words, *, items: str, ours: Mapping[str, int]
) -> str:
    """The figures of the subject, by kind and by way.

    items  how many contributions, as HTML
    ours   how many elements of each kind are the author's
    """
    pair = before, after
    many = Markup(items)  # noqa: S704  as the page has it
    html = swapped(html, *(f'<p class="lede">{figure_rows.line(words, one, many)}</p>' for one in pair))
    for kind in after.kinds:
        rows = (figure_rows.kind_row(words, one.kinds[kind], ours.get(kind, 0)) for one in pair)
        html = swapped(html, *map(_kind, rows))
    if figure_rows.columns(before) != figure_rows.columns(after):
        raise Unusual  # the table has another head
    for rows_of_way in zip(*(figure_rows.channel_rows(words, one) for one in pair), strict=True):
        html = swapped(html, *map(_channel, rows_of_way))
    notes = [list(figure_rows.beside_the_count(words, one)) for one in pair]
    if notes[0] != notes[1]:
        if not notes[0] or not notes[1]:
            raise Unusual
        html = swapped(html, *("".join(f'<p class="meta">{note}</p>\n' for note in some).rstrip() for some in notes))
    return html


def _kind(row: figure_rows.KindRow) -> str:
    small = f"<small>{row.small}</small>" if row.small else ""
    return f'<tr><th scope="row">{esc(row.name)}{small}</th><td class="n">{row.items}</td><td>{row.votes}</td></tr>'


def _channel(row: figure_rows.ChannelRow) -> str:
    cells = "".join(f'<td class="n">{escape(cell)}</td>' for cell in (row.items, row.people, *row.votes))
    return f'<tr><th scope="row">{esc(row.name)}</th>{cells}</tr>'


def elements_slot(html: str, change: Change, words: Words) -> str:
    """The elements of a subject's page, where the item is one of them."""
    return swapped(
        html,
        *(f"<div>{bars.bar(item.total)}{bars.tally(item, words)}</div>" for item in (change.before, change.after)),
    )


def reordered_elements(html: str, was: Sequence[str], now: Sequence[str]) -> str:
    """The elements of one kind in another order."""
    places = {}
    for id in was:
        begin = html.rindex("<article ", 0, html.index(f'<h3><a href="c/{id}/"'))
        places[id] = begin, html.index("</article>", begin) + len("</article>")
    blocks = {id: html[begin:end] for id, (begin, end) in places.items()}
    pieces, at = [], 0
    for id, (begin, end) in zip(now, places.values(), strict=True):
        if begin < at:
            raise Unusual
        pieces += [html[at:begin], blocks[id]]
        at = end
    return "".join([*pieces, html[at:]])


def source_slot(html: str, before: SubjectTally, after: SubjectTally, words: Words) -> str:
    """What was counted, when, and its digest."""
    return swapped(html, _source(before, words), _source(after, words))


def _source(tally: SubjectTally, words: Words) -> str:
    lines = words.figure("lines", tally.lines, "lines-n")
    counted = words.html("counted", moment=words.moment(tally.as_of), lines=lines)
    return f'<p class="src">{counted} <span class="mono">{esc(tally.head[:12])}</span>. '


def typeset_page(html: str, slots: Mapping[str, tuple[str, str]]) -> str:
    """A page that an engine set, where these slots on it changed: by name, before and after."""
    for old, new in slots.values():
        if ("url(#p" in old) != ("url(#p" in new):
            raise Unusual  # the patterns of the bars stand before the first of them
        html = swapped(html, old.strip(), new.strip())
    return html
