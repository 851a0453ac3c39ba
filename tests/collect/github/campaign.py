"""The reference run and what befalls it: three collections of a busy town, some 200 calls, each of them to fail.

Everything is in one process and on a virtual clock. What the double answered once is not made again while nothing
changed on it, the towns stand in memory where the machine has a folder for that, and the disk is told not to wait:
thousands of runs take minutes.
"""

from __future__ import annotations

import errno
import os
import pickle
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from collect.github.world import BILL, PHASES, World, consultation, subject
from lawloom import messages
from lawloom.collect.github.queries import Sizes
from lawloom.double import faults
from lawloom.double.faults import Reply
from lawloom.double.state import File
from lawloom.errors import LawloomError
from lawloom.model.consultation import Consultation
from lawloom.model.instant import instant
from lawloom.model.phase import Phase, PhaseKind

SMALL = Sizes(issues=1, pulls=1, reactions=2, comments=1, overflowing=1, talked=1, closed=1)
DRAFT = Phase("draft", PhaseKind.DRAFT, PHASES[0].opens_at, PHASES[0].closes_at)
ACTS = ("write", "fsync", "replace", "unlink", "mkdir")  # what a run does to the disk
ERRORS = {"full": errno.ENOSPC, "refused": errno.EACCES}
TEXT_AT = "content/subjects/lanterns/bill.md"
TEXT = "---\ntitle: On light\n---\n## Article 1. Hours of light {#hours}\n\nFrom dusk to dawn.\n"
ROUNDS, MENDED = 3, 3


IN_MEMORY = Path("/dev/shm")


class Killed(BaseException):
    """The process ended here: nothing after this happened."""


@contextmanager
def a_place(otherwise: Path) -> Iterator[Path]:
    """A folder in memory, where the machine has some to spare; else the other one."""
    if not os.access(IN_MEMORY, os.W_OK):
        yield otherwise
        return
    with tempfile.TemporaryDirectory(prefix="lawloom-", dir=IN_MEMORY) as folder:
        yield Path(folder)


def two_subjects() -> Consultation:
    """Lanterns, with a bill that is discussed, and benches."""
    benches = subject("benches", title="Benches", elements=())
    return consultation(subject(phases=(*PHASES, DRAFT), bill=BILL), benches)


def a_town(folder: Path, written: Consultation) -> World:
    """36 issues about lanterns and benches, a crowd on one of them, talk on some."""
    world = World(folder, written, sizes=SMALL)
    forge = world.forge
    for number in range(1, 36):
        labels = ("benches" if number % 3 == 0 else "lanterns", "solution" if number % 2 else "cause")
        forge.open(f"author{number % 7}", f"Idea {number}", f"Words of {number}.", labels)
        for who in range(number % 4):
            forge.react(f"voter{who}", number, ("+1", "-1", "confused")[(who + number) % 3])
    for who in range(11):
        forge.react(f"crowd{who}", 2, "+1")
    for number in (1, 2, 5, 8, 13):
        for who in range(number % 5 + 1):
            comment = forge.comment(f"voter{who}", number, ("+ Because", "- Although", "Hm,")[who % 3] + f" {number}.")
            forge.react("voter9", number, "+1", comment=comment.id)
    forge.open("far", "Something else", "Nobody knows where this belongs.")
    for who, word in (("ana", "ten"), ("bo", "nine")):
        forge.open_pull(who, f"Until {word}", a_change(word), "Because.")
    return world


def a_change(word: str) -> list[File]:
    """Another end of the hours of light."""
    return [File(TEXT_AT, TEXT.replace("dawn", word).encode(), before=TEXT.encode())]


def meanwhile(world: World, number: int) -> None:
    """What people do before the collection of that number."""
    forge = world.forge
    world.later(days=1)
    if number == 1:
        forge.react("late", 1, "+1")
        forge.unreact("crowd3", 2, "+1")
        forge.unreact("voter0", 5, "confused")
        forge.edit(4, body="Better words.")
        forge.close(6, "not_planned", by="author6")
        forge.close(7, "not_planned", by="facilitator")
        forge.delete(9)
        forge.comment("voter5", 3, "+ Light is warm.")
        forge.react("ana", world.anchor("hours"), "+1")
        forge.comment("ana", world.anchor("hours"), "- Too short.")
        forge.label(36, "lanterns")
        forge.push(37, a_change("eleven"))
    elif number == 2:
        forge.reopen(6, by="author6")
        forge.transfer(10, "https://api.example/repos/else/where/issues/1")
        forge.react("crowd3", 2, "+1")
        forge.delete_comment(forge.issues[5].comments[0].id)
        forge.lock(11)
        forge.close(38, by="bo")
        forge.unreact("ana", world.anchor("hours"), "+1")
        forge.react("ana", world.anchor("hours"), "-1")


