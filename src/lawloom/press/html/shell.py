"""The shell of every page: one source for its masthead and footer, in lean pages and in the slots of typeset ones."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from lawloom.messages.tongues import own_name
from lawloom.model.consultation import Settings, folder_of
from lawloom.model.direction import direction
from lawloom.press.html import sharing
from lawloom.press.html.quickly import esc
from lawloom.press.html.words import Words

TEMPLATES = Path(__file__).parent / "templates"
# No script, no frame, no form, nothing from elsewhere.
# No script runs on these pages, so that nothing can use `connect-src`; Lighthouse asks through it for robots.txt.
POLICY = Markup(
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';style-src 'self';"
    "img-src 'self' data:;connect-src 'self';base-uri 'none';form-action 'none'\">"
    '<meta name="referrer" content="no-referrer">'
)
_WORD = re.compile(r"\{\{ w\('([a-z0-9-]+)'\) \}\}")
# Never in a setting: one line of plain text drops private signs.
_TITLE, _BODY, _HERE, _ABOUT = Markup("\ue000"), Markup("\ue001"), Markup("\ue002"), Markup("\ue003")
_SIGN = _HERE.encode()


class Tongue(NamedTuple):
    """One entry of the language switch."""

    language: str
    direction: str
    name: str
    href: str  # of the same page; empty for the language that is being read


class Printery:
    """The templates, loaded once, and the shells of each depth and language."""

    def __init__(self, settings: Settings, *, policy: Markup = POLICY) -> None:
        self._settings = settings
        self._up = "../" if settings.folder else ""
        self._others = len(settings.in_order) > 1
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
        self._shells: dict[tuple[str, str, str], tuple[bytes, bytes, bytes, bytes]] = {}

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

    def page(
        self,
        title: str,
        body: Iterable[str],
        words: Words,
        *,
        root: str,
        here: str = "",
        current: str = "",
        about: str = "",
    ) -> bytes:
        """A whole lean page.

        title  plain text, escaped here
        about  a sentence for those who find the page in a search or to whom it is passed on, plain text
        body   HTML, in parts: one that holds nothing but Latin letters is encoded three times quicker
        root   the way up to the home page: "../../../"
        here   the address of the page from there: the same in every language
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
                sharing=_ABOUT + Markup(sharing.of_site(self._settings.title, self._settings.address)),  # noqa: S704  escaped
                site=self._settings.title,
                root=root,
                top=root + self._up,
                alternates=self.alternates(_HERE),
                masthead=self.masthead(words, root=root, current=current, here=_HERE),
                footer=self.footer(words, root=root),
                body=_BODY,
            )
            before, _, rest = str(whole).partition(_TITLE)
            site, _, rest = rest.partition(_ABOUT)
            between, _, after = rest.partition(_BODY)
            self._shells[key] = before.encode(), site.encode(), between.encode(), f"{after}\n".encode()
        head, site_name, middle, foot = self._shells[key]
        if self._others:
            middle = middle.replace(_SIGN, here.encode())
        escaped = esc(title)
        told = sharing.of_page(self._settings, escaped, about, here)
        return b"".join([head, escaped.encode(), site_name, told.encode(), middle, *map(str.encode, body), foot])

    def masthead(self, words: Words, *, root: str, here: str = "", current: str = "", exact: bool = False) -> Markup:
        """The head of a page.

        here     the address of the page, for the way to the same page in other languages
        current  the entry that the page belongs to; `exact`: it is that very page
        """
        links = (
            ("subjects", "", words("subjects")),
            ("data", "data/", words("data")),
            ("about", "about/", words("about")),
            ("help", "help/", words("take-part")),
            ("search", "search/", words("search")),
        )
        settings = self._settings
        return self.render(
            "masthead.html",
            words,
            root=root,
            top=root + self._up,
            title=settings.title,
            subtitle=settings.subtitle,
            named=_named_in(settings),
            tongues=self._tongues(root, here),
            links=links,
            current=current,
            exact=exact,
        )

    def top(self, root: str) -> str:
        """The way to the top of the whole site, where what all languages share stands.

        root  the way to the home page
        """
        return root + self._up

    def alternates(self, here: str) -> Markup:
        """For the head of a page: its address in every language, where the address of the site is known."""
        settings = self._settings
        if not settings.address or not self._others:
            return Markup()
        base, main = settings.address_of_all, settings.main_language
        named = [(one, one) for one in settings.in_order] + [("x-default", main)]
        link = Markup('<link rel="alternate" hreflang="{}" href="{}">\n')
        return Markup().join(link.format(tag, f"{base}{folder_of(one, main)}{here}") for tag, one in named)

    def _tongues(self, root: str, here: str) -> list[Tongue]:
        """The language switch: every language of the site, in its own words."""
        settings = self._settings
        if not self._others:
            return []
        way, main = root + self._up, settings.main_language
        return [
            Tongue(
                one,
                direction(one),
                own_name(one),
                "" if one == settings.language else f"{way}{folder_of(one, main)}{here}" or "./",
            )
            for one in settings.in_order
        ]

    def footer(self, words: Words, *, root: str) -> Markup:
        """The foot of a page: ways to take part, the rules, and one sentence."""
        settings = self._settings
        return self.render(
            "footer.html", words, root=root, notice=settings.notice, demonstration=settings.demonstration
        )


def _named_in(settings: Settings) -> str:
    """The language in which the site is called here, where it has no name in that of the readers."""
    named = settings.named.get(settings.language)
    return "" if not settings.folder or (named and named.title) else settings.main_language


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
