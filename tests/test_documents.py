"""The documents tell the truth: commands, options, errors, fields, words and links are all there, and no others."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest

from lawloom import messages
from lawloom.cli.commands import main
from lawloom.pages.columns import COLUMNS

REPOSITORY = Path(__file__).resolve().parent.parent
DOCS = REPOSITORY / "docs"
PACKAGE = REPOSITORY / "src" / "lawloom"


def sections(path: Path, level: int = 2) -> dict[str, str]:
    """Text under each heading of this level, by heading."""
    parts = re.split(rf"^{'#' * level} (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {heading.strip(): text for heading, text in zip(parts[1::2], parts[2::2], strict=True)}


def committed(*suffixes: str) -> list[Path]:
    """Files that Git knows or would take, with these endings."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this copy is no Git checkout: which files belong to it is not known")
    paths = [REPOSITORY / name for name in listed.stdout.splitlines()]
    return [path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes)]


# --- commands ---------------------------------------------------------------------------------------------------------


def test_every_command_has_its_heading_and_every_heading_its_command():
    assert list(sections(DOCS / "commands.md")) == list(main.commands)


def params_of(name: str) -> list[click.Parameter]:
    """The parameters of a command; of a group, those of its commands."""
    command = main.commands[name]
    return [*command.params, *(p for one in getattr(command, "commands", {}).values() for p in one.params)]


@pytest.mark.parametrize("name", list(main.commands))
def test_every_option_of_a_command_is_explained(name: str):
    text = sections(DOCS / "commands.md")[name].split("\n# Scripts")[0]
    options = {
        option for p in params_of(name) if isinstance(p, click.Option) for option in p.opts if option.startswith("--")
    }
    assert set(re.findall(r"^\| `(--[a-z-]+)`", text, flags=re.MULTILINE)) == options


@pytest.mark.parametrize("name", list(main.commands))
def test_every_command_shows_an_example_that_it_would_understand(name: str):
    help_text = main.commands[name].help or ""
    examples = re.findall(rf"^\s+lawloom (?:-C \S+ )?{name}\b(.*)$", help_text, flags=re.MULTILINE)
    assert examples or name == "upgrade"
    options = {option for p in params_of(name) for option in p.opts}
    assert all(option in options for line in examples for option in re.findall(r"--[a-z-]+", line))


def test_every_script_is_explained():
    named = set(re.findall(r"`scripts/([\w.-]+)`", (DOCS / "commands.md").read_text(encoding="utf-8")))
    there = {path.name for path in (REPOSITORY / "scripts").iterdir() if path.is_file()}
    assert named == there


# --- errors -----------------------------------------------------------------------------------------------------------


