"""Participation over time: a figure of columns, the phases under it, and a table with the same figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from markupsafe import Markup

from lawloom.model.instant import Instant
from lawloom.model.tally import DayFigures
from lawloom.press.desk import Desk
from lawloom.press.shell import Printery
from lawloom.press.timeline import phase_name
from lawloom.press.words import Words, zone

# So many days at most are shown day by day, week by week, month by month: never many more than sixty columns.
BY_DAY, BY_WEEK, BY_MONTH = 42, 400, 1830
MOST_COLUMNS = 60
HEIGHT = 80  # pixels of the greatest column
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
        return (20_000 * days + self.days) // (2 * self.days)


class Bar(NamedTuple):
    x: str
    width: str
    y: int
    height: int


class Panel(NamedTuple):
    """The columns of one figure, with its heading."""

    css: str
    words: str
    top: int
    base: int
    bars: list[Bar]


class Thread(NamedTuple):
    """A phase under the axis: its number, its name and its days."""

    number: int
    name: str
    days: str
    x1: str
    x2: str
    y: int


class Row(NamedTuple):
    when: str
    phases: str
    contributions: str
    votes: str


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


def slot(desk: Desk, printery: Printery) -> Markup:
    """The figure with its table; a sentence where nothing came, or where nobody knows when."""
    words, tally = desk.words, desk.tally
    if not tally.days:
        empty = words("time-unknown" if desk.contributions else "time-empty")
        return printery.render("slots/participation.html", words, empty=empty)
    shown = series(tally.days)
    panels = _panels(words, shown)
    threads = _threads(desk, shown, panels[-1].base + BELOW_AXIS)
    total = Column(
        shown.start,
        shown.columns[-1].end,
        sum(one.contributions for one in shown.columns),
        sum(one.votes for one in shown.columns),
    )
    return printery.render(
        "slots/participation.html",
        words,
        empty="",
        title=words("time-title", unit=_by(words, shown), start=_day(words, shown.start), end=_end(words, total.end)),
        about=_described(words, shown, total),
        panels=panels,
        threads=threads,
        height=(threads[-1].y if threads else panels[-1].base) + LANE,
        axis=panels[-1].base + 18,
        start=_short(words, shown.start, shown),
        end=_short(words, shown.columns[-1].end - timedelta(days=1), shown),
        notes=_notes(desk),
        when=words(f"time-{shown.unit}"),
        rows=[_row(desk, shown, one) for one in shown.columns],
        total=Row("", "", words.number(total.contributions), words.number(total.votes)),
    )


# --- the figure -------------------------------------------------------------------------------------------------------


def _panels(words: Words, shown: Series) -> list[Panel]:
    found = []
    top = 24
    for css, key, values in (
        ("kn", "time-contributions", [one.contributions for one in shown.columns]),
        ("dotq", "time-votes", [one.votes for one in shown.columns]),
    ):
        greatest = max(values)
        if not greatest:
            continue
        heading = words(key, unit=_by(words, shown), n=greatest)
        bars = list(_bars(shown, values, greatest, top + HEIGHT))
        found.append(Panel(css, heading, top - 10, top + HEIGHT, bars))
        top += HEIGHT + 42
    return found


def _bars(shown: Series, values: Sequence[int], greatest: int, base: int) -> Iterable[Bar]:
    for column, value in zip(shown.columns, values, strict=True):
        if value:
            begin, end = shown.place(column.start), shown.place(column.end)
            width = min((end - begin) * 4 // 5, WIDEST)
            height = -(-HEIGHT * value // greatest)
            yield Bar(_percent((begin + end - width) // 2), _percent(width), base - height, height)


def _threads(desk: Desk, shown: Series, top: int) -> list[Thread]:
    """The phases that were open while something came, each on the first lane that is free."""
    found = []
    lanes: list[int] = []  # up to where each is taken
    for number, phase in enumerate(desk.subject.phases, start=1):
        first, after = _local(desk, phase.opens_at), _local(desk, phase.closes_at)
        begin, end = shown.place(first), shown.place(after)
        if begin >= end:
            continue
        lane = next((at for at, taken in enumerate(lanes) if taken <= begin), len(lanes))
        lanes[lane : lane + 1] = [max(end, begin + NARROWEST)]
        words = desk.words
        days = words("time-phase-days", start=_day(words, first), end=_end(words, after))
        if phase.closes_at.startswith("9999"):
            days = words("time-phase-from", start=_day(words, first))
        name = phase_name(phase, words)
        knot = _percent(end if end == 10_000 else max(end - GAP, (begin + end) // 2))
        found.append(Thread(number, name, days, _percent(begin), knot, top + LANE * lane))
    return sorted(found, key=lambda one: (one.y, one.number))


# --- words ------------------------------------------------------------------------------------------------------------


def _described(words: Words, shown: Series, total: Column) -> str:
    """Sums and summits in two sentences, for those who do not see the figure."""
    parts = []
    for key, whole, values in (
        ("items-n", total.contributions, [one.contributions for one in shown.columns]),
        ("votes-n", total.votes, [one.votes for one in shown.columns]),
    ):
        if whole:
            most = max(values)
            when = _when(words, shown, shown.columns[values.index(most)])
            parts.append(words(f"time-most-{shown.unit}", what=words(key, n=whole), when=when, many=words.number(most)))
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


def _row(desk: Desk, shown: Series, one: Column) -> Row:
    words = desk.words
    names = [
        phase_name(phase, words)
        for phase in desk.subject.phases
        if _local(desk, phase.opens_at) < one.end and _local(desk, phase.closes_at) > one.start
    ]
    return Row(_when(words, shown, one), words.joined(names), words.number(one.contributions), words.number(one.votes))


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
    return _day(words, after - timedelta(days=1) if after > date.min else after)


def _short(words: Words, day: date, shown: Series) -> str:
    """A day as the axis has room for; its year where it is not the same everywhere."""
    month = words.short_months[day.month - 1]
    if shown.unit == "year":
        return str(day.year)
    if shown.unit == "month":
        return words("month-year", month=month, year=str(day.year))
    short = words("date-short", day=str(day.day), month=month)
    return short if shown.start.year == shown.columns[-1].end.year else f"{short} {day.year}"


def _local(desk: Desk, at: Instant) -> date:
    moment = datetime.fromisoformat(at)
    try:
        return moment.astimezone(zone(desk.settings.timezone)).date()
    except OverflowError:  # the first and the last day there are
        return moment.date()


# --- time -------------------------------------------------------------------------------------------------------------


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
