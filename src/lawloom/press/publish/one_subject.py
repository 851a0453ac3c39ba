"""One subject printed: its pages, its slots, its data and its feed; or claimed, where all of it stands."""

from __future__ import annotations

from typing import Any

from lawloom.errors import LawloomError
from lawloom.model.ids import SubjectId
from lawloom.press.bill import amendment_pages, change_pages, law_files, redlines
from lawloom.press.contributions import passages, prints
from lawloom.press.data import account_data, data, feeds, index, rows
from lawloom.press.desk import signs, texts, wordings
from lawloom.press.desk.desk import desk_of
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


def _printed(run: Run, subject: SubjectEdition, part: Part, kept: Bundle | None) -> Bundle:
    slug, instance = subject.subject.id, run.edition.instance
    typed = texts.Texts(instance, slug)
    desk = desk_of(run.press, subject, typed)
    desk.wordings = wordings.of(desk, run.states / f"{slug}.wordings.json")
    desk.text_signs = signs.of_texts(desk)
    states = rows.states(subject)
    records = prints.of_records(desk, states)
    problems = printer.print_subject(run.press, desk, part, records)
    part.put(f"subjects/{slug}/{signs.ADDRESS}index.html", signs_page.print_page(desk, run.press.printery))
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
    compared = redlines.Redlines(
        subject.subject,
        run.states / f"{slug}.redlines",
        engine_fingerprint(),
        desk.original,
        (desk.settings.language, *(one for one in desk.settings.in_order if one != desk.settings.language)),
    )
    change_pages.print_changes(run.press, desk, part, compared)
    signing_sheet.print_sheet(run.press, desk, part)
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
    sought = digest(f"{search_texts.print_of(desk)}\x1f{marks}")
    return Bundle(signature, slots, entry, news, tuple(problems), marks, sought)
