"""Finish typeset pages: our own frame around what the engine set, every slot filled, the policy of the finished bytes.

Engines and themes put toggles, dialogs and skip links of their own around a page, for scripts that these pages do not
have. Only the frame that all pages of the site share stays. What the engine wrote besides (maps, search indexes,
scripts) is left behind: the site gets pages, and the style sheets that they name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from lawloom.errors import Problem, problem
from lawloom.press import policy, prints, slots, typeset
from lawloom.press.edition import Edition
from lawloom.press.files import Part
from lawloom.press.printer import Press
from lawloom.press.words import Words

# From the body's tag to the first line of partials/header.html, and from the foot to the end of the body.
_BEFORE = re.compile(r'(<body\b[^>]*>).*?(?=<a class="skip")', re.DOTALL)
_AFTER = re.compile(r'(<div class="slot" data-slot="footer"></div>).*?(?=</body>)', re.DOTALL)
_CONTAINER = re.compile(r'<div class="md-container"[^>]*>')
_GENERATOR = re.compile(r'\s*<meta name="generator"[^>]*>')
_WHITE_LINES = re.compile(r"\n[ \t]*(?=\n)")
_INDENT = re.compile(r"\n[ \t]+(?=<)")
_KEPT_SPACE = re.compile(r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>)", re.IGNORECASE | re.DOTALL)
_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.IGNORECASE | re.DOTALL)
_STYLE_SHEET = re.compile(r'<link rel="stylesheet" href="(?:\.\./)*(assets/stylesheets/[\w./-]+\.css)">')
_SOURCE_MAP = re.compile(rb"/\*# sourceMappingURL=[^*]*\*/\s*\Z")
_FROM_ROOT = re.compile(r'(\b(?:href|src)=")\.\./')


LOST = "404/"  # set one folder down, printed as 404.html
SECTIONS = {"data/": "data", "about/": "about", "help/": "help"}


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the slots of one page can be filled with."""

    press: Press
    words: Words
    root: str
    page: str
    slots: Mapping[str, str]

    def __call__(self, name: str) -> Markup | str | None:
        """What stands in the slot of that name; None where there is no such slot."""
        if name == "masthead":
            current = SECTIONS.get(self.page, "subjects" if not self.page or self.page.startswith("subjects/") else "")
            exact = self.page in ("", *SECTIONS)
            return self.press.printery.masthead(self.words, root=self.root, current=current, exact=exact)
        if name == "footer":
            return self.press.printery.footer(self.words, root=self.root)
        return self.slots.get(name)


def finish(edition: Edition, press: Press, filled: Mapping[str, str], part: Part) -> list[Problem]:
    """Print every typeset page, the style sheets that they name and the files of content/ that they show.

    filled  what goes into the slots, by name; masthead and footer are known here
    part    of the site's files, for these pages
    """
    problems: list[Problem] = []
    sheets: set[str] = set()
    base = site_path(edition.consultation.settings.address)
    for page in typeset.pages(edition.instance):
        raw = (edition.typeset / page / "index.html").read_text("utf-8")
        sheets.update(_STYLE_SHEET.findall(raw))
        lost = page == LOST
        root = base if lost else "../" * page.count("/")
        shelf = Shelf(press, _words_of(edition, press, page), root, page, filled)
        shown = {name: shelf(name) for name in slots.names(raw)}
        name = "404.html" if lost else f"{page}index.html"
        print_ = prints.digest("\x1f".join([raw, str(edition.live), *(f"{key}={text}" for key, text in shown.items())]))
        if part.stands(name, print_):
            continue
        html, found = slots.fill(framed(raw), shown.get, f"/{page}")
        problems += found
        if _SCRIPT.search(html):
            problems.append(problem("script-element", f"/{page}", warning=True))
            html = _SCRIPT.sub("", html)
        if lost:
            html = moved_to_top(html, base)
        part.put(name, policy.apply(html, live=edition.live).encode(), print_)
    for sheet in sorted(sheets):
        part.put(sheet, _SOURCE_MAP.sub(b"", (edition.typeset / sheet).read_bytes()))
    _publish_shown_files(edition, part)
    return problems


def site_path(address: str) -> str:
    """The path of the site, for the one page that is shown at any address; "./" where it is not known."""
    return f"/{urlsplit(address).path.strip('/')}/".replace("//", "/") if address else "./"


def _words_of(edition: Edition, press: Press, page: str) -> Words:
    """The words of the page's subject, as on its lean pages; else those of the site."""
    parts = page.split("/")
    subject = edition.consultation.subjects.get(parts[1]) if parts[0] == "subjects" and len(parts) > 1 else None
    return press.words_of(subject) if subject else press.words(edition.consultation.settings.language)


def _publish_shown_files(edition: Edition, part: Part) -> None:
    """Pictures and films of content/ that a page shows, as lawloom.pages noted them."""
    instance = edition.instance
    try:
        shown = json.loads((instance.build / "state" / "pages.json").read_bytes())
    except (OSError, ValueError):
        return
    for address, name in sorted(shown.items()):
        path = instance.root / name
        if path.is_symlink() or not path.is_file():
            continue
        stat = path.stat()
        print_ = prints.digest(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\0{stat.st_ino}")
        if not part.stands(address, print_):
            part.put(address, path.read_bytes(), print_)


def framed(html: str) -> str:
    """The page as the engine set it, with no other frame than ours; the same for every engine, style sheets apart."""
    html = _BEFORE.sub(lambda found: f"{found[1]}\n", html, count=1)
    html = _AFTER.sub(lambda found: f"{found[1]}\n{'</div>' if _CONTAINER.search(html) else ''}\n", html, count=1)
    html = _GENERATOR.sub("", html)
    parts = _KEPT_SPACE.split(html)
    parts[::2] = [_WHITE_LINES.sub("", _INDENT.sub("\n", part)) for part in parts[::2]]
    return "".join(parts).strip() + "\n"


def moved_to_top(html: str, base: str) -> str:
    """The page for lost readers, set one folder down, for the top of the site: it is shown at any address.

    base  the path of the site, "/" or "/2027/"; a relative one holds only for lost addresses at the top
    """
    return _FROM_ROOT.sub(lambda found: found[1] + base, html)
