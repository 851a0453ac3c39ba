"""Write the pages of one language, build/pages for the main one: a Markdown file a page.

The same consultation gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from lawloom.errors import Problem, problem
from lawloom.instance import Instance
from lawloom.model.consultation import Consultation
from lawloom.model.direction import direction
from lawloom.model.subject import Subject
from lawloom.pages import addresses, life_views, site_views, subject_views, text_views
from lawloom.pages.leaf import House, Leaf
from lawloom.pages.plain import front_matter
from lawloom.pages.templates import render


def write(instance: Instance, consultation: Consultation) -> list[Problem]:
    """Write every editorial page; what is no page any more is removed, what did not change is not touched.

    Beside them, state/pages.json says which files of content/ the pages show: {"address": "name of the file"}.
    Gives what people should mend: warnings, because each costs only itself.
    """
    leaves, house = laid_out(instance, consultation)
    pages = {f"{leaf.address}index.md": printed(leaf) for leaf in leaves}
    keep(instance.pages, pages)
    files = {address: house.files[address] for address in sorted(house.files)}
    keep_file(instance.workshop / "state" / "pages.json", json.dumps(files, indent=1, ensure_ascii=False) + "\n")
    return [_in_its_line(instance, one) for one in dict.fromkeys(house.problems)]


def laid_out(instance: Instance, consultation: Consultation) -> tuple[list[Leaf], House]:
    """Every page with its view, and the desk on which they were laid out."""
    house = House(
        consultation=consultation,
        pages=frozenset(every_address(consultation)),
        exists=lambda name: _is_plain_file(instance.root, name),
    )
    leaves = list(site_views.leaves(house))
    for subject in consultation.subjects.values():
        leaves.append(subject_views.leaf(house, subject))
        leaves += text_views.leaves(house, subject)
        leaves += life_views.leaves(house, subject)
    return leaves, house


def every_address(consultation: Consultation) -> Iterator[str]:
    """The address of every editorial page."""
    yield from ("", "data/", "404/")
    names = {page.name for page in consultation.pages} - set(site_views.HOME) - site_views.TAKEN
    yield from (f"{name}/" for name in sorted({*names, *site_views.ALWAYS}))
    for subject in consultation.subjects.values():
        yield from (f"subjects/{subject.id}/{rest}" for rest in _of_subject(subject))


def _of_subject(subject: Subject) -> Iterator[str]:
    yield from ("", "decisions/", "moderation/")
    if subject.bill:
        yield "bill/"
        yield from (f"bill/versions/{addresses.version_name(version)}/" for version in subject.bill.versions)
    yield from (f"essays/{essay.id}/" for essay in subject.essays)
    yield from (f"synthesis/{synthesis.phase}/" for synthesis in subject.syntheses)
    if subject_views.has_debate(subject):
        yield "debate/"
    if subject.progress:
        yield "progress/"


def printed(leaf: Leaf) -> str:
    """The Markdown of one page."""
    written = direction(leaf.lang) if leaf.lang else ""
    matter = {"title": leaf.title, "description": leaf.description, "lang": leaf.lang, "dir": written}
    return f"{front_matter(matter)}\n{render(leaf.template, leaf.view, leaf.language).strip()}\n"


def keep(folder: Path, texts: dict[str, str]) -> None:
    """Make the folder hold these files and no other."""
    for name, text in texts.items():
        keep_file(folder / name, text)
    for path in sorted(folder.rglob("*"), reverse=True):  # files before the folders they stand in
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in texts:
            path.unlink()


def keep_file(path: Path, text: str) -> bool:
    """Write the file if its bytes differ; tells whether it was written."""
    data = text.encode()
    if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
        return False
    if path.is_symlink() or path.is_dir():
        path.unlink() if path.is_symlink() else path.rmdir()
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.new")
    draft.write_bytes(data)
    draft.replace(path)
    return True


def _is_plain_file(root: Path, name: str) -> bool:
    """Whether it is a file of the consultation itself: no link, nothing outside its content/."""
    path = root / name
    inside = (root / "content").resolve()
    return path.is_file() and not path.is_symlink() and path.resolve().is_relative_to(inside)


def _text(instance: Instance, name: str) -> str:
    try:
        return (instance.root / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""  # content told it already


def _in_its_line(instance: Instance, found: Problem) -> Problem:
    """The problem with the first line of its file that holds what it is about."""
    values = dict(found.values)
    address = str(values.get("target") or values.get("address") or "")
    if address:
        # Where an address stands in Markdown or HTML, and whole.
        looked_for = rf"(?:\(\s*<?|=\s*[\"']?|\]:\s*<?){re.escape(address)}(?![\w/.-])"
    elif "tag" in values:
        looked_for = rf"</?{re.escape(str(values['tag']))}\b"
    elif "attribute" in values:
        looked_for = rf"\b{re.escape(str(values['attribute']))}\s*="
    else:
        return found
    if found.place.line:
        return found
    lines = enumerate(_text(instance, found.place.file).splitlines(), start=1)
    line = next((number for number, text in lines if re.search(looked_for, text, re.IGNORECASE)), 0)
    return problem(found.code, found.place.file, line, warning=found.warning, **values)
