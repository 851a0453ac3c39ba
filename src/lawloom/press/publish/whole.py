"""What a site has once, whatever its subjects: typeset pages filled, common files, the search, what machines read."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from lawloom.messages import collation
from lawloom.model.consultation import folder_of
from lawloom.model.ids import SubjectId
from lawloom.model.instant import BEGINNING
from lawloom.press.data import feeds, index
from lawloom.press.desk.edition import Edition
from lawloom.press.html import sharing
from lawloom.press.html.style_sheets import styles
from lawloom.press.publish.bundle import Bundle
from lawloom.press.publish.run import Run
from lawloom.press.search import representatives, said
from lawloom.press.site import ground, sitemap
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part
from lawloom.press.subject import todo
from lawloom.press.typesetting import finish
from lawloom.version import engine_fingerprint


def print_whole(run: Run) -> None:
    """Typeset pages with their slots, what they show, the common files."""
    edition, printed = run.edition, run.printed
    slots = {name: text for bundle in printed.values() for name, text in bundle.slots.items()}
    shown = [slots.pop(f"home/{slug}", "") for slug in _by_title(edition)]
    slots["subjects"] = "\n".join(sorted(shown, key=_first_on_home))
    slots["data"] = str(_data_slot(run, printed))
    lines = [slots.pop(f"until/{slug}", "") for slug in _by_title(edition)]
    waiting = [slots.pop(f"{todo.SLOT}/{slug}", "") for slug in _by_title(edition)]
    nothing = run.press.words(edition.consultation.settings.language).escaped("help-nothing-open")
    slots["open"] = f"<ul>{''.join(lines)}</ul>" if any(lines) else f"<p>{nothing}</p>"
    run.problems += finish.finish(edition, run.press, slots, run.part("pages"), run.states / "pages.json")
    representatives.print_all(run.press, run.part("representatives"))
    part = run.part("whole")
    _feed_of_all(run, printed, part)
    part.put(f"{todo.ADDRESS}index.html", todo.print_page(edition, run.press, waiting))
    if run.under:
        part.put(ground.MARK, ground.WORDS)  # so that this language may be printed by itself
    if not run.is_main:
        return
    for name, content in styles():
        part.put(name, content)
    part.put("assets/said.js", said.SCRIPT.read_bytes())
    _pictures(run, part)
    part.put("data/index.json", index.index_json({slug: bundle.entry for slug, bundle in printed.items()}))
    if address := edition.consultation.settings.address:
        part.put("data/download.txt", index.download({slug: bundle.entry for slug, bundle in printed.items()}, address))
    part.put("robots.txt", sitemap.robots(edition.consultation.settings.address))


def _first_on_home(html: str) -> tuple[bool, bool]:
    """First what takes something now, then what speaks the page's language, as slots/home.html marks both."""
    head = html.partition("</h3>")[0]
    return not head.startswith('<article class="subj open"'), " lang=" in head


def _pictures(run: Run, part: Part) -> None:
    """A picture of the site and of each subject, for those who pass a page on; drawn once."""
    consultation = run.edition.consultation
    if not consultation.settings.address:
        return  # whoever passes a page on needs the whole address of its picture
    names = {sharing.PICTURE: consultation.settings.title}
    names |= {f"subjects/{slug}/{sharing.PICTURE}": slug for slug in consultation.subjects}
    names |= {
        f"subjects/{one.id}/bill/{sharing.PICTURE}": f"{one.id}/bill"
        for one in consultation.subjects.values()
        if one.bill
    }
    for path, name in names.items():
        print_ = digest(f"{engine_fingerprint()}\x1f{name}")
        if not part.stands(path, print_):
            from lawloom.press.site import picture

            part.put(path, picture.picture(name), print_)


def print_search(runs: Sequence[Run], *, wanted: bool) -> None:
    """The search page of every language, with the index that they share where it is wanted."""
    from lawloom.press.search import search

    main = runs[0]
    if not main.is_main and (main.edition.site / search.PAGE).is_file():
        main.files.keep_under(search.PAGE.rpartition("/")[0])  # printed alone, a language knows of no index: let it be
        return
    filters: dict[str, list[str]] = {}
    if wanted and main.is_main:
        found = {slug: bundle.found for slug, bundle in main.printed.items()}
        problems, filters = search.print_index(
            main.edition, main.press, main.part("index"), main.states / "search.json", found
        )
        main.problems += problems
    for run in runs:
        search.print_page(run.edition, run.press, run.part("search"), filters)


def _by_title(edition: Edition) -> list[SubjectId]:
    """The subjects as readers of this language look up their titles."""
    subjects, language = edition.consultation.subjects, edition.consultation.settings.language
    return sorted(subjects, key=lambda slug: collation.key(subjects[slug].title, language))


def _data_slot(run: Run, printed: dict[SubjectId, Bundle]) -> Markup:
    """The table of the data page: which files there are, no figure that a vote changes."""
    consultation = run.edition.consultation
    site = consultation.settings.language
    rows = [
        {
            "id": slug,
            "title": subject.title,
            "lang": subject.spoken if subject.spoken != site else "",
            "shards": index.shards(printed[slug].entry),
        }
        for slug, subject in ((slug, consultation.subjects[slug]) for slug in _by_title(run.edition))
    ]
    return run.press.printery.render(
        "slots/data.html", run.press.words(site), subjects=rows, data="" if run.is_main else "../../data/"
    )


def _feed_of_all(run: Run, printed: dict[SubjectId, Bundle], part: Part) -> None:
    settings = run.edition.consultation.settings
    news = feeds.newest(entry for bundle in printed.values() for entry in bundle.news)
    as_of = max((str(bundle.entry["as_of"] or "") for bundle in printed.values()), default="") or BEGINNING
    print_ = digest(f"{engine_fingerprint()}\x1f{settings!r}\x1f{news!r}\x1f{'' if news else as_of}")
    if not part.stands("feed.xml", print_):
        part.put("feed.xml", feeds.atom(feeds.title_of_all(settings), "", news, settings, root="", as_of=as_of), print_)


def print_sitemap(run: Run) -> None:
    """Made again only when a page comes or goes, in any language."""
    settings, part = run.edition.consultation.settings, run.part("maps")
    ours = {f"{folder_of(one, settings.main_language)}{todo.ADDRESS}index.html" for one in settings.in_order}
    names = sorted(run.files.claimed - ours) if settings.address else []  # not what only those look for who work here
    print_ = digest("\n".join([engine_fingerprint(), settings.address, *settings.in_order, *names]))
    if len(names) <= sitemap.LARGEST and part.stands("sitemap.xml", print_):
        return
    for name, content in sitemap.sitemap(names, settings.address, settings.in_order):
        part.put(name, content, print_)
