"""What a ledger already holds, so that a repeated import or collection adds nothing. Memory stays small: a vote takes
16 bytes or so, a contribution some 300."""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Callable
from hashlib import blake2b, sha256
from typing import Any, NamedTuple

from lawloom.errors import LedgerDamaged, problem
from lawloom.instance import Instance
from lawloom.ledger import key as keys
from lawloom.ledger import status
from lawloom.ledger.fields import INSTANT
from lawloom.ledger.line import ZEROS, Line, parse_line, text_digest
from lawloom.ledger.shards import lines, place_before, place_of

# A vote's line in canonical form, the usual one: read by one match instead of json.loads and json.dumps. A vote that is
# written otherwise (letters outside ASCII, escapes) is read the long way and is as good.
_S = rb"[ !#-\[\]-~]*"
VOTE = re.compile(
    rb'\{"actor":(?:null|"[a-z]+"),"area":(?:null|"' + _S + rb'"),"by":(?:null|"(?P<by>[0-9a-f]{20})"),"channel":'
    rb'(?:null|"(?P<channel>' + _S + rb')"),"event":"(?P<event>cast|withdrawn)","kind":"vote",'
    rb'(?:"ms":(?P<ms>0|[1-9][0-9]{0,2}),)?(?:"number":"(?P<number>' + _S + rb')",)?"on":"(?P<on>' + _S + rb')",'
    rb'"prev":"(?P<prev>[0-9a-f]{64})","stance":"(?P<stance>for|mixed|against|pass|support|signature)",'
    rb'"time":"(?P<time>' + INSTANT.encode() + rb')"\}'
)
PREV = VOTE.groupindex["prev"] - 1  # where `prev` stands among the groups
_SIPHASH = sys.hash_info.algorithm.startswith("siphash") and sys.hash_info.hash_bits == 64
_ALL = (1 << 64) - 1
_FORGE = b"github"  # the channel of what a collection appends


def _short(what: bytes) -> int:
    return (hash(what) & _ALL if _SIPHASH else int.from_bytes(blake2b(what, digest_size=8).digest())) or 1  # 0: free


class Seen:
    """A set that keeps 8 bytes of digest of each thing, in 12 to 24 bytes: open addressing in one array.

    Two things of a million are taken for one another once in thirty million ledgers. Python's own digest of bytes is a
    keyed SipHash of 64 bits, unless it was built otherwise.
    """

    def __init__(self) -> None:
        self._slots = array("Q", [0]) * 1024
        self._used = 0

    def __len__(self) -> int:
        return self._used

    def __contains__(self, what: bytes) -> bool:
        digest, slots = _short(what), self._slots
        mask = len(slots) - 1
        at = digest & mask
        while found := slots[at]:
            if found == digest:
                return True
            at = (at + 1) & mask
        return False

    def add(self, what: bytes) -> bool:
        """Remember it; False where it was there already."""
        digest = _short(what)
        slots = self._slots
        mask = len(slots) - 1
        at = digest & mask
        while found := slots[at]:
            if found == digest:
                return False
            at = (at + 1) & mask
        slots[at] = digest
        self._used += 1
        if self._used * 3 > len(slots) * 2:
            self._grow()
        return True

    def _grow(self) -> None:
        old, slots = self._slots, array("Q", [0]) * (2 * len(self._slots))
        mask = len(slots) - 1
        for digest in old:
            if digest:
                at = digest & mask
                while slots[at]:
                    at = (at + 1) & mask
                slots[at] = digest
        self._slots = slots


class Decided(NamedTuple):
    """The last decision on a contribution, as its line says it.

    theme  by which it was inherited; empty: its own
    turns  how often it had been decided otherwise before, and then like this again
    """

    entry: str
    outcome: str
    theme: str
    turns: int