@cache
def codes_raised() -> dict[str, str]:
    """Every code that the engine gives to `problem(...)` in plain letters, and a file that does."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                named = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                code = node.args[0] if named == "problem" else None
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    found[code.value] = path.relative_to(REPOSITORY).as_posix()
    return found


def codes_told(language: str) -> set[str]:
    return {
        code
        for room in messages.rooms(language)
        for code, entry in messages.catalog(room, language).items()
        if isinstance(entry, dict) and "found" in entry
    }


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_code_that_is_raised_has_its_sentence(language: str):
    missing = {code: file for code, file in codes_raised().items() if code not in codes_told(language)}
    assert not missing


def test_every_code_has_its_heading_among_the_errors():
    assert codes_told("en") <= set(sections(DOCS / "errors.md"))


# --- fields -----------------------------------------------------------------------------------------------------------


def fields_told() -> dict[str, set[str]]:
    """Fields by kind of line, as docs/data.md has them; those of every line under "*"."""
    text = (DOCS / "data.md").read_text(encoding="utf-8").split("\n## The texts")[0]
    told: dict[str, set[str]] = {}
    for heading, body in re.findall(r"^### (.+?)$(.*?)(?=^### |\Z)", text, flags=re.MULTILINE | re.DOTALL):
        fields = {
            name
            for row in re.findall(r"^\| (`.+?) \|", body, flags=re.MULTILINE)
            for name in re.findall(r"`(\w+)`", row)
        }
        kinds = re.findall(r"`([\w-]+)`", heading) or ["*"]
        for kind in kinds:
            told.setdefault(kind, set()).update(fields)
    return told


def lines_of_the_demonstration() -> Iterator[tuple[str, dict[str, object]]]:
    for path in sorted((REPOSITORY / "contributions").glob("*/ledger/*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.relative_to(REPOSITORY)}:{number}", json.loads(line)


def test_every_field_of_the_demonstrations_ledgers_is_in_the_data_dictionary():
    told = fields_told()
    unknown = {
        f"{line['kind']}.{field}": place
        for place, line in lines_of_the_demonstration()
        for field in line
        if field not in told["*"] | told.get(str(line["kind"]), set())
    }
    assert not unknown


def test_the_demonstration_shows_the_common_kinds_of_line():
    kinds = {str(line["kind"]) for _, line in lines_of_the_demonstration()}
    assert {"genesis", "contribution", "vote", "import", "moderation", "decision"} <= kinds


def test_every_column_of_the_published_table_is_in_the_data_dictionary():
    section = sections(DOCS / "data.md", 3)["`data/<slug>/contributions.csv` and `contributions.json`"]
    told = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|", section, flags=re.MULTILINE)
    assert told == [
        (one.name, messages.word(f"type-{one.type}", "en"), messages.word(f"col-{one.name.replace('_', '-')}", "en"))
        for one in COLUMNS
    ]


# --- words ------------------------------------------------------------------------------------------------------------


def test_every_noun_of_the_model_is_a_word():
    words = set(
        re.findall(r"[A-Za-z]\w+", " ".join(re.findall(r"^\| (.+?) \|", (DOCS / "words.md").read_text(), re.M)))
    )
    nouns = {
        node.name
        for path in (PACKAGE / "model").glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }
    assert nouns <= words, f"give these a row in docs/words.md: {sorted(nouns - words)}"


# --- links and manners ------------------------------------------------------------------------------------------------


def written_pages() -> list[Path]:
    """Markdown for readers of the repository; what a site is made from is read by `lawloom check`."""
    ours = [path for path in committed(".md") if path.relative_to(REPOSITORY).parts[0] in {"docs", ".github"}]
    return ours + sorted(REPOSITORY.glob("*.md"))


def anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@pytest.mark.parametrize("path", written_pages(), ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_every_link_leads_somewhere(path: Path):
    text = re.sub(r"^(    .*|```.*?```)$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    dead = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        parts = urlsplit(target)
        if parts.scheme:
            continue
        file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        headings = (
            re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.M) if file.suffix == ".md" and file.is_file() else []
        )
        if not file.exists() or (parts.fragment and parts.fragment not in map(anchor, headings)):
            dead.append(target)
    assert not dead


def test_no_file_names_a_place_on_one_machine_or_leaves_work_undone():
    machine = re.compile(r"(?<![\w./~-])/(?:work|root|home/\w+|Users/\w+)/|[A-Z]:\\\\Users")
    undone = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "lorem " + "ipsum"]))
    found = [
        f"{path.relative_to(REPOSITORY)}:{number}: {line.strip()[:80]}"
        for path in committed()
        if path.suffix not in {".lock", ".png"} and "contributions" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if machine.search(line) or undone.search(line)
    ]
    assert not found


# --- the look ---------------------------------------------------------------------------------------------------------


def test_every_class_and_token_that_the_guide_to_the_look_names_is_in_the_style_sheets():
    guide = (DOCS / "look.md").read_text(encoding="utf-8")
    sheets = "".join(
        (PACKAGE / "press" / "html" / "styles" / f"{name}.css").read_text(encoding="utf-8")
        for name in ("tokens", "lean", "material")
    )
    components = re.findall(r"^\| (.+?) \|", guide.split("## 4. Components")[1].split("\n## 5.")[0], flags=re.MULTILINE)
    classes = {name for row in components for name in re.findall(r"\.([a-z][a-z0-9-]*)", row)}
    tokens = set(re.findall(r"--[a-z][a-z0-9-]*", guide))
    assert len(classes) >= 40
    assert len(tokens) >= 30
    assert not {name for name in classes if not re.search(rf"\.{name}\b", sheets)}
    assert not {name for name in tokens if f"{name}:" not in sheets}


def test_the_guide_names_the_colours_that_the_style_sheets_have():
    guide = (DOCS / "look.md").read_text(encoding="utf-8").split("## 2.")[1].split("\n## 3.")[0]
    told = set(re.findall(r"\b(?:[0-9a-f]{6}|[0-9a-f]{3})\b(?= )", guide.replace("|", " ")))
    sheet = (PACKAGE / "press" / "html" / "styles" / "tokens.css").read_text(encoding="utf-8").lower()
    colours = {name for name in told if re.search(r"[a-f]", name) or len(name) == 6}
    assert len(colours) > 30
    assert not {name for name in colours if f"#{name}" not in sheet}
