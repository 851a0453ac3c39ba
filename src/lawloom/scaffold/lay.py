"""`lawloom new`: the least that `check` accepts, in an empty folder, with a key of its own."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from lawloom.errors import ContentProblems, Problem, problem
from lawloom.ledger import key
from lawloom.scaffold import owned, template_files

_REPOSITORY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?/[A-Za-z0-9._-]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_WEB = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d{1,5})?(/[\w.~%/-]*)?", re.ASCII)
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Laid:
    """What was written: paths in the consultation, in order, and the file of the key, which is outside it."""

    files: list[str]
    key_file: Path


def new(
    target: Path,
    title: str,
    language: str,
    repository: str = "",
    *,
    timezone: str = "UTC",
    contact: str = "",
    address: str = "",
    environment: Mapping[str, str],
) -> Laid:
    """Lay a consultation in `target`, which must not exist or be empty (a `.git` folder may be there).

    All or nothing: the files are written beside the target and moved in when they are complete.

    language           one or several with commas between them, the main one first: "en", "en, fr"
    title, repository  one line; owner/name, or empty while the consultation has no home yet
    contact, address   how readers reach those who hold it, where the site will stand; empty while that is not known
    environment        says where the key is kept: XDG_CONFIG_HOME, else HOME
    raises             ContentProblems naming every value that cannot be used; nothing is touched then
    """
    languages = [part.strip() for part in language.split(",") if part.strip()] or [language]
    values = {"title": title, "repository": repository, "timezone": timezone, "contact": contact, "address": address}
    problems = [told for name, value in values.items() for told in problems_of(name, value)]
    problems[1:1] = problems_of("languages", language)
    problems += problems_of_target(target)
    if problems:
        raise ContentProblems(*problems)
    fingerprint, key_file = key.new_key(environment)
    try:
        values |= {"title": title.strip(), "fingerprint": fingerprint}
        files = template_files.files(languages, values)
        ours = template_files.owned(languages, values)
        with workshop(target) as folder:
            write(folder, files | ours | owned.copies(ours))
    except BaseException:
        key_file.unlink(missing_ok=True)  # a key of no consultation would only puzzle its owner
        raise
    return Laid(sorted([*files, *ours, *owned.copies(ours)]), key_file)


def problems_of(name: str, value: str) -> list[Problem]:
    """What is wrong with one value of a new consultation: title, languages, repository, timezone, contact, address."""
    return list(_PROBLEMS[name](value))


def _of_title(title: str) -> Iterator[Problem]:
    if not title.strip() or not title.isprintable() or len(title) > _LONGEST_TITLE:
        yield problem("new-title-unusable", "--title", found=title, most=_LONGEST_TITLE)


def _of_languages(written: str) -> Iterator[Problem]:
    languages = [part.strip() for part in written.split(",") if part.strip()] or [written]
    for place, language in enumerate(languages):
        # The first one is that of the files laid; others may be any, in which people will write.
        spoken = language.split("-")[0].lower() in template_files.LANGUAGES
        if not spoken and (not place or not _LANGUAGE.fullmatch(language)):
            known = ", ".join(template_files.LANGUAGES)
            yield problem("new-language-unknown", "--language", found=language, known=known)
        elif language in languages[:place]:
            yield problem("language-twice", "--language", language=language)


def _of_repository(repository: str) -> Iterator[Problem]:
    if repository and not _REPOSITORY.fullmatch(repository):
        yield problem("new-repository-malformed", "--repository", found=repository)


def _of_timezone(timezone: str) -> Iterator[Problem]:
    try:
        ZoneInfo(timezone)
    except (OSError, ValueError, KeyError):  # a folder of zones, no path at all, no such zone
        yield problem("new-timezone-unknown", "--timezone", found=timezone)


def _of_contact(contact: str) -> Iterator[Problem]:
    if contact and not (_MAIL.fullmatch(contact) or _WEB.fullmatch(contact)):
        yield problem("new-contact-unusable", "--contact", found=contact)


def _of_address(address: str) -> Iterator[Problem]:
    if address and not _WEB.fullmatch(address):
        yield problem("new-address-unusable", "--address", found=address)


_PROBLEMS: dict[str, Callable[[str], Iterator[Problem]]] = {
    "title": _of_title,
    "languages": _of_languages,
    "repository": _of_repository,
    "timezone": _of_timezone,
    "contact": _of_contact,
    "address": _of_address,
}


def problems_of_target(target: Path) -> Iterator[Problem]:
    """Why nothing can be laid there; nothing where it does not exist or is empty."""
    if target.is_symlink() and not target.exists():
        yield problem("new-folder-unwritable", str(target), reason="")
    elif target.is_dir():
        there = sorted(path.name for path in target.iterdir() if path.name != ".git")
        if there:
            yield problem("new-folder-not-empty", str(target), first=there[0], n=len(there))
    elif target.exists():
        yield problem("new-folder-is-a-file", str(target))


@contextmanager
def workshop(target: Path) -> Iterator[Path]:
    """A folder to fill; moved to `target` when all went well, else gone without a trace."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Beside the target, so that moving is renaming on one disk.
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as failure:
        raise ContentProblems(problem("new-folder-unwritable", str(target), reason=failure.strerror or "")) from failure
    try:
        folder.chmod(0o755)
        yield folder
        if not target.exists():
            folder.rename(target)
            return
        for entry in sorted(folder.iterdir()):
            entry.rename(target / entry.name)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their path in the folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if data.startswith(b"#!"):
            path.chmod(0o755)
