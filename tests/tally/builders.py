"""Short ways to say what was received and what a subject asks."""

import dataclasses

from lawloom.ledger.columns import VoteColumns
from lawloom.ledger.fold import fold_lines
from lawloom.ledger.votes import VoteRows
from lawloom.model.article import Article
from lawloom.model.bill import Bill
from lawloom.model.contribution import Kind
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.subject import Element, Subject
from lawloom.model.tally import Figures, ItemTally
from lawloom.model.vote import Stance, Vote
from lawloom.tally import count
from ledger.builders import CHANNEL, a_count, a_person, an_import
from ledger.chains import opened, voted

FOR, MIXED, AGAINST, PASS, SUPPORT, SIGNATURE = Stance


def day(number, hour=6, month=3):
    return f"2027-{month:02d}-{number:02d}T{hour:02d}:00:00Z"


def a_phase(kind="solutions", opens=1, closes=30, name=None):
    return Phase(name or kind, PhaseKind(kind), day(opens, 0), day(closes, 0))


def a_subject(*phases, elements=(), articles=()):
    bill = Bill("The bill", "", tuple(Article(one, "Article 1", one, "", 1) for one in articles)) if articles else None
    made = tuple(Element(name, Kind(kind), name) for name, kind in elements)
    return Subject("trains", "Trains", "", "en", tuple(phases), elements=made, bill=bill)


DAY_2 = day(2)


def cast(on="cc-1", by="ana", stance=FOR, at=DAY_2, *, ms=0, back=False, channel=CHANNEL, number=""):
    """A Vote, as the rules take it."""
    return Vote(on, by and a_person(by), stance, at, ms, back, channel, number)


def line_of(vote):
    """The same as a line of a ledger."""
    line = voted(vote.on, by=None, stance=vote.stance.value, at=vote.cast_at, channel=vote.channel)
    line |= {"by": vote.by, "event": "withdrawn" if vote.withdrawn else "cast"}
    line |= {"ms": vote.ms} if vote.ms else {}
    return line | ({"number": vote.number} if vote.number else {})


def columns_of(votes, segments=1):
    """The votes as columns, in one segment or more."""
    made = []
    for at in range(segments):
        rows = VoteRows()
        for vote in (
            votes[at::1] if segments == 1 else votes[at * len(votes) // segments : (at + 1) * len(votes) // segments]
        ):
            rows.take(line_of(vote))
        made.append(rows.segment())
    return VoteColumns(tuple(made))


def import_line(votes="rows", prefix="cc", notes=()):
    line = an_import(read=1, taken=1) | {"votes": votes, "prefix": prefix, "notes": list(notes), "time": day(28)}
    return line | {"actor": None, "area": None}


def merged(on, into):
    return {"kind": "merge", "on": on, "into": into, "entry": "e" * 64, "time": day(20)}


def counted(*lines, subject=None):
    """The tally of these lines; a Vote stands for its line."""
    ledger = fold_lines([line_of(one) if isinstance(one, Vote) else one for one in lines], "trains")
    return count(ledger, subject)


def figures(item):
    """Its known totals by the words of the stances."""
    return {stance.value: many for stance, many in item.total.by_stance.items()}


def an_item(id="cc-1", kind=Kind.PROPOSAL, *, people=None, **stances):
    total = Figures({Stance(name): many for name, many in stances.items()})
    return ItemTally(id=id, kind=kind, side=None, on=None, total=total, people=people, channels=())


def without_lines(tally):
    """What does not depend on the order of lines: all but the ledger's head, and the order of items."""
    same = dataclasses.replace(tally, head="", items=dict(sorted(tally.items.items())))
    return same, sorted(tally.items)


__all__ = ["CHANNEL", "a_count", "a_person", "opened", "voted"]
