"""The Jinja templates of editorial pages. Every value is shown as typed unless a view says that it is Markdown."""

from __future__ import annotations

import dataclasses
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from lawloom import messages
from lawloom.pages.plain import plain

FOLDER = Path(__file__).parent / "templates"


def render(template: str, view: Any, language: str) -> str:
    """One page: the view's fields are the template's names; `w` gives interface words in the page's language."""
    values = {name.name: getattr(view, name.name) for name in dataclasses.fields(view)}

    def word(key: str, **filled: str | int) -> Markup:
        # Filled values are escaped with the whole sentence, so a title inside it is shown as typed too.
        return plain(messages.word(key, language, **filled))

    return _environment().get_template(template).render(values, w=word, language=language, slot=slot)


def slot_in_line(name: str) -> Markup:
    """A place within a sentence."""
    return Markup(f'<span class="slot" data-slot="{plain(name)}"></span>')  # noqa: S704  escaped


def slot(name: str) -> Markup:
    """A place that the press fills: a block of its own."""
    return Markup(f'<div class="slot" data-slot="{plain(name)}"></div>')  # noqa: S704  escaped


def wrapped(address: str) -> Markup:
    """An address of mail as text that a narrow page may break after its @, and nowhere else in the middle of a word."""
    return Markup("@<wbr>").join(plain(part) for part in address.split("@"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        comment_start_string="{##",  # {#id} is Markdown's way to name a heading
        comment_end_string="##}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["wrapped"] = wrapped
    return environment


def _shown(value: Any) -> Any:
    return value if isinstance(value, Markup) else plain("" if value is None else value)
