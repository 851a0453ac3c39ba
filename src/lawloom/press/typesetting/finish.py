"""Finish typeset pages: our own frame around what the engine set, every slot filled, the policy of the finished bytes.

What the engine wrote besides (maps, search indexes, scripts) is left behind: the site gets pages, and the style sheets
that they name. A page whose text, slots and shell are as they were is not even read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from lawloom import messages
from lawloom.errors import LawloomError, Problem, problem
from lawloom.model.consultation import folder_of
from lawloom.model.subject import Subject
from lawloom.press.data.verifier import published
from lawloom.press.desk.edition import Edition
from lawloom.press.html.press import Press
from lawloom.press.html.words import Words
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part
from lawloom.version import engine_fingerprint

LOST = "404/"  # set one folder down, printed as 404.html
SECTIONS = {"data/": "data", "about/": "about", "help/": "help"}


@dataclass(slots=True)
class Finishing:
    """What all typeset pages share while they are finished.

    filled  what goes into the slots, by name; masthead and footer are known here
    """

    edition: Edition
    press: Press
    filled: Mapping[str, str]
    part: Part
    base: str
    shell: str  # a digest of all that the shell shows
    problems: list[Problem] = field(default_factory=list)
    sheets: set[str] = field(default_factory=set)

    def subject_of(self, page: str) -> Subject | None:
        parts = page.split("/")
        return self.edition.consultation.subjects.get(parts[1]) if parts[0] == "subjects" and len(parts) > 1 else None

    def words_of(self, page: str) -> Words:
        """The words of the page's subject, as on its lean pages; else those of the site."""
        subject = self.subject_of(page)
        return (
            self.press.words_of(subject) if subject else self.press.words(self.edition.consultation.settings.language)
        )

    def slot(self, name: str, page: str) -> Markup | str | None:
        """What stands in the slot of that name; None where there is no such slot."""
        root = self.base if page == LOST else "../" * page.count("/")
        if name == "masthead":
            current = SECTIONS.get(page, "subjects" if not page or page.startswith("subjects/") else "")
            exact = page in ("", *SECTIONS)
            here = "" if page == LOST else page
            return self.press.printery.masthead(self.words_of(page), root=root, current=current, exact=exact, here=here)
        if name == "footer":
            return self.press.printery.footer(self.words_of(page), root=root)
        return self.filled.get(name)


def finish(edition: Edition, press: Press, filled: Mapping[str, str], part: Part, memory: Path) -> list[Problem]:
    """Print every typeset page, the style sheets that they name and the files of content/ that they show.

    filled  what goes into the slots, by name
    part    of the site's files, for these pages
    memory  a file in build/: which slots and style sheets each page had, so that it need not be read to know
    """
    settings = edition.consultation.settings
    run = Finishing(edition, press, filled, part, site_path(settings.address), _shell(edition))
    known = _remembered(memory)
    seen = {page: _page(run, page, known.get(page)) for page in pages(edition)}
    if seen != known:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps(seen), encoding="utf-8")
    if not settings.folder:  # what all languages share stands once
        for sheet in sorted(run.sheets):
            _copy(part, sheet, edition.typeset / sheet)
        _publish_shown_files(edition, part)
        for name, content in published().items():  # whoever doubts a figure finds beside it what counts it again
            part.put(name, content)
    return run.problems


def pages(edition: Edition) -> list[str]:
    """Addresses of the typeset pages, sorted: those that build/pages asked for."""
    top = str(edition.instance.pages)
    found = []
    for folder, _, names in os.walk(top):
        if "index.md" in names:
            address = folder[len(top) :].replace(os.sep, "/").strip("/")
            found.append(f"{address}/" if address else "")
    return sorted(found)


def site_path(address: str) -> str:
    """The path of the site, for the one page that is shown at any address; "./" where it is not known."""
    return f"/{urlsplit(address).path.strip('/')}/".replace("//", "/") if address else "./"


