"""`lawloom new` at a terminal: a person types, through a terminal of its own, and is asked again where it cannot be."""

from __future__ import annotations

import os
import pty
import select
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from journeys.steps import BIN, Desk, a_desk
from lawloom import content
from lawloom.instance import Instance

pytestmark = pytest.mark.slow
SECONDS = 30
ANSWERS = ("Night trains", "en,fr", "my-town/trains", "Europe/Paris", "trains@my-town.example", "")


@dataclass
class Terminal:
    """A program at a terminal: what it showed so far, and a keyboard."""

    child: int
    keyboard: int
    shown: str = ""

    def asks(self, words: str) -> None:
        """Wait until these words are shown, after all that was waited for before."""
        end = time.monotonic() + SECONDS
        while words not in self.shown:
            assert time.monotonic() < end, f"never asked {words!r}; shown: {self.shown}"
            assert self._read(), f"ended without {words!r}; shown: {self.shown}"
        self.shown = self.shown.partition(words)[2]

    def types(self, line: str) -> None:
        os.write(self.keyboard, f"{line}\n".encode())

    def interrupts(self) -> None:
        """Ctrl-C, until it is heard: a Python that is just about to read may miss the first one."""
        for _ in range(SECONDS):
            os.write(self.keyboard, b"\x03")
            end = time.monotonic() + 1
            while time.monotonic() < end and select.select([self.keyboard], [], [], 1)[0]:
                if not self._read() or "Aborted" in self.shown:
                    return

    def ends(self) -> int:
        while self._read():
            pass
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            ended, status = os.waitpid(self.child, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        os.kill(self.child, signal.SIGKILL)
        raise AssertionError(f"did not end; shown: {self.shown}")

    def _read(self) -> bool:
        if not select.select([self.keyboard], [], [], SECONDS)[0]:
            return False
        try:
            got = os.read(self.keyboard, 4096)
        except OSError:  # the other side is closed
            return False
        self.shown += got.decode("utf-8", "replace")
        return bool(got)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


def at_terminal(desk: Desk, *words: str | Path, **extra: str) -> Terminal:
    program, surroundings = str(BIN / "lawloom"), desk.surroundings(extra)
    child, keyboard = pty.fork()
    if not child:
        signal.signal(
            signal.SIGINT, signal.SIG_DFL
        )  # a test that runs in the background may have been told to ignore it
        os.chdir(desk.home)
        os.execve(program, [program, "new", *map(str, words)], surroundings)  # noqa: S606
    return Terminal(child, keyboard)


def test_each_answer_goes_where_it_belongs(desk: Desk):
    terminal = at_terminal(desk, desk.folder)
    questions = ("called?", "languages", "forge", "time zone", "reach you", "[https://my-town.github.io/trains/]")
    for question, answer in zip(questions, ANSWERS, strict=True):
        terminal.asks(question)
        terminal.types(answer)
    assert terminal.ends() == 0
    assert "FIRST-DAY.md" in terminal.shown
    consultation, problems = content.read(Instance(desk.folder))
    assert problems == []
    assert consultation is not None
    told = consultation.settings
    assert (told.title, told.languages, told.repository) == ("Night trains", ("en", "fr"), "my-town/trains")
    assert (told.timezone, told.contact) == ("Europe/Paris", "trains@my-town.example")
    assert told.address == "https://my-town.github.io/trains/"
    assert desk.lawloom("upgrade", "--dry-run").out.startswith("Nothing to do")


def test_what_cannot_be_used_is_asked_again_with_what_is_wrong_and_a_dash_is_not_known_yet(desk: Desk):
    terminal = at_terminal(desk, desk.folder)
    for question, answer, wrong in (
        ("called?", "", "[new-title-unusable]"),
        ("called?", "Night trains", ""),
        ("languages", "klingon", "[new-language-unknown]"),
        ("languages", "en,en", "[language-twice]"),
        ("languages", "en", ""),
        ("forge", "my town / trains", "[new-repository-malformed]"),
        ("forge", "-", ""),
        ("time zone", "Paris", "[new-timezone-unknown]"),
        ("time zone", "-", ""),
        ("reach you", "the town hall", "[new-contact-unusable]"),
        ("reach you", "-", ""),
        ("site stand", "my-town", "[new-address-unusable]"),
        ("site stand", "-", ""),
    ):
        terminal.asks(question)
        terminal.types(answer)
        if wrong:
            terminal.asks(wrong)
    assert terminal.ends() == 0
    consultation, problems = content.read(Instance(desk.folder))
    assert problems == []
    assert consultation is not None
    told = consultation.settings
    assert (told.title, told.languages, told.timezone) == ("Night trains", ("en",), "UTC")
    assert (told.repository, told.contact, told.address) == ("", "", "")


@pytest.mark.parametrize("answered", range(len(ANSWERS)))
def test_whoever_stops_leaves_nothing_behind(desk: Desk, answered: int):
    terminal = at_terminal(desk, desk.folder)
    for question, answer in zip(("called?", "languages", "forge", "zone", "reach"), ANSWERS[:answered], strict=False):
        terminal.asks(question)
        terminal.types(answer)
    terminal.asks("?")
    terminal.interrupts()
    assert terminal.ends() == 1
    assert "Traceback" not in terminal.shown
    assert not desk.folder.exists()
    assert [path for path in desk.home.rglob("*") if path.is_file()] == []


def test_options_that_say_what_is_needed_are_enough(desk: Desk):
    terminal = at_terminal(desk, desk.folder, "--title", "Night trains", "--language", "en")
    assert terminal.ends() == 0
    assert "?" not in terminal.shown
    assert (desk.folder / "FIRST-DAY.md").is_file()


def test_only_what_no_option_said_is_asked_and_in_the_language_of_the_terminal(desk: Desk):
    terminal = at_terminal(desk, desk.folder, "--title", "Trains de nuit", "--contact", "a@b.fr", LAWLOOM_LANGUAGE="fr")
    for question in ("En quelles langues", "Où vivra-t-elle", "fuseau horaire", "Où sera le site"):
        terminal.asks(question)
        terminal.types("")
    assert terminal.ends() == 0
    assert "Le premier jour" in (desk.folder / "FIRST-DAY.md").read_text("utf-8")


def test_a_folder_that_cannot_be_used_is_told_before_anything_is_asked(desk: Desk):
    desk.folder.mkdir()
    (desk.folder / "mine.txt").write_text("mine", "utf-8")
    terminal = at_terminal(desk, desk.folder)
    assert terminal.ends() == 1
    assert "[new-folder-not-empty]" in terminal.shown
    assert "called?" not in terminal.shown


def test_elsewhere_nothing_is_asked_and_the_missing_option_is_named(desk: Desk):
    told = desk.lawloom("new", desk.folder, at=desk.home, code=2)
    assert "--title" in told.err
    assert not desk.folder.exists()
