"""A site printed by the press itself, without an engine that sets type: each page is its slots and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from lawloom.content import kept
from lawloom.instance import Instance
from lawloom.model.subject import Subject
from lawloom.pages import writer
from lawloom.press.desk import gather
from lawloom.press.publish import publish

SETTINGS = "title: Trains\nlanguages: [{}]\ntimezone: Europe/Zurich\n"
HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body>'
_SLOT = re.compile(r'<div class="slot" data-slot="[^"]*"></div>')


def write_subject(instance: Instance, subject: Subject) -> None:
    """What the author of the subject would have written: phases, elements, a bill."""
    folder = instance.subject(subject.id)
    folder.mkdir(parents=True, exist_ok=True)
    front = [f"title: {subject.title}", f"summary: {subject.summary}", "phases:"]
    for phase in subject.phases:
        front.append(
            f"  - {{name: {phase.name}, kind: {phase.kind.value}, opens: {phase.opens_at}, closes: {phase.closes_at}}}"
        )
    for kind in ("cause", "solution"):
        own = [one for one in subject.elements if one.kind.value == kind]
        front += [f"{kind}s:"] * bool(own)
        front += [f"  - id: {one.id}\n    title: {one.title}\n    text: One." for one in own]
    text = "\n".join(front).replace("phases:\n", "phases: []\n" if not subject.phases else "phases:\n")
    (folder / "subject.md").write_text(f"---\n{text}\n---\nTrains at night.\n", encoding="utf-8")
    if subject.bill:
        articles = "".join(f"\n## Article 1. Title {{#{one.id}}}\n\nText.\n" for one in subject.bill.articles)
        head = "title: A bill\nversion: '1'\ndate: 2027-03-01"
        (folder / "bill.md").write_text(f"---\n{head}\n---\n{articles}", encoding="utf-8")


def print_site(instance: Instance, language: str = "en") -> None:
    """Print what the instance holds now."""
    (instance.root / "consultation.yml").write_text(SETTINGS.format(language), encoding="utf-8")
    read = kept.reading(instance)
    assert not [one for one in read.problems if not one.warning], [str(one) for one in read.problems]
    writer.write(instance, read.consultation)
    for page in instance.pages.rglob("index.md"):
        path = instance.typeset / page.relative_to(instance.pages).with_suffix(".html")
        path.parent.mkdir(parents=True, exist_ok=True)
        slots = "\n".join(_SLOT.findall(page.read_text("utf-8")))
        path.write_text(f"{HEAD}{slots}</body></html>", encoding="utf-8")
    publish.publish(gather.gather(instance, read.consultation, content=read.fingerprint))


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
