"""The votes that came to one subject since it was printed, added to the count that was kept."""

from __future__ import annotations

from array import array
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from lawloom.instance import Instance
from lawloom.ledger import since, status
from lawloom.ledger.columns import Segment, VoteColumns, person_number
from lawloom.ledger.line import Line
from lawloom.ledger.votes import VoteRows
from lawloom.model.contribution import PAGED, Kind
from lawloom.model.instant import Instant
from lawloom.model.tally import ItemTally, SubjectTally
from lawloom.press.votes import last_time
from lawloom.press.votes.last_time import LastTime
from lawloom.press.votes.row_swaps import Rows
from lawloom.signs import moments
from lawloom.signs import one_more as signs
from lawloom.tally import one_more, sums
from lawloom.tally.one_more import Change, Unusual
from lawloom.tally.phases import Calendar
from lawloom.tally.standing import Ballots

# Votes on the others change more pages than their own: what an argument stands before, articles of the bill, questions,
# amendments, which stand on the pages of their rivals.
_COUNTED = PAGED - {Kind.QUESTION, Kind.AMENDMENT}
_RANK = {"none": 0, "counts": 1, "rows": 2}  # of what an import tells of votes


class Votes(NamedTuple):
    """What the votes amount to.

    changes  the items that they change, each before and after
    last     the subject as it stood when it was printed
    now      the same as it stands
    """

    changes: dict[str, Change]
    last: LastTime
    now: LastTime


def votes(instance: Instance, states: Path, slug: str, last: LastTime, rows: Rows) -> Votes:
    """Count what came since.

    raises  Unusual where something else came too, or where the votes may change more than is known here
    """
    folder = str(instance.ledger_of(slug))
    news = since.news(folder, last.read, since.marks(folder))
    if news is None:
        raise Unusual
    as_of, cast = _read(news.lines, last)
    as_of = max(as_of, status.seen_at(instance, slug))
    if any(last.tally.as_of < moment <= as_of for one in last.phases for moment in (one.opens_at, one.closes_at)):
        raise Unusual  # a phase opened or closed, and every page says so
    count = _Count(last, rows, last_time.votes(states, slug), cast)
    tally = replace(count.tally, as_of=as_of, lines=news.extent.lines, head=news.extent.head)
    if any(sums.of_whole(tally)) or any(any(sums.of_item(slug, one.after)) for one in count.changes.values()):
        raise Unusual  # the whole count says what is wrong
    return Votes(count.changes, last, last._replace(read=news.extent, tally=tally, came=[*last.came, *cast]))


def _read(lines: list[Line], last: LastTime) -> tuple[Instant, list[Line]]:
    """The time of the last run, and the votes."""
    as_of, cast = last.tally.as_of, []
    for line in lines:
        kind = line["kind"]
        if kind == "vote" and line["by"] is not None:
            cast.append(line)
        elif kind == "look":
            as_of = max(as_of, line["time"])
        elif kind == "import" and not line["notes"] and line["prefix"] not in last.pending:
            if line["prefix"] not in last.imports or _RANK[line["votes"]] > _RANK[last.imports[line["prefix"]]]:
                raise Unusual  # more is known of the votes of that import
            as_of = max(as_of, line["time"])
        else:
            raise Unusual
    return as_of, cast


class _Count:
    """The count with some votes more."""

    def __init__(self, last: LastTime, rows: Rows, kept: Segment, cast: list[Line]) -> None:
        self.tally: SubjectTally = last.tally
        self.changes: dict[str, Change] = {}
        self._last = last
        self._rows = rows
        earlier = VoteColumns((kept, _segment(last.came)))
        now = VoteColumns((kept, _segment([*last.came, *cast])))
        days = moments.midnights(last.timezone)
        news = [(line["on"], line["time"]) for line in cast]
        if signs.may_change(now, news, dense=last.dense, untimed=last.untimed, midnights=days):
            raise Unusual
        self._meet(kept, last.came, cast)
        calendar = Calendar(last.phases)
        ballots = Ballots(earlier, wide=True), Ballots(now, wide=True)
        for on in dict.fromkeys(line["on"] for line in cast):
            item, sent = rows[on]
            if item.kind not in _COUNTED or on in last.united:
                raise Unusual
            asked = on, item.kind, calendar.windows(item.kind), sent.by if sent else None
            before, after = (one.of(*asked) for one in ballots)
            change = one_more.changed(self._item(on), before, after, last.imports, last.seen)
            self.tally = one_more.with_change(self.tally, change, self._item)
            self._take(change)
            self._tell_above(change.after, after.last_at)

    def _item(self, id: str) -> ItemTally:
        return self.changes[id].after if id in self.changes else self._rows[id].item

    def _take(self, change: Change) -> None:
        known = self.changes.get(change.after.id)
        self.changes[change.after.id] = change._replace(before=known.before) if known else change

    def _tell_above(self, item: ItemTally, moment: Instant) -> None:
        """What it answers has a newer record too."""
        seen = {item.id}
        while item.on is not None and item.on not in seen:
            item = self._item(item.on)
            seen.add(item.id)
            if item.kind not in _COUNTED:
                raise Unusual
            if moment > item.last_at:
                self._take(Change(item, replace(item, last_at=moment), 0, 0))

    def _meet(self, kept: Segment, came: list[Line], cast: list[Line]) -> None:
        """Count the people and the days of these votes."""
        known: dict[str, set[str]] = {}
        for line in came:
            known.setdefault(line["by"], set()).add(line.get("channel") or "")
        for line in cast:
            by, channel = line["by"], line.get("channel") or ""
            if channel not in known.setdefault(by, set()):
                ways = {one.sent.channel for one in self._rows.holds(f'"{by}"') if one.sent and one.sent.by == by}
                known[by] |= _ways_of(kept, by) | ways
            ways = known[by]
            self.tally = one_more.with_voter(
                self.tally, channel, is_new=not ways, is_new_by_channel=channel not in ways
            )
            ways.add(channel)
            if line["event"] == "cast":
                self.tally = one_more.with_day(self.tally, line["time"][:10])


def _segment(lines: list[Line]) -> Segment:
    rows = VoteRows()
    for line in lines:
        rows.take(line)
    return rows.segment()


def _ways_of(votes: Segment, by: str) -> set[str]:
    """By which channels a person voted."""
    number = person_number(by)
    first, tail = number >> 16, number & 0xFFFF
    wanted = array("Q", [first]).tobytes()
    raw, found, at = memoryview(votes.persons).cast("B").tobytes() if votes.persons else b"", set(), -1
    while (at := raw.find(wanted, at + 1)) >= 0:
        row, beside = divmod(at, 8)
        if not beside and votes.tails[row] == tail:
            found.add(votes.channels[votes.channel_of[row] if votes.channel_of else 0])
            if len(found) == len(votes.channels):
                break
    return found
