"""What is taken away from a consultation to be read elsewhere: a phase on paper, the whole site in one archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lawloom import messages, stages
from lawloom.content import kept
from lawloom.errors import ContentProblems, Problem, problem
from lawloom.instance import Instance
from lawloom.press.desk import gather
from lawloom.press.paper import report_file
from lawloom.press.site import archive


def report(instance: Instance, slug: str, phase_name: str, target: Path, problems: list[Problem]) -> Iterator[Path]:
    """Write the report of a phase, one file or more; gives each as it is written.

    problems  what is to be told besides: texts that are not the ones received
    raises    ContentProblems where there is no such subject or no such phase
    """
    read = kept.reading(instance)
    subject = read.consultation.subjects.get(slug)
    if subject is None:
        known = ", ".join(sorted(read.consultation.subjects)) or "-"
        raise ContentProblems(problem("no-such-subject", f"content/subjects/{slug}", known=known))
    phase = subject.phase(phase_name)
    if phase is None:
        names = ", ".join(one.name for one in subject.phases) or "-"
        where = instance.name_of(instance.subject(slug) / "subject.md")
        raise ContentProblems(problem("settle-no-phase", where, phase=phase_name, known=names))
    edition = gather.gather(instance, read.consultation, content=read.fingerprint)
    for name, html in report_file.of(edition, slug, phase, target.name, problems):
        path = target.with_name(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, encoding="utf-8")
        yield path


def site(instance: Instance, target: Path) -> stages.Built:
    """Build the site and put it into one archive; `files` are those in it."""
    built = stages.build(instance)
    settings = kept.reading(instance).consultation.settings
    words = [messages.word("archive-read-me", one, title=settings.title) for one in settings.languages]
    files = archive.write(built.site, target, "\n\n".join(words) + "\n")
    return stages.Built(built.site, files, files, built.problems)
