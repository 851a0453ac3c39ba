"""The whole site as one archive, to be read from a disk or a stick without a server.

A browser that reads files shows no index of a folder, so a link to a folder becomes a link to the page in it.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from posixpath import normpath

from lawloom.errors import LawloomError, problem
from lawloom.press.site import ground

READ_ME = "READ-ME.txt"
# What only a server or a search engine needs; the page for lost readers knows the way from one address alone.
FOLDERS_LEFT_OUT = frozenset({"pagefind"})  # the index of the search, which needs a server
LEFT_OUT = re.compile(r"(?:\.lawloom-site|robots\.txt|404\.html|sitemap(?:-\d+)?\.xml)")
_EARLIEST = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # no archive knows an earlier time; the same for all, so that bytes do not tell the day
_LINK = re.compile(r'(<(?:a|link)\b[^>]*?\shref=")([^"#?]*)(?=["#?])')
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">')


def write(site: Path, target: Path, read_me: str) -> int:
    """Write the archive of a printed site, whole or not at all; gives how many files are in it.

    read_me  what is to be known before the first page is opened
    raises   LawloomError where there is no site, where its printing was cut short, or where the archive would lie in it
    """
    if not (site / "index.html").is_file():
        raise LawloomError(problem("archive-no-site", site.as_posix()))
    if ground.is_unfinished(site):
        raise LawloomError(problem("site-unfinished", site.as_posix()))
    if site.resolve() in target.resolve().parents:
        raise LawloomError(problem("archive-in-site", target.as_posix()))
    names = sorted(files(site))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            _put(archive, READ_ME, read_me.replace("\n", "\r\n").encode())
            known = frozenset(names)
            for name in names:
                data = (site / name).read_bytes()
                _put(archive, name, unfolded(data.decode(), name, known).encode() if name.endswith(".html") else data)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return len(names) + 1


def files(site: Path) -> Iterator[str]:
    """The names of the files that go into the archive."""
    for folder, folders, found in os.walk(site):
        out = FOLDERS_LEFT_OUT if Path(folder) == site else ()
        folders[:] = [one for one in folders if one not in out and not (Path(folder) / one).is_symlink()]
        for name in found:
            path = Path(folder) / name
            if (
                not path.is_symlink()
                and not (Path(folder) == site and LEFT_OUT.fullmatch(name))
                and name != ground.MARK
            ):
                yield path.relative_to(site).as_posix()


def unfolded(html: str, name: str, known: Collection[str]) -> str:
    """A page whose links lead to files.

    name   of its file, from the top
    known  every file of the archive
    """
    here = name.rpartition("/")[0]

    def link(found: re.Match[str]) -> str:
        href = found[2]
        if (
            not href
            or _SCHEME.match(href)
            or href.startswith("/")
            or not (href.endswith(("/", "/..")) or href in (".", ".."))
        ):
            return found[0]
        page = href.rstrip("/") + "/index.html"
        return f"{found[1]}{page}" if normpath(f"{here}/{page}".lstrip("/")) in known else found[0]

    # To some browsers a file is of no origin, so that 'self' is none of the files beside it.
    html = _POLICY.sub(lambda policy: policy[0].replace("'self'", "'self' file:"), html, count=1)
    return _LINK.sub(link, html)


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _EARLIEST)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # wherever it is made
    info.external_attr = 0o644 << 16
    archive.writestr(info, data)
