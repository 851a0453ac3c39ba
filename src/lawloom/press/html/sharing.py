"""What a page says of itself to those who pass it on: a sentence, its address, a picture; and what it is, to machines.

Everything stands in the page: no other site is asked, and the policy of the pages stays as it is. No figure is told,
so that a vote changes no head.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lawloom.model.consultation import Settings
from lawloom.press.html.oneline import opening
from lawloom.press.html.quickly import esc

PICTURE = "picture.png"
LONGEST = 160  # letters of a description
_SCHEMA = "https://schema.org/"
_ARTICLE = re.compile(r'<article class="md-content__inner md-typeset"[^>]*')
_H1 = re.compile(r"<h1\b")


def description(text: str) -> str:
    """The first words of a text, on one line, without the signs of Markdown."""
    return opening(text, LONGEST)


@lru_cache(maxsize=32)
def of_site(title: str, address: str) -> str:
    """The same lines for the head of every page.

    title    of the site
    address  of the site; empty: it is not known, and no picture can be named
    """
    card = "summary_large_image" if address else "summary"
    return (
        f'<meta property="og:site_name" content="{esc(title)}">\n<meta property="og:type" content="website">\n'
        f'<meta name="twitter:card" content="{card}">\n'
    )


def of_page(settings: Settings, title: str, about: str, here: str | None) -> str:
    """Lines for the head of one page: title, sentence, address and picture.

    title  escaped
    about  plain text; empty: the page has no sentence of its own
    here   address of the page in its language; None: it is shown at any address
    """
    found = f'<meta property="og:title" content="{title}">\n'
    if about:
        # One element for both: search engines read its name, the others its property.
        found += f'<meta name="description" property="og:description" content="{esc(about)}">\n'
    address = settings.address
    if address and here is not None:
        url = esc(f"{address}{here}")
        found += (
            f'<link rel="canonical" href="{url}">\n<meta property="og:url" content="{url}">\n'
            f'<meta property="og:image" content="{esc(settings.address_of_all + picture_of(here))}">\n'
        )
    return found


def picture_of(page: str) -> str:
    """The picture of the page at this address, from the top of the site: of its bill, its subject, or the site."""
    parts = page.split("/", 2)
    if parts[0] == "subjects" and parts[2:] == ["bill/"]:
        return f"{page}{PICTURE}"
    return f"subjects/{parts[1]}/{PICTURE}" if parts[0] == "subjects" and len(parts) > 2 else PICTURE


# --- for machines: microdata of schema.org ----------------------------------------------------------------------------


def item(kind: str) -> str:
    """Attributes of the element that holds a thing of that kind."""
    return f' itemscope itemtype="{_SCHEMA}{kind}"'


def marked(html: str, page: str, settings: Settings) -> str:
    """A typeset page that says what it is: the site itself, or a bill."""
    parts = page.split("/")
    if not page:
        told = item("WebSite")
        more = f'<meta itemprop="name" content="{esc(settings.title)}">'
        if settings.address:
            more += f'<meta itemprop="url" content="{esc(settings.address)}">'
        return _ARTICLE.sub(lambda found: f"{found[0]}{told}", html, count=1).replace("<h1", f"{more}<h1", 1)
    if parts[0] == "subjects" and parts[2:3] == ["bill"]:
        html = _ARTICLE.sub(lambda found: f"{found[0]}{item('Legislation')}", html, count=1)
        return _H1.sub('<h1 itemprop="name"', html, count=1)
    return html
