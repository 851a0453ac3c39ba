"""Publish an edition: every part of the site, printed where it changed, and nothing that no part claims."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from lawloom.errors import Problem
from lawloom.model.ids import SubjectId, is_slug
from lawloom.press.desk.edition import Edition
from lawloom.press.html.press import Press, make_ready
from lawloom.press.html.sandbox import Sandbox
from lawloom.press.publish import bundle as bundles
from lawloom.press.publish.bundle import Bundle
from lawloom.press.publish.one_subject import agreed, print_or_claim, stands
from lawloom.press.publish.run import Run
from lawloom.press.publish.whole import print_search, print_sitemap, print_whole
from lawloom.press.site.files import Files


@dataclass(frozen=True, slots=True)
class Published:
    files: int  # of the site
    written: int  # of them, now
    problems: tuple[Problem, ...]  # each costs only itself


def publish(edition: Edition, *, search: bool = False) -> Published:
    """Print the site of this edition.

    search  make the index of the search too
    raises  LedgerDamaged, before anything is written, where a subject that has to be printed cannot be folded
            LawloomError where the count of a subject contradicts itself; nothing is published then
    """
    states, editions = _states(edition), (edition, *edition.others)
    remembered = [_remembered(one, states) for one in editions]
    with Sandbox() as worker:
        files = Files(edition.site, states / "files")
        runs = [
            Run(one, _states_of(states, one), files, _press(one, worker), _under(one, edition), kept)
            for one, kept in zip(editions, remembered, strict=True)
        ]
        for run in runs:
            _print(run)
        print_search(runs, wanted=search)
        if runs[0].is_main:
            print_sitemap(runs[0])
        files.finish()
    problems = [told for run in runs for bundle in run.printed.values() for told in bundle.problems]
    problems += [told for run in runs for told in run.problems]
    return Published(len(files.claimed), files.written, tuple(dict.fromkeys(problems)))


def _remembered(edition: Edition, states: Path) -> dict[SubjectId, Bundle | None]:
    """What was kept of each subject; stops where a subject that has to be printed cannot be counted."""
    kept = {slug: bundles.read(_states_of(states, edition) / f"{slug}.json") for slug in edition.subjects}
    for slug, bundle in kept.items():
        if not stands(edition, slug, bundle):
            agreed(edition.subjects[slug])
    return kept


def _print(run: Run) -> None:
    """Everything in one language, the search apart."""
    run.printed = {slug: print_or_claim(run, slug, bundle) for slug, bundle in run.kept.items()}
    print_whole(run)
    _keep_withheld(run)


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


def _under(edition: Edition, main: Edition) -> str:
    """The folder of the site where a language goes; printed by itself, each goes to the top."""
    return edition.consultation.settings.folder if edition is not main else ""


def _press(edition: Edition, worker: Sandbox) -> Press:
    cache = edition.instance.build / "cache"
    if not edition.live:
        return make_ready(edition.consultation, worker, cache=cache)
    from lawloom.press.site import policy

    looser = Markup(policy.meta(live=True))  # noqa: S704  our own words
    return make_ready(edition.consultation, worker, cache=cache, policy=looser)


def _keep_withheld(run: Run) -> None:
    """Leave the last printing of a subject whose files cannot be read now: a slip of the pen takes no page down."""
    folders = run.edition.instance.subjects
    there = {path.name for path in folders.iterdir() if path.is_dir()} if folders.is_dir() else set()
    for slug in sorted(there - set(run.edition.subjects)):
        if is_slug(slug):
            run.files.keep_under(f"{run.under}subjects/{slug}")
            if run.is_main:
                run.files.keep_under(f"data/{slug}")
