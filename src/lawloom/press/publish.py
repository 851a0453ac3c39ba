"""Publish an edition: every part of the site, printed where it changed, and nothing that no part claims."""

from __future__ import annotations

import hashlib
import json
from contextlib import ExitStack
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup

from lawloom import messages
from lawloom.errors import LawloomError, Problem
from lawloom.model.ids import SubjectId
from lawloom.model.instant import BEGINNING
from lawloom.model.plain import noun, plain
from lawloom.press import data, feeds, finish, policy, printer, sitemap, texts
from lawloom.press.edition import Edition, SubjectEdition
from lawloom.press.feeds import Entry
from lawloom.press.files import Files, Part
from lawloom.press.printer import Press
from lawloom.press.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Published:
    files: int  # of the site
    written: int  # of them, now
    problems: tuple[Problem, ...]  # each costs only itself


@dataclass(frozen=True, slots=True)
class Bundle:
    """What the rest of the site needs of one subject; kept, so that an unchanged subject is not even folded."""

    slots: dict[str, str]
    entry: dict[str, Any]  # of data/index.json
    news: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    marks: str = ""  # of the files of texts

    def as_plain(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "slots": self.slots,
            "entry": self.entry,
            "news": [astuple(one) for one in self.news],
            "problems": plain(self.problems),
            "marks": self.marks,
        }

    @classmethod
    def from_plain(cls, value: dict[str, Any]) -> Bundle:
        """What `as_plain` gave; ValueError, KeyError or TypeError for anything else."""
        news = tuple(Entry(*one) for one in value["news"])
        return cls(value["slots"], value["entry"], news, noun(value["problems"]), value["marks"])


@dataclass(slots=True)
class Print:
    """One run of the press."""

    edition: Edition
    states: Path
    files: Files
    press: Press
    problems: list[Problem] = field(default_factory=list)


def publish(edition: Edition) -> Published:
    """Print the site of this edition.

    raises  LedgerDamaged, before anything is written, where a subject that has to be printed cannot be folded
            LawloomError where two files would disagree on a total; nothing of it is published
    """
    states = _states(edition)
    kept = {slug: _kept(edition, states, slug) for slug in edition.subjects}
    fresh = [slug for slug, bundle in kept.items() if bundle is None]
    for slug in fresh:
        _agreed(edition.subjects[slug])
    with ExitStack() as stack:
        worker = stack.enter_context(Sandbox())
        cache = edition.instance.build / "cache"
        head = {"policy": Markup(policy.meta(live=True))} if edition.live else {}  # noqa: S704  our own words
        press = printer.press(edition.consultation, worker, cache=cache, **head)
        run = Print(edition, states, Files(edition.site, states / "files"), press)
        bundles = {slug: _subject(run, slug, bundle) for slug, bundle in kept.items()}
        _whole(run, bundles)
        run.files.finish()
    for bundle in bundles.values():
        run.problems += bundle.problems
    return Published(len(run.files.claimed), run.files.written, tuple(dict.fromkeys(run.problems)))


def _states(edition: Edition) -> Path:
    """Where the last printing of this very folder is remembered; one place for the changing ones of a server."""
    if edition.live:
        name = "live"
    elif edition.site == edition.instance.site:
        name = "site"
    else:
        name = hashlib.sha256(str(edition.site).encode()).hexdigest()[:12]
    return edition.instance.build / "state" / "press" / name


# --- one subject ------------------------------------------------------------------------------------------------------