class Known:
    """A ledger's contributions, votes, counts, imports and entries, as far as a new line can repeat them."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.lines = 0
        self.head = ZEROS
        self.counts: dict[tuple[str, str, str], int] = {}  # (prefix, on, stance): the value that stands
        self.files: set[str] = set()  # digests of the files of imports that ended
        self.imports: list[Line] = []  # their lines, in order
        self.entries: set[tuple[str, str, str]] = set()  # (kind, on, digest of the entry)
        self.decided: dict[str, Decided] = {}  # by contribution: the last of its decisions
        self.settled: set[str] = set()  # names of phases
        self.owes_look = False  # lines of a collection came after its last look: the run was cut before its end
        self.erased: set[str] = set()
        self.states: dict[str, str] = {}  # contributions that are no longer open: closed, withdrawn, vanished...
        self._outcomes: dict[str, list[str]] = {}  # of each contribution, one after another
        self._texts: dict[str, bytes] = {}  # id: digest of its latest text
        self._revs: dict[str, int] = {}  # id: latest revision, where it is not 1
        self._votes = Seen()
        self._numbers = Seen()  # of the votes that have one

    def __contains__(self, contribution: str) -> bool:
        return contribution in self._texts

    @property
    def contributions(self) -> int:
        return len(self._texts)

    @property
    def votes(self) -> int:
        """How many vote lines, of which none is twice the same."""
        return len(self._votes)

    def rev(self, contribution: str) -> int:
        """Its latest revision; 0 for one that is not known."""
        return self._revs.get(contribution, 1) if contribution in self._texts else 0

    def text(self, contribution: str) -> str:
        """Digest of its latest text, in hex; empty for one that is not known."""
        return self._texts.get(contribution, b"").hex()

    def has_text(self, contribution: str, data: dict[str, Any], key: bytes) -> bool:
        """Whether its latest text is this one: what is not in the ledger (the text) need not be read for that."""
        rev = self.rev(contribution)
        if not rev:
            return False
        return self.text(contribution) == text_digest(keys.salt(key, self.slug, contribution, rev), data)

    def takes(self, line: Line) -> bool:
        """Whether the line says something new; it is remembered, so that the same one is taken once.

        A decision is new where the last one on its contribution was another.
        `opened` is new for an id that is not known, `edited` for a higher `rev`, other events where the state changes;
        a vote by its number, else by (on, by, time, ms, stance); a count where its value changes; an entry, an import's
        files, a settled phase and an erasure where they do not stand yet.
        """
        return _TAKES.get(line["kind"], _always)(self, line)

    def _contribution(self, line: Line) -> bool:
        self._collected(line)
        name, event = line["id"], line["event"]
        if event == "opened":
            new = bool(name not in self._texts)
        elif event == "edited":
            new = bool(line["rev"] > self.rev(name))
        else:
            new = bool(self.states.get(name, "reopened") != event)
            self.states[name] = event
            if event == "reopened":
                del self.states[name]
            return new
        if new:
            self._texts[name] = bytes.fromhex(line.get("text", ""))
            self.states.pop(name, None)
            if line["rev"] != 1:
                self._revs[name] = line["rev"]
        return new

    def takes_usual_vote(self, groups: tuple[bytes, ...]) -> bool:
        """The same for a line that VOTE matched: its groups."""
        by, channel, event, ms, number, on, _, stance, time = groups
        self.owes_look |= channel == _FORGE
        what = b"%b\0%b\0%b\0%b\0%b\0%b" % (event, on, by or b"", time, ms or b"", stance)
        if number is None:
            return self._votes.add(what)
        self._votes.add(b"%b\0%b\0%b" % (what, channel or b"", number))
        return self._numbers.add(_named(event, channel or b"", on, number))

    def _vote(self, line: Line) -> bool:
        self._collected(line)
        what, name = _keys_of(line)
        new = self._votes.add(what)
        return new if name is None else self._numbers.add(name)

    def number_repeated(self, line: Line) -> bool:
        """Whether the vote has the number of another vote, which is on something else or says something else."""
        what, name = _keys_of(line)
        return name is not None and name in self._numbers and what not in self._votes

    def _collected(self, line: Line) -> None:
        self.owes_look |= line.get("channel") == _FORGE.decode()

    def _look(self, line: Line) -> bool:
        self.owes_look = False
        return True

    def _count(self, line: Line) -> bool:
        name = line["prefix"], line["on"], line["stance"]
        new = bool(self.counts.get(name) != line["value"])
        self.counts[name] = line["value"]
        return new

    def _import(self, line: Line) -> bool:
        new = not self.files.issuperset(line["files"])
        if new:
            self.files.update(line["files"])
            self.imports.append(line)
        return new

    def _entry(self, line: Line) -> bool:
        name = line["kind"], line["on"], line["entry"]
        new = name not in self.entries
        self.entries.add(name)
        return new

    def _decision(self, line: Line) -> bool:
        on, entry, outcome, theme = line["on"], line["entry"], line["outcome"], line.get("theme", "")
        last = self.decided.get(on)
        if last is not None and last[:3] == (entry, outcome, theme):
            return False
        self.entries.add(("decision", on, entry))
        past = self._outcomes.setdefault(on, [])
        if not past or past[-1] != outcome:
            past.append(outcome)
        self.decided[on] = Decided(entry, outcome, theme, past.count(outcome) - 1)
        return True

    def stands(self, line: Line) -> bool:
        """Whether the ledger holds what the line of an entry says; of a decision, as the last on its contribution."""
        if line["kind"] == "decision":
            last = self.decided.get(line["on"])
            return last is not None and last[:3] == (line["entry"], line["outcome"], line.get("theme", ""))
        return (line["kind"], line["on"], line["entry"]) in self.entries

    def _erased(self, line: Line) -> bool:
        new = line["on"] not in self.erased
        self.erased.add(line["on"])
        return new

    def _settled(self, line: Line) -> bool:
        new = line["phase"] not in self.settled
        self.settled.add(line["phase"])
        return new


def read_known(instance: Instance, slug: str) -> Known:
    """Read the whole ledger and check its chain on the way; a subject without one gives an empty Known.

    raises  LedgerDamaged where a line does not follow from the one before, or where the ledger is not the one that
            status.json has seen
    """
    known = Known(slug)
    standing = status.standings(instance).get(slug)
    folder = instance.ledger_of(slug)
    head, seen, count = ZEROS, ZEROS, 0  # seen: the digest of the line that status.json calls the last
    for shard, number, raw in lines(folder):
        if match := VOTE.fullmatch(raw):
            groups = match.groups()
            prev = groups[PREV].decode()
            known.takes_usual_vote(groups)
        else:
            line = parse_line(raw, place_of(folder, shard, number))
            prev = line.get("prev")
            _note(known, line, shard, number, instance)
        if prev != head:
            place, before = place_of(folder, shard, number), place_before(folder, shard, number)
            raise LedgerDamaged(problem("chain-broken", place.file, place.line, before=str(before)))
        head = sha256(raw).hexdigest()
        count += 1
        if standing and count == standing.lines:
            seen = head
    known.lines, known.head = count, head
    if standing and standing.lines > count:
        raise LedgerDamaged(problem("ledger-rolled-back", instance.name_of(folder), found=count, seen=standing.lines))
    if standing and standing.head != seen:
        raise LedgerDamaged(problem("ledger-other-head", instance.name_of(folder), line=standing.lines))
    return known


def _note(known: Known, line: Line, shard: int, number: int, instance: Instance) -> None:
    first = (shard, number) == (1, 1)
    place = place_of(instance.ledger_of(known.slug), shard, number)
    if first != (line.get("kind") == "genesis") or (first and line.get("subject") != known.slug):
        raise LedgerDamaged(problem("genesis-wrong", place.file, place.line, subject=known.slug))
    try:
        known.takes(line)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LedgerDamaged(problem("line-field", place.file, place.line, field=str(error))) from error


def _keys_of(line: Line) -> tuple[bytes, bytes | None]:
    """What a vote says, and its name if it has a number: what must not be there twice."""
    event, on, by, ms = line["event"], line["on"], line["by"] or "", line.get("ms", "")
    what = f"{event}\0{on}\0{by}\0{line['time']}\0{ms}\0{line['stance']}"
    if (number := line.get("number")) is None:
        return what.encode(), None
    channel = line.get("channel") or ""
    name = _named(event.encode(), channel.encode(), on.encode(), number.encode())
    return f"{what}\0{channel}\0{number}".encode(), name


def _named(event: bytes, channel: bytes, on: bytes, number: bytes) -> bytes:
    """A number is given once by those who gave it: one import, which its channel tells, or else the ids it brought."""
    giver = b"" if channel.startswith(b"import:") else on.split(b"-", 1)[0]
    return b"%b\0%b\0%b\0%b" % (event, channel, giver, number)


def _always(_: Known, __: Line) -> bool:
    return True


_TAKES: dict[str, Callable[[Known, Line], bool]] = {
    "contribution": Known._contribution,
    "vote": Known._vote,
    "count": Known._count,
    "import": Known._import,
    "moderation": Known._entry,
    "merge": Known._entry,
    "decision": Known._decision,
    "erased": Known._erased,
    "settled": Known._settled,
    "look": Known._look,
}
