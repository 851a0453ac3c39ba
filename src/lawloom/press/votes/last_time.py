"""What the last printing of a subject amounted to, kept in build/, so that a few votes more cost a few files.

It is plain JSON and columns of numbers: nothing that could run. Where something was printed of which this room does not
know, nothing is kept, and every build goes the whole way.
"""

from __future__ import annotations

import json
import os
import re
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lawloom.ledger import part, since
from lawloom.ledger.columns import Segment, merged
from lawloom.ledger.line import ZEROS
from lawloom.ledger.since import Extent
from lawloom.model.contribution import Kind
from lawloom.model.phase import Phase, PhaseKind
from lawloom.model.tally import SubjectTally
from lawloom.press.subject import participation
from lawloom.tally import kept, one_more
from lawloom.tally.one_more import Seen

if TYPE_CHECKING:
    from lawloom.instance import Instance
    from lawloom.ledger.fold import Ledger
    from lawloom.press.desk.desk import Desk

FORM = 2
# All that a subject prints. A page or a slot that is new must be told to lawloom.press.votes.votes_only first.
_SLOTS = {
    *("home", "until", "phases", "now", "figures", "participation", "elements", "balance", "lists", "sources", "src"),
    *("decisions", "moderation", "questions", "article", "correct", "todo", "laid", "cited", "ties", "keyline"),
    *("adopted", "legal", "on", "progress", "support"),
}
_PAGES = re.compile(
    r"subjects/[^/]+/(?:c/[^/]+/(?:[0-9]+/)?index\.html|(?:all|supported|discussed|divided)/(?:[0-9]+/)?index\.html"
    r"|said/(?:index\.html|i/(?:known|[wt]/[0-9]+)\.json)"
    r"|map/(?:all/(?:[0-9]+|ties)/|[^/]+/)?index\.html|synthesis/[^/]+/[^/]+/(?:[0-9]+/)?index\.html"
    r"|opinion/[^/]+/index\.html|(?:decisions/[0-9]+|coverage|signs|amendments)/index\.html|feed\.xml"
    r"|bill/changes/(?:[^/]+/(?:beside/)?)?index\.html|bill/(?:versions/[^/]+/)?bill\.(?:akn\.xml|txt))"
    r"|data/[^/]+/(?:contributions\.csv|contributions\.json|tally\.json|map\.json|signs\.json|coverage\.json|passages\.json"
    r"|(?:synthesis|opinion)/[^/]+\.json|bill/[^/]+\.(?:json|md)"
    r"|ledger/[0-9]+\.jsonl)"
)


class LastTime(NamedTuple):
    """One subject as it was last printed.

    ground     what all subjects rest on, as lawloom.press.desk.signature has it
    read       how far its ledger was read
    texts      what its texts were; None: there were none
    tally      its count, without items
    imports    what each import told of votes; pending: prefixes of which something came since
    seen       whether all votes of an import on a kind are `support`
    united     ids that were merged, or into which others were
    language, timezone   of its pages' words
    days       by kind, the sentence that says when votes count
    phases     of the subject
    ours       by kind, how many elements are the author's
    received   contributions; how_many: the same in words, as HTML
    notes      under the figure of participation, as HTML
    chosen     by kind, the citizens' elements on the subject's page, the most supported first
    paged      contributions with a page, in order of arrival
    newest     by the address of a list page, the newest record on it
    dense      items with many votes in an hour, and when it begins; untimed: those of whose votes only the day is known
    came       votes that came after `votes` was written, as lines of the ledger
    """

    ground: str
    read: Extent
    texts: Extent | None
    tally: SubjectTally
    imports: dict[str, str]
    pending: list[str]
    seen: Seen
    united: list[str]
    language: str
    timezone: str
    days: dict[str, str]
    phases: tuple[Phase, ...]
    ours: dict[str, int]
    received: int
    how_many: str
    notes: str
    chosen: dict[str, list[str]]
    paged: list[str]
    newest: dict[str, str]
    dense: dict[str, str]
    untimed: list[str]
    came: list[dict[str, Any]]


