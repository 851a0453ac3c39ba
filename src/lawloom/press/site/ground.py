"""The folder that a site is printed into: ours by a mark that the press left in it, never by a guess.

What no page claims is removed from a site. A person who names the wrong folder must not find it emptied, so the first
printing wants one that is empty or not there yet; the mark left then says the same at every later one. While a site is
being printed its mark says so: one that was cut short is known, and nothing hands it on.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from lawloom.errors import LawloomError, problem
from lawloom.instance import Instance

MARK = ".lawloom-site"
WORDS = b"Lawloom printed this folder. At the next printing, whatever it did not print here is removed.\n"
UNFINISHED = b"Lawloom was printing this folder and was cut short. Build again before you publish it.\n"


def chosen(instance: Instance, site: Path) -> Path:
    """The folder itself, links followed once, fit to be printed into; nothing is written yet.

    raises  LawloomError where the folder has to do with what people wrote or sent, or holds files that are not ours
    """
    try:
        folder = site.resolve()
    except (OSError, RuntimeError) as failure:  # links in a circle
        raise LawloomError(problem("site-is-not-ours", instance.name_of(site))) from failure
    name = instance.name_of(site)
    for place in (instance.content, instance.contributions, instance.private, instance.build, *_code(instance)):
        kept = place.resolve()
        if folder == kept or kept in folder.parents or folder in kept.parents:
            raise LawloomError(problem("site-misplaced", name, place=instance.name_of(place)))
    if not is_ours(folder):
        raise LawloomError(problem("site-is-not-ours", name))
    return folder


def is_ours(folder: Path) -> bool:
    """Whether the folder bears our mark, or there is nothing in it that could be anybody's."""
    mark = folder / MARK
    if mark.is_file() and not mark.is_symlink():
        return True
    try:
        # One language may be printed before the whole site: a folder of nothing but folders of ours is ours.
        return all(one.is_dir() and not one.is_symlink() and (one / MARK).is_file() for one in folder.iterdir())
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False


def is_unfinished(folder: Path) -> bool:
    """Whether a printing of this folder began and did not end: its mark, or half of it, says so."""
    try:
        return (folder / MARK).read_bytes() != WORDS
    except OSError:
        return False


def begin(folder: Path) -> None:
    """Say that the folder, which is there, is about to be changed."""
    mark = folder / MARK
    was = mark.stat().st_mtime_ns if mark.is_file() else 0
    mark.write_bytes(UNFINISHED)
    _dated(mark, was)


def end(folder: Path) -> None:
    """Say that all of it stands. The mark looks untouched to whoever asks what a build changed."""
    mark = folder / MARK
    was = mark.stat().st_mtime_ns
    mark.write_bytes(WORDS)
    _dated(mark, was)


def _dated(mark: Path, time: int) -> None:
    if time:
        os.utime(mark, ns=(time, time))


def _code(instance: Instance) -> tuple[Path, Path]:
    return instance.root / "src", instance.root / ".git"


def refuse_tracked_build(instance: Instance) -> None:
    """Stop where Git brought build/: whoever sent it could have written there what every page is made of.

    raises  LawloomError; nothing of build/ was believed yet
    """
    try:
        index = (instance.root / ".git" / "index").read_bytes()
    except OSError:  # no checkout, or one whose index stands elsewhere
        return
    if re.search(rb"(?<!/)build/(?:state|typeset|cache|pages|languages)/", index):
        raise LawloomError(problem("build-is-tracked", "build/"))