def _kept(edition: Edition, states: Path, slug: SubjectId) -> Bundle | None:
    """What is remembered of a subject, if all that it rests on is as it was."""
    try:
        known = json.loads((states / f"{slug}.json").read_bytes())
        if known["signature"] != edition.signatures.get(slug) or not edition.signatures.get(slug):
            return None
        return Bundle.from_plain(known["bundle"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _subject(run: Print, slug: SubjectId, kept: Bundle | None) -> Bundle:
    """Print one subject, or claim what stands."""
    edition, memory = run.edition, run.states / f"{slug}.json"
    name = f"subject-{slug}"
    signature = edition.signatures.get(slug, "")
    part = run.files.part(name)
    part.key = signature
    if kept is not None and part.known_key == signature and part.keep_all():
        return kept
    folder = edition.instance.texts_of(slug)
    if part.known_key and not texts.only_grew(folder, _marks(memory)):
        part = _afresh(run, name, slug)
        part.key = signature
    memory.unlink(missing_ok=True)
    bundle = _printed(run, edition.subjects[slug], part)
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps({"signature": signature, "bundle": bundle.as_plain()}), encoding="utf-8")
    return bundle


def _printed(run: Print, subject: SubjectEdition, part: Part) -> Bundle:
    edition, slug = run.edition, subject.subject.id
    instance, settings = edition.instance, edition.consultation.settings
    typed = texts.Texts(instance, slug)
    desk = printer.desk_of(run.press, subject, typed)
    problems = printer.print_subject(run.press, desk, part)
    slots = printer.slots_of(run.press, desk)
    entry = data.publish(subject, instance, typed, part, edition.site, run.states)
    typed.fetch(feeds.needed(subject))
    news = feeds.entries(subject, typed, desk.words.language)
    title = f"{subject.subject.title} · {settings.title}"
    feed = feeds.atom(title, slug, news, settings, root="../../", as_of=subject.tally.as_of)
    part.put(f"subjects/{slug}/feed.xml", feed)
    return Bundle(slots, entry, tuple(news), tuple(problems), texts.mark(instance.texts_of(slug)))


def _afresh(run: Print, name: str, slug: SubjectId) -> Part:
    """The part as if it had never been printed: a text was changed under a record that says it was not."""
    (run.states / "files" / f"{name}.printed").unlink(missing_ok=True)
    (run.states / f"{slug}.rows").unlink(missing_ok=True)
    return run.files.part(name)


def _marks(memory: Path) -> str:
    try:
        return str(json.loads(memory.read_bytes())["bundle"]["marks"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _agreed(subject: SubjectEdition) -> None:
    """Stop where the count contradicts itself: nothing is published then."""
    from lawloom.tally import sums

    if found := sums.disagreements(subject.tally):
        raise LawloomError(*found)


# --- the whole --------------------------------------------------------------------------------------------------------


def _whole(run: Print, bundles: dict[SubjectId, Bundle]) -> None:
    """Typeset pages with their slots, what they show, the common files."""
    edition, settings = run.edition, run.edition.consultation.settings
    slots = {name: text for bundle in bundles.values() for name, text in bundle.slots.items()}
    order = list(edition.consultation.subjects)
    slots["subjects"] = "\n".join(slots.pop(f"home/{slug}", "") for slug in order)
    slots["data"] = str(_data_slot(run, bundles))
    run.problems += finish.finish(edition, run.press, slots, run.files.part("pages"))
    part = run.files.part("whole")
    for name, content in printer.styles():
        part.put(name, content)
    part.put("data/index.json", data.index_json({slug: bundle.entry for slug, bundle in bundles.items()}))
    news = feeds.newest(entry for bundle in bundles.values() for entry in bundle.news)
    as_of = max((str(bundle.entry["as_of"] or "") for bundle in bundles.values()), default="") or BEGINNING
    title = messages.word("ed-feed-title", settings.language, site=settings.title)
    part.put("feed.xml", feeds.atom(title, "", news, settings, root="", as_of=as_of))
    part.put("robots.txt", sitemap.robots(settings.address))
    for name, content in sitemap.sitemap(sorted(run.files.claimed), settings.address):
        part.put(name, content)


def _data_slot(run: Print, bundles: dict[SubjectId, Bundle]) -> Markup:
    """The table of the data page: which files there are, no figure that a vote changes."""
    consultation = run.edition.consultation
    rows = [
        {"id": slug, "title": subject.title, "ledger": bool(bundles[slug].entry["lines"])}
        for slug, subject in consultation.subjects.items()
    ]
    return run.press.printery.render("slots/data.html", run.press.words(consultation.settings.language), subjects=rows)