@dataclass
class Recall:
    """What the double answered, by what had been changed on it and what was asked: shared by all runs."""

    answers: dict[Any, Reply] = field(default_factory=dict)

    def before(self, world: World) -> None:
        """Stand before the double of a world."""
        double, changes = world.double, 0

        def handle(method: str, address: str, headers: Mapping[str, str], data: bytes) -> Reply:
            nonlocal changes
            double.asked.append((method, address))
            name = double.plan(len(double.asked), method, address)
            fault = faults.ALL[name] if name else None
            if fault and not fault.after:
                return fault.does(Reply(200, {"Content-Type": "application/json"}, b"{}"))
            if method == "GET" or address == "/graphql":
                key = world.now, changes, len(world.forge.issues), method, address, data
                if key not in self.answers:
                    self.answers[key] = double.answer(method, address, headers, data)
                reply = self.answers[key]
            else:
                changes += 1
                reply = double.answer(method, address, headers, data)
            return fault.does(reply) if fault else reply

        double.handle = handle


@dataclass
class Disk:
    """Counts what is done to the disk; `at` is told of each act before it is done, and may do half of it itself."""

    acts: int = 0
    at: Callable[[int, str, tuple[Any, ...]], None] = lambda number, name, arguments: None

    @contextmanager
    def watched(self) -> Iterator[None]:
        real = {name: getattr(os, name) for name in ACTS}

        def watching(name: str) -> Callable[..., Any]:
            def act(*arguments: Any, **more: Any) -> Any:
                self.acts += 1
                self.at(self.acts, name, arguments)
                # Nothing is waited for: the process ends in a kill, not the machine.
                return None if name == "fsync" else real[name](*arguments, **more)

            return act

        for name in ACTS:
            setattr(os, name, watching(name))
        try:
            yield
        finally:
            for name in ACTS:
                setattr(os, name, real[name])


@dataclass
class Trouble:
    """What befalls a run. call: which request meets which fault; disk: told of each act on the disk."""

    call: faults.Plan = faults.none
    disk: Callable[[int, str, tuple[Any, ...]], None] = lambda number, name, arguments: None


class Snapshot(NamedTuple):
    """A town before one of its collections: its forge, its files, the hour."""

    forge: bytes
    files: dict[str, bytes]
    now: datetime


class Job(NamedTuple):
    """One disturbed collection: which of the three, what befalls it, and how that is called."""

    number: int
    name: str
    trouble: Trouble


class Counted(NamedTuple):
    """What an undisturbed collection did."""

    calls: int
    acts: int


def collected(world: World, recall: Recall, trouble: Trouble, as_of: str = "") -> Counted:
    """One collection, run again an hour later until it ends well.

    as_of  when it begins; empty: at once
    After three attempts somebody has mended what was broken.
    """
    disk = Disk(at=trouble.disk)
    world.double.plan = trouble.call
    world.double.asked.clear()
    recall.before(world)
    for attempt in range(6):
        if attempt == MENDED:
            world.double.plan, disk.at = faults.none, Disk.at
        try:
            with disk.watched():
                found = world.collect(as_of=as_of or instant(world.now + timedelta(hours=attempt)))
        except (LawloomError, OSError, Killed):
            continue
        if not found.problems:
            return Counted(len(world.double.asked), disk.acts)
    raise AssertionError("it never ended well")


def committed(world: World) -> dict[str, bytes]:
    """Every file that a run commits, but the status, which tells when somebody last looked."""
    return {
        name: content
        for name, content in _files(world.folder).items()
        if name.startswith("contributions/") and name != "contributions/status.json"
    }


