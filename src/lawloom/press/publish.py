"""Publish an edition: every part of the site, printed where it changed, and nothing that no part claims."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lawloom.errors import LawloomError, Problem
from lawloom.messages import collation
from lawloom.model.consultation import folder_of
from lawloom.model.ids import SubjectId, is_slug
from lawloom.model.instant import BEGINNING
from lawloom.press import (
    account_data,
    amendment_pages,
    answers,
    change_pages,
    data,
    decisions,
    feeds,
    finish,
    ground,
    index,
    last_time,
    law_files,
    map_data,
    map_loom,
    map_pages,
    opinion_pages,
    passages,
    printer,
    prints,
    redlines,
    report_site,
    representatives,
    rows,
    said,
    search_texts,
    sharing,
    signs,
    signs_page,
    sitemap,
    texts,
    theme_pages,
    todo,
    ways,
    wordings,
)
from lawloom.press import bundle as bundles
from lawloom.press.bundle import Bundle
from lawloom.press.edition import Edition, SubjectEdition
from lawloom.press.files import Files, Part
from lawloom.press.printer import Press
from lawloom.press.sandbox import Sandbox
from lawloom.version import engine_fingerprint


@dataclass(frozen=True, slots=True)
class Published:
    files: int  # of the site
    written: int  # of them, now
    problems: tuple[Problem, ...]  # each costs only itself


@dataclass
class Run:
    """One run of the press: the site in one language.

    states  folder in build/ of what is remembered of the last printing of this site in this language
    under   the folder of the site where it goes: "" or "fr/"
    """

    edition: Edition
    states: Path
    files: Files
    press: Press
    under: str
    problems: list[Problem] = field(default_factory=list)
    kept: dict[SubjectId, Bundle | None] = field(default_factory=dict)
    printed: dict[SubjectId, Bundle] = field(default_factory=dict)

    @property
    def is_main(self) -> bool:
        """Whether it prints what all languages share: data, styles, pictures, the sitemap."""
        return not self.edition.consultation.settings.folder

    def part(self, name: str) -> Part:
        return self.files.part(self.name_of(name), self.under)

    def name_of(self, part: str) -> str:
        """The name of a part among those of all languages."""
        return f"{self.under.replace('/', '.')}{part}"

    @cached_property
    def linked(self) -> frozenset[str]:
        """The contributions that typeset pages link to; read only where a subject is printed."""
        return ways.named_on(self.edition.typeset)


def publish(edition: Edition, *, search: bool = False) -> Published:
    """Print the site of this edition.

    search  make the index of the search too
    raises  LedgerDamaged, before anything is written, where a subject that has to be printed cannot be folded
            LawloomError where the count of a subject contradicts itself; nothing is published then
    """
    states = _states(edition)
    editions = (edition, *edition.others)
    remembered = [
        {slug: bundles.read(_states_of(states, one) / f"{slug}.json") for slug in one.subjects} for one in editions
    ]
    for one, kept in zip(editions, remembered, strict=True):
        for slug, bundle in kept.items():
            if not _stands(one, slug, bundle):
                _agreed(one.subjects[slug])
    with Sandbox() as worker:
        files = Files(edition.site, states / "files")
        runs = []
        for one, kept in zip(editions, remembered, strict=True):
            under = one.consultation.settings.folder if one is not edition else ""
            run = Run(one, _states_of(states, one), files, _press(one, worker), under, kept=kept)
            runs.append(run)
            run.printed = {slug: _subject(run, slug, bundle) for slug, bundle in kept.items()}
            _whole(run)
            _keep_withheld(run)
        _search(runs, wanted=search)
        if runs[0].is_main:
            _sitemap(runs[0])
        files.finish()
    problems = [told for run in runs for bundle in run.printed.values() for told in bundle.problems]
    problems += [told for run in runs for told in run.problems]
    return Published(len(files.claimed), files.written, tuple(dict.fromkeys(problems)))


def _states(edition: Edition) -> Path:
    """Where the last printing of this very folder is remembered; one place for the changing ones of a server."""
    if edition.live:
        name = "live"
    elif edition.site == edition.instance.site.resolve():
        name = "site"
    else:
        name = hashlib.sha256(str(edition.site).encode()).hexdigest()[:12]
    return edition.instance.build / "state" / "press" / name


def _states_of(states: Path, edition: Edition) -> Path:
    """What is remembered of one language: that of the main one stands at the top."""
    return states / edition.consultation.settings.folder


def _press(edition: Edition, worker: Sandbox) -> Press:
    cache = edition.instance.build / "cache"
    if not edition.live:
        return printer.press(edition.consultation, worker, cache=cache)
    from lawloom.press import policy

    looser = Markup(policy.meta(live=True))  # noqa: S704  our own words
    return printer.press(edition.consultation, worker, cache=cache, policy=looser)


# --- one subject ------------------------------------------------------------------------------------------------------


def _stands(edition: Edition, slug: SubjectId, bundle: Bundle | None) -> bool:
    """Whether all that the subject rests on is as it was."""
    signature = edition.signatures.get(slug)
    return bundle is not None and bool(signature) and bundle.signature == signature


def _agreed(subject: SubjectEdition) -> None:
    """Stop where the count contradicts itself."""
    from lawloom.tally import sums

    if found := sums.disagreements(subject.tally):
        raise LawloomError(*found)


def _subject(run: Run, slug: SubjectId, kept: Bundle | None) -> Bundle:
    """Print one subject, or claim what stands."""
    edition, memory = run.edition, run.states / f"{slug}.json"
    part = run.part(f"subject-{slug}")
    if kept is not None and _stands(edition, slug, kept) and part.keep_all():
        return kept
    if kept is None or not texts.only_grew(edition.instance.texts_of(slug), kept.marks):
        kept, part = None, _afresh(run, slug)
    memory.unlink(missing_ok=True)  # should this printing be cut short, nothing is taken for printed
    last_time.forget(run.states, slug)
    bundle = _printed(run, edition.subjects[slug], part, kept)
    bundles.write(memory, bundle)
    return bundle


def _keep_withheld(run: Run) -> None:
    """Leave the last printing of a subject whose files cannot be read now: a slip of the pen takes no page down."""
    folders = run.edition.instance.subjects
    there = {path.name for path in folders.iterdir() if path.is_dir()} if folders.is_dir() else set()
    for slug in sorted(there - set(run.edition.subjects)):
        if is_slug(slug):
            run.files.keep_under(f"{run.under}subjects/{slug}")
            if run.is_main:
                run.files.keep_under(f"data/{slug}")


def _afresh(run: Run, slug: SubjectId) -> Part:
    """The part as if it had never been printed: a text may have changed under a record that says it did not."""
    run.files.forget(run.name_of(f"subject-{slug}"))
    for name in (f"{slug}.rows", f"{slug}.wordings.json"):
        (run.states / name).unlink(missing_ok=True)
    return run.part(f"subject-{slug}")


def _printed(run: Run, subject: SubjectEdition, part: Part, kept: Bundle | None) -> Bundle:
    slug, instance = subject.subject.id, run.edition.instance
    typed = texts.Texts(instance, slug)
    desk = printer.desk_of(run.press, subject, typed)
    desk.wordings = wordings.of(desk, run.states / f"{slug}.wordings.json")
    desk.text_signs = signs.of_texts(desk)
    states = rows.states(subject)
    records = prints.of_records(desk, states)
    problems = printer.print_subject(run.press, desk, part, records)
    part.put(f"subjects/{slug}/{signs.ADDRESS}index.html", signs_page.page(desk, run.press.printery))
    report_site.print_reports(run.press, desk, part, records)
    problems += subject.damaged
    families = [family for findings in subject.findings for family in findings.families]
    found, ties = map_data.map_of(desk, subject, families), map_loom.ties_of(desk)
    map_pages.print_map(run.press, desk, part, records, found, ties, grouped=bool(families))
    said.print_said(run.press, desk, part)
    theme_pages.print_themes(run.press, desk, part)
    amendment_pages.print_list(run.press, desk, part)
    opinion_pages.print_opinions(run.press, desk, part)
    decisions.print_pages(run.press, desk, part)
    compared = redlines.Redlines(subject.subject, run.states / f"{slug}.redlines", engine_fingerprint())
    change_pages.print_changes(run.press, desk, part, compared)
    slots = printer.slots_of(run.press, desk, run.linked)
    slots |= law_files.print_files(run.edition.consultation, subject.subject, desk.words.language, part)
    slots[f"{todo.SLOT}/{slug}"] = todo.section(desk, subject.ledger, run.press.printery)
    entry: dict[str, Any] = {"as_of": subject.tally.as_of or None, "lines": subject.tally.lines}
    if run.is_main:
        more = {map_data.FILE: map_data.as_json(found, ties), **account_data.files(desk)}
        more |= opinion_pages.data_files(desk) | passages.files(desk)
        more[answers.FILE] = answers.data_file(desk)
        more |= compared.files()
        compared.forget_others()
        more[index.SIGNS] = signs.as_data(subject, desk.text_signs, desk.settings.timezone)
        entry = data.publish(subject, instance, typed, part, run.edition.site, run.states, states, more)
    settings = run.edition.consultation.settings
    print_ = feeds.print_of(subject, settings)
    name = f"subjects/{slug}/feed.xml"
    if kept is not None and part.stands(name, print_):
        news = kept.news
    else:
        typed.fetch(feeds.needed(subject))
        news = tuple(feeds.entries(subject, typed, desk.words.language, change_pages.news(desk, compared)))
        title = f"{subject.subject.title} · {settings.title}"
        as_of, spoken = subject.tally.as_of, desk.words.language
        feed = feeds.atom(title, slug, news, settings, root="../../", as_of=as_of, language=spoken)
        part.put(name, feed, print_)
    if subject.ledger is not None and len(settings.in_order) == 1:  # a few votes more are added to one language alone
        last_time.keep(
            instance, subject.ledger, desk, run.states, ground=run.edition.ground, slots=slots, printed=part.names()
        )
    signature = run.edition.signatures.get(slug, "")
    problems += [
        one for one in (kept.problems if kept else ()) if one.code in ("text-changed", "text-unreadable")
    ]  # the rows only grew
    problems = list(dict.fromkeys([*problems, *typed.odd]))
    marks = texts.mark(instance.texts_of(slug))
    digest = prints.digest(f"{search_texts.print_of(desk)}\x1f{marks}")
    return Bundle(signature, slots, entry, news, tuple(problems), marks, digest)


# --- the whole --------------------------------------------------------------------------------------------------------


def _whole(run: Run) -> None:
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
    part.put(f"{todo.ADDRESS}index.html", todo.page(edition, run.press, waiting))
    if run.under:
        part.put(ground.MARK, ground.WORDS)  # so that this language may be printed by itself
    if not run.is_main:
        return
    for name, content in printer.styles():
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
        print_ = prints.digest(f"{engine_fingerprint()}\x1f{name}")
        if not part.stands(path, print_):
            from lawloom.press import picture

            part.put(path, picture.picture(name), print_)


def _search(runs: Sequence[Run], *, wanted: bool) -> None:
    """The search page of every language, with the index that they share where it is wanted."""
    from lawloom.press import search

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
    print_ = prints.digest(f"{engine_fingerprint()}\x1f{settings!r}\x1f{news!r}\x1f{'' if news else as_of}")
    if not part.stands("feed.xml", print_):
        part.put("feed.xml", feeds.atom(feeds.title_of_all(settings), "", news, settings, root="", as_of=as_of), print_)


def _sitemap(run: Run) -> None:
    """Made again only when a page comes or goes, in any language."""
    settings, part = run.edition.consultation.settings, run.part("maps")
    ours = {f"{folder_of(one, settings.main_language)}{todo.ADDRESS}index.html" for one in settings.in_order}
    names = sorted(run.files.claimed - ours) if settings.address else []  # not what only those look for who work here
    print_ = prints.digest("\n".join([engine_fingerprint(), settings.address, *settings.in_order, *names]))
    if len(names) <= sitemap.LARGEST and part.stands("sitemap.xml", print_):
        return
    for name, content in sitemap.sitemap(names, settings.address, settings.in_order):
        part.put(name, content, print_)
