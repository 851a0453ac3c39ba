"""What machines read first: sitemap.xml and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import escape

LARGEST = 50_000  # addresses in one file, as sitemaps.org says
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def sitemap(names: Iterable[str], address: str) -> Iterator[tuple[str, bytes]]:
    """The sitemap, in several files where one cannot hold it: (name, bytes).

    names    every file of the site; pages are told from them
    address  where the site stands; a sitemap needs whole addresses, so without one it is empty and says why
    """
    pages = sorted(page for name in names if (page := _page(name)) is not None)
    if not address:
        note = "<!-- Write the address of the site into consultation.yml, and all pages will be listed here. -->"
        yield "sitemap.xml", f"{_HEAD}\n<urlset {_SPACE}>\n{note}\n</urlset>\n".encode()
        return
    base = address.rstrip("/") + "/"
    parts = [pages[start : start + LARGEST] for start in range(0, len(pages), LARGEST)] or [[]]
    if len(parts) == 1:
        yield "sitemap.xml", _urls(parts[0], base)
        return
    listed = []
    for number, part in enumerate(parts, start=1):
        name = f"sitemap-{number}.xml"
        listed.append(f"<sitemap><loc>{escape(base + name)}</loc></sitemap>")
        yield name, _urls(part, base)
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


def _urls(pages: list[str], base: str) -> bytes:
    return "\n".join(
        [
            _HEAD,
            f"<urlset {_SPACE}>",
            *(f"<url><loc>{escape(base + page)}</loc></url>" for page in pages),
            "</urlset>",
            "",
        ]
    ).encode()
