"""Participation over time: a figure of columns, the phases under it, and a table with the same figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from lawloom.model.instant import Instant
from lawloom.model.phase import Phase
from lawloom.model.tally import DayFigures
from lawloom.press.desk.timeline import ENDLESS, phase_name
from lawloom.press.html.quickly import esc
from lawloom.press.html.words import Words, zone

if TYPE_CHECKING:
    from lawloom.press.desk.desk import Desk

# So many days at most are shown day by day, week by week, month by month: never many more than sixty columns.
BY_DAY, BY_WEEK, BY_MONTH = 42, 400, 1830
MOST_COLUMNS = 60
HEIGHT = 80  # pixels of the greatest column
FIGURE = 122  # pixels from one axis to the next
WHOLE = 10_000  # the width, in hundredths of a percent
ONE_DAY = timedelta(days=1)
WIDEST = 800  # hundredths of a percent of the width that a column takes
LANE = 24  # pixels between the threads of phases that are open together
GAP = 60  # hundredths of a percent between a phase and the next
BELOW_AXIS = 34
NARROWEST = 300  # hundredths of a percent that the number of a phase needs beside the next


class Column(NamedTuple):
    """What came in one stretch of time."""

    start: date
    end: date  # exclusive
    contributions: int
    votes: int


@dataclass(frozen=True, slots=True)
class Series:
    """All columns, without a gap; `unit` is day, week, month or year, and a column may hold several years."""

    unit: str
    columns: list[Column]
    years: int = 1

    @property
    def start(self) -> date:
        return self.columns[0].start

    @property
    def days(self) -> int:
        return max(1, (self.columns[-1].end - self.start).days)

    def place(self, at: date) -> int:
        """Where a day begins, in hundredths of a percent of the width; what lies outside is drawn at the edge."""
        days = min(max((at - self.start).days, 0), self.days)
        return (2 * WHOLE * days + self.days) // (2 * self.days)


class Span(NamedTuple):
    """A phase by its days."""

    number: int
    phase: Phase
    first: date
    after: date

    def name(self, words: Words) -> str:
        return phase_name(self.phase, words)

    def days(self, words: Words) -> str:
        start = _day(words, self.first)
        if self.phase.closes_at.startswith(ENDLESS):
            return words("time-phase-from", start=start)
        return words("time-phase-days", start=start, end=_end(words, self.after))


def series(days: Mapping[str, DayFigures]) -> Series:
    """The days put together so that a page can show them. days: not empty, `2027-03-18` to what came."""
    known = {date.fromisoformat(day): found for day, found in days.items()}
    first, last = min(known), max(known)
    span = (last - first).days + 1
    unit = "day" if span <= BY_DAY else "week" if span <= BY_WEEK else "month" if span <= BY_MONTH else "year"
    years = -(-(last.year - first.year + 1) // MOST_COLUMNS)
    starts = [_first_of(first, unit)]
    while (following := _after(starts[-1], unit, years)) <= last and following > starts[-1]:
        starts.append(following)
    ends = [*starts[1:], _after(starts[-1], unit, years)]
    sums = [[0, 0] for _ in starts]
    at = 0
    for day in sorted(known):
        while day >= ends[at] and at < len(ends) - 1:
            at += 1
        sums[at][0] += known[day].contributions
        sums[at][1] += known[day].votes
    columns = [Column(start, end, *both) for start, end, both in zip(starts, ends, sums, strict=True)]
    return Series(unit, columns, years if unit == "year" else 1)


def slot(desk: Desk) -> Markup:
    """The figure with its table; a sentence where nothing came, or where nobody knows when."""
    words, tally = desk.words, desk.tally
    if not tally.days:
        told = words.escaped("time-unknown" if desk.contributions else "time-empty")
        return Markup(f"{_head(words)}<p>{told}</p>")  # noqa: S704  escaped
    return Markup(figure(tally.days, desk.subject.phases, words, desk.settings.timezone, notes(desk)))  # noqa: S704


def notes(desk: Desk) -> str:
    """What the figure leaves out, as HTML: no vote of a person changes that."""
    return esc(" ".join(_notes(desk)))


def figure(days: Mapping[str, DayFigures], phases: Sequence[Phase], words: Words, timezone: str, notes: str) -> str:
    """The figure and its table as HTML. One vote more changes `days` alone.

    days      not empty
    timezone  in which phases open and close
    notes     what stands under the figure, as HTML
    """
    shown = series(days)
    spans = [_span(phase, number, timezone) for number, phase in enumerate(phases, start=1)]
    return f"{_head(words)}{_drawn(words, shown, spans, notes)}{_table(words, shown, spans)}"


def _head(words: Words) -> str:
    return f'<h2 id="h-time">{words.escaped("time")}</h2>\n'


# --- the figure -------------------------------------------------------------------------------------------------------


def _drawn(words: Words, shown: Series, spans: Sequence[Span], notes: str) -> str:
    parts = []
    base = 0
    for css, key, values in (
        ("kn", "time-contributions", [one.contributions for one in shown.columns]),
        ("dotq", "time-votes", [one.votes for one in shown.columns]),
    ):
        if greatest := max(values):
            base += FIGURE
            heading = esc(words(key, unit=_by(words, shown), n=greatest))
            bars = "".join(_bars(shown, values, greatest, base))
            axis = f'<line class="edge" x1="0" x2="100%" y1="{base}" y2="{base}"/>'
            parts.append(f'<text x="0" y="{base - HEIGHT - 10}">{heading}</text>{axis}<g class="{css}">{bars}</g>')
    first, last = (esc(_short(words, day, shown)) for day in (shown.start, shown.columns[-1].end - ONE_DAY))
    parts.append(
        f'<text class="q" x="0" y="{base + 18}">{first}</text>'
        f'<text class="q" x="100%" y="{base + 18}" text-anchor="end">{last}</text>'
    )
    threads, lanes = _threads(shown, spans, base + BELOW_AXIS)
    height = base + BELOW_AXIS + LANE * max(lanes, 1)
    legend = "".join(
        f"<li><b>{one.number}</b> {esc(one.name(words))}, {esc(one.days(words))}</li>" for one, _ in threads
    )
    return (
        f'<figure class="fig"><svg width="100%" height="{height}" role="img" direction="ltr"'
        ' aria-labelledby="time-t" aria-describedby="time-d">\n'
        f'<title id="time-t">{esc(_title(words, shown))}</title>'
        f'<desc id="time-d">{esc(_described(words, shown))}</desc>'
        + "\n".join(["", *parts, *(line for _, line in threads), "</svg>"])
        + (f'\n<ul class="legend">{legend}</ul>' if legend else "")
        + f"\n<figcaption>{notes}</figcaption></figure>\n"
    )


def _bars(shown: Series, values: Sequence[int], greatest: int, base: int) -> Iterator[str]:
    for column, value in zip(shown.columns, values, strict=True):
        if value:
            begin, end = shown.place(column.start), shown.place(column.end)
            width = min((end - begin) * 4 // 5, WIDEST)
            height = -(-HEIGHT * value // greatest)
            x = _percent((begin + end - width) // 2)
            yield f'<rect x="{x}" y="{base - height}" width="{_percent(width)}" height="{height}"/>'


def _threads(shown: Series, spans: Sequence[Span], top: int) -> tuple[list[tuple[Span, str]], int]:
    """The phases that were open while something came, each on the first lane that is free; how many lanes there are."""
    found = []
    lanes: list[int] = []  # up to where each is taken
    for one in spans:
        begin, end = shown.place(one.first), shown.place(one.after)
        if begin >= end:
            continue
        lane = next((at for at, taken in enumerate(lanes) if taken <= begin), len(lanes))
        lanes[lane : lane + 1] = [max(end, begin + NARROWEST)]
        y = top + LANE * lane
        x1, x2 = _percent(begin), _percent(end if end == WHOLE else max(end - GAP, (begin + end) // 2))
        line = (
            f'<line class="th" stroke-width="3" x1="{x1}" x2="{x2}" y1="{y}" y2="{y}"/>'
            f'<text class="b" x="{x1}" y="{y + 15}">{one.number}</text>'
        )
        found.append((one, line))
    return found, len(lanes)


def _table(words: Words, shown: Series, spans: Sequence[Span]) -> str:
    rows = []
    for one in shown.columns:
        names = [span.name(words) for span in spans if span.first < one.end and span.after > one.start]
        rows.append(
            f'<tr><th scope="row">{esc(_when(words, shown, one))}</th><td>{esc(words.joined(names))}</td>'
            + "".join(f'<td class="n">{_cell(words, one, key)}</td>' for key in ("contributions", "votes"))
            + "</tr>\n"
        )
    say = words.escaped
    total = Column(
        shown.start,
        shown.columns[-1].end,
        sum(one.contributions for one in shown.columns),
        sum(one.votes for one in shown.columns),
    )
    return (
        f"<details><summary>{say('as-table')}</summary>"
        f'<div class="scroll" tabindex="0" role="region" aria-label="{say("time")}"><table class="tb">'
        f"<caption>{esc(_title(words, shown))}</caption>"
        f'<thead><tr><th scope="col">{say(f"time-{shown.unit}")}</th><th scope="col">{say("time-phase")}</th>'
        f'<th scope="col" class="n">{say("contributions")}</th><th scope="col" class="n">{say("time-votes-cast")}</th>'
        f"</tr></thead><tbody>\n{''.join(rows)}</tbody>"
        f'<tfoot><tr><th scope="row" colspan="2">{say("together")}</th>'
        + "".join(f'<td class="n">{_cell(words, total, key)}</td>' for key in ("contributions", "votes"))
        + "</tr></tfoot></table></div></details>"
    )


def _cell(words: Words, one: Column, key: str) -> Markup:
    """What came in that stretch: the sum of `days` of tally.json from its start until before its end."""
    return words.figure(f"days/{one.start}/{one.end}/{key}", getattr(one, key))


# --- words ------------------------------------------------------------------------------------------------------------


def _title(words: Words, shown: Series) -> str:
    last = _end(words, shown.columns[-1].end)
    return words("time-title", unit=_by(words, shown), start=_day(words, shown.start), end=last)


def _described(words: Words, shown: Series) -> str:
    """Sums and summits in two sentences, for those who do not see the figure."""
    parts = []
    for key, values in (
        ("items-n", [one.contributions for one in shown.columns]),
        ("votes-n", [one.votes for one in shown.columns]),
    ):
        if most := max(values):
            when = _when(words, shown, shown.columns[values.index(most)])
            what = words(key, n=sum(values))
            parts.append(words(f"time-most-{shown.unit}", what=what, when=when, many=words.number(most)))
    return " ".join([*parts, words("time-table-below")])


def _notes(desk: Desk) -> list[str]:
    """What the figure leaves out."""
    words = desk.words
    notes = [words("time-note")]
    if undated := sum(one.undated for one in desk.contributions.values()):
        notes.append(words("time-undated", n=undated))
    if totals := sum(sum(one.counts.by_stance.values()) for one in desk.tally.channels.values()):
        notes.append(words("time-totals", n=totals))
    return notes


def _by(words: Words, shown: Series) -> str:
    return words("time-by-year", n=shown.years) if shown.unit == "year" else words(f"time-by-{shown.unit}")


def _when(words: Words, shown: Series, one: Column) -> str:
    """What a column is called: its first day, its month, its years."""
    if shown.unit == "month":
        return words("month-year", month=words.months[one.start.month - 1], year=str(one.start.year))
    if shown.unit == "year":
        last = one.start.year + shown.years - 1
        return str(one.start.year) if shown.years == 1 else f"{one.start.year}–{last}"
    return _day(words, one.start)


def _day(words: Words, day: date) -> str:
    return words.written_day(day.isoformat())


def _end(words: Words, after: date) -> str:
    """The last day before another."""
    return _day(words, after - ONE_DAY if after > date.min else after)


def _short(words: Words, day: date, shown: Series) -> str:
    """A day as the axis has room for; its year where it is not the same everywhere."""
    month = words.short_months[day.month - 1]
    if shown.unit == "year":
        return str(day.year)
    if shown.unit == "month":
        return words("month-year", month=month, year=str(day.year))
    short = words("date-short", day=str(day.day), month=month)
    return short if shown.start.year == shown.columns[-1].end.year else f"{short} {day.year}"


# --- time -------------------------------------------------------------------------------------------------------------


def _span(phase: Phase, number: int, timezone: str) -> Span:
    return Span(number, phase, _local(phase.opens_at, timezone), _local(phase.closes_at, timezone))


def _local(at: Instant, timezone: str) -> date:
    moment = datetime.fromisoformat(at)
    try:
        return moment.astimezone(zone(timezone)).date()
    except OverflowError:  # the first and the last day there are
        return moment.date()


def _first_of(day: date, unit: str) -> date:
    """The first day of the stretch in which a day lies; weeks begin on Monday."""
    if unit == "week":
        return day - timedelta(days=min(day.weekday(), (day - date.min).days))
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _after(start: date, unit: str, years: int) -> date:
    """The first day of the stretch that follows; the last day there is, at the end of all days."""
    try:
        if unit == "month":
            return (start + timedelta(days=31)).replace(day=1)
        if unit == "year":
            return start.replace(year=start.year + years)
        return start + timedelta(days=7 if unit == "week" else 1)
    except (OverflowError, ValueError):
        return date.max


def _percent(hundredths: int) -> str:
    """Of hundredths of a percent, as a coordinate: 62.5%."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"
