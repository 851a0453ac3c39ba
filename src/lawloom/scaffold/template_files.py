"""The files of a new consultation, as bytes by path: template/<language>/ and template/common/, names filled in.

The template holds no person's data. `$name` stands for a value; in YAML files values are written as quoted strings.
Of the pages that every site has, only the rules are laid as a file: they are a promise, and whoever makes it must
read it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from lawloom import messages
from lawloom.model.consultation import Consultation, Settings
from lawloom.model.people import People
from lawloom.press.data.verifier import SOURCES, verifier
from lawloom.scaffold import engine, forge_files, issue_forms

FOLDER = Path(__file__).parent / "template"
LANGUAGES = ("en", "fr", "es")

# What need not be known on the first day, with an example.
_LATER = {"contact": "consultation@example.org", "address": "https://example.org/"}
# Git would obey files of these names inside the engine's own repository, and hatchling would leave neighbours out.
_NAMES = {"gitattributes": ".gitattributes", "gitignore": ".gitignore"}


def files(languages: Sequence[str], values: dict[str, str]) -> dict[str, bytes]:
    """Every file that `new` lays, by its path in the consultation, in order of path.

    languages  of the consultation; the first is one of LANGUAGES, or begins with one
    values     title, timezone, repository, fingerprint
    """
    language = languages[0].split("-")[0].lower()
    laid = {"content/pages/rules.md": _rules(language)}
    laid |= _laid({**values, "languages": list(languages)}, "common", language)
    laid |= {name_of(further): of_language(further) for further in languages[1:]}
    return dict(sorted(laid.items()))


def owned(languages: Sequence[str], values: dict[str, str]) -> dict[str, bytes]:
    """The files of a new consultation that stay the engine's: `upgrade` brings them up to date."""
    settings = Settings(
        title=values["title"],
        languages=tuple(languages),
        timezone=values["timezone"],
        repository=values["repository"],
        address=values.get("address", ""),
    )
    return issue_forms.files(Consultation(settings, {}, People({})), as_of="") | forge_files.files(settings)


def name_of(language: str) -> str:
    """The configuration by which MkDocs prints one further language alone."""
    return f"mkdocs.{language}.yml"


def of_language(language: str) -> bytes:
    """What that configuration says: all of mkdocs.yml, another language and its folder of the site."""
    return (FOLDER / "mkdocs.language.yml").read_text(encoding="utf-8").replace("LANGUAGE", language).encode()


def of_demonstration() -> dict[str, bytes]:
    """The files that a demonstration has beside what is shown: those of the engine, and a word on what it is."""
    return _laid({"title": "Demonstration"}, "common", "demonstration")


def _laid(values: Mapping[str, str | list[str]], *folders: str) -> dict[str, bytes]:
    laid = {source: verifier(source) for source in SOURCES}
    for folder in (FOLDER / name for name in folders):
        for path in folder.rglob("*"):
            if path.is_file():
                name = path.relative_to(folder).as_posix()
                laid[_NAMES.get(name, name)] = _filled(path, values)
    return laid


def common(name: str) -> str:
    """The text of one file of template/common as it stands, places not filled in."""
    return (FOLDER / "common" / name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class _RulesView:
    title: str
    contact: str


def _rules(language: str) -> bytes:
    """Our own rules page as a file of the consultation, so that it can be changed."""
    from lawloom.pages.templates import render  # here: upgrade needs no templates

    title = messages.word("ed-rules-title", language)
    text = render(f"{language}/rules.md", _RulesView(title, contact=""), language)
    _heading, _, rest = text.strip().partition("\n")  # the page's title comes from its front matter
    return f"---\ntitle: {_in_yaml(title)}\n---\n{rest.strip()}\n".encode()


def _filled(path: Path, values: Mapping[str, str | list[str]]) -> bytes:
    text = path.read_text(encoding="utf-8")
    shown = {name: _in_yaml(value) if path.suffix == ".yml" else value for name, value in values.items()}
    shown |= {name: _line(name, str(values.get(name, ""))) for name in _LATER}
    filled = Template(text).substitute(shown, engine=engine.line())
    return "\n".join(line.rstrip() for line in filled.split("\n")).encode()


def _line(name: str, value: str) -> str:
    """A setting that can wait: as a line, or as an example behind a #."""
    return f"{name}: {_in_yaml(value)}" if value else f"# {name}: {_LATER[name]}"


def _in_yaml(value: str | list[str]) -> str:
    if isinstance(value, list):
        return ", ".join(map(_in_yaml, value))
    if not value:
        return ""  # a key without a value counts as left out
    # A JSON string is a YAML string. Letters stay readable; what YAML calls unprintable is escaped by json or below.
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in quoted)
