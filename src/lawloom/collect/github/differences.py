"""What the forge says now, against what the ledger says: the lines that tell the difference. Pure.

A reaction that was taken back leaves no trace on the forge. So each look is compared with what stood before, and the
ledger, not the forge, is what is counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lawloom.collect import lines
from lawloom.collect.coarse import coarse_area, short_category
from lawloom.collect.github.records import Person, Reaction
from lawloom.collect.github.sorting import Arrival
from lawloom.collect.github.states import OPENED, State
from lawloom.collect.redact import Pseudonyms
from lawloom.ledger.known import Known
from lawloom.ledger.line import Line
from lawloom.ledger.votes import number_of
from lawloom.model.contribution import Contribution, Kind
from lawloom.model.ids import ContributionId
from lawloom.model.instant import Instant
from lawloom.model.vote import Stance, Vote

CHANNEL = "github"
SORTED = "sorted"  # the reason of a line that says anew what a contribution is, and nothing else
MOST_GONE, SHARE_GONE = 20, 100  # more than so many, and more than one of so many: a person looks first
_STANCES = {"THUMBS_UP": Stance.FOR, "CONFUSED": Stance.MIXED, "THUMBS_DOWN": Stance.AGAINST, "HEART": Stance.SIGNATURE}
_NAMES = {"+1": "THUMBS_UP", "-1": "THUMBS_DOWN"}
_MOST_RETURNS = 999

Record = tuple[Line, dict[str, str] | None]


def reaction_map(stated: Mapping[str, str]) -> dict[str, Stance]:
    """Which reaction is which vote: as consultation.yml says, else thumbs and face as everyone knows them."""
    if not stated:
        return dict(_STANCES)
    return {_NAMES.get(name, name.upper()): Stance(stance) for name, stance in stated.items()}


def contribution(
    one: Arrival, stood: Contribution | None, known: Known, key: bytes, people: Pseudonyms, *, as_of: Instant
) -> Record | None:
    """The line for a contribution that is new or says something else than before; None where nothing changed.

    stood  what the ledger holds of it
    known  remembers what was taken, so that the same is never written twice
    """
    data = lines.data_of(one.text)
    rev = known.rev(one.id)
    # What an issue without any sign is was said when it came; a later phase makes nothing else of it.
    kind = stood.kind if stood is not None and not one.sure else one.kind
    side = one.side if kind is Kind.ARGUMENT else None
    same_text = bool(rev) and (known.has_text(one.id, data, key) or _is_older(one, known, key))
    same_sort = stood is not None and (kind, one.on, side) == (stood.kind, stood.on, stood.side)
    if one.id in known.erased or (same_text and same_sort):
        return None
    line: Line = {
        "kind": "contribution",
        "event": "edited" if rev else "opened",
        "id": one.id,
        "type": kind.value,
        "on": one.on,
        "by": people.of(identity(one.person)),
        "rev": rev + 1,
        "channel": CHANNEL,
        "time": one.at,
    }
    if rev:
        line["time"] = as_of if same_text else _moment(one.edited_at or as_of, one.at, as_of)
    if same_text:
        line["reason"] = SORTED
    line |= {name: value for name, value in _more(one).items() if value}
    if side:
        line["side"] = side.value
    known.takes(line)
    return line, data


def _is_older(one: Arrival, known: Known, key: bytes) -> bool:
    return one.older is not None and known.has_text(one.id, lines.data_of(one.older), key)


def state(id: ContributionId, now: State, stood: Contribution | None, at: Instant, *, as_of: Instant) -> Line | None:
    """The line that says what became of a contribution since; None where that is what the ledger says.

    at  when it came: nothing became of it before
    """
    before = (stood.state, stood.reason) if stood is not None else (OPENED, "")
    if before == (now.state, now.reason):
        return None
    line: Line = {"kind": "contribution", "id": id, "channel": CHANNEL, "time": _moment(now.at or as_of, at, as_of)}
    if now.state == OPENED:
        return line | {"event": "reopened"}
    return line | {"event": now.state} | ({"reason": now.reason} if now.reason else {})


def too_many_gone(missing: int, held: int) -> bool:
    """Whether so many at once are out of reach that the forge is more likely wrong than the people."""
    return bool(missing) and (missing == held or (missing > MOST_GONE and missing * SHARE_GONE > held))


def votes(
    on: ContributionId,
    seen: Iterable[Reaction],
    stood: Iterable[Vote],
    stances: Mapping[str, Stance],
    people: Pseudonyms,
    *,
    as_of: Instant,
    whole: bool = True,
) -> Iterator[Line]:
    """Lines for reactions that came since, and for those that are not there any more.

    stood  votes of the ledger on this item, in its order
    whole  every reaction was seen: one that is missing was taken back
    """
    standing: dict[str, Vote | None] = {}  # by number; None: taken back
    for vote in stood:
        if vote.channel == CHANNEL:
            standing[vote.number] = None if vote.withdrawn else vote
    there = set()
    for reaction in sorted(seen, key=lambda one: (one.at, one.id)):
        stance = stances.get(reaction.content)
        if stance is None or reaction.at > as_of:
            continue
        returns = 0
        while returns < _MOST_RETURNS and _as_held(number_for(reaction.id, returns + 1)) in standing:
            returns += 1
        number = number_for(reaction.id, returns)
        if _as_held(number) not in standing:
            yield _vote("cast", on, people.of(identity(reaction.person)), stance, number, reaction.at)
        elif standing[_as_held(number)] is None:  # it was gone for a while, as those of a suspended account are
            number = number_for(reaction.id, returns + 1)
            yield _vote("cast", on, people.of(identity(reaction.person)), stance, number, as_of)
        there.add(_as_held(number))
    for number, cast in standing.items():
        if cast is not None and number not in there and whole:
            yield _vote("withdrawn", on, cast.by, cast.stance, number, as_of)


def number_for(reaction: int, returns: int) -> str:
    """The number of a vote: that of the reaction; of one that came back after it was gone, with how often before it."""
    return f"9{returns:03d}{reaction:014d}" if returns else str(reaction)


def identity(person: Person | None) -> str | None:
    """By what a person is known: the account's number. None for accounts that are gone or are no people."""
    return str(person.id) if person is not None and person.counts else None


def _as_held(number: str) -> str:
    """A number as votes of the ledger bear it."""
    return str(number_of(number))


def _vote(event: str, on: ContributionId, by: str | None, stance: Stance, number: str, time: Instant) -> Line:
    return {
        "kind": "vote",
        "event": event,
        "on": on,
        "by": by,
        "stance": stance.value,
        "number": number,
        "channel": CHANNEL,
        "time": time,
    }


def _more(one: Arrival) -> dict[str, str | None]:
    """What only a file of an inbox says."""
    area, category = coarse_area(one.area or None), short_category(one.category)
    return {"actor": one.actor.value if one.actor else None, "area": area, "category": category}


def _moment(found: Instant, at: Instant, as_of: Instant) -> Instant:
    return found if at <= found <= as_of else as_of
