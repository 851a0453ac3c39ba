"""What machines read first: sitemap.xml and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from markupsafe import escape

from lawloom.model.consultation import folder_of

LARGEST = 50_000  # addresses in one file, as sitemaps.org says
_MOST_BYTES = 50_000_000  # the same
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(names: Iterable[str], address: str, languages: Sequence[str] = ()) -> Iterator[tuple[str, bytes]]:
    """The sitemap, in several files where one cannot hold it: (name, bytes).

    names    every file of the site; pages are told from them
    address  where the site stands; a sitemap needs whole addresses, so without one it is empty and says why
    languages  of the site, the main one first: a page that stands in several names the others
    """
    pages = sorted(page for name in names if (page := _page(name)) is not None)
    if not address:
        note = "<!-- Write the address of the site into consultation.yml, and all pages will be listed here. -->"
        yield "sitemap.xml", f"{_HEAD}\n<urlset {_SPACE}>\n{note}\n</urlset>\n".encode()
        return
    base = address.rstrip("/") + "/"
    there = frozenset(pages)
    # A page of many languages takes many lines: fewer of them go into one file of 50 MB.
    most = LARGEST if len(languages) < 2 else max(1, min(LARGEST, _MOST_BYTES // (400 * (len(languages) + 1))))
    parts = [pages[start : start + most] for start in range(0, len(pages), most)] or [[]]
    if len(parts) == 1:
        yield "sitemap.xml", _urls(parts[0], base, languages, there)
        return
    listed = []
    for number, part in enumerate(parts, start=1):
        name = f"sitemap-{number}.xml"
        listed.append(f"<sitemap><loc>{escape(base + name)}</loc></sitemap>")
        yield name, _urls(part, base, languages, there)
    yield "sitemap.xml", "\n".join([_HEAD, f"<sitemapindex {_SPACE}>", *listed, "</sitemapindex>", ""]).encode()


def robots(address: str) -> bytes:
    """Everybody may read everything."""
    lines = ["User-agent: *", "Allow: /"]
    if address:
        lines.append(f"Sitemap: {address.rstrip('/')}/sitemap.xml")
    return ("\n".join(lines) + "\n").encode()


def _page(name: str) -> str | None:
    """The address of a page from the name of its file; None for what is no page."""
    if name == "index.html":
        return ""
    return name.removesuffix("index.html") if name.endswith("/index.html") else None


def _urls(pages: list[str], base: str, languages: Sequence[str], there: frozenset[str]) -> bytes:
    space = f'{_SPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml"' if len(languages) > 1 else _SPACE
    lines = []
    for page in pages:
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(base + other)}"/>'
            for language, other in _in_languages(page, languages, there)
        )
        lines.append(f"<url><loc>{escape(base + page)}</loc>{others}</url>")
    return "\n".join([_HEAD, f"<urlset {space}>", *lines, "</urlset>", ""]).encode()


def _in_languages(page: str, languages: Sequence[str], there: frozenset[str]) -> list[tuple[str, str]]:
    """The page in every language in which it stands, itself included; nothing where it stands in one alone."""
    if len(languages) < 2:
        return []
    bare = next((page.removeprefix(f"{one}/") for one in languages[1:] if page.startswith(f"{one}/")), page)
    addresses = [(one, f"{folder_of(one, languages[0])}{bare}") for one in languages]
    found = [(one, address) for one, address in addresses if address in there]
    return found if len(found) > 1 else []