def keep(
    instance: Instance,
    ledger: Ledger,
    desk: Desk,
    states: Path,
    *,
    ground: str,
    slots: Iterable[str],
    printed: Iterable[str],
) -> None:
    """Keep what was just printed; nothing, where a few votes more could not be added to it.

    slots, printed  names of the slots and of the files of the subject
    """
    from lawloom.press.subject import subject_slots

    slug = desk.subject.id
    forget(states, slug)
    folder = str(instance.ledger_of(slug))
    extent = since.extent(folder, lines=ledger.lines, head=ledger.head)
    is_known = (
        {name.partition("/")[0] for name in slots} <= _SLOTS
        and all(map(_PAGES.fullmatch, printed))
        and all(name in desk.items for name in desk.contributions)
        and not desk.signs.bursts  # with each vote, what would be without it may be another
        and not any("\n" in name for name in desk.items)
    )
    if extent is None or not is_known:
        return
    last = LastTime(
        ground=ground,
        read=extent,
        texts=since.extent(str(instance.texts_of(slug))),
        tally=desk.tally,
        imports=dict(ledger.imports),
        pending=sorted(ledger.pending),
        seen=one_more.seen_of(desk.items.values(), ledger.imports),
        united=sorted({*ledger.merges.keys(), *ledger.merges.values()}),
        language=desk.words.language,
        timezone=desk.settings.timezone,
        days={kind: desk.voting_days(kind) for kind in desk.tally.kinds},
        phases=desk.subject.phases,
        ours=_many(one.kind for one in desk.elements.values()),
        received=len(desk.contributions),
        how_many=str(subject_slots.how_many(desk, "received")),
        notes=participation.notes(desk),
        chosen=_chosen(desk),
        paged=desk.paged,
        newest=dict(_newest(desk)),
        dense=desk.signs.dense,
        untimed=[*desk.signs.untimed],
        came=[],
    )
    with _draft(states / f"{slug}.votes") as path, path.open("wb") as stream:
        votes = merged(ledger.votes.segments)
        part.write(part.Part(1, (), ledger.lines, ZEROS, ledger.head, (), array("I"), _bare(votes)), stream)
    write(states, slug, last)


def forget(states: Path, slug: str) -> None:
    """Keep nothing of a subject."""
    (states / f"{slug}.last.json").unlink(missing_ok=True)


def write(states: Path, slug: str, last: LastTime) -> None:
    """Keep how a subject stands, whole or not at all."""
    value: dict[str, Any] = last._asdict() | {
        "form": FORM,
        "tally": kept.of_tally(last.tally),
        "seen": [[prefix, kind, only] for (prefix, kind), only in last.seen.items()],
        "phases": [[one.name, one.kind, one.opens_at, one.closes_at] for one in last.phases],
        "paged": "\n".join(last.paged),
    }
    with _draft(states / f"{slug}.last.json") as path:
        path.write_text(json.dumps(value), encoding="utf-8")


def read(states: Path, slug: str) -> LastTime | None:
    """How a subject stood; None where nothing was kept, or where it cannot be read."""
    try:
        value = json.loads((states / f"{slug}.last.json").read_bytes())
        if value.pop("form") != FORM:
            return None
        value |= {
            "read": _extent(value["read"]),
            "texts": None if value["texts"] is None else _extent(value["texts"]),
            "tally": kept.tally_of(value["tally"]),
            "seen": {(prefix, Kind(kind)): only for prefix, kind, only in value["seen"]},
            "phases": tuple(Phase(name, PhaseKind(kind), *dates) for name, kind, *dates in value["phases"]),
            "paged": value["paged"].split("\n") if value["paged"] else [],
        }
        return LastTime(**value)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def votes(states: Path, slug: str) -> Segment:
    """The votes that were kept. OSError, ValueError, EOFError, KeyError or TypeError where they cannot be read."""
    with (states / f"{slug}.votes").open("rb") as stream:
        return part.read(stream).votes


def _bare(votes: Segment) -> Segment:
    """Without the set of all voters: whether somebody is new is looked up in the columns."""
    return replace(votes, people=None)


def _extent(plain: Iterable[Any]) -> Extent:
    marks, digest, lines, head = plain
    return Extent(tuple((name, size, time, number) for name, size, time, number in marks), digest, lines, head)


def _many(kinds: Iterable[Kind]) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind in kinds:
        found[kind] = found.get(kind, 0) + 1
    return found


def _chosen(desk: Desk) -> dict[str, list[str]]:
    from lawloom.press.subject import elements

    return {kind: elements.chosen(desk, kind)[1] for kind in elements.PARTS}


def _newest(desk: Desk) -> Iterator[tuple[str, str]]:
    from lawloom.press.contributions import lists

    for order in lists.ORDERS:
        for page in lists.pages(desk, order):
            yield page.address, lists.newest(desk, page)


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """A file to be written whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    yield draft
    draft.replace(path)
