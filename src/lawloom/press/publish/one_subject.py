"""One subject printed: its pages, its slots, its data and its feed; or claimed, where all of it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lawloom.errors import LawloomError, Problem
from lawloom.model.findings import ArgumentFamily
from lawloom.model.ids import SubjectId
from lawloom.press.bill import amendment_pages, change_pages, law_files, redlines
from lawloom.press.contributions import passages, prints
from lawloom.press.contributions.prints import Records
from lawloom.press.data import account_data, feeds, index, open_data, rows
from lawloom.press.data.feeds import Entry
from lawloom.press.desk import signs, texts, wordings
from lawloom.press.desk.desk import Desk, desk_of
from lawloom.press.desk.edition import Edition, SubjectEdition
from lawloom.press.paper import report_site, signing_sheet
from lawloom.press.publish import bundle as bundles
from lawloom.press.publish.bundle import Bundle
from lawloom.press.publish.run import Run
from lawloom.press.search import said, search_texts
from lawloom.press.site.digest import digest
from lawloom.press.site.files import Part
from lawloom.press.subject import answers, decisions, printer, signs_page, todo
from lawloom.press.synthesis import map_data, map_loom, map_pages, opinion_pages, theme_pages
from lawloom.press.votes import last_time
from lawloom.version import engine_fingerprint


def stands(edition: Edition, slug: SubjectId, bundle: Bundle | None) -> bool:
    """Whether all that the subject rests on is as it was."""
    signature = edition.signatures.get(slug)
    return bundle is not None and bool(signature) and bundle.signature == signature


def agreed(subject: SubjectEdition) -> None:
    """Stop where the count contradicts itself."""
    from lawloom.tally import sums

    if found := sums.disagreements(subject.tally):
        raise LawloomError(*found)


def print_or_claim(run: Run, slug: SubjectId, kept: Bundle | None) -> Bundle:
    """Print one subject, or claim what stands."""
    edition, memory = run.edition, run.states / f"{slug}.json"
    part = run.part(f"subject-{slug}")
    if kept is not None and stands(edition, slug, kept) and part.keep_all():
        return kept
    if kept is None or not texts.only_grew(edition.instance.texts_of(slug), kept.marks):
        kept, part = None, _afresh(run, slug)
    memory.unlink(missing_ok=True)  # should this printing be cut short, nothing is taken for printed
    last_time.forget(run.states, slug)
    bundle = _printed(run, edition.subjects[slug], part, kept)
    bundles.write(memory, bundle)
    return bundle


def _afresh(run: Run, slug: SubjectId) -> Part:
    """The part as if it had never been printed: a text may have changed under a record that says it did not."""
    run.files.forget(run.name_of(f"subject-{slug}"))
    for name in (f"{slug}.rows", f"{slug}.wordings.json"):
        (run.states / name).unlink(missing_ok=True)
    return run.part(f"subject-{slug}")


@dataclass
class Work:
    """One subject in print: what its pages, its slots, its data and its feed share.

    part      of the site's files, for this subject alone
    rows      what each item brings to a row, lawloom.press.data.rows.states
    records   what each item brings to a page, lawloom.press.contributions.prints.of_records
    compared  the texts of the bill, each two that are compared
    """

    run: Run
    subject: SubjectEdition
    part: Part
    texts: texts.Texts
    desk: Desk
    rows: list[str]
    records: Records
    compared: redlines.Redlines

    @cached_property
    def families(self) -> list[ArgumentFamily]:
        """Arguments that say alike, of all phases."""
        return [family for findings in self.subject.findings for family in findings.families]

    @cached_property
    def map(self) -> map_data.Map:
        """The argument map."""
        return map_data.map_of(self.desk, self.subject, self.families)

    @cached_property
    def ties(self) -> map_loom.Ties:
        return map_loom.ties_of(self.desk)


def _taken_up(run: Run, subject: SubjectEdition, part: Part) -> Work:
    slug = subject.subject.id
    typed = texts.Texts(run.edition.instance, slug)
    desk = desk_of(run.press, subject, typed)
    desk.wordings = wordings.of(desk, run.states / f"{slug}.wordings.json")
    desk.text_signs = signs.of_texts(desk)
    states = rows.states(subject)
    main, memory = desk.settings.language, run.states / f"{slug}.redlines"
    languages = (main, *(one for one in desk.settings.in_order if one != main))
    compared = redlines.Redlines(subject.subject, memory, engine_fingerprint(), desk.original, languages)
    return Work(run, subject, part, typed, desk, states, prints.of_records(desk, states), compared)


def _printed(run: Run, subject: SubjectEdition, part: Part, kept: Bundle | None) -> Bundle:
    work = _taken_up(run, subject, part)
    problems = [*_pages(work), *subject.damaged]
    slots = _slots(work)
    entry = _open_data(work) if run.is_main else _counted(subject)
    news = _feed(work, kept)
    _keep_for_votes(work, slots)
    if kept:  # the rows only grew
        problems += [one for one in kept.problems if one.code in ("text-changed", "text-unreadable")]
    problems = list(dict.fromkeys([*problems, *work.texts.odd]))
    slug = subject.subject.id
    marks = texts.mark(run.edition.instance.texts_of(slug))
    sought = digest(f"{search_texts.print_of(work.desk)}\x1f{marks}")
    return Bundle(run.edition.signatures.get(slug, ""), slots, entry, news, tuple(problems), marks, sought)


def _pages(work: Work) -> list[Problem]:
    press, desk, part, records = work.run.press, work.desk, work.part, work.records
    problems = printer.print_subject(press, desk, part, records)
    signs_page.print_page(press, desk, part)
    report_site.print_reports(press, desk, part, records)
    map_pages.print_map(press, desk, part, records, work.map, work.ties, grouped=bool(work.families))
    said.print_said(press, desk, part)
    theme_pages.print_themes(press, desk, part)
    amendment_pages.print_list(press, desk, part)
    opinion_pages.print_opinions(press, desk, part)
    answers.print_page(press, desk, part)
    decisions.print_pages(press, desk, part)
    change_pages.print_changes(press, desk, part, work.compared)
    signing_sheet.print_sheet(press, desk, part)
    return problems


def _slots(work: Work) -> dict[str, str]:
    """What goes into typeset pages, and the files of the law that stand beside them."""
    run, desk, subject = work.run, work.desk, work.subject
    slots = printer.slots_of(run.press, desk, run.linked)
    slots |= law_files.print_files(run.edition.consultation, subject.subject, desk.words.language, work.part)
    slots[f"{todo.SLOT}/{desk.subject.id}"] = todo.section(desk, subject.ledger, run.press.printery)
    return slots


def _open_data(work: Work) -> dict[str, Any]:
    """The files under data/, and what data/index.json says of them."""
    run, desk, subject = work.run, work.desk, work.subject
    more = {
        map_data.FILE: map_data.as_json(work.map, work.ties),
        **account_data.files(desk),
        **opinion_pages.data_files(desk),
        **passages.files(desk),
        answers.FILE: answers.data_file(desk),
        **work.compared.files(),
        index.SIGNS: signs.as_data(subject, desk.text_signs, desk.settings.timezone),
    }
    work.compared.forget_others()
    edition = run.edition
    return open_data.publish(
        subject, edition.instance, work.texts, work.part, edition.site, run.states, work.rows, more
    )


def _counted(subject: SubjectEdition) -> dict[str, Any]:
    """The same where another language prints the data: how far the subject was counted."""
    return {"as_of": subject.tally.as_of or None, "lines": subject.tally.lines}


def _feed(work: Work, kept: Bundle | None) -> tuple[Entry, ...]:
    """Print the feed of the subject, or leave what stands; what is new, for the feed of the whole site."""
    subject, desk, settings = work.subject, work.desk, work.run.edition.consultation.settings
    slug, print_ = desk.subject.id, feeds.print_of(subject, settings)
    name = f"subjects/{slug}/feed.xml"
    if kept is not None and work.part.stands(name, print_):
        return kept.news
    work.texts.fetch(feeds.needed(subject))
    changed = change_pages.news(desk, work.compared)
    news = tuple(feeds.entries(subject, work.texts, desk.words.language, changed))
    title = f"{subject.subject.title} · {settings.title}"
    as_of, spoken = subject.tally.as_of, desk.words.language
    feed = feeds.atom(title, slug, news, settings, root="../../", as_of=as_of, language=spoken)
    work.part.put(name, feed, print_)
    return news


def _keep_for_votes(work: Work, slots: Iterable[str]) -> None:
    """What a few votes more are added to; a site of several languages is always printed as a whole."""
    edition, ledger = work.run.edition, work.subject.ledger
    if ledger is not None and len(edition.consultation.settings.in_order) == 1:
        named = work.part.names()
        last_time.keep(
            edition.instance, ledger, work.desk, work.run.states, ground=edition.ground, slots=slots, printed=named
        )
