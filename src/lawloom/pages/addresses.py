"""Which page a file of content/ becomes, and how one page names another: always relative, always a folder."""

from __future__ import annotations

import posixpath
import re

from lawloom.model.bill import BillVersion

_TRANSLATED = re.compile(
    r"\.[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\.(md|yml)$"
)  # about.fr.md becomes the page of about.md

HOME = ""  # addresses are folders of the site: "", "about/", "subjects/night-trains/bill/"


def relative(page: str, target: str) -> str:
    """The way from one page to another: relative("about/", "subjects/x/") is "../subjects/x/"."""
    way = posixpath.relpath(f"/{target}", f"/{page}") if target or page else "."
    if target.endswith("/") or not target:
        return "./" if way == "." else f"{way}/"
    return way


def of_file(file: str) -> str | None:
    """The address of the page that a file of content/ becomes, from its name; None where it becomes none."""
    parts = _TRANSLATED.sub(r".\1", file).split("/")
    if len(parts) == 3 and parts[:2] == ["content", "pages"] and file.endswith(".md"):
        name = parts[2].removesuffix(".md")
        return HOME if name in ("home", "index") else f"{name}/"
    if len(parts) < 4 or parts[:2] != ["content", "subjects"]:
        return None
    subject, rest = f"subjects/{parts[2]}/", "/".join(parts[3:])
    single = {
        "subject.md": "",
        "bill.md": "bill/",
        "debate.md": "debate/",
        "decisions.yml": "decisions/",
        "moderation.yml": "moderation/",
        "progress.yml": "progress/",
    }
    if rest in single:
        return subject + single[rest]
    folder, _, name = rest.rpartition("/")
    if folder in ("essays", "synthesis", "bill/versions") and name.endswith(".md"):
        return f"{subject}{folder}/{name.removesuffix('.md')}/"
    return None


def of_folder(path: str) -> str:
    """The address that a path under content/ stands for: content/pages/ is the top of the site."""
    for prefix, address in (("content/pages", ""), ("content/subjects", "subjects"), ("content", "")):
        if path == prefix or path.startswith(f"{prefix}/"):
            return f"{address}{path[len(prefix) :]}".lstrip("/")
    return path


def version_name(version: BillVersion) -> str:
    """The last part of a version's address: the name of its file."""
    # Up to the first dot: a translation of 02-second.md is called 02-second.fr.md and stands at the same address.
    return version.file.rpartition("/")[2].partition(".")[0] or f"{version.number:02d}"
