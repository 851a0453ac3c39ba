"""What frozen versions of a bill were when they were published: bill/versions.yml, with the digits of every file.

    - file: 01-outline.md
      sha256: 5f0c…           # of the file, as `sha256sum` counts it
      parts: 3f2a9c0d 1e5b…   # of each part from heading to heading, so that a change is told with its line

A text that was published never changes again: people answered it, voted on it and quote it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lawloom.content import characters, shelf
from lawloom.content.files import Tree, read_text
from lawloom.content.forms.fill import fill
from lawloom.content.forms.subject import SealForm
from lawloom.errors import Problem, problem

DIGITS = 8  # of the digest of a part: enough to find the one that changed; the whole file is held by 64


@dataclass(frozen=True, slots=True)
class Seal:
    file: str  # name without its folder
    sha256: str
    parts: tuple[str, ...]
    line: int = 0  # in versions.yml


def seal(name: str, text: str) -> Seal:
    """The seal of a text; the same however a system ends its lines."""
    plain = characters.with_plain_line_ends(text)
    return Seal(name, _digest(plain), tuple(_digest(part)[:DIGITS] for _, part in _parts(plain)))


def changed_line(kept: Seal, text: str) -> int:
    """The line on which the first part stands that is not as it was."""
    line = 1
    for place, (line, part) in enumerate(_parts(characters.with_plain_line_ends(text))):
        if place >= len(kept.parts) or _digest(part)[:DIGITS] != kept.parts[place]:
            return line
    return line


def printed(seals: list[Seal]) -> str:
    """versions.yml, in the order of the names."""
    rows = [
        "# Written by `lawloom bill publish`. A text that was published never changes again; anyone can count these",
        "# digits with `sha256sum bill/versions/*.md`.",
    ]
    for one in sorted(seals, key=lambda one: one.file):
        rows += [f"- file: {one.file}", f'  sha256: "{one.sha256}"', "  parts: >-"]
        rows += [f"    {' '.join(one.parts[n : n + 12])}" for n in range(0, len(one.parts), 12)]
    return "\n".join(rows) + "\n"


def file_of(folder: str) -> str:
    """The name of the file that holds the seals of a subject's versions."""
    return f"{folder}/bill/versions.yml"


def read(tree: Tree, folder: str) -> tuple[dict[str, Seal] | None, list[Problem]]:
    """The seals by name of file; None where there is no such file, or it cannot be read."""
    file = file_of(folder)
    if file not in tree.files:
        return None, []
    listed, lines, problems = shelf.entries(tree, file)
    if listed is None:
        return None, problems
    found: dict[str, Seal] = {}
    for place, given in enumerate(listed):
        line = lines.at((place,))
        form, told = fill(SealForm, given, lines, file, (place,))
        problems += told
        if form is not None and form.file in found:
            problems.append(problem("seal-twice", file, line, name=form.file, first=found[form.file].line))
        elif form is not None:
            found[form.file] = Seal(form.file, form.sha256, tuple(form.parts.split()), line)
    return found, problems


def missing(tree: Tree, folder: str, versions: list[str]) -> Iterator[Problem]:
    """A warning where there are versions and no file with seals: one that was taken away looks like one never made."""
    if versions and file_of(folder) not in tree.files:
        subject = folder.rsplit("/", 1)[1]
        yield problem("seals-missing", file_of(folder), warning=True, n=len(versions), subject=subject)


def problems_of(tree: Tree, folder: str, seals: Mapping[str, Seal], versions: list[str]) -> Iterator[Problem]:
    """Every version that is not as it was published, that is gone, or that has no seal.

    versions  names of the files in bill/versions that are no translations
    """
    there = {name.rsplit("/", 1)[1]: name for name in versions}
    for name, kept in seals.items():
        if name not in there:
            yield problem("version-gone", file_of(folder), kept.line, name=name)
            continue
        text, _ = read_text(tree.files[there[name]], there[name])
        if text is not None and seal(name, text).sha256 != kept.sha256:
            line = changed_line(kept, text)
            yield problem("version-changed", there[name], line, digest=kept.sha256[:12], seals=file_of(folder))
    for name, file in there.items():
        if name not in seals:
            yield problem("version-not-sealed", file, seals=file_of(folder), subject=folder.rsplit("/", 1)[1])


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """The text from heading to heading, each with its first line."""
    rows: list[str] = []
    first = 1
    for line, row in enumerate(text.split("\n"), 1):
        if row.startswith("#") and rows:
            yield first, "\n".join(rows)
            rows, first = [], line
        rows.append(row)
    yield first, "\n".join(rows)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
