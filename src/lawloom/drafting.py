"""The stage of drafting: ids written into bill.md, versions frozen and sealed. Reads, calls the core once, writes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lawloom import content
from lawloom.bill.drafting import naming, publishing
from lawloom.content import files, seals
from lawloom.content.forms.values import is_link
from lawloom.content.translations import originals
from lawloom.errors import ContentProblems, problem
from lawloom.instance import Instance
from lawloom.model.bill import Bill
from lawloom.model.consultation import Consultation
from lawloom.model.subject import Subject

if TYPE_CHECKING:
    from lawloom.bill.legal.akn_reading import Imported


@dataclass(frozen=True, slots=True)
class Desk:
    """A subject whose bill is worked on."""

    instance: Instance
    consultation: Consultation
    subject: Subject
    bill: Bill
    file: str  # name of bill.md
    tree: files.Tree

    @property
    def folder(self) -> str:
        return self.file.removesuffix("/bill.md")

    @property
    def versions(self) -> list[str]:
        """Names of the files of its versions, translations left out."""
        return originals(self.tree.in_folder(f"{self.folder}/bill/versions", ".md"))

    def text_of(self, name: str) -> str:
        return self.tree.files[name].read_bytes().decode("utf-8-sig")


def desk(instance: Instance, slug: str) -> Desk:
    """The bill of a subject, where it is sound.

    raises  ContentProblems: the errors of the bill and of its versions; no-such-subject; no-bill
    """
    consultation, problems = content.read(instance)
    folder = instance.name_of(instance.subject(slug))
    ours = (f"{folder}/bill.md", f"{folder}/bill/")
    wrong = [one for one in problems if not one.warning and one.place.file.startswith(ours)]
    if consultation is None:
        raise ContentProblems(*[one for one in problems if not one.warning])
    subject = consultation.subjects.get(slug)
    if wrong:
        raise ContentProblems(*wrong)
    if subject is None:
        known = ", ".join(consultation.subjects)
        raise ContentProblems(problem("no-such-subject", "", found=slug, known=known))
    if subject.bill is None:
        raise ContentProblems(problem("no-bill", f"{folder}/bill.md"))
    return Desk(
        instance, consultation, subject, subject.bill, f"{folder}/bill.md", files.tree(instance.root, "content")
    )


# --- lawloom bill ids -------------------------------------------------------------------------------------------------


def name_paragraphs(instance: Instance, slug: str, *, points: bool = False) -> naming.Naming:
    """Write ids into bill.md where paragraphs have none."""
    on = desk(instance, slug)
    taken = {one.id for one in on.subject.elements}
    taken |= {id for version in on.bill.versions for article in version.articles for id in article.own_ids()}
    path = on.tree.files[on.file]
    raw = path.read_bytes()
    named = naming.with_ids(raw.decode("utf-8"), taken, points=points)
    if named.named:
        replace_file(path, named.text.encode())
    return named


# --- lawloom bill export ----------------------------------------------------------------------------------------------

FORMATS = ("akn", "txt", "html", "json-ld")


def export(instance: Instance, slug: str, label: str, form: str, language: str) -> str:
    """The bill of a subject, or its version of that label, in one of FORMATS.

    language  of the few words that are ours
    raises    ContentProblems: the errors of the bill; no-such-subject; no-bill; no-such-version
    """
    from lawloom.bill.legal import akn, html, json_ld, plain
    from lawloom.bill.legal.source import source

    on = desk(instance, slug)
    text = source(on.consultation, on.subject, label)
    if text is None:
        known = ", ".join(one.label for one in on.bill.versions) or "-"
        raise ContentProblems(problem("no-such-version", on.file, found=label, known=known))
    if form == "akn":
        return akn.akoma_ntoso(text)
    if form == "txt":
        return plain.plain_text(text, language)
    return html.html(text, language) if form == "html" else json_ld.printed(text)


# --- lawloom bill import ----------------------------------------------------------------------------------------------


def import_akoma_ntoso(instance: Instance, slug: str, source: Path, *, replace: bool = False) -> tuple[str, Imported]:
    """Write bill.md of a subject from an Akoma Ntoso file; gives its name and what was made.

    replace  a bill that is there is written over
    raises   ContentProblems: see lawloom.bill.legal.akn_reading; no-such-subject, import-bill-exists
    """
    from lawloom.bill.legal.akn_reading import bill_from

    consultation, problems = content.read(instance)
    if consultation is None:
        raise ContentProblems(*[one for one in problems if not one.warning])
    subject = consultation.subjects.get(slug)
    folder = instance.subject(slug)
    if subject is None and not (folder / "subject.md").is_file():
        raise ContentProblems(problem("no-such-subject", "", found=slug, known=", ".join(consultation.subjects)))
    target = folder / "bill.md"
    name = instance.name_of(target)
    if target.exists() and not replace:
        raise ContentProblems(problem("import-bill-exists", name))
    made = bill_from(source.read_bytes(), str(source), language=subject.language if subject else "")
    replace_file(target, made.text.encode(errors="replace"))
    return name, made


# --- lawloom bill publish ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Published:
    file: str  # of the new version; empty where only seals were written
    sha256: str
    sealed: tuple[str, ...]  # versions that had no seal before


def publish(
    instance: Instance, slug: str, label: str, *, day: str, explanation: str = "", video: str = ""
) -> Published:
    """Freeze bill.md as the next version, and seal it; see publishing.frozen for what is refused."""
    on = desk(instance, slug)
    if video:
        _check_video(on, video)
    earlier = {name.rsplit("/", 1)[1]: on.text_of(name) for name in on.versions}
    made = publishing.frozen(
        on.file, on.text_of(on.file), on.bill, earlier, label, day=day, explanation=explanation, video=video
    )
    target = instance.root / on.folder / "bill" / "versions" / made.name
    target.parent.mkdir(parents=True, exist_ok=True)
    replace_file(target, made.text.encode())
    sealed = _seal(on, {**earlier, made.name: made.text})
    name = f"{on.folder}/bill/versions/{made.name}"
    return Published(name, seals.seal(made.name, made.text).sha256, tuple(one for one in sealed if one != made.name))


def seal(instance: Instance, slug: str) -> Published:
    """Seal the versions that have no seal yet, and publish nothing."""
    consultation, problems = content.read(instance)
    folder = instance.name_of(instance.subject(slug))
    if consultation is None or slug not in consultation.subjects:
        known = ", ".join(consultation.subjects) if consultation else ""
        raise ContentProblems(problem("no-such-subject", "", found=slug, known=known))
    wrong = [
        one
        for one in problems
        if not one.warning and one.place.file.startswith(f"{folder}/bill/") and one.code != "version-not-sealed"
    ]
    if wrong:
        raise ContentProblems(*wrong)
    subject = consultation.subjects[slug]
    if subject.bill is None:
        raise ContentProblems(problem("no-bill", f"{folder}/bill.md"))
    on = Desk(instance, consultation, subject, subject.bill, f"{folder}/bill.md", files.tree(instance.root, "content"))
    sealed = _seal(on, {name.rsplit("/", 1)[1]: on.text_of(name) for name in on.versions})
    return Published("", "", tuple(sealed))


def _seal(on: Desk, texts: dict[str, str]) -> list[str]:
    """Write the seals of all versions; gives the names of those that had none. A seal that is there stays."""
    kept, _ = seals.read(on.tree, on.folder)
    known = kept or {}
    new = [name for name in texts if name not in known]
    if new:
        path = on.instance.root / seals.file_of(on.folder)
        replace_file(path, seals.printed([*known.values(), *(seals.seal(name, texts[name]) for name in new)]).encode())
    return new


def _check_video(on: Desk, video: str) -> None:
    if ":" in video or video.startswith("//"):
        if not is_link(video):
            raise ContentProblems(problem("not-a-link", "--video", key="video", found=video))
    elif f"{on.folder}/{video}" not in on.tree.files:
        raise ContentProblems(problem("media-missing", on.file, path=video, near=""))


def replace_file(path: Path, data: bytes) -> None:
    """Write the whole file or nothing of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
