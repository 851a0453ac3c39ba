"""The shell of every page: one source for its masthead and footer, in lean pages and in the slots of typeset ones."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from lawloom.model.consultation import Settings
from lawloom.press.quickly import esc
from lawloom.press.words import Words

TEMPLATES = Path(__file__).parent / "templates"
# No script, no frame, no form, nothing from elsewhere.
POLICY = Markup(
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'self';"
    "img-src 'self' data:;base-uri 'none';form-action 'none'\">"
    '<meta name="referrer" content="no-referrer">'
)
_WORD = re.compile(r"\{\{ w\('([a-z0-9-]+)'\) \}\}")
_TITLE, _BODY = Markup("\ue000"), Markup("\ue001")  # never in a setting: one line of plain text drops private signs


class Printery:
    """The templates, loaded once, and the shells of each depth and language."""

    def __init__(self, settings: Settings, *, policy: Markup = POLICY) -> None:
        self._settings = settings
        self._policy = policy
        compiled = _compiled()
        self._words: dict[str, Words] = {}
        self._macros: dict[tuple[str, str, str], Callable[..., Markup]] = {}
        self.environment = Environment(
            loader=FunctionLoader(self._source),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_Compiled(str(compiled), "jinja-%s.pyc") if compiled else None,
        )
        self.template: Callable[[str], Template] = lru_cache(maxsize=None)(self.environment.get_template)
        self._shells: dict[tuple[str, str, str], tuple[bytes, bytes, bytes]] = {}

    def render(self, template: str, words: Words, **values: Any) -> Markup:
        """One template filled; `w` gives the words."""
        self._words.setdefault(words.language, words)
        return Markup(self.template(f"{words.language}/{template}").render(w=words, **values))  # noqa: S704  escaped

    def macro(self, template: str, name: str, words: Words) -> Callable[..., Markup]:
        """A part of a template to be filled many times: thousands of pages share one context."""
        key = words.language, template, name
        if key not in self._macros:
            self._words.setdefault(words.language, words)
            module = self.template(f"{words.language}/{template}").make_module({"w": words})
            self._macros[key] = getattr(module, name)
        return self._macros[key]

    def _source(self, name: str) -> tuple[str, str, None]:
        """A template in one language: `fr/item.html`. Words without values are put in once, before it is compiled."""
        language, _, file = name.partition("/")
        words = self._words[language]

        def word(found: re.Match[str]) -> str:
            text = words.escaped(found[1])
            return found[0] if "{" in text else text

        path = TEMPLATES / file
        return _WORD.sub(word, path.read_text("utf-8")), f"{language}/{path}", None

    def page(self, title: str, body: Iterable[str], words: Words, *, root: str, current: str = "") -> bytes:
        """A whole lean page.

        title  plain text, escaped here
        body   HTML, in parts: one that holds nothing but Latin letters is encoded three times quicker
        root   the way up to the home page: "../../../"
        """
        key = words.language, root, current
        if key not in self._shells:
            whole = self.render(
                "shell.html",
                words,
                language=words.language,
                direction=words.direction,
                policy=self._policy,
                title=_TITLE,
                site=self._settings.title,
                root=root,
                masthead=self.masthead(words, root=root, current=current),
                footer=self.footer(words, root=root),
                body=_BODY,
            )
            before, _, rest = str(whole).partition(_TITLE)
            between, _, after = rest.partition(_BODY)
            self._shells[key] = before.encode(), between.encode(), f"{after}\n".encode()
        head, middle, foot = self._shells[key]
        return b"".join([head, esc(title).encode(), middle, *map(str.encode, body), foot])

    def masthead(self, words: Words, *, root: str, current: str = "", exact: bool = False) -> Markup:
        """The head of a page; `current` names the entry that the page belongs to, `exact` that it is that very page."""
        links = (
            ("subjects", "", words("subjects")),
            ("data", "data/", words("data")),
            ("about", "about/", words("about")),
            ("help", "help/", words("take-part")),
        )
        settings = self._settings
        return self.render(
            "masthead.html",
            words,
            root=root,
            title=settings.title,
            subtitle=settings.subtitle,
            links=links,
            current=current,
            exact=exact,
        )

    def footer(self, words: Words, *, root: str) -> Markup:
        """The foot of a page: ways to take part, the rules, and one sentence."""
        settings = self._settings
        return self.render(
            "footer.html", words, root=root, notice=settings.notice, demonstration=settings.demonstration
        )


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates on the disk; only read where Python was told to write none."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            super().dump_bytecode(bucket)


def _compiled() -> Path | None:
    """Where compiled templates are kept: where Python keeps what it compiled of this file, for they are programs too.

    Never in a consultation: what somebody slips into its build/ must not be run. None where nothing can be kept.
    """
    own = Path(__file__).parent / "__pycache__"
    if own.is_dir() and os.access(own, os.W_OK):
        return own
    if sys.dont_write_bytecode:
        return own if own.is_dir() else None
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lawloom" / "templates"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return home
