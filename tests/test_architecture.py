"""The house is as it is drawn: arrows point down, each outside library has one door, no subject is known by name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
PACKAGE = REPOSITORY / "src" / "lawloom"

# From the ground up. A room may use rooms of lower floors only; two rooms of one floor do not know each other.
HOUSE = (
    ("errors", "version"),
    ("messages",),
    ("model",),
    ("instance",),
    ("content",),
    ("ledger",),
    ("tally",),
    ("collect",),
    ("synthesis", "bill"),
    ("signs",),
    ("pages",),
    ("press",),
    ("answers", "double", "drafting", "overview", "scaffold"),
    ("forge", "stages", "todo"),
    ("exports",),
    ("cli",),
)
BILL = (
    ("comparing", "reading"),
    ("redlining", "anchoring"),
    ("drafting",),
    ("legal", "answering"),
)
PRESS = (
    ("html", "site"),
    ("desk",),
    ("forms", "data"),
    ("contributions",),
    ("bill", "synthesis", "search"),
    ("paper",),
    ("subject",),
    ("votes", "typesetting"),
    ("publish",),
    ("mkdocs_plugin",),
)
# Large rooms are parted like the house itself: by the package, its floors.
FLOORS = {"lawloom": HOUSE, "lawloom.bill": BILL, "lawloom.press": PRESS}

# A library that only one place may import, and that place: a prefix of the module's name.
DOORS = {
    "mkdocs": "lawloom.press.mkdocs_plugin",
    "pydantic": "lawloom.content",
    "click": "lawloom.cli",
}


@dataclass(frozen=True)
class Arrow:
    source: str  # module, "lawloom.tally.votes"
    target: str  # module, "lawloom.model.vote"
    line: int
    at_once: bool  # executed when the module is imported: neither inside a function nor only for the type checker

    def rooms(self, house: str) -> tuple[str, str]:
        return room_of(self.source, house), room_of(self.target, house)


def room_of(module: str, house: str) -> str:
    """The room of a package that a module is in; empty for the package itself and for what is not in it."""
    return module[len(house) + 1 :].partition(".")[0] if module.startswith(f"{house}.") else ""


@cache
def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports_in(path: Path) -> tuple[tuple[str, list[str], int, bool], ...]:
    """Each import: module, names taken from it, line, and whether it runs when the file is imported."""

    def walk(node: ast.AST, at_once: bool) -> Iterator[tuple[str, list[str], int, bool]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                for alias in child.names:
                    yield alias.name, [], child.lineno, at_once
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{path}:{child.lineno}: relative import; write the whole name"
                yield child.module or "", [alias.name for alias in child.names], child.lineno, at_once
            else:
                lazy = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                checked = isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)
                yield from walk(child, at_once and not lazy and not checked)

    return tuple(walk(ast.parse(path.read_text(encoding="utf-8")), True))


@cache
def arrows() -> list[Arrow]:
    known = modules()
    found = []
    for source, path in known.items():
        for module, names, line, at_once in imports_in(path):
            if module.split(".")[0] != "lawloom":
                continue
            inner = [f"{module}.{name}" for name in names if f"{module}.{name}" in known]
            if len(inner) < len(names) or not names:
                inner.append(module)
            found += [Arrow(source, target, line, at_once) for target in inner if target != source]
    return found


def between_rooms(house: str) -> list[Arrow]:
    """The arrows from one room of a package to another."""
    return [arrow for arrow in arrows() if all(arrow.rooms(house)) and len(set(arrow.rooms(house))) == 2]


def drawing(house: str) -> str:
    """The house, roof first: each room with the rooms it uses."""
    used: dict[str, set[str]] = {room: set() for floor in reversed(FLOORS[house]) for room in floor}
    for arrow in between_rooms(house):
        source, target = arrow.rooms(house)
        used.setdefault(source, set()).add(target)
    lines = [f"  {room:<14} ──> {', '.join(sorted(rooms)) or '(nothing)'}" for room, rooms in used.items()]
    return "\n".join(["", f"{house} as its imports draw it:", *lines])


@pytest.mark.parametrize("house", FLOORS)
def test_every_room_has_its_floor(house):
    rooms = {room_of(module, house) for module in modules()} - {""}
    drawn = [room for floor in FLOORS[house] for room in floor]
    assert sorted(rooms) == sorted(drawn), f"draw the rooms of {house} in FLOORS and in docs/architecture.md"


@pytest.mark.parametrize("house", FLOORS)
def test_every_arrow_between_rooms_points_down(house):
    """Whenever it is imported: also within a function, also for the type checker alone."""
    floor_of = {room: floor for floor, rooms in enumerate(FLOORS[house]) for room in rooms}
    up = [
        f"{arrow.source} (line {arrow.line}) ──> {arrow.target}"
        for arrow in between_rooms(house)
        if floor_of[arrow.rooms(house)[0]] <= floor_of[arrow.rooms(house)[1]]
    ]
    assert not up, "\n".join(["arrows that do not point down:", *up, drawing(house)])


def test_no_files_import_each_other_in_a_circle():
    found = [arrow for arrow in arrows() if arrow.at_once]
    uses: dict[str, set[str]] = {}
    for arrow in found:
        uses.setdefault(arrow.source, set()).add(arrow.target)

    def circle_from(module: str, path: tuple[str, ...]) -> tuple[str, ...]:
        if module in path:
            return (*path[path.index(module) :], module)
        if module in sound:
            return ()
        for target in sorted(uses.get(module, ())):
            if circle := circle_from(target, (*path, module)):
                return circle
        sound.add(module)
        return ()

    sound: set[str] = set()
    for module in sorted(uses):
        circle = circle_from(module, ())
        assert not circle, " ──> ".join(circle)


def test_each_outside_library_has_its_one_door():
    strays = [
        f"{source}:{line} imports {module}"
        for source, path in modules().items()
        for module, _, line, _ in imports_in(path)
        if (door := DOORS.get(module.split(".")[0])) and source != door and not source.startswith(f"{door}.")
    ]
    assert not strays, "\n".join(strays)


def test_a_file_has_one_subject_and_fits_a_reader():
    long = {
        module: lines
        for module, path in modules().items()
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert not long, f"longer than 400 lines, split them by subject: {long}"


def subject_slugs() -> set[str]:
    """Slugs of the demonstration and of the tests; a single plain word says too little to be looked for."""
    slugs = {path.name for path in (REPOSITORY / "content" / "subjects").glob("*") if path.is_dir()}
    for path in (REPOSITORY / "tests").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        slugs |= set(re.findall(r"subjects/([a-z0-9]+(?:-[a-z0-9]+)+)", text))
        slugs |= set(re.findall(r"""--subject["',= ]+([a-z0-9]+(?:-[a-z0-9]+)+)""", text))
    return slugs


def words_the_engine_acts_on(path: Path) -> Iterator[str]:
    """Names and strings of a program, help texts apart; the whole of any other file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        yield text
        return
    tree = ast.parse(text)
    helps = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in helps:
            yield node.value
        elif isinstance(node, ast.Name):
            yield node.id.replace("_", "-")


def test_the_engine_names_no_subject():
    slugs = subject_slugs()
    named = [
        f"{path.relative_to(REPOSITORY)}: {slug}"
        for path in sorted(PACKAGE.rglob("*"))
        if path.is_file() and path.suffix in {".py", ".yml", ".md", ".html", ".css", ".xml", ".txt", ".svg"}
        for text in words_the_engine_acts_on(path)
        for slug in slugs
        if slug in text and re.search(rf"(?<![\w-]){re.escape(slug)}(?![\w-])", text)
    ]
    assert not named, "\n".join(sorted(set(named)))
