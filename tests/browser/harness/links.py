"""Every link of a built site, followed on the disk: does its page exist, and the place on that page?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

# Attributes that name another file; `content` and `data-*` do not.
REFERENCES = {"href", "src", "poster", "data", "action", "srcset"}


@dataclass
class Page:
    """What one file names and what can be named in it."""

    references: list[tuple[str, str]] = field(default_factory=list)  # (tag, reference) in order
    ids: set[str] = field(default_factory=set)
    repeated: list[str] = field(default_factory=list)  # ids given twice
    title: str = ""
    h1: int = 0
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page = self.page
        given = {name: value or "" for name, value in attrs}
        page.tags.append((tag, given))
        if "id" in given:
            (page.repeated.append if given["id"] in page.ids else page.ids.add)(given["id"])
        if tag == "a" and "name" in given:
            page.ids.add(given["name"])
        page.references += [(tag, given[name]) for name in REFERENCES if name in given]
        page.h1 += tag == "h1"
        self._in_title = tag == "title"

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.page.title += data


def read_page(file: Path) -> Page:
    """The page's title, ids and references, as a plain parser sees them."""
    return read_html(file.read_text(encoding="utf-8"))


def read_html(text: str) -> Page:
    """The same of a page that is at hand."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page


def html_files(site: Path) -> list[str]:
    """Every page of the site, relative to it, in order."""
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))


def still_pages(site: Path) -> list[str]:
    """The same without those where one searches: they run a script and have a policy of their own."""
    return [name for name in html_files(site) if not name.endswith(("search/index.html", "/said/index.html"))]


def address_of(name: str) -> str:
    """The address under which a reader meets the file: `a/index.html` is `a/`."""
    return name.removesuffix("index.html") if name == "index.html" or name.endswith("/index.html") else name


@dataclass(frozen=True)
class Broken:
    page: str
    reference: str
    why: str

    def __str__(self) -> str:
        return f"{self.page}: {self.reference}: {self.why}"


def broken_links(site: Path) -> Iterator[Broken]:
    """Each reference that leads nowhere, is absolute where it must be relative, or calls another host by itself."""
    pages = {name: read_page(site / name) for name in html_files(site)}
    for name, page in pages.items():
        for reference in page.repeated:
            yield Broken(name, f"#{reference}", "the same id twice")
        # The 404 page of each language is shown at any depth, so its own links start at the root.
        for tag, reference in page.references:
            why = _fault(site, pages, name, tag, reference)
            if why:
                yield Broken(name, reference, why)


def _fault(site: Path, pages: dict[str, Page], name: str, tag: str, reference: str) -> str:
    parts = urlsplit(reference)
    if parts.scheme or parts.netloc:
        allowed = {"a": ("http", "https", "mailto"), "link": ("http", "https")}.get(tag, ())
        if parts.scheme == "data" and tag in ("link", "img"):
            return ""
        return "" if parts.scheme in allowed else f"<{tag}> reaches outside the site"
    whole = parts.path.startswith("/")
    if whole and not f"/{name}".endswith("/404.html"):
        return "absolute: the site would not work in a folder"
    folder = "" if whole else name.rpartition("/")[0]
    target = normpath(join(folder, unquote(parts.path).lstrip("/"))) if parts.path else name
    if target.startswith(".."):
        return "leaves the site"
    file = site / target
    if file.is_dir():
        if parts.path and not parts.path.endswith("/") and not parts.path.endswith("."):
            return "a folder without its closing slash"
        target, file = normpath(join(target, "index.html")), file / "index.html"
    if not file.is_file():
        return "no such page"
    if parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids | {"top", "__skip"}:
        return "no such place on that page"
    return ""
