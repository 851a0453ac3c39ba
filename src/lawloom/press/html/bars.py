"""The colour vote: a bar for the eye and its tally in words. The one place that prints tallies, everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from lawloom.model.contribution import Kind
from lawloom.model.tally import Figures, ItemTally
from lawloom.model.vote import STANCES, THREE_WAY, Stance
from lawloom.press.html.quickly import esc
from lawloom.press.html.words import Words

SMALLEST_BAR = 5  # people; under this a bar would make much of little

# Patterns of the bars: once a page, and only where there is a bar.
PATTERNS = Markup(
    '<svg class="vh" aria-hidden="true" width="0" height="0"><pattern id="pm" width="6" height="6" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="pm0" width="6" height="6"/>'
    '<rect class="pm1" width="1.6" height="6"/></pattern><pattern id="pa" width="5" height="5" '
    'patternUnits="userSpaceOnUse"><rect class="pa0" width="5" height="5"/>'
    '<circle class="pa1" cx="2.5" cy="2.5" r="1.1"/></pattern></svg>'
)
_SHOWN = {
    Stance.FOR: "f-t",
    Stance.MIXED: "m-t",
    Stance.AGAINST: "a-t",
    Stance.PASS: "p-t",
    Stance.SUPPORT: "",
    Stance.SIGNATURE: "",
}
_SHARED = frozenset({Stance.FOR, Stance.MIXED, Stance.AGAINST, Stance.PASS})  # parts of one whole


class _Told(NamedTuple):
    """What is printed of one stance, ten thousand times with another number, as HTML."""

    data: str  # ` data-for="`
    before: str  # the number
    after: str  # it
    words: tuple[str, str]  # for one and for more; the same where a language makes no difference
    unknown: str  # in its place


@lru_cache(maxsize=8)
def _told(words: Words) -> dict[Stance, _Told]:
    """Of every stance, in the order in which they are printed."""
    return {
        stance: _Told(
            f' data-{stance}="',
            f'<span class="{css}"><b>' if css else "<span><b>",
            "</b> ",
            (esc(words(stance, n=1)), esc(words(stance, n=2))),
            f'<span class="all">{esc(words("not-known-one", stance=words(stance, n=2)))}</span>',
        )
        for stance, css in _SHOWN.items()
    }


def bar(total: Figures, height: int = 14) -> Markup:
    """A bar; empty where none is drawn."""
    return Markup(_bar(total, height))  # noqa: S704  whole numbers only


def _bar(total: Figures, height: int) -> str:
    """Three stacked rectangles, widest first, whole percents; nothing under five votes or where a part is unknown.

    A statement has *pass* where the others have *mixed*; it is drawn plain, for it is a figure of its own.
    """
    by = total.by_stance
    middle = Stance.PASS if Stance.PASS in by else Stance.MIXED
    if Stance.FOR not in by or Stance.AGAINST not in by or middle not in by:
        return ""
    votes_for, between, against = by[Stance.FOR], by[middle], by[Stance.AGAINST]
    whole = votes_for + between + against
    if whole < SMALLEST_BAR:
        return ""
    first = (200 * votes_for + whole) // (2 * whole)
    second = (200 * (votes_for + between) + whole) // (2 * whole)
    fill = 'class="p"' if middle is Stance.PASS else 'fill="url(#pm)"'
    return (
        f'<svg class="bar" width="100%" height="{height}" aria-hidden="true">'
        f'<rect width="100%" height="{height}" fill="url(#pa)"/>'
        f'<rect width="{second}%" height="{height}" {fill}/>'
        f'<rect class="f" width="{first}%" height="{height}"/></svg>'
    )


def tally(item: ItemTally, words: Words) -> Markup:
    """The figures of one item in words, with how many people; empty where its kind has no vote.

    What is not known is told so and never printed as 0.
    """
    return Markup(_tally(item, words, whole=True))  # noqa: S704  escaped there


def with_bar(item: ItemTally, words: Words, height: int) -> str:
    """Bar and figures without the number of people, as HTML."""
    return _bar(item.total, height) + _tally(item, words, whole=False)


def brief(item: ItemTally, words: Words) -> Markup:
    """The same without the number of people, for lists."""
    return Markup(_tally(item, words, whole=False))  # noqa: S704  escaped there


def support(item: ItemTally | None, words: Words) -> Markup:
    """The figures of an argument, a source or a comment; empty where nothing is known of them."""
    return brief(item, words) if item is not None and item.total.by_stance else Markup()


def _tally(item: ItemTally, words: Words, *, whole: bool) -> str:
    by = item.total.by_stance
    if not by:
        return _nothing(item, words)
    form = _form(words, item.kind, tuple(by))
    values: list[str | int] = [esc(item.id), *[by[stance] for stance in form.stances]]
    for stance in form.stances:
        n = by[stance]
        values.append(words.number(n))
        if stance in form.words:
            values.append(form.words[stance][not words.is_one(n)])
        if stance is Stance.FOR:
            values.append(_share(by, words))
    html = form.line % tuple(values)
    if whole and form.is_shared:
        # Where totals were received, nobody knows how many people they are.
        shared = sum([n for stance, n in by.items() if stance in _SHARED])
        many = _so_many("people-n" if item.people == shared else "votes-n", shared, words)
        return f'{html} <span class="all">{many}</span></p>'
    return f"{html}</p>"


def _nothing(item: ItemTally, words: Words) -> str:
    """In place of figures; empty where its kind has no vote."""
    if not STANCES[item.kind]:
        return ""
    why = "votes-joined" if item.merged_into else "votes-not-taken" if item.late else "votes-not-known"
    nothing = f'<span class="all">{words.escaped(why)}</span>'
    return f'<p class="tally" data-on="{esc(item.id)}">{nothing}</p>'


class _Form(NamedTuple):
    """The line of figures of all items of a kind of which the same stances are known, up to its end.

    line       with %s for the id, then %d for each figure, then for each again %s for it in words; one more for its
               word where that varies, and after *for* one for its share
    stances    known, in the order in which they are printed
    words      of those whose word is another for one than for more: both, as HTML
    is_shared  whether some are parts of one whole
    """

    line: str
    stances: tuple[Stance, ...]
    words: dict[Stance, tuple[str, str]]
    is_shared: bool


@lru_cache(maxsize=256)
def _form(words: Words, kind: Kind, known: tuple[Stance, ...]) -> _Form:
    told, expected = _told(words), STANCES[kind]
    stances = tuple(stance for stance in told if stance in known)
    parts = []
    for stance in stances:
        before, (one, more) = told[stance].before.replace("%", "%%"), told[stance].words
        word = "%s" if one != more else more.replace("%", "%%")
        parts.append(f"{before}%s{told[stance].after}{word}{'%s' if stance is Stance.FOR else ''}</span>")
    if len(known) < len(expected) and not set(known).isdisjoint(expected):
        parts += [told[stance].unknown.replace("%", "%%") for stance in expected if stance not in known]
    data = "".join([f'{told[stance].data}%d"' for stance in stances])
    line = f'<p class="tally" data-on="%s"{data}>{" ".join(parts)}'
    varying = {stance: told[stance].words for stance in stances if len(set(told[stance].words)) > 1}
    return _Form(line, stances, varying, not _SHARED.isdisjoint(known))


def _share(by: Mapping[Stance, int], words: Words) -> str:
    """` (40 %)` after the votes for, where the whole is known and not too small."""
    if len(by) < len(THREE_WAY):
        return ""
    whole = sum([n for one, n in by.items() if one in _SHARED])
    return f" ({words.share(by[Stance.FOR], whole)})" if whole >= SMALLEST_BAR else ""


def _so_many(key: str, n: int, words: Words) -> str:
    return words.form(key) % words.number(n) if n > 1 else esc(words(key, n=n))


def channels(item: ItemTally, words: Words) -> str:
    """Which way the votes came, one by one and as totals told apart, as HTML; empty where there are none."""
    parts = []
    for one in item.channels:
        mark = f'<data data-of="{esc(f"items/{item.id}/channels/{one.channel}")}/%s" value="%d">%s</data>'
        for key, form, figures in (("rows", "rows", one.rows), ("counts", "count", one.counts)):
            if n := sum(figures.by_stance.values()):
                number = mark % (key, n, words.number(n))
                parts.append(words.form(f"by-channel-{form}", channel=words.channel(one.channel)) % number)
    return words.form("by-channel") % words.joined(parts) if parts else ""


def figures(item: ItemTally, words: Words, days: str) -> str:
    """All that is told of the votes on one item, as HTML: bar, tally, ways, own vote, votes outside, the days."""
    if not has_votes(item.kind):
        return ""
    drawn = _bar(item.total, 22)
    html = f"{PATTERNS}{drawn}{_tally(item, words, whole=True)}" if drawn else _tally(item, words, whole=True)
    lines = [channels(item, words)]
    if item.own:
        lines.append(esc(words("own-vote", stance=words(item.own.value, n=1))))
    if item.outside:
        lines.append(words.figure(f"items/{item.id}/outside", item.outside, "outside-votes"))
    lines.append(esc(days))
    for line in lines:
        if line:
            html += f'\n<p class="meta">{line}</p>'
    return html


def has_votes(kind: Kind) -> bool:
    return bool(STANCES[kind])