class Campaign:
    """Disturbed collections, each compared with the undisturbed one that began when it did.

    folder   for the towns, one after the other
    there    what a town's folder holds before anything is collected
    written  what people wrote; None: two subjects made up here
    """

    def __init__(
        self, folder: Path, there: Mapping[str, bytes] = MappingProxyType({}), written: Consultation | None = None
    ) -> None:
        self._folder = folder
        self._written = written or two_subjects()
        self._recall = Recall()
        self._starts: list[Snapshot] = []
        self._calm: dict[tuple[int, str], dict[str, bytes]] = {}
        self.counted: list[Counted] = []
        messages.word("anchor-title", "en", title="")  # whoever reads a catalog first keeps it: no act of the run
        world = self._fresh(a_town(folder, self._written), there)
        for number in range(ROUNDS):
            if number:
                meanwhile(world, number)
            self._starts.append(_snapshot(world))
            self.counted.append(collected(world, self._recall, Trouble()))
            assert world.sound()
            self._calm[number, began(world)] = committed(world)

    @property
    def calls(self) -> list[tuple[int, int]]:
        """Every request of the reference run: which collection, and its number there."""
        return [(number, call) for number, one in enumerate(self.counted) for call in range(1, one.calls + 1)]

    @property
    def acts(self) -> list[tuple[int, int]]:
        """Every act on the disk, likewise."""
        return [(number, act) for number, one in enumerate(self.counted) for act in range(1, one.acts + 1)]

    def of_calls(self, name: str, *, ever_since: bool) -> list[Job]:
        """That fault at each request."""
        make, how = (faults.ever_since, "from") if ever_since else (faults.once, "at")
        return [Job(n, f"{name} {how} {n}.{call}", Trouble(call=make(call, name))) for n, call in self.calls]

    def of_disk(self, error: str, *, ever_since: bool) -> list[Job]:
        """That error at each act on the disk."""
        how = "from" if ever_since else "at"
        return [Job(n, f"{error} {how} {n}.{act}", fails(act, error, ever_since=ever_since)) for n, act in self.acts]

    def of_kills(self, *, halfway: bool) -> list[Job]:
        """A kill before each act on the disk, or in the middle of a write."""
        return [Job(n, f"killed at {n}.{act} {halfway}", killed([act], halfway=halfway)) for n, act in self.acts]

    def all(self) -> list[Job]:
        """Everything that may befall, once and for good."""
        ways = (False, True)
        return [
            *(job for name in sorted(faults.ALL) for ever in ways for job in self.of_calls(name, ever_since=ever)),
            *(job for error in ERRORS for ever in ways for job in self.of_disk(error, ever_since=ever)),
            *(job for halfway in ways for job in self.of_kills(halfway=halfway)),
        ]

    def differences(self, jobs: Iterable[Job]) -> list[str]:
        """What each of them changed in the end; nothing, where all is well."""
        return [f"{job.name}: {found}" for job in jobs if (found := self.endures(job.number, job.trouble))]

    def endures(self, number: int, trouble: Trouble) -> str:
        """What differs after a disturbed collection from the undisturbed one; empty where nothing does."""
        return self.differs(number, self.disturbed(number, trouble))

    def differs(self, number: int, world: World) -> str:
        """The same of a town after that collection. The undisturbed one is made in its folder, if it was not before."""
        there, when = committed(world), began(world)
        if (number, when) not in self._calm:
            self._calm[number, when] = committed(self.undisturbed(number, when))
        calm = self._calm[number, when]
        titles = [one.title for one in world.forge.listed() if one.by and one.by.login == world.who]
        twice = ["an anchor was opened twice"] if len(titles) != len(set(titles)) else []
        return ", ".join([*twice, *(name for name in there.keys() | calm.keys() if there.get(name) != calm.get(name))])

    def disturbed(self, number: int, trouble: Trouble) -> World:
        """The town after that collection was disturbed and ended well."""
        world = self._at(number)
        collected(world, self._recall, trouble)
        return world

    def undisturbed(self, number: int, when: str = "") -> World:
        """The town after that collection went well. when: it began; empty: at once"""
        world = self._at(number)
        collected(world, self._recall, Trouble(), when)
        return world

    def _at(self, number: int) -> World:
        start = self._starts[number]
        world = self._fresh(World(self._folder, self._written, SMALL), start.files)
        vars(world.forge).update(pickle.loads(start.forge))  # noqa: S301  our own
        world.now = start.now
        return world

    def _fresh(self, world: World, files: Mapping[str, bytes]) -> World:
        """The town with these files and no others."""
        for name in _files(world.folder).keys() - files.keys():
            (world.folder / name).unlink()
        for name, content in files.items():
            path = world.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return world


def fails(act: int, error: str, *, ever_since: bool) -> Trouble:
    """The disk refuses one act, or each from that one on."""

    def at(number: int, name: str, arguments: tuple[Any, ...]) -> None:
        if number == act or (ever_since and number > act):
            raise OSError(ERRORS[error], os.strerror(ERRORS[error]))

    return Trouble(disk=at)


def killed(acts: Collection[int], *, halfway: bool = False) -> Trouble:
    """The process is killed before each of these acts on the disk. halfway: in a write, half of it is done."""

    def at(number: int, name: str, arguments: tuple[Any, ...]) -> None:
        if number in acts:
            if halfway and name == "write":
                os.pwrite(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2], 0)
            raise Killed

    return Trouble(disk=at)


def _snapshot(world: World) -> Snapshot:
    state = {name: value for name, value in vars(world.forge).items() if name != "clock"}
    return Snapshot(pickle.dumps(state), _files(world.folder), world.now)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def began(world: World) -> str:
    """When the last look began that added lines."""
    return max((line["time"] for line in world.lines(kind="look")), default="")