def _page(run: Finishing, page: str, known: dict[str, Any] | None) -> dict[str, Any]:
    path = run.edition.typeset / page / "index.html"
    try:
        stat = path.stat()
    except FileNotFoundError as failure:
        where = f"build/pages/{page}index.md"
        raise LawloomError(problem("typeset-page-missing", where, page=f"/{page}")) from failure
    mark = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
    if known is None or known["mark"] != mark:
        from lawloom.press.desk import ways
        from lawloom.press.typesetting import frame, slots

        html = path.read_text("utf-8")
        asked = [*slots.names(html), *ways.named(html, page)]
        known = {"mark": mark, "slots": asked, "sheets": frame.sheets_of(html)}
    run.sheets.update(known["sheets"])
    shown = "\x1f".join([f"{name}={run.filled.get(name, '')}" for name in known["slots"]])
    print_ = digest(f"{run.shell}\x1f{page}\x1f{mark}\x1f{shown}")
    name = "404.html" if page == LOST else f"{page}index.html"
    if not run.part.stands(name, print_):
        run.part.put(name, _finished(run, page, path.read_text("utf-8")).encode(), print_)
    return known


def _finished(run: Finishing, page: str, raw: str) -> str:
    from lawloom.press.desk import ways
    from lawloom.press.html import sharing
    from lawloom.press.site import policy
    from lawloom.press.typesetting import frame, slots

    html, scripts = frame.without_scripts(frame.framed(raw))
    html = ways.led(html, page, run.filled)
    words = run.words_of(page)
    html = frame.spoken(html, words.language, words.direction, words.escaped("skip"))
    if words.language != (site := run.edition.consultation.settings.language):
        # The engine writes the titles of the ways back from footnotes, in the one language it was told.
        ours, theirs = (messages.word("ed-footnote-back", one) for one in (site, words.language))
        html = html.replace(f'title="{escape(ours)}"', f'title="{escape(theirs)}"')
    if scripts:
        run.problems.append(problem("script-element", f"/{page}", warning=True))
    html, unknown = slots.fill(html, lambda name: run.slot(name, page), f"/{page}")
    run.problems += unknown
    settings, here = run.edition.consultation.settings, None if page == LOST else page
    told = sharing.of_page(settings, frame.title_of(html), "", here)  # the engine wrote the sentence, if there is one
    shared = sharing.of_site(settings.title, settings.address)
    html = frame.with_links(html, f"{run.press.printery.alternates(here or '')}{told}{shared}")
    html = sharing.marked(html, page, settings)
    if settings.folder:
        html = frame.lifted(html)
    if page == LOST:
        html = frame.moved_to_top(html, run.base)
    return policy.apply(html, live=run.edition.live)


def _shell(edition: Edition) -> str:
    settings = edition.consultation.settings
    shown = (
        engine_fingerprint(),
        edition.live,
        settings.title,
        settings.subtitle,
        settings.languages,
        settings.in_order,
        settings.named,
        settings.notice,
        settings.demonstration,
        settings.address,
        [(slug, subject.language) for slug, subject in edition.consultation.subjects.items()],
    )
    return format(digest(repr(shown)), "x")


def _remembered(memory: Path) -> dict[str, Any]:
    try:
        known = json.loads(memory.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _copy(part: Part, name: str, path: Path) -> None:
    """Put a copy of a file on the site; a style sheet without the address of its map, which stays behind."""
    stat = path.stat()
    print_ = digest(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\0{stat.st_ino}")
    if not part.stands(name, print_):
        content = path.read_bytes()
        if path.suffix == ".css":
            from lawloom.press.typesetting import frame

            content = frame.without_map(content)
        part.put(name, content, print_)


def _publish_shown_files(edition: Edition, part: Part) -> None:
    """Pictures and films of content/ that a page shows, in any language, as lawloom.pages noted them."""
    instance = edition.instance
    settings = edition.consultation.settings
    folders = [folder_of(language, settings.main_language) for language in settings.in_order]
    workshops = [instance.of(folder.rstrip("/")).workshop for folder in folders]
    shown = {
        address: name
        for workshop in workshops
        for address, name in _remembered(workshop / "state" / "pages.json").items()
    }
    for address, name in sorted(shown.items()):
        path = instance.root / name
        if path.is_file() and not path.is_symlink():
            _copy(part, address, path)
